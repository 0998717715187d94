// SPDX-License-Identifier: GPL-2.0-or-later
/* How a class is worded in reports: as it says itself, or from its title and fields. */
#include "ctl/words.h"

#include <stdbool.h>
#include <string.h>

#define ROW_HEAD "{id} {timestamp} "
/* Lines of counts are indented: that is how scripts tell them from headings. */
#define LINE_HEAD "\t"

/* Columns of a list "a,b", one call after the other: false behind the last. */
static bool next_column(const char **list, char *name, size_t size)
{
	struct ras_text t = ras_text_over(name, size);
	size_t len = strcspn(*list, ",");

	if (!len)
		return false;
	ras_text_putn(&t, *list, len);
	*list += len + ((*list)[len] == ',');
	return true;
}

/* "<, name={name}>" for every column of the class's own. */
static void list_fields(struct ras_text *t, const struct ras_class *cls)
{
	for (size_t i = 0; i < cls->nfields; i++) {
		const struct ras_field *f = &cls->fields[i];

		if (!(f->flags & RAS_F_NO_COLUMN))
			ras_text_add(t, "<, %s={%s%s}>", f->name, f->name,
				     ras_type_hex_digits(f->type) ? ":x1" : "");
	}
}

/* "{#} {a} {b} errors" for the columns "a,b". */
static void list_columns(struct ras_text *t, const char *by)
{
	char name[64];

	ras_text_puts(t, "{#}");
	while (next_column(&by, name, sizeof(name)))
		ras_text_add(t, " {%s}", name);
	ras_text_puts(t, " errors");
}

/* The given text, or else the pattern with the title in it. */
static void put_words(char *to, size_t size, const char *given, const char *before,
		      const char *title, const char *behind)
{
	struct ras_text t = ras_text_over(to, size);

	if (given)
		ras_text_puts(&t, given);
	else
		ras_text_add(&t, "%s%s%s", before, title, behind);
}

static void put_headings(struct ctl_words *w, const char *title, const struct ras_report *r)
{
	put_words(w->summary_heading, sizeof(w->summary_heading), r->summary_heading, "", title,
		  " events summary:");
	put_words(w->error_heading, sizeof(w->error_heading), r->error_heading, "", title,
		  " events:");
	put_words(w->none, sizeof(w->none), r->none, "No ", title, " errors.");
}

void ctl_words(struct ctl_words *w, const struct ras_class *cls)
{
	static const struct ras_report none = { 0 };
	const struct ras_report *r = cls->report ? cls->report : &none;
	struct ras_text sf = RAS_TEXT(w->summary_form), ef = RAS_TEXT(w->error_form);

	w->by = cls->summary_by ? cls->summary_by : "ras_severity";
	w->total = r->total;
	put_headings(w, cls->title, r);
	ras_text_puts(&sf, LINE_HEAD);
	if (r->summary_form)
		ras_text_puts(&sf, r->summary_form);
	else
		list_columns(&sf, w->by);
	ras_text_puts(&ef, ROW_HEAD);
	if (r->error_form) {
		ras_text_puts(&ef, r->error_form);
	} else {
		ras_text_puts(&ef, "error: {ras_severity}");
		list_fields(&ef, cls);
	}
}

void ctl_words_plain(struct ctl_words *w, const char *title, const char *by, const char *show)
{
	static const struct ras_report none = { 0 };
	struct ras_text sf = RAS_TEXT(w->summary_form), ef = RAS_TEXT(w->error_form);
	char name[64];

	w->by = by;
	w->total = NULL;
	put_headings(w, title, &none);
	ras_text_puts(&sf, LINE_HEAD);
	list_columns(&sf, by);
	ras_text_puts(&ef, ROW_HEAD "error:");
	while (next_column(&show, name, sizeof(name)))
		ras_text_add(&ef, "< %s={%s},>", name, name);
}
