// SPDX-License-Identifier: GPL-2.0-or-later
/* SQL from class tables: CREATE TABLE, ALTER TABLE, INSERT, and a view over all of them. */
#include "store/schema.h"

#include <stdbool.h>
#include <string.h>

/* Quoted, as "column", "row" and "group" are words of SQL and names of 0.8.x columns. */
static void put_name(struct ras_text *t, const char *name)
{
	ras_text_add(t, "\"%s\"", name);
}

/* Readers break on NULL in a text column, also in rows that an older program adds. */
static void put_column(struct ras_text *t, const struct ras_field *f)
{
	put_name(t, f->name);
	ras_text_add(t, " %s", ras_type_sql(f->type));
	if (ras_type_is_text(f->type))
		ras_text_puts(t, " DEFAULT ''");
}

int ras_schema_insert(const struct ras_class *cls, char *out, size_t size)
{
	struct ras_text t = ras_text_over(out, size);
	const struct ras_field *f;
	size_t n;

	ras_text_puts(&t, "INSERT INTO ");
	put_name(&t, cls->table);
	for (n = 0; (f = ras_class_column(cls, n)); n++) {
		ras_text_puts(&t, n ? ", " : " (");
		put_name(&t, f->name);
	}
	for (size_t i = 0; i < n; i++)
		ras_text_puts(&t, i ? ", ?" : ") VALUES (?");
	ras_text_putc(&t, ')');
	return t.cut ? -1 : 0;
}

static int run(sqlite3 *sql, const struct ras_text *t)
{
	return t->cut ? SQLITE_TOOBIG : sqlite3_exec(sql, t->buf, NULL, NULL, NULL);
}

static int create(sqlite3 *sql, const struct ras_class *cls)
{
	char text[RAS_SCHEMA_TEXT];
	struct ras_text t = RAS_TEXT(text);
	const struct ras_field *f;

	ras_text_puts(&t, "CREATE TABLE IF NOT EXISTS ");
	put_name(&t, cls->table);
	ras_text_puts(&t, " (id INTEGER PRIMARY KEY");
	for (size_t i = 0; (f = ras_class_column(cls, i)); i++) {
		ras_text_puts(&t, ", ");
		put_column(&t, f);
	}
	ras_text_putc(&t, ')');
	return run(sql, &t);
}

/* Marks in have[i] which columns of cls the table has. An SQLite result code. */
static int present(sqlite3 *sql, const struct ras_class *cls, bool *have)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(sql, "SELECT name FROM pragma_table_info(?)", -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, cls->table, -1, SQLITE_STATIC);
	if (rc != SQLITE_OK)
		goto out;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const struct ras_field *f;

		/* SQL names do not tell case apart. */
		for (size_t i = 0; name && (f = ras_class_column(cls, i)); i++)
			if (!sqlite3_stricmp(f->name, name))
				have[i] = true;
	}
	if (rc == SQLITE_DONE)
		rc = SQLITE_OK;
out:
	(void)sqlite3_finalize(st);
	return rc;
}

int ras_schema_update(sqlite3 *sql, const struct ras_class *cls)
{
	enum { MAX_COLUMNS = 128 };
	bool have[MAX_COLUMNS] = { false };
	const struct ras_field *f;
	int rc;

	if (ras_class_columns(cls) > MAX_COLUMNS)
		return SQLITE_TOOBIG;
	rc = create(sql, cls);
	if (rc == SQLITE_OK)
		rc = present(sql, cls, have);
	for (size_t i = 0; rc == SQLITE_OK && (f = ras_class_column(cls, i)); i++) {
		char text[RAS_SCHEMA_TEXT];
		struct ras_text t = RAS_TEXT(text);

		if (have[i])
			continue;
		ras_text_puts(&t, "ALTER TABLE ");
		put_name(&t, cls->table);
		ras_text_puts(&t, " ADD COLUMN ");
		put_column(&t, f);
		rc = run(sql, &t);
	}
	return rc;
}

static const struct ras_field *column_named(const struct ras_class *cls, const char *name,
					    size_t len)
{
	const struct ras_field *f;

	for (size_t i = 0; (f = ras_class_column(cls, i)); i++)
		if (strlen(f->name) == len && !memcmp(f->name, name, len))
			break;
	return f;
}

/* " || 'name=' || value || ' '" for each column in "a,b" that the row has a value in. */
static void put_summary(sqlite3_str *s, const struct ras_class *cls)
{
	const char *by = cls->incident_by ? cls->incident_by : cls->summary_by;

	sqlite3_str_appendall(s, "rtrim(''");
	for (const char *p = by ? by : ""; *p;) {
		size_t len = strcspn(p, ",");
		const struct ras_field *f = column_named(cls, p, len);

		p += len + (p[len] == ',');
		if (!f)
			continue;
		sqlite3_str_appendf(
			s, " || CASE WHEN coalesce(\"%w\", '') = '' THEN '' ELSE '%q=' || ",
			f->name, f->name);
		sqlite3_str_appendf(s, ras_type_hex_digits(f->type) ? "printf('0x%%llx', \"%w\")"
								    : "\"%w\"",
				    f->name);
		sqlite3_str_appendall(s, " || ' ' END");
	}
	sqlite3_str_appendall(s, ")");
}

/* The text of the view; sqlite3_free() it. NULL: out of memory. */
static char *incidents_text(sqlite3 *sql, const struct ras_class *const *classes)
{
	sqlite3_str *s = sqlite3_str_new(sql);

	sqlite3_str_appendall(s, "CREATE VIEW incidents (incident, time, class, severity, summary, "
				 "time_ns) AS ");
	for (size_t i = 0; classes[i]; i++) {
		sqlite3_str_appendf(s, "%sSELECT incident, timestamp, '%q', ras_severity, ",
				    i ? " UNION ALL " : "", classes[i]->name);
		put_summary(s, classes[i]);
		sqlite3_str_appendf(s, ", time_ns FROM \"%w\" WHERE incident IS NOT NULL",
				    classes[i]->table);
	}
	sqlite3_str_appendall(s, " ORDER BY 6");
	return sqlite3_str_finish(s);
}

/*
 * Whether there is no view of that text, and room for one under the name; *drop: an older one is.
 */
static int incidents_missing(sqlite3 *sql, const char *text, bool *missing, bool *drop)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(sql,
				    "SELECT type = 'view', type = 'view' AND sql <> ? FROM "
				    "sqlite_master WHERE name = 'incidents' COLLATE NOCASE",
				    -1, &st, NULL);

	*missing = true;
	*drop = false;
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		*drop = sqlite3_column_int(st, 0) && sqlite3_column_int(st, 1);
		*missing = *drop;
	}
	(void)sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int ras_schema_incidents(sqlite3 *sql, const struct ras_class *const *classes)
{
	char *text = incidents_text(sql, classes);
	bool missing = false, drop = false;
	int rc = SQLITE_NOMEM;

	if (text)
		rc = incidents_missing(sql, text, &missing, &drop);
	if (rc == SQLITE_OK && drop)
		rc = sqlite3_exec(sql, "DROP VIEW incidents", NULL, NULL, NULL);
	/* Only when needed: a change of the schema makes each reader prepare its queries anew. */
	if (rc == SQLITE_OK && missing)
		rc = sqlite3_exec(sql, text, NULL, NULL, NULL);
	sqlite3_free(text);
	return rc;
}
