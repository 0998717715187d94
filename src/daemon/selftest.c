// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon --self-test: a marker through the running daemon, from trace buffer to row. */
#include "daemon/selftest.h"

#include <errno.h>
#include <inttypes.h>
#include <json-c/json.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "config.h"
#include "core/clock.h"
#include "core/counter.h"
#include "core/statusclient.h"
#include "trace/tracefs.h"

enum { WAIT_MS = 5000, STEP_MS = 2, ANSWER_MAX = 4 << 20 };

struct test {
	const struct ras_options *o;
	struct json_object *before; /* the daemon's status */
	char marker[96];
	int64_t sent_ns;
};

static struct json_object *ask(const struct ras_options *o, char *err, size_t size)
{
	char path[512];
	struct ras_text p = RAS_TEXT(path);
	struct json_object *answer;
	char *text;

	ras_text_add(&p, "%s/" RAS_STATUS_NAME, o->run_dir ? o->run_dir : RAS_RUN_DIR);
	text = ras_status_ask(path, ANSWER_MAX, err, size);
	if (!text)
		return NULL;
	answer = json_tokener_parse(text);
	free(text);
	return answer;
}

static const char *text_of(struct json_object *o, const char *key)
{
	struct json_object *v;

	return json_object_object_get_ex(o, key, &v) ? json_object_get_string(v) : "";
}

static int64_t counter_of(struct json_object *status, enum ras_counter which)
{
	struct json_object *list, *v;

	if (!json_object_object_get_ex(status, "counters", &list))
		return 0;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *row = json_object_array_get_idx(list, i);

		if (!strcmp(text_of(row, "name"), ras_counter_name(which)))
			return json_object_object_get_ex(row, "count", &v)
				       ? json_object_get_int64(v)
				       : 0;
	}
	return 0;
}

static bool find_daemon(struct test *t)
{
	char err[256];

	t->before = ask(t->o, err, sizeof(err));
	if (!t->before) {
		(void)printf("daemon:       NOT RUNNING: %s\n"
			     "              start it: systemctl start rasdaemon\n", err);
		return false;
	}
	(void)printf("daemon:       ok, process %s\n", text_of(t->before, "pid"));
	return true;
}

static bool write_marker(struct test *t)
{
	const char *dir = text_of(t->before, "source");
	struct ras_text m = RAS_TEXT(t->marker);
	char path[768];
	FILE *f;
	int rc;

	t->sent_ns = ras_clock_now(CLOCK_REALTIME);
	ras_text_add(&m, "self-test %ld %" PRId64, (long)getpid(), t->sent_ns);
	(void)snprintf(path, sizeof(path), "%s/trace_marker", dir);
	f = fopen(path, "we");
	rc = f ? fputs(t->marker, f) < 0 : -1;
	if (f && fclose(f))
		rc = -1;
	if (rc) {
		(void)printf("trace buffer: STOPPED: %s: %s%s\n", path, strerror(errno),
			     errno == EACCES ? " (run as root)" : "");
		return false;
	}
	(void)printf("trace buffer: ok, marker written to %s\n", path);
	return true;
}

/*
 * Whether the row is there; -1 when the database cannot be read. A daemon that has just started may
 * not have made the database yet.
 */
static int row_there(sqlite3 **sql, const char *db, const struct test *t)
{
	sqlite3_stmt *find = NULL;
	int rc = SQLITE_OK;

	if (!*sql)
		rc = sqlite3_open_v2(db, sql, SQLITE_OPEN_READONLY, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(*sql, "SELECT 1 FROM marker WHERE text = ?", -1, &find,
					NULL);
	if (rc == SQLITE_CANTOPEN || rc == SQLITE_ERROR) {
		(void)sqlite3_close(*sql);
		*sql = NULL;
		return 0;
	}
	if (rc != SQLITE_OK)
		return rc == SQLITE_BUSY ? 0 : -1;
	(void)sqlite3_bind_text(find, 1, t->marker, -1, SQLITE_STATIC);
	rc = sqlite3_step(find);
	(void)sqlite3_finalize(find);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE || rc == SQLITE_BUSY ? 0 : -1;
}

static bool find_row(const struct test *t, const char *db)
{
	const struct timespec step = { 0, STEP_MS * 1000000L };
	sqlite3 *sql = NULL;
	int there = 0;

	for (int ms = 0; !there && ms < WAIT_MS; ms += STEP_MS) {
		there = row_there(&sql, db, t);
		if (!there)
			(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &step, NULL);
	}
	if (there < 0)
		(void)printf("database:     STOPPED: %s: %s\n", db, sqlite3_errmsg(sql));
	else if (there)
		(void)printf("database:     ok, row in %s after %.1f ms\n", db,
			     (double)(ras_clock_now(CLOCK_REALTIME) - t->sent_ns) / 1e6);
	(void)sqlite3_close(sql);
	return there > 0;
}

/* The row did not come: which counter moved tells how far the marker got. */
static void blame(const struct test *t)
{
	char err[256];
	struct json_object *after = ask(t->o, err, sizeof(err)), *store;

	if (!after) {
		(void)printf("daemon:       STOPPED: it no longer answers: %s\n", err);
		return;
	}
	if (counter_of(after, RAS_C_READ) == counter_of(t->before, RAS_C_READ))
		(void)printf("daemon:       STOPPED: the marker was not read from the ring buffer "
			     "(is tracing_on 1 there, and does nobody else read it?)\n");
	else if (json_object_object_get_ex(after, "store", &store))
		(void)printf(
			"database:     STOPPED: the marker was read, but not stored within %d ms: "
			"recording is %s: %s\n",
			WAIT_MS, text_of(store, "state"), text_of(store, "why"));
	(void)json_object_put(after);
}

int ras_selftest_main(const struct ras_options *o)
{
	struct test t = { .o = o };
	struct json_object *store;
	int rc = 1;

	if (!find_daemon(&t) || !write_marker(&t))
		goto out;
	if (!json_object_object_get_ex(t.before, "store", &store) ||
	    !strcmp(text_of(store, "state"), "off")) {
		(void)printf("database:     STOPPED: the daemon runs without --record\n");
		goto out;
	}
	if (find_row(&t, text_of(store, "path")))
		rc = 0;
	else
		blame(&t);
out:
	(void)printf("%s\n", rc ? "self-test FAILED" : "self-test passed");
	(void)json_object_put(t.before);
	return rc;
}
