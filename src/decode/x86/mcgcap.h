/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MCG_CAP of a CPU, for records that come without it (kernel log text has none). */
#ifndef RAS_DECODE_X86_MCGCAP_H
#define RAS_DECODE_X86_MCGCAP_H

#include "decode/x86/mce.h"

/*
 * What IA32_MCG_CAP of such a CPU says about the meaning of its MCi_STATUS: CMCI_P, TES_P, SER_P;
 * in a QEMU/KVM guest also the number of banks, by which relayed errors are known. 0 where only
 * the register itself could tell. m needs vendor, family and model.
 */
uint64_t x86_mcgcap_supposed(const struct x86_mce *m, bool guest);

/*
 * Is the record of a virtual machine by its MCG_CAP alone? So are AMD records with SER_P, an Intel
 * ability that QEMU gives to all guests and no AMD processor has.
 */
bool x86_mcgcap_virtual(const struct x86_mce *m);

#endif
