// SPDX-License-Identifier: GPL-2.0-or-later
/* Retention: events older than a limit, or more than a size holds, are deleted in small steps. */
#include "store/retention.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/text.h"
#include "store/schema.h"

enum {
	STRETCH = 512,    /* rows looked at by one statement: well below a millisecond of work */
	STRETCH_DIV = 8,  /* fewer, when no table has so many */
	SPACE_PAGES = 64, /* given back by one statement */
	SQL_ROOM = 1024,
};

static const int64_t day_ns = 86400 * RAS_NSEC_PER_SEC;

/* Up to three integers in, up to two out (0 where NULL). SQLITE_ROW, SQLITE_DONE or an error. */
static int ask(sqlite3 *sql, const struct ras_text *t, const int64_t in[static 4], int64_t out[2])
{
	sqlite3_stmt *st = NULL;
	int rc = t->cut ? SQLITE_TOOBIG : sqlite3_prepare_v2(sql, t->buf, -1, &st, NULL);

	for (int i = 1; rc == SQLITE_OK && i <= sqlite3_bind_parameter_count(st); i++)
		rc = sqlite3_bind_int64(st, i, in[i - 1]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	for (int i = 0; rc == SQLITE_ROW && i < 2; i++)
		out[i] = i < sqlite3_column_count(st) ? sqlite3_column_int64(st, i) : 0;
	(void)sqlite3_finalize(st);
	return rc;
}

static int pragma(sqlite3 *sql, const char *name, int64_t *value)
{
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int64_t out[2] = { 0, 0 };
	int rc;

	ras_text_add(&t, "PRAGMA %s", name);
	rc = ask(sql, &t, (const int64_t[4]){ 0 }, out);
	*value = out[0];
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The id that ends a stretch of at most rows behind id after, and how many it has. */
static int stretch(sqlite3 *sql, const char *table, int64_t after, int64_t rows, int64_t end[2])
{
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int rc;

	ras_text_add(&t,
		     "SELECT max(id), count(*) FROM (SELECT id FROM \"%s\" WHERE id > ?1 "
		     "ORDER BY id LIMIT ?2)",
		     table);
	rc = ask(sql, &t, (const int64_t[4]){ after, rows }, end);
	return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

/* Delete a stretch's rows not newer than until. unknown: what no readable time counts as. */
static int drop(struct ras_retention *r, sqlite3 *sql, const char *table, int64_t after,
		int64_t end, int64_t until, int64_t unknown)
{
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int64_t none[2];
	int rc;

	ras_text_add(&t,
		     "DELETE FROM \"%s\" WHERE id > ?1 AND id <= ?2 AND "
		     "coalesce(nullif(%s, 0), ?4) <= ?3",
		     table, RAS_SQL_TIME_NS);
	rc = ask(sql, &t, (const int64_t[4]){ after, end, until, unknown }, none);
	if (rc != SQLITE_DONE)
		return rc;
	r->deleted += (uint64_t)sqlite3_changes(sql);
	return SQLITE_OK;
}

static void next_phase(struct ras_retention *r)
{
	r->phase++;
	r->at = 0;
	r->after = INT64_MIN;
}

static int age(struct ras_retention *r, sqlite3 *sql, int64_t now_ns)
{
	const int64_t until = now_ns - (int64_t)r->limits.days * day_ns;
	const uint64_t before = r->deleted;
	int64_t end[2] = { 0, 0 };
	int rc;

	if (!r->limits.days || !r->classes[r->at]) {
		next_phase(r);
		return SQLITE_OK;
	}
	rc = stretch(sql, r->classes[r->at]->table, r->after, STRETCH, end);
	if (rc == SQLITE_OK && end[1])
		rc = drop(r, sql, r->classes[r->at]->table, r->after, end[0], until, INT64_MAX);
	if (rc != SQLITE_OK)
		return rc;
	r->after = end[0];
	if (end[1] < STRETCH || (r->deleted == before && !r->full)) {
		r->at++;
		r->after = INT64_MIN;
	}
	return SQLITE_OK;
}

/*
 * The time up to which events go: the earliest at which a table has its first rows behind it.
 * SQLITE_DONE when no table has so many.
 */
static int oldest(const struct ras_retention *r, sqlite3 *sql, int64_t rows, int64_t *until)
{
	bool any = false;

	for (size_t i = 0; r->classes[i]; i++) {
		char text[SQL_ROOM];
		struct ras_text t = RAS_TEXT(text);
		int64_t out[2];
		int rc;

		ras_text_add(&t,
			     "SELECT coalesce(%s, 0) FROM \"%s\" ORDER BY id LIMIT 1 OFFSET ?1",
			     RAS_SQL_TIME_NS, r->classes[i]->table);
		rc = ask(sql, &t, (const int64_t[4]){ rows - 1 }, out);
		if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			return rc;
		if (rc == SQLITE_ROW && (!any || out[0] < *until)) {
			*until = out[0];
			any = true;
		}
	}
	return any ? SQLITE_OK : SQLITE_DONE;
}

static int over_size(const struct ras_retention *r, sqlite3 *sql, bool *over)
{
	int64_t pages = 0, free_pages = 0, page = 0;
	int rc = pragma(sql, "page_count", &pages);

	if (rc == SQLITE_OK)
		rc = pragma(sql, "freelist_count", &free_pages);
	if (rc == SQLITE_OK)
		rc = pragma(sql, "page_size", &page);
	*over = r->limits.bytes &&
		(uint64_t)(pages - free_pages) * (uint64_t)page > r->limits.bytes;
	return rc;
}

static int size(struct ras_retention *r, sqlite3 *sql)
{
	int64_t until = 0, rows = STRETCH;
	bool over;
	int rc = over_size(r, sql, &over);

	if (rc != SQLITE_OK)
		return rc;
	if (!over) {
		next_phase(r);
		return SQLITE_OK;
	}
	while ((rc = oldest(r, sql, rows, &until)) == SQLITE_DONE && rows > 1)
		rows /= STRETCH_DIV;
	if (rc == SQLITE_DONE) {
		if (!r->told_small)
			ras_log(LOG_WARNING, "DB_MAX_SIZE is less than an empty database takes");
		r->told_small = true;
		next_phase(r);
		return SQLITE_OK;
	}
	for (size_t i = 0; rc == SQLITE_OK && r->classes[i]; i++) {
		int64_t end[2];

		rc = stretch(sql, r->classes[i]->table, INT64_MIN, rows, end);
		if (rc == SQLITE_OK && end[1])
			rc = drop(r, sql, r->classes[i]->table, INT64_MIN, end[0], until,
				  INT64_MIN);
	}
	return rc;
}

/* Give free pages back to the file system. */
static int space(struct ras_retention *r, sqlite3 *sql)
{
	int64_t free_pages = 0, mode = 0;
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int rc = pragma(sql, "freelist_count", &free_pages);

	if (rc == SQLITE_OK)
		rc = pragma(sql, "auto_vacuum", &mode);
	if (rc != SQLITE_OK)
		return rc;
	if (free_pages && !mode && r->deleted && !r->told_vacuum) {
		ras_log(LOG_NOTICE,
			"the database was made by an older version and cannot shrink by itself; "
			"'ras-mc-ctl --vacuum', once, changes that");
		r->told_vacuum = true;
	}
	if (!free_pages || !mode) {
		next_phase(r);
		return SQLITE_OK;
	}
	ras_text_add(&t, "PRAGMA incremental_vacuum(%d)", SPACE_PAGES);
	return sqlite3_exec(sql, t.buf, NULL, NULL, NULL);
}

void ras_retention_begin(struct ras_retention *r, int64_t mono_ns)
{
	r->full = !r->full_ns || mono_ns >= r->full_ns;
	if (r->full)
		r->full_ns = mono_ns + day_ns;
	r->phase = RAS_RETENTION_AGE;
	r->at = 0;
	r->after = INT64_MIN;
}

static int one_step(struct ras_retention *r, sqlite3 *sql, int64_t now_ns)
{
	switch (r->phase) {
	case RAS_RETENTION_AGE:
		return age(r, sql, now_ns);
	case RAS_RETENTION_SIZE:
		return size(r, sql);
	case RAS_RETENTION_SPACE:
		return space(r, sql);
	case RAS_RETENTION_DONE:
		break;
	}
	return SQLITE_OK;
}

int ras_retention_step(struct ras_retention *r, sqlite3 *sql, int64_t now_ns, int64_t budget_ns)
{
	const int64_t until = ras_clock_now(CLOCK_MONOTONIC) + budget_ns;
	int rc;

	if (!r->limits.days && !r->limits.bytes) {
		r->phase = RAS_RETENTION_DONE;
		return SQLITE_OK;
	}
	rc = sqlite3_exec(sql, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	while (rc == SQLITE_OK && r->phase != RAS_RETENTION_DONE) {
		rc = one_step(r, sql, now_ns);
		if (ras_clock_now(CLOCK_MONOTONIC) >= until)
			break;
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(sql, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK) {
		if (!sqlite3_get_autocommit(sql))
			(void)sqlite3_exec(sql, "ROLLBACK", NULL, NULL, NULL);
		r->phase = RAS_RETENTION_DONE;
	}
	return rc & 0xff;
}
