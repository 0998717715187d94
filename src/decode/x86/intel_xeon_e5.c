// SPDX-License-Identifier: GPL-2.0-or-later
/* Sandy Bridge-EP, Ivy Bridge-EP/EX, Haswell-EP/EX, Broadwell-EP/EX and -DE. */
#include "decode/x86/intel_tables.h"

/* SDM tables 16-13 and 16-17: PCU microcontroller, MC4_STATUS[19:16]. */
static const struct ras_code pcu_controller[] = {
	{ 1, "Non_IMem_Sel" },      { 2, "I_Parity_Error" },   { 3, "Bad_OpCode" },
	{ 4, "I_Stack_Underflow" }, { 5, "I_Stack_Overflow" }, { 6, "D_Stack_Underflow" },
	{ 7, "D_Stack_Overflow" },  { 8, "Non-DMem_Sel" },     { 9, "D_Parity_Error" },
};

/* SDM tables 16-13 (Sandy Bridge-EP) and 16-17 (Ivy Bridge-EP), MC4_STATUS[31:24]. */
static const struct ras_code pcu_snb[] = {
	{ 0x0d, "MC_IMC_FORCE_SR_S3_TIMEOUT" },
	{ 0x0e, "MC_CPD_UNCPD_ST_TIMEOUT" },
	{ 0x0f, "MC_PKGS_SAFE_WP_TIMEOUT" },
	{ 0x43, "MC_PECI_MAILBOX_QUIESCE_TIMEOUT" },
	{ 0x5c, "MC_MORE_THAN_ONE_LT_AGENT" },
	{ 0x60, "MC_INVALID_PKGS_REQ_PCH" },
	{ 0x61, "MC_INVALID_PKGS_REQ_QPI" },
	{ 0x62, "MC_INVALID_PKGS_RES_QPI" },
	{ 0x63, "MC_INVALID_PKGC_RES_PCH" },
	{ 0x64, "MC_INVALID_PKG_STATE_CONFIG" },
	{ 0x70, "MC_WATCHDG_TIMEOUT_PKGC_SLAVE" },
	{ 0x71, "MC_WATCHDG_TIMEOUT_PKGC_MASTER" },
	{ 0x72, "MC_WATCHDG_TIMEOUT_PKGS_MASTER" },
	{ 0x7a, "MC_HA_FAILSTS_CHANGE_DETECTED" },
	{ 0x81, "MC_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
};

/* SDM table 16-17: what Ivy Bridge-EP adds. */
static const struct ras_code pcu_ivb[] = {
	{ 0x44, "MC_CRITICAL_VR_FAILED" },
	{ 0x45, "MC_ICC_MAX-NOTSUPPORTED" },
	{ 0x7b, "MC_PCIE_R2PCIE-RW_BLOCK_ACK_TIMEOUT" },
};

static const struct intel_field pcu_snb_fields[] = {
	INTEL_CODES(19, 16, pcu_controller),
	INTEL_CODES(31, 24, pcu_snb),
};

static const struct intel_field pcu_ivb_fields[] = {
	INTEL_CODES(19, 16, pcu_controller),
	INTEL_CODES(31, 24, pcu_snb),
	INTEL_CODES(31, 24, pcu_ivb),
};

/*
 * SDM tables 16-15 and 16-18: MSCOD as one code, of which each value is a single bit. The bits of
 * Ivy Bridge-EP and Broadwell-DE are those of Sandy Bridge-EP and two more.
 */
static const struct ras_bit imc_snb[] = {
	{ 16, "address parity error" },
	{ 17, "parity error in home agent write data" },
	{ 18, "parity error in home agent write byte enables" },
};

static const struct ras_bit imc_ivb[] = {
	{ 23, "corrected error in a read" },
	{ 24, "write data buffer parity error" },
};

static const struct intel_field imc_snb_fields[] = {
	INTEL_BITS(imc_snb),
	INTEL_BITS(intel_imc_scrub),
};
static const struct intel_field imc_ivb_fields[] = {
	INTEL_BITS(imc_snb),
	INTEL_BITS(intel_imc_scrub),
	INTEL_BITS(imc_ivb),
};

/* QPI: SDM table 16-14 gives no codes. Bank 5 as home agent: drivers/edac/sb_edac.c at work. */
static const struct intel_bank snb_ep_rows[] = {
	INTEL_CORE_BANKS,
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_snb_fields) },
	{ .first = 5, .last = 5, .name = "HA", .flags = INTEL_CHANNEL_CODE },
	{ .first = 6, .last = 7, .name = "QPI" },
	{ .first = 8, .last = 11, .name = "iMC", .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(imc_snb_fields), .layout = &intel_rank_layout },
};

const struct intel_banks intel_snb_ep_banks = INTEL_BANKS(snb_ep_rows);

static const struct intel_bank ivb_ep_rows[] = {
	INTEL_CORE_BANKS,
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_ivb_fields) },
	{ .first = 5, .last = 5, .name = "QPI" },
	{ .first = 9, .last = 16, .name = "iMC", .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(imc_ivb_fields), .layout = &intel_rank_layout },
};

const struct intel_banks intel_ivb_ep_banks = INTEL_BANKS(ivb_ep_rows);

/* SDM table 16-20 (Haswell-EP, also Broadwell-EP), MC4_STATUS[31:24]. */
static const struct ras_code pcu_hsx[] = {
	{ 0x09, "MC_MESSAGE_CHANNEL_TIMEOUT" },
	{ 0x0d, "MC_IMC_FORCE_SR_S3_TIMEOUT" },
	{ 0x0e, "MC_CPD_UNCPD_SD_TIMEOUT" },
	{ 0x13, "MC_DMI_TRAINING_TIMEOUT" },
	{ 0x15, "MC_DMI_CPU_RESET_ACK_TIMEOUT" },
	{ 0x1e, "MC_VR_ICC_MAX_LT_FUSED_ICC_MAX" },
	{ 0x25, "MC_SVID_COMMAND_TIMEOUT" },
	{ 0x29, "MC_VR_VOUT_MAC_LT_FUSED_SVID" },
	{ 0x2b, "MC_PKGC_WATCHDOG_HANG_CBZ_DOWN" },
	{ 0x2c, "MC_PKGC_WATCHDOG_HANG_CBZ_UP" },
	{ 0x39, "MC_PKGC_WATCHDOG_HANG_C3_UP_SF" },
	{ 0x44, "MC_CRITICAL_VR_FAILED" },
	{ 0x45, "MC_ICC_MAX_NOTSUPPORTED" },
	{ 0x46, "MC_VID_RAMP_DOWN_FAILED" },
	{ 0x47, "MC_EXCL_MODE_NO_PMREQ_CMP" },
	{ 0x48, "MC_SVID_READ_REG_ICC_MAX_FAILED" },
	{ 0x49, "MC_SVID_WRITE_REG_VOUT_MAX_FAILED" },
	{ 0x4b, "MC_BOOT_VID_TIMEOUT_DRAM_0" },
	{ 0x4c, "MC_BOOT_VID_TIMEOUT_DRAM_1" },
	{ 0x4d, "MC_BOOT_VID_TIMEOUT_DRAM_2" },
	{ 0x4e, "MC_BOOT_VID_TIMEOUT_DRAM_3" },
	{ 0x4f, "MC_SVID_COMMAND_ERROR" },
	{ 0x52, "MC_FIVR_CATAS_OVERVOL_FAULT" },
	{ 0x53, "MC_FIVR_CATAS_OVERCUR_FAULT" },
	{ 0x57, "MC_SVID_PKGC_REQUEST_FAILED" },
	{ 0x58, "MC_SVID_IMON_REQUEST_FAILED" },
	{ 0x59, "MC_SVID_ALERT_REQUEST_FAILED" },
	{ 0x60, "MC_INVALID_PKGS_REQ_PCH" },
	{ 0x61, "MC_INVALID_PKGS_REQ_QPI" },
	{ 0x62, "MC_INVALID_PKGS_RSP_QPI" },
	{ 0x63, "MC_INVALID_PKGS_RSP_PCH" },
	{ 0x64, "MC_INVALID_PKG_STATE_CONFIG" },
	{ 0x67, "MC_HA_IMC_RW_BLOCK_ACK_TIMEOUT" },
	{ 0x68, "MC_IMC_RW_SMBUS_TIMEOUT" },
	{ 0x69, "MC_HA_FAILSTS_CHANGE_DETECTED" },
	{ 0x6a, "MC_MSGCH_PMREQ_CMP_TIMEOUT" },
	{ 0x70, "MC_WATCHDOG_TIMEOUT_PKGC_SLAVE" },
	{ 0x71, "MC_WATCHDOG_TIMEOUT_PKGC_MASTER" },
	{ 0x72, "MC_WATCHDOG_TIMEOUT_PKGS_MASTER" },
	{ 0x7c, "MC_BIOS_RST_CPL_INVALID_SEQ" },
	{ 0x7d, "MC_MORE_THAN_ONE_TXT_AGENT" },
	{ 0x81, "MC_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
};

static const struct intel_field pcu_hsx_fields[] = {
	INTEL_CODES(11, 0, intel_ubox),
	INTEL_CODES(31, 24, pcu_hsx),
};

/* SDM table 16-24 (Broadwell-DE), MC4_STATUS[31:24]. */
static const struct ras_code pcu_bde[] = {
	{ 0x09, "MC_MESSAGE_CHANNEL_TIMEOUT" },
	{ 0x13, "MC_DMI_TRAINING_TIMEOUT" },
	{ 0x15, "MC_DMI_CPU_RESET_ACK_TIMEOUT" },
	{ 0x1e, "MC_VR_ICC_MAX_LT_FUSED_ICC_MAX" },
	{ 0x25, "MC_SVID_COMMAND_TIMEOUT" },
	{ 0x26, "MCA_PKGC_DIRECT_WAKE_RING_TIMEOUT" },
	{ 0x29, "MC_VR_VOUT_MAC_LT_FUSED_SVID" },
	{ 0x2b, "MC_PKGC_WATCHDOG_HANG_CBZ_DOWN" },
	{ 0x2c, "MC_PKGC_WATCHDOG_HANG_CBZ_UP" },
	{ 0x44, "MC_CRITICAL_VR_FAILED" },
	{ 0x46, "MC_VID_RAMP_DOWN_FAILED" },
	{ 0x49, "MC_SVID_WRITE_REG_VOUT_MAX_FAILED" },
	{ 0x4b, "MC_BOOT_VID_TIMEOUT_DRAM_0" },
	{ 0x4f, "MC_SVID_COMMAND_ERROR" },
	{ 0x52, "MC_FIVR_CATAS_OVERVOL_FAULT" },
	{ 0x53, "MC_FIVR_CATAS_OVERCUR_FAULT" },
	{ 0x57, "MC_SVID_PKGC_REQUEST_FAILED" },
	{ 0x58, "MC_SVID_IMON_REQUEST_FAILED" },
	{ 0x59, "MC_SVID_ALERT_REQUEST_FAILED" },
	{ 0x62, "MC_INVALID_PKGS_RSP_QPI" },
	{ 0x64, "MC_INVALID_PKG_STATE_CONFIG" },
	{ 0x67, "MC_HA_IMC_RW_BLOCK_ACK_TIMEOUT" },
	{ 0x6a, "MC_MSGCH_PMREQ_CMP_TIMEOUT" },
	{ 0x72, "MC_WATCHDOG_TIMEOUT_PKGS_MASTER" },
	{ 0x81, "MC_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
};

/* SDM table 16-24: x1xxb in 23:20. */
static const struct ras_bit ubox_bit[] = { { 22, "UBOX error" } };

static const struct intel_field pcu_bde_fields[] = {
	INTEL_CODES(11, 0, intel_ubox),
	INTEL_BITS(ubox_bit),
	INTEL_CODES(31, 24, pcu_bde),
};

/* SDM table 16-21: QPI of Haswell-EP and Broadwell-EP, MSCOD. */
static const struct ras_code qpi_hsx[] = {
	{ 0x02, "physical layer: drift buffer alarm" },
	{ 0x03, "physical layer: latency buffer rollover" },
	{ 0x10, "link layer: control error from R3QPI" },
	{ 0x11, "receiver gave up link-level retry on a CRC error" },
	{ 0x12, "unsupported or undefined packet" },
	{ 0x13, "link layer: control error" },
	{ 0x15, "RBT used an uninitialized value" },
	{ 0x20, "physical layer: in-band reset, initialization aborted" },
	{ 0x21, "link failover: data self healing" },
	{ 0x22, "physical layer: in-band reset, width unchanged" },
	{ 0x23, "link failover: clock failover" },
	{ 0x30, "CRC error, retry succeeded after reinitialization" },
	{ 0x31, "CRC error, retry succeeded without reinitialization" },
};

static const struct intel_field qpi_hsx_fields[] = { INTEL_CODES(31, 16, qpi_hsx) };

/* SDM table 16-22 (Haswell-EP) and 16-26 (Broadwell-EP, where bit 23 is not defined). */
static const struct ras_bit imc_bdx[] = {
	{ 16, "DDR3 address parity error" },
	{ 17, "uncorrected home agent write data error" },
	{ 18, "uncorrected home agent byte enable error" },
	{ 24, "write data buffer parity error" },
	{ 25, "DDR4 command/address parity error" },
};

static const struct ras_bit imc_hsx_read[] = { { 23, "corrected error in a read" } };

static const struct intel_field imc_bdx_fields[] = {
	INTEL_BITS(imc_bdx),
	INTEL_BITS(intel_imc_scrub),
};
static const struct intel_field imc_hsx_fields[] = {
	INTEL_BITS(imc_bdx),
	INTEL_BITS(intel_imc_scrub),
	INTEL_BITS(imc_hsx_read),
};

/* 7 and 8 are the home agents, 9 to 12 and 13 to 16 the channels of each (mcelog haswell.c). */
#define HSX_ROWS(IMC)                                                                           \
	INTEL_CORE_BANKS,                                                                       \
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_hsx_fields) },                 \
	{ .first = 5, .last = 5, .name = "QPI", INTEL_FIELDS(qpi_hsx_fields) },                 \
	{ .first = 7, .last = 8, .name = "HA",                                                  \
	  .flags = INTEL_MC_BANK | INTEL_CHANNEL_CODE },                                        \
	{ .first = 9, .last = 12, .name = "iMC", .flags = INTEL_MC | INTEL_CHANNEL_BANK,        \
	  INTEL_FIELDS(IMC), .layout = &intel_rank_layout },                                    \
	{ .first = 13, .last = 16, .name = "iMC", .mc = 1,                                      \
	  .flags = INTEL_MC | INTEL_CHANNEL_BANK, INTEL_FIELDS(IMC),                            \
	  .layout = &intel_rank_layout },                                                       \
	{ .first = 20, .last = 21, .name = "QPI", INTEL_FIELDS(qpi_hsx_fields) }

static const struct intel_bank hsx_rows[] = { HSX_ROWS(imc_hsx_fields) };
static const struct intel_bank bdx_rows[] = { HSX_ROWS(imc_bdx_fields) };

const struct intel_banks intel_hsx_banks = INTEL_BANKS(hsx_rows);
const struct intel_banks intel_bdx_banks = INTEL_BANKS(bdx_rows);

/* SDM 16.7: Broadwell-DE has the memory controller banks 9 and 10, with table 16-18. */
static const struct intel_bank bde_rows[] = {
	INTEL_CORE_BANKS,
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_bde_fields) },
	{ .first = 9, .last = 10, .name = "iMC", .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(imc_ivb_fields), .layout = &intel_rank_layout },
};

const struct intel_banks intel_bde_banks = INTEL_BANKS(bde_rows);
