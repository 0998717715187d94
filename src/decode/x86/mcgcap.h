/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MCG_CAP of virtual machines: by it, relayed errors are known. */
#ifndef RAS_DECODE_X86_MCGCAP_H
#define RAS_DECODE_X86_MCGCAP_H

#include "decode/x86/mce.h"

/*
 * What guests of QEMU have, of every vendor (target/i386/cpu.h, MCE_CAP_DEF and MCE_BANKS_DEF): for
 * a guest's records that come without the register, as kernel log text does.
 */
#define X86_MCG_CAP_QEMU (MCG_CAP_CTL_P | MCG_CAP_SER_P | 10)

/*
 * Is the record of a virtual machine by its MCG_CAP alone? So are AMD records with SER_P, an Intel
 * ability that QEMU gives to all guests and no AMD processor has.
 */
bool x86_mcgcap_virtual(const struct x86_mce *m);

#endif
