// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The database file: how it is made, what is refused, full and again not, schema brought up to
 * date.
 */
#include "config.h"

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/events.h"
#include "store/db.h"
#include "store/schema.h"
#include "tests/unit/scratch.h"

static int open_db(struct ras_db *db, const char *name, char *err, size_t size)
{
	return ras_db_open(db, scratch_path(name), ras_classes, 1000, err, size);
}

static struct ras_event *event(int64_t stamp)
{
	static _Alignas(16) char room[4096];
	struct ras_event *ev = (void *)room;

	ras_event_init(ev, sizeof(room), &ras_class_lost_events);
	ev->timestamp = stamp;
	((struct ras_lost_event *)ev)->count = 7;
	return ev;
}

static void fresh(void **state)
{
	struct ras_db db;
	char err[256] = "";
	struct stat st;

	(void)state;
	(void)umask(077);
	assert_int_equal(open_db(&db, "fresh", err, sizeof(err)), 0);
	/* Readers are other users. */
	assert_int_equal(stat(scratch_path("fresh"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_int_equal(stat(scratch_path("fresh-wal"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_int_equal(scratch_int(db.sql, "PRAGMA auto_vacuum"), 2); /* INCREMENTAL */
	assert_int_equal(scratch_int(db.sql, "PRAGMA synchronous"), 2); /* FULL */
	assert_true(ras_db_same_file(&db, scratch_path("fresh")));
	assert_false(ras_db_same_file(&db, scratch_path("fresh-wal")));
	assert_int_equal(ras_db_insert(&db, event(1795230854LL * RAS_NSEC_PER_SEC)), 0);
	assert_int_equal(ras_db_checkpoint(&db), SQLITE_OK);
	ras_db_close(&db, true);
	assert_int_not_equal(access(scratch_path("fresh-wal"), F_OK), 0);
	assert_int_equal(scratch_ask("fresh",
				     "SELECT count(*) FROM lost_events WHERE count = 7 AND "
				     "timestamp = '2026-11-21 03:14:14 +0000' AND "
				     "time_ns = 1795230854000000000 AND reason = '' AND "
				     "incident IS NULL"),
			 1);
	/* A time that is none stays text, too. */
	assert_int_equal(open_db(&db, "fresh", err, sizeof(err)), 0);
	assert_int_equal(ras_db_insert(&db, event(0)), 0);
	ras_db_close(&db, true);
	assert_int_equal(scratch_ask("fresh", "SELECT count(*) FROM lost_events WHERE "
					      "timestamp = '1970-01-01 00:00:00 +0000'"), 1);
}

static void refused(void **state)
{
	struct ras_db db;
	char err[256] = "";

	(void)state;
	scratch_write("target", "", 0);
	assert_int_equal(symlink("target", scratch_path("link")), 0);
	assert_int_equal(open_db(&db, "link", err, sizeof(err)), SQLITE_CANTOPEN);
	assert_non_null(strstr(err, "symbolic link"));
	assert_int_equal(mkdir(scratch_path("folder"), 0755), 0);
	assert_int_equal(open_db(&db, "folder", err, sizeof(err)), SQLITE_CANTOPEN);
	assert_int_equal(open_db(&db, "none/db", err, sizeof(err)), SQLITE_CANTOPEN);
	assert_non_null(strstr(err, "none/db: No such file"));
	scratch_write("text", "a file of text, and more of it than the sixteen bytes of a header",
		      65);
	assert_int_equal(open_db(&db, "text", err, sizeof(err)), SQLITE_NOTADB);
}

/* No room: the group is undone as a whole, and works once there is room. */
static void full(void **state)
{
	struct ras_db db;
	char err[256] = "";
	int64_t stored = 0;
	int rc;

	(void)state;
	assert_int_equal(open_db(&db, "full", err, sizeof(err)), 0);
	(void)scratch_int(db.sql, "PRAGMA max_page_count=1"); /* means: as many as there are */
	do {
		assert_int_equal(ras_db_begin(&db), SQLITE_OK);
		rc = ras_db_insert(&db, event(++stored));
		if (rc == SQLITE_OK)
			rc = ras_db_commit(&db);
	} while (rc == SQLITE_OK && stored < 10000);
	assert_int_equal(rc, SQLITE_FULL);
	ras_db_rollback(&db);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM lost_events"), stored - 1);
	(void)scratch_int(db.sql, "PRAGMA max_page_count=100000");
	assert_int_equal(ras_db_begin(&db), SQLITE_OK);
	assert_int_equal(ras_db_insert(&db, event(stored)), SQLITE_OK);
	assert_int_equal(ras_db_commit(&db), SQLITE_OK);
	assert_int_equal(scratch_int(db.sql, "SELECT count(*) FROM lost_events"), stored);
	ras_db_close(&db, true);
}

static void schema(void **state)
{
	sqlite3 *sql = scratch_open("schema");
	char text[RAS_SCHEMA_TEXT], small[16];

	(void)state;
	assert_int_equal(ras_schema_insert(&ras_class_lost_events, text, sizeof(text)), 0);
	assert_string_equal(text, "INSERT INTO \"lost_events\" (\"timestamp\", \"cpu\", \"count\", "
				  "\"first_ns\", \"last_ns\", \"reason\", \"ras_severity\", "
				  "\"time_ns\", \"boot_id\", \"incident\") "
				  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	assert_int_equal(ras_schema_insert(&ras_class_lost_events, small, sizeof(small)), -1);
	/*
	 * Columns in another order and case, one unknown to us: all stay, those that lack come
	 * behind.
	 */
	scratch_run(sql,
		    "CREATE TABLE lost_events (id INTEGER PRIMARY KEY, REASON TEXT, mine BLOB, "
		    "timestamp TEXT); INSERT INTO lost_events VALUES (5, 'r', x'01', 't')");
	assert_int_equal(ras_schema_update(sql, &ras_class_lost_events), SQLITE_OK);
	assert_int_equal(ras_schema_update(sql, &ras_class_lost_events), SQLITE_OK);
	assert_int_equal(scratch_int(sql, "SELECT count(*) FROM pragma_table_info('lost_events')"),
			 4 + 8);
	assert_int_equal(scratch_int(sql, "SELECT count(*) FROM pragma_table_info('lost_events') "
					  "WHERE cid < 4 AND name IN ('id', 'REASON', 'mine', "
					  "'timestamp')"), 4);
	assert_int_equal(scratch_int(sql, "SELECT count(*) FROM lost_events WHERE id = 5 AND "
					  "reason = 'r' AND mine = x'01' AND timestamp = 't' AND "
					  "boot_id = '' AND time_ns IS NULL"), 1);
	assert_int_equal(sqlite3_close(sql), SQLITE_OK);
}

static void set_aside(void **state)
{
	char to[512];

	(void)state;
	scratch_write("bad", "1", 1);
	scratch_write("bad-wal", "2", 1);
	assert_int_equal(ras_db_set_aside(scratch_path("bad"), to, sizeof(to)), 0);
	assert_int_equal(access(to, F_OK), 0);
	assert_int_not_equal(access(scratch_path("bad"), F_OK), 0);
	assert_int_not_equal(access(scratch_path("bad-wal"), F_OK), 0);
	assert_int_equal(ras_db_set_aside(scratch_path("bad"), to, 10), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fresh), cmocka_unit_test(refused),   cmocka_unit_test(full),
		cmocka_unit_test(schema), cmocka_unit_test(set_aside),
	};

	(void)setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
