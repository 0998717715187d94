/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scratch folder for tests that need files, and questions to a database in it. */
#ifndef RAS_TESTS_SCRATCH_H
#define RAS_TESTS_SCRATCH_H

#include <sqlite3.h>
#include <stdint.h>

enum { SCRATCH_PATH = 512 };

/* Group set-up and tear-down: the folder is made, and removed with all that is in it. */
int scratch_make(void **state);
int scratch_remove(void **state);

/* The path of a file in it. The text stays valid until the fourth call after this one. */
const char *scratch_path(const char *name);

/* Write a file in it; folders before it are made. */
void scratch_write(const char *name, const void *bytes, size_t len);

/* Open a database in it. */
sqlite3 *scratch_open(const char *name);

/* Run statements; they must succeed. */
void scratch_run(sqlite3 *sql, const char *text);

/* The integer that a query gives. */
int64_t scratch_int(sqlite3 *sql, const char *text);

/* The same on a file of its own connection; -1 while it cannot be read. */
int64_t scratch_ask(const char *name, const char *text);

#endif
