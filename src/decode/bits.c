// SPDX-License-Identifier: GPL-2.0-or-later
/* Registers as tables of bits, and the little code that walks them. */
#include "decode/bits.h"

void ras_bits_text(struct ras_text *t, const struct ras_bit *bits, size_t n, uint64_t v,
		   const char *sep)
{
	for (size_t i = 0; i < n; i++) {
		if (!(v & RAS_BIT(bits[i].bit)))
			continue;
		ras_text_sep(t, sep);
		ras_text_puts(t, bits[i].name);
	}
}

void ras_status_text(struct ras_text *t, const struct ras_bit *bits, size_t n, uint32_t v)
{
	ras_bits_text(t, bits, n, v, ", ");
	for (size_t i = 0; i < n; i++)
		v &= ~(UINT32_C(1) << bits[i].bit);
	for (unsigned int bit = 0; bit < 32; bit++) {
		if (!(v & UINT32_C(1) << bit))
			continue;
		ras_text_sep(t, ", ");
		ras_text_add(t, "BIT%u", bit);
	}
}

const char *ras_code_text(const struct ras_code *codes, size_t n, uint32_t code)
{
	for (size_t i = 0; i < n; i++)
		if (codes[i].code == code)
			return codes[i].text;
	return NULL;
}
