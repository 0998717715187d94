// SPDX-License-Identifier: GPL-2.0-or-later
/* The options of ras-mc-ctl: one table for parsing, --help and dispatch. */
#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/text.h"
#include "ctl/ctl.h"
#include "ctl/labels.h"

static enum ctl_exit help(struct ctl *ctl);
static enum ctl_exit version(struct ctl *ctl);

const struct ctl_option ctl_options[CTL_OPTIONS] = {
	[CTL_HELP] = { "help", CTL_NO_ARG, NULL, "show this help", help },
	[CTL_VERSION] = { "version", CTL_NO_ARG, NULL, "show the version", version },
	[CTL_QUIET] = { "quiet", CTL_NO_ARG, NULL, "no messages on stderr", NULL },
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
	[CTL_DELAY] = { "delay", CTL_ARG, "SECONDS", "wait before labels are registered", NULL },
	[CTL_LABELDB] = { "labeldb", CTL_ARG, "FILE", "label database to read first", NULL },
	[CTL_ROOT] = { "root", CTL_ARG, "DIR", "folder that holds the sys, proc and etc to read",
		       NULL },
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
	return CTL_OK;
}

static enum ctl_exit version(struct ctl *ctl)
{
	(void)ctl;
	(void)printf("ras-mc-ctl " PACKAGE_VERSION "\n");
	return CTL_OK;
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
	if (optind < argc) {
		ctl_complain(ctl, "'%s': no such argument", argv[optind]);
		return CTL_USAGE;
	}
	return CTL_OK;
}

enum ctl_exit ctl_run(struct ctl *ctl)
{
	enum ctl_exit worst = CTL_OK;
	bool any = false;

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
	if (!any) {
		ctl_complain(ctl, "nothing to do: give --summary, --errors, …, or --help");
		return CTL_USAGE;
	}
	return worst;
}

void ctl_complain(const struct ctl *ctl, const char *fmt, ...)
{
	va_list ap;

	if (ctl->given[CTL_QUIET])
		return;
	(void)fputs("ras-mc-ctl: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
}
