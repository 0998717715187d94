// SPDX-License-Identifier: GPL-2.0-or-later
/* Skylake-SP, Cascade Lake and Cooper Lake (06_55H). */
#include "decode/x86/intel_tables.h"

/* SDM table 16-27: MC4_STATUS[31:24]. */
static const struct ras_code pcu[] = {
	{ 0x0d, "MCA_DMI_TRAINING_TIMEOUT" },
	{ 0x0f, "MCA_DMI_CPU_RESET_ACK_TIMEOUT" },
	{ 0x10, "MCA_MORE_THAN_ONE_LT_AGENT" },
	{ 0x1e, "MCA_BIOS_RST_CPL_INVALID_SEQ" },
	{ 0x1f, "MCA_BIOS_INVALID_PKG_STATE_CONFIG" },
	{ 0x25, "MCA_MESSAGE_CHANNEL_TIMEOUT" },
	{ 0x27, "MCA_MSGCH_PMREQ_CMP_TIMEOUT" },
	{ 0x30, "MCA_PKGC_DIRECT_WAKE_RING_TIMEOUT" },
	{ 0x31, "MCA_PKGC_INVALID_RSP_PCH" },
	{ 0x33, "MCA_PKGC_WATCHDOG_HANG_CBZ_DOWN" },
	{ 0x34, "MCA_PKGC_WATCHDOG_HANG_CBZ_UP" },
	{ 0x38, "MCA_PKGC_WATCHDOG_HANG_C3_UP_SF" },
	{ 0x40, "MCA_SVID_VCCIN_VR_ICC_MAX_FAILURE" },
	{ 0x41, "MCA_SVID_COMMAND_TIMEOUT" },
	{ 0x42, "MCA_SVID_VCCIN_VR_VOUT_MAX_FAILURE" },
	{ 0x43, "MCA_SVID_CPU_VR_CAPABILITY_ERROR" },
	{ 0x44, "MCA_SVID_CRITICAL_VR_FAILED" },
	{ 0x45, "MCA_SVID_SA_ITD_ERROR" },
	{ 0x46, "MCA_SVID_READ_REG_FAILED" },
	{ 0x47, "MCA_SVID_WRITE_REG_FAILED" },
	{ 0x48, "MCA_SVID_PKGC_INIT_FAILED" },
	{ 0x49, "MCA_SVID_PKGC_CONFIG_FAILED" },
	{ 0x4a, "MCA_SVID_PKGC_REQUEST_FAILED" },
	{ 0x4b, "MCA_SVID_IMON_REQUEST_FAILED" },
	{ 0x4c, "MCA_SVID_ALERT_REQUEST_FAILED" },
	{ 0x4d, "MCA_SVID_MCP_VP_ABSENT_OR_RAMP_ERROR" },
	{ 0x4e, "MCA_SVID_UNEXPECTED_MCP_VP_DETECTED" },
	{ 0x51, "MCA_FIVR_CATAS_OVERVOL_FAULT" },
	{ 0x52, "MCA_FIVR_CATAS_OVERCUR_FAULT" },
	{ 0x58, "MCA_WATCHDG_TIMEOUT_PKGC_SLAVE" },
	{ 0x59, "MCA_WATCHDG_TIMEOUT_PKGC_MASTER" },
	{ 0x5a, "MCA_WATCHDG_TIMEOUT_PKGS_MASTER" },
	{ 0x61, "MCA_PKGS_CPD_UNPCD_TIMEOUT" },
	{ 0x63, "MCA_PKGS_INVALID_REQ_PCH" },
	{ 0x64, "MCA_PKGS_INVALID_REQ_INTERNAL" },
	{ 0x65, "MCA_PKGS_INVALID_RSP_INTERNAL" },
	{ 0x6b, "MCA_PKGS_SMBUS_VPP_PAUSE_TIMEOUT" },
	{ 0x81, "MC_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
};

static const struct intel_field pcu_fields[] = {
	INTEL_CODES(11, 0, intel_ubox),
	INTEL_CODES(31, 24, pcu),
};

/* SDM table 16-28: the bits above the code qualify a control error, 12H. */
static const struct intel_field upi_fields[] = {
	INTEL_CODES(21, 16, intel_upi),
	INTEL_BITS_IF(0x3fULL << 16, 0x12ULL << 16, intel_upi_control),
};

/* SDM table 16-29: memory controller; MSCOD 08xxH are codes, all others bits. */
static const struct ras_bit imc[] = {
	{ 16, "address parity error" },
	{ 17, "parity error in home agent write data" },
	{ 18, "parity error in home agent write byte enables" },
	{ 23, "home agent read error" },
	{ 24, "write data buffer parity error" },
	{ 25, "DDR4 command/address parity error" },
	{ 26, "uncorrected address parity error" },
};

static const struct ras_code imc_08xx[] = {
	{ 0x0800, "unrecognized request type" },
	{ 0x0801, "read response that no scoreboard entry waits for" },
	{ 0x0802, "unexpected read response" },
	{ 0x0803, "DDR4 completion that no scoreboard entry waits for" },
	{ 0x0804, "completion that no scoreboard entry waits for" },
	{ 0x0805, "completion FIFO overflow" },
	{ 0x0806, "correctable parity error" },
	{ 0x0807, "uncorrectable error" },
	{ 0x0808, "interrupt before the last one was acknowledged" },
	{ 0x0809, "ERID FIFO overflow" },
	{ 0x080a, "write credit error" },
	{ 0x080b, "read credit error" },
	{ 0x080c, "scheduler error" },
	{ 0x080d, "error event" },
};

static const struct intel_field imc_fields[] = {
	INTEL_BITS_IF(RAS_BIT(27), 0, imc),
	INTEL_BITS_IF(RAS_BIT(27), 0, intel_imc_scrub),
	INTEL_CODES_IF(RAS_BIT(27), RAS_BIT(27), 31, 16, imc_08xx),
};

/* SDM table 16-30: M2M, by the manual's names. */
static const struct ras_bit m2m[] = {
	{ 16, "MscodDataRdErr (read data)" },
	{ 18, "MscodPtlWrErr (partial write data)" },
	{ 19, "MscodFullWrErr (full write data)" },
	{ 20, "MscodBgfErr (clock domain crossing buffer)" },
	{ 21, "MscodTimeOut (timeout)" },
	{ 22, "MscodParErr (tracker parity)" },
	{ 23, "MscodBucket1Err (fatal Bucket1)" },
};

static const struct intel_field m2m_fields[] = { INTEL_BITS(m2m) };

/* MISC of a corrected M2M error with mirroring, as Intel's mcelog has it (skylake_xeon.c). */
static const struct intel_place m2m_places[] = {
	{ .key = "mirror_corrected", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 62, .lo = 62,
	  .words = intel_yes, .nwords = INTEL_YES },
	{ .key = "mirror_failover", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 63, .lo = 63,
	  .words = intel_yes, .nwords = INTEL_YES },
};

static const struct intel_layout m2m_layout = {
	.mask = MCI_STATUS_UC | INTEL_MEMORY_MASK, .value = INTEL_MEMORY,
	.places = m2m_places, .n = COUNT(m2m_places),
};

/*
 * M2M banks 7 and 8 are controllers 0 and 1, as the kernel's EDAC driver counts them. Channels 0
 * and 1 of controller 0 report in 13 and 14, those of 1 in 15 and 16, the third channels in 17 and
 * 18 (mcelog skylake_xeon.c). Banks 6 and 9 to 11 have no table in the SDM; the names are common
 * knowledge (bank 6 reports I/O errors, 9 to 11 errors of the last level cache).
 */
#define IMC(FIRST, LAST, CONTROLLER, CHANNEL)                                           \
	{ .first = (FIRST), .last = (LAST), .name = "iMC", .mc = (CONTROLLER),          \
	  .channel = (CHANNEL), .flags = INTEL_MC | INTEL_CHANNEL_BANK,                 \
	  INTEL_FIELDS(imc_fields), .layout = &intel_rank_layout }

static const struct intel_bank rows[] = {
	INTEL_CORE_BANKS,
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_fields) },
	{ .first = 5, .last = 5, .name = "UPI", INTEL_FIELDS(upi_fields) },
	{ .first = 6, .last = 6, .name = "IIO" },
	{ .first = 7, .last = 8, .name = "M2M", .flags = INTEL_MC_BANK | INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(m2m_fields), .layout = &m2m_layout },
	{ .first = 9, .last = 11, .name = "CHA" },
	{ .first = 12, .last = 12, .name = "UPI", INTEL_FIELDS(upi_fields) },
	IMC(13, 14, 0, 0),
	IMC(15, 16, 1, 0),
	IMC(17, 17, 0, 2),
	IMC(18, 18, 1, 2),
	{ .first = 19, .last = 19, .name = "UPI", INTEL_FIELDS(upi_fields) },
};

const struct intel_banks intel_skx_banks = INTEL_BANKS(rows);
