/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCIe Advanced Error Reporting: names of the status bits. */
#ifndef RAS_DECODE_PCIE_AER_H
#define RAS_DECODE_PCIE_AER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"

/* Names of the bits of an Uncorrectable or a Correctable Error Status register, ", " between. */
void pcie_aer_status_text(struct ras_text *t, uint32_t status, bool corrected);

#endif
