/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Retention: events older than a limit, or more than a size holds, are deleted in small steps. */
#ifndef RAS_STORE_RETENTION_H
#define RAS_STORE_RETENTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/event.h"

/* DB_RETENTION_DAYS and DB_MAX_SIZE. */
struct ras_retention_limits {
	uint64_t days;  /* 0: keep for ever */
	uint64_t bytes; /* of pages in use, the WAL aside; 0: any size */
};

enum ras_retention_phase {
	RAS_RETENTION_AGE,
	RAS_RETENTION_SIZE,
	RAS_RETENTION_SPACE,
	RAS_RETENTION_DONE,
};

/* A run under way. All zero but limits and classes: none was made yet. */
struct ras_retention {
	struct ras_retention_limits limits;
	const struct ras_class *const *classes; /* NULL-terminated */
	enum ras_retention_phase phase;
	size_t at;        /* class whose rows are looked through */
	int64_t after;    /* and its id up to which they were */
	bool full;        /* look through all rows in this run */
	int64_t full_ns;  /* monotonic: when that is due again */
	bool told_vacuum, told_small;
	uint64_t deleted; /* rows, since the start */
};

/* Begin a run: at a monotonic time in ns. */
void ras_retention_begin(struct ras_retention *r, int64_t mono_ns);

/*
 * Go on with a run for about budget_ns, in one transaction, at wall clock now_ns; a lock is not
 * waited for. SQLITE_OK: look at r->phase whether it is done; else an SQLite code, the run is over.
 *
 * Events come nearly in the order of time, so a run looks at the rows with the lowest ids and ends
 * with the first stretch of them that holds nothing old; that needs no index. The first run, and
 * one a day, looks at all rows: a clock that was wrong puts old rows behind new ones. A row whose
 * time cannot be read never grows old, but is the first to go for its size.
 */
int ras_retention_step(struct ras_retention *r, sqlite3 *sql, int64_t now_ns, int64_t budget_ns);

#endif
