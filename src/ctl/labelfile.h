/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Label database files: which DIMM slot of a mainboard is silk-screened how. */
#ifndef RAS_CTL_LABELFILE_H
#define RAS_CTL_LABELFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "ctl/edac.h"

/*
 * The format, which is that of rasdaemon 0.8.x and before it of edac-utils. A line is blank, a
 * comment (its first character that is no blank is '#'), or one of
 *
 *	Vendor: NAME			opens a vendor
 *	Model: NAME[, NAME]...		boards of that vendor ("Board:" is the same)
 *	Product: NAME[, NAME]...	the same, by the name of the whole system
 *	LABEL: PLACE[, PLACE]...[; LABEL: PLACE[, PLACE]...]...
 *
 * where PLACE is MC.POS, MC.POS.POS or MC.POS.POS.POS in the layers of the EDAC driver. Keywords
 * and names compare without regard to case, names in a list are parted by ',' or ';', places by
 * ',' or blanks. All places of one board have the same number of layers. A later line wins over an
 * earlier one for the same place.
 */

/* The machine that labels are looked for; "" is unknown and matches nothing. */
struct label_board {
	const char *vendor, *model;       /* of the mainboard */
	const char *sys_vendor, *product; /* of the system; its vendor, or the board's, may match */
};

struct label {
	struct edac_place place;
	char text[EDAC_LABEL_LEN + 1];
	unsigned int file; /* which of the files given it is from */
	size_t line;
	size_t nth; /* of the file's labels */
};

struct label_list {
	struct label *v; /* by place, one for each */
	size_t n, room;
};

/* What all files know of one machine. */
struct label_db {
	struct label_list model, product;
	unsigned int files; /* parsed so far */
	bool no_memory;     /* an allocation failed: the lists are not complete */
};

/*
 * What is wrong with a line: its number, counted from 1, whether it belongs to the machine that is
 * looked for (so that labels are missing), and text for people, clean for a terminal.
 */
typedef void label_complain(void *ctx, size_t line, bool ours, const char *text);

/*
 * Take the labels of a board from the text of one more file into db. Lines that are wrong are left
 * out and fn is told, the others count.
 */
void label_db_parse(struct label_db *db, const struct label_board *board, const char *text,
		    size_t len, label_complain *fn, void *ctx);

/* Labels by model, or when there are none by product; n is 0 when there are none at all. */
const struct label_list *label_db_chosen(const struct label_db *db);

void label_db_free(struct label_db *db);

#endif
