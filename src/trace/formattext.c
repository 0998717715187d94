// SPDX-License-Identifier: GPL-2.0-or-later
/* The text of a format file: what of it may be given to a parser, and its tables of symbols. */
#include "trace/formattext.h"

#include <stdlib.h>
#include <string.h>

static const char digits[] = "0123456789";
static const char words[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

static bool skip(const char **at, const char *word)
{
	const size_t n = strlen(word);

	if (strncmp(*at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

/* One to most characters of a set; a number of nine digits fits in an int. */
static bool span(const char **at, const char *set, size_t most)
{
	const size_t n = strspn(*at, set);

	*at += n;
	return n > 0 && n <= most;
}

/* "type name", "type name[N]" or "__data_loc type[] name", the type of several words and stars. */
static bool declaration(const char **at)
{
	const bool dynamic = skip(at, "__data_loc ") || skip(at, "__rel_loc ");
	bool brackets = false;
	size_t n = 0;

	for (; span(at, words, 128); n++) {
		const char *was = *at;

		if (dynamic && !brackets && skip(at, "[] ")) {
			brackets = true;
			continue;
		}
		while (**at == ' ' || **at == '*')
			(*at)++;
		if (*at == was)
			break;
	}
	/* A type and a name. */
	if (n < 1 || brackets != dynamic)
		return false;
	return !skip(at, "[") || ((**at == ']' || span(at, words, 64)) && skip(at, "]"));
}

static bool field(const char **at)
{
	return skip(at, "\tfield:") && declaration(at) && skip(at, ";\toffset:") &&
	       span(at, digits, 9) && skip(at, ";\tsize:") && span(at, digits, 9) &&
	       skip(at, ";\tsigned:") && span(at, digits, 1) && skip(at, ";\n");
}

bool ras_format_fields(const char *text, size_t *len)
{
	const char *at = text;

	if (!skip(&at, "name: ") || !span(&at, words, 128) || !skip(&at, "\nID: ") ||
	    !span(&at, digits, 9) || !skip(&at, "\nformat:\n"))
		return false;
	while (*at == '\t')
		if (!field(&at))
			return false;
	/* An empty line, and behind it the event's own fields. */
	if (!skip(&at, "\n"))
		return false;
	while (*at == '\t')
		if (!field(&at))
			return false;
	*len = (size_t)(at - text);
	return skip(&at, "\nprint fmt:") || skip(&at, "print fmt:");
}

const char *ras_format_symbols(const char *print_fmt, const char *field_name)
{
	static const char head[] = "__print_symbolic(REC->";

	while ((print_fmt = strstr(print_fmt, head))) {
		print_fmt += sizeof(head) - 1;
		if (skip(&print_fmt, field_name) && *print_fmt == ',')
			return print_fmt;
	}
	return NULL;
}

static void blanks(const char **at)
{
	*at += strspn(*at, " \t");
}

bool ras_format_symbol(const char **at, struct ras_format_symbol *out)
{
	char *end;

	if (!skip(at, ","))
		return false;
	blanks(at);
	if (!skip(at, "{"))
		return false;
	blanks(at);
	out->value = strtoll(*at, &end, 0);
	*at = end + strspn(end, "uUlL");
	blanks(at);
	if (!skip(at, ","))
		return false;
	blanks(at);
	if (!skip(at, "\""))
		return false;
	out->text = *at;
	out->len = strcspn(*at, "\"");
	*at += out->len;
	if (!skip(at, "\""))
		return false;
	blanks(at);
	if (!skip(at, "}"))
		return false;
	blanks(at);
	return true;
}
