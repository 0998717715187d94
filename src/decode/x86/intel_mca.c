// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel's architectural MCA error codes. */
#include "decode/x86/intel_tables.h"

/*
 * SDM vol. 3B table 17-9, simple error codes. The words are what collectd and telegraf match.
 * 0E0BH (I/O error) has the form of a bus error and is shown as one, as consumers expect.
 */
static const struct ras_code simple[] = {
	{ 0x0000, "No Error" },
	{ 0x0001, "Unclassified" },
	{ 0x0002, "Microcode ROM parity error" },
	{ 0x0003, "External error" },
	{ 0x0004, "FRC error" },
	{ 0x0005, "Internal parity error" },
	{ 0x0006, "SMM Handler Code Access Violation" },
	{ 0x0400, "Internal Timer error" },
};

/* SDM vol. 3B tables 17-11 to 17-15: the sub-fields of compound codes. */
static const char *const tt[4] = { "Instruction", "Data", "Generic", "Unknown" };
static const char *const ll[4] = { "Level-0", "Level-1", "Level-2", "Level-3" };
static const char *const rrrr[16] = {
	"Generic",       "Read",     "Write",    "Data-Read", "Data-Write", "Instruction-Fetch",
	"Prefetch",      "Eviction", "Snoop",    "Unknown",   "Unknown",    "Unknown",
	"Unknown",       "Unknown",  "Unknown",  "Unknown",
};
static const char *const pp[4] = {
	"Local-CPU-originated-request",
	"Responed-to-request", /* sic: 0.8.x */
	"Observed-error-as-third-party",
	"Generic",
};
static const char *const t_[2] = { "Request-did-not-timeout", "Request-timed-out" };
static const char *const ii[4] = { "Memory-access", "Reserved", "IO", "Other-transaction" };
static const char *const mmm[8] = { "GEN", "RD", "WR", "AC", "MS", "RESERVED", "RESERVED",
				    "RESERVED" };
static const char *const mmm_text[8] = {
	"Generic undefined request", "Memory read error", "Memory write error",
	"Address/Command error",     "Memory scrubbing error", "Reserved 5",
	"Reserved 6",                "Reserved 7",
};

static void hierarchy(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "%s Generic memory hierarchy error", ll[c & 3]);
}

static void tlb(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "%s TLB %s Error", tt[c >> 2 & 3], ll[c & 3]);
}

static void memory_controller(struct ras_text *t, unsigned int c)
{
	unsigned int kind = c >> 4 & 7, channel = c & 0xf;

	ras_text_add(t, "MEMORY CONTROLLER %s_CHANNEL", mmm[kind]);
	if (channel == 0xf)
		ras_text_puts(t, "unspecified");
	else
		ras_text_u64(t, channel);
	ras_text_add(t, "_ERR Transaction: %s", mmm_text[kind]);
}

static void extended_memory(struct ras_text *t, unsigned int c)
{
	ras_text_puts(t, "Extended memory (memory as cache): ");
	memory_controller(t, c);
}

static void cache(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "%s CACHE %s %s Error", tt[c >> 2 & 3], ll[c & 3], rrrr[c >> 4 & 0xf]);
}

static void bus(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "BUS %s %s %s %s %s Error", ll[c & 3], pp[c >> 9 & 3],
		     rrrr[c >> 4 & 0xf], ii[c >> 2 & 3], t_[c >> 8 & 1]);
	if ((c & ~(unsigned int)MCACOD_FILTER) == 0x0e0b)
		ras_text_puts(t, " (I/O error)");
}

static void internal(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "Internal unclassified error: %x", c & ~(unsigned int)MCACOD_FILTER);
}

/* SDM vol. 3B table 17-10, compound error codes; the first row whose bits agree is the one. */
static const struct {
	uint16_t mask, value;
	void (*put)(struct ras_text *t, unsigned int code);
} compound[] = {
	{ 0xeffc, 0x000c, hierarchy },         /* 000F 0000 0000 11LL */
	{ 0xeff0, 0x0010, tlb },               /* 000F 0000 0001 TTLL */
	{ 0xef80, 0x0080, memory_controller }, /* 000F 0000 1MMM CCCC */
	{ 0xef00, 0x0100, cache },             /* 000F 0001 RRRR TTLL */
	{ 0xef80, 0x0280, extended_memory },   /* 000F 0010 1MMM CCCC */
	{ 0xe800, 0x0800, bus },               /* 000F 1PPT RRRR IILL */
	{ 0xec00, 0x0400, internal },          /* 0000 01xx xxxx xxxx */
};

bool intel_mca_code_text(struct ras_text *t, uint16_t mcacod)
{
	const char *text = ras_code_text(simple, COUNT(simple), mcacod & ~MCACOD_FILTER);

	if (mcacod & MCACOD_FILTER)
		ras_text_puts(t, "corrected filtering (some unreported errors in same region) ");
	if (text) {
		ras_text_puts(t, text);
		return true;
	}
	for (size_t i = 0; i < COUNT(compound); i++) {
		if ((mcacod & compound[i].mask) == compound[i].value) {
			compound[i].put(t, mcacod);
			return true;
		}
	}
	ras_text_add(t, "Unknown Error %x", mcacod);
	return false;
}
