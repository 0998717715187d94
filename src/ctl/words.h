/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a class is worded in reports: as it says itself, or from its title and fields. */
#ifndef RAS_CTL_WORDS_H
#define RAS_CTL_WORDS_H

#include "core/event.h"

/* Headings and forms of one class, complete. The texts live as long as this. */
struct ctl_words {
	char summary_heading[128], summary_form[1024];
	char error_heading[128], error_form[8192]; /* with "ID TIMESTAMP " in front */
	char none[128];
	const char *by, *total;
};

/* Fill in w for cls. */
void ctl_words(struct ctl_words *w, const struct ras_class *cls);

/*
 * Fill in w for a table without a class: its title, columns to count by and columns to show, each
 * "a,b".
 */
void ctl_words_plain(struct ctl_words *w, const char *title, const char *by, const char *show);

#endif
