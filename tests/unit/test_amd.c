// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD machine checks: blocks, codes, places, severity, doubt; literal values of the manuals. */
#include "tests/unit/unit.h"

#include <stdio.h>

#include "tests/unit/amd_case.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* VAL, EN, MISCV, ADDRV, SYNDV, CECC: a corrected error as a memory controller reports it. */
#define CORRECTED 0x9c20400000000000

static void begins(const char *text, const char *want)
{
	if (strncmp(text, want, strlen(want)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", text, want);
}

/* MCA_IPID of HWID and McaType, as Linux mce/amd.c writes them: {HWID, McaType}. */
static uint64_t ipid(unsigned int hwid, unsigned int mcatype)
{
	return (uint64_t)mcatype << 48 | (uint64_t)hwid << 32 | 0x00150f00;
}

/* For each block: its name, its last code, and the code before it or another that tells much. */
static void smca_blocks(void **state)
{
	static const struct {
		unsigned int hwid, mcatype, family, model, xec;
		const char *name, *text;
	} want[] = {
		{ 0xb0, 0x00, 0x17, 0x01, 12, "Load Store Unit",
		  "Data cache: data error type 1, or poison was consumed" },
		{ 0xb0, 0x00, 0x17, 0x31, 26, "Load Store Unit", "Load-store unit: hardware" },
		{ 0xb0, 0x10, 0x19, 0x01, 1, "Load Store Unit",
		  "Data cache: ECC error or poison from the L2 cache on a load" },
		{ 0xb0, 0x10, 0x19, 0x11, 23, "Load Store Unit",
		  "Parity error in store forwarding" },
		{ 0xb0, 0x01, 0x17, 0x71, 3, "Instruction Fetch Unit",
		  "Instruction cache: data array parity error" },
		{ 0xb0, 0x01, 0x19, 0x11, 0, "Instruction Fetch Unit",
		  "Micro-op cache: microtag parity error" },
		{ 0xb0, 0x01, 0x1a, 0x02, 18, "Instruction Fetch Unit", "CT machine check" },
		{ 0xb0, 0x02, 0x19, 0x21, 2, "L2 Cache", "L2 cache: data ECC error" },
		{ 0xb0, 0x02, 0x1a, 0x02, 5, "L2 Cache", "L2 cache: error raised by" },
		{ 0xb0, 0x03, 0x17, 0x01, 6, "Decode Unit", "Microcode patch RAM: data parity" },
		{ 0xb0, 0x03, 0x19, 0x01, 9, "Decode Unit", "Decode unit: hardware assertion" },
		{ 0xb0, 0x05, 0x19, 0x21, 0, "Execution Unit", "CPU watchdog" },
		{ 0xb0, 0x05, 0x1a, 0x02, 13, "Execution Unit", "Retire register map parity" },
		{ 0xb0, 0x06, 0x17, 0x01, 6, "Floating Point Unit",
		  "Floating point unit: hardware" },
		{ 0xb0, 0x06, 0x19, 0x11, 7, "Floating Point Unit", "Mask register file (KRF)" },
		{ 0xb0, 0x07, 0x17, 0x31, 4, "L3 Cache", "L3 cache: data ECC error" },
		{ 0xb0, 0x07, 0x1a, 0x02, 9, "L3 Cache", "L3 cache: error raised by a debug" },
		{ 0x2e, 0x00, 0x17, 0x18, 1, "Coherent Slave", "Address violation" },
		{ 0x2e, 0x00, 0x17, 0x01, 8, "Coherent Slave", "Probe filter: ECC error" },
		{ 0x2e, 0x02, 0x19, 0x01, 10, "Coherent Slave", "Probe filter: ECC error" },
		{ 0x2e, 0x02, 0x19, 0x30, 20, "Coherent Slave", "Shadow tags: transaction error" },
		/* Erratum 1384: the codes from 9 on are in another order. */
		{ 0x2e, 0x02, 0x19, 0x11, 10, "Coherent Slave", "Counter overflow" },
		{ 0x2e, 0x02, 0x19, 0x7b, 13, "Coherent Slave", "Probe filter: ECC error" },
		{ 0x2e, 0x02, 0x19, 0xa0, 9, "Coherent Slave", "SDP read response with an" },
		{ 0x2e, 0x02, 0x1a, 0x44, 12, "Coherent Slave", "Probe filter: protocol error" },
		{ 0x2e, 0x01, 0x17, 0x71, 2, "Power, Interrupts, etc.", "Link error" },
		{ 0x2e, 0x01, 0x1a, 0x02, 8, "Power, Interrupts, etc.", "Error raised by a debug" },
		{ 0x2e, 0x04, 0x1a, 0x70, 6, "Memory Attached Last Level Cache", "Data ECC error" },
		{ 0x96, 0x00, 0x17, 0x01, 0, "Unified Memory Controller", "DRAM ECC error" },
		{ 0x96, 0x00, 0x19, 0x11, 11, "Unified Memory Controller", "DRAM read data CRC" },
		{ 0x96, 0x00, 0x1a, 0x02, 16, "Unified Memory Controller", "Refresh management" },
		{ 0x96, 0x00, 0x19, 0x90, 0, "Unified Memory Controller", "On-die DRAM ECC error" },
		{ 0x96, 0x00, 0x19, 0x9f, 15, "Unified Memory Controller", "HBM CRC error" },
		{ 0x96, 0x01, 0x19, 0x30, 0, "Unified Memory Controller V2", "DRAM ECC error" },
		{ 0x96, 0x01, 0x19, 0x30, 11, "Unified Memory Controller V2",
		  "Memory controller's" },
		{ 0x05, 0x00, 0x17, 0x01, 0, "Parameter Block", "Parameter block RAM: ECC" },
		{ 0xff, 0x00, 0x17, 0x01, 0, "Platform Security Processor", "PSP RAM: ECC or" },
		{ 0xff, 0x01, 0x19, 0x11, 23, "Platform Security Processor", "SIB watchdog" },
		{ 0x01, 0x00, 0x17, 0x01, 0, "System Management Unit", "SMU RAM: ECC or parity" },
		{ 0x01, 0x01, 0x19, 0x11, 11, "System Management Unit", "PHY: ECC error" },
		{ 0x01, 0x01, 0x19, 0x90, 62, "System Management Unit", "Graphics block: poison" },
		{ 0x01, 0x02, 0x19, 0x11, 10, "Microprocessor 5 Unit", "Fuse SRAM: ECC or parity" },
		{ 0x01, 0x02, 0x19, 0x11, 9, "Microprocessor 5 Unit",
		  "Microprocessor instruction tag bank B: ECC or parity error" },
		{ 0x01, 0x03, 0x19, 0x11, 12, "MPDMA Unit", "Group 1 data cache bank A" },
		{ 0x01, 0x03, 0x19, 0x11, 27, "MPDMA Unit", "Group 2 instruction tag bank B" },
		{ 0x01, 0x03, 0x19, 0x11, 43, "MPDMA Unit", "SDP watchdog" },
		{ 0x01, 0x03, 0x19, 0x11, 49, "MPDMA Unit", "TVF SDP master memory 7" },
		{ 0x18, 0x00, 0x19, 0x01, 5, "Northbridge IO Unit",
		  "Internal event that is fatal" },
		{ 0x46, 0x00, 0x19, 0x01, 4, "PCI Express Unit", "CCIX write response: data" },
		{ 0x46, 0x01, 0x19, 0x11, 0, "PCI Express Unit", "Parity error in data from" },
		{ 0x50, 0x00, 0x19, 0x30, 28, "Ext Global Memory Interconnect PCS Unit",
		  "Bad comm" },
		{ 0x6c, 0x00, 0x19, 0x11, 3, "NBIF Unit", "Parity error in data from the fabric" },
		{ 0x80, 0x00, 0x19, 0x11, 2, "System Hub Unit", "Non-transparent bridge (NTB)" },
		{ 0xa8, 0x00, 0x19, 0x11, 7, "SATA Unit", "Parity error, port 7" },
		{ 0xaa, 0x00, 0x19, 0x11, 5, "USB Unit", "Error response on AXI" },
		{ 0x170, 0x00, 0x19, 0x90, 31, "Ultra Short Reach Data Plane Controller",
		  "Replay ov" },
		{ 0x180, 0x00, 0x19, 0x90, 12, "Ultra Short Reach Control Plane Controller",
		  "Fatal error on the far side" },
		{ 0x241, 0x00, 0x19, 0x11, 14, "Global Memory Interconnect PCS Unit",
		  "Link is offl" },
		{ 0x259, 0x00, 0x19, 0x30, 3, "Ext Global Memory Interconnect PHY Unit",
		  "Peripheral" },
		{ 0x267, 0x00, 0x19, 0x30, 1, "WAFL PHY Unit",
		  "ARC processor: instruction buffer" },
		{ 0x269, 0x00, 0x19, 0x11, 2, "Global Memory Interconnect PHY Unit",
		  "ARC processor:" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct amd_case c;
		char code[32], name[64];

		amd_case_init(&c, want[i].family, want[i].model, 0);
		c.m.bank = 7;
		c.m.ipid = ipid(want[i].hwid, want[i].mcatype);
		c.m.status = CORRECTED | (uint64_t)want[i].xec << 16 | 0x011b;
		amd_case_decode(&c);
		(void)snprintf(name, sizeof(name), "%s (bank=7)", want[i].name);
		assert_string_equal(c.r.bank_name.buf, name);
		begins(c.r.mcastatus_msg.buf, want[i].text);
		(void)snprintf(code, sizeof(code), ". Ext Err Code: %u Memory", want[i].xec);
		assert_non_null(strstr(c.r.mcastatus_msg.buf, code));
	}
}

/* Codes that a block lacks get a number and no invented meaning. */
static void smca_unknown(void **state)
{
	struct amd_case c;

	(void)state;
	amd_case_init(&c, 0x19, 0x01, 1);
	c.m.bank = 11;
	c.m.ipid = ipid(0xb0, 0x07);
	c.m.status = CORRECTED | 41 << 16 | 0x0139;
	amd_case_decode(&c);
	assert_string_equal(c.r.mcastatus_msg.buf,
			    "Ext Err Code: 41 Memory Error 'mem-tx: data read, tx: generic, "
			    "level: L1'");
	c.m.ipid = ipid(0x333, 0x44);
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf,
			    "Unknown block (HWID 0x333, McaType 0x44) (bank=11)");
	assert_int_equal(c.r.severity, RAS_CORRECTED);
	/* A family that nobody knows yet is decoded by what its records say. */
	amd_case_init(&c, 0x1c, 0x55, 0);
	c.m.bank = 30;
	c.m.ipid = ipid(0x96, 0x00);
	c.m.status = CORRECTED | 0x011b;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Unified Memory Controller (bank=30)");
	assert_string_equal(c.r.error_msg.buf, "Corrected error, no action required.");
	/* … and so it is without MCA_IPID, but for the name. */
	c.m.ipid = 0;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Unidentified bank (bank=30)");
	assert_string_equal(
		c.r.mcastatus_msg.buf,
		"Memory Error 'mem-tx: generic read, tx: generic, level: L3/generic'");
}

/* The row that 0.8.x writes for a memory controller (facts of its database). */
static void umc_row(void **state)
{
	struct amd_case c;

	(void)state;
	amd_case_init(&c, 0x17, 0x71, 0);
	c.m.bank = 17;
	c.m.status = 0x9c2040000000011b;
	c.m.ipid = 0x0000009600150f00;
	c.m.synd = 0x000040000a801100;
	c.m.addr = 0x4e09173c0;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Unified Memory Controller (bank=17)");
	assert_string_equal(c.r.error_msg.buf, "Corrected error, no action required.");
	assert_string_equal(c.r.mcastatus_msg.buf,
			    "DRAM ECC error. Ext Err Code: 0 Memory Error 'mem-tx: generic read, "
			    "tx: generic, level: L3/generic'");
	assert_string_equal(c.r.mc_location.buf, "memory_channel=1,csrow=0");
	/* Length 32 in SYND[23:18], priority 2 in [26:24], information 0x1100 in [17:0]. */
	assert_string_equal(c.r.mcistatus_msg.buf,
			    "MISCV ADDRV CECC SYNDV Syndrome=0x4000/32 ErrorInformation=0x1100 "
			    "ErrorPriority=corrected");
	assert_int_equal(c.r.address, X86_ADDR_NORMALIZED);
	assert_int_equal(c.r.origin, X86_ORIGIN_HARDWARE);
	assert_int_equal(c.r.error_count, 1);
}

static void places(void **state)
{
	static const struct {
		unsigned int family, model;
		uint64_t ipid, synd;
		const char *place;
		enum x86_address address;
	} want[] = {
		{ 0x17, 0x31, 0x0000009600350f00, 0x9fec08000a800a01, "memory_channel=3,csrow=1",
		  X86_ADDR_NORMALIZED },
		/* Second socket of a Genoa: InstanceIdHi is 1. */
		{ 0x19, 0x11, 0x0000109600b50f00, 0x9a4a00000b800006,
		  "memory_channel=11,csrow=6,node=1", X86_ADDR_NORMALIZED },
		/* amd64_edac.c: UMC1 CH[7:4] = 0x0035[3:0]000; here the third of these. */
		{ 0x19, 0x30, 0x0001809600352000, 0x0, "memory_channel=6,csrow=1,node=8",
		  X86_ADDR_NORMALIZED },
		{ 0x19, 0x30, 0x0001809600053000, 0x0, "memory_channel=3,csrow=0,node=8",
		  X86_ADDR_NORMALIZED },
		{ 0x19, 0x90, 0x0000809600792f00, 0x0, "memory_die_id=2", X86_ADDR_NORMALIZED },
		{ 0x19, 0x21, 0x000500b000000000, 0x0, "core_of_cpu=5", X86_ADDR_UNKNOWN },
		{ 0x19, 0x21, 0x000700b040000000, 0x0, "ccx_of_cpu=5", X86_ADDR_UNKNOWN },
		{ 0x17, 0x71, 0x0001102e00000500, 0x0, "node=1,instance=0x00000500",
		  X86_ADDR_UNKNOWN },
	};
	struct amd_case c;

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		amd_case_init(&c, want[i].family, want[i].model, 0);
		c.m.cpu = 5;
		c.m.ipid = want[i].ipid;
		c.m.synd = want[i].synd;
		c.m.status = CORRECTED | 0x011b;
		amd_case_decode(&c);
		assert_string_equal(c.r.mc_location.buf, want[i].place);
		assert_int_equal(c.r.address, want[i].address);
	}
	/* No syndrome, no chip select; no ADDRV, no address. */
	amd_case_init(&c, 0x17, 0x31, 0);
	c.m.ipid = 0x0000009600350f00;
	c.m.synd = 0x1;
	c.m.status = 0x900040000000011b;
	amd_case_decode(&c);
	assert_string_equal(c.r.mc_location.buf, "memory_channel=3,csrow=-1");
	assert_string_equal(c.r.mcistatus_msg.buf, "CECC");
	assert_int_equal(c.r.address, X86_ADDR_NONE);
	/* Only DRAM ECC errors have a chip select in MCA_SYND. */
	c.m.status = CORRECTED | 4 << 16 | 0x011b;
	amd_case_decode(&c);
	assert_string_equal(c.r.mc_location.buf, "memory_channel=3");
}

/* Memory controller addresses are never physical, poison or not; those of a core are with it. */
static void addresses(void **state)
{
	struct amd_case c;

	(void)state;
	amd_case_init(&c, 0x19, 0x01, 1);
	c.m.status = 0xbc00280000000000;
	c.m.ipid = ipid(0x96, 0x00);
	amd_case_decode(&c);
	assert_int_equal(c.r.address, X86_ADDR_NORMALIZED);
	c.m.ipid = ipid(0xb0, 0x10);
	amd_case_decode(&c);
	assert_int_equal(c.r.address, X86_ADDR_PHYSICAL);
	c.m.ipid = 0;
	c.host.hypervisor = true;
	amd_case_decode(&c);
	assert_int_equal(c.r.address, X86_ADDR_GUEST_PHYSICAL);
	assert_string_equal(c.r.bank_name.buf, "Virtual bank (bank=0)");
	/* Bit 43 of a family 15h northbridge is part of the L3 sub-cache, not poison. */
	amd_case_init(&c, 0x15, 0x02, 0);
	c.m.bank = 4;
	c.m.status = 0xbc00280000070f0f;
	amd_case_decode(&c);
	assert_int_equal(c.r.address, X86_ADDR_UNKNOWN);
	assert_string_equal(c.r.mcistatus_msg.buf, "MISCV ADDRV UECC");
	c.m.bank = 0;
	amd_case_decode(&c);
	assert_int_equal(c.r.address, X86_ADDR_PHYSICAL);
	/* What the kernel makes of a firmware report (mce/apei.c): bank 255, physical address. */
	amd_case_init(&c, 0x19, 0x11, 1);
	c.m.bank = 255;
	c.m.status = 0x9c0000000000009f;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Firmware report (GHES) (bank=255)");
	assert_string_equal(c.r.mcastatus_msg.buf,
			    "Memory error on an unspecified channel, reported by firmware");
	assert_int_equal(c.r.address, X86_ADDR_PHYSICAL);
}

/* 16 bytes, the first in the low byte of MCA_SYND1, on any host. */
static void fru_text(void **state)
{
	static const struct {
		uint64_t status, synd1, synd2;
		bool have;
		const char *place;
	} want[] = {
		/* "DIMM_P1_A2", then NULs */
		{ CORRECTED, 0x5f31505f4d4d4944, 0x3241, true,
		  "memory_channel=1,csrow=0,fru_text=DIMM_P1_A2" },
		/* All 16 bytes used: no NUL is needed. */
		{ CORRECTED, 0x4141414141414141, 0x4242424242424242, true,
		  "memory_channel=1,csrow=0,fru_text=AAAAAAAABBBBBBBB" },
		/* A syndrome, not text: one byte above 0x7e. */
		{ CORRECTED, 0x4141414141414141, 0x80, true, "memory_channel=1,csrow=0" },
		/* A control character. */
		{ CORRECTED, 0x41411b4141414141, 0, true, "memory_channel=1,csrow=0" },
		/* First byte NUL. */
		{ CORRECTED, 0x4141414141414100, 0, true, "memory_channel=1,csrow=0" },
		/* The record had no vendor data. */
		{ CORRECTED, 0x5f31505f4d4d4944, 0x3241, false, "memory_channel=1,csrow=0" },
		/* SYNDV is 0. */
		{ 0x9c00400000000000, 0x5f31505f4d4d4944, 0x3241, true,
		  "memory_channel=1,csrow=-1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct amd_case c;

		amd_case_init(&c, 0x19, 0x11, 1);
		c.m.ipid = 0x0000009600150f00;
		c.m.status = want[i].status;
		c.m.synd1 = want[i].synd1;
		c.m.synd2 = want[i].synd2;
		c.m.have_synd12 = want[i].have;
		amd_case_decode(&c);
		assert_string_equal(c.r.mc_location.buf, want[i].place);
	}
}

/* Families 0Fh to 16h: what the same bank and code mean differs per family. */
static void legacy_banks(void **state)
{
	static const struct {
		unsigned int family, model, bank;
		uint64_t status;
		const char *name, *text;
	} want[] = {
		{ 0x0f, 0x05, 0, 0x9400400000000145, "Data Cache",
		  "Data cache: data or tag array" },
		{ 0x0f, 0x05, 0, 0x9400400000000106, "Data Cache",
		  "Data cache: bad line from the L2" },
		{ 0x0f, 0x05, 0, 0x9400400000000105, "Data Cache",
		  "Data cache error, found by its" },
		{ 0x12, 0x01, 0, 0x9400400000000105, "Data Cache",
		  "Data cache: data or tag array" },
		{ 0x0f, 0x05, 0, 0x9400400000000833, "Data Cache",
		  "Data cache: bad line from the sys" },
		{ 0x0f, 0x05, 0, 0x9400400000000015, "Data Cache", "Data TLB parity error" },
		{ 0x10, 0x02, 0, 0x9400400000010015, "Data Cache",
		  "Data TLB lookup hit more than" },
		{ 0x15, 0x02, 0, 0x9400400000020015, "Load-Store Unit",
		  "Data TLB miss on a locked" },
		{ 0x14, 0x01, 0, 0x9400400000000135, "Data Cache",
		  "Data cache: data or tag parity" },
		{ 0x16, 0x00, 0, 0x9400400000000185, "Data Cache",
		  "Data cache: tag parity error on a" },
		{ 0x16, 0x00, 0, 0x940040000000083b, "Data Cache",
		  "Bad data from the system for a l" },
		{ 0x15, 0x02, 0, 0x9400400000120135, "Load-Store Unit", "Load queue error" },
		{ 0x15, 0x02, 0, 0x9400400000010c0f, "Load-Store Unit",
		  "Load-store unit is stuck: liv" },
		{ 0x15, 0x02, 0, 0x9400400000030600, "Load-Store Unit",
		  "Load-store unit: hardware as" },
		{ 0x10, 0x02, 1, 0x9400400000000151, "Instruction Cache",
		  "Instruction cache: data par" },
		{ 0x10, 0x02, 1, 0x9400400000000181, "Instruction Cache",
		  "Instruction cache: tag err" },
		{ 0x14, 0x01, 1, 0x9400400000000151, "Instruction Cache",
		  "Instruction cache: data or tag parity error on a tag hit" },
		{ 0x16, 0x00, 1, 0x9400400000020141, "Instruction Cache", "Microcode patch RAM" },
		{ 0x15, 0x02, 1, 0x94004000000d0151, "Instruction Fetch Unit",
		  "Prefetch buffer (PFB) valid bit parity error" },
		{ 0x15, 0x02, 1, 0x9400400000150151, "Instruction Fetch Unit",
		  "Decoder: dispatch mic" },
		{ 0x0f, 0x05, 1, 0x9400400000000853, "Instruction Cache",
		  "Instruction cache: bad line" },
		{ 0x10, 0x02, 1, 0x9400400000000853, "Instruction Cache",
		  "Bad instruction data from" },
		{ 0x0f, 0x05, 2, 0x9400400000020176, "Bus Unit", "L2 cache: tag array error" },
		{ 0x0f, 0x05, 2, 0x9400400000000112, "Bus Unit",
		  "L2 cache: parity or ECC error in d" },
		{ 0x10, 0x02, 2, 0x940040000000017a, "Bus Unit",
		  "L2 cache: error in a line copied b" },
		{ 0x15, 0x02, 2, 0x9400400000100152, "Combined Unit", "L2 cache: tag ECC error" },
		{ 0x15, 0x02, 2, 0x94004000000c0152, "Combined Unit", "Victim buffer (VB)" },
		{ 0x15, 0x02, 2, 0x9400400000010012, "Combined Unit",
		  "Poisoned data for a TLB entry" },
		/* Family 15h models 60h and later have six bits. */
		{ 0x15, 0x60, 2, 0x9400400000300152, "Combined Unit", "Ext Err Code: 48 Memory" },
		{ 0x15, 0x02, 2, 0x9400400000300152, "Combined Unit",
		  "L2 cache: tag ECC error. Ext Er" },
		{ 0x16, 0x00, 2, 0x9400400000040112, "L2 Cache", "L2 cache: input buffer parity" },
		{ 0x16, 0x00, 2, 0x9400400000040122, "L2 Cache", "L2 cache: output buffer parity" },
		{ 0x16, 0x00, 2, 0x94004000001b0112, "L2 Cache", "L2 cache: data ECC error" },
		{ 0x16, 0x00, 2, 0x94004000001a0112, "L2 Cache", "Ext Err Code: 26 Memory" },
		{ 0x10, 0x02, 3, 0xb400400000000833, "Load-Store Unit",
		  "Bad data from the system for" },
		{ 0x0f, 0x05, 4, 0x9400400000010000, "Northbridge",
		  "HyperTransport link: CRC error" },
		{ 0x10, 0x02, 4, 0x9400400000070f0f, "Northbridge", "Northbridge watchdog" },
		{ 0x10, 0x02, 4, 0x94004000000f0012, "Northbridge",
		  "GART table walk read bad data" },
		{ 0x10, 0x02, 4, 0x94004000000f0813, "Northbridge",
		  "Device exclusion vector table" },
		{ 0x10, 0x08, 4, 0x94004000001c0e0f, "Northbridge", "L3 cache: data ECC error" },
		{ 0x0f, 0x05, 4, 0x94004000001c0e0f, "Northbridge", "Ext Err Code: 28 Bus" },
		{ 0x15, 0x02, 4, 0x9400400000190813, "Northbridge",
		  "Bad data from a compute unit" },
		{ 0x10, 0x02, 4, 0x9400400000190813, "Northbridge", "Ext Err Code: 25 Bus" },
		{ 0x11, 0x03, 4, 0x9400400000080813, "Northbridge", "Ext Err Code: 8 Bus" },
		{ 0x10, 0x02, 5, 0xb600400000000000, "Reorder Buffer", "CPU watchdog" },
		{ 0x15, 0x02, 5, 0xb6004000000d0000, "Execution Unit",
		  "Retire status queue parity" },
		{ 0x15, 0x02, 6, 0xb600400000050000, "Floating Point Unit",
		  "Floating point status" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct amd_case c;
		char name[64];

		amd_case_init(&c, want[i].family, want[i].model, 2);
		c.m.bank = (uint8_t)want[i].bank;
		c.m.status = want[i].status;
		amd_case_decode(&c);
		(void)snprintf(name, sizeof(name), "%s (bank=%u)", want[i].name, want[i].bank);
		assert_string_equal(c.r.bank_name.buf, name);
		begins(c.r.mcastatus_msg.buf, want[i].text);
	}
}

/* K8 and its line: BKDG for family 10h (31116), F3x48 and F3x4C. */
static void northbridge(void **state)
{
	struct amd_case c;

	(void)state;
	/* VAL EN MISCV ADDRV CECC, syndrome 54:47 = 0xb5, 31:24 = 0x6b, core 3 (56 and 35:32). */
	amd_case_init(&c, 0x10, 0x02, 3);
	c.m.bank = 4;
	c.m.status = 0x9d5ac0036b080813;
	c.m.addr = 0x7e4f2f68;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Northbridge (bank=4)");
	assert_string_equal(c.r.mcistatus_msg.buf, "MISCV ADDRV CECC Syndrome=0x6bb5");
	assert_string_equal(c.r.mcastatus_msg.buf,
			    "DRAM ECC error. Ext Err Code: 8 Bus Error 'local node origin, no "
			    "timeout, mem-tx: generic read, mem access, level: L3/generic'");
	assert_string_equal(c.r.mc_location.buf, "core=3");
	assert_int_equal(c.r.address, X86_ADDR_PHYSICAL);
	assert_int_equal(c.r.severity, RAS_CORRECTED);
	/* The same code on K8 is its ChipKill code; bit 32 is core 0, 57 PCC. */
	amd_case_init(&c, 0x0f, 0x21, 2);
	c.m.bank = 4;
	c.m.status = 0xb604a00100080813;
	amd_case_decode(&c);
	begins(c.r.mcastatus_msg.buf, "DRAM ECC error (ChipKill code). Ext Err Code: 8 Bus Error");
	assert_string_equal(c.r.mc_location.buf, "cores=0x1");
	assert_string_equal(c.r.mcistatus_msg.buf,
			    "ADDRV Processor_context_corrupt UECC Syndrome=0x0009");
	assert_int_equal(c.r.severity, RAS_FATAL);
	amd_case_init(&c, 0x10, 0x02, 3);
	c.m.bank = 4;
	/* A link error: link field 2, sublink 1; uncorrected. */
	c.m.status = 0xb4000220000a0c0f;
	amd_case_decode(&c);
	begins(c.r.mcastatus_msg.buf, "HyperTransport link: data error. Ext Err Code: 10 ");
	assert_string_equal(c.r.mc_location.buf, "link=0x2,sublink=1");
	assert_int_equal(c.r.severity, RAS_UNCORRECTED);
	/* Bits 53 and 55 of these machines are no SYNDV and no TCC, 44 and 43 nothing at all. */
	c.m.status = 0xb4b01a0000070c0f;
	amd_case_decode(&c);
	assert_string_equal(c.r.mcistatus_msg.buf, "ADDRV");
}

/* The rules of the manual, said once more and in another way. */
static enum ras_severity rule(uint64_t status, bool ripv, unsigned int family)
{
	bool deferred = family >= 0x15 && status >> 44 & 1;
	bool tcc = family >= 0x17 && status >> 55 & 1;

	if (!(status >> 63))
		return RAS_INFO;
	if (status >> 57 & 1)
		return RAS_FATAL;
	if (status >> 61 & 1)
		return ripv && !tcc ? RAS_RECOVERABLE : RAS_UNCORRECTED;
	return deferred ? RAS_DEFERRED : RAS_CORRECTED;
}

static void one_severity(void **state)
{
	static const unsigned int bits[] = { 63, 62, 61, 60, 57, 55, 53, 46, 45, 44, 43, 40 };
	static const unsigned int families[] = { 0x0f, 0x14, 0x15, 0x16, 0x17, 0x1a };
	static const char *const sentence[] = {
		"No error.",
		"Corrected error, no action required.",
		"Deferred error, no action required.",
		"Uncorrected, software restartable error.",
		"Uncorrected, software containable error.",
		"System Fatal error.",
	};

	(void)state;
	for (unsigned int set = 0; set < 1U << COUNT(bits) << 1; set++) {
		for (size_t f = 0; f < COUNT(families); f++) {
			bool ripv = set >> COUNT(bits) & 1;
			enum ras_severity want;
			struct amd_case c;

			amd_case_init(&c, families[f], 1, 0);
			for (size_t i = 0; i < COUNT(bits); i++)
				c.m.status |= (uint64_t)(set >> i & 1) << bits[i];
			c.m.mcgstatus = ripv ? MCG_STATUS_RIPV : 0;
			c.m.ipid = families[f] >= 0x17 ? ipid(0xb0, 0x02) : 0;
			want = rule(c.m.status, ripv, families[f]);
			amd_case_decode(&c);
			assert_int_equal(c.r.severity, want);
			assert_string_equal(c.r.error_msg.buf, sentence[want]);
		}
	}
}

/* Records that no policy may act on, and their neighbours that are real. */
static void suspects(void **state)
{
	static const struct {
		unsigned int family, model, stepping, bank;
		uint64_t ipid, status;
		const char *reason; /* its beginning; NULL: hardware */
	} want[] = {
		{ 0x19, 0x01, 1, 0, 0x001000b000000000, 0x1c20400002000175, "VAL is 0" },
		/* The highest family that CPUID can tell. */
		{ 0x10e, 0xff, 15, 0, 0x001000b000000000, 0x1c20400002000175, "VAL is 0" },
		{ 0x19, 0x50, 0, 11, 0x000700b040000000, 0x8700900800000000, "EN is 0" },
		{ 0x19, 0x50, 0, 11, 0x000700b040000000, 0x8424b0c8009d011e, "EN is 0" },
		/* With EN, another stepping or model: believed. */
		{ 0x19, 0x50, 0, 11, 0x000700b040000000, 0x9424b0000004011b, NULL },
		{ 0x19, 0x50, 1, 11, 0x000700b040000000, 0x8424b0000004011b, NULL },
		{ 0x19, 0x51, 0, 11, 0x000700b040000000, 0x8424b0000004011b, NULL },
		{ 0x19, 0x21, 0, 11, 0x000700b040000000, 0x9600100000000000, "Deferred and PCC" },
		{ 0x19, 0x21, 0, 11, 0x000700b040000000, 0xb600000000000000, NULL },
		{ 0x17, 0x18, 1, 1, 0x000100b000000000, 0x98000000000a0150, "erratum 1114" },
		{ 0x17, 0x20, 1, 1, 0x000100b000000000, 0x98000000000a0150, "erratum 1114" },
		{ 0x17, 0x31, 0, 1, 0x000100b000000000, 0x98000000000a0150, NULL },
		{ 0x17, 0x18, 1, 1, 0x000100b000000000, 0x98000000000b0150, NULL },
		{ 0x17, 0x18, 1, 3, 0x000300b000000000, 0x98000000000a0150, NULL },
		{ 0x10, 0x02, 3, 4, 0, 0xb40000000005001b, "GART" },
		{ 0x0f, 0x05, 8, 4, 0, 0xb40000000005001b, "GART" },
		{ 0x10, 0x02, 3, 4, 0, 0xb40000000006001b, NULL },
		{ 0x10, 0x02, 3, 0, 0, 0xb40000000005001b, NULL },
		{ 0x17, 0x31, 0, 4, 0x000300b000000000, 0xb40000000005001b, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct amd_case c;

		amd_case_init(&c, want[i].family, want[i].model, want[i].stepping);
		c.m.bank = (uint8_t)want[i].bank;
		c.m.ipid = want[i].ipid;
		c.m.status = want[i].status;
		amd_case_decode(&c);
		assert_int_equal(c.r.origin,
				 want[i].reason ? X86_ORIGIN_SUSPECT : X86_ORIGIN_HARDWARE);
		begins(c.r.origin_reason.buf, want[i].reason ? want[i].reason : "");
		if (!want[i].reason)
			assert_string_equal(c.r.origin_reason.buf, "");
	}
}

/* A guest's banks are plain whatever its family, and QEMU's convention stays what it is. */
static void guests(void **state)
{
	struct amd_case c;

	(void)state;
	amd_case_init(&c, 0x0f, 0x6b, 1);
	c.host.hypervisor = true;
	c.m.mcgcap = 0x100010a;
	c.m.bank = 9;
	c.m.misc = 0x8c;
	c.m.status = 0x9c00180000000000;
	c.m.addr = 0x12345000;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Virtual bank (bank=9)");
	assert_string_equal(c.r.error_msg.buf,
			    "Memory error of the host, relayed by the VMM: a page is lost");
	assert_int_equal(c.r.origin, X86_ORIGIN_VMM_RELAYED);
	assert_int_equal(c.r.address, X86_ADDR_GUEST_PHYSICAL);
	assert_int_equal(c.r.guest_page, 0x12345);
	/* What cannot be believed stays so in a guest. */
	c.m.status |= MCI_STATUS_PCC;
	amd_case_decode(&c);
	assert_int_equal(c.r.origin, X86_ORIGIN_SUSPECT);
	assert_string_equal(c.r.origin_reason.buf, "Deferred and PCC exclude each other");
}

/* Hygon Dhyana (vendor 9, family 18h) has the blocks of family 17h. */
static void hygon(void **state)
{
	struct amd_case c;

	(void)state;
	amd_case_init(&c, 0x18, 0x00, 2);
	c.m.vendor = X86_HYGON;
	c.host.vendor = X86_HYGON;
	c.m.bank = 15;
	c.m.status = 0xdc2040000000011b;
	c.m.ipid = 0x0000009600150f00;
	c.m.synd = 0x000040000a801102;
	amd_case_decode(&c);
	assert_string_equal(c.r.bank_name.buf, "Unified Memory Controller (bank=15)");
	begins(c.r.mcastatus_msg.buf, "DRAM ECC error. Ext Err Code: 0 Memory Error");
	assert_string_equal(c.r.mc_location.buf, "memory_channel=1,csrow=2");
	begins(c.r.mcistatus_msg.buf, "Error_overflow MISCV ADDRV CECC SYNDV");
}

/* Any record: a bank name with its number, a sentence, and no byte beyond a short buffer. */
static void any_record(void **state)
{
	uint64_t x = 0x9e3779b97f4a7c15;

	(void)state;
	for (unsigned int n = 0; n < 50000; n++) {
		struct ras_text *texts[8];
		struct amd_case c;
		uint64_t *const random[] = { &c.m.status, &c.m.ipid, &c.m.synd, &c.m.synd1,
					     &c.m.synd2 };
		char number[16];

		amd_case_init(&c, 0x0f + n % 14, n / 14 % 256, n % 16);
		for (size_t i = 0; i < COUNT(random); i++) {
			/* xorshift64 (Marsaglia, 2003) */
			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			*random[i] = x;
		}
		if (n % 4 == 0)
			c.m.ipid = 0;
		c.m.bank = (uint8_t)(x >> 56);
		c.m.have_synd12 = true;
		amd_case_decode(&c);
		(void)snprintf(number, sizeof(number), " (bank=%u)", c.m.bank);
		assert_true(c.r.bank_name.len > strlen(number));
		assert_string_equal(c.r.bank_name.buf + c.r.bank_name.len - strlen(number), number);
		assert_true(c.r.error_msg.len > 0 && c.r.mcastatus_msg.len > 0);
		assert_false(c.r.mcistatus_msg.cut || c.r.mc_location.cut || c.r.mcastatus_msg.cut);

		memset(&c.r, 0, sizeof(c.r));
		texts[0] = &c.r.bank_name;
		texts[1] = &c.r.error_msg;
		texts[2] = &c.r.mcgstatus_msg;
		texts[3] = &c.r.mcistatus_msg;
		texts[4] = &c.r.mcastatus_msg;
		texts[5] = &c.r.user_action;
		texts[6] = &c.r.mc_location;
		texts[7] = &c.r.origin_reason;
		memset(c.text, 0x7f, sizeof(c.text));
		for (size_t i = 0; i < COUNT(texts); i++)
			*texts[i] = ras_text_over(c.text[i], 1 + n % 40);
		x86_mce_decode(&c.host, &c.m, &c.r);
		for (size_t i = 0; i < COUNT(texts); i++) {
			assert_true(texts[i]->len < 1 + n % 40);
			assert_int_equal(c.text[i][1 + n % 40], 0x7f);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smca_blocks),  cmocka_unit_test(smca_unknown),
		cmocka_unit_test(umc_row),      cmocka_unit_test(places),
		cmocka_unit_test(addresses),    cmocka_unit_test(fru_text),
		cmocka_unit_test(legacy_banks), cmocka_unit_test(northbridge),
		cmocka_unit_test(one_severity), cmocka_unit_test(suspects),
		cmocka_unit_test(guests),       cmocka_unit_test(hygon),
		cmocka_unit_test(any_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
