// SPDX-License-Identifier: GPL-2.0-or-later
/* The daemon's command line. */
#include "daemon/options.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "trace/tracefs.h"

const char *argp_program_version = "rasdaemon " PACKAGE_VERSION;
const char *argp_program_bug_address = PACKAGE_BUGREPORT;

enum {
	OPT_REPLAY = 256,
	OPT_DB,
	OPT_TRACEFS,
	OPT_CPUINFO,
	OPT_CONFIG,
	OPT_INSTANCE,
	OPT_RUN_DIR,
	OPT_ROOT,
	OPT_SELF_TEST,
	OPT_PRINT_CONFIG,
	OPT_PROBE_VMM,
	OPT_SYSFS,
	OPT_SMCA,
	OPT_POST, /* and one for each of enum ras_post_value */
};

const struct argp_option ras_option_table[] = {
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
	{ "config", OPT_CONFIG, "FILE", 0,
	  "configuration file to read (default: " RAS_DEFAULTS_FILE " if it exists)", 1 },
	{ "instance", OPT_INSTANCE, "NAME", 0,
	  "name of the tracefs instance (default: " RAS_INSTANCE_NAME ")", 1 },
	{ "run-dir", OPT_RUN_DIR, "DIR", 0,
	  "folder of the status socket (default: " RAS_RUN_DIR ")", 1 },
	{ "root", OPT_ROOT, "DIR", 0,
	  "folder that holds the dev, proc and sys in which s390 machine checks are looked for, on "
	  "any machine", 1 },
	{ "self-test", OPT_SELF_TEST, NULL, 0,
	  "send a harmless marker through the running daemon, from the trace buffer to a row of "
	  "the database, and say where it stopped", 2 },
	{ "print-config", OPT_PRINT_CONFIG, NULL, 0,
	  "print all settings, as they are in force, and exit", 2 },
	{ "probe-vmm", OPT_PROBE_VMM, NULL, 0,
	  "print what could be asked of each virtual machine of this host and why not, "
	  "and exit", 2 },
	{ "sysfs", OPT_SYSFS, "DIR", OPTION_HIDDEN, NULL, 2 },
	{ "post-processing", 'p', NULL, 0,
	  "decode the AMD machine check that the options below tell of, and exit", 3 },
	{ "bank", OPT_POST + RAS_POST_BANK, "N", 0, "number of its bank", 3 },
	{ "family", OPT_POST + RAS_POST_FAMILY, "N", 0, "family of the CPU", 3 },
	{ "model", OPT_POST + RAS_POST_MODEL, "N", 0, "model of the CPU", 3 },
	{ "smca", OPT_SMCA, NULL, 0, "the CPU has scalable MCA", 3 },
	{ "status", OPT_POST + RAS_POST_STATUS, "REGISTER", 0, "MCA_STATUS", 3 },
	{ "ipid", OPT_POST + RAS_POST_IPID, "REGISTER", 0, "MCA_IPID", 3 },
	{ "synd", OPT_POST + RAS_POST_SYND, "REGISTER", 0, "MCA_SYND", 3 },
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
	case OPT_INSTANCE:
		if (!arg[0] || strchr(arg, '/') || arg[0] == '.')
			argp_error(state,
				   "'%s': an instance name has no slash and begins with no dot",
				   arg);
		o->instance = arg;
		break;
	case OPT_RUN_DIR:
		o->run_dir = arg;
		break;
	case OPT_ROOT:
		o->root = arg;
		break;
	case OPT_SELF_TEST:
		o->self_test = true;
		break;
	case OPT_PROBE_VMM:
		o->probe_vmm = true;
		break;
	case OPT_PRINT_CONFIG:
		o->print_config = true;
		break;
	case OPT_SYSFS:
		o->sysfs = arg;
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
		.options = ras_option_table,
		.parser = parse,
		.doc = "Reads hardware errors from the kernel's trace buffer, decodes, logs and "
		       "records them.",
	};

	*o = (struct ras_options){ .db = RAS_DB_PATH };
	argp_err_exit_status = 2;
	(void)argp_parse(&argp, argc, argv, 0, NULL, o);
	if (o->enable && o->disable) {
		(void)fprintf(stderr, "rasdaemon: --enable and --disable exclude each other\n");
		exit(2);
	}
}

int ras_options_config(const struct ras_options *o, struct ras_config *c, char *err, size_t size)
{
	/* The distribution's own name first, then those of the two families of distributions. */
	static const char *const files[] = {
		RAS_DEFAULTS_FILE,
		RAS_SYSCONFDIR "/default/rasdaemon",
		RAS_SYSCONFDIR "/sysconfig/rasdaemon",
	};
	const char *file = o->config;

	ras_config_init(c);
	for (size_t i = 0; !file && i < sizeof(files) / sizeof(files[0]); i++)
		if (!access(files[i], F_OK))
			file = files[i];
	if (file && ras_config_read(c, file, err, size))
		return -1;
	return ras_config_environment(c, err, size);
}
