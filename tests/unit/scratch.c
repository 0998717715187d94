// SPDX-License-Identifier: GPL-2.0-or-later
/* A scratch folder for tests that need files, and questions to a database in it. */
#include "config.h"

#include "tests/unit/unit.h"

#include "tests/unit/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/ras-unit-XXXXXX";

int scratch_make(void **state)
{
	(void)state;
	return mkdtemp(root) ? 0 : -1;
}

static int drop(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int scratch_remove(void **state)
{
	(void)state;
	return nftw(root, drop, 8, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_path(const char *name)
{
	static char paths[4][SCRATCH_PATH];
	static unsigned int turn;
	char *path = paths[turn++ % 4];

	assert_true(snprintf(path, SCRATCH_PATH, "%s/%s", root, name) < SCRATCH_PATH);
	return path;
}

void scratch_write(const char *name, const void *bytes, size_t len)
{
	char path[SCRATCH_PATH];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s", scratch_path(name));
	for (char *p = path + sizeof(root); (p = strchr(p, '/')); p++) {
		*p = '\0';
		(void)mkdir(path, 0755);
		*p = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

sqlite3 *scratch_open(const char *name)
{
	sqlite3 *sql = NULL;

	assert_int_equal(sqlite3_open(scratch_path(name), &sql), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(sql, 20000), SQLITE_OK);
	return sql;
}

void scratch_run(sqlite3 *sql, const char *text)
{
	if (sqlite3_exec(sql, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(sql));
}

int64_t scratch_int(sqlite3 *sql, const char *text)
{
	sqlite3_stmt *st = NULL;
	int64_t v;

	if (sqlite3_prepare_v2(sql, text, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_step(st) != SQLITE_ROW)
		fail_msg("%s: %s", text, sqlite3_errmsg(sql));
	v = sqlite3_column_int64(st, 0);
	assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
	return v;
}

int64_t scratch_ask(const char *name, const char *text)
{
	sqlite3 *sql = NULL;
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_open_v2(scratch_path(name), &sql, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_busy_timeout(sql, 20000) == SQLITE_OK &&
	    sqlite3_prepare_v2(sql, text, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	(void)sqlite3_finalize(st);
	(void)sqlite3_close(sql);
	return v;
}
