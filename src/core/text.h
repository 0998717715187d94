/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded text: a caller's buffer that is never overrun and always ends in NUL. */
#ifndef RAS_CORE_TEXT_H
#define RAS_CORE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct ras_text {
	char *buf;
	size_t size; /* of buf, the NUL included */
	size_t len;  /* without the NUL */
	bool cut;    /* something did not fit; what is put behind it is left out, too */
};

/* A piece of text owned by somebody else; s is never NULL and s[len] is NUL. */
struct ras_str {
	const char *s;
	size_t len;
};

#define RAS_STR_EMPTY ((struct ras_str){ "", 0 })

/* A text that outlives the event: of a table. */
static inline struct ras_str ras_str_of(const char *s)
{
	return (struct ras_str){ s, strlen(s) };
}

/* A text over the array ARR, empty. */
#define RAS_TEXT(ARR) ras_text_over((ARR), sizeof(ARR))

/* A text over buf of size bytes (at least 1), empty. */
struct ras_text ras_text_over(char *buf, size_t size);

void ras_text_add(struct ras_text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ras_text_vadd(struct ras_text *t, const char *fmt, va_list ap);
void ras_text_puts(struct ras_text *t, const char *s);
void ras_text_putn(struct ras_text *t, const char *s, size_t len);
void ras_text_putc(struct ras_text *t, char c);
void ras_text_u64(struct ras_text *t, uint64_t v);
void ras_text_s64(struct ras_text *t, int64_t v);

/* v as "0x" and at least min_digits lower-case hexadecimal digits (at most 16). */
void ras_text_hex(struct ras_text *t, uint64_t v, unsigned int min_digits);

/* len bytes of p as lower-case hexadecimal digits, no prefix, no spaces. */
void ras_text_bytes(struct ras_text *t, const void *p, size_t len);

/* Put sep unless the text is empty: for lists. */
void ras_text_sep(struct ras_text *t, const char *sep);

/* s broken at blanks into lines of at most width columns, each behind indent blanks and ended. */
void ras_text_wrap(struct ras_text *t, const char *s, size_t indent, size_t width);

/*
 * Text from outside for a terminal or a log: bytes that are no printable ASCII and no valid UTF-8
 * become "\xNN", so that a guest or a device cannot send control sequences. A cut is never inside
 * of a character or of "\xNN".
 */
void ras_text_clean(struct ras_text *t, const char *s, size_t len);

#endif
