/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Vendor-defined CPER sections as tables: which number is where, and which bit says it is valid. */
#ifndef RAS_DECODE_CPER_SECTION_H
#define RAS_DECODE_CPER_SECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

/* A section's bytes as they came, with the validation bits that it begins with. */
struct cper_section {
	const uint8_t *p;
	size_t len;
	uint64_t valid;
};

#define CPER_ALWAYS 0xff /* valid without a validation bit */

/* A little-endian number in a section. */
struct cper_value {
	uint16_t at;
	uint8_t size;  /* 1, 2, 4 or 8 bytes */
	uint8_t valid; /* its bit in the validation bits, or CPER_ALWAYS */
};

/* The same with the place in a struct where it goes, as a uint64_t. */
struct cper_column {
	struct cper_value from;
	size_t to;
};

/* The same with the name by which it is shown in a dump. */
struct cper_register {
	struct cper_value from;
	const char *name;
};

/* A section of len bytes; valid_size of them, at its begin, are validation bits (0: none). */
struct cper_section cper_section_of(const uint8_t *p, size_t len, size_t valid_size);

/* The number: true, or false (and *out is 0) when it is not valid or not inside the section. */
bool cper_section_value(const struct cper_section *s, struct cper_value v, uint64_t *out);

/* Put all valid numbers of a table into the struct at to; the others stay as they are. */
void cper_section_columns(const struct cper_section *s, const struct cper_column *cols, size_t n,
			  void *to);

/* "NAME<is>0x1f NAME<is>0x0" of all valid registers of a table, <is> between name and value. */
void cper_section_dump(struct ras_text *t, const struct cper_section *s,
		       const struct cper_register *regs, size_t n, const char *is);

/* "reg00=0x00000000 reg01=…" of at most n 32-bit registers from offset at. */
void cper_section_array(struct ras_text *t, const struct cper_section *s, size_t at, size_t n);

/* names[i], or "unknown" when there is none. */
const char *cper_name(const char *const *names, size_t n, uint64_t i);

/* Severity as ARM server vendors write it, in the order of UEFI 2.10, N.2.1. */
const char *cper_vendor_severity(uint64_t sev);

#endif
