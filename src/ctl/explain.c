// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl --explain: one recorded error in a paragraph for people. */
#include "ctl/explain.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "ctl/query.h"
#include "events/events.h"
#include "export/line.h"

enum { LINE = 8192, WORDS = 4096, INDENT = 2, WIDTH = 78 };

/* What can be said of any class, by severity. */
static const char *const by_severity[RAS_SEVERITIES] = {
	[RAS_INFO] = "This reports a state or a step; nothing is broken by it.",
	[RAS_CORRECTED] =
		"The hardware repaired it, and no data was lost. One alone needs no action; "
		"many at the same place are a part that wears out.",
	[RAS_DEFERRED] = "Data is bad, but nobody has used it yet. What uses it will be stopped or "
			 "killed; replace the part if it happens again.",
	[RAS_RECOVERABLE] =
		"Data was lost, and the kernel could contain it: what used the data was "
		"told or killed.",
	[RAS_UNCORRECTED] = "Data or state was lost. Check what used it, and replace the part.",
	[RAS_FATAL] = "The system could not go on safely after this.",
};

/* Split "TABLE:ID" or "ID". */
static const struct ras_class *parse(const char *arg, const char **id)
{
	const char *colon = strchr(arg, ':');
	char name[64];
	struct ras_text t = RAS_TEXT(name);

	*id = colon ? colon + 1 : arg;
	if (!**id || strspn(*id, "0123456789") != strlen(*id))
		return NULL;
	if (!colon)
		return &ras_class_mce_record;
	ras_text_putn(&t, arg, (size_t)(colon - arg));
	return t.cut ? NULL : ras_class_by_name(name);
}

/* Whoever may write the database must not write to the terminal of who reads it. */
static void restore_text(struct ras_event *ev, const struct ras_field *f, const struct ctl_value *v)
{
	char text[LINE];
	struct ras_text t = RAS_TEXT(text);

	ras_text_clean(&t, v->s, v->len);
	ras_field_set_text(f, ev, text, t.len);
}

/* The event that a row was made from. */
static void restore(struct ras_event *ev, const struct ctl_query *q)
{
	const struct ras_field *f;

	for (size_t k = 0; (f = ras_class_column(ev->cls, k)); k++)
		for (size_t i = 0; i < q->n; i++) {
			const struct ctl_value *v = &q->v[i];

			if (sqlite3_stricmp(v->name, f->name) != 0 || v->kind == CTL_NULL)
				continue;
			if (v->kind == CTL_TEXT)
				restore_text(ev, f, v);
			else if (v->kind == CTL_BLOB)
				ras_field_set_bytes(f, ev, v->s, v->len);
			else
				ras_field_set_int(f, ev, v->i);
		}
}

static void put_text(struct ctl *ctl, const struct ras_event *ev, const char *words)
{
	char line[LINE];
	struct ras_text t = RAS_TEXT(line);

	ras_line_head(&t, ev);
	ras_text_putc(&t, '\n');
	ras_text_wrap(&t, words, INDENT, WIDTH);
	(void)fputs(line, ctl->out.file);
}

static void explain_row(struct ctl *ctl, const struct ras_class *cls, struct ctl_query *q)
{
	const struct ras_host host = { .vendor = X86_UNKNOWN };
	_Alignas(16) char room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	char words[WORDS];
	struct ras_text w = RAS_TEXT(words);

	ras_event_init(ev, sizeof(room), cls);
	restore(ev, q);
	if (cls->explain)
		cls->explain(&host, ev, &w);
	else
		ras_text_puts(&w, by_severity[ev->severity]);
	if (ctl->out.json && q->n < CTL_MAX_COLUMNS) {
		q->v[q->n] = ctl_text("explanation", words);
		ctl_output_record(&ctl->out, NULL, q->v, q->n + 1);
	} else {
		put_text(ctl, ev, words);
	}
}

enum ctl_exit ctl_explain(struct ctl *ctl)
{
	const char *id;
	const struct ras_class *cls = parse(ctl->value[CTL_EXPLAIN], &id);
	struct ctl_source src = { .cls = cls, .only_column = "id", .only_value = id };
	struct ctl_query q;
	enum ctl_exit rc;
	int sq;

	if (!cls) {
		ctl_complain(ctl, "--explain %s: give the id of a row, or TABLE:ID with a table of "
				  "--errors, as in aer_event:3", ctl->value[CTL_EXPLAIN]);
		return CTL_USAGE;
	}
	rc = ctl_db(ctl);
	if (rc != CTL_OK)
		return rc;
	src.table = cls->table;
	ctl_output_member(&ctl->out, "explain", true);
	sq = ctl_query_rows(&q, ctl->sql, &src);
	if (sq == SQLITE_OK)
		sq = ctl_query_next(&q);
	if (sq == SQLITE_ROW)
		explain_row(ctl, cls, &q);
	ctl_query_end(&q);
	ctl_output_member_end(&ctl->out);
	if (sq == SQLITE_DONE) {
		ctl_complain(ctl, "%s: table %s has no row with the id %s", ctl_db_path(ctl),
			     cls->table, id);
		return CTL_NOT_OK;
	}
	return sq == SQLITE_ROW ? CTL_OK : ctl_db_failed(ctl, sq);
}
