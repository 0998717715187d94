// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel and Zhaoxin models: tables by the manual's values, and records from the field. */
#include "tests/unit/mce_unit.h"

#include <stdio.h>
#include <stdlib.h>

#include <json-c/json.h>

/* Rows of the model tables, by the values of the sources that the tables name. */
static void model_tables(void **state)
{
	static const struct {
		uint8_t vendor, family, model, bank;
		uint64_t status, misc;
		const char *error, *location;
	} rows[] = {
#define IA       X86_INTEL, 6
#define VAL      (1ULL << 63)
#define V        (VAL | 1ULL << 59)
#define MS(CODE) ((uint64_t)(CODE) << 16)
		/* SDM table 16-2: response parity, BQ_DCU_RFO_TYPE (4), BQ_ERR_AERR2_TYPE (2) */
		{ IA, 0x08, 0, VAL | 1ULL << 36 | 4U << 19 | 2U << 25 | 0x0801, 0,
		  "BQ_DCU_RFO_TYPE, BQ_ERR_AERR2_TYPE, parity error in a response", "" },
		{ IA, 0x08, 0, VAL | 1ULL << 46 | 0xa5ULL << 47 | 0x0801, 0, "corrected ECC error",
		  "syndrome=0xa5" },
		/* SDM table 16-4 */
		{ IA, 0x17, 0, VAL | 1ULL << 34 | 0x0801, 0, "PIC or FSB data parity error", "" },
		/* SDM tables 16-6 and 16-7 */
		{ IA, 0x1d, 6, VAL | 1U << 20 | 0x0e0f, 0, "hard failure response", "" },
		{ IA, 0x1d, 4, VAL | MS(0xe004) | 0x0400, 0,
		  "uncorrected ECC error in data to core 1", "" },
		{ IA, 0x1d, 4, VAL | MS(0x0008) | 0x0400, 0, "FSB arbiter timeout", "" },
		/* SDM table 16-31, and appendix E.4 for the Xeon 7100 */
		{ X86_INTEL, 15, 2, 0, VAL | 1U << 22 | 0x0801, 0, "data strobe glitch", "" },
		{ X86_INTEL, 15, 6, 4, VAL | MS(0x0100) | 0x0400, 0, "Enhanced SpeedStep TM1/TM2",
		  "" },
		{ X86_INTEL, 15, 6, 4, VAL | 1ULL << 52 | 0xbcULL << 44 | MS(0xc001) | 0x0400, 0,
		  "corrected ECC error in data to the FSB",
		  "corrected_since_reset=0 syndrome=0xbc" },
		/* SDM tables 16-8 to 16-12 */
		{ IA, 0x1a, 0, V | 1U << 19 | 0x0e0f, 5U << 16 | 0x2a << 8 | 0x81,
		  "QPI: received a poisoned packet", "opcode=0x81 rtid=0x2a rhnid=5 iib=0" },
		{ IA, 0x2c, 7, VAL | 0x11U << 24 | 0x0001, 0, "VID controller", "" },
		{ IA, 0x1a, 8, V | 1U << 16 | 0x009f, 0x12345678ULL << 32 | 2U << 18 | 1U << 16,
		  "iMC: ECC error in a read",
		  "memory_channel=2 dimm=1 rtid=0x0 syndrome=0x12345678" },
		{ IA, 0x2e, 3, VAL | 0x0dU << 24 | 0x0001, 0, "invalid S-state transition", "" },
		/* SDM tables 16-13 to 16-19 */
		{ IA, 0x2d, 4, VAL | 0x5cU << 24 | 3U << 16 | 0x0402, 0,
		  "PCU: Bad_OpCode, MC_MORE_THAN_ONE_LT_AGENT", "" },
		{ IA, 0x2d, 9, V | MS(0x0008) | 0x00c1, 1ULL << 62 | 5ULL << 46,
		  "corrected error in patrol scrub", "memory_channel=1 rank=5" },
		{ IA, 0x2d, 9, V | MS(0x0020) | 0x0093, 3ULL << 62 | 5ULL << 46 | 6ULL << 51,
		  "corrected error in sparing", "memory_channel=3 rank=5 rank2=6" },
		{ IA, 0x3e, 4, VAL | 0x7bU << 24 | 0x0402, 0, "MC_PCIE_R2PCIE-RW_BLOCK_ACK_TIMEOUT",
		  "" },
		{ IA, 0x3e, 16, VAL | MS(0x0100) | 0x00a0, 0, "write data buffer parity error",
		  "memory_channel=0" },
		/* SDM tables 16-20 to 16-26 */
		{ IA, 0x3f, 4, VAL | 0x7dU << 24 | 0x1406, 0,
		  "Intel TXT error, MC_MORE_THAN_ONE_TXT_AGENT", "" },
		{ IA, 0x3f, 20, VAL | MS(0x0031) | 0x0c0f, 0,
		  "QPI: CRC error, retry succeeded without reinitialization", "" },
		{ IA, 0x3f, 14, VAL | MS(0x0080) | 0x009f, 0, "iMC: corrected error in a read",
		  "memory_controller=1 memory_channel=1" },
		{ IA, 0x4f, 9, VAL | MS(0x0200) | 0x00b0, 0, "DDR4 command/address parity error",
		  "memory_controller=0 memory_channel=0" },
		{ IA, 0x56, 4, VAL | 0x26U << 24 | 4U << 20 | 0x0407, 0,
		  "other UBOX internal error, UBOX error, MCA_PKGC_DIRECT_WAKE_RING_TIMEOUT", "" },
		{ IA, 0x56, 10, VAL | MS(0x0010) | 0x00c1, 0, "uncorrected error in patrol scrub",
		  "memory_channel=1" },
		/* Knights Landing */
		{ IA, 0x57, 5, VAL | 0x0403, 0, "VCU internal error", "" },
		{ IA, 0x57, 15, VAL | MS(0x0008) | 0x00c1, 0, "corrected error in patrol scrub",
		  "memory_channel=4" },
		{ IA, 0x85, 16, VAL | MS(0x0001) | 0x00b2, 0, "command/address parity error",
		  "memory_channel=2" },
		{ IA, 0x57, 7, VAL | MS(0x0080) | 0x009e, 0, "EDC: corrected chip failure", "" },
		/* SDM tables 16-27 to 16-30 */
		{ IA, 0x55, 4, VAL | 0x4aU << 24 | 0x0403, 0,
		  "PCU: PCU internal error, MCA_SVID_PKGC_REQUEST_FAILED", "" },
		{ IA, 0x55, 12, VAL | MS(0x0022) | 0x0c0f, 0,
		  "UPI: corrected: lane failure, link now x8", "" },
		{ IA, 0x55, 19, VAL | 1U << 25 | MS(0x0012) | 0x0c0f, 0,
		  "control error, register file parity error", "" },
		{ IA, 0x55, 16, V | MS(0x0008) | 0x00cf, 1ULL << 62 | 3ULL << 46,
		  "iMC: corrected error in patrol scrub",
		  "memory_controller=1 memory_channel=1 rank=3" },
		{ IA, 0x55, 18, VAL | MS(0x0809) | 0x009f, 0, "iMC: ERID FIFO overflow",
		  "memory_controller=1 memory_channel=2" },
		{ IA, 0x55, 8, V | 1U << 21 | 0x009f, 1ULL << 63, "MscodTimeOut",
		  "memory_controller=1 mirror_failover=yes" },
		{ IA, 0x55, 5, VAL | 1U << 29 | MS(0x0012) | 0x0c0f, 0,
		  "link layer reset unfinished on entry to L0", "" },
		{ IA, 0x55, 5, VAL | MS(0x0023) | 0x0c0f, 0, "L0c error, no reset needed", "" },
		{ IA, 0x55, 5, VAL | MS(0x0000) | 0x0c0f, 0, "initialization failed", "" },
		/* Ice Lake: bank group 40..41 and 44, device only where corrected and not transient
		 */
		{ IA, 0x6a, 4, VAL | 0x90U << 24 | 0x0402, 0, "MCA_RECOVERABLE_DIE_THERMAL_TOO_HOT",
		  "" },
		{ IA, 0x6a, 4, VAL | 0x70U << 24 | 9U << 20 | 6U << 16 | 0x0402, 0,
		  "MCA_PKGS_RESET_PREP_TIMEOUT, power management controller received an invalid "
		  "transaction, "
		  "data address out of space",
		  "" },
		{ IA, 0x6a, 7, VAL | MS(0x0031) | 0x0c0f, 0,
		  "UPI: corrected: CRC error, retry succeeded after", "" },
		{ IA, 0x6a, 20, VAL | 1U << 19 | 0x0091, 0, "M2M: full write data error",
		  "memory_controller=2 memory_channel=1" },
		{ IA, 0x6a, 26, V | MS(0x0080) | 0x009f,
		  1ULL << 59 | 6ULL << 56 | 2ULL << 52 | 9ULL << 46 | 1ULL << 44 | 2ULL << 42 |
			  1ULL << 40 | 0x1abcdULL << 19 | 0x55ULL << 9,
		  "iMC: corrected error in a read",
		  "memory_controller=3 memory_channel=1 rank=6 subrank=2 bank_group=5 bank=2 "
		  "row=0x1abcd "
		  "column=0x154 device=9 ecc=SDDC" },
		{ IA, 0x6a, 13, V | 1ULL << 61 | MS(0x00a0) | 0x009f, 9ULL << 46,
		  "uncorrected error in a read", "column=0x0 ecc=SDDC-2LM" },
		{ IA, 0x6c, 17, V | MS(0x0200) | 0x00bf, 1ULL << 63 | 9ULL << 46,
		  "DDR4 command/address parity error", "ecc=SDDC-2LM transient=yes" },
		{ IA, 0x86, 14, VAL | MS(0x0829) | 0x009f, 0, "INTERNAL_ERR",
		  "memory_controller=0 memory_channel=1" },
		/* Sapphire and Emerald Rapids */
		{ IA, 0x8f, 4, VAL | 5U << 16 | 0x040c, 0, "PCU: triple fault", "" },
		{ IA, 0x8f, 4, VAL | 5U << 16 | 0x0402, 0, "PCU: stack overflow", "" },
		{ IA, 0xcf, 12, VAL | MS(0x000c) | 0x009f, 0, "M2M: CMI credit oversubscription",
		  "" },
		{ IA, 0xcf, 20, VAL | MS(0x0200) | 0x00bf, 0, "DDR5 command/address parity error",
		  "memory_controller=3 memory_channel=1" },
		{ IA, 0x8f, 29, VAL | 1U << 24 | MS(0x0009) | 0x009f, 0, "HBM M2M: timeout, HBM",
		  "" },
		{ IA, 0x8f, 30, V | MS(0x0080) | 0x009f, 9ULL << 59 | 3ULL << 51 | 4ULL << 43,
		  "HBM iMC: corrected error in a read", "device=4 device2=3 hbm_read=32B" },
		/* Granite Rapids, Sierra and Clearwater Forest */
		{ IA, 0xad, 5, VAL | MS(0x0014) | 0x0c0f, 0, "UPI: uncorrected: TDX failure", "" },
		{ IA, 0xae, 6, VAL | 0x4aU << 24 | 0x20U << 16 | 0x0402, 0,
		  "Punit: power management agent signaled an error, MCA_FIVR_PD_HARDERR", "" },
		{ IA, 0xaf, 12, VAL | MS(0x0001) | 0x009f, 0, "B2CMI: read ECC error", "" },
		{ IA, 0xad, 24, V | 1ULL << 33 | MS(0x0080) | 0x009f,
		  5ULL << 58 | 6ULL << 55 | 2ULL << 51 | 7ULL << 43 | 5ULL << 39 | 3ULL << 37 |
			  0x12345ULL << 19 | 0x3ffULL << 9,
		  "MCCHAN: transient or correctable error in a demand or underfill read",
		  "memory_channel=11 chip_select=6 subrank=2 bank_group=5 bank=3 row=0x12345 "
		  "column=0xffc "
		  "device=7 ecc=ADDDC-80b-1LM" },
		{ IA, 0xdd, 13, VAL | MS(0x2103) | 0x009f, 0, "MSCOD 0x2103", "memory_channel=0" },
		{ IA, 0xdd, 13, VAL | MS(0x2104) | 0x009f, 0,
		  "byte enable parity error, sub-channel 1", "memory_channel=0" },
		/* Diamond Rapids */
		{ X86_INTEL, 19, 1, 4, VAL | MS(0x0835) | 0x0402, 0, "CBB Punit: MCA_RING_FIVR_ERR",
		  "" },
		{ X86_INTEL, 19, 1, 4, VAL | MS(0x0005) | 0x040b, 0,
		  "CBB Punit: Scan-at-Field error", "" },
		{ X86_INTEL, 19, 1, 11, VAL | 0x7cU << 24 | 0x0402, 0,
		  "IMH Punit: MCA_CXL_DEVICE_NO_CREDIT", "imh=0" },
		{ X86_INTEL, 19, 1, 11, VAL | 0x0aU << 16 | 0x0402, 0,
		  "microcontroller patch load error", "" },
		{ X86_INTEL, 19, 1, 18, VAL | MS(0x0203) | 0x0c0f, 0, "UPI: link degraded", "" },
		{ X86_INTEL, 19, 1, 26, V | 1ULL << 33 | MS(0x00a0) | 0x009f,
		  1ULL << 58 | 2ULL << 55 | 1ULL << 49 | 0x11ULL << 44 | 1ULL << 42 | 1ULL << 39,
		  "MCCHAN: uncorrectable error in a demand or underfill read",
		  "memory_channel=7 subchannel=1 chip_select=2 subrank=0 bank_group=1 bank=0 "
		  "row=0x0 "
		  "column=0x0 device=17 ecc=SDDC-128b-1LM" },
		/* KH-50000: CPU bank, error 2 at bits 25.., core 5 of CCD 9 of SIOD 2 */
		{ X86_CENTAUR, 7, 0x7b, 0, VAL | 2U << 25 | 2U << 23 | 9U << 19 | 5U << 16 | 0x0001,
		  0, "CPU: machine hung", "siod=2 ccd=9 core=5" },
		{ X86_ZHAOXIN, 7, 0x7b, 17,
		  VAL | 3U << 25 | 1U << 23 | 1U << 19 | 1U << 16 | 0x0001, 0,
		  "LLC: multi-bit ECC error", "siod=1 ccd=1 core=1" },
		{ X86_ZHAOXIN, 7, 0x7b, 2, V | 1U << 16 | 0x0e0b, 0x12345678ULL << 8,
		  "CRMCA0 PCIe: PCIe non-fatal error", "pci=0012:34:0a.6" },
		{ X86_ZHAOXIN, 7, 0x7b, 6, V | 2U << 16 | 0x0001, 0x12345678ULL << 8,
		  "CRMCA1 PCIe: PCIe correctable error",
		  "segment=0x12 bus=0x34 device=0xa function=6" },
		{ X86_ZHAOXIN, 7, 0x7b, 5, V | 14U << 16 | 0x0001, 8U << 25,
		  "unreliable link: speed reduced", "zdi=3" },
		{ X86_ZHAOXIN, 7, 0x7b, 26, V | 9U << 16 | 0x0001, 4U << 25,
		  "ZPI: physical layer: receiver error", "zpi=2" },
		{ X86_ZHAOXIN, 7, 0x7b, 27, V | 2U << 24 | 0x0402, 3U << 24,
		  "SVID1: VRM over current", "vrm=3" },
		{ X86_ZHAOXIN, 7, 0x7b, 12, V | 1U << 16 | 0x0095, 2U << 25 | 0x5a << 9,
		  "Memory: single-bit ECC error",
		  "memory_channel=5 channel=C1 rank=2 syndrome=0x5a" },
		{ X86_ZHAOXIN, 7, 0x7b, 9, VAL | 16U << 16 | 0x00f0, 0,
		  "key hit error, key not hit", "" },
		{ X86_ZHAOXIN, 7, 0x7b, 31, VAL | 6U << 16 | 0x0001, 0, "HIF H3: CXL parity error",
		  "" },
		/* KH-40000 */
		{ X86_ZHAOXIN, 7, 0x5b, 0,
		  VAL | 1U << 30 | 1U << 24 | 1U << 23 | 5U << 20 | 2U << 18 | 3U << 16 | 1, 0,
		  "CPU: thermal trip", "socket_bit=1 subnode=5 cluster=2 core=3" },
		{ X86_ZHAOXIN, 7, 0x5b, 5, V | 12U << 16 | 0x0001, 2U << 25,
		  "unreliable link: speed reduced", "link=zpi" },
		{ X86_ZHAOXIN, 7, 0x5b, 10, VAL | 8U << 16 | 0x0001, 0,
		  "DVAD error, MCUTRF DVAD decode error", "" },
#undef IA
#undef V
#undef VAL
#undef MS
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .vendor = rows[i].vendor,
				     .family = rows[i].family,
				     .model = rows[i].model,
				     .bank = rows[i].bank,
				     .mcgcap = 0x20,
				     .status = rows[i].status,
				     .misc = rows[i].misc };

		decode(&s, &m);
		assert_has(error_msg(&s), rows[i].error);
		if (*rows[i].location)
			assert_has(mc_location(&s), rows[i].location);
		assert_non_null(s.r.cpu_type);
	}
}

/* What a layout must leave out: fields that hold only under a condition. */
static void coordinates_left_out(void **state)
{
	static const struct {
		uint8_t vendor, family, model, bank;
		uint64_t status, misc;
		const char *absent;
	} rows[] = {
		/* MISCV is 0 */
		{ X86_INTEL, 6, 0x8f, 13, 0x8000000000800090, ~0ULL, "row" },
		{ X86_INTEL, 6, 0x1a, 8, 0x800000000001009f, ~0ULL, "dimm" },
		/* the rank is not marked as valid, or the error is not corrected */
		{ X86_INTEL, 6, 0x3f, 9, 0x880000000008009f, 0x3fffffffffffffff, "rank" },
		{ X86_INTEL, 6, 0x3f, 9, 0xa80000000008009f, ~0ULL, "rank" },
		{ X86_INTEL, 6, 0x3f, 9, 0x880000000008009f, 0x7fffffffffffffff, "rank2" },
		/* device: uncorrected, transient, not marked as valid */
		{ X86_INTEL, 6, 0x8f, 13, 0xa800000000a0009f, 0x7fffffffffffffff, "device" },
		{ X86_INTEL, 6, 0x8f, 13, 0x880000000080009f, ~0ULL, "device" },
		{ X86_INTEL, 19, 1, 19, 0x880000020080009f, 0x0001f00000000000, "device" },
		/* Granite Rapids without OTHER_INFO[1], and with an MSCOD that owns MISC */
		{ X86_INTEL, 6, 0xad, 13, 0x880000000080009f, ~0ULL, "row" },
		{ X86_INTEL, 6, 0xad, 13, 0x880000020810009f, ~0ULL, "row" },
		{ X86_INTEL, 19, 1, 19, 0x880000020832009f, ~0ULL, "row" },
		/* not a memory error; an unspecified channel */
		{ X86_INTEL, 6, 0x8f, 13, 0x8800000000800400, ~0ULL, "memory_channel" },
		{ X86_INTEL, 6, 0x2d, 8, 0x880000000008009f, 0, "memory_channel" },
		/* the requester of an I/O error is told once */
		{ X86_ZHAOXIN, 7, 0x7b, 2, 0x8800000000010e0b, 0x1234567800, "segment" },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .vendor = rows[i].vendor,
				     .family = rows[i].family,
				     .model = rows[i].model,
				     .bank = rows[i].bank,
				     .mcgcap = CAP_SERVER,
				     .status = rows[i].status,
				     .misc = rows[i].misc };

		decode(&s, &m);
		assert_has_not(mc_location(&s), rows[i].absent);
	}
}

/* Diamond Rapids: APIC ID bit 2 tells the IMH, whose channels count on from 8. */
static void second_imh(void **state)
{
	struct x86_mce m = { .family = 19,
			     .model = 1,
			     .bank = 21,
			     .mcgcap = CAP_SERVER,
			     .apicid = 0x14,
			     .status = 0x800000000080009f };
	struct seen s;

	(void)state;
	decode(&s, &m);
	assert_has(mc_location(&s), "imh=1 memory_channel=10");
	m.apicid = 0x13;
	decode(&s, &m);
	assert_has(mc_location(&s), "imh=0 memory_channel=2");
}

/* Family and model numbers of Linux intel-family.h, steppings of 06_55H. */
static void model_names(void **state)
{
	static const struct {
		uint8_t vendor, family, model, stepping;
		const char *name;
	} rows[] = {
		{ X86_INTEL, 6, 0x01, 9, "P6 family" },
		{ X86_INTEL, 6, 0x17, 6, "Core 2 (Penryn)" },
		{ X86_INTEL, 6, 0x1d, 1, "Dunnington" },
		{ X86_INTEL, 6, 0x2f, 2, "Xeon E7 (Westmere-EX)" },
		{ X86_INTEL, 6, 0x2d, 7, "Sandy Bridge-EP" },
		{ X86_INTEL, 6, 0x3e, 4, "Ivy Bridge-EP/EX" },
		{ X86_INTEL, 6, 0x3f, 2, "Haswell-EP/EX" },
		{ X86_INTEL, 6, 0x56, 3, "Broadwell-DE" },
		{ X86_INTEL, 6, 0x4f, 1, "Broadwell-EP/EX" },
		{ X86_INTEL, 6, 0x85, 0, "Knights Mill" },
		{ X86_INTEL, 6, 0x55, 4, "Skylake-SP" },
		{ X86_INTEL, 6, 0x55, 7, "Cascade Lake" },
		{ X86_INTEL, 6, 0x55, 11, "Cooper Lake" },
		{ X86_INTEL, 6, 0x6a, 6, "Ice Lake-SP" },
		{ X86_INTEL, 6, 0x6c, 1, "Ice Lake-D" },
		{ X86_INTEL, 6, 0x86, 5, "Snow Ridge (Tremont)" },
		{ X86_INTEL, 6, 0x8f, 8, "Sapphire Rapids" },
		{ X86_INTEL, 6, 0xcf, 2, "Emerald Rapids" },
		{ X86_INTEL, 6, 0xad, 1, "Granite Rapids" },
		{ X86_INTEL, 6, 0xae, 1, "Granite Rapids-D" },
		{ X86_INTEL, 6, 0xaf, 3, "Sierra Forest" },
		{ X86_INTEL, 6, 0xdd, 1, "Clearwater Forest" },
		{ X86_INTEL, 15, 6, 8, "Xeon 7100 (Tulsa)" },
		{ X86_INTEL, 15, 4, 1, "Pentium 4" },
		{ X86_INTEL, 18, 1, 0, "Nova Lake" },
		{ X86_INTEL, 19, 1, 0, "Diamond Rapids" },
		{ X86_ZHAOXIN, 7, 0x7b, 0, "KH-50000" },
		{ X86_CENTAUR, 7, 0x5b, 0, "KH-40000" },
		{ X86_INTEL, 6, 0xfe, 0, NULL },
		{ X86_INTEL, 19, 2, 0, NULL },
		{ X86_INTEL, 7, 0x7b, 0, NULL },
		{ X86_ZHAOXIN, 6, 0x55, 4, NULL },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .vendor = rows[i].vendor,
				     .family = rows[i].family,
				     .model = rows[i].model,
				     .stepping = rows[i].stepping,
				     .status = 1ULL << 63 };

		decode(&s, &m);
		if (rows[i].name)
			assert_string_equal(s.r.cpu_type, rows[i].name);
		else
			assert_null(s.r.cpu_type);
	}
}

static uint64_t scramble(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* All banks of all models with any registers: no text is cut, and the short ones are not overrun.
 */
static void any_registers(void **state)
{
	static const uint8_t vendors[] = { X86_INTEL, X86_ZHAOXIN };
	static const uint8_t families[] = { 5, 6, 7, 15, 18, 19 };
	uint64_t x = 88172645463325252ULL;
	struct seen *s = malloc(sizeof(*s));

	(void)state;
	assert_non_null(s);
	for (unsigned int i = 0; i < 256 * 256; i++) {
		struct x86_mce m = { .vendor = vendors[scramble(&x) % COUNT(vendors)],
				     .family = families[scramble(&x) % COUNT(families)],
				     .model = i & 0xff,
				     .bank = (uint8_t)(i >> 8),
				     .status = scramble(&x) | 1ULL << 59,
				     .misc = scramble(&x) };

		decode(s, &m);
		for (size_t j = 0; j < TEXTS; j++) {
			assert_false(texts_of(&s->r, j)->cut);
			assert_int_equal(strlen(s->text[j]), texts_of(&s->r, j)->len);
		}
		assert_true(s->r.error_count >= 1);
		memset(s->text, 'x', sizeof(s->text));
		decode_into(s, &m, 9);
		for (size_t j = 0; j < TEXTS; j++) {
			assert_true(strlen(s->text[j]) < 9);
			assert_int_equal(s->text[j][9], 'x');
		}
	}
	free(s);
}

static uint64_t number(struct json_object *o, const char *key)
{
	struct json_object *v = json_object_object_get(o, key);

	assert_non_null(v);
	return strtoull(json_object_get_string(v), NULL, 0);
}

static const char *string(struct json_object *o, const char *key)
{
	struct json_object *v = json_object_object_get(o, key);

	assert_non_null(v);
	return json_object_get_string(v);
}

static void assert_has_all(const char *text, struct json_object *expect, const char *key)
{
	struct json_object *list = json_object_object_get(expect, key);

	assert_non_null(list);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		assert_has(text, json_object_get_string(json_object_array_get_idx(list, i)));
}

static void check_record(struct json_object *o)
{
	struct json_object *want = json_object_object_get(o, "expect");
	struct x86_mce m = {
		.family = (unsigned int)number(o, "family"),
		.model = (unsigned int)number(o, "model"),
		.stepping = (unsigned int)number(o, "stepping"),
		.bank = (uint8_t)number(o, "bank"),
		.status = number(o, "status"),
		.addr = number(o, "addr"),
		.misc = number(o, "misc"),
		.mcgstatus = number(o, "mcgstatus"),
		.mcgcap = number(o, "mcgcap"),
	};
	struct seen s;

	decode(&s, &m);
	print_message("%s\n", string(o, "source"));
	assert_string_equal(ras_severity_name(s.r.severity), string(want, "severity"));
	assert_int_equal(s.r.error_count, number(want, "count"));
	assert_string_equal(s.r.bank_name.buf, string(want, "bank_name"));
	assert_string_equal(x86_address_name(s.r.address), string(want, "address"));
	assert_string_equal(x86_origin_name(s.r.origin), string(want, "origin"));
	assert_has_all(error_msg(&s), want, "error_msg");
	assert_has_all(mcistatus(&s), want, "mcistatus_msg");
	assert_has_all(mc_location(&s), want, "mc_location");
}

/* Records from the field, with what the kernel or a vendor's tool said of them ("said"). */
static void real_records(void **state)
{
	const char *srcdir = getenv("srcdir");
	char path[4096], line[4096];
	unsigned int n = 0;
	FILE *f;

	(void)state;
	assert_true(snprintf(path, sizeof(path), "%s/tests/data/mce-intel.jsonl",
			     srcdir ? srcdir : ".") < (int)sizeof(path));
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct json_object *o = json_tokener_parse(line);

		assert_non_null(o);
		check_record(o);
		json_object_put(o);
		n++;
	}
	assert_int_equal(fclose(f), 0);
	assert_int_equal(n, 21);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(model_tables),  cmocka_unit_test(coordinates_left_out),
		cmocka_unit_test(second_imh),    cmocka_unit_test(model_names),
		cmocka_unit_test(any_registers), cmocka_unit_test(real_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
