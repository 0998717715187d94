/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The database file: opened, brought up to date, written. Schema and statements from the classes.
 */
#ifndef RAS_STORE_DB_H
#define RAS_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/clock.h"
#include "core/event.h"

enum { RAS_DB_MAX_CLASSES = 96 };

struct ras_db_column;

/* An open database with one INSERT per class. */
struct ras_db {
	sqlite3 *sql;
	sqlite3_stmt *insert[RAS_DB_MAX_CLASSES]; /* by index in the classes it was opened with */
	struct ras_db_column *columns[RAS_DB_MAX_CLASSES]; /* what its parameters are */
	sqlite3_stmt *begin, *commit;
	const struct ras_class *const *classes;
	struct ras_stamp stamp;
	dev_t dev; /* the file that was opened, to see when it is another one */
	ino_t ino;
};

/*
 * Open or create path for writing, never through a symlink, mode 0644; switch it to WAL; create
 * tables and add columns for the classes (NULL-terminated) in one transaction. busy_ms: how long a
 * lock is waited for. Returns an SQLite result code; on failure db is closed and err (size bytes)
 * says what failed.
 */
int ras_db_open(struct ras_db *db, const char *path, const struct ras_class *const *classes,
		int busy_ms, char *err, size_t size);

/*
 * Close. rest: fold the WAL in and turn the file back to the rollback journal, so that a resting
 * database is one plain file; if another reader is in the way, it stays a WAL database.
 */
void ras_db_close(struct ras_db *db, bool rest);

/* Insert one event into its class's table. An SQLite result code. */
int ras_db_insert(struct ras_db *db, const struct ras_event *ev);

int ras_db_begin(struct ras_db *db);
int ras_db_commit(struct ras_db *db);
void ras_db_rollback(struct ras_db *db);

/* Copy the WAL into the database file as far as readers let it. */
int ras_db_checkpoint(struct ras_db *db);

/*
 * False when path is gone, is another file than the open one, or no longer begins like a database.
 */
bool ras_db_same_file(struct ras_db *db, const char *path);

/*
 * Remove the -wal and -shm of a file that was replaced while it was open: they belong to the old
 * one, and SQLite would mix them into the new one.
 */
void ras_db_drop_wal(const char *path);

/*
 * Move path and its -wal and -shm to names with ".damaged-TIME" behind. 0 and the new name of the
 * database in to (size bytes), or -1 with errno (EEXIST: one was set aside in this very second).
 */
int ras_db_set_aside(const char *path, char *to, size_t size);

#endif
