// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The store thread in trouble: a lock, a file that cannot grow, one removed, replaced or gone with
 * its folder, no memory. Whatever happens, events in = rows + what lost_events tells.
 */
#include "tests/unit/unit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"
#include "events/events.h"
#include "store/store.h"
#include "tests/unit/scratch.h"

#define NS 1000000000LL
#define ROWS "SELECT count(*) FROM memory_failure_event"
#define TOLD "SELECT ifnull(sum(count), 0) FROM lost_events"

static const char garbage[] = "this is no database, but long enough to be looked at twice";

/* A store and what it needs. */
struct rig {
	struct ras_queue *queue;
	struct ras_counters counters;
	struct ras_host host;
	struct ras_store *store;
	const char *name;
	uint64_t pushed;
};

static void start_patient(struct rig *r, const char *name, struct ras_retention_limits limits,
			  int64_t patience_ms)
{
	char err[256] = "";
	struct ras_store_options o = {
		.classes = ras_classes, .counters = &r->counters, .host = &r->host,
		.limits = limits, .patience_ms = patience_ms,
	};

	*r = (struct rig){ .queue = ras_queue_new(1 << 20), .name = name };
	assert_non_null(r->queue);
	o.queue = r->queue;
	o.path = strdup(scratch_path(name));
	r->name = o.path;
	r->store = ras_store_start(&o, err, sizeof(err));
	if (!r->store)
		fail_msg("%s", err);
}

static void start(struct rig *r, const char *name, struct ras_retention_limits limits)
{
	start_patient(r, name, limits, 0);
}

static uint64_t stop(struct rig *r)
{
	uint64_t unstored = ras_store_stop(r->store);

	ras_queue_free(r->queue);
	free((char *)(uintptr_t)r->name);
	return unstored;
}

static void push(struct rig *r, unsigned int n, int64_t stamp)
{
	while (n--) {
		struct ras_event *ev = ras_queue_reserve(r->queue, &ras_class_memory_failure, true);

		ev->timestamp = stamp ? stamp : ras_clock_now(CLOCK_REALTIME);
		ras_queue_push(r->queue, ev);
		r->pushed++;
	}
}

/* Wait until a counter has reached n; a minute at most. */
static void reach(struct rig *r, enum ras_counter which, uint64_t n)
{
	const int64_t until = ras_clock_now(CLOCK_MONOTONIC) + 60 * NS;
	const struct timespec t = { 0, 1000000 };

	while (ras_counted(&r->counters, which) < n) {
		if (ras_clock_now(CLOCK_MONOTONIC) > until)
			fail_msg("%s: %llu, want %llu", ras_counter_name(which),
				 (unsigned long long)ras_counted(&r->counters, which),
				 (unsigned long long)n);
		(void)nanosleep(&t, NULL);
	}
}

static void plain(void **state)
{
	struct ras_store_state st;
	struct rig r;

	(void)state;
	start(&r, "plain", (struct ras_retention_limits){ 0, 0 });
	push(&r, 1, 0);
	reach(&r, RAS_C_STORED, 1);
	assert_int_equal(scratch_ask("plain", ROWS), 1);
	push(&r, 5000, 0);
	reach(&r, RAS_C_STORED, 5001);
	ras_store_state(r.store, &st);
	assert_true(st.open);
	assert_false(st.failing);
	assert_true(ras_counted(&r.counters, RAS_C_STORE_COMMITS) < 2000);
	push(&r, 3, 0);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("plain", ROWS), 5004);
	assert_int_equal(scratch_ask("plain", "SELECT count(*) FROM pragma_journal_mode "
					      "WHERE journal_mode = 'delete'"), 1);
}

static void busy(void **state)
{
	struct ras_store_state st;
	struct rig r;
	sqlite3 *other;

	(void)state;
	start(&r, "busy", (struct ras_retention_limits){ 0, 0 });
	push(&r, 1, 0);
	reach(&r, RAS_C_STORED, 1);
	other = scratch_open("busy");
	scratch_run(other, "BEGIN IMMEDIATE");
	push(&r, 10, 0);
	reach(&r, RAS_C_STORE_BUSY, 1);
	ras_store_state(r.store, &st);
	assert_true(st.failing);
	assert_non_null(strstr(st.error, "locked"));
	scratch_run(other, "COMMIT");
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	reach(&r, RAS_C_STORED, 11);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("busy", ROWS), 11);
	assert_int_equal(scratch_ask("busy", TOLD), 0);
}

/* The folder goes, and comes back: what could not wait is told of in a row. */
static void folder_gone(void **state)
{
	char from[SCRATCH_PATH], to[SCRATCH_PATH];
	struct rig r;
	uint64_t unstored;

	(void)state;
	(void)snprintf(from, sizeof(from), "%s", scratch_path("folder"));
	(void)snprintf(to, sizeof(to), "%s", scratch_path("elsewhere"));
	assert_int_equal(mkdir(from, 0755), 0);
	start(&r, "folder/db", (struct ras_retention_limits){ 0, 0 });
	push(&r, 5, 0);
	reach(&r, RAS_C_STORED, 5);
	assert_int_equal(rename(from, to), 0);
	/* More than the queue holds: the pusher has to wait for events to be let go. */
	push(&r, 20000, 0);
	reach(&r, RAS_C_STORE_FULL, 1);
	assert_true(ras_counted(&r.counters, RAS_C_STORE_LOST) > 0);
	assert_int_equal(mkdir(from, 0755), 0);
	reach(&r, RAS_C_STORED, 6);
	push(&r, 1, 0);
	unstored = stop(&r);
	assert_int_equal(scratch_ask("folder/db", ROWS), r.pushed - 5 - unstored);
	assert_int_equal(scratch_ask("folder/db", TOLD), unstored);
	assert_int_equal(scratch_ask("elsewhere/db", ROWS), 5);
}

static void replaced(void **state)
{
	struct rig r;

	(void)state;
	start(&r, "replaced", (struct ras_retention_limits){ 0, 0 });
	push(&r, 5, 0);
	reach(&r, RAS_C_STORED, 5);
	scratch_write("garbage", garbage, sizeof(garbage));
	assert_int_equal(rename(scratch_path("garbage"), scratch_path("replaced")), 0);
	push(&r, 3, 0);
	reach(&r, RAS_C_STORED, 8);
	assert_int_equal(ras_counted(&r.counters, RAS_C_STORE_REPLACED), 1);
	assert_int_equal(scratch_ask("replaced", ROWS), 3);
	assert_int_equal(unlink(scratch_path("replaced")), 0);
	push(&r, 2, 0);
	reach(&r, RAS_C_STORED, 10);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("replaced", ROWS), 2);
}

/* Damage met at the very end: a new database takes what is left, nothing is let go. */
static void damaged_at_the_end(void **state)
{
	struct rig r;

	(void)state;
	start(&r, "end", (struct ras_retention_limits){ 0, 0 });
	push(&r, 5, 0);
	reach(&r, RAS_C_STORED, 5);
	scratch_write("other", garbage, sizeof(garbage));
	assert_int_equal(rename(scratch_path("other"), scratch_path("end")), 0);
	push(&r, 3, 0);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(ras_counted(&r.counters, RAS_C_STORE_REPLACED), 1);
	assert_int_equal(scratch_ask("end", ROWS), 3);
}

/*
 * A damaged file that cannot be set aside, as its new name is too long: it is trouble like any
 * other, said once, not tried without a pause.
 */
static void damaged_and_stuck(void **state)
{
	enum { NAME = 240, PATIENCE_MS = 1200 };
	char name[NAME + 1], line[2048];
	unsigned int said = 0;
	struct rig r;
	int old;
	FILE *log;

	(void)state;
	memset(name, 'n', NAME);
	name[NAME] = '\0';
	scratch_write(name, garbage, sizeof(garbage));
	log = fopen(scratch_path("log"), "w+");
	assert_non_null(log);
	old = dup(STDERR_FILENO);
	assert_true(old >= 0 && dup2(fileno(log), STDERR_FILENO) >= 0);
	start_patient(&r, name, (struct ras_retention_limits){ 0, 0 }, PATIENCE_MS);
	push(&r, 3, 0);
	assert_int_equal(stop(&r), 3);
	assert_true(dup2(old, STDERR_FILENO) >= 0);
	assert_int_equal(close(old), 0);
	rewind(log);
	while (fgets(line, sizeof(line), log))
		said += strstr(line, "cannot set the damaged database aside") != NULL;
	assert_int_equal(fclose(log), 0);
	assert_int_equal(said, 1);
}

/*
 * No memory in the middle of a group: SQLite says so, the group is tried again and is whole. The
 * limit is SQLite's own, so that nothing else of the process is hit.
 */
static void no_memory(void **state)
{
	sqlite3_int64 before;
	struct rig r;

	(void)state;
	start(&r, "memory", (struct ras_retention_limits){ 0, 0 });
	push(&r, 5, 0);
	reach(&r, RAS_C_STORED, 5);
	before = sqlite3_hard_heap_limit64(sqlite3_memory_used() + 1);
	if (before < 0) {
		(void)stop(&r);
		skip();
	}
	push(&r, 2000, 0);
	reach(&r, RAS_C_STORE_RETRIES, 1);
	(void)sqlite3_hard_heap_limit64(0);
	reach(&r, RAS_C_STORED, 2005);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("memory", ROWS), 2005);
}

/* Retention on the store's thread: at the start, after a change of limits, and never in the way. */
static void limits(void **state)
{
	const int64_t now = ras_clock_now(CLOCK_REALTIME);
	const int64_t until = ras_clock_now(CLOCK_MONOTONIC) + 60 * NS;
	struct rig r;

	(void)state;
	start(&r, "limits", (struct ras_retention_limits){ 0, 0 });
	push(&r, 3000, now - 40LL * 86400 * NS);
	push(&r, 3000, now - 20LL * 86400 * NS);
	push(&r, 10, 0);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("limits", ROWS), 6010);
	start(&r, "limits", (struct ras_retention_limits){ 30, 0 });
	while (scratch_ask("limits", ROWS) != 3010)
		assert_true(ras_clock_now(CLOCK_MONOTONIC) < until);
	ras_store_limits(r.store, (struct ras_retention_limits){ 10, 0 });
	while (scratch_ask("limits", ROWS) != 10)
		assert_true(ras_clock_now(CLOCK_MONOTONIC) < until);
	/* Rows that come while limits change are all stored. */
	for (unsigned int i = 0; i < 200; i++) {
		push(&r, 20, 0);
		ras_store_limits(r.store, (struct ras_retention_limits){ 10 + i % 2, 0 });
	}
	reach(&r, RAS_C_STORED, 4000);
	assert_int_equal(stop(&r), 0);
	assert_int_equal(scratch_ask("limits", ROWS), 4010);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),    cmocka_unit_test(busy),
		cmocka_unit_test(folder_gone), cmocka_unit_test(replaced),
		cmocka_unit_test(damaged_at_the_end), cmocka_unit_test(damaged_and_stuck),
		cmocka_unit_test(no_memory), cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
