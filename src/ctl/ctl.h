/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ras-mc-ctl: its options, its commands, its exit codes. */
#ifndef RAS_CTL_CTL_H
#define RAS_CTL_CTL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "ctl/output.h"

/* What the exit code says. When several commands are given, the first failure counts. */
enum ctl_exit {
	CTL_OK = 0,
	CTL_NOT_OK = 1,     /* the answer is no: not healthy, no DIMMs known, output failed */
	CTL_USAGE = 2,      /* an option or its value is wrong */
	CTL_DB_MISSING = 3, /* there is no database */
	CTL_DB_EMPTY = 4,   /* the file is there, but nothing was ever recorded in it */
	CTL_DB_FOREIGN = 5, /* a database, but with no table of ours */
	CTL_DB_LOCKED = 6,  /* another program holds it locked for longer than we wait */
	CTL_DB_DAMAGED = 7, /* not a database at all, or one that cannot be read through */
	CTL_DB_DENIED = 8,  /* this user may not read it */
};

/* Options, in the order in which commands are run and --help lists them. */
enum ctl_opt {
	CTL_HELP,
	CTL_VERSION,
	CTL_QUIET,
	CTL_JSON,
	CTL_DB,
	CTL_SINCE,
	CTL_ROOT,
	CTL_PER_RANK,
	CTL_STATUS_FILE,
	CTL_DELAY,
	CTL_LABELDB,
	CTL_MAINBOARD,
	CTL_PRINT_LABELS,
	CTL_REGISTER_LABELS,
	CTL_LAYOUT,
	CTL_GUESS_LABELS,
	CTL_STATUS,
	CTL_SUMMARY,
	CTL_ERRORS,
	CTL_INCIDENTS,
	CTL_ERROR_COUNT,
	CTL_VENDOR_SUMMARY,
	CTL_VENDOR_ERRORS,
	CTL_VENDOR_PLATFORMS,
	CTL_HEALTH,
	CTL_ACTIONS,
	CTL_VMM,
	CTL_EXPORT,
	CTL_VACUUM,
	CTL_CPU,
	CTL_MCIC,
	CTL_CR14,
	CTL_EDC,
	CTL_FSA,
	CTL_CRW,
	CTL_DECODE,
	CTL_EXPLAIN,
	CTL_OPTIONS,
};

/* One run of the program. */
struct ctl {
	bool given[CTL_OPTIONS];
	const char *value[CTL_OPTIONS]; /* NULL: none was given */
	const char *module; /* what may stand behind --vendor-errors ID; NULL: nothing */
	bool since;
	int64_t since_ns; /* wall clock */
	sqlite3 *sql;     /* once ctl_db() was called */
	enum ctl_exit db_rc;
	bool db_tried;
	char db_error[1024]; /* what was wrong with the database; empty: nothing */
	struct ctl_output out;
};

enum ctl_arg {
	CTL_NO_ARG,
	CTL_ARG,       /* --name=VALUE or --name VALUE */
	CTL_MAYBE_ARG, /* --name or --name=VALUE */
};

/* One option: a command when run is set, else a setting that commands look up in struct ctl. */
struct ctl_option {
	const char *name;
	enum ctl_arg arg;
	const char *arg_name; /* as --help shows it; NULL: none */
	const char *help;
	enum ctl_exit (*run)(struct ctl *ctl);
};

/* The table of options, by enum ctl_opt. It drives parsing, --help and dispatch. */
extern const struct ctl_option ctl_options[CTL_OPTIONS];

/*
 * Parse the command line into ctl; long names may be cut as far as they stay unique. CTL_USAGE when
 * it is wrong, after saying so on stderr.
 */
enum ctl_exit ctl_parse(struct ctl *ctl, int argc, char **argv);

/* The folder that stands before the paths of sys, proc and etc; "" for this machine. */
const char *ctl_root(const struct ctl *ctl);

/* The database's file: the one given, or the default. */
const char *ctl_db_path(const struct ctl *ctl);

/* Open the database into ctl->sql, once; what was wrong is told once. */
enum ctl_exit ctl_db(struct ctl *ctl);

/* A query failed with an SQLite result code: say so; the exit code for it. */
enum ctl_exit ctl_db_failed(struct ctl *ctl, int rc);

/* Run every command that was given, in the table's order. */
enum ctl_exit ctl_run(struct ctl *ctl);

/* "ras-mc-ctl: …" on stderr, unless --quiet was given. */
void ctl_complain(const struct ctl *ctl, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
