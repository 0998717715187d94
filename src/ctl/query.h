/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries on one table or view: its rows, or how many there are of each kind. */
#ifndef RAS_CTL_QUERY_H
#define RAS_CTL_QUERY_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/event.h"
#include "ctl/output.h"

enum {
	CTL_MAX_COLUMNS = 160,
	CTL_TEXT_MAX = 65536, /* longer text and bytes of a row are cut */
};

/* What to ask of which table. */
struct ctl_source {
	const char *table;
	const struct ras_class *cls; /* tells the types of columns; NULL: as SQLite has them */
	bool since;                  /* only what happened at since_ns (wall clock) or later */
	int64_t since_ns;
	const char *only_column; /* only rows where it is only_value, in any case; NULL: all */
	const char *only_value;
};

/* A query under way: v[0 … n) are the values of the row, valid until the next. */
struct ctl_query {
	sqlite3_stmt *st; /* NULL: the table does not exist, there are no rows */
	size_t n;
	struct ctl_value v[CTL_MAX_COLUMNS];
	enum ctl_kind ints[CTL_MAX_COLUMNS]; /* the kind of each column's integers */
};

/*
 * All rows in the order of their id, with all columns that the table has: those of ours, of an
 * older version or of a newer one. The first value is "class", which holds the table's name. An
 * SQLite result code; end with ctl_query_end() in any case.
 */
int ctl_query_rows(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src);

/*
 * One row for each combination of the columns in by ("a,b"; those that the table lacks are NULL),
 * in their order, and its number of events under the name "#": rows, or the sum of column total.
 */
int ctl_query_summary(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src,
		      const char *by, const char *total);

/*
 * All rows of the view "incidents" with its columns, those of one incident together. No rows where
 * the database is of a version without that view.
 */
int ctl_query_incidents(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src);

/* The next row: SQLITE_ROW, SQLITE_DONE or an error's result code. */
int ctl_query_next(struct ctl_query *q);

void ctl_query_end(struct ctl_query *q);

#endif
