/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of ras-mc-ctl about DIMM labels and EDAC drivers. */
#ifndef RAS_CTL_LABELS_H
#define RAS_CTL_LABELS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "ctl/ctl.h"

enum ctl_labels_command {
	CTL_LABELS_MAINBOARD, /* print vendor and model of the mainboard */
	CTL_LABELS_PRINT,     /* print labels of the database beside those registered */
	CTL_LABELS_REGISTER,  /* register the labels of the database with the EDAC driver */
	CTL_LABELS_LAYOUT,    /* print a table of DIMM sizes */
	CTL_LABELS_GUESS,     /* print the memory slots' names that firmware gives */
	CTL_LABELS_STATUS,    /* print whether an EDAC driver is loaded */
};

struct ctl_labels_request {
	enum ctl_labels_command command;
	const char *mainboard; /* VENDOR:MODEL to take instead of this machine's, or NULL */
	const char *labeldb;   /* file to read before the folder of labels; NULL: the usual one */
	const char *root;      /* folder that holds sys, proc and etc; "" for this machine */
	uint64_t delay_ms;     /* to wait before labels are registered */
	bool quiet;            /* nothing on err, and no line from STATUS */
};

/*
 * Run one command. Answers go to out, begun by the caller, complaints to err. CTL_OK, also when
 * there are no labels for this mainboard; CTL_NOT_OK when the command could not do all of its work
 * or, for STATUS, no driver is loaded; CTL_USAGE when mainboard is not of that form.
 */
int ctl_labels_run(const struct ctl_labels_request *req, struct ctl_output *out, FILE *err);

/* The same as rows of the option table. */
enum ctl_exit ctl_mainboard(struct ctl *ctl);
enum ctl_exit ctl_print_labels(struct ctl *ctl);
enum ctl_exit ctl_register_labels(struct ctl *ctl);
enum ctl_exit ctl_show_layout(struct ctl *ctl);
enum ctl_exit ctl_guess_labels(struct ctl *ctl);
enum ctl_exit ctl_edac_status(struct ctl *ctl);

/* Seconds as decimal text, fractions allowed, up to a day, in ms. Returns 0, or -1 if it is not. */
int ctl_labels_delay(const char *text, uint64_t *ms);

#endif
