// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD's architectural error code, MCA_STATUS[15:0], in words. */
#include "decode/x86/amd.h"

/* APM vol. 2 9.3.2.2, tables of TT, LL, RRRR, II, PP and T; UU: Linux drivers/edac/mce_amd.c. */
static const char *const tt[4] = { "instruction", "data", "generic", "reserved" };
static const char *const ll[4] = { "reserved", "L1", "L2", "L3/generic" };
static const char *const rrrr[16] = {
	"generic",  "generic read", "generic write", "data read", "data write", "instruction fetch",
	"prefetch", "evict",        "snoop",         "-",         "-",          "-",
	"-",        "-",            "-",             "-",
};
static const char *const ii[4] = { "mem access", "reserved", "I/O", "generic" };
static const char *const pp[4] = { "local node origin", "local node response",
				   "local node observed", "generic participation" };
static const char *const timeout[2] = { "no timeout", "timed out" };
static const char *const uu[4] = { "reserved", "reserved", "hardware assert", "reserved" };

static void none(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "error code %04x", c);
}

static void tlb(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "TLB Error 'tx: %s, level: %s'", tt[c >> 2 & 3], ll[c & 3]);
}

static void memory(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "Memory Error 'mem-tx: %s, tx: %s, level: %s'", rrrr[c >> 4 & 0xf],
		     tt[c >> 2 & 3], ll[c & 3]);
}

static void bus(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "Bus Error '%s, %s, mem-tx: %s, %s, level: %s'", pp[c >> 9 & 3],
		     timeout[c >> 8 & 1], rrrr[c >> 4 & 0xf], ii[c >> 2 & 3], ll[c & 3]);
}

static void internal(struct ras_text *t, unsigned int c)
{
	ras_text_add(t, "Internal '%s'", uu[c >> 8 & 3]);
}

/* No code of AMD's: what Linux mce/apei.c writes on every machine for a firmware report. */
static void firmware(struct ras_text *t, unsigned int c)
{
	(void)c;
	ras_text_puts(t, "Memory error on an unspecified channel, reported by firmware");
}

/* APM vol. 2 9.3.2.2; the last row takes what is none of these. */
static const struct {
	uint16_t mask, value;
	void (*put)(struct ras_text *t, unsigned int code);
} kinds[] = {
	{ AMD_CODE_TLB, tlb },           /* 0000 0000 0001 TTLL */
	{ AMD_CODE_MEM, memory },        /* 0000 0001 RRRR TTLL */
	{ AMD_CODE_BUS, bus },           /* 0000 1PPT RRRR IILL */
	{ AMD_CODE_INTERNAL, internal }, /* 0000 01UU 0000 0000 */
	{ 0xffff, 0x009f, firmware },
	{ AMD_CODE_ANY, none },
};

void amd_code_text(struct ras_text *t, unsigned int code)
{
	size_t i = 0;

	while ((code & kinds[i].mask) != kinds[i].value)
		i++;
	kinds[i].put(t, code);
}
