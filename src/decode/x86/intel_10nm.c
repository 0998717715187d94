// SPDX-License-Identifier: GPL-2.0-or-later
/* Ice Lake-SP and -D, Snow Ridge, Sapphire Rapids, Emerald Rapids. */
#include "decode/x86/intel_tables.h"

/* Sources: Intel's own decoders (mcelog i10nm.c, sapphire.c). PCU, MC4_STATUS[31:24]. */
static const struct ras_code pcu[] = {
	{ 0x0d, "MCA_LLC_BIST_ACTIVE_TIMEOUT" },
	{ 0x0e, "MCA_DMI_TRAINING_TIMEOUT" },
	{ 0x0f, "MCA_DMI_STRAP_SET_ARRIVAL_TIMEOUT" },
	{ 0x10, "MCA_DMI_CPU_RESET_ACK_TIMEOUT" },
	{ 0x11, "MCA_MORE_THAN_ONE_LT_AGENT" },
	{ 0x14, "MCA_INCOMPATIBLE_PCH_TYPE" },
	{ 0x1e, "MCA_BIOS_RST_CPL_INVALID_SEQ" },
	{ 0x1f, "MCA_BIOS_INVALID_PKG_STATE_CONFIG" },
	{ 0x2d, "MCA_PCU_PMAX_CALIB_ERROR" },
	{ 0x2e, "MCA_TSC100_SYNC_TIMEOUT" },
	{ 0x3a, "MCA_GPSB_TIMEOUT" },
	{ 0x3b, "MCA_PMSB_TIMEOUT" },
	{ 0x3e, "MCA_IOSFSB_PMREQ_CMP_TIMEOUT" },
	{ 0x40, "MCA_SVID_VCCIN_VR_ICC_MAX_FAILURE" },
	{ 0x42, "MCA_SVID_VCCIN_VR_VOUT_FAILURE" },
	{ 0x43, "MCA_SVID_CPU_VR_CAPABILITY_ERROR" },
	{ 0x44, "MCA_SVID_CRITICAL_VR_FAILED" },
	{ 0x45, "MCA_SVID_SA_ITD_ERROR" },
	{ 0x46, "MCA_SVID_READ_REG_FAILED" },
	{ 0x47, "MCA_SVID_WRITE_REG_FAILED" },
	{ 0x4a, "MCA_SVID_PKGC_REQUEST_FAILED" },
	{ 0x4b, "MCA_SVID_IMON_REQUEST_FAILED" },
	{ 0x4c, "MCA_SVID_ALERT_REQUEST_FAILED" },
	{ 0x4d, "MCA_SVID_MCP_VR_RAMP_ERROR" },
	{ 0x56, "MCA_FIVR_PD_HARDERR" },
	{ 0x58, "MCA_WATCHDOG_TIMEOUT_PKGC_SECONDARY" },
	{ 0x59, "MCA_WATCHDOG_TIMEOUT_PKGC_MAIN" },
	{ 0x5a, "MCA_WATCHDOG_TIMEOUT_PKGS_MAIN" },
	{ 0x5b, "MCA_WATCHDOG_TIMEOUT_MSG_CH_FSM" },
	{ 0x5c, "MCA_WATCHDOG_TIMEOUT_BULK_CR_FSM" },
	{ 0x5d, "MCA_WATCHDOG_TIMEOUT_IOSFSB_FSM" },
	{ 0x60, "MCA_PKGS_SAFE_WP_TIMEOUT" },
	{ 0x61, "MCA_PKGS_CPD_UNCPD_TIMEOUT" },
	{ 0x62, "MCA_PKGS_INVALID_REQ_PCH" },
	{ 0x63, "MCA_PKGS_INVALID_REQ_INTERNAL" },
	{ 0x64, "MCA_PKGS_INVALID_RSP_INTERNAL" },
#define PREP(CODE) { (CODE), "MCA_PKGS_RESET_PREP_TIMEOUT" }
	PREP(0x65), PREP(0x66), PREP(0x67), PREP(0x68), PREP(0x69), PREP(0x6a), PREP(0x6b),
	PREP(0x6c), PREP(0x6d), PREP(0x6e), PREP(0x6f), PREP(0x70), PREP(0x71), PREP(0x72),
	PREP(0x73), PREP(0x74), PREP(0x75), PREP(0x76), PREP(0x77), PREP(0x78), PREP(0x79),
	PREP(0x7a),
#undef PREP
	{ 0x7b, "MCA_PKGS_SMBUS_VPP_PAUSE_TIMEOUT" },
	{ 0x7c, "MCA_PKGS_SMBUS_MCP_PAUSE_TIMEOUT" },
	{ 0x7d, "MCA_PKGS_SMBUS_SPD_PAUSE_TIMEOUT" },
	{ 0x80, "MCA_PKGC_DISP_BUSY_TIMEOUT" },
	{ 0x81, "MCA_PKGC_INVALID_RSP_PCH" },
	{ 0x83, "MCA_PKGC_WATCHDOG_HANG_CBZ_DOWN" },
	{ 0x84, "MCA_PKGC_WATCHDOG_HANG_CBZ_UP" },
	{ 0x87, "MCA_PKGC_WATCHDOG_HANG_C2_BLKMASTER" },
	{ 0x88, "MCA_PKGC_WATCHDOG_HANG_C2_PSLIMIT" },
	{ 0x89, "MCA_PKGC_WATCHDOG_HANG_SETDISP" },
	{ 0x8b, "MCA_PKGC_ALLOW_L1_ERROR" },
	{ 0x90, "MCA_RECOVERABLE_DIE_THERMAL_TOO_HOT" },
	{ 0xa0, "MCA_ADR_SIGNAL_TIMEOUT" },
	{ 0xa1, "MCA_BCLK_FREQ_OC_ABOVE_THRESHOLD" },
	{ 0xb0, "MCA_DISPATCHER_RUN_BUSY_TIMEOUT" },
};

/* Sapphire Rapids adds one. */
static const struct ras_code pcu_spr[] = { { 0xc0, "MCA_DISPATCHER_RUN_BUSY_TIMEOUT" } };

/* MC4_STATUS[23:20] */
static const struct ras_code pcu_power[] = {
	{ 0x4, "clock or power IP did not respond" },
	{ 0x5, "SMBus controller raised an SMI" },
	{ 0x9, "power management controller received an invalid transaction" },
};

/* MC4_STATUS[19:16] */
static const struct ras_code pcu_controller[] = {
	{ 0x1, "instruction address out of space" },
	{ 0x2, "double-bit RAM error in an instruction fetch" },
	{ 0x3, "invalid opcode" },
	{ 0x4, "stack underflow" },
	{ 0x5, "stack overflow" },
	{ 0x6, "data address out of space" },
	{ 0x7, "double-bit RAM error in a data fetch" },
};

/* Sapphire Rapids, MC4_STATUS[19:16] where MCACOD is 040CH: why the CPU shut down. */
static const struct ras_code shutdown[] = {
	{ 0x1, "machine check while CR4.MCE is clear" },
	{ 0x2, "machine check while MCIP is set" },
	{ 0x3, "machine check in wait-for-SIPI" },
	{ 0x4, "unrecoverable error in a security flow" },
	{ 0x5, "triple fault" },
	{ 0x6, "VMX exit consistency check failed" },
	{ 0x7, "RSM consistency check failed" },
	{ 0x8, "invalid conditions on protected mode SMM entry" },
	{ 0x9, "unrecoverable error in a security flow" },
};

#define SHUTDOWN 0x040cULL

static const struct intel_field pcu_icx_fields[] = {
	INTEL_CODES(31, 24, pcu),
	INTEL_CODES(23, 20, pcu_power),
	INTEL_CODES(19, 16, pcu_controller),
};

static const struct intel_field pcu_spr_fields[] = {
	INTEL_CODES(31, 24, pcu),
	INTEL_CODES(31, 24, pcu_spr),
	INTEL_CODES(23, 20, pcu_power),
	INTEL_CODES_UNLESS(MCACOD_MASK, SHUTDOWN, 19, 16, pcu_controller),
	INTEL_CODES_IF(MCACOD_MASK, SHUTDOWN, 19, 16, shutdown),
};

/* UPI: what Ice Lake and Sapphire Rapids add to the codes of Skylake-SP. */
static const struct ras_code upi[] = {
	{ 0x15, "uncorrected: SGX MAC error" },
	{ 0x32, "corrected: retry request received" },
};

static const struct intel_field upi_fields[] = {
	INTEL_CODES(21, 16, intel_upi),
	INTEL_CODES(21, 16, upi),
	INTEL_BITS(intel_upi_control),
};

/* M2M of Ice Lake and Snow Ridge: bits. 25:24 say which memory, by numbers not made public. */
static const struct ras_bit m2m_icx[] = {
	{ 16, "MC read data error" },
	{ 18, "MC partial write data error" },
	{ 19, "full write data error" },
	{ 20, "clock domain crossing buffer error" },
	{ 21, "timeout" },
	{ 22, "tracker parity error" },
	{ 23, "fatal Bucket1 error" },
};

static const struct intel_field m2m_icx_fields[] = { INTEL_BITS(m2m_icx) };

/* M2M of Sapphire Rapids: a code in 23:16; 1 in 25:24 is HBM. */
static const struct ras_code m2m_spr[] = {
	{ 0x01, "read ECC error" },
	{ 0x02, "Bucket1 error" },
	{ 0x03, "read tracker parity error" },
	{ 0x05, "prefetch channel mismatch" },
	{ 0x07, "read completion parity error" },
	{ 0x08, "response parity error" },
	{ 0x09, "timeout" },
	{ 0x0a, "CMI reserved credit pool error" },
	{ 0x0b, "CMI total credit count error" },
	{ 0x0c, "CMI credit oversubscription" },
};

static const struct ras_code m2m_memory[] = { { 1, "HBM" } };

static const struct intel_field m2m_spr_fields[] = {
	INTEL_CODES(23, 16, m2m_spr),
	INTEL_CODES(25, 24, m2m_memory),
};

/* Memory controller: MSCOD as a whole. First what both generations have. */
static const struct ras_code imc[] = {
	{ 0x0001, "address parity error" },
	{ 0x0002, "data parity error" },
	{ 0x0003, "data ECC error" },
	{ 0x0004, "byte enable parity error" },
	{ 0x0007, "transaction ID parity error" },
	{ 0x0008, "corrected error in patrol scrub" },
	{ 0x0010, "uncorrected error in patrol scrub" },
	{ 0x0020, "corrected error in sparing" },
	{ 0x0040, "uncorrected error in sparing" },
	{ 0x0080, "corrected error in a read" },
	{ 0x00a0, "uncorrected error in a read" },
	{ 0x00c0, "uncorrected metadata error" },
	{ 0x0100, "write data buffer parity error" },
	{ 0x0108, "DDR link failure" },
	{ 0x0400, "read pending queue parity error" },
	{ 0x0800, "DDR-T bad request" },
	{ 0x0801, "DDR data response to an invalid entry" },
	{ 0x0802, "DDR data response to an entry that expects none" },
	{ 0x0803, "DDR completion to an invalid entry" },
	{ 0x0804, "DDR-T completion to an invalid entry" },
	{ 0x0805, "DDR data or completion FIFO overflow" },
	{ 0x0806, "DDR-T ERID correctable parity error" },
	{ 0x0807, "DDR-T ERID uncorrectable error" },
	{ 0x0808, "DDR-T interrupt before the last one was acknowledged" },
	{ 0x0809, "ERID FIFO overflow" },
	{ 0x080a, "DDR-T write credit error" },
	{ 0x080b, "DDR-T read credit error" },
	{ 0x080c, "DDR-T scheduler error" },
	{ 0x080d, "DDR-T error event" },
	{ 0x080e, "DDR-T thermal event" },
	{ 0x080f, "CMI packet while idle" },
	{ 0x0810, "DDR_T_RPQ_REQ_PARITY_ERR" },
	{ 0x0811, "DDR_T_WPQ_REQ_PARITY_ERR" },
	{ 0x0812, "2LM_NMFILLWR_CAM_ERR" },
	{ 0x0813, "CMI_CREDIT_OVERSUB_ERR" },
	{ 0x0814, "CMI_CREDIT_TOTAL_ERR" },
	{ 0x0815, "CMI_CREDIT_RSVD_POOL_ERR" },
	{ 0x0816, "DDR_T_RD_ERROR" },
	{ 0x0817, "WDB_FIFO_ERR" },
	{ 0x0818, "CMI_REQ_FIFO_OVERFLOW" },
	{ 0x0819, "CMI_REQ_FIFO_UNDERFLOW" },
	{ 0x081a, "CMI_RSP_FIFO_OVERFLOW" },
	{ 0x081b, "CMI_RSP_FIFO_UNDERFLOW" },
	{ 0x081c, "CMI_MISC_MC_CRDT_ERRORS" },
	{ 0x081d, "CMI_MISC_MC_ARB_ERRORS" },
	{ 0x081e, "DDR_T_WR_CMPL_FIFO_OVERFLOW" },
	{ 0x081f, "DDR_T_WR_CMPL_FIFO_UNDERFLOW" },
	{ 0x0820, "CMI_RD_CPL_FIFO_OVERFLOW" },
	{ 0x0821, "CMI_RD_CPL_FIFO_UNDERFLOW" },
	{ 0x0822, "TME_KEY_PAR_ERR" },
	{ 0x0823, "TME_CMI_MISC_ERR" },
	{ 0x0824, "TME_CMI_OVFL_ERR" },
	{ 0x0825, "TME_CMI_UFL_ERR" },
	{ 0x0826, "TME_TEM_SECURE_ERR" },
	{ 0x0827, "TME_UFILL_PAR_ERR" },
	{ 0x0829, "INTERNAL_ERR" },
	{ 0x082a, "TME_INTEGRITY_ERR" },
	{ 0x082b, "TME_TDX_ERR" },
	{ 0x082c, "TME_UFILL_TEM_SECURE_ERR" },
	{ 0x082d, "TME_KEY_POISON_ERR" },
	{ 0x082e, "TME_SECURITY_ENGINE_ERR" },
	{ 0x1008, "CORR_PATSCRUB_MIRR2ND_ERR" },
	{ 0x1010, "UC_PATSCRUB_MIRR2ND_ERR" },
	{ 0x1020, "COR_SPARE_MIRR2ND_ERR" },
	{ 0x1040, "UC_SPARE_MIRR2ND_ERR" },
	{ 0x1080, "HA_RD_MIRR2ND_ERR" },
	{ 0x10a0, "HA_UNCORR_RD_MIRR2ND_ERR" },
};

static const struct ras_code imc_icx[] = {
	{ 0x0103, "RPA parity error" },
	{ 0x0106, "DDR_T_DPPP byte enable error" },
	{ 0x0107, "DDR_T_DPPP data error" },
	{ 0x0111, "PCLS CAM error" },
	{ 0x0112, "PCLS data error" },
	{ 0x0200, "DDR4 command/address parity error" },
	{ 0x0220, "HBM command/address parity error" },
	{ 0x0221, "HBM data parity error" },
};

static const struct ras_code imc_spr[] = { { 0x0200, "DDR5 command/address parity error" } };

static const struct intel_field imc_icx_fields[] = {
	INTEL_CODES(31, 16, imc),
	INTEL_CODES(31, 16, imc_icx),
};

static const struct intel_field imc_spr_fields[] = {
	INTEL_CODES(31, 16, imc),
	INTEL_CODES(31, 16, imc_spr),
};

/* MISC[62:59] of a memory error: how the data is protected. */
static const struct ras_code ecc_mode[] = {
	{ 0, "SDDC-2LM" },   { 1, "SDDC" },   { 2, "SDDC+1-2LM" },   { 3, "SDDC+1" },
	{ 4, "ADDDC-2LM" },  { 5, "ADDDC" },  { 6, "ADDDC+1-2LM" },  { 7, "ADDDC+1" },
	{ 8, "DDRT" },
};

/* The failing device means something only for a corrected error that was not transient. */
#define DEVICE_IF                                                                      \
	.status_mask = MCI_STATUS_UC, .status_value = 0, .misc_mask = RAS_BIT(63),     \
	.misc_value = 0

#define ECC_AND_TRANSIENT                                                                        \
	{ .key = "ecc", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 62, .lo = 59,               \
	  .words = ecc_mode, .nwords = COUNT(ecc_mode) },                                        \
	{ .key = "transient", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 63, .lo = 63,         \
	  .words = intel_yes, .nwords = INTEL_YES }

static const struct intel_place icx_places[] = {
	{ .key = "rank", .reg = INTEL_MISC, .hi = 58, .lo = 56 },
	{ .key = "subrank", .reg = INTEL_MISC, .hi = 55, .lo = 52 },
	{ .key = "bank_group", .reg = INTEL_MISC, .hi = 41, .lo = 40, .top = 44 },
	{ .key = "bank", .reg = INTEL_MISC, .hi = 43, .lo = 42 },
	{ .key = "row", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 39, .lo = 19 },
	{ .key = "column", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 18, .lo = 9, .left = 2 },
	{ .key = "device", .reg = INTEL_MISC, .hi = 51, .lo = 46, DEVICE_IF },
	ECC_AND_TRANSIENT,
};

/*
 * Sapphire Rapids: bits 41:37 are the bank group and the bank, so the row ends at 36 (what the
 * ACPI address translation of the same record says; some decoders take 39:19).
 */
#define SPR_ADDRESS                                                                              \
	{ .key = "bank_group", .reg = INTEL_MISC, .hi = 38, .lo = 37, .top = 41 },               \
	{ .key = "bank", .reg = INTEL_MISC, .hi = 40, .lo = 39 },                                \
	{ .key = "row", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 36, .lo = 19 },              \
	{ .key = "column", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 18, .lo = 9, .left = 2 }, \
	{ .key = "device", .reg = INTEL_MISC, .hi = 48, .lo = 43, DEVICE_IF }

static const struct intel_place spr_places[] = {
	{ .key = "chip_select", .reg = INTEL_MISC, .hi = 58, .lo = 56 },
	{ .key = "subrank", .reg = INTEL_MISC, .hi = 55, .lo = 52 },
	SPR_ADDRESS,
	ECC_AND_TRANSIENT,
};

/* HBM: a second device in 55:51 instead of the sub-rank; 62:59 is the size of the read. */
static const struct ras_code hbm_read[] = { { 1, "64B" }, { 9, "32B" } };

static const struct intel_place hbm_places[] = {
	SPR_ADDRESS,
	{ .key = "device2", .reg = INTEL_MISC, .hi = 55, .lo = 51, DEVICE_IF },
	{ .key = "hbm_read", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 62, .lo = 59,
	  .words = hbm_read, .nwords = COUNT(hbm_read) },
};

#define MEMORY_LAYOUT(PLACES) \
	{ .mask = INTEL_MEMORY_MASK & ~0x200ULL, .value = INTEL_MEMORY, .places = (PLACES), \
	  .n = COUNT(PLACES) }

/* Without bit 9: memory controller errors and extended memory errors alike. */
static const struct intel_layout icx_layout = MEMORY_LAYOUT(icx_places);
static const struct intel_layout spr_layout = MEMORY_LAYOUT(spr_places);
static const struct intel_layout hbm_layout = MEMORY_LAYOUT(hbm_places);

/* Ice Lake: each controller has an M2M bank, then a bank for each channel (mcelog i10nm.c). */
#define ICX_MC(FIRST, CONTROLLER)                                                             \
	{ .first = (FIRST), .last = (FIRST), .name = "M2M", .mc = (CONTROLLER),               \
	  .flags = INTEL_MC | INTEL_CHANNEL_CODE, INTEL_FIELDS(m2m_icx_fields) },             \
	{ .first = (FIRST) + 1, .last = (FIRST) + 3, .name = "iMC", .mc = (CONTROLLER),       \
	  .flags = INTEL_MC | INTEL_CHANNEL_BANK, INTEL_FIELDS(imc_icx_fields),               \
	  .layout = &icx_layout }

#define ICX_PCU { .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_icx_fields) }
#define UPI(FIRST, LAST) \
	{ .first = (FIRST), .last = (LAST), .name = "UPI", INTEL_FIELDS(upi_fields) }

/* Banks 6 and 9 to 11: as on Skylake-SP, no table in the SDM. */
static const struct intel_bank icx_rows[] = {
	INTEL_CORE_BANKS,
	ICX_PCU,
	UPI(5, 5),
	{ .first = 6, .last = 6, .name = "IIO" },
	UPI(7, 8),
	{ .first = 9, .last = 11, .name = "CHA" },
	ICX_MC(12, 0),
	ICX_MC(16, 1),
	ICX_MC(20, 2),
	ICX_MC(24, 3),
};

static const struct intel_bank icx_d_rows[] = {
	INTEL_CORE_BANKS,
	ICX_PCU,
	ICX_MC(12, 0),
	ICX_MC(16, 1),
};

/* Tremont cores: banks 0 to 3 are not those of the big cores, and have no public names. */
static const struct intel_bank snr_rows[] = {
	ICX_PCU,
	ICX_MC(12, 0),
};

const struct intel_banks intel_icx_banks = INTEL_BANKS(icx_rows);
const struct intel_banks intel_icx_d_banks = INTEL_BANKS(icx_d_rows);
const struct intel_banks intel_snr_banks = INTEL_BANKS(snr_rows);

/*
 * Sapphire Rapids: four controllers of two channels, a bank for each channel. The kernel's EDAC
 * driver puts a record of bank 15 at controller 1, channel 0.
 */
#define SPR_MC(FIRST, CONTROLLER)                                                             \
	{ .first = (FIRST), .last = (FIRST) + 1, .name = "iMC", .mc = (CONTROLLER),           \
	  .flags = INTEL_MC | INTEL_CHANNEL_BANK, INTEL_FIELDS(imc_spr_fields),               \
	  .layout = &spr_layout }

#define SPR_ROWS                                                                              \
	INTEL_CORE_BANKS,                                                                     \
	{ .first = 4, .last = 4, .name = "PCU", INTEL_FIELDS(pcu_spr_fields) },               \
	UPI(5, 5),                                                                            \
	{ .first = 12, .last = 12, .name = "M2M", INTEL_FIELDS(m2m_spr_fields) },             \
	SPR_MC(13, 0),                                                                        \
	SPR_MC(15, 1),                                                                        \
	SPR_MC(17, 2),                                                                        \
	SPR_MC(19, 3)

static const struct intel_bank spr_rows[] = {
	SPR_ROWS,
	{ .first = 29, .last = 29, .name = "HBM M2M", INTEL_FIELDS(m2m_spr_fields) },
	{ .first = 30, .last = 31, .name = "HBM iMC", INTEL_FIELDS(imc_spr_fields),
	  .layout = &hbm_layout },
};

static const struct intel_bank emr_rows[] = { SPR_ROWS };

const struct intel_banks intel_spr_banks = INTEL_BANKS(spr_rows);
const struct intel_banks intel_emr_banks = INTEL_BANKS(emr_rows);
