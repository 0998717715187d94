/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SQL from class tables: CREATE TABLE, ALTER TABLE, INSERT. */
#ifndef RAS_STORE_SCHEMA_H
#define RAS_STORE_SCHEMA_H

#include <sqlite3.h>
#include <stddef.h>

#include "core/event.h"

/* Room for any statement made here. */
#define RAS_SCHEMA_TEXT 8192

/* "INSERT INTO table (columns) VALUES (?, …)". 0, or -1 when it does not fit. */
int ras_schema_insert(const struct ras_class *cls, char *out, size_t size);

/*
 * Create the class's table, or add the columns that an older one lacks, in an open transaction.
 * Rows stay. An SQLite result code.
 */
int ras_schema_update(sqlite3 *sql, const struct ras_class *cls);

#endif
