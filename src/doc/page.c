// SPDX-License-Identifier: GPL-2.0-or-later
/* Pieces of manual pages in mdoc(7), and the catalog of messages. */
#include <argp.h>
#include <string.h>

#include "core/config.h"
#include "daemon/options.h"
#include "doc/doc.h"
#include "events/events.h"
#include "export/message.h"

enum { LINE = 76 };

/* One word at the column col, mdoc or plain; returns the column behind it. */
static size_t put_word(FILE *out, bool mdoc, const char *word, size_t len, size_t col)
{
	if (col && col + 1 + len > LINE) {
		(void)fputc('\n', out);
		col = 0;
	} else if (col) {
		(void)fputc(' ', out);
		col++;
	}
	/* At the start of a line, these begin a request. */
	if (mdoc && !col && (word[0] == '.' || word[0] == '\''))
		(void)fputs("\\&", out);
	for (size_t i = 0; i < len; i++) {
		if (mdoc && word[i] == '\\')
			(void)fputs("\\e", out);
		else
			(void)fputc(word[i], out);
	}
	return col + len;
}

static void wrap(FILE *out, bool mdoc, const char *text)
{
	size_t col = 0;

	for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
		size_t len = strcspn(text, " \n");

		col = put_word(out, mdoc, text, len, col);
		/* mdoc(7): a new sentence begins a new line. */
		if (mdoc && strchr(".!?", text[len - 1])) {
			(void)fputc('\n', out);
			col = 0;
		}
		text += len;
	}
	if (col)
		(void)fputc('\n', out);
}

void doc_mdoc(FILE *out, const char *text)
{
	wrap(out, true, text);
}

void doc_settings(FILE *out)
{
	const struct ras_setting *s;
	struct ras_config presets;

	ras_config_init(&presets);
	(void)fputs(".Bl -tag -width Ds\n", out);
	for (size_t n = 0; (s = ras_setting(n)); n++) {
		char text[1024];
		struct ras_text t = RAS_TEXT(text);

		(void)fprintf(out, ".It Ev %s\n", s->name);
		doc_mdoc(out, s->text);
		ras_text_puts(&t, "Accepted: ");
		ras_setting_accepts(s, &t);
		ras_text_puts(&t, ".");
		doc_mdoc(out, text);
		t = RAS_TEXT(text);
		ras_config_value(&presets, s, &t);
		if (t.len)
			(void)fprintf(out, "Default:\n.Ql %s .\n", text);
		else
			(void)fputs("Default: empty.\n", out);
	}
	(void)fputs(".El\n", out);
}

/* How values of a type look in the database, where the SQL type does not say it. */
static const char *value_form(const struct ras_field *f)
{
	return ras_type_hex_digits(f->type)    ? ", to be read in hexadecimal"
	       : f->flags & RAS_F_NULL_IF_ZERO ? ", NULL for none"
					       : "";
}

static void put_columns(FILE *out, const struct ras_class *cls, size_t from, size_t to)
{
	(void)fputs(".Bl -tag -width Ds\n", out);
	for (size_t i = from; i < to; i++) {
		const struct ras_field *f = ras_class_column(cls, i);
		const char *text = doc_column(cls, f->name);

		(void)fprintf(out, ".It Va %s Pq %s%s\n", f->name, ras_type_sql(f->type),
			      value_form(f));
		doc_mdoc(out, text ? text : "Not described.");
	}
	(void)fputs(".El\n", out);
}

void doc_tables(FILE *out)
{
	enum { COMMON_HEAD = 1, COMMON_TAIL = 4 };

	(void)fputs(
		".Ss Columns of all tables\n"
		"Each table begins with\n.Va id ,\nthe number of the row, and\n.Va timestamp ;\n"
		"the others stand behind the table's own columns.\n",
		out);
	put_columns(out, ras_classes[0], 0, COMMON_HEAD);
	put_columns(out, ras_classes[0], ras_class_columns(ras_classes[0]) - COMMON_TAIL,
		    ras_class_columns(ras_classes[0]));
	for (size_t i = 0; ras_classes[i]; i++) {
		(void)fprintf(out, ".Ss Table %s\n", ras_classes[i]->table);
		put_columns(out, ras_classes[i], COMMON_HEAD,
			    ras_class_columns(ras_classes[i]) - COMMON_TAIL);
	}
}

void doc_options(FILE *out)
{
	(void)fputs(".Bl -tag -width Ds\n", out);
	for (const struct argp_option *o = ras_option_table; o->name; o++) {
		if (o->flags & OPTION_HIDDEN)
			continue;
		(void)fputs(".It", out);
		if (o->key > ' ' && o->key < 127)
			(void)fprintf(out, " Fl %c ,", o->key);
		(void)fprintf(out, " Fl -%s", o->name);
		if (o->arg)
			(void)fprintf(out, " Ns = Ns Ar %s", o->arg);
		(void)fputc('\n', out);
		doc_mdoc(out, o->doc);
	}
	(void)fputs(".It Fl \\&? , Fl -help\nShow the options.\n"
		    ".It Fl V , Fl -version\nShow the version.\n.El\n",
		    out);
}

void doc_messages(FILE *out)
{
	(void)fputs(".Bl -tag -width Ds\n", out);
	for (size_t i = 0; ras_classes[i]; i++) {
		const struct ras_message *m = ras_message(ras_classes[i]->name);

		if (m)
			(void)fprintf(out, ".It Sy %s\n%s\n", m->class_name, m->id);
	}
	(void)fputs(".El\n", out);
}

static void print_line(void *arg, const char *text)
{
	(void)fprintf(arg, "%s\n", text);
}

void doc_presets(FILE *out)
{
	(void)fputs("# Settings of rasdaemon; see rasdaemon.conf(5). What is commented out is the "
		    "preset.\n\n",
		    out);
	ras_config_print(NULL, print_line, out);
}

void doc_catalog(FILE *out)
{
	for (size_t i = 0; ras_classes[i]; i++) {
		const struct ras_message *m = ras_message(ras_classes[i]->name);

		if (!m)
			continue;
		(void)fprintf(out,
			      "-- %s\nSubject: %s\nDefined-By: rasdaemon\n"
			      "Documentation: man:rasdaemon(8)\n"
			      "Documentation: man:ras-mc_event.db(5)\n\n",
			      m->id, m->subject);
		wrap(out, false, m->advice);
		(void)fputc('\n', out);
	}
}
