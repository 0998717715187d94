// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD families 0Fh to 16h: banks of fixed number, and what their extended error codes mean. */
#include "decode/bits.h"
#include "decode/x86/amd.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { DC, IC, L2, LS, NB, EX, FP, LEGACY_BANKS };

/* One bit a family, so that a row can be of several. */
enum {
	F0F = 1 << 0, F10 = 1 << 1, F11 = 1 << 2, F12 = 1 << 3, F14 = 1 << 4, F15 = 1 << 5,
	F16 = 1 << 6,
	K8_LINE = F0F | F10 | F11 | F12, /* the K8 core and what came of it */
	CATS = F14 | F16,                /* Bobcat and Jaguar */
	ALL = K8_LINE | CATS | F15,
};

static unsigned int family_bit(unsigned int family)
{
	static const uint8_t bits[] = { F0F, F10, F11, F12, 0, F14, F15, F16 };

	return family >= 0x0f && family - 0x0f < COUNT(bits) ? bits[family - 0x0f] : 0;
}

/*
 * What the banks are. BKDGs: family 0Fh 26094 5.4; 10h 31116 2.12.1; 14h 43170 2.15.1; 15h 42301
 * 2.15.1; 16h 48751 2.15.1.
 */
static const struct {
	uint8_t bank, families;
	const char *name;
} banks[] = {
	{ DC, ALL & ~F15, "Data Cache" },
	{ DC, F15, "Load-Store Unit" },
	{ IC, ALL & ~F15, "Instruction Cache" },
	{ IC, F15, "Instruction Fetch Unit" },
	{ L2, ALL & ~(F15 | F16), "Bus Unit" },
	{ L2, F15, "Combined Unit" },
	{ L2, F16, "L2 Cache" },
	{ LS, ALL & ~(F15 | F16), "Load-Store Unit" },
	{ NB, ALL, "Northbridge" },
	{ EX, ALL & ~F15, "Reorder Buffer" },
	{ EX, F15, "Execution Unit" },
	{ FP, ALL, "Floating Point Unit" },
};

/*
 * Extended error codes. Meanings: MCi_STATUS tables of the BKDGs named above and Linux
 * drivers/edac/mce_amd.c. The first row that fits is the one: put the narrower above the wider.
 */
static const struct {
	uint8_t bank, families, xec_first, xec_last;
	uint16_t mask, value; /* of the error code, bits 15:0 */
	const char *text;
} rows[] = {
	/* Data cache, on family 15h the load-store unit. 0000 0000 0001 01LL: TLB, data. */
	{ DC, ALL, 0, 0, 0xfffc, 0x0014, "Data TLB parity error" },
	{ DC, ALL, 2, 2, 0xfffc, 0x0014, "Data TLB miss on a locked access" },
	{ DC, ALL, 1, 0x3f, 0xfffc, 0x0014, "Data TLB lookup hit more than one entry" },
	{ DC, F0F | F11, 0, 0x3f, AMD_CODE_BUS, "Data cache: bad line from the system" },
	{ DC, F0F | F10 | F11, 0, 0x3f, 0xfff3, 0x0101, "Data cache error, found by its scrubber" },
	{ DC, K8_LINE, 0, 0x3f, 0xff03, 0x0102, "Data cache: bad line from the L2 cache" },
	{ DC, K8_LINE, 0, 0x3f, 0xff03, 0x0101, "Data cache: data or tag array error" },
	{ DC, CATS, 0, 0x3f, 0xffff, 0x0135,
	  "Data cache: data or tag parity error on a load or hardware prefetch" },
	{ DC, CATS, 0, 0x3f, 0xffff, 0x0145, "Data cache: data or tag parity error on a store" },
	{ DC, CATS, 0, 0x3f, 0xffff, 0x0175,
	  "Data cache: parity error in a line copied back after a tag miss" },
	{ DC, CATS, 0, 0x3f, 0xffff, 0x0185, "Data cache: tag parity error on a snoop" },
	/* 0000 1PPT RRRR x011 with II memory or I/O. */
	{ DC, CATS, 0, 0x3f, 0xf8f7, 0x0813, "Bad data from the system for a TLB reload" },
	{ DC, CATS, 0, 0x3f, 0xf8f7, 0x0833, "Bad data from the system for a load" },
	{ DC, CATS, 0, 0x3f, 0xf8f7, 0x0843, "Bad data from the system for a store" },
	{ DC, F15, 0x00, 0x00, AMD_CODE_MEM, "Data cache: data array error" },
	{ DC, F15, 0x01, 0x01, AMD_CODE_MEM,
	  "Data cache: uncorrected error in a line from the L2 cache or the northbridge" },
	{ DC, F15, 0x02, 0x02, AMD_CODE_MEM, "Store queue error" },
	{ DC, F15, 0x03, 0x03, AMD_CODE_MEM, "Store coalescing buffer error" },
	{ DC, F15, 0x10, 0x10, AMD_CODE_MEM, "Data cache: tag array error" },
	{ DC, F15, 0x11, 0x11, AMD_CODE_MEM, "Store queue error" },
	{ DC, F15, 0x12, 0x12, AMD_CODE_MEM, "Load queue error" },
	{ DC, F15, 0x00, 0x00, AMD_CODE_BUS, "Bad read data from the system" },
	{ DC, F15, 0x01, 0x01, AMD_CODE_BUS, "Load-store unit is stuck: livelock" },
	{ DC, F15, 0x02, 0x02, AMD_CODE_BUS, "Load-store unit is stuck: deadlock" },
	{ DC, F15, 0x00, 0x1f, AMD_CODE_INTERNAL, "Load-store unit: hardware assertion" },

	/* Instruction cache, on family 15h the instruction fetch unit. */
	{ IC, ALL, 0, 0, AMD_CODE_TLB, "Instruction TLB parity error" },
	{ IC, ALL, 1, 0x3f, AMD_CODE_TLB, "Instruction TLB lookup hit more than one entry" },
	{ IC, F0F, 0, 0x3f, AMD_CODE_BUS, "Instruction cache: bad line from the system" },
	{ IC, ALL, 0, 0x3f, AMD_CODE_BUS, "Bad instruction data from the northbridge" },
	{ IC, K8_LINE, 0, 0x3f, 0xff03, 0x0102, "Instruction cache: bad line from the L2 cache" },
	{ IC, K8_LINE, 0, 0x3f, 0xfff3, 0x0151, "Instruction cache: data parity error on a fetch" },
	{ IC, K8_LINE, 0, 0x3f, 0xfff3, 0x0171,
	  "Instruction cache: parity error in a line copied back" },
	{ IC, K8_LINE, 0, 0x3f, 0xfff3, 0x0181, "Instruction cache: tag error on a snoop" },
	{ IC, CATS, 0, 0x3f, 0xfffc, 0x0150,
	  "Instruction cache: data or tag parity error on a tag hit" },
	{ IC, CATS, 0, 0x3f, 0xfffc, 0x0180,
	  "Instruction cache: tag error on a snoop or when a line was dropped" },
	{ IC, CATS, 0, 0, 0xff0c, 0x0100, "Instruction cache: tag parity error of a victim line" },
	{ IC, CATS, 2, 2, 0xff0c, 0x0100, "Microcode patch RAM parity error" },
	{ IC, F15, 0x00, 0x00, AMD_CODE_MEM,
	  "Instruction cache: uncorrected error in a line from the L2 cache" },
	{ IC, F15, 0x01, 0x01, AMD_CODE_MEM, "Instruction cache: data parity error" },
	{ IC, F15, 0x02, 0x02, AMD_CODE_MEM, "Instruction cache: valid bit parity error" },
	{ IC, F15, 0x03, 0x03, AMD_CODE_MEM, "Instruction cache: main tag parity error" },
	{ IC, F15, 0x04, 0x04, AMD_CODE_MEM, "Prediction queue parity error" },
	{ IC, F15, 0x05, 0x05, AMD_CODE_MEM, "Prefetch buffer (PFB) data or address parity error" },
	{ IC, F15, 0x06, 0x06, AMD_CODE_MEM, "Branch status register parity error" },
	{ IC, F15, 0x07, 0x07, AMD_CODE_MEM, "Prefetch buffer (PFB) promotion address error" },
	{ IC, F15, 0x08, 0x08, AMD_CODE_MEM,
	  "Instruction cache: tag error on a probe or when a line was dropped" },
	{ IC, F15, 0x09, 0x09, AMD_CODE_MEM,
	  "Instruction cache: probe tag valid bit parity error" },
	{ IC, F15, 0x0a, 0x0a, AMD_CODE_MEM,
	  "Prefetch buffer (PFB) non-cacheable bit parity error" },
	{ IC, F15, 0x0d, 0x0d, AMD_CODE_MEM, "Prefetch buffer (PFB) valid bit parity error" },
	{ IC, F15, 0x10, 0x10, AMD_CODE_MEM, "Microcode patch buffer parity error" },
	{ IC, F15, 0x11, 0x11, AMD_CODE_MEM, "Decoder: micro-op queue parity error" },
	{ IC, F15, 0x12, 0x12, AMD_CODE_MEM, "Decoder: instruction buffer parity error" },
	{ IC, F15, 0x13, 0x13, AMD_CODE_MEM, "Decoder: predecode buffer parity error" },
	{ IC, F15, 0x14, 0x14, AMD_CODE_MEM, "Decoder: fetch address FIFO parity error" },
	{ IC, F15, 0x15, 0x15, AMD_CODE_MEM, "Decoder: dispatch micro-op queue parity error" },
	{ IC, F15, 0, 0x3f, AMD_CODE_INTERNAL, "Instruction fetch unit: hardware assertion" },

	/* Bus unit; 15h: combined unit; 16h: L2 cache. */
	{ L2, K8_LINE | F14, 0, 0, AMD_CODE_TLB, "Page descriptor cache or guest TLB error" },
	{ L2, K8_LINE | F14, 0, 0, AMD_CODE_BUS, "Error in data read from the northbridge" },
	{ L2, K8_LINE | F14, 0, 0, 0xffe0, 0x0100, "L2 cache: parity or ECC error in data read" },
	{ L2, K8_LINE | F14, 0, 0, 0xfff0, 0x0170, "L2 cache: error in a line copied back" },
	{ L2, K8_LINE | F14, 0, 0, 0xfff0, 0x0180, "L2 cache: error in a line copied for a snoop" },
	{ L2, K8_LINE | F14, 1, 1, AMD_CODE_ANY, "Bus unit: write data buffer error" },
	{ L2, K8_LINE | F14, 2, 2, AMD_CODE_MEM, "L2 cache: tag array error" },
	{ L2, K8_LINE | F14, 3, 3, AMD_CODE_ANY, "Bus unit: victim data buffer error" },
	{ L2, F15, 0, 0, AMD_CODE_TLB, "L2 TLB parity error" },
	{ L2, F15, 1, 1, AMD_CODE_TLB, "Poisoned data for a TLB entry" },
	{ L2, F15, 0, 2, AMD_CODE_BUS, "Error in data read from the northbridge" },
	{ L2, F15, 0x04, 0x04, AMD_CODE_MEM, "ECC error in a data line filled" },
	{ L2, F15, 0x05, 0x05, AMD_CODE_MEM, "Parity error in an instruction line filled" },
	{ L2, F15, 0x06, 0x06, AMD_CODE_MEM, "Prefetcher request FIFO parity error" },
	{ L2, F15, 0x07, 0x07, AMD_CODE_MEM, "PRQ address parity error" },
	{ L2, F15, 0x08, 0x08, AMD_CODE_MEM, "PRQ data parity error" },
	{ L2, F15, 0x09, 0x09, AMD_CODE_MEM, "Write coalescing cache (WCC): tag ECC error" },
	{ L2, F15, 0x0a, 0x0a, AMD_CODE_MEM, "Write coalescing cache (WCC): data ECC error" },
	{ L2, F15, 0x0b, 0x0b, AMD_CODE_MEM, "Write combining buffer (WCB): data parity error" },
	{ L2, F15, 0x0c, 0x0c, AMD_CODE_MEM, "Victim buffer (VB): data ECC or parity error" },
	{ L2, F15, 0x10, 0x10, AMD_CODE_MEM, "L2 cache: tag ECC error" },
	{ L2, F15, 0x11, 0x11, AMD_CODE_MEM, "L2 cache: lasting (hard) tag ECC error" },
	{ L2, F15, 0x12, 0x12, AMD_CODE_MEM, "L2 cache: lookup hit more than one tag" },
	{ L2, F15, 0x13, 0x13, AMD_CODE_MEM, "XAB parity error" },
	{ L2, F15, 0x14, 0x14, AMD_CODE_MEM, "PRB address parity error" },
	{ L2, F15, 0, 0x3f, AMD_CODE_INTERNAL, "Combined unit: hardware assertion" },
	{ L2, F16, 0x04, 0x05, 0xfff0, 0x0110, "L2 cache: input buffer parity error" },
	{ L2, F16, 0x04, 0x05, AMD_CODE_MEM, "L2 cache: output buffer parity error" },
	{ L2, F16, 0x09, 0x0b, AMD_CODE_MEM, "L2 cache: tag ECC error" },
	{ L2, F16, 0x0d, 0x0f, AMD_CODE_MEM, "L2 cache: tag ECC error" },
	{ L2, F16, 0x10, 0x19, AMD_CODE_MEM, "L2 cache: data ECC error" },
	{ L2, F16, 0x1b, 0x1b, AMD_CODE_MEM, "L2 cache: data ECC error" },
	{ L2, F16, 0x1c, 0x1d, AMD_CODE_MEM, "L2 cache: attribute bit parity error" },
	{ L2, F16, 0x1f, 0x1f, AMD_CODE_MEM, "L2 cache: attribute bit parity error" },

	/* Load-store unit; there is none on families 14h and later. */
	{ LS, K8_LINE, 0, 0, 0xf8f0, 0x0830, "Bad data from the system for a load" },
	{ LS, K8_LINE, 0, 0, 0xf8f0, 0x0840, "Bad data from the system for a store" },

	/* Northbridge: MCA NB Status, F3x48; family 11h has no ECC, 0Fh nothing above 9 but 0Dh. */
	{ NB, ALL & ~F11, 0x00, 0x00, AMD_CODE_ANY, "DRAM ECC error" },
	{ NB, ALL, 0x01, 0x01, AMD_CODE_ANY, "HyperTransport link: CRC error" },
	{ NB, ALL, 0x02, 0x02, AMD_CODE_ANY, "HyperTransport link: sync flood packets received" },
	{ NB, ALL, 0x03, 0x03, AMD_CODE_ANY, "HyperTransport link: master abort" },
	{ NB, ALL, 0x04, 0x04, AMD_CODE_ANY, "HyperTransport link: target abort" },
	{ NB, ALL, 0x05, 0x05, AMD_CODE_ANY, "GART table walk met an invalid entry" },
	{ NB, ALL, 0x06, 0x06, AMD_CODE_ANY, "Atomic access from an I/O link is not supported" },
	{ NB, ALL, 0x07, 0x07, AMD_CODE_ANY, "Northbridge watchdog: a transaction is stuck" },
	{ NB, F0F, 0x08, 0x08, AMD_CODE_ANY, "DRAM ECC error (ChipKill code)" },
	{ NB, ALL & ~F11, 0x08, 0x08, AMD_CODE_ANY, "DRAM ECC error" },
	{ NB, ALL, 0x09, 0x09, AMD_CODE_ANY, "DMA refused by the SVM device exclusion vector" },
	{ NB, ALL & ~F0F, 0x0a, 0x0a, AMD_CODE_ANY, "HyperTransport link: data error" },
	{ NB, ALL & ~F0F, 0x0b, 0x0b, AMD_CODE_ANY,
	  "Protocol error of a link, the L3 cache or the probe filter" },
	{ NB, ALL & ~F0F, 0x0c, 0x0c, AMD_CODE_ANY, "Northbridge array parity error" },
	{ NB, ALL, 0x0d, 0x0d, AMD_CODE_ANY, "DRAM address or command parity error" },
	{ NB, ALL & ~F0F, 0x0e, 0x0e, AMD_CODE_ANY, "I/O link: transmission error, retried" },
	{ NB, ALL & ~F0F, 0x0f, 0x0f, AMD_CODE_TLB, "GART table walk read bad data" },
	{ NB, ALL & ~F0F, 0x0f, 0x0f, AMD_CODE_BUS,
	  "Device exclusion vector table walk read bad data" },
	{ NB, F15 | F16, 0x19, 0x19, AMD_CODE_ANY, "Bad data from a compute unit" },
	{ NB, F10 | F15, 0x1c, 0x1c, AMD_CODE_ANY, "L3 cache: data ECC error" },
	{ NB, F10 | F15, 0x1d, 0x1d, AMD_CODE_ANY, "L3 cache: tag ECC error" },
	{ NB, F10 | F15, 0x1e, 0x1e, AMD_CODE_ANY, "L3 cache: LRU parity error" },
	{ NB, F10 | F15, 0x1f, 0x1f, AMD_CODE_ANY, "Probe filter directory: ECC error" },

	/* Reorder buffer, on family 15h the execution unit. */
	{ EX, F15 | F16, 0, 0x1f, AMD_CODE_INTERNAL, "Execution unit: hardware assertion" },
	{ EX, ALL & ~(F0F | F11), 0x00, 0x00, AMD_CODE_ANY,
	  "CPU watchdog: no instruction retired in time" },
	{ EX, F15, 0x01, 0x01, AMD_CODE_ANY, "Wakeup array destination tag parity error" },
	{ EX, F15, 0x02, 0x02, AMD_CODE_ANY, "Address generator payload array parity error" },
	{ EX, F15, 0x03, 0x03, AMD_CODE_ANY, "Execution payload array parity error" },
	{ EX, F15, 0x04, 0x04, AMD_CODE_ANY,
	  "Immediate and displacement register file parity error" },
	{ EX, F15, 0x05, 0x05, AMD_CODE_ANY, "Retire dispatch queue parity error" },
	{ EX, F15, 0x06, 0x06, AMD_CODE_ANY, "Mapper checkpoint array parity error" },
	{ EX, F15, 0x07, 0x07, AMD_CODE_ANY, "Physical register file parity error, port EX0" },
	{ EX, F15, 0x08, 0x08, AMD_CODE_ANY, "Physical register file parity error, port EX1" },
	{ EX, F15, 0x09, 0x09, AMD_CODE_ANY, "Physical register file parity error, port AG0" },
	{ EX, F15, 0x0a, 0x0a, AMD_CODE_ANY, "Physical register file parity error, port AG1" },
	{ EX, F15, 0x0b, 0x0b, AMD_CODE_ANY, "Flag register file parity error" },
	{ EX, F15, 0x0c, 0x0c, AMD_CODE_ANY, "Decoder error that could not be corrected" },
	{ EX, F15, 0x0d, 0x0d, AMD_CODE_ANY, "Retire status queue parity error" },

	/* Floating point unit. */
	{ FP, F15, 0x00, 0x00, AMD_CODE_ANY, "Floating point unit: hardware assertion" },
	{ FP, F15, 0x01, 0x01, AMD_CODE_ANY, "Free list parity error" },
	{ FP, F15, 0x02, 0x02, AMD_CODE_ANY, "Floating point register file parity error" },
	{ FP, F15, 0x03, 0x03, AMD_CODE_ANY, "Floating point retire queue parity error" },
	{ FP, F15, 0x04, 0x04, AMD_CODE_ANY, "Floating point scheduler table parity error" },
	{ FP, F15, 0x05, 0x05, AMD_CODE_ANY, "Floating point status register file parity error" },
};

/* ErrorCodeExt is 20:16 in the northbridge and from family 15h on, else 19:16; 15h/60h: 21:16. */
unsigned int amd_legacy_xec(const struct x86_mce *m)
{
	unsigned int last = m->bank == NB || m->family >= 0x15 ? 20 : 19;

	if (m->family == 0x15 && m->model >= 0x60 && m->bank != NB)
		last = 21;
	return (unsigned int)ras_bits(m->status, last, 16);
}

static const char *error_text(const struct amd_record *a, unsigned int family)
{
	unsigned int code = (unsigned int)ras_bits(a->status, 15, 0);

	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].bank == a->m->bank && rows[i].families & family &&
		    a->xec >= rows[i].xec_first && a->xec <= rows[i].xec_last &&
		    (code & rows[i].mask) == rows[i].value)
			return rows[i].text;
	return NULL;
}

/* Northbridge codes that blame a link, and those that tell of DRAM ECC; one bit a code. */
#define NB_LINK_ERRORS (1U << 0x1 | 1U << 0x2 | 1U << 0x3 | 1U << 0x4 | 1U << 0xa | 1U << 0xe)
#define NB_DRAM_ECC    (1U << 0x0 | 1U << 0x8)

/*
 * The northbridge's own bits of MCA_STATUS: 54:47 and 31:24 syndrome, 39:36 link, 41 sublink, 35:32
 * core, 56 core valid. BKDG for family 10h (31116), F3x4C MCA NB Status High.
 */
static void northbridge(const struct amd_record *a, unsigned int family, struct x86_mce_report *r)
{
	/* The syndrome reaches into bits that newer machines name: the register as it is. */
	uint64_t s = a->m->status;

	if (NB_DRAM_ECC >> a->xec & 1 && !(family & F11)) {
		ras_text_sep(&r->mcistatus_msg, " ");
		ras_text_puts(&r->mcistatus_msg, "Syndrome=");
		ras_text_hex(&r->mcistatus_msg, ras_bits(s, 54, 47) | ras_bits(s, 31, 24) << 8, 4);
		/* What the northbridge saw is a system address (Linux mce/amd.c). */
		if (s & MCI_STATUS_ADDRV)
			r->address = X86_ADDR_PHYSICAL;
	}
	if (NB_LINK_ERRORS >> a->xec & 1) {
		ras_text_sep(&r->mc_location, ",");
		ras_text_add(&r->mc_location, "link=0x%x", (unsigned int)ras_bits(s, 39, 36));
		if (!(family & F0F))
			ras_text_add(&r->mc_location, ",sublink=%u",
				     (unsigned int)ras_bits(s, 41, 41));
	}
	/* Family 0Fh has a bit a core and none that says they are valid. */
	if (family & F0F && ras_bits(s, 35, 32)) {
		ras_text_sep(&r->mc_location, ",");
		ras_text_add(&r->mc_location, "cores=0x%x", (unsigned int)ras_bits(s, 35, 32));
	}
	if (s & RAS_BIT(56) && !(family & F0F)) {
		ras_text_sep(&r->mc_location, ",");
		ras_text_add(&r->mc_location, "core=%u", (unsigned int)ras_bits(s, 35, 32));
	}
}

void amd_legacy_decode(const struct amd_record *a, struct x86_mce_report *r)
{
	unsigned int family = family_bit(a->m->family);
	const char *name = "Unidentified bank", *text = error_text(a, family);

	for (size_t i = 0; i < COUNT(banks); i++)
		if (banks[i].bank == a->m->bank && banks[i].families & family)
			name = banks[i].name;
	ras_text_puts(&r->bank_name, name);
	if (text)
		ras_text_add(&r->mcastatus_msg, "%s. ", text);
	if (family && a->m->bank < LEGACY_BANKS)
		ras_text_add(&r->mcastatus_msg, "Ext Err Code: %u ", a->xec);
	if (family && a->m->bank == NB)
		northbridge(a, family, r);
}
