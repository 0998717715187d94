// SPDX-License-Identifier: GPL-2.0-or-later
/* One line of kernel log text: its prefix, and the headers that begin a machine check. */
#include "decode/x86/logline.h"

#include <string.h>

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { STATUS_DIGITS = 16, PREFIX_MAX = 48, LEVEL_MAX = 8 };

/* "Bank 4: b604a00100000813[misc] at addr" of 32-bit kernels, which drop VAL from what they print.
 */
static bool bare_bank(struct x86_logcursor *at, struct x86_logline *l)
{
	uint64_t bank, status, v;
	bool prefixed;

	if (!x86_scan_literal(at, "Bank ") || !x86_scan_decimal(at, UINT8_MAX, &bank) ||
	    !x86_scan_literal(at, ": ") || x86_scan_hex(at, &status, &prefixed) != STATUS_DIGITS)
		return false;
	x86_logline_set(l, X86_W_BANK, bank);
	x86_logline_set(l, X86_W_BARE, 0);
	l->m.bank = (uint8_t)bank;
	l->m.status = status | MCI_STATUS_VAL;
	if (x86_scan_literal(at, "[") && x86_scan_hex_max(at, UINT64_MAX, &v)) {
		x86_logline_set(l, X86_W_MISC, v);
		(void)x86_scan_literal(at, "]");
	}
	if (x86_scan_literal(at, " at ") && x86_scan_hex_max(at, UINT64_MAX, &v))
		x86_logline_set(l, X86_W_ADDR, v);
	return true;
}

/* Behind "CPU n": " Exception", " Event" or nothing, then MCG_STATUS. */
static bool mcg_status(struct x86_logcursor *at, uint64_t *v, unsigned int *digits)
{
	bool prefixed;

	if (!x86_scan_literal(at, "Machine Check"))
		return false;
	while (at->p < at->end && *at->p != ':' && (x86_scan_alnum(*at->p) || *at->p == ' '))
		at->p++;
	if (!x86_scan_literal(at, ":"))
		return false;
	x86_scan_blanks(at);
	*digits = x86_scan_hex(at, v, &prefixed);
	return *digits;
}

/* "CPU n: Machine Check…: mcgstatus Bank b: status". 1; 0: something else; -1: cut off. */
static int log_header(struct x86_logcursor *at, struct x86_logline *l, uint64_t cpu)
{
	uint64_t mcg, bank, status;
	unsigned int mcg_digits, digits;
	bool prefixed = false;

	if (!mcg_status(at, &mcg, &mcg_digits))
		return 0;
	x86_logline_set(l, X86_W_CPU, 0);
	l->m.cpu = (uint32_t)cpu;
	l->m.mcgstatus = mcg;
	x86_scan_blanks(at);
	if (!x86_scan_literal(at, "Bank "))
		return at->p == at->end && mcg_digits == STATUS_DIGITS ? 1 : -1;
	if (!x86_scan_decimal(at, UINT32_MAX, &bank) || !x86_scan_literal(at, ":"))
		return -1;
	x86_scan_blanks(at);
	digits = x86_scan_hex(at, &status, &prefixed);
	if (digits < STATUS_DIGITS && !(digits && prefixed))
		return -1;
	x86_logline_set(l, X86_W_BANK, 0);
	l->m.bank = (uint8_t)bank;
	l->m.status = status;
	return 1;
}

/* "CPU: n, MCGc/s: cap/status, MCb: status", the trace event in text. */
static int trace_header(struct x86_logcursor *at, struct x86_logline *l)
{
	uint64_t cpu, cap, mcg, bank, status;

	x86_scan_blanks(at);
	if (!x86_scan_decimal(at, UINT32_MAX, &cpu) || !x86_scan_literal(at, ", MCGc/s: ") ||
	    !x86_scan_hex_max(at, UINT64_MAX, &cap) || !x86_scan_literal(at, "/") ||
	    !x86_scan_hex_max(at, UINT64_MAX, &mcg))
		return 0;
	if (!x86_scan_literal(at, ", MC") || !x86_scan_decimal(at, UINT8_MAX, &bank) ||
	    !x86_scan_literal(at, ": ") || !x86_scan_hex_max(at, UINT64_MAX, &status))
		return -1;
	x86_logline_set(l, X86_W_CPU, 0);
	x86_logline_set(l, X86_W_BANK, 0);
	x86_logline_set(l, X86_W_CAP, cap);
	l->m.cpu = (uint32_t)cpu;
	l->m.mcgstatus = mcg;
	l->m.bank = (uint8_t)bank;
	l->m.status = status;
	return 1;
}

/* A header at the cursor: 1 and the cursor behind it; 0: none; -1: one that is cut off. */
static int header(struct x86_logcursor *at, struct x86_logline *l)
{
	struct x86_logcursor try = *at;
	struct x86_logline with = *l;
	uint64_t cpu;
	int rc = 0;

	if (!x86_scan_literal(&try, "CPU"))
		return 0;
	if (x86_scan_literal(&try, ":")) {
		rc = trace_header(&try, &with);
	} else if (x86_scan_literal(&try, " ") && x86_scan_decimal(&try, UINT32_MAX, &cpu) &&
		   x86_scan_literal(&try, ": ")) {
		rc = log_header(&try, &with, cpu);
		if (!rc && bare_bank(&try, &with)) {
			with.m.cpu = (uint32_t)cpu;
			with.seen |= X86_WORD(X86_W_CPU);
			rc = 1;
		}
	}
	if (rc > 0) {
		*at = try;
		*l = with;
	}
	return rc;
}

/* "[   12.345678]" is a time, "[  T123]" or "[   C4]" a caller; other brackets say nothing here. */
static void bracket(struct x86_logcursor in, struct x86_logline *l)
{
	uint64_t v, us;
	char kind;

	x86_scan_blanks(&in);
	if (in.p == in.end)
		return;
	kind = *in.p;
	if (kind == 'T' || kind == 'C') {
		in.p++;
		if (x86_scan_decimal(&in, UINT32_MAX / 4, &v) && in.p == in.end)
			l->caller = (uint32_t)v * 2 + (kind == 'C') + 1;
	} else if (x86_scan_decimal(&in, UINT64_MAX / 1000000 - 1, &v) &&
		   x86_scan_literal(&in, ".") && in.end - in.p == 6 &&
		   x86_scan_decimal(&in, 999999, &us)) {
		l->stamp_us = v * 1000000 + us;
	}
}

/* The next c, not more than max bytes away; NULL: none. */
static const char *find_near(const struct x86_logcursor *at, char c, size_t max)
{
	size_t left = (size_t)(at->end - at->p);

	return memchr(at->p, c, left < max ? left : max);
}

/* Pass quoting, "<2>", "[…]", "mce:" and "EDAC driver MCn:". */
static void prefix(struct x86_logcursor *at, struct x86_logline *l)
{
	for (;;) {
		const char *start = at->p, *close = NULL;

		/* strchr() would take a NUL of the line for its own end. */
		while (at->p < at->end && strchr(" \t>|*\"'`", *at->p) && *at->p)
			at->p++;
		if (x86_scan_at(at, '['))
			close = find_near(at, ']', PREFIX_MAX);
		else if (x86_scan_at(at, '<'))
			close = find_near(at, '>', LEVEL_MAX);
		if (close) {
			if (*close == ']')
				bracket((struct x86_logcursor){ at->p + 1, close, 0 }, l);
			at->p = close + 1;
			(void)x86_scan_literal(at, ":");
		} else if (x86_scan_literal(at, "EDAC ")) {
			close = find_near(at, ':', PREFIX_MAX);
			at->p = close ? close + 1 : at->end;
		} else if (!x86_scan_literal(at, "mce:") && at->p == start) {
			return;
		}
	}
}

/* The first header in the line, wherever it stands; NULL: none. Counts those that are cut off. */
static const char *find_header(struct x86_logcursor *at, const struct x86_logline *l)
{
	struct x86_logcursor try = *at;

	while ((try.p = x86_scan_find(try.p, at->end, "CPU"))) {
		struct x86_logcursor from = try;
		struct x86_logline with = *l;
		int rc = 0;

		if (try.p == at->p || !x86_scan_alnum(try.p[-1]))
			rc = header(&from, &with);
		if (rc > 0)
			return try.p;
		at->cut += rc < 0;
		try.p++;
	}
	return NULL;
}

void x86_logline_begin(struct x86_logcursor *at, struct x86_logline *l, const char *line,
		       size_t len)
{
	static const char *const marks[] = { "kernel:", "[Hardware Error]:" };
	const char *p;

	*at = (struct x86_logcursor){ line, line + len, 0 };
	*l = (struct x86_logline){ .seen = 0 };
	while (at->end > line && (at->end[-1] == '\n' || at->end[-1] == '\r'))
		at->end--;
	prefix(at, l);
	for (size_t i = 0; i < COUNT(marks); i++) {
		p = x86_scan_find(at->p, at->end, marks[i]);
		if (p) {
			at->p = p + strlen(marks[i]);
			prefix(at, l);
		}
	}
	p = find_header(at, l);
	if (p)
		at->p = p;
	else if (at->cut)
		at->p = at->end;
}

bool x86_logline_next(struct x86_logcursor *at, struct x86_logline *l)
{
	int rc;

	l->m = (struct x86_mce){ .status = 0 };
	l->seen = 0;
	while (at->p < at->end) {
		if (!x86_scan_alnum(*at->p)) {
			at->p++;
			continue;
		}
		if (l->seen) {
			/* The next record may stand in the same line. */
			struct x86_logcursor try = *at;
			struct x86_logline with = *l;

			if (header(&try, &with))
				return true;
			if (x86_logword_read(at, l, false))
				continue;
		} else {
			rc = header(at, l);
			at->cut += rc < 0;
			if (rc > 0 || bare_bank(at, l) || x86_logword_read(at, l, true))
				continue;
			return false;
		}
		while (at->p < at->end && (x86_scan_alnum(*at->p) || strchr("_./+-", *at->p)) &&
		       *at->p)
			at->p++;
	}
	return l->seen;
}

bool x86_logline_guest(const char *line, size_t len)
{
	/* Linux arch/x86/kernel/cpu/hypervisor.c; drivers/firmware/dmi_scan.c, boards of QEMU. */
	static const char *const tells[] = { "Hypervisor detected: KVM", "DMI: QEMU" };

	for (size_t i = 0; i < COUNT(tells); i++)
		if (x86_scan_find(line, line + len, tells[i]))
			return true;
	return false;
}
