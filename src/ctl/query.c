// SPDX-License-Identifier: GPL-2.0-or-later
/* Queries on one table or view: its rows, or how many there are of each kind. */
#include "ctl/query.h"

#include <string.h>

#include "store/schema.h"

enum { SQL_ROOM = 4096 };

static bool has_column(sqlite3 *sql, const char *table, const char *column)
{
	return sqlite3_table_column_metadata(sql, "main", table, column, NULL, NULL, NULL, NULL,
					     NULL) == SQLITE_OK;
}

/* Names come from tables in the program, so a quote in one would be our own fault. */
static void put_name(struct ras_text *t, const char *name)
{
	ras_text_add(t, "\"%s\"", name);
}

/* " FROM table WHERE …". A row whose time cannot be read is never hidden. */
static void put_from(struct ras_text *t, sqlite3 *sql, const struct ctl_source *src)
{
	ras_text_puts(t, " FROM ");
	put_name(t, src->table);
	ras_text_puts(t, " WHERE 1");
	if (src->since) {
		const char *when = has_column(sql, src->table, "time_ns") ? RAS_SQL_TIME_NS
									  : RAS_SQL_TEXT_NS;

		ras_text_add(t, " AND coalesce(%s >= ?1, 1)", when);
	}
	if (src->only_column) {
		ras_text_puts(t, " AND ");
		put_name(t, src->only_column);
		ras_text_puts(t, " = ?2 COLLATE NOCASE");
	}
}

static int prepare(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src,
		   const struct ras_text *t)
{
	int rc = t->cut ? SQLITE_TOOBIG
			: sqlite3_prepare_v2(sql, t->buf, (int)t->len + 1, &q->st, NULL);

	if (rc == SQLITE_OK && src->since)
		rc = sqlite3_bind_int64(q->st, 1, src->since_ns);
	if (rc == SQLITE_OK && src->only_column)
		rc = sqlite3_bind_text(q->st, 2, src->only_value, -1, SQLITE_STATIC);
	return rc;
}

/* The kind that the class says a column has, for integers; CTL_INT if it says nothing. */
static enum ctl_kind int_kind(const struct ras_class *cls, const char *column)
{
	const struct ras_field *f;

	for (size_t i = 0; cls && (f = ras_class_column(cls, i)); i++) {
		if (sqlite3_stricmp(f->name, column) != 0)
			continue;
		if (f->type == RAS_HEX64)
			return CTL_HEX64;
		return f->type == RAS_U64 ? CTL_UINT : CTL_INT;
	}
	return CTL_INT;
}

/* Begin: q empty. SQLITE_DONE when there is no such table, so nothing to ask. */
static int begin(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src)
{
	int rc = sqlite3_table_column_metadata(sql, "main", src->table, NULL, NULL, NULL, NULL,
					       NULL, NULL);

	q->st = NULL;
	q->n = 0;
	/* This code alone says "no such table"; others are locks and damage, and must be told. */
	return rc == SQLITE_ERROR ? SQLITE_DONE : rc;
}

/* What each column of the statement is called, and what its integers are. */
static void name_columns(struct ctl_query *q, const struct ctl_source *src)
{
	int columns = sqlite3_column_count(q->st);

	for (int i = 0; i < columns && i < CTL_MAX_COLUMNS; i++) {
		const char *name = sqlite3_column_name(q->st, i);

		q->v[i] = (struct ctl_value){ .name = name ? name : "" };
		q->ints[i] = int_kind(src->cls, q->v[i].name);
		q->n++;
	}
}

int ctl_query_rows(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src)
{
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int rc = begin(q, sql, src);

	if (rc != SQLITE_OK)
		return rc == SQLITE_DONE ? SQLITE_OK : rc;
	/* Its own name as a column, so that records of all classes can lie in one list. */
	ras_text_add(&t, "SELECT '%s' AS class, *", src->table);
	put_from(&t, sql, src);
	ras_text_puts(&t, " ORDER BY id");
	rc = prepare(q, sql, src, &t);
	if (rc == SQLITE_OK)
		name_columns(q, src);
	return rc;
}

int ctl_query_summary(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src,
		      const char *by, const char *total)
{
	char text[SQL_ROOM], group[SQL_ROOM / 4];
	struct ras_text t = RAS_TEXT(text), g = RAS_TEXT(group);
	int rc = begin(q, sql, src);

	if (rc != SQLITE_OK)
		return rc == SQLITE_DONE ? SQLITE_OK : rc;
	ras_text_add(&t, "SELECT '%s' AS class", src->table);
	for (const char *p = by; *p;) {
		char column[64];
		struct ras_text c = RAS_TEXT(column);
		size_t len = strcspn(p, ",");

		ras_text_putn(&c, p, len);
		p += len + (p[len] == ',');
		ras_text_puts(&t, ", ");
		if (has_column(sql, src->table, column)) {
			ras_text_sep(&g, ", ");
			put_name(&g, column);
			put_name(&t, column);
		} else {
			ras_text_puts(&t, "NULL AS ");
			put_name(&t, column);
		}
		t.cut |= c.cut || g.cut;
	}
	/* Not sum(), which fails where numbers that nobody counted overflow. */
	if (total)
		ras_text_add(&t, ", CAST(total(\"%s\") AS INTEGER) AS \"#\"", total);
	else
		ras_text_puts(&t, ", count(*) AS \"#\"");
	put_from(&t, sql, src);
	if (g.len)
		ras_text_add(&t, " GROUP BY %s ORDER BY %s", group, group);
	else
		ras_text_puts(&t, " HAVING count(*) > 0");
	rc = prepare(q, sql, src, &t);
	if (rc == SQLITE_OK)
		name_columns(q, src);
	return rc;
}

/* SQLITE_ROW when there is a view of that name, SQLITE_DONE when not. */
static int has_view(sqlite3 *sql, const char *name)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(
		sql, "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?", -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_finalize(st);
	return rc;
}

int ctl_query_incidents(struct ctl_query *q, sqlite3 *sql, const struct ctl_source *src)
{
	char text[SQL_ROOM];
	struct ras_text t = RAS_TEXT(text);
	int rc = has_view(sql, src->table);

	q->st = NULL;
	q->n = 0;
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? SQLITE_OK : rc;
	ras_text_puts(&t, "SELECT incident, time, class, severity, summary, time_ns FROM ");
	put_name(&t, src->table);
	if (src->since)
		ras_text_puts(&t, " WHERE time_ns >= ?1");
	ras_text_puts(&t, " ORDER BY incident, time_ns");
	rc = prepare(q, sql, src, &t);
	if (rc == SQLITE_OK)
		name_columns(q, src);
	return rc;
}

static void read_value(sqlite3_stmt *st, int i, enum ctl_kind integer, struct ctl_value *v)
{
	int len;

	switch (sqlite3_column_type(st, i)) {
	case SQLITE_INTEGER:
		v->kind = integer;
		v->i = sqlite3_column_int64(st, i);
		return;
	case SQLITE_NULL:
		v->kind = CTL_NULL;
		return;
	case SQLITE_BLOB:
		v->kind = CTL_BLOB;
		v->s = sqlite3_column_blob(st, i);
		break;
	default: /* a number with a fraction is none of ours: as its text */
		v->kind = CTL_TEXT;
		v->s = (const char *)sqlite3_column_text(st, i);
		break;
	}
	len = sqlite3_column_bytes(st, i);
	v->len = !v->s || len < 0 ? 0 : (size_t)len;
	if (v->len > CTL_TEXT_MAX)
		v->len = CTL_TEXT_MAX;
}

int ctl_query_next(struct ctl_query *q)
{
	int rc;

	if (!q->st)
		return SQLITE_DONE;
	rc = sqlite3_step(q->st);
	for (size_t i = 0; rc == SQLITE_ROW && i < q->n; i++)
		read_value(q->st, (int)i, q->ints[i], &q->v[i]);
	return rc;
}

void ctl_query_end(struct ctl_query *q)
{
	(void)sqlite3_finalize(q->st);
	q->st = NULL;
}
