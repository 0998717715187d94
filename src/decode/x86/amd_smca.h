/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of Scalable MCA: the table of blocks. */
#ifndef RAS_DECODE_X86_AMD_SMCA_H
#define RAS_DECODE_X86_AMD_SMCA_H

#include <stddef.h>
#include <stdint.h>

#include "decode/bits.h"

/* How a block says where it is. */
enum amd_place {
	AMD_PLACE_INSTANCE, /* by node and instance ID only */
	AMD_PLACE_CORE,     /* the core of the CPU that read the bank */
	AMD_PLACE_CCX,      /* the core complex of the CPU that read the bank */
	AMD_PLACE_UMC,      /* memory controller: instance[31:20] is the channel */
	AMD_PLACE_UMC_HBM,  /* of an accelerator: two instances a PHY, four channels each */
	AMD_PLACE_UMC_APU,  /* of MI300A: only the die is told */
};

/* One kind of block. */
struct amd_block {
	uint16_t hwid, mcatype; /* MCA_IPID[43:32], [63:48] */
	uint8_t family;         /* only of this family; 0: of all */
	uint8_t model_first, model_last;
	uint8_t place;          /* enum amd_place */
	const char *name;
	const struct ras_code *codes; /* extended error codes, MCA_STATUS[21:16] */
	size_t ncodes;
};

/* The block of this hardware ID and type on this machine, NULL when it is not known. */
const struct amd_block *amd_smca_block(unsigned int hwid, unsigned int mcatype,
				       unsigned int family, unsigned int model);

#endif
