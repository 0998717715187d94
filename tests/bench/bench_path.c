// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From ring-buffer page to committed row: events a second and CPU an event, beside what the database
 * itself takes when the same columns are inserted by prepared statements in groups of 1000.
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

/* What is left when only the database works: one event, inserted again and again. */
static int limit(const struct bench_pages *b, const char *db, uint64_t events, struct result *out)
{
	static _Alignas(16) uint8_t room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	struct ras_counters counters = { 0 };
	struct ras_record rec = { b->record, b->len, 0 };
	struct ras_host host;
	struct ras_db d;
	char err[256];
	int64_t begin;
	double cpu;
	int rc;

	cpuinfo(&host);
	drop(db);
	if (ras_db_open(&d, db, ras_classes, 1000, err, sizeof(err)))
		return -1;
	ras_event_init(ev, sizeof(room), &ras_class_mce_record);
	ras_formats_load(b->formats, &rec, ev, &counters);
	ev->severity = ras_class_mce_record.decode(&host, ev);
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	cpu = cpu_seconds();
	begin = ras_clock_now(CLOCK_MONOTONIC);
	rc = ras_db_begin(&d);
	for (uint64_t n = 0; n < events && rc == SQLITE_OK; n++) {
		rc = ras_db_insert(&d, ev);
		if (rc == SQLITE_OK && n % GROUP == GROUP - 1) {
			rc = ras_db_commit(&d);
			if (rc == SQLITE_OK)
				rc = ras_db_begin(&d);
		}
	}
	if (rc == SQLITE_OK)
		rc = ras_db_commit(&d);
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

	(void)snprintf(capture, sizeof(capture), "%s/tests/data/captures/amd-ce-7.2", src ? src : ".");
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
