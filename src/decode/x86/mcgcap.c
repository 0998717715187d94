// SPDX-License-Identifier: GPL-2.0-or-later
/* MCG_CAP of a CPU, for records that come without it (kernel log text has none). */
#include "decode/x86/mcgcap.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

#define CLIENT (MCG_CAP_CTL_P | MCG_CAP_CMCI_P | MCG_CAP_TES_P)
#define SERVER (CLIENT | MCG_CAP_SER_P)

/*
 * Corrected error counts (CMCI_P) came with Nehalem, software error recovery (SER_P) with
 * Nehalem-EX and then with each Xeon that has its own model number (SDM vol. 3B 17.5 and 17.6; MCG_CAP values
 * in public logs: 0x1c09 Westmere-EP, 0x1000c18 Westmere-EX, 0x1000c14 Sandy Bridge-EP, 0x7000c16
 * Haswell-EP, 0xc09 Haswell, 0xf000c14 Skylake-SP). Model numbers: Linux
 * arch/x86/include/asm/intel-family.h. The first row that holds the model is the one.
 */
static const struct {
	uint8_t family, first, last;
	uint64_t cap;
} intel[] = {
	{ 6, 0x2d, 0x2f, SERVER },  /* Sandy Bridge-EP, Nehalem-EX, Westmere-EX */
	{ 6, 0x3e, 0x3f, SERVER },  /* Ivy Bridge-EP/EX, Haswell-EP/EX */
	{ 6, 0x4f, 0x4f, SERVER },  /* Broadwell-EP/EX */
	{ 6, 0x55, 0x57, SERVER },  /* Skylake-SP and after, Broadwell-DE, Knights Landing */
	{ 6, 0x6a, 0x6c, SERVER },  /* Ice Lake-SP, -D */
	{ 6, 0x85, 0x86, SERVER },  /* Knights Mill, Snow Ridge */
	{ 6, 0x8f, 0x8f, SERVER },  /* Sapphire Rapids */
	{ 6, 0xad, 0xaf, SERVER },  /* Granite Rapids, -D, Sierra Forest */
	{ 6, 0xcf, 0xcf, SERVER },  /* Emerald Rapids */
	{ 6, 0xdd, 0xdd, SERVER },  /* Clearwater Forest */
	{ 6, 0x00, 0x19, 0 },       /* before Nehalem */
	{ 6, 0x1c, 0x1c, 0 },       /* Bonnell */
	{ 6, 0x1d, 0x1d, 0 },       /* Dunnington */
	{ 6, 0x26, 0x27, 0 },       /* Bonnell */
	{ 6, 0x35, 0x36, 0 },       /* Saltwell */
	{ 6, 0x1a, 0xff, CLIENT },
	{ 19, 0x01, 0x01, SERVER }, /* Diamond Rapids */
};

/* QEMU target/i386/cpu.h MCE_CAP_DEF and MCE_BANKS_DEF, for guests of every vendor. */
#define QEMU_CAP (MCG_CAP_CTL_P | MCG_CAP_SER_P | 10)

uint64_t x86_mcgcap_supposed(const struct x86_mce *m, bool guest)
{
	if (guest)
		return QEMU_CAP;
	if (m->vendor != X86_INTEL)
		return 0;
	for (size_t i = 0; i < COUNT(intel); i++)
		if (intel[i].family == m->family && m->model >= intel[i].first &&
		    m->model <= intel[i].last)
			return intel[i].cap;
	return 0;
}

bool x86_mcgcap_virtual(const struct x86_mce *m)
{
	return (m->vendor == X86_AMD || m->vendor == X86_HYGON) && m->mcgcap & MCG_CAP_SER_P;
}
