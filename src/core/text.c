// SPDX-License-Identifier: GPL-2.0-or-later
/* Bounded text: a caller's buffer that is never overrun and always ends in NUL. */
#include "core/text.h"

#include <stdio.h>
#include <string.h>

struct ras_text ras_text_over(char *buf, size_t size)
{
	buf[0] = '\0';
	return (struct ras_text){ .buf = buf, .size = size };
}

void ras_text_putn(struct ras_text *t, const char *s, size_t len)
{
	/* Nothing behind a gap. */
	size_t room = t->cut ? 0 : t->size - 1 - t->len;

	if (len > room) {
		len = room;
		t->cut = true;
	}
	memcpy(t->buf + t->len, s, len);
	t->len += len;
	t->buf[t->len] = '\0';
}

void ras_text_puts(struct ras_text *t, const char *s)
{
	ras_text_putn(t, s, strlen(s));
}

void ras_text_putc(struct ras_text *t, char c)
{
	ras_text_putn(t, &c, 1);
}

void ras_text_vadd(struct ras_text *t, const char *fmt, va_list ap)
{
	size_t room = t->size - t->len;
	int n;

	if (t->cut)
		return;
	n = vsnprintf(t->buf + t->len, room, fmt, ap);
	if (n < 0)
		t->buf[t->len] = '\0';
	if (n < 0 || (size_t)n >= room) {
		t->cut = true;
		t->len += n < 0 ? 0 : room - 1;
	} else {
		t->len += (size_t)n;
	}
}

void ras_text_add(struct ras_text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ras_text_vadd(t, fmt, ap);
	va_end(ap);
}

/* The digits of v in base, at least min_digits of them, no prefix. */
static void put_digits(struct ras_text *t, uint64_t v, unsigned int base, unsigned int min_digits)
{
	static const char digits[] = "0123456789abcdef";
	char out[20]; /* the longest: 2^64 - 1 in decimal */
	size_t at = sizeof(out);

	if (min_digits > sizeof(out))
		min_digits = sizeof(out);
	do {
		out[--at] = digits[v % base];
		v /= base;
	} while (v);
	while (sizeof(out) - at < min_digits)
		out[--at] = '0';
	ras_text_putn(t, out + at, sizeof(out) - at);
}

void ras_text_u64(struct ras_text *t, uint64_t v)
{
	put_digits(t, v, 10, 1);
}

void ras_text_s64(struct ras_text *t, int64_t v)
{
	if (v < 0)
		ras_text_putc(t, '-');
	put_digits(t, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 10, 1);
}

void ras_text_hex(struct ras_text *t, uint64_t v, unsigned int min_digits)
{
	ras_text_putn(t, "0x", 2);
	put_digits(t, v, 16, min_digits > 16 ? 16 : min_digits);
}

void ras_text_bytes(struct ras_text *t, const void *p, size_t len)
{
	const uint8_t *b = p;

	for (size_t i = 0; i < len; i++)
		put_digits(t, b[i], 16, 2);
}

void ras_text_sep(struct ras_text *t, const char *sep)
{
	if (t->len)
		ras_text_puts(t, sep);
}

void ras_text_wrap(struct ras_text *t, const char *s, size_t indent, size_t width)
{
	const size_t most = width > indent ? width - indent : 1;

	for (s += strspn(s, " "); *s; s += strspn(s, " ")) {
		size_t len = strlen(s);

		if (len > most) {
			for (len = most; len && s[len] != ' '; len--)
				;
			/* A word that is longer than the line stays whole. */
			if (!len)
				len = strcspn(s, " ");
		}
		for (size_t i = 0; i < indent; i++)
			ras_text_putc(t, ' ');
		ras_text_putn(t, s, len);
		ras_text_putc(t, '\n');
		s += len;
	}
}

/* Length of the well-formed multi-byte UTF-8 sequence at s, 0 if there is none (RFC 3629). */
static size_t utf8_len(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char mask, lead;
		size_t len;
		uint32_t least;
	} shape[] = {
		{ 0xe0, 0xc0, 2, 0x80 },
		{ 0xf0, 0xe0, 3, 0x800 },
		{ 0xf8, 0xf0, 4, 0x10000 },
	};

	for (size_t i = 0; i < sizeof(shape) / sizeof(shape[0]); i++) {
		uint32_t cp = s[0] & (unsigned char)~shape[i].mask;

		if ((s[0] & shape[i].mask) != shape[i].lead)
			continue;
		if (len < shape[i].len)
			return 0;
		for (size_t k = 1; k < shape[i].len; k++) {
			if ((s[k] & 0xc0) != 0x80)
				return 0;
			cp = cp << 6 | (s[k] & 0x3f);
		}
		if (cp < shape[i].least || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff) ||
		    (cp >= 0x80 && cp < 0xa0))
			return 0;
		return shape[i].len;
	}
	return 0;
}

void ras_text_clean(struct ras_text *t, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t n = 1, shown;

		if (c < 0x20 || c >= 0x7f)
			n = utf8_len((const unsigned char *)s + i, len - i);
		shown = n ? n : strlen("\\xNN");

		/* Half a character would be none. */
		if (shown > t->size - 1 - t->len) {
			t->cut = true;
			return;
		}
		if (n) {
			ras_text_putn(t, s + i, n);
			i += n;
		} else {
			ras_text_puts(t, "\\x");
			put_digits(t, c, 16, 2);
			i++;
		}
	}
}
