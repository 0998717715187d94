/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's command line. */
#ifndef RAS_DAEMON_OPTIONS_H
#define RAS_DAEMON_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/config.h"

enum { RAS_MAX_REPLAYS = 64 };

/* Registers and identity that --post-processing is given. */
enum ras_post_value {
	RAS_POST_BANK,
	RAS_POST_FAMILY,
	RAS_POST_MODEL,
	RAS_POST_STATUS,
	RAS_POST_IPID,
	RAS_POST_SYND,
	RAS_POST_VALUES,
};

struct ras_post_options {
	bool run, smca;
	bool given[RAS_POST_VALUES];
	uint64_t value[RAS_POST_VALUES];
};

struct ras_options {
	bool enable, disable, foreground, record, self_test, print_config, probe_vmm;
	const char *replay[RAS_MAX_REPLAYS];
	unsigned int replays;
	const char *db, *tracefs, *cpuinfo, *config, *run_dir, *instance, *root;
	const char *sysfs; /* in the place of /sys; in a replay, policies run only with it */
	struct ras_post_options post;
};

/* The table of options; an empty row behind the last. */
extern const struct argp_option ras_option_table[];

/* Parse; ends the program itself on --help, --version and wrong usage (exit code 2). */
void ras_options_parse(struct ras_options *o, int argc, char **argv);

/*
 * The configuration: presets, then the file (--config, or the system's own if it is there), then
 * the environment. 0; -1 with err (size bytes): what is not accepted.
 */
int ras_options_config(const struct ras_options *o, struct ras_config *c, char *err, size_t size);

#endif
