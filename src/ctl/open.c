// SPDX-License-Identifier: GPL-2.0-or-later
/* The database, opened to be read only, with a plain answer when it cannot be. */
#include "ctl/open.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/events.h"

enum {
	BUSY_MS = 2000, /* our own daemon never locks readers out; others do for a commit */
	PATH_ROOM = 4096,
};

/* What SQLite's result codes mean to the user. */
static const struct {
	int rc;
	enum ctl_exit exit;
	const char *text;
} failures[] = {
	{ SQLITE_BUSY, CTL_DB_LOCKED, "another program keeps it locked; try again later" },
	{ SQLITE_LOCKED, CTL_DB_LOCKED, "another program keeps it locked; try again later" },
	{ SQLITE_NOTADB, CTL_DB_DAMAGED, "this is not an SQLite database" },
	{ SQLITE_CORRUPT, CTL_DB_DAMAGED, "the database is damaged" },
	{ SQLITE_PERM, CTL_DB_DENIED, "this user may not read it" },
	{ SQLITE_AUTH, CTL_DB_DENIED, "this user may not read it" },
	{ SQLITE_CANTOPEN, CTL_DB_DENIED, "it, its -wal or its -shm cannot be opened" },
	{ SQLITE_READONLY, CTL_DB_DENIED, "its -wal or its -shm cannot be used by this user" },
};

enum ctl_exit ctl_open_failure(const char *path, sqlite3 *sql, int rc, char *err, size_t size)
{
	struct ras_text t = ras_text_over(err, size);

	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].rc == (rc & 0xff)) {
			ras_text_add(&t, "%s: %s", path, failures[i].text);
			return failures[i].exit;
		}
	}
	/* SQLite's words may hold text of the file. */
	ras_text_add(&t, "%s: ", path);
	if (sql)
		ras_text_clean(&t, sqlite3_errmsg(sql), strlen(sqlite3_errmsg(sql)));
	else
		ras_text_puts(&t, sqlite3_errstr(rc));
	return CTL_DB_DAMAGED;
}

/* What can be told without SQLite, which would answer all of it with one and the same code. */
static enum ctl_exit look(const char *path, struct ras_text *t)
{
	struct stat st;

	if (stat(path, &st)) {
		int e = errno;

		ras_text_add(t, "%s: %s", path, strerror(e));
		if (e != ENOENT && e != ENOTDIR)
			return CTL_DB_DENIED;
		ras_text_puts(t, "; rasdaemon has recorded nothing there (see --db, and rasdaemon "
				 "--record)");
		return CTL_DB_MISSING;
	}
	if (!S_ISREG(st.st_mode)) {
		ras_text_add(t, "%s: this is not a file", path);
		return CTL_DB_DAMAGED;
	}
	if (access(path, R_OK)) {
		ras_text_add(t, "%s: %s", path, strerror(errno));
		return CTL_DB_DENIED;
	}
	if (!st.st_size) {
		ras_text_add(t, "%s: the file is empty: nothing was recorded yet", path);
		return CTL_DB_EMPTY;
	}
	return CTL_OK;
}

/* Bytes of a file name that stand for themselves in a URI: all but "%", "?" and "#". */
static void put_uri_path(struct ras_text *t, const char *path)
{
	for (; *path; path++) {
		if (strchr("%?#", *path))
			ras_text_add(t, "%%%02x", (unsigned int)(unsigned char)*path);
		else
			ras_text_putc(t, *path);
	}
}

/* Open, and read the first page, as opening alone reads nothing. */
static int open_and_read(const char *path, bool immutable, sqlite3 **sql)
{
	char uri[3 * PATH_ROOM];
	struct ras_text t = RAS_TEXT(uri);
	int rc;

	/* An absolute path needs the empty authority, or "//x/y" would make a host of x. */
	ras_text_puts(&t, path[0] == '/' ? "file://" : "file:");
	put_uri_path(&t, path);
	ras_text_puts(&t, immutable ? "?immutable=1" : "?mode=ro");
	if (t.cut)
		return SQLITE_CANTOPEN;
	rc = sqlite3_open_v2(uri, sql, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(*sql, BUSY_MS);
	/* The schema of a file from elsewhere must not run functions when a view is read. */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(*sql, "PRAGMA trusted_schema=OFF", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(*sql, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
	return rc;
}

static bool has_wal(const char *path)
{
	char name[PATH_ROOM];
	struct ras_text t = RAS_TEXT(name);

	ras_text_add(&t, "%s-wal", path);
	return t.cut || !access(name, F_OK);
}

/* CTL_OK when one of our tables is there. */
static enum ctl_exit known(sqlite3 *sql, const char *path, struct ras_text *t)
{
	sqlite3_stmt *st = NULL;
	bool any = false, ours = false;
	int rc = sqlite3_prepare_v2(sql, "SELECT name FROM sqlite_master WHERE type = 'table'", -1,
				    &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	for (; rc == SQLITE_ROW && !ours; rc = sqlite3_step(st)) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		any = true;
		for (size_t i = 0; name && ras_classes[i]; i++)
			ours |= !sqlite3_stricmp(ras_classes[i]->table, name);
	}
	(void)sqlite3_finalize(st);
	if (ours)
		return CTL_OK;
	if (rc != SQLITE_DONE)
		return ctl_open_failure(path, sql, rc, t->buf, t->size);
	ras_text_add(t,
		     any ? "%s: a database of another program: it has none of the tables of "
			   "rasdaemon"
			 : "%s: the database has no tables: nothing was recorded yet",
		     path);
	return any ? CTL_DB_FOREIGN : CTL_DB_EMPTY;
}

enum ctl_exit ctl_open(const char *path, sqlite3 **sql, char *err, size_t size)
{
	struct ras_text t = ras_text_over(err, size);
	enum ctl_exit rc;
	int sq;

	*sql = NULL;
	rc = look(path, &t);
	if (rc != CTL_OK)
		return rc;
	sq = open_and_read(path, false, sql);
	/*
	 * A WAL database without its -wal (a copy, say) in a folder where we cannot create one:
	 * the file is complete, and nobody has it open.
	 */
	if (((sq & 0xff) == SQLITE_CANTOPEN || (sq & 0xff) == SQLITE_READONLY) && !has_wal(path)) {
		(void)sqlite3_close(*sql);
		*sql = NULL;
		sq = open_and_read(path, true, sql);
	}
	rc = sq == SQLITE_OK ? known(*sql, path, &t) : ctl_open_failure(path, *sql, sq, err, size);
	if (rc != CTL_OK) {
		(void)sqlite3_close(*sql);
		*sql = NULL;
	}
	return rc;
}

const char *ctl_db_path(const struct ctl *ctl)
{
	return ctl->value[CTL_DB] ? ctl->value[CTL_DB] : RAS_DB_PATH;
}

enum ctl_exit ctl_db(struct ctl *ctl)
{
	if (!ctl->db_tried) {
		ctl->db_tried = true;
		ctl->db_rc =
			ctl_open(ctl_db_path(ctl), &ctl->sql, ctl->db_error, sizeof(ctl->db_error));
		if (ctl->db_rc != CTL_OK)
			ctl_complain(ctl, "%s", ctl->db_error);
	}
	return ctl->db_rc;
}

enum ctl_exit ctl_db_failed(struct ctl *ctl, int rc)
{
	enum ctl_exit code = ctl_open_failure(ctl_db_path(ctl), ctl->sql, rc, ctl->db_error,
					      sizeof(ctl->db_error));

	ctl_complain(ctl, "%s", ctl->db_error);
	return code;
}
