// SPDX-License-Identifier: GPL-2.0-or-later
/* Nehalem and Westmere, and their four-socket variants (Xeon 7500, Xeon E7). */
#include "decode/x86/intel_tables.h"

/* SDM table 16-8: QPI, MC0_STATUS and MC1_STATUS. */
static const struct ras_bit qpi[] = {
	{ 16, "header parity error" },
	{ 17, "data packet parity error" },
	{ 18, "retries exceeded" },
	{ 19, "received a poisoned packet" },
	{ 22, "unsupported message encoding" },
	{ 23, "unsupported credit type" },
	{ 24, "receive flit overrun" },
	{ 25, "received a failed response" },
	{ 26, "receiver clock jitter" },
};

static const struct intel_field qpi_fields[] = { INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, qpi) };

/* SDM table 16-9: MC0_MISC and MC1_MISC. */
static const struct intel_place qpi_places[] = {
	{ .key = "opcode", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 7, .lo = 0 },
	{ .key = "rtid", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 13, .lo = 8 },
	{ .key = "rhnid", .reg = INTEL_MISC, .hi = 18, .lo = 16 },
	{ .key = "iib", .reg = INTEL_MISC, .hi = 24, .lo = 24 },
};

static const struct intel_layout qpi_layout = {
	.mask = INTEL_BUS_MASK, .value = INTEL_BUS, .places = qpi_places, .n = COUNT(qpi_places),
};

/* SDM table 16-10: internal errors, MC7_STATUS[31:24]. */
static const struct ras_code internal[] = {
	{ 0x03, "reset firmware did not complete" },
	{ 0x08, "received an invalid CMPD" },
	{ 0x0a, "invalid power management request" },
	{ 0x0d, "invalid S-state transition" },
	{ 0x11, "VID controller is not the one that POC selects" },
	{ 0x1a, "MSID of POC is not that of the CPU" },
};

/* MCACOD 0001H: on the Xeon 7500 the bank is not documented, the code is. */
static const struct intel_field internal_fields[] = {
	INTEL_CODES_IF(MCACOD_MASK, 0x0001, 31, 24, internal),
};

/* SDM table 16-11: memory controller, MC8_STATUS. */
static const struct ras_bit memory[] = {
	{ 16, "ECC error in a read" },
	{ 17, "ECC error in a scrub" },
	{ 18, "parity error in a write" },
	{ 19, "error in one half of redundant memory" },
	{ 21, "access out of range" },
	{ 22, "invalid RTID" },
	{ 23, "address parity error" },
	{ 24, "byte enable parity error" },
};

static const struct intel_field memory_fields[] = {
	INTEL_BITS_IF(INTEL_MEMORY_MASK, INTEL_MEMORY, memory),
};

/* SDM table 16-12: MC8_MISC. */
static const struct intel_place memory_places[] = {
	{ .key = "memory_channel", .reg = INTEL_MISC, .hi = 19, .lo = 18 },
	{ .key = "dimm", .reg = INTEL_MISC, .hi = 17, .lo = 16 },
	{ .key = "rtid", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 7, .lo = 0 },
	{ .key = "syndrome", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 63, .lo = 32 },
};

static const struct intel_layout memory_layout = {
	.mask = INTEL_MEMORY_MASK, .value = INTEL_MEMORY,
	.places = memory_places, .n = COUNT(memory_places),
};

static const struct intel_bank nehalem_rows[] = {
	{ .first = 0, .last = 1, .name = "QPI", INTEL_FIELDS(qpi_fields), .layout = &qpi_layout },
	{ .first = 7, .last = 7, .name = "PCU", INTEL_FIELDS(internal_fields) },
	{ .first = 8, .last = 8, .name = "iMC", INTEL_FIELDS(memory_fields),
	  .layout = &memory_layout },
};

const struct intel_banks intel_nehalem_banks = INTEL_BANKS(nehalem_rows);

static const struct intel_bank xeon75xx_rows[] = {
	{ .first = 0, .last = 255, INTEL_FIELDS(internal_fields) },
};

const struct intel_banks intel_xeon75xx_banks = INTEL_BANKS(xeon75xx_rows);
