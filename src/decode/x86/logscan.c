// SPDX-License-Identifier: GPL-2.0-or-later
/* Reading numbers and words out of a line of log text, never past its end. */
#include "decode/x86/logscan.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Not isalnum(3), which asks the locale. */
bool x86_scan_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool x86_scan_at(const struct x86_logcursor *at, char c)
{
	return at->p < at->end && *at->p == c;
}

bool x86_scan_literal(struct x86_logcursor *at, const char *s)
{
	size_t n = strlen(s);

	if ((size_t)(at->end - at->p) < n || memcmp(at->p, s, n) != 0)
		return false;
	at->p += n;
	return true;
}

void x86_scan_blanks(struct x86_logcursor *at)
{
	while (x86_scan_at(at, ' ') || x86_scan_at(at, '\t'))
		at->p++;
}

bool x86_scan_ended(const struct x86_logcursor *at)
{
	return at->p == at->end || !x86_scan_alnum(*at->p);
}

bool x86_scan_decimal(struct x86_logcursor *at, uint64_t max, uint64_t *v)
{
	const char *start = at->p;

	*v = 0;
	for (; at->p < at->end && is_digit(*at->p); at->p++) {
		unsigned int d = (unsigned int)(*at->p - '0');

		if (*v > (max - d) / 10)
			return false;
		*v = *v * 10 + d;
	}
	return at->p > start && x86_scan_ended(at);
}

/* Digits that were read, 0 when there is no number of at most 64 bits. "0x" may stand before it. */
unsigned int x86_scan_hex(struct x86_logcursor *at, uint64_t *v, bool *prefixed)
{
	unsigned int n = 0;

	*prefixed = x86_scan_literal(at, "0x");
	*v = 0;
	for (; at->p < at->end && hex_digit(*at->p) >= 0; at->p++) {
		if (++n > 16)
			return 0;
		*v = *v << 4 | (unsigned int)hex_digit(*at->p);
	}
	return x86_scan_ended(at) ? n : 0;
}

bool x86_scan_hex_max(struct x86_logcursor *at, uint64_t max, uint64_t *v)
{
	bool prefixed;

	return x86_scan_hex(at, v, &prefixed) && *v <= max;
}

const char *x86_scan_find(const char *s, const char *end, const char *what)
{
	size_t n = strlen(what);

	for (; (size_t)(end - s) >= n; s++) {
		s = memchr(s, what[0], (size_t)(end - s) - n + 1);
		if (!s)
			return NULL;
		if (!memcmp(s, what, n))
			return s;
	}
	return NULL;
}
