// SPDX-License-Identifier: GPL-2.0-or-later
/* Granite Rapids and -D, Sierra Forest, Clearwater Forest. */
#include "decode/x86/intel_tables.h"

/* Sources: Intel's own decoder (mcelog granite.c). UPI: added to the codes of Skylake-SP. */
static const struct ras_code upi[] = {
	{ 0x14, "uncorrected: TDX failure" },
	{ 0x15, "uncorrected: SGX failure" },
	{ 0x16, "uncorrected: transmit SDC parity error" },
	{ 0x17, "uncorrected: receive SDC parity error" },
	{ 0x18, "uncorrected: FLE failure" },
};

static const struct intel_field upi_fields[] = {
	INTEL_CODES(31, 16, intel_upi),
	INTEL_CODES(31, 16, upi),
};

/* Punit: what Diamond Rapids does not have, or has otherwise. */
static const struct ras_code punit_unit[] = {
	{ 0x10, "TeleSRAM double-bit ECC error" },
	{ 0x80, "S3M signaled an error" },
};

static const struct ras_code punit[] = {
	{ 0x10, "MCA_PMAX_CALIB_ERROR" },
	{ 0x1a, "MCA_DISP_RUN_BUSY_TIMEOUT" },
	{ 0x1d, "MCA_MORE_THAN_ONE_LT_AGENT" },
	{ 0x40, "MCA_SVID_VIDMAX_INVALID" },
	{ 0x41, "MCA_SVID_VDDRAMP_INVALID" },
	{ 0x48, "MCA_ITD_FUSE_INVALID" },
	{ 0x49, "MCA_SVID_DC_LL_INVALID" },
	{ 0x56, "SVID_ACTIVE_VID_FUSE_ERROR" },
};

static const struct intel_field punit_fields[] = {
	INTEL_CODES(23, 16, intel_punit_unit),
	INTEL_CODES(23, 16, punit_unit),
	INTEL_CODES(31, 24, intel_punit),
	INTEL_CODES(31, 24, punit),
};

/* B2CMI: MSCOD as a whole. */
static const struct ras_code b2cmi[] = {
	{ 0x01, "read ECC error" },
	{ 0x02, "Bucket1 error" },
	{ 0x03, "tracker parity error" },
	{ 0x04, "security mismatch" },
	{ 0x07, "read completion parity error" },
	{ 0x08, "response parity error" },
	{ 0x09, "timeout" },
	{ 0x0a, "address parity error" },
	{ 0x0c, "CMI credit oversubscription" },
	{ 0x0d, "SAI mismatch" },
};

static const struct intel_field b2cmi_fields[] = { INTEL_CODES(31, 16, b2cmi) };

/* MCCHAN: MSCOD as a whole; sub-channel 1 has 20H and 21H where sub-channel 0 has 00H and 01H. */
static const struct ras_code mcchan[] = {
	{ 0x0001, "address parity error (APPP)" },
	{ 0x0002, "CMI write data parity error, sub-channel 0" },
	{ 0x0003, "CMI ECC error, sub-channel 0" },
	{ 0x0004, "CMI write byte enable parity error, sub-channel 0" },
	{ 0x0005, "CMI write MAC parity error, sub-channel 0" },
	{ 0x0008, "corrected error in patrol scrub" },
	{ 0x0020, "corrected error in sparing" },
	{ 0x0100, "write data buffer parity error, sub-channel 0" },
	{ 0x0102, "write data buffer ECC error, sub-channel 0" },
	{ 0x0104, "write data buffer byte enable parity error, sub-channel 0" },
	{ 0x0106, "write data buffer persistent corrected ECC error, sub-channel 0" },
	{ 0x0400, "scheduler address parity error" },
	{ 0x0833, "tracker address register file parity error" },
	{ 0x2002, "CMI write data parity error, sub-channel 1" },
	{ 0x2003, "CMI ECC error, sub-channel 1" },
	{ 0x2004, "CMI write byte enable parity error, sub-channel 1" },
	{ 0x2005, "CMI write MAC parity error, sub-channel 1" },
	{ 0x2100, "write data buffer parity error, sub-channel 1" },
	{ 0x2102, "write data buffer ECC error, sub-channel 1" },
	{ 0x2104, "write data buffer byte enable parity error, sub-channel 1" },
	{ 0x2106, "write data buffer persistent corrected ECC error, sub-channel 1" },
};

static const struct intel_field mcchan_fields[] = {
	INTEL_CODES(31, 16, intel_mcchan),
	INTEL_CODES(31, 16, mcchan),
};

/* MISC[61:58]: how the data is protected. */
static const struct ras_code ecc_mode[] = {
	{ 1, "SDDC-128b-1LM" }, { 2, "SDDC-125b-1LM" }, { 3, "SDDC-96b-1LM" },
	{ 4, "SDDC-96b-2LM" },  { 5, "ADDDC-80b-1LM" }, { 6, "ADDDC-80b-2LM" },
	{ 7, "ADDDC-64b-1LM" }, { 8, "9x4-61b-1LM" },   { 9, "9x4-32b-1LM" },
	{ 10, "9x4-32b-2LM" },
};

static const struct intel_place mcchan_places[] = {
	{ .key = "chip_select", .reg = INTEL_MISC, .hi = 57, .lo = 55 },
	{ .key = "subrank", .reg = INTEL_MISC, .hi = 54, .lo = 51 },
	{ .key = "bank_group", .reg = INTEL_MISC, .hi = 41, .lo = 39 },
	{ .key = "bank", .reg = INTEL_MISC, .hi = 38, .lo = 37 },
	{ .key = "row", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 36, .lo = 19 },
	{ .key = "column", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 18, .lo = 9, .left = 2 },
	{ .key = "device", .reg = INTEL_MISC, .hi = 48, .lo = 43,
	  .misc_mask = RAS_BIT(63), .misc_value = 0 },
	{ .key = "ecc", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 61, .lo = 58,
	  .words = ecc_mode, .nwords = COUNT(ecc_mode) },
	{ .key = "transient", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 63, .lo = 63,
	  .words = intel_yes, .nwords = INTEL_YES },
};

/* MISC has this layout where OTHER_INFO[1] (bit 33 of MCi_STATUS) says so, except for 08xxH. */
static const struct intel_layout mcchan_layout = {
	.mask = RAS_BIT(33), .value = RAS_BIT(33), .skip_first = 0x0800, .skip_last = 0x082f,
	.places = mcchan_places, .n = COUNT(mcchan_places),
};

/* Twelve memory channels, a bank each. */
#define UNCORE_ROWS                                                                    \
	{ .first = 5, .last = 5, .name = "UPI", INTEL_FIELDS(upi_fields) },            \
	{ .first = 6, .last = 6, .name = "Punit", INTEL_FIELDS(punit_fields) },        \
	{ .first = 12, .last = 12, .name = "B2CMI", INTEL_FIELDS(b2cmi_fields) },      \
	{ .first = 13, .last = 24, .name = "MCCHAN", .flags = INTEL_CHANNEL_BANK,      \
	  INTEL_FIELDS(mcchan_fields), .layout = &mcchan_layout }

static const struct intel_bank gnr_rows[] = { INTEL_CORE_BANKS, UNCORE_ROWS };

/* Sierra Forest and Clearwater Forest: E-cores, whose banks have no public names. */
static const struct intel_bank srf_rows[] = { UNCORE_ROWS };

const struct intel_banks intel_gnr_banks = INTEL_BANKS(gnr_rows);
const struct intel_banks intel_srf_banks = INTEL_BANKS(srf_rows);
