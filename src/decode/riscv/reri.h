/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RISC-V RAS Error-record Register Interface: the status register. */
#ifndef RAS_DECODE_RISCV_RERI_H
#define RAS_DECODE_RISCV_RERI_H

#include <stdbool.h>
#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"

/* Bits that say which of the other registers hold something. */
enum { RERI_INFO_VALID = 11, RERI_SUPPLEMENT_VALID = 16, RERI_TIMESTAMP_VALID = 17 };

/* Address type: 0 none, 1 supervisor physical, 2 guest physical, 3 virtual. */
unsigned int reri_address_type(uint64_t status);

/* Severity as 0.8.x numbers it: 3 critical, 2 deferred, 1 corrected, 0 none of them. */
unsigned int reri_severity_number(uint64_t status);
enum ras_severity reri_severity(uint64_t status);

/* Error code, transaction type, address type in words. */
void reri_status_text(struct ras_text *t, uint64_t status);

#endif
