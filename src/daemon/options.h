/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's command line. */
#ifndef RAS_DAEMON_OPTIONS_H
#define RAS_DAEMON_OPTIONS_H

#include <stdbool.h>

enum { RAS_MAX_REPLAYS = 64 };

struct ras_options {
	bool enable, disable, foreground, record;
	const char *replay[RAS_MAX_REPLAYS];
	unsigned int replays;
	const char *db, *tracefs, *cpuinfo, *config;
};

/* Parse; ends the program itself on --help, --version and wrong usage (exit code 2). */
void ras_options_parse(struct ras_options *o, int argc, char **argv);

#endif
