// SPDX-License-Identifier: GPL-2.0-or-later
/* Diamond Rapids (family 19): compute dies (CBB), and memory and I/O dies (IMH). */
#include "decode/x86/intel_tables.h"

/* Sources: Intel's own decoder (mcelog diamond.c). CBB Punit, MSCOD; 00xxH are shutdowns. */
static const struct ras_code cbb_punit[] = {
	{ 0x0001, "CR4_MCE_CLEAR: machine check while CR4.MCE is clear" },
	{ 0x0002, "MCE_MCIP_SET: machine check while MCIP is set" },
	{ 0x0003, "MCE_UNDER_WFS: machine check in wait-for-SIPI" },
	{ 0x0004, "MCE_LT_HANDSHAKE: unrecoverable error in a security flow" },
	{ 0x0005, "TRIPLE_FAULT" },
	{ 0x0006, "VMX_ABORT: VMX exit consistency check failed" },
	{ 0x0007, "RSM_CONSISTENCY_FAIL" },
	{ 0x0008, "SMM_PROTECTED_ENTRY_FAIL" },
	{ 0x0009, "UCODE_PATCH_LOAD_FAIL" },
	{ 0x0816, "MCA_DVFS_COUNTER_EXPIRED" },
	{ 0x0823, "MCA_UNSUPP_RESP" },
	{ 0x0825, "MCA_FUSA_MBIST" },
	{ 0x0826, "MCA_SA_PLL_LOCKED" },
	{ 0x0827, "MCA_XTAL_FREQ_MON_ERROR" },
	{ 0x0828, "MCA_PMSB_FUSE_PULLER_ERROR" },
	{ 0x0829, "MCA_GPSB_FUSE_PULLER_ERROR" },
	{ 0x0830, "MCA_PCODE_WATCHDOG" },
	{ 0x0831, "MCA_BGR_FUSA_ERR" },
	{ 0x0832, "MCA_CORE_FIVR_ERR" },
	{ 0x0833, "MCA_D2D_FIVR_ERR" },
	{ 0x0834, "MCA_MLC_FIVR_ERR" },
	{ 0x0835, "MCA_RING_FIVR_ERR" },
	{ 0x0836, "MCA_D2D_MONF_PLL_FUSA_0" },
	{ 0x0837, "MCA_D2D_MONF_PLL_FUSA_1" },
	{ 0x0838, "MCA_TOP0_FUSA_PLL_ERR" },
	{ 0x0839, "MCA_BASE_FUSA_PLL_ERR" },
	{ 0x0840, "MCA_UCIE_RESET_BUS_STOP_ON_ERROR" },
	{ 0x0841, "MCA_RSRC_ADAPT_0_ERR" },
	{ 0x0842, "MCA_RSC_ADAPT_1_ERR" },
	{ 0x0845, "MCA_TOP1_FUSA_PLL_ERR" },
	{ 0x0846, "MCA_TOP2_FUSA_PLL_ERR" },
	{ 0x0847, "MCA_TOP3_FUSA_PLL_ERR" },
	{ 0x0848, "UC_PATCH_LOAD_ACK_ERROR" },
	{ 0x0c01, "MCA_UC_IRAM_DOUBLE_ERROR" },
	{ 0x0c02, "MCA_UC_DOUBLE_EXCEPTION_ERROR" },
	{ 0x0c03, "MCA_UC_TELEM_SRAM_ERROR" },
	{ 0x0c04, "MCA_UC_DRAM_DOUBLE_ERROR" },
	{ 0x0c05, "MCA_UC_TPMI_SRAM_ERROR" },
	{ 0x1401, "MCA_FIVR_HI_YELLOW" },
	{ 0x1402, "MCA_FIVR_HI_RED" },
};

/* MCACOD 040BH is the Scan-at-Field test, which gives no MSCOD of the list above. */
#define SCAN_AT_FIELD 0x040bULL

static const struct ras_code scan_at_field[] = { { SCAN_AT_FIELD, "Scan-at-Field error" } };

static const struct intel_field cbb_punit_fields[] = {
	INTEL_CODES(15, 0, scan_at_field),
	INTEL_CODES_UNLESS(MCACOD_MASK, SCAN_AT_FIELD, 31, 16, cbb_punit),
};

/* IMH Punit: MSCOD[15:8], and where that is 0, MSCOD[7:0]; added to those of Granite Rapids. */
static const struct ras_code imh_punit[] = {
	{ 0x0a, "MCA_INVALID_XTALFREQ_RANGE" },
	{ 0x0d, "MCA_CFG_ACK_TIMEOUT" },
	{ 0x58, "MCA_INVALID_MEMORY_FREQUENCY" },
	{ 0x63, "MCA_SVID_VCCIN_PROTOCOL_ERROR" },
	{ 0x6a, "MCA_SPPR_TIMEOUT" },
	{ 0x6f, "MCA_INVALID_SID_ERROR" },
	{ 0x70, "MCA_INVALID_REMOTE_LEGACY_AGENT_ERROR" },
	{ 0x71, "MCA_INVALID_REMOTE_LT_AGENT_ERROR" },
	{ 0x7b, "MCA_THERMAL_SENSOR_INVALID" },
	{ 0x7c, "MCA_CXL_DEVICE_NO_CREDIT" },
	{ 0x7e, "MCA_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
	{ 0x83, "MCA_PKGS_RECOVERABLE_RESET_PREP_ACK_TIMEOUT" },
};

static const struct ras_code imh_punit_unit[] = {
	{ 0x0c, "microcontroller RAM address error" },
	{ 0x0d, "microcontroller RAM access error" },
	{ 0x10, "Pcode watchdog or TeleSRAM double-bit ECC error (MISC tells which)" },
	{ 0x30, "microcontroller error" },
};

static const struct intel_field imh_punit_fields[] = {
	INTEL_CODES(31, 24, intel_punit),
	INTEL_CODES(31, 24, imh_punit),
	INTEL_CODES_IF(0xffULL << 24, 0, 23, 16, intel_punit_unit),
	INTEL_CODES_IF(0xffULL << 24, 0, 23, 16, imh_punit_unit),
};

/* UPI: MSCOD as a whole. */
static const struct ras_code upi[] = {
	{ 0x0000, "internal parity error" },
	{ 0x0001, "internal parity error" },
	{ 0x0002, "internal parity error" },
	{ 0x0005, "internal parity error" },
	{ 0x0008, "internal queue overflow" },
	{ 0x0009, "link layer buffer overflow" },
	{ 0x000a, "internal queue underflow" },
	{ 0x000b, "link layer buffer underflow" },
	{ 0x000c, "link layer or internal credit overflow" },
	{ 0x0011, "internal queue overflow" },
	{ 0x0012, "internal queue overflow" },
	{ 0x0013, "internal queue underflow" },
	{ 0x0014, "internal queue underflow" },
	{ 0x0021, "internal interface error" },
	{ 0x0023, "invalid message" },
	{ 0x0024, "protocol error" },
	{ 0x0025, "interleave error" },
	{ 0x0028, "internal interface error" },
	{ 0x0029, "link integrity or initialization error" },
	{ 0x002a, "timeout in a power management transition" },
	{ 0x002b, "timeout in a power management transition" },
	{ 0x002c, "timeout in a power management transition" },
	{ 0x002d, "timeout in a power management transition" },
	{ 0x0030, "received poison while poison is disabled" },
	{ 0x0031, "internal interface error" },
	{ 0x0200, "link integrity or initialization error" },
	{ 0x0203, "link degraded" },
	{ 0x0204, "timeout in a power management transition" },
	{ 0x0205, "timeout in a power management transition" },
	{ 0x0206, "timeout in a power management transition" },
	{ 0x0207, "timeout in a power management transition" },
};

static const struct intel_field upi_fields[] = { INTEL_CODES(31, 16, upi) };

/* MCCHAN: MSCOD as a whole. */
static const struct ras_code mcchan[] = {
	{ 0x0001, "CMI request address parity error (APPP)" },
	{ 0x0002, "CMI write data parity error" },
	{ 0x0004, "CMI write byte enable parity error" },
	{ 0x0008, "transient or correctable error in patrol scrub" },
	{ 0x0020, "transient or correctable error in sparing" },
	{ 0x0102, "write data buffer ECC error" },
	{ 0x0104, "write data buffer byte enable parity error" },
	{ 0x0106, "write data buffer persistent ECC error" },
	{ 0x0240, "decoder structure error" },
	{ 0x0400, "internal address parity error" },
	{ 0x0813, "CMI credit oversubscription" },
	{ 0x0814, "CMI total credit count error" },
	{ 0x0815, "CMI reserved credit pool error" },
	{ 0x0834, "tracker RDCMP register file parity error" },
	{ 0x0836, "tracker WRCMP register file parity error" },
};

static const struct intel_field mcchan_fields[] = {
	INTEL_CODES(31, 16, intel_mcchan),
	INTEL_CODES(31, 16, mcchan),
};

/* MISC[61:58]: how the data is protected. */
static const struct ras_code ecc_mode[] = {
	{ 1, "SDDC-128b-1LM" }, { 2, "SDDC-125b-1LM" }, { 3, "SDDC-125b-2LM" },
	{ 4, "ADDDC-80b-1LM" }, { 5, "ADDDC-80b-2LM" }, { 9, "5x8-128b-1LM" },
	{ 10, "5x8-125b-1LM" }, { 11, "5x8-125b-2LM" },
};

#define NOT_TRANSIENT .misc_mask = RAS_BIT(63), .misc_value = 0

static const struct intel_place mcchan_places[] = {
	{ .key = "subchannel", .reg = INTEL_MISC, .hi = 49, .lo = 49 },
	{ .key = "chip_select", .reg = INTEL_MISC, .hi = 56, .lo = 55 },
	{ .key = "subrank", .reg = INTEL_MISC, .hi = 54, .lo = 51 },
	{ .key = "bank_group", .reg = INTEL_MISC, .hi = 41, .lo = 39 },
	{ .key = "bank", .reg = INTEL_MISC, .hi = 38, .lo = 37 },
	{ .key = "row", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 36, .lo = 19 },
	{ .key = "column", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 18, .lo = 9, .left = 2 },
	{ .key = "device", .reg = INTEL_MISC, .hi = 48, .lo = 44,
	  .misc_mask = RAS_BIT(63) | RAS_BIT(42), .misc_value = RAS_BIT(42) },
	{ .key = "ecc", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 61, .lo = 58,
	  .words = ecc_mode, .nwords = COUNT(ecc_mode), NOT_TRANSIENT },
	{ .key = "transient", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 63, .lo = 63,
	  .words = intel_yes, .nwords = INTEL_YES },
};

/* MISC has this layout where OTHER_INFO[1] (bit 33 of MCi_STATUS) says so, below MSCOD 0800H. */
static const struct intel_layout mcchan_layout = {
	.mask = RAS_BIT(33), .value = RAS_BIT(33), .skip_first = 0x0800, .skip_last = 0xffff,
	.places = mcchan_places, .n = COUNT(mcchan_places),
};

/*
 * Banks 1, 2, 3, 6, 13 and 17, and the IMH by APIC ID bit 2: Linux bitfix filter driver (bff.c);
 * channels: drivers/edac/imh_base.c. The banks that are missing here have no public name.
 */
static const struct intel_bank rows[] = {
	INTEL_CORE_BANKS,
	{ .first = 4, .last = 4, .name = "CBB Punit", INTEL_FIELDS(cbb_punit_fields) },
	{ .first = 6, .last = 6, .name = "CCF" },
	{ .first = 11, .last = 11, .name = "IMH Punit", .flags = INTEL_IMH,
	  INTEL_FIELDS(imh_punit_fields) },
	{ .first = 13, .last = 13, .name = "HSF", .flags = INTEL_IMH },
	{ .first = 17, .last = 17, .name = "IOCACHE", .flags = INTEL_IMH },
	{ .first = 18, .last = 18, .name = "UPI", INTEL_FIELDS(upi_fields) },
	{ .first = 19, .last = 26, .name = "MCCHAN", .flags = INTEL_IMH | INTEL_CHANNEL_BANK,
	  INTEL_FIELDS(mcchan_fields), .layout = &mcchan_layout },
};

const struct intel_banks intel_dmr_banks = INTEL_BANKS(rows);
