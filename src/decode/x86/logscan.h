/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading numbers and words out of a line of log text, never past its end. */
#ifndef RAS_DECODE_X86_LOGSCAN_H
#define RAS_DECODE_X86_LOGSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where reading is. What fails may leave p behind a part of what it read: try on a copy. */
struct x86_logcursor {
	const char *p, *end;
	size_t cut; /* headers whose MCi_STATUS is cut off */
};

/* ASCII letters and digits, in any locale. */
bool x86_scan_alnum(char c);

/* Is c the next character? */
bool x86_scan_at(const struct x86_logcursor *at, char c);

/* Nothing that could go on a number or a word is next. */
bool x86_scan_ended(const struct x86_logcursor *at);

/* Pass s if it is next. */
bool x86_scan_literal(struct x86_logcursor *at, const char *s);

/* Pass blanks and tabs. */
void x86_scan_blanks(struct x86_logcursor *at);

/* A decimal number of at most max with nothing glued to its end. */
bool x86_scan_decimal(struct x86_logcursor *at, uint64_t max, uint64_t *v);

/*
 * A hexadecimal number with nothing glued to its end: how many digits it has, 0 when there is none
 * or it has more than 16. "0x" may stand before it, which *prefixed tells.
 */
unsigned int x86_scan_hex(struct x86_logcursor *at, uint64_t *v, bool *prefixed);

/* The same, of at most max. */
bool x86_scan_hex_max(struct x86_logcursor *at, uint64_t max, uint64_t *v);

/* Where what is first found between s and end, or NULL. */
const char *x86_scan_find(const char *s, const char *end, const char *what);

#endif
