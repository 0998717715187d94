// SPDX-License-Identifier: GPL-2.0-or-later
/* Codes and coordinates that several generations of Intel servers share. */
#include "decode/x86/intel_tables.h"

/* SDM tables 16-20, 16-24 and 16-27: what reports in bank 4, by MCACOD (its filter bit aside). */
const struct ras_code intel_ubox[INTEL_UBOX] = {
	{ 0x402, "PCU internal error" },
	{ 0x403, "PCU internal error" },
	{ 0x406, "Intel TXT error" },
	{ 0x407, "other UBOX internal error" },
};

/* SDM tables 16-15, 16-22 and 16-29: bits that all memory controllers of bits have. */
const struct ras_bit intel_imc_scrub[INTEL_IMC_SCRUB] = {
	{ 19, "corrected error in patrol scrub" },
	{ 20, "uncorrected error in patrol scrub" },
	{ 21, "corrected error in sparing" },
	{ 22, "uncorrected error in sparing" },
};

/* SDM table 16-28 (Skylake-SP; later ones add to it): UPI, MSCOD[5:0]. */
const struct ras_code intel_upi[INTEL_UPI] = {
	{ 0x00, "uncorrected: physical layer initialization failed" },
	{ 0x01, "uncorrected: drift buffer alarm" },
	{ 0x02, "uncorrected: latency buffer rollover" },
	{ 0x10, "uncorrected: CRC error, link-level retry gave up" },
	{ 0x11, "uncorrected: unsupported or undefined packet" },
	{ 0x12, "uncorrected: link or physical layer control error" },
	{ 0x13, "uncorrected: parameter exchange exception" },
	{ 0x1f, "uncorrected: control error from the mesh interface" },
	{ 0x20, "corrected: physical layer initialization aborted" },
	{ 0x21, "corrected: physical layer reset" },
	{ 0x22, "corrected: lane failure, link now x8" },
	{ 0x23, "corrected: L0c error, no reset needed" },
	{ 0x24, "corrected: L0c error, physical layer reset" },
	{ 0x25, "corrected: L0p exit error, physical layer reset" },
	{ 0x30, "corrected: CRC error, retry succeeded without reinitialization" },
	{ 0x31, "corrected: CRC error, retry succeeded after reinitialization" },
};

/* SDM table 16-28: what qualifies a control error, MSCOD[15:6]. */
const struct ras_bit intel_upi_control[INTEL_UPI_CONTROL] = {
	{ 22, "physical layer control error" },
	{ 23, "unexpected Retry.Ack flit" },
	{ 24, "unexpected Retry.Req flit" },
	{ 25, "register file parity error" },
	{ 26, "routeback table error" },
	{ 27, "unexpected protocol flit to send" },
	{ 28, "header or credit BGF overflow or underflow" },
	{ 29, "link layer reset unfinished on entry to L0" },
	{ 30, "link layer reset while protocol traffic was not idle" },
	{ 31, "link layer transmit parity error" },
};

/* mcelog granite.c and diamond.c: Punit, MSCOD[7:0] … */
const struct ras_code intel_punit_unit[INTEL_PUNIT_UNIT] = {
	{ 0x02, "microcontroller double-bit ECC error" },
	{ 0x03, "microcontroller double-bit ECC error" },
	{ 0x08, "microcontroller error" },
	{ 0x09, "microcontroller error" },
	{ 0x0a, "microcontroller patch load error" },
	{ 0x0b, "microcontroller POReqValid error" },
	{ 0x20, "power management agent signaled an error" },
	{ 0xa0, "HPMSRAM double-bit ECC error" },
	{ 0xb0, "TPMISRAM double-bit ECC error" },
};

/* … and MSCOD[15:8]. */
const struct ras_code intel_punit[INTEL_PUNIT] = {
	{ 0x09, "MCA_TSC_DOWNLOAD_TIMEOUT" },
	{ 0x0b, "MCA_GPSB_TIMEOUT" },
	{ 0x0c, "MCA_PMSB_TIMEOUT" },
	{ 0x23, "MCA_PCU_SVID_ERROR" },
	{ 0x35, "MCA_SVID_LOADLINE_INVALID" },
	{ 0x36, "MCA_SVID_ICCMAX_INVALID" },
	{ 0x4a, "MCA_FIVR_PD_HARDERR" },
	{ 0x4c, "MCA_HPM_DOUBLE_BIT_ERROR_DETECTED" },
};

/* mcelog granite.c and diamond.c: memory channel, MSCOD as a whole. */
const struct ras_code intel_mcchan[INTEL_MCCHAN] = {
	{ 0x0010, "uncorrected error in patrol scrub" },
	{ 0x0040, "uncorrected error in sparing" },
	{ 0x0080, "transient or correctable error in a demand or underfill read" },
	{ 0x00a0, "uncorrectable error in a demand or underfill read" },
	{ 0x00b0, "poison read while poison is disabled" },
	{ 0x00c0, "2LM metadata error in a read" },
	{ 0x0108, "DDR link failure" },
	{ 0x0109, "illegal incoming opcode" },
	{ 0x0200, "DDR command/address parity or write CRC error" },
	{ 0x0832, "internal errors" },
};

/* For a bit that is a place by itself: "transient=yes". */
const struct ras_code intel_yes[INTEL_YES] = { { 1, "yes" } };

/*
 * SDM tables 16-16, 16-19 and 16-23, MCi_MISC of a corrected error: rank of the first and of the
 * second failing device, logged where MSR_ERROR_CONTROL[1] is set, valid by bits 62 and 63.
 */
static const struct intel_place rank_places[] = {
	{ .key = "rank", .reg = INTEL_MISC, .hi = 50, .lo = 46,
	  .misc_mask = RAS_BIT(62), .misc_value = RAS_BIT(62) },
	{ .key = "rank2", .reg = INTEL_MISC, .hi = 55, .lo = 51,
	  .misc_mask = RAS_BIT(63), .misc_value = RAS_BIT(63) },
};

const struct intel_layout intel_rank_layout = {
	.mask = MCI_STATUS_UC | INTEL_MEMORY_MASK, .value = INTEL_MEMORY,
	.places = rank_places, .n = COUNT(rank_places),
};
