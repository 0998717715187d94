// SPDX-License-Identifier: GPL-2.0-or-later
/* The database file: opened, brought up to date, written. */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"
#include "store/schema.h"

static const char magic[16] = "SQLite format 3";

/*
 * Create the file ourselves, as SQLite would follow the umask: readers are other users. An existing
 * file keeps its owner and mode, but must be a regular file and no symlink.
 */
static int touch(struct ras_db *db, const char *path)
{
	struct stat st;
	int fd;

	if (!lstat(path, &st)) {
		if (!S_ISREG(st.st_mode)) {
			errno = S_ISLNK(st.st_mode) ? ELOOP : EINVAL;
			return -1;
		}
	} else {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
		if (fd < 0)
			return -1;
		if (fchmod(fd, 0644) || fstat(fd, &st)) {
			(void)close(fd);
			return -1;
		}
		(void)close(fd);
	}
	db->dev = st.st_dev;
	db->ino = st.st_ino;
	return 0;
}

static int run(sqlite3 *sql, const char *text)
{
	return sqlite3_exec(sql, text, NULL, NULL, NULL);
}

/* How a column's value is bound. */
enum bind_kind { BIND_END, BIND_TIME, BIND_TEXT, BIND_BLOB, BIND_INT, BIND_INT_OR_NULL };

/* A parameter of an INSERT, looked up once; BIND_END behind the last. */
struct ras_db_column {
	const struct ras_field *field;
	enum bind_kind kind;
};

static enum bind_kind bind_kind(const struct ras_field *f)
{
	if (f->type == RAS_TIME)
		return BIND_TIME;
	if (ras_type_is_text(f->type))
		return BIND_TEXT;
	if (ras_type_is_blob(f->type))
		return BIND_BLOB;
	return f->flags & RAS_F_NULL_IF_ZERO ? BIND_INT_OR_NULL : BIND_INT;
}

/* The columns of a class, to be freed; NULL when there is no memory. */
static struct ras_db_column *columns_of(const struct ras_class *cls)
{
	const size_t n = ras_class_columns(cls);
	struct ras_db_column *c = calloc(n + 1, sizeof(*c));

	for (size_t i = 0; c && i < n; i++) {
		c[i].field = ras_class_column(cls, i);
		c[i].kind = bind_kind(c[i].field);
	}
	return c;
}

static int prepare_all(struct ras_db *db)
{
	char text[RAS_SCHEMA_TEXT];
	int rc;

	rc = sqlite3_prepare_v3(db->sql, "BEGIN IMMEDIATE", -1, SQLITE_PREPARE_PERSISTENT,
				&db->begin, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v3(db->sql, "COMMIT", -1, SQLITE_PREPARE_PERSISTENT,
					&db->commit, NULL);
	for (size_t i = 0; rc == SQLITE_OK && db->classes[i]; i++) {
		if (i == RAS_DB_MAX_CLASSES ||
		    ras_schema_insert(db->classes[i], text, sizeof(text)))
			return SQLITE_TOOBIG;
		db->columns[i] = columns_of(db->classes[i]);
		if (!db->columns[i])
			return SQLITE_NOMEM;
		rc = sqlite3_prepare_v3(db->sql, text, -1, SQLITE_PREPARE_PERSISTENT,
					&db->insert[i], NULL);
	}
	return rc;
}

static int bring_up_to_date(struct ras_db *db)
{
	int rc = run(db->sql, "BEGIN IMMEDIATE");

	for (size_t i = 0; rc == SQLITE_OK && db->classes[i]; i++)
		rc = ras_schema_update(db->sql, db->classes[i]);
	if (rc == SQLITE_OK)
		rc = ras_schema_incidents(db->sql, db->classes);
	if (rc == SQLITE_OK)
		rc = run(db->sql, "COMMIT");
	if (rc != SQLITE_OK && !sqlite3_get_autocommit(db->sql)) {
		int first = rc;

		(void)run(db->sql, "ROLLBACK");
		rc = first;
	}
	return rc;
}

int ras_db_open(struct ras_db *db, const char *path, const struct ras_class *const *classes,
		int busy_ms, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	int rc;

	*db = (struct ras_db){ .classes = classes };
	if (touch(db, path)) {
		ras_text_add(&e, "%s: %s", path,
			     errno == ELOOP ? "is a symbolic link, which is not followed"
					    : strerror(errno));
		return errno == EROFS ? SQLITE_READONLY : errno == ENOSPC ? SQLITE_FULL
									   : SQLITE_CANTOPEN;
	}
	rc = sqlite3_open_v2(path, &db->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(db->sql, busy_ms);
	/* Of effect on a new file only, and before the first page of it is written. */
	if (rc == SQLITE_OK)
		rc = run(db->sql, "PRAGMA auto_vacuum=INCREMENTAL");
	if (rc == SQLITE_OK)
		rc = run(db->sql, "PRAGMA journal_mode=WAL");
	if (rc == SQLITE_OK)
		rc = run(db->sql, "PRAGMA synchronous=FULL");
	/* Checkpoints come when it is quiet, or when the WAL has grown to 64 MiB. */
	if (rc == SQLITE_OK)
		rc = run(db->sql, "PRAGMA wal_autocheckpoint=16384");
	if (rc == SQLITE_OK)
		rc = bring_up_to_date(db);
	if (rc == SQLITE_OK)
		rc = prepare_all(db);
	if (rc != SQLITE_OK) {
		ras_text_add(&e, "%s: %s", path,
			     db->sql ? sqlite3_errmsg(db->sql) : sqlite3_errstr(rc));
		ras_db_close(db, false);
	}
	return rc & 0xff;
}

void ras_db_close(struct ras_db *db, bool rest)
{
	for (size_t i = 0; i < RAS_DB_MAX_CLASSES; i++) {
		(void)sqlite3_finalize(db->insert[i]);
		free(db->columns[i]);
	}
	(void)sqlite3_finalize(db->begin);
	(void)sqlite3_finalize(db->commit);
	if (rest && db->sql)
		(void)run(db->sql, "PRAGMA journal_mode=DELETE");
	(void)sqlite3_close(db->sql);
	*db = (struct ras_db){ 0 };
}

/* The value of one column of an event into parameter n (from 1) of its INSERT. */
static int bind_column(struct ras_db *db, sqlite3_stmt *st, int n, const struct ras_db_column *c,
		       const struct ras_event *ev)
{
	struct ras_str s;
	struct ras_bytes b;
	int64_t v = 0;

	switch (c->kind) {
	case BIND_TIME:
		s = ras_stamp_text(&db->stamp, ras_field_int(c->field, ev));
		/*
		 * The stamp's text changes with the next event: copied, unless it is the row's own.
		 */
		return sqlite3_bind_text(st, n, s.s, (int)s.len,
					 n == 1 ? SQLITE_STATIC : SQLITE_TRANSIENT);
	case BIND_TEXT:
		s = ras_field_str(c->field, ev);
		return sqlite3_bind_text(st, n, s.s, (int)s.len, SQLITE_STATIC);
	case BIND_BLOB:
		b = ras_field_bytes(c->field, ev);
		return sqlite3_bind_blob(st, n, b.p, (int)b.len, SQLITE_STATIC);
	case BIND_INT_OR_NULL:
		v = ras_field_int(c->field, ev);
		if (!v)
			return sqlite3_bind_null(st, n);
		break;
	case BIND_INT:
	case BIND_END:
		v = ras_field_int(c->field, ev);
		break;
	}
	return sqlite3_bind_int64(st, n, v);
}

int ras_db_insert(struct ras_db *db, const struct ras_event *ev)
{
	const struct ras_db_column *c = NULL;
	sqlite3_stmt *st = NULL;
	int rc = SQLITE_OK;

	for (size_t i = 0; !st && db->classes[i]; i++) {
		if (db->classes[i] != ev->cls)
			continue;
		st = db->insert[i];
		c = db->columns[i];
	}
	if (!st)
		return SQLITE_MISUSE;
	for (int n = 1; rc == SQLITE_OK && c->kind != BIND_END; n++, c++)
		rc = bind_column(db, st, n, c, ev);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_reset(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc & 0xff;
}

static int step_once(sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	(void)sqlite3_reset(st);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : rc & 0xff;
}

int ras_db_begin(struct ras_db *db)
{
	return step_once(db->begin);
}

int ras_db_commit(struct ras_db *db)
{
	return step_once(db->commit);
}

void ras_db_rollback(struct ras_db *db)
{
	if (db->sql && !sqlite3_get_autocommit(db->sql))
		(void)run(db->sql, "ROLLBACK");
}

int ras_db_checkpoint(struct ras_db *db)
{
	int left = 0, done = 0;
	int rc = sqlite3_wal_checkpoint_v2(db->sql, NULL, SQLITE_CHECKPOINT_PASSIVE, &left, &done);

	return rc == SQLITE_OK && left != done ? SQLITE_BUSY : rc & 0xff;
}

bool ras_db_same_file(struct ras_db *db, const char *path)
{
	sqlite3_file *file = NULL;
	char head[sizeof(magic)];
	struct stat st;

	if (lstat(path, &st) || st.st_dev != db->dev || st.st_ino != db->ino)
		return false;
	/* Through SQLite's own descriptor: closing one of ours would drop its locks. */
	if (sqlite3_file_control(db->sql, "main", SQLITE_FCNTL_FILE_POINTER, &file) || !file ||
	    !file->pMethods)
		return true;
	if (file->pMethods->xRead(file, head, sizeof(head), 0) != SQLITE_OK)
		return false;
	return !memcmp(head, magic, sizeof(magic));
}

void ras_db_drop_wal(const char *path)
{
	static const char *const parts[] = { "-wal", "-shm" };
	char name[4096];

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if ((size_t)snprintf(name, sizeof(name), "%s%s", path, parts[i]) < sizeof(name) &&
		    unlink(name) && errno != ENOENT)
			ras_log(LOG_ERR, "%s: cannot be removed: %m", name);
}

int ras_db_set_aside(const char *path, char *to, size_t size)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal" };
	char stamp[32], from[4096], name[4096];
	time_t now = time(NULL);
	struct stat st;
	struct tm tm;

	if (!gmtime_r(&now, &tm) || !strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", &tm))
		return -1;
	if ((size_t)snprintf(to, size, "%s.damaged-%s", path, stamp) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	/* Two in one second: the first one is what somebody will want to read. */
	if (!lstat(to, &st)) {
		errno = EEXIST;
		return -1;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if ((size_t)snprintf(from, sizeof(from), "%s%s", path, parts[i]) >= sizeof(from) ||
		    (size_t)snprintf(name, sizeof(name), "%s%s", to, parts[i]) >= sizeof(name)) {
			errno = ENAMETOOLONG;
			return -1;
		}
		if (rename(from, name) && errno != ENOENT)
			return -1;
	}
	return 0;
}
