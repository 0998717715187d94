// SPDX-License-Identifier: GPL-2.0-or-later
/* Retention: which events go by age and by size, in which order, and that the file shrinks. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "events/events.h"
#include "store/db.h"
#include "store/retention.h"
#include "tests/unit/scratch.h"

#define NS 1000000000LL
#define DAY (86400 * NS)
/* date -u -d '2026-11-21' +%s */
#define NOW (1795219200 * NS)

static void open_db(struct ras_db *db, const char *name)
{
	char err[256] = "";

	if (ras_db_open(db, scratch_path(name), ras_classes, 1000, err, sizeof(err)))
		fail_msg("%s", err);
}

/* n rows of memory_failure_event, the first at first_ns, step_ns apart. */
static void fill(struct ras_db *db, int n, int64_t first_ns, int64_t step_ns)
{
	char text[512];

	(void)snprintf(
		text, sizeof(text),
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
		"INSERT INTO memory_failure_event (timestamp, pfn, time_ns) "
		"SELECT 'x', printf('%%0200d', i), %lld + i * %lld FROM n",
		n - 1, (long long)first_ns, (long long)step_ns);
	scratch_run(db->sql, text);
}

/* A whole run; how many steps it took. */
static unsigned int run(struct ras_retention *r, struct ras_db *db, int64_t budget)
{
	unsigned int steps = 0;

	ras_retention_begin(r, 1);
	do {
		assert_int_equal(ras_retention_step(r, db->sql, NOW, budget), SQLITE_OK);
		steps++;
	} while (r->phase != RAS_RETENTION_DONE);
	return steps;
}

static void by_age(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .days = 30 } };
	struct ras_db db;

	(void)state;
	open_db(&db, "age");
	/* Days 100, 99.95, … before now: 1401 of 2000 are older than 30 days, or exactly so old. */
	fill(&db, 2000, NOW - 100 * DAY, DAY / 20);
	scratch_run(db.sql, "INSERT INTO lost_events (timestamp, count, time_ns) "
			    "VALUES ('x', 1, 5), ('x', 2, 1795219200000000000)");
	assert_true(run(&r, &db, 0) > 5);
	assert_int_equal(r.deleted, 1401 + 1);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 599);
	assert_int_equal(scratch_int(db.sql, "SELECT min(id) FROM memory_failure_event"), 1402);
	assert_int_equal(scratch_int(db.sql, "SELECT count FROM lost_events"), 2);
	ras_db_close(&db, true);
}

/* Rows of 0.8.x have their text alone; a time that cannot be read is no reason to delete. */
static void by_text(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .days = 1 } };
	struct ras_db db;

	(void)state;
	open_db(&db, "text");
	scratch_run(db.sql, "INSERT INTO aer_event (timestamp, dev_name) VALUES "
			    "('2026-11-19 23:59:00 +0000', 'old'), "
			    "('2026-11-20 01:30:00 +0200', 'old'), "
			    "('2026-11-20 00:30:00 +0000', 'new'), "
			    "('2026-11-19 23:30:00 -0100', 'new'), "
			    "('1970-01-01 00:00:00 +0000', 'none'), "
			    "('yesterday', 'none'), ('', 'none'), (NULL, 'none')");
	(void)run(&r, &db, DAY);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM aer_event"), 6);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM aer_event "
					     "WHERE dev_name = 'old'"), 0);
	ras_db_close(&db, true);
}

/* A stretch of new rows ends a run, but not the first one and not that of another day. */
static void clock_was_wrong(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .days = 30 } };
	struct ras_db db;

	(void)state;
	open_db(&db, "wrong");
	fill(&db, 1000, NOW + 400 * DAY, 1);
	fill(&db, 10, NOW - 40 * DAY, 1);
	(void)run(&r, &db, DAY);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 1000);
	fill(&db, 10, NOW - 40 * DAY, 1);
	(void)run(&r, &db, DAY);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 1010);
	ras_retention_begin(&r, DAY + 1);
	assert_int_equal(ras_retention_step(&r, db.sql, NOW, DAY), SQLITE_OK);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 1000);
	ras_db_close(&db, true);
}

static int64_t file_bytes(struct ras_db *db)
{
	return scratch_int(db->sql, "SELECT page_count * page_size FROM pragma_page_count, "
				    "pragma_page_size");
}

static void by_size(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .bytes = 1 << 20 } };
	struct ras_db db;
	int64_t left;

	(void)state;
	open_db(&db, "size");
	/* About 3 MB, and in another table a row older than all of them, one amidst, one newer. */
	fill(&db, 10000, NOW - DAY, NS);
	scratch_run(db.sql, "INSERT INTO lost_events (timestamp, count, time_ns) VALUES "
			    "('x', 1, 5), ('x', 2, 1795219199000000000), "
			    "('x', 3, 1795219200000000000)");
	assert_true(file_bytes(&db) > 2 << 20);
	assert_true(run(&r, &db, 0) > 5);
	assert_true(file_bytes(&db) <= 1 << 20);
	/* Not much more than asked, the newest kept, and by time over all tables. */
	assert_true(file_bytes(&db) > (1 << 20) - 256 * 1024);
	left = scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event");
	assert_int_equal(scratch_int(db.sql, "SELECT min(id) FROM memory_failure_event"),
			 10000 - left + 1);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM lost_events"), 2);
	assert_int_equal(scratch_int(db.sql, "PRAGMA freelist_count"), 0);
	/* Nothing more to do, and nothing done. */
	(void)run(&r, &db, 0);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), left);
	/* Less than the empty tables take: all goes, and it ends. */
	r.limits.bytes = 4096;
	(void)run(&r, &db, DAY);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 0);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM lost_events"), 0);
	ras_db_close(&db, true);
}

/* A file of an older version cannot shrink, but its free pages do not count. */
static void old_file(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .bytes = 1 << 20 } };
	sqlite3 *sql = scratch_open("old");
	struct ras_db db;
	int64_t before;

	(void)state;
	scratch_run(sql, "CREATE TABLE memory_failure_event (id INTEGER PRIMARY KEY, "
			 "timestamp TEXT, pfn TEXT, page_type TEXT, action_result TEXT)");
	(void)sqlite3_close(sql);
	open_db(&db, "old");
	fill(&db, 10000, NOW - DAY, NS);
	before = file_bytes(&db);
	(void)run(&r, &db, DAY);
	assert_int_equal(file_bytes(&db), before);
	assert_true(scratch_int(db.sql, "PRAGMA freelist_count") > 256);
	assert_true(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event") > 1000);
	assert_true(r.told_vacuum);
	ras_db_close(&db, true);
}

static void locked(void **state)
{
	struct ras_retention r = { .classes = ras_classes, .limits = { .days = 1 } };
	sqlite3 *other;
	struct ras_db db;

	(void)state;
	open_db(&db, "locked");
	fill(&db, 10, NOW - 2 * DAY, 1);
	other = scratch_open("locked");
	scratch_run(other, "BEGIN IMMEDIATE");
	assert_int_equal(sqlite3_busy_timeout(db.sql, 0), SQLITE_OK);
	ras_retention_begin(&r, 1);
	assert_int_equal(ras_retention_step(&r, db.sql, NOW, DAY), SQLITE_BUSY);
	assert_int_equal(r.phase, RAS_RETENTION_DONE);
	scratch_run(other, "COMMIT");
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	(void)run(&r, &db, DAY);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM memory_failure_event"), 0);
	ras_db_close(&db, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_age),
		cmocka_unit_test(by_text),
		cmocka_unit_test(clock_was_wrong),
		cmocka_unit_test(by_size),
		cmocka_unit_test(old_file),
		cmocka_unit_test(locked),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
