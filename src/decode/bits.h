/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Registers as tables of bits, and the little code that walks them. */
#ifndef RAS_DECODE_BITS_H
#define RAS_DECODE_BITS_H

#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

/* One named bit of a register. */
struct ras_bit {
	uint8_t bit; /* LSB-0 */
	const char *name;
};

/* One code and what it means. */
struct ras_code {
	uint32_t code;
	const char *text;
};

#define RAS_BIT(N) (1ULL << (N))

/* Bits hi … lo of v (LSB-0, both included). */
static inline uint64_t ras_bits(uint64_t v, unsigned int hi, unsigned int lo)
{
	return v >> lo & (~0ULL >> (63 - (hi - lo)));
}

/* Names of the bits that are set in v, in table order, with sep between them. */
void ras_bits_text(struct ras_text *t, const struct ras_bit *bits, size_t n, uint64_t v,
		   const char *sep);

/* The same with ", " between, and "BITn" for each bit of a 32-bit register that has no name. */
void ras_status_text(struct ras_text *t, const struct ras_bit *bits, size_t n, uint32_t v);

/* The text of a code, or NULL if the table has none. Tables may have codes in any order. */
const char *ras_code_text(const struct ras_code *codes, size_t n, uint32_t code);

#endif
