// SPDX-License-Identifier: GPL-2.0-or-later
/* The daemon's command line. */
#include "daemon/options.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "config.h"

const char *argp_program_version = "rasdaemon " PACKAGE_VERSION;
const char *argp_program_bug_address = PACKAGE_BUGREPORT;

enum { OPT_REPLAY = 256, OPT_DB, OPT_TRACEFS, OPT_CPUINFO, OPT_CONFIG, OPT_SMCA, OPT_POST };

static const struct argp_option options[] = {
	{ "disable", 'd', NULL, 0, "disable RAS events and exit", 0 },
	{ "enable", 'e', NULL, 0, "enable RAS events and exit", 0 },
	{ "foreground", 'f', NULL, 0, "run in the foreground", 0 },
	{ "record", 'r', NULL, 0, "record events in the database", 0 },
	{ "replay", OPT_REPLAY, "PATH", 0,
	  "read a capture (a folder in tracefs layout) instead of this kernel, record it and exit; "
	  "may be repeated", 1 },
	{ "db", OPT_DB, "FILE", 0, "database to record in; implies --record", 1 },
	{ "tracefs", OPT_TRACEFS, "DIR", 0, "where tracefs is (default: found by its mount)", 1 },
	{ "cpuinfo", OPT_CPUINFO, "FILE", 0, "CPU identity in the format of /proc/cpuinfo", 1 },
	{ "config", OPT_CONFIG, "FILE", 0, "configuration file to read", 1 },
	{ "post-processing", 'p', NULL, 0,
	  "decode the AMD machine check that the options below tell of, and exit", 2 },
	{ "bank", OPT_POST + RAS_POST_BANK, "N", 0, "number of its bank", 2 },
	{ "family", OPT_POST + RAS_POST_FAMILY, "N", 0, "family of the CPU", 2 },
	{ "model", OPT_POST + RAS_POST_MODEL, "N", 0, "model of the CPU", 2 },
	{ "smca", OPT_SMCA, NULL, 0, "the CPU has scalable MCA", 2 },
	{ "status", OPT_POST + RAS_POST_STATUS, "REGISTER", 0, "MCA_STATUS", 2 },
	{ "ipid", OPT_POST + RAS_POST_IPID, "REGISTER", 0, "MCA_IPID", 2 },
	{ "synd", OPT_POST + RAS_POST_SYND, "REGISTER", 0, "MCA_SYND", 2 },
	{ 0 },
};

/* The largest value of each: the registers' width; what CPUID can express. */
static const uint64_t post_max[RAS_POST_VALUES] = {
	[RAS_POST_BANK] = 255, [RAS_POST_FAMILY] = 0x10e, [RAS_POST_MODEL] = 0xff,
	[RAS_POST_STATUS] = UINT64_MAX, [RAS_POST_IPID] = UINT64_MAX, [RAS_POST_SYND] = UINT64_MAX,
};

/* A number in decimal, or in hexadecimal behind 0x. */
static void post_value(struct ras_post_options *o, unsigned int which, const char *arg,
		       struct argp_state *state)
{
	char *end;

	errno = 0;
	o->value[which] = strtoull(arg, &end, 0);
	if (errno || *end || *arg < '0' || *arg > '9' || o->value[which] > post_max[which])
		argp_error(state, "'%s': not a number from 0 to %#llx", arg,
			   (unsigned long long)post_max[which]);
	o->given[which] = true;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct ras_options *o = state->input;

	switch (key) {
	case 'd':
		o->disable = true;
		break;
	case 'e':
		o->enable = true;
		break;
	case 'f':
		o->foreground = true;
		break;
	case 'r':
		o->record = true;
		break;
	case OPT_REPLAY:
		if (o->replays == RAS_MAX_REPLAYS)
			argp_error(state, "more than %d times --replay", RAS_MAX_REPLAYS);
		o->replay[o->replays++] = arg;
		break;
	case OPT_DB:
		o->db = arg;
		o->record = true;
		break;
	case OPT_TRACEFS:
		o->tracefs = arg;
		break;
	case OPT_CPUINFO:
		o->cpuinfo = arg;
		break;
	case OPT_CONFIG:
		o->config = arg;
		break;
	case 'p':
		o->post.run = true;
		break;
	case OPT_SMCA:
		o->post.smca = true;
		break;
	case OPT_POST + RAS_POST_BANK:
	case OPT_POST + RAS_POST_FAMILY:
	case OPT_POST + RAS_POST_MODEL:
	case OPT_POST + RAS_POST_STATUS:
	case OPT_POST + RAS_POST_IPID:
	case OPT_POST + RAS_POST_SYND:
		post_value(&o->post, (unsigned int)(key - OPT_POST), arg, state);
		break;
	case ARGP_KEY_ARG:
		argp_error(state, "'%s': no such argument", arg);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

void ras_options_parse(struct ras_options *o, int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Reads hardware errors from the kernel's trace buffer, decodes, logs and "
		       "records them.",
	};

	*o = (struct ras_options){ .cpuinfo = NULL };
	argp_err_exit_status = 2;
	(void)argp_parse(&argp, argc, argv, 0, NULL, o);
	if (o->enable && o->disable) {
		(void)fprintf(stderr, "rasdaemon: --enable and --disable exclude each other\n");
		exit(2);
	}
}
