/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way out of every report: records, as lines of text or as JSON. */
#ifndef RAS_CTL_OUTPUT_H
#define RAS_CTL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum ctl_kind {
	CTL_NULL,
	CTL_INT,
	CTL_UINT,
	CTL_HEX64,
	CTL_BOOL,
	CTL_TIME, /* ns since the epoch; for people local time, or "never" for 0 */
	CTL_TEXT,
	CTL_BLOB,
};

/* One value of a record. */
struct ctl_value {
	const char *name; /* JSON key, and what forms call it */
	enum ctl_kind kind;
	int64_t i;     /* of the numeric kinds; CTL_UINT and CTL_HEX64: its 64 bits */
	const char *s; /* CTL_TEXT, CTL_BLOB: len bytes, from anywhere; need not end in NUL */
	size_t len;
};

/* A value of text that ends in NUL. */
struct ctl_value ctl_text(const char *name, const char *s);

/*
 * One run writes one document. In JSON it is an object with one member per report; a member is an
 * array of objects, or one object. Integers are JSON numbers; 64-bit hexadecimal registers are
 * strings, "0x" and 16 digits, as many readers hold numbers in 53 bits; bytes are strings of
 * hexadecimal digits; SQL NULL is null.
 */
struct ctl_output {
	FILE *file;
	bool json;
	unsigned int members, records; /* written so far: of the document, of the member */
	const char *heading, *none;    /* text: what begins the next block, or stands for it */
	bool single;
};

void ctl_output_begin(struct ctl_output *o, FILE *file, bool json);
void ctl_output_end(struct ctl_output *o);

/* Begin and end a member. single: it is one object, not an array. */
void ctl_output_member(struct ctl_output *o, const char *key, bool single);
void ctl_output_member_end(struct ctl_output *o);

/*
 * Text: a block of lines under heading, or none alone when no record follows; NULL: nothing. Blocks
 * end with an empty line. JSON: nothing.
 */
void ctl_output_block(struct ctl_output *o, const char *heading, const char *none);
void ctl_output_block_end(struct ctl_output *o);

/*
 * One record: a line worded by form (see struct ras_report in core/event.h), or an object with all
 * of the n values. What comes from outside cannot send control sequences to a terminal in either.
 */
void ctl_output_record(struct ctl_output *o, const char *form, const struct ctl_value *v, size_t n);

#endif
