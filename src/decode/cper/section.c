// SPDX-License-Identifier: GPL-2.0-or-later
/* Vendor-defined CPER sections as tables: which number is where, and which bit says it is valid. */
#include "decode/cper/section.h"

#include <string.h>

#include "decode/bits.h"
#include "decode/le.h"

struct cper_section cper_section_of(const uint8_t *p, size_t len, size_t valid_size)
{
	struct cper_section s = { .p = p, .len = len };

	if (len >= valid_size)
		s.valid = ras_le(p, valid_size);
	return s;
}

bool cper_section_value(const struct cper_section *s, struct cper_value v, uint64_t *out)
{
	*out = 0;
	if (v.valid != CPER_ALWAYS && !(s->valid & RAS_BIT(v.valid)))
		return false;
	if (v.at > s->len || v.size > s->len - v.at)
		return false;
	*out = ras_le(s->p + v.at, v.size);
	return true;
}

void cper_section_columns(const struct cper_section *s, const struct cper_column *cols, size_t n,
			  void *to)
{
	uint64_t v;

	for (size_t i = 0; i < n; i++)
		if (cper_section_value(s, cols[i].from, &v))
			memcpy((char *)to + cols[i].to, &v, sizeof(v));
}

void cper_section_dump(struct ras_text *t, const struct cper_section *s,
		       const struct cper_register *regs, size_t n, const char *is)
{
	bool first = true;
	uint64_t v;

	for (size_t i = 0; i < n; i++) {
		if (!cper_section_value(s, regs[i].from, &v))
			continue;
		ras_text_puts(t, first ? "" : " ");
		ras_text_puts(t, regs[i].name);
		ras_text_puts(t, is);
		ras_text_hex(t, v, 1);
		first = false;
	}
}

void cper_section_array(struct ras_text *t, const struct cper_section *s, size_t at, size_t n)
{
	for (size_t i = 0; i < n && at <= s->len && s->len - at >= 4; i++, at += 4)
		ras_text_add(t, "%sreg%02zu=0x%08x", i ? " " : "", i,
			     (unsigned int)ras_le(s->p + at, 4));
}

const char *cper_name(const char *const *names, size_t n, uint64_t i)
{
	return i < n && names[i] ? names[i] : "unknown";
}

const char *cper_vendor_severity(uint64_t sev)
{
	static const char *const names[] = { "recoverable", "fatal", "corrected", "none" };

	return cper_name(names, sizeof(names) / sizeof(names[0]), sev);
}
