// SPDX-License-Identifier: GPL-2.0-or-later
/* One event as one line for people: severity, what and where first, then the values. */
#include "export/line.h"

#include <string.h>

#include "core/clock.h"

enum { DESCRIPTION = 4096 };

/* As it is, or in quotes; no value can end its own quotes and go on as another one. */
static void quoted(struct ras_text *t, struct ras_str s)
{
	const char *quote;
	bool quotes = !s.len || memchr(s.s, ' ', s.len) || memchr(s.s, '"', s.len);

	if (quotes)
		ras_text_putc(t, '"');
	while ((quote = memchr(s.s, '"', s.len))) {
		size_t n = (size_t)(quote - s.s);

		ras_text_clean(t, s.s, n);
		ras_text_puts(t, "\\\"");
		s.s += n + 1;
		s.len -= n + 1;
	}
	ras_text_clean(t, s.s, s.len);
	if (quotes)
		ras_text_putc(t, '"');
}

void ras_line_value(struct ras_text *t, const struct ras_field *f, const struct ras_event *ev)
{
	unsigned int digits = ras_type_hex_digits(f->type);

	if (f->type == RAS_TIME) {
		struct ras_stamp stamp = { 0 };

		quoted(t, ras_stamp_text(&stamp, ras_field_int(f, ev)));
	} else if (ras_type_is_text(f->type)) {
		quoted(t, ras_field_str(f, ev));
	} else if (ras_type_is_blob(f->type)) {
		struct ras_bytes b = ras_field_bytes(f, ev);

		ras_text_bytes(t, b.p, b.len);
	} else if (digits) {
		/* As many digits as the value has: a wall of zeros hides it. */
		uint64_t v = (uint64_t)ras_field_int(f, ev);

		ras_text_hex(t, digits < 16 ? v & ((1ULL << 4 * digits) - 1) : v, 1);
	} else {
		ras_text_s64(t, ras_field_int(f, ev));
	}
}

/* Nothing to tell: empty text or bytes, or a zero that means "none". */
static bool empty(const struct ras_field *f, const struct ras_event *ev)
{
	if (f->type == RAS_TIME)
		return !ras_field_int(f, ev);
	if (ras_type_is_text(f->type))
		return !ras_field_str(f, ev).len;
	if (ras_type_is_blob(f->type)) {
		struct ras_bytes b = ras_field_bytes(f, ev);

		for (size_t i = 0; i < b.len; i++)
			if (b.p[i])
				return false;
		return true;
	}
	return f->flags & RAS_F_NULL_IF_ZERO && !ras_field_int(f, ev);
}

void ras_line_head(struct ras_text *t, const struct ras_event *ev)
{
	char what[DESCRIPTION];
	struct ras_text d = RAS_TEXT(what);

	ras_text_add(t, "%s %s: ", ras_severity_name(ev->severity), ev->cls->name);
	if (!ev->cls->describe)
		return;
	/*
	 * Names come from guests, devices and firmware: none of them can begin a line of its own.
	 */
	ev->cls->describe(ev, &d);
	ras_text_clean(t, d.buf, d.len);
}

void ras_line_text(struct ras_text *t, const struct ras_event *ev)
{
	ras_line_head(t, ev);
	ras_text_putc(t, ';');
	for (size_t i = 0; i < ev->cls->nfields; i++) {
		const struct ras_field *f = &ev->cls->fields[i];

		if (f->flags & RAS_F_NO_COLUMN || empty(f, ev))
			continue;
		ras_text_add(t, " %s=", f->name);
		ras_line_value(t, f, ev);
	}
}
