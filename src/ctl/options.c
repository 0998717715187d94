// SPDX-License-Identifier: GPL-2.0-or-later
/* The options of ras-mc-ctl: one table for parsing, --help and dispatch. */
#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/text.h"
#include "ctl/ctl.h"
#include "ctl/decode.h"
#include "ctl/explain.h"
#include "ctl/health.h"
#include "ctl/labels.h"
#include "ctl/reports.h"
#include "ctl/since.h"
#include "ctl/vmm.h"

static enum ctl_exit help(struct ctl *ctl);
static enum ctl_exit version(struct ctl *ctl);

const struct ctl_option ctl_options[CTL_OPTIONS] = {
	[CTL_HELP] = { "help", CTL_NO_ARG, NULL, "show this help", help },
	[CTL_VERSION] = { "version", CTL_NO_ARG, NULL, "show the version", version },
	[CTL_QUIET] = { "quiet", CTL_NO_ARG, NULL, "no messages on stderr", NULL },
	[CTL_JSON] = { "json", CTL_NO_ARG, NULL, "reports as JSON", NULL },
	[CTL_DB] = { "db", CTL_ARG, "FILE", "the database (" RAS_DB_PATH ")", NULL },
	[CTL_SINCE] = { "since", CTL_ARG, "TIME",
			"only events since YYYY-MM-DD [HH:MM[:SS]] [ZONE]", NULL },
	[CTL_ROOT] = { "root", CTL_ARG, "DIR", "folder that holds the sys, proc and etc to read",
		       NULL },
	[CTL_PER_RANK] = { "per-rank", CTL_NO_ARG, NULL,
			   "--error-count: do not add up ranks of one label", NULL },
	[CTL_STATUS_FILE] = { "status-file", CTL_ARG, "FILE",
			      "--health: the daemon's status (" CTL_STATUS_PATH ")", NULL },
	[CTL_DELAY] = { "delay", CTL_ARG, "SECONDS", "wait before labels are registered", NULL },
	[CTL_LABELDB] = { "labeldb", CTL_ARG, "FILE", "label database to read first", NULL },
	[CTL_MAINBOARD] = { "mainboard", CTL_MAYBE_ARG, "VENDOR:MODEL",
			    "show the mainboard, or say which one to take labels of",
			    ctl_mainboard },
	[CTL_PRINT_LABELS] = { "print-labels", CTL_NO_ARG, NULL,
			       "show labels of the database and those registered",
			       ctl_print_labels },
	[CTL_REGISTER_LABELS] = { "register-labels", CTL_NO_ARG, NULL,
				  "register labels of the database with the EDAC driver",
				  ctl_register_labels },
	[CTL_LAYOUT] = { "layout", CTL_NO_ARG, NULL, "show which DIMMs sit where",
			 ctl_show_layout },
	[CTL_GUESS_LABELS] = { "guess-labels", CTL_NO_ARG, NULL,
			       "show the names that firmware gives to memory slots",
			       ctl_guess_labels },
	[CTL_STATUS] = { "status", CTL_NO_ARG, NULL, "show whether an EDAC driver is loaded",
			 ctl_edac_status },
	[CTL_SUMMARY] = { "summary", CTL_NO_ARG, NULL, "how many errors of each kind",
			  ctl_summary },
	[CTL_ERRORS] = { "errors", CTL_NO_ARG, NULL, "all errors, one line each", ctl_errors },
	[CTL_INCIDENTS] = { "incidents", CTL_NO_ARG, NULL,
			    "events that tell of one thing, one line each", ctl_incidents },
	[CTL_ERROR_COUNT] = { "error-count", CTL_NO_ARG, NULL,
			      "corrected and uncorrected errors of each DIMM, from sysfs",
			      ctl_error_count },
	[CTL_VENDOR_SUMMARY] = { "vendor-errors-summary", CTL_ARG, "ID",
				 "how many vendor-specific errors of each kind",
				 ctl_vendor_summary },
	[CTL_VENDOR_ERRORS] = { "vendor-errors", CTL_ARG, "ID",
				"vendor-specific errors; a module's name may follow",
				ctl_vendor_errors },
	[CTL_VENDOR_PLATFORMS] = { "vendor-platforms", CTL_NO_ARG, NULL,
				   "IDs of platforms with vendor-specific errors",
				   ctl_vendor_platforms },
	[CTL_HEALTH] = { "health", CTL_NO_ARG, NULL,
			 "whether errors are being recorded; exit code 0 or 1", ctl_health },
	[CTL_ACTIONS] = { "actions", CTL_NO_ARG, NULL,
			  "what was decided and done about errors, and what came of it",
			  ctl_actions },
	[CTL_VMM] = { "vmm", CTL_NO_ARG, NULL,
		      "what each virtual machine of this host could be asked for, or why not",
		      ctl_vmm },
	[CTL_EXPORT] = { "export", CTL_ARG, "FILE",
			 "write all events, or those since, to a JSON file; - for standard output",
			 ctl_export },
	[CTL_VACUUM] = { "vacuum", CTL_NO_ARG, NULL,
			 "make the database as small as it can be; the daemon may run",
			 ctl_vacuum },
	[CTL_CPU] = { "cpu", CTL_ARG, "VENDOR:FAMILY:MODEL[:STEPPING]",
		      "--decode: the CPU, where the log does not tell", NULL },
	[CTL_MCIC] = { "mcic", CTL_ARG, "HEX",
		       "--decode: an s390 machine-check interruption code, in place of a log",
		       NULL },
	[CTL_CR14] = { "cr14", CTL_ARG, "HEX", "--mcic: control register 14", NULL },
	[CTL_EDC] = { "edc", CTL_ARG, "HEX", "--mcic: the external-damage code", NULL },
	[CTL_FSA] = { "fsa", CTL_ARG, "HEX", "--mcic: the failing-storage address", NULL },
	[CTL_CRW] = { "crw", CTL_ARG, "HEX[,HEX]",
		      "--decode: an s390 channel-report word, and the one chained to it", NULL },
	[CTL_DECODE] = { "decode", CTL_NO_ARG, NULL,
			 "explain the machine checks of a kernel log on standard input",
			 ctl_decode_command },
	[CTL_EXPLAIN] = { "explain", CTL_ARG, "[TABLE:]ID",
			  "explain one recorded error (of mce_record, where no table is named)",
			  ctl_explain },
};

static const char *const exit_codes[] = {
	[CTL_OK] = "answered; --health: healthy",
	[CTL_NOT_OK] = ("no: not healthy, no driver, a DIMM unknown, nothing to decode or explain, "
			"a VM that could not be asked"),
	[CTL_USAGE] = "wrong option or value",
	[CTL_DB_MISSING] = "there is no database",
	[CTL_DB_EMPTY] = "nothing was ever recorded in the database",
	[CTL_DB_FOREIGN] = "a database of another program",
	[CTL_DB_LOCKED] = "the database is locked by another program",
	[CTL_DB_DAMAGED] = "not a database, or a damaged one",
	[CTL_DB_DENIED] = "this user may not read the database",
};

static enum ctl_exit help(struct ctl *ctl)
{
	(void)ctl;
	(void)printf("Usage: ras-mc-ctl OPTION...\n"
		     "Reports on hardware errors that rasdaemon recorded.\n\n");
	for (int i = 0; i < CTL_OPTIONS; i++) {
		const struct ctl_option *o = &ctl_options[i];
		char head[64];
		struct ras_text t = RAS_TEXT(head);

		ras_text_add(&t, "--%s", o->name);
		if (o->arg_name)
			ras_text_add(&t, o->arg == CTL_MAYBE_ARG ? "[=%s]" : "=%s", o->arg_name);
		(void)printf("  %-28s %s\n", head, o->help);
	}
	(void)printf("\nExit codes:\n");
	for (size_t i = 0; i < sizeof(exit_codes) / sizeof(exit_codes[0]); i++)
		(void)printf("  %zu  %s\n", i, exit_codes[i]);
	return CTL_OK;
}

static enum ctl_exit version(struct ctl *ctl)
{
	(void)ctl;
	(void)printf("ras-mc-ctl " PACKAGE_VERSION "\n");
	return CTL_OK;
}

const char *ctl_root(const struct ctl *ctl)
{
	return ctl->value[CTL_ROOT] ? ctl->value[CTL_ROOT] : "";
}

enum ctl_exit ctl_parse(struct ctl *ctl, int argc, char **argv)
{
	enum { FIRST = 256 }; /* above every character */
	static const int has_arg[] = {
		[CTL_NO_ARG] = no_argument,
		[CTL_ARG] = required_argument,
		[CTL_MAYBE_ARG] = optional_argument,
	};
	struct option opts[CTL_OPTIONS + 1] = { 0 };
	int c;

	*ctl = (struct ctl){ 0 };
	for (int i = 0; i < CTL_OPTIONS; i++)
		opts[i] = (struct option){ ctl_options[i].name, has_arg[ctl_options[i].arg], NULL,
					   FIRST + i };
	while ((c = getopt_long(argc, argv, "", opts, NULL)) != -1) {
		if (c < FIRST || c >= FIRST + CTL_OPTIONS)
			return CTL_USAGE; /* getopt_long said what is wrong */
		ctl->given[c - FIRST] = true;
		ctl->value[c - FIRST] = optarg;
	}
	if (optind < argc && ctl->given[CTL_VENDOR_ERRORS])
		ctl->module = argv[optind++];
	if (optind < argc) {
		ctl_complain(ctl, "'%s': no such argument", argv[optind]);
		return CTL_USAGE;
	}
	ctl->since = ctl->given[CTL_SINCE];
	if (ctl->since && !ctl_since_parse(ctl->value[CTL_SINCE], &ctl->since_ns)) {
		ctl_complain(ctl,
			     "--since=%s: not a time; give YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS, "
			     "with or without a zone (+0100)",
			     ctl->value[CTL_SINCE]);
		return CTL_USAGE;
	}
	return CTL_OK;
}

/* A program that reads the JSON finds there what people find on stderr. */
static void put_error(struct ctl *ctl, enum ctl_exit code)
{
	const struct ctl_value v[] = {
		{ .name = "exit_code", .kind = CTL_INT, .i = (int64_t)code },
		ctl_text("message", ctl->db_error),
	};

	ctl_output_member(&ctl->out, "error", true);
	ctl_output_record(&ctl->out, NULL, v, sizeof(v) / sizeof(v[0]));
	ctl_output_member_end(&ctl->out);
}

enum ctl_exit ctl_run(struct ctl *ctl)
{
	enum ctl_exit worst = CTL_OK;
	bool any = false;

	ctl_output_begin(&ctl->out, stdout, ctl->given[CTL_JSON]);
	for (int i = 0; i < CTL_OPTIONS; i++) {
		enum ctl_exit rc;

		if (!ctl->given[i] || !ctl_options[i].run)
			continue;
		any = true;
		rc = ctl_options[i].run(ctl);
		if (worst == CTL_OK)
			worst = rc;
		/* They answer alone. */
		if (i == CTL_HELP || i == CTL_VERSION)
			break;
	}
	if (ctl->out.json && *ctl->db_error)
		put_error(ctl, worst);
	ctl_output_end(&ctl->out);
	(void)sqlite3_close(ctl->sql);
	ctl->sql = NULL;
	if (!any) {
		ctl_complain(ctl, "nothing to do: give --summary, --errors, …, or --help");
		return CTL_USAGE;
	}
	return worst;
}

void ctl_complain(const struct ctl *ctl, const char *fmt, ...)
{
	char text[4096], shown[4096];
	struct ras_text t = RAS_TEXT(text), s = RAS_TEXT(shown);
	va_list ap;

	if (ctl->given[CTL_QUIET])
		return;
	va_start(ap, fmt);
	ras_text_vadd(&t, fmt, ap);
	va_end(ap);
	/* Names of files and words in them come from anywhere. */
	ras_text_clean(&s, text, t.len);
	(void)fprintf(stderr, "ras-mc-ctl: %s\n", shown);
}
