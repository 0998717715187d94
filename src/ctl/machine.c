// SPDX-License-Identifier: GPL-2.0-or-later
/* Which machine labels are for: the command line, the administrator or firmware says it. */
#include "ctl/machine.h"

#include <limits.h>
#include <string.h>

#include "ctl/mainboard.h"

static int split(const char *text, struct dmi_board *b)
{
	struct ras_text vendor = RAS_TEXT(b->vendor), model = RAS_TEXT(b->model);
	const char *sep = strchr(text, ':');

	if (!sep)
		sep = strchr(text, ' ');
	if (!sep || sep == text || !sep[1])
		return -1;
	ras_text_putn(&vendor, text, (size_t)(sep - text));
	ras_text_puts(&model, sep + 1);
	return vendor.cut || model.cut ? -1 : 0;
}

enum machine_answer machine_find(struct machine *m, const char *given, const char *root,
				 struct ras_text *why)
{
	char path[PATH_MAX];
	struct ras_text p = RAS_TEXT(path);
	struct mainboard board;

	dmi_read_board(&m->dmi, root);
	m->known = true;
	if (given) {
		if (!split(given, &m->dmi))
			return MACHINE_OK;
		ras_text_puts(why, "--mainboard: '");
		ras_text_clean(why, given, strnlen(given, 200));
		ras_text_puts(why, "': accepted is VENDOR:MODEL");
		return MACHINE_USAGE;
	}
	ras_text_add(&p, "%s%s/ras/mainboard", root, RAS_SYSCONFDIR);
	switch (mainboard_read(&board, path, !*root, why)) {
	case MAINBOARD_WRONG:
		return MACHINE_WRONG;
	case MAINBOARD_GIVEN:
		memcpy(m->dmi.vendor, board.vendor, sizeof(m->dmi.vendor));
		memcpy(m->dmi.model, board.model, sizeof(m->dmi.model));
		break;
	case MAINBOARD_ABSENT:
		break;
	}
	m->known = m->dmi.vendor[0] && m->dmi.model[0];
	if (!m->known)
		ras_text_add(why,
			     "firmware does not name the mainboard: write vendor and model into %s",
			     path);
	return MACHINE_OK;
}
