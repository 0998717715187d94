// SPDX-License-Identifier: GPL-2.0-or-later
/* Knights Landing and Knights Mill. */
#include "decode/x86/intel_tables.h"

/* Bank 5, by MCACOD (Knights Landing decoding that Intel contributed to rasdaemon, 2016). */
static const struct ras_code ubox[] = {
	{ 0x402, "PCU internal error" },
	{ 0x403, "VCU internal error" },
	{ 0x407, "other UBOX internal error" },
};

static const struct intel_field ubox_fields[] = { INTEL_CODES(11, 0, ubox) };

/* The same: MSCOD of the memory controllers (MC for DDR, EDC for MCDRAM). */
static const struct ras_bit memory[] = {
	{ 16, "command/address parity error" },
	{ 17, "internal parity error outside the write data buffer" },
	{ 18, "internal parity error in the write data buffer" },
	{ 23, "corrected chip failure (MC), or 4-bit burst error (EDC)" },
};

static const struct intel_field memory_fields[] = {
	INTEL_BITS(memory),
	INTEL_BITS(intel_imc_scrub),
};

/*
 * drivers/edac/sb_edac.c (Knights Landing): two controllers of three DDR channels; bank 15 has
 * channels 3 to 5, bank 16 has 0 to 2; the banks below are the eight EDCs.
 */
static const struct intel_bank rows[] = {
	{ .first = 5, .last = 5, .name = "UBOX", INTEL_FIELDS(ubox_fields) },
	{ .first = 7, .last = 14, .name = "EDC", INTEL_FIELDS(memory_fields) },
	{ .first = 15, .last = 15, .name = "iMC", .channel = 3, .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(memory_fields) },
	{ .first = 16, .last = 16, .name = "iMC", .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(memory_fields) },
};

const struct intel_banks intel_knl_banks = INTEL_BANKS(rows);
