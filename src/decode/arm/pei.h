/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ARM Processor Error Information structures of a CPER record. */
#ifndef RAS_DECODE_ARM_PEI_H
#define RAS_DECODE_ARM_PEI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"

enum { ARM_PEI_BYTES = 32 };

/* Validation bits (UEFI 2.10, N.2.4.4.1, offset 2). */
enum {
	ARM_PEI_COUNT = 0,
	ARM_PEI_FLAGS = 1,
	ARM_PEI_INFO = 2,
	ARM_PEI_VIRT_ADDR = 3,
	ARM_PEI_PHYS_ADDR = 4,
};

/* One of them. What valid does not name is 0. */
struct arm_pei {
	uint16_t valid;
	uint8_t type;        /* bits */
	uint32_t errors;     /* how many it stands for; 2 when the record says "several" */
	uint8_t flags;
	uint64_t info;
	uint64_t virt_addr, phys_addr;
};

/* The n-th (from 0) structure in len bytes: true; false when there is no whole one left. */
bool arm_pei_get(const uint8_t *p, size_t len, size_t n, struct arm_pei *out);

/* Names of the bits of type and of flags, ", " between. */
void arm_pei_type_text(struct ras_text *t, uint8_t type);
void arm_pei_flags_text(struct ras_text *t, uint8_t flags);

/* What the error information says, ", " between; empty when it is the vendor's own. */
void arm_pei_info_text(struct ras_text *t, const struct arm_pei *pei);

/*
 * Severity by the structure alone: fatal with a corrupted context, corrected or uncorrected if it
 * says so, else other.
 */
enum ras_severity arm_pei_severity(const struct arm_pei *pei, enum ras_severity other);

#endif
