// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel's models: family, model and stepping to name and bank tables. */
#include "decode/x86/intel_tables.h"

/* SDM vol. 3B 17.3.1.1: CMCI since 06_1AH, threshold status since Core Duo, SER_P since 06_2EH. */
#define OLD    0
#define TES    MCG_CAP_TES_P
#define CMCI   (MCG_CAP_TES_P | MCG_CAP_CMCI_P)
#define SERVER (MCG_CAP_TES_P | MCG_CAP_CMCI_P | MCG_CAP_SER_P)
#define ANY    0, 15 /* steppings */

/*
 * Numbers and code names: Linux arch/x86/include/asm/intel-family.h (v6.19); steppings of 06_55H:
 * arch/x86/events/intel/core.c and drivers/platform/x86/intel/speed_select_if.
 * Client parts have no tables of their own beyond the banks of the cores.
 */
static const struct intel_model models[] = {
	{ 6, 0x01, 0x0e, ANY, "P6 family", OLD, &intel_p6_banks },
	{ 6, 0x0f, 0x0f, ANY, "Core 2 (Merom)", TES, &intel_core2_banks },
	{ 6, 0x16, 0x16, ANY, "Core 2 (Merom-L)", TES, &intel_core2_banks },
	{ 6, 0x17, 0x17, ANY, "Core 2 (Penryn)", TES, &intel_core2_banks },
	{ 6, 0x1d, 0x1d, ANY, "Dunnington", TES, &intel_dunnington_banks },
	{ 6, 0x1a, 0x1a, ANY, "Nehalem-EP", CMCI, &intel_nehalem_banks },
	{ 6, 0x1e, 0x1e, ANY, "Nehalem", CMCI, &intel_nehalem_banks },
	{ 6, 0x1f, 0x1f, ANY, "Nehalem-G", CMCI, &intel_nehalem_banks },
	{ 6, 0x25, 0x25, ANY, "Westmere", CMCI, &intel_nehalem_banks },
	{ 6, 0x2c, 0x2c, ANY, "Westmere-EP", CMCI, &intel_nehalem_banks },
	{ 6, 0x2e, 0x2e, ANY, "Xeon 7500 (Nehalem-EX)", SERVER, &intel_xeon75xx_banks },
	{ 6, 0x2f, 0x2f, ANY, "Xeon E7 (Westmere-EX)", SERVER, &intel_xeon75xx_banks },
	{ 6, 0x2a, 0x2a, ANY, "Sandy Bridge", CMCI, &intel_core_banks },
	{ 6, 0x2d, 0x2d, ANY, "Sandy Bridge-EP", SERVER, &intel_snb_ep_banks },
	{ 6, 0x3a, 0x3a, ANY, "Ivy Bridge", CMCI, &intel_core_banks },
	{ 6, 0x3e, 0x3e, ANY, "Ivy Bridge-EP/EX", SERVER, &intel_ivb_ep_banks },
	{ 6, 0x3c, 0x3c, ANY, "Haswell", CMCI, &intel_core_banks },
	{ 6, 0x45, 0x45, ANY, "Haswell-L", CMCI, &intel_core_banks },
	{ 6, 0x46, 0x46, ANY, "Haswell-G", CMCI, &intel_core_banks },
	{ 6, 0x3f, 0x3f, ANY, "Haswell-EP/EX", SERVER, &intel_hsx_banks },
	{ 6, 0x3d, 0x3d, ANY, "Broadwell", CMCI, &intel_core_banks },
	{ 6, 0x47, 0x47, ANY, "Broadwell-G", CMCI, &intel_core_banks },
	{ 6, 0x4f, 0x4f, ANY, "Broadwell-EP/EX", SERVER, &intel_bdx_banks },
	{ 6, 0x56, 0x56, ANY, "Broadwell-DE", SERVER, &intel_bde_banks },
	{ 6, 0x57, 0x57, ANY, "Knights Landing", SERVER, &intel_knl_banks },
	{ 6, 0x85, 0x85, ANY, "Knights Mill", SERVER, &intel_knl_banks },
	{ 6, 0x4e, 0x4e, ANY, "Skylake-L", CMCI, &intel_core_banks },
	{ 6, 0x5e, 0x5e, ANY, "Skylake", CMCI, &intel_core_banks },
	{ 6, 0x55, 0x55, 0, 4, "Skylake-SP", SERVER, &intel_skx_banks },
	{ 6, 0x55, 0x55, 5, 9, "Cascade Lake", SERVER, &intel_skx_banks },
	{ 6, 0x55, 0x55, 10, 15, "Cooper Lake", SERVER, &intel_skx_banks },
	{ 6, 0x6a, 0x6a, ANY, "Ice Lake-SP", SERVER, &intel_icx_banks },
	{ 6, 0x6c, 0x6c, ANY, "Ice Lake-D", SERVER, &intel_icx_d_banks },
	{ 6, 0x86, 0x86, ANY, "Snow Ridge (Tremont)", SERVER, &intel_snr_banks },
	{ 6, 0x8f, 0x8f, ANY, "Sapphire Rapids", SERVER, &intel_spr_banks },
	{ 6, 0xcf, 0xcf, ANY, "Emerald Rapids", SERVER, &intel_emr_banks },
	{ 6, 0xad, 0xad, ANY, "Granite Rapids", SERVER, &intel_gnr_banks },
	{ 6, 0xae, 0xae, ANY, "Granite Rapids-D", SERVER, &intel_gnr_banks },
	{ 6, 0xaf, 0xaf, ANY, "Sierra Forest", SERVER, &intel_srf_banks },
	{ 6, 0xdd, 0xdd, ANY, "Clearwater Forest", SERVER, &intel_srf_banks },
	{ 15, 6, 6, ANY, "Xeon 7100 (Tulsa)", TES, &intel_tulsa_banks },
	{ 15, 0, 255, ANY, "Pentium 4", OLD, &intel_p4_banks },
	{ 18, 1, 1, ANY, "Nova Lake", SERVER, NULL },
	{ 18, 3, 3, ANY, "Nova Lake-L", SERVER, NULL },
	{ 19, 1, 1, ANY, "Diamond Rapids", SERVER, &intel_dmr_banks },
};

static const struct intel_bank core_rows[] = { INTEL_CORE_BANKS };

const struct intel_banks intel_core_banks = INTEL_BANKS(core_rows);

const struct intel_model *intel_model(const struct x86_mce *m)
{
	return intel_model_find(models, COUNT(models), m);
}
