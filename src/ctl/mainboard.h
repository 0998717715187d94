/* SPDX-License-Identifier: GPL-2.0-or-later */
/* /etc/ras/mainboard: what the administrator says this mainboard is. */
#ifndef RAS_CTL_MAINBOARD_H
#define RAS_CTL_MAINBOARD_H

#include <stdbool.h>

#include "core/text.h"
#include "ctl/dmi.h"

struct mainboard {
	char vendor[DMI_NAME_LEN];
	char model[DMI_NAME_LEN];
};

enum mainboard_answer {
	MAINBOARD_ABSENT = 0, /* there is no such file */
	MAINBOARD_GIVEN = 1,  /* vendor and model are set, neither is empty */
	MAINBOARD_WRONG = -1, /* why says what is wrong */
};

/*
 * Read a file of lines "vendor = NAME", "model = NAME" or "script = PATH"; '#' outside of quotes
 * starts a comment, quotes around a whole value are taken off. A script is run without a shell and
 * without arguments; what it prints has the same form and stands for the file. It is refused
 * when may_run is false. *why is empty but for MAINBOARD_WRONG.
 */
enum mainboard_answer mainboard_read(struct mainboard *m, const char *path, bool may_run,
				     struct ras_text *why);

#endif
