/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The database, opened to be read only, with a plain answer when it cannot be. */
#ifndef RAS_CTL_OPEN_H
#define RAS_CTL_OPEN_H

#include <sqlite3.h>
#include <stddef.h>

#include "ctl/ctl.h"

/*
 * Open path as an unprivileged reader would; nothing is written or created by us. CTL_OK and *sql,
 * which the caller closes with sqlite3_close(); or what is wrong with it, one sentence for people
 * in err (size bytes), and *sql NULL.
 */
enum ctl_exit ctl_open(const char *path, sqlite3 **sql, char *err, size_t size);

/*
 * What the result code of a failed query on path says: the exit code, and one sentence in err
 * (size bytes). sql: for SQLite's own words.
 */
enum ctl_exit ctl_open_failure(const char *path, sqlite3 *sql, int rc, char *err, size_t size);

#endif
