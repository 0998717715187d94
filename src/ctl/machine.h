/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which machine labels are for: the command line, the administrator or firmware says it. */
#ifndef RAS_CTL_MACHINE_H
#define RAS_CTL_MACHINE_H

#include <stdbool.h>

#include "core/text.h"
#include "ctl/dmi.h"

struct machine {
	struct dmi_board dmi;
	bool known; /* vendor and model of the mainboard are not empty */
};

enum machine_answer {
	MACHINE_OK,    /* also when it is not known; why then says what to do */
	MACHINE_USAGE, /* given is not VENDOR:MODEL */
	MACHINE_WRONG, /* the mainboard file is wrong */
};

/*
 * Find the machine: given on the command line ("VENDOR:MODEL", or "VENDOR MODEL" where the vendor
 * is one word; NULL: not given), else in root and RAS_SYSCONFDIR "/ras/mainboard", else in
 * firmware's data below root/sys. A script that the file names is run only when root is "". *why is
 * empty when nothing is wrong.
 */
enum machine_answer machine_find(struct machine *m, const char *given, const char *root,
				 struct ras_text *why);

#endif
