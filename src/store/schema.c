// SPDX-License-Identifier: GPL-2.0-or-later
/* SQL from class tables: CREATE TABLE, ALTER TABLE, INSERT. */
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
