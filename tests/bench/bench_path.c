// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From ring-buffer page to committed row: events a second and CPU an event, beside what the
 * database itself takes when the same columns are inserted by prepared statements in groups of
 * 1000.
 *
 *   bench_path [EVENTS [CAPTURE]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/clock.h"
#include "events/events.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/store.h"
#include "tests/bench/pages.h"
#include "trace/pump.h"

enum { QUEUE_BYTES = 8 << 20, GROUP = 1000, ROUNDS = 3, PATH = 512 };

struct result {
	double per_second, cpu_us;
};

static void cpuinfo(struct ras_host *host)
{
	*host = (struct ras_host){ .vendor = X86_AMD, .family = 25, .model = 1, .smca = true };
}

static double cpu_seconds(void)
{
	struct rusage u;

	if (getrusage(RUSAGE_SELF, &u))
		return 0;
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void drop(const char *db)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	char name[PATH + 16];

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", db, parts[i]);
		(void)unlink(name);
	}
}

/* The whole way. 0, or -1 when not all events became rows. */
static int path(const struct bench_pages *b, const char *db, uint64_t events, struct result *out)
{
	struct ras_counters counters = { 0 };
	struct ras_host host;
	struct ras_bus bus = { .host = &host, .counters = &counters, .store = true };
	struct ras_pump pump = { .formats = b->formats, .bus = &bus, .ns_per_tick = 1,
				 .offset_ns = ras_clock_offset(CLOCK_BOOTTIME), .whence = "bench" };
	struct ras_cpu_page hand = { .cpu = 0 };
	const size_t each = bench_pages_each(b);
	struct ras_store_options so = { .path = db, .classes = ras_classes, .counters = &counters,
					.host = &host };
	struct ras_store *store;
	char err[256];
	uint8_t page[4096];
	double cpu;
	int64_t begin;

	cpuinfo(&host);
	drop(db);
	bus.queue = ras_queue_new(QUEUE_BYTES);
	so.queue = bus.queue;
	store = bus.queue ? ras_store_start(&so, err, sizeof(err)) : NULL;
	if (!store)
		return -1;
	cpu = cpu_seconds();
	begin = ras_clock_now(CLOCK_MONOTONIC);
	for (uint64_t n = 0; n < events; n += each) {
		size_t now = events - n < each ? (size_t)(events - n) : each;

		bench_pages_fill(b, page, now, n, 1000000000 + n * 10000, 10000);
		ras_pump_page(&pump, &hand, page, sizeof(page));
		(void)ras_pump_run(&pump, &hand, true);
	}
	(void)ras_store_stop(store);
	out->per_second = (double)events * 1e9 / (double)(ras_clock_now(CLOCK_MONOTONIC) - begin);
	out->cpu_us = (cpu_seconds() - cpu) * 1e6 / (double)events;
	ras_queue_free(bus.queue);
	return ras_counted(&counters, RAS_C_STORED) == events ? 0 : -1;
}

/* A value of a row, as SQLite takes it. */
struct value {
	enum { NUMBER, TEXT, BYTES } kind;
	int64_t number;
	const void *p;
	int len;
};

enum { MAX_VALUES = 128 };

/* The values of one event's row. */
static size_t row_of(const struct ras_event *ev, struct value v[static MAX_VALUES])
{
	static struct ras_stamp stamp;
	const struct ras_field *f;
	size_t n = 0;

	for (; n < MAX_VALUES && (f = ras_class_column(ev->cls, n)); n++) {
		struct ras_str s = ras_field_str(f, ev);
		struct ras_bytes b = ras_field_bytes(f, ev);

		if (f->type == RAS_TIME)
			s = ras_stamp_text(&stamp, ras_field_int(f, ev));
		if (ras_type_is_text(f->type))
			v[n] = (struct value){ TEXT, 0, s.s, (int)s.len };
		else if (ras_type_is_blob(f->type))
			v[n] = (struct value){ BYTES, 0, b.p, (int)b.len };
		else
			v[n] = (struct value){ NUMBER, ras_field_int(f, ev), NULL, 0 };
	}
	return n;
}

static int insert(sqlite3_stmt *st, const struct value *v, size_t n)
{
	int rc = SQLITE_OK;

	for (int i = 0; rc == SQLITE_OK && i < (int)n; i++) {
		if (v[i].kind == NUMBER)
			rc = sqlite3_bind_int64(st, i + 1, v[i].number);
		else if (v[i].kind == TEXT)
			rc = sqlite3_bind_text(st, i + 1, v[i].p, v[i].len, SQLITE_STATIC);
		else
			rc = sqlite3_bind_blob(st, i + 1, v[i].p, v[i].len, SQLITE_STATIC);
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_reset(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* What is left when only the database works: one row, inserted again and again. */
static int limit(const struct bench_pages *b, const char *db, uint64_t events, struct result *out)
{
	static _Alignas(16) uint8_t room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	struct ras_counters counters = { 0 };
	struct ras_record rec = { b->record, b->len, 0 };
	struct value values[MAX_VALUES];
	char err[256], text[RAS_SCHEMA_TEXT];
	sqlite3_stmt *st = NULL;
	struct ras_host host;
	struct ras_db d;
	int64_t begin;
	double cpu;
	size_t n;
	int rc;

	cpuinfo(&host);
	drop(db);
	if (ras_schema_insert(&ras_class_mce_record, text, sizeof(text)) ||
	    ras_db_open(&d, db, ras_classes, 1000, err, sizeof(err)))
		return -1;
	ras_event_init(ev, sizeof(room), &ras_class_mce_record);
	ras_formats_load(b->formats, &rec, ev, &counters);
	ev->severity = ras_class_mce_record.decode(&host, ev);
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	n = row_of(ev, values);
	cpu = cpu_seconds();
	begin = ras_clock_now(CLOCK_MONOTONIC);
	rc = sqlite3_prepare_v2(d.sql, text, -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = ras_db_begin(&d);
	for (uint64_t i = 0; i < events && rc == SQLITE_OK; i++) {
		rc = insert(st, values, n);
		if (rc == SQLITE_OK && i % GROUP == GROUP - 1) {
			rc = ras_db_commit(&d);
			if (rc == SQLITE_OK)
				rc = ras_db_begin(&d);
		}
	}
	if (rc == SQLITE_OK)
		rc = ras_db_commit(&d);
	(void)sqlite3_finalize(st);
	ras_db_close(&d, true);
	out->per_second = (double)events * 1e9 / (double)(ras_clock_now(CLOCK_MONOTONIC) - begin);
	out->cpu_us = (cpu_seconds() - cpu) * 1e6 / (double)events;
	return rc == SQLITE_OK ? 0 : -1;
}

int main(int argc, char **argv)
{
	uint64_t events = argc > 1 ? strtoull(argv[1], NULL, 10) : 300000;
	const char *src = getenv("srcdir");
	char capture[PATH], dir[] = "/var/tmp/ras-bench-XXXXXX", db[PATH];
	struct result best[2] = { 0 }, now;
	struct bench_pages b;
	int rc = 1;

	(void)snprintf(capture, sizeof(capture), "%s/tests/data/captures/amd-ce-7.2",
		       src ? src : ".");
	if (!events || bench_pages_open(&b, argc > 2 ? argv[2] : capture) || !mkdtemp(dir))
		return 2;
	(void)snprintf(db, sizeof(db), "%s/db", dir);
	/* By turns, so that what else the machine does hits both; the best round of each counts. */
	for (int round = 0; round < ROUNDS; round++) {
		for (int which = 0; which < 2; which++) {
			if (which ? limit(&b, db, events, &now) : path(&b, db, events, &now)) {
				(void)fprintf(stderr, "bench_path: %s failed\n",
					      which ? "the bulk insert" : "the path");
				goto out;
			}
			if (now.per_second > best[which].per_second)
				best[which] = now;
		}
	}
	(void)printf("page to row   %10.0f events/s %8.2f us CPU an event\n", best[0].per_second,
		     best[0].cpu_us);
	(void)printf("bulk insert   %10.0f events/s %8.2f us CPU an event   (groups of %d)\n",
		     best[1].per_second, best[1].cpu_us, GROUP);
	(void)printf("ratio         %10.0f %%\n", 100 * best[0].per_second / best[1].per_second);
	rc = 0;
out:
	drop(db);
	(void)rmdir(dir);
	bench_pages_close(&b);
	return rc;
}
