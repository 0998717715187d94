// SPDX-License-Identifier: GPL-2.0-or-later
/* Forms: a record's values worded as one line of text. */
#include "ctl/form.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/text.h"

/* A "{name:xN}" taken apart. */
struct slot {
	const struct ctl_value *v; /* NULL: the record has none of that name */
	unsigned int hex;          /* N; 0: decimal */
};

/* Text in pieces, as there is no bound on what a database holds. */
static void write_clean(FILE *file, const char *s, size_t len)
{
	enum { PIECE = 256 };

	while (len) {
		char buf[4 * PIECE + 1]; /* "\xNN" at worst */
		struct ras_text t = RAS_TEXT(buf);
		size_t n = len < PIECE ? len : PIECE;

		/* Not in the middle of a UTF-8 sequence, which is of 4 bytes at most. */
		for (size_t back = 0; back < 3 && n < len && ((unsigned char)s[n] & 0xc0) == 0x80;
		     back++)
			n--;
		ras_text_clean(&t, s, n);
		(void)fwrite(buf, 1, t.len, file);
		s += n;
		len -= n;
	}
}

static void write_bytes(FILE *file, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		(void)fprintf(file, "%02x", (unsigned int)(unsigned char)s[i]);
}

static void write_value(FILE *file, const struct slot *slot)
{
	const struct ctl_value *v = slot->v;

	if (!v || v->kind == CTL_NULL)
		return;
	if (v->kind == CTL_TEXT) {
		write_clean(file, v->s, v->len);
	} else if (v->kind == CTL_BLOB) {
		write_bytes(file, v->s, v->len);
	} else if (v->kind == CTL_TIME) {
		struct ras_stamp stamp = { 0 };

		(void)fputs(v->i ? ras_stamp_text(&stamp, v->i).s : "never", file);
	} else if (v->kind == CTL_BOOL) {
		(void)fputs(v->i ? "yes" : "no", file);
	} else if (slot->hex) {
		(void)fprintf(file, "0x%0*" PRIx64, (int)slot->hex, (uint64_t)v->i);
	} else if (v->kind == CTL_UINT) {
		(void)fprintf(file, "%" PRIu64, (uint64_t)v->i);
	} else {
		(void)fprintf(file, "%" PRId64, v->i);
	}
}

/* Whether there is a value; with nonzero, one that is not 0 either. */
static bool is_set(const struct slot *slot, bool nonzero)
{
	const struct ctl_value *v = slot->v;

	if (!v || v->kind == CTL_NULL)
		return false;
	if (v->kind == CTL_TEXT || v->kind == CTL_BLOB)
		return v->len > 0;
	return v->i || !nonzero;
}

/* Take the slot apart whose "{" stands at p; the place behind its "}". */
static const char *parse_slot(const char *p, const struct ctl_value *v, size_t n, struct slot *slot)
{
	const char *end = p + 1 + strcspn(p + 1, "}");
	size_t name = strcspn(p + 1, ":}");

	*slot = (struct slot){ NULL, 0 };
	for (size_t i = 0; i < n && !slot->v; i++)
		if (strlen(v[i].name) == name && !memcmp(v[i].name, p + 1, name))
			slot->v = &v[i];
	if (p[1 + name] == ':' && p[2 + name] == 'x')
		slot->hex = (unsigned int)strtoul(p + 3 + name, NULL, 10);
	return *end ? end + 1 : end;
}

/* Whether all columns up to the bracket end are set. */
static bool all_set(const char *p, char end, const struct ctl_value *v, size_t n)
{
	while (*p && *p != end) {
		struct slot slot;

		if (*p != '{') {
			p++;
			continue;
		}
		p = parse_slot(p, v, n, &slot);
		if (!is_set(&slot, end == ']'))
			return false;
	}
	return true;
}

void ctl_form_write(FILE *file, const char *form, const struct ctl_value *v, size_t n)
{
	const char *p = form;

	while (*p) {
		size_t plain = strcspn(p, "{[]<>");
		struct slot slot;
		char end;

		(void)fwrite(p, 1, plain, file);
		p += plain;
		end = *p == '[' ? ']' : '>';
		if (*p == '{') {
			p = parse_slot(p, v, n, &slot);
			write_value(file, &slot);
		} else if ((*p == '[' || *p == '<') && !all_set(p + 1, end, v, n)) {
			p += strcspn(p, end == ']' ? "]" : ">");
		} else if (*p) {
			p++; /* a bracket of a part that stays */
		}
	}
}
