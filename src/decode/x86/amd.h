/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of the AMD decoder: how a record is read, and its two kinds of banks. */
#ifndef RAS_DECODE_X86_AMD_H
#define RAS_DECODE_X86_AMD_H

#include "decode/x86/mce.h"

/* What MCA_STATUS bits 55, 53:52, 44 and 43 mean depends on this. */
enum amd_layout {
	AMD_K8,        /* families 0Fh to 14h: 54:47 are the syndrome, no deferred errors */
	AMD_BULLDOZER, /* families 15h and 16h: the same, with Deferred and Poison */
	AMD_SCALABLE,  /* families 17h and later, and every virtual bank */
};

/* One record, seen by the rules of its machine. */
struct amd_record {
	const struct x86_mce *m;
	enum amd_layout layout;
	uint64_t status;  /* MCA_STATUS without the bits that mean something else in this layout */
	unsigned int xec; /* extended error code */
	bool virtual_bank; /* made by a VMM, which has no such hardware */
};

/*
 * Error code, MCA_STATUS[15:0], in the words of 0.8.x (APM vol. 2 9.3.2.2). Takes the code as it
 * is, bit 12 included.
 */
void amd_code_text(struct ras_text *t, unsigned int code);

/* The kinds of error code that rows of legacy banks tell apart: mask, value. */
#define AMD_CODE_ANY      0x0000, 0x0000
#define AMD_CODE_TLB      0xfff0, 0x0010
#define AMD_CODE_MEM      0xff00, 0x0100
#define AMD_CODE_BUS      0xf800, 0x0800
#define AMD_CODE_INTERNAL 0xfcff, 0x0400

/*
 * Families 0Fh to 16h: the extended error code of this bank. MCA_STATUS[20:16], less or more by
 * family and bank (Linux drivers/edac/mce_amd.c, xec_mask).
 */
unsigned int amd_legacy_xec(const struct x86_mce *m);

/*
 * Families 0Fh to 16h, whose banks have fixed numbers: appends to bank_name (without its number),
 * mcistatus_msg, mcastatus_msg and mc_location; sets address where the bank says what it is.
 */
void amd_legacy_decode(const struct amd_record *a, struct x86_mce_report *r);

/*
 * Scalable MCA: the block comes from MCA_IPID, never from the bank number. Fills in the same as
 * above. To be called only where MCA_IPID is not 0.
 */
void amd_smca_decode(const struct amd_record *a, struct x86_mce_report *r);

#endif
