/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a format file: what of it may be given to a parser, and its tables of symbols. */
#ifndef RAS_TRACE_FORMATTEXT_H
#define RAS_TRACE_FORMATTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether the lines up to "print fmt:" are those that a kernel writes (Linux
 * kernel/trace/trace_events.c, f_show): name, ID, format, fields with offset, size and signed.
 * If so, *len is the length of that part. libtraceevent does not stand any other text.
 */
bool ras_format_fields(const char *text, size_t *len);

/* A row of a table of symbols; the text is in the format's text and does not end in NUL. */
struct ras_format_symbol {
	int64_t value;
	const char *text;
	size_t len;
};

/*
 * The table that a print fmt has for a field: what is behind "__print_symbolic(REC->field,"; NULL:
 * it has none.
 */
const char *ras_format_symbols(const char *print_fmt, const char *field);

/* Take the next row, *at moves behind it; false behind the last, or where it is malformed. */
bool ras_format_symbol(const char **at, struct ras_format_symbol *out);

#endif
