// SPDX-License-Identifier: GPL-2.0-or-later
/* The words of a machine check's lines in a kernel log, and how their values are written. */
#include <string.h>

#include "decode/x86/logword.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* How a word's value is written. */
enum form { HEX, DEC, RIP, PROCESSOR, TRIPLE, VENDOR_DATA };

/*
 * Words and where their values go. Linux: print_mce() since 2.6.9 (arch/x86_64/kernel/mce.c, later
 * arch/x86/kernel/cpu/mce/core.c), TP_printk of include/trace/events/mce.h 2.6.39 to 6.13, EDAC
 * drivers sb_edac, skx_common, igen6 and ie31200. first: a line may begin with it.
 */
static const struct word {
	const char *name;
	enum form form;
	bool first;
	enum x86_logword word;
	uint64_t max;
} words[] = {
	{ "TSC", HEX, true, X86_W_TSC, UINT64_MAX },
	{ "ADDR", HEX, true, X86_W_ADDR, UINT64_MAX },
	{ "MISC", HEX, true, X86_W_MISC, UINT64_MAX },
	{ "ADDR/MISC/SYND", TRIPLE, false, X86_W_ADDR, UINT64_MAX },
	{ "ADDR/MISC", TRIPLE, false, X86_W_ADDR, UINT64_MAX },
	{ "PPIN", HEX, true, X86_W_PPIN, UINT64_MAX },
	{ "SYND", HEX, true, X86_W_SYND, UINT64_MAX },
	{ "SYND1", HEX, true, X86_W_SYND1, UINT64_MAX },
	{ "SYND2", HEX, true, X86_W_SYND2, UINT64_MAX },
	{ "IPID", HEX, true, X86_W_IPID, UINT64_MAX },
	{ "RIP", RIP, true, X86_W_RIP, UINT64_MAX },
	{ "PROCESSOR", PROCESSOR, true, X86_W_PROCESSOR, UINT32_MAX },
	{ "CPUID", HEX, false, X86_W_PROCESSOR, UINT32_MAX },
	{ "vendor data", VENDOR_DATA, false, X86_W_SYND1, UINT64_MAX },
	{ "vendor", DEC, false, X86_W_VENDOR, UINT8_MAX },
	{ "TIME", DEC, false, X86_W_TIME, UINT64_MAX },
	{ "time", DEC, false, X86_W_TIME, UINT64_MAX },
	{ "SOCKET", DEC, false, X86_W_SOCKET, UINT32_MAX },
	{ "socket", DEC, false, X86_W_SOCKET, UINT32_MAX },
	{ "APIC", HEX, false, X86_W_APIC, UINT32_MAX },
	{ "microcode", HEX, false, X86_W_MICROCODE, UINT32_MAX },
};

/* Where each word's value lies; the header's words have several. */
#define FIELD(W, F)                                                                                \
	{                                                                                          \
		W, offsetof(struct x86_mce, F), sizeof(((struct x86_mce *)0)->F)                   \
	}
static const struct {
	enum x86_logword word;
	size_t offset, size;
} fields[] = {
	FIELD(X86_W_CPU, cpu),
	FIELD(X86_W_CPU, mcgstatus),
	FIELD(X86_W_BANK, bank),
	FIELD(X86_W_BANK, status),
	FIELD(X86_W_BARE, mcgstatus),
	FIELD(X86_W_CAP, mcgcap),
	FIELD(X86_W_TSC, tsc),
	FIELD(X86_W_ADDR, addr),
	FIELD(X86_W_MISC, misc),
	FIELD(X86_W_PPIN, ppin),
	FIELD(X86_W_SYND, synd),
	FIELD(X86_W_SYND1, synd1),
	FIELD(X86_W_SYND1, have_synd12),
	FIELD(X86_W_SYND2, synd2),
	FIELD(X86_W_SYND2, have_synd12),
	FIELD(X86_W_IPID, ipid),
	FIELD(X86_W_RIP, ip),
	FIELD(X86_W_CS, cs),
	FIELD(X86_W_VENDOR, vendor),
	FIELD(X86_W_PROCESSOR, cpuid),
	FIELD(X86_W_TIME, walltime),
	FIELD(X86_W_SOCKET, socketid),
	FIELD(X86_W_APIC, apicid),
	FIELD(X86_W_MICROCODE, microcode),
};
#undef FIELD

void x86_logline_merge(struct x86_mce *m, const struct x86_logline *l)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (l->seen & X86_WORD(fields[i].word))
			memcpy((char *)m + fields[i].offset, (const char *)&l->m + fields[i].offset,
			       fields[i].size);
}

void x86_logline_set(struct x86_logline *l, enum x86_logword word, uint64_t v)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		void *to = (char *)&l->m + fields[i].offset;

		if (fields[i].word != word)
			continue;
		switch (fields[i].size) {
		case 1:
			/* have_synd12 is a bool: any value of its words sets it. */
			*(uint8_t *)to = fields[i].offset == offsetof(struct x86_mce, have_synd12)
						 ? 1
						 : (uint8_t)v;
			break;
		case 4:
			*(uint32_t *)to = (uint32_t)v;
			break;
		default:
			*(uint64_t *)to = v;
		}
	}
	l->seen |= X86_WORD(word);
}

/* "33:<00000000004019b8>", with "!INEXACT!" before it where EIPV is clear. */
static bool rip(struct x86_logcursor *at, struct x86_logline *l)
{
	uint64_t cs, ip;

	if (x86_scan_literal(at, "!INEXACT!"))
		x86_scan_blanks(at);
	if (!x86_scan_hex_max(at, UINT8_MAX, &cs) || !x86_scan_literal(at, ":<") ||
	    !x86_scan_hex_max(at, UINT64_MAX, &ip))
		return false;
	x86_logline_set(l, X86_W_CS, cs);
	x86_logline_set(l, X86_W_RIP, ip);
	return true;
}

/* "2:800f12": the kernel's number of the vendor, CPUID(1).EAX. */
static bool processor(struct x86_logcursor *at, struct x86_logline *l)
{
	uint64_t vendor, cpuid;

	if (!x86_scan_decimal(at, UINT8_MAX, &vendor) || !x86_scan_literal(at, ":") ||
	    !x86_scan_hex_max(at, UINT32_MAX, &cpuid))
		return false;
	x86_logline_set(l, X86_W_VENDOR, vendor);
	x86_logline_set(l, X86_W_PROCESSOR, cpuid);
	return true;
}

/* "addr/misc" or "addr/misc/synd". */
static bool triple(struct x86_logcursor *at, struct x86_logline *l)
{
	static const enum x86_logword order[] = { X86_W_ADDR, X86_W_MISC, X86_W_SYND };
	uint64_t v;

	for (size_t i = 0; i < COUNT(order); i++) {
		if (i && !x86_scan_literal(at, "/"))
			return i > 1;
		if (!x86_scan_hex_max(at, UINT64_MAX, &v))
			return false;
		x86_logline_set(l, order[i], v);
	}
	return true;
}

/* "{0x1,0x2,…}": 16 bytes or two words of 64 bits, little-endian SYND1 and SYND2. */
static bool vendor_data(struct x86_logcursor *at, struct x86_logline *l)
{
	uint64_t v, part[16] = { 0 }, synd[2] = { 0 };
	size_t n = 0;

	if (!x86_scan_literal(at, "{"))
		return false;
	for (; n < COUNT(part) && x86_scan_hex_max(at, UINT64_MAX, &v); n++) {
		part[n] = v;
		if (!x86_scan_literal(at, ","))
			break;
	}
	if (!x86_scan_literal(at, "}"))
		return false;
	n++;
	if (n == 2)
		memcpy(synd, part, sizeof(synd));
	else if (n == COUNT(part))
		for (size_t i = 0; i < n; i++)
			synd[i / 8] |= (part[i] & 0xff) << 8 * (i % 8);
	else
		return false;
	x86_logline_set(l, X86_W_SYND1, synd[0]);
	x86_logline_set(l, X86_W_SYND2, synd[1]);
	return true;
}

static bool value(struct x86_logcursor *at, struct x86_logline *l, const struct word *w)
{
	uint64_t v;

	switch (w->form) {
	case DEC:
		if (!x86_scan_decimal(at, w->max, &v))
			return false;
		x86_logline_set(l, w->word, v);
		return true;
	case RIP:
		return rip(at, l);
	case PROCESSOR:
		return processor(at, l);
	case TRIPLE:
		return triple(at, l);
	case VENDOR_DATA:
		return vendor_data(at, l);
	default:
		if (!x86_scan_hex_max(at, w->max, &v))
			return false;
		x86_logline_set(l, w->word, v);
		return true;
	}
}

/* A word and its value at the cursor; otherwise nothing is read. */
bool x86_logword_read(struct x86_logcursor *at, struct x86_logline *l, bool first)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		struct x86_logcursor try = *at;
		struct x86_logline with = *l;

		if ((first && !words[i].first) || !x86_scan_literal(&try, words[i].name) ||
		    (!x86_scan_ended(&try)) || x86_scan_at(&try, '/'))
			continue;
		(void)x86_scan_literal(&try, ":");
		x86_scan_blanks(&try);
		if (!value(&try, &with, &words[i]))
			continue;
		*at = try;
		*l = with;
		return true;
	}
	return false;
}
