// SPDX-License-Identifier: GPL-2.0-or-later
/* From the command line to the commands about DIMM labels and EDAC drivers. */
#include <string.h>

#include "ctl/labels.h"
#include "ctl/number.h"

#define DELAY_MAX_S 86400

int ctl_labels_delay(const char *text, uint64_t *ms)
{
	size_t len = strlen(text), n;
	uint64_t s, fraction = 0;

	n = ctl_number(text, len, DELAY_MAX_S, &s);
	if (!n)
		return -1;
	if (text[n] == '.') {
		uint64_t unit = 100;

		for (n++; text[n] >= '0' && text[n] <= '9'; n++, unit /= 10)
			fraction += unit * (uint64_t)(text[n] - '0');
	}
	if (text[n])
		return -1;
	*ms = 1000 * s + fraction;
	return 0;
}

static enum ctl_exit run(struct ctl *ctl, enum ctl_labels_command command)
{
	struct ctl_labels_request req = {
		.command = command,
		.mainboard = ctl->value[CTL_MAINBOARD],
		.labeldb = ctl->value[CTL_LABELDB],
		.root = ctl_root(ctl),
		.quiet = ctl->given[CTL_QUIET],
	};

	if (ctl->given[CTL_DELAY] && !ctl->given[CTL_REGISTER_LABELS]) {
		ctl_complain(ctl, "Error: Only use --delay with --register-labels");
		return CTL_USAGE;
	}
	if (ctl->given[CTL_DELAY] && ctl_labels_delay(ctl->value[CTL_DELAY], &req.delay_ms)) {
		ctl_complain(ctl, "--delay: '%s': accepted are seconds from 0 to %d",
			     ctl->value[CTL_DELAY], DELAY_MAX_S);
		return CTL_USAGE;
	}
	return (enum ctl_exit)ctl_labels_run(&req, &ctl->out, stderr);
}

enum ctl_exit ctl_mainboard(struct ctl *ctl)
{
	/* With a value it says which mainboard the other commands are about. */
	return ctl->value[CTL_MAINBOARD] ? CTL_OK : run(ctl, CTL_LABELS_MAINBOARD);
}

enum ctl_exit ctl_print_labels(struct ctl *ctl)
{
	return run(ctl, CTL_LABELS_PRINT);
}

enum ctl_exit ctl_register_labels(struct ctl *ctl)
{
	return run(ctl, CTL_LABELS_REGISTER);
}

enum ctl_exit ctl_show_layout(struct ctl *ctl)
{
	return run(ctl, CTL_LABELS_LAYOUT);
}

enum ctl_exit ctl_guess_labels(struct ctl *ctl)
{
	return run(ctl, CTL_LABELS_GUESS);
}

enum ctl_exit ctl_edac_status(struct ctl *ctl)
{
	return run(ctl, CTL_LABELS_STATUS);
}
