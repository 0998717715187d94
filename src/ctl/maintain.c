// SPDX-License-Identifier: GPL-2.0-or-later
/* --vacuum and --export: the database made small, and all of it written as JSON. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ctl.h"
#include "ctl/open.h"
#include "ctl/query.h"
#include "ctl/reports.h"
#include "events/events.h"

enum { BUSY_MS = 2000, NAME_ROOM = 128, PATH_ROOM = 4096 };

static enum ctl_exit refuse(struct ctl *ctl, enum ctl_exit code, const char *text)
{
	struct ras_text t = RAS_TEXT(ctl->db_error);

	ras_text_add(&t, "%s: %s", ctl_db_path(ctl), text);
	ctl_complain(ctl, "%s", ctl->db_error);
	return code;
}

static int64_t bytes_in_use(sqlite3 *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(sql, "SELECT page_count * page_size FROM pragma_page_count, "
				    "pragma_page_size", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	(void)sqlite3_finalize(st);
	return n;
}

/* From now on the daemon can give space back by itself. A WAL is folded in as far as it goes. */
static int vacuum(sqlite3 *sql)
{
	int rc = sqlite3_exec(sql, "PRAGMA auto_vacuum=INCREMENTAL; VACUUM", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_wal_checkpoint_v2(sql, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	return rc == SQLITE_BUSY ? SQLITE_OK : rc;
}

enum ctl_exit ctl_vacuum(struct ctl *ctl)
{
	enum ctl_exit code = ctl_db(ctl); /* says what is no database of ours */
	sqlite3 *sql = NULL;
	int64_t before, after;
	int rc;

	if (code != CTL_OK)
		return code;
	rc = sqlite3_open_v2(ctl_db_path(ctl), &sql, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(sql, BUSY_MS);
	if (rc == SQLITE_OK && sqlite3_db_readonly(sql, "main") == 1) {
		code = refuse(ctl, CTL_DB_DENIED, "this user may not write it");
		goto out;
	}
	before = bytes_in_use(sql);
	if (rc == SQLITE_OK)
		rc = vacuum(sql);
	after = bytes_in_use(sql);
	if (rc == SQLITE_FULL)
		code = refuse(ctl, CTL_NOT_OK, "no room for the copy that a vacuum makes");
	else if (rc != SQLITE_OK)
		code = ctl_open_failure(ctl_db_path(ctl), sql, rc, ctl->db_error,
					sizeof(ctl->db_error));
	if (rc != SQLITE_OK && rc != SQLITE_FULL)
		ctl_complain(ctl, "%s", ctl->db_error);
	if (code == CTL_OK) {
		const struct ctl_value v[] = {
			ctl_text("file", ctl_db_path(ctl)),
			{ .name = "before", .kind = CTL_INT, .i = before },
			{ .name = "after", .kind = CTL_INT, .i = after },
		};

		ctl_output_member(&ctl->out, "vacuum", true);
		ctl_output_record(&ctl->out, "{file}: {before} bytes before, {after} after", v,
				  sizeof(v) / sizeof(v[0]));
		ctl_output_member_end(&ctl->out);
	}
out:
	(void)sqlite3_close(sql);
	return code;
}

/* All rows of one table as a member of the document. */
static int export_table(struct ctl *ctl, struct ctl_output *out, const char *table)
{
	struct ctl_source src = {
		.table = table, .cls = ras_class_by_name(table), .since = ctl->since,
		.since_ns = ctl->since_ns,
	};
	struct ctl_query q;
	int rc = ctl_query_rows(&q, ctl->sql, &src);

	ctl_output_member(out, table, false);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = ctl_query_next(&q);
		/* "class" is the member's own name. */
		if (rc == SQLITE_ROW)
			ctl_output_record(out, NULL, q.v + 1, q.n - 1);
		/* A disk that is full is no reason to read on. */
		if (ferror(out->file))
			rc = SQLITE_DONE;
	}
	ctl_query_end(&q);
	ctl_output_member_end(out);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Every table with id and timestamp: those of 0.8.x that no class stands for, too. */
static int export_tables(struct ctl *ctl, struct ctl_output *out)
{
	static const char list[] =
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
		"AND (SELECT count(*) FROM pragma_table_info(sqlite_master.name) AS c "
		"WHERE c.name COLLATE NOCASE IN ('id', 'timestamp')) = 2 ORDER BY rowid";
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(ctl->sql, list, -1, &st, NULL);

	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		const char *name;

		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		name = (const char *)sqlite3_column_text(st, 0);
		/*
		 * It goes into SQL: what no version of rasdaemon would call a table is left alone.
		 */
		if (name && strlen(name) < NAME_ROOM &&
		    strspn(name,
			   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
			    strlen(name))
			rc = export_table(ctl, out, name);
	}
	(void)sqlite3_finalize(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The state of one moment, whatever is written meanwhile; a reader does not hold up the daemon. */
static enum ctl_exit export_to(struct ctl *ctl, FILE *file)
{
	struct ctl_output out;
	int rc = sqlite3_exec(ctl->sql, "BEGIN", NULL, NULL, NULL);

	ctl_output_begin(&out, file, true);
	if (rc == SQLITE_OK)
		rc = export_tables(ctl, &out);
	ctl_output_end(&out);
	if (!sqlite3_get_autocommit(ctl->sql))
		(void)sqlite3_exec(ctl->sql, "COMMIT", NULL, NULL, NULL);
	return rc == SQLITE_OK ? CTL_OK : ctl_db_failed(ctl, rc);
}

enum ctl_exit ctl_export(struct ctl *ctl)
{
	const char *name = ctl->value[CTL_EXPORT];
	char part[PATH_ROOM];
	struct ras_text t = RAS_TEXT(part);
	enum ctl_exit code = ctl_db(ctl);
	FILE *file;
	int bad;

	if (code != CTL_OK)
		return code;
	if (!strcmp(name, "-")) {
		if (!ctl->out.json)
			return export_to(ctl, stdout);
		ctl_complain(ctl, "--export=- and --json both write to standard output");
		return CTL_USAGE;
	}
	/* Under its name there is never half an export. */
	ras_text_add(&t, "%s.part", name);
	errno = ENAMETOOLONG;
	file = t.cut ? NULL : fopen(part, "we");
	if (!file) {
		ctl_complain(ctl, "%s: %s", part, strerror(errno));
		return CTL_NOT_OK;
	}
	code = export_to(ctl, file);
	bad = ferror(file);
	bad |= fclose(file);
	if (!bad && code == CTL_OK && !rename(part, name))
		return CTL_OK;
	if (code == CTL_OK) {
		ctl_complain(ctl, "%s: %s", name, strerror(errno));
		code = CTL_NOT_OK;
	}
	(void)unlink(part);
	return code;
}
