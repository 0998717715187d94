// SPDX-License-Identifier: GPL-2.0-or-later
/* What nobody has described: columns, settings, options, messages. */
#include <string.h>

#include "core/config.h"
#include "ctl/ctl.h"
#include "daemon/options.h"
#include "doc/doc.h"
#include "events/events.h"
#include "export/message.h"

/* 1 and a line when text is missing. */
static unsigned int miss(FILE *out, const char *kind, const char *of, const char *name,
			 const char *text)
{
	if (text && *text)
		return 0;
	(void)fprintf(out, "not described: %s %s%s%s\n", kind, of, *of ? "." : "", name);
	return 1;
}

/* A message without ID, or with one that another has. */
static unsigned int check_message(FILE *out, size_t n)
{
	const struct ras_message *m = ras_message(ras_classes[n]->name);

	if (!m || strlen(m->id) != 32 || strspn(m->id, "0123456789abcdef") != 32)
		return miss(out, "message of class", "", ras_classes[n]->name, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct ras_message *other = ras_message(ras_classes[i]->name);

		if (other && !strcmp(other->id, m->id)) {
			(void)fprintf(out, "%s and %s: the same message ID\n", other->class_name,
				      m->class_name);
			return 1;
		}
	}
	return miss(out, "subject of class", "", m->class_name, m->subject) +
	       miss(out, "advice of class", "", m->class_name, m->advice);
}

unsigned int doc_check(FILE *out)
{
	const struct ras_setting *s;
	const struct ras_field *f;
	unsigned int missing = doc_columns_unused(out);

	for (size_t i = 0; ras_classes[i]; i++) {
		missing += check_message(out, i);
		for (size_t n = 0; (f = ras_class_column(ras_classes[i], n)); n++)
			missing += miss(out, "column", ras_classes[i]->table, f->name,
					doc_column(ras_classes[i], f->name));
	}
	for (size_t n = 0; (s = ras_setting(n)); n++)
		missing += miss(out, "setting", "", s->name, s->text);
	for (size_t n = 0; ras_option_table[n].name; n++)
		if (!(ras_option_table[n].flags & OPTION_HIDDEN))
			missing += miss(out, "option", "rasdaemon", ras_option_table[n].name,
					ras_option_table[n].doc);
	for (size_t n = 0; n < CTL_OPTIONS; n++)
		missing +=
			miss(out, "option", "ras-mc-ctl", ctl_options[n].name, ctl_options[n].help);
	return missing;
}
