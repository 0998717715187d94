// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl: entry point. */
#include <stdio.h>

#include "ctl/ctl.h"

int main(int argc, char **argv)
{
	struct ctl ctl;
	enum ctl_exit rc = ctl_parse(&ctl, argc, argv);

	if (rc == CTL_OK)
		rc = ctl_run(&ctl);
	/* A full disk or a closed pipe must not look like an answer. */
	if (fflush(stdout) || ferror(stdout)) {
		ctl_complain(&ctl, "cannot write the answer");
		if (rc == CTL_OK)
			rc = CTL_NOT_OK;
	}
	return (int)rc;
}
