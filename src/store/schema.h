/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SQL from class tables: CREATE TABLE, ALTER TABLE, INSERT, and a view over all of them. */
#ifndef RAS_STORE_SCHEMA_H
#define RAS_STORE_SCHEMA_H

#include <sqlite3.h>
#include <stddef.h>

#include "core/event.h"

/* Room for any statement made here. */
#define RAS_SCHEMA_TEXT 8192

/*
 * SQL for when a row's event happened, in ns: its time_ns where that is known, else worked out of
 * the text of 0.8.x, "2026-11-21 03:14:14 +0000", by whole seconds. NULL where neither can be read.
 * The second alone is for tables that have no time_ns.
 */
#define RAS_SQL_TIME_NS "coalesce(nullif(time_ns, 0), " RAS_SQL_TEXT_NS ")"
#define RAS_SQL_TEXT_NS                                                                          \
	"1000000000 * CAST(strftime('%s', substr(timestamp, 1, 19) || substr(timestamp, 21, 3) " \
	"|| ':' || substr(timestamp, 24, 2)) AS INTEGER)"

/* "INSERT INTO table (columns) VALUES (?, …)". 0, or -1 when it does not fit. */
int ras_schema_insert(const struct ras_class *cls, char *out, size_t size);

/*
 * Create the class's table, or add the columns that an older one lacks, in an open transaction.
 * Rows stay. An SQLite result code.
 */
int ras_schema_update(sqlite3 *sql, const struct ras_class *cls);

/*
 * Create the view "incidents" over the tables of all classes (NULL behind the last), which must be
 * up to date, in an open transaction; put it right where it is another version's. Columns:
 * incident, time, class, severity, summary, time_ns; a row for each event that is tied to others,
 * in the order of time. A table of that name is left alone. An SQLite result code.
 */
int ras_schema_incidents(sqlite3 *sql, const struct ras_class *const *classes);

#endif
