// SPDX-License-Identifier: GPL-2.0-or-later
/* Kernel log text to machine-check records: every kernel's shape, damage, interleaving, bounds. */
#include "tests/unit/unit.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/x86/logtext.h"
#include "decode/x86/mcgcap.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* Feed text line by line, without ending the log; take at most max records. */
static size_t feed(struct x86_logtext *p, const char *text, struct x86_logtext_record *r,
		   size_t max)
{
	size_t n = 0;

	while (*text) {
		size_t len = strcspn(text, "\n");

		x86_logtext_line(p, text, len + (text[len] == '\n'));
		text += len + (text[len] == '\n');
		while (n < max && x86_logtext_take(p, &r[n]))
			n++;
	}
	return n;
}

/* A whole log. */
static size_t parse(struct x86_logtext *p, const char *text, struct x86_logtext_record *r,
		    size_t max)
{
	size_t n;

	x86_logtext_begin(p, NULL);
	n = feed(p, text, r, max);
	x86_logtext_end(p);
	while (n < max && x86_logtext_take(p, &r[n]))
		n++;
	return n;
}

#define HW "mce: [Hardware Error]: "

/* The same record, as kernels and the tools around them write it. */
static const struct {
	const char *name, *text;
} shapes[] = {
	{ "dmesg",
	  "[    7.1] x\n"
	  "[    7.631424] " HW "CPU 1: Machine Check Exception: 7 Bank 9: bd80000000000134\n"
	  "[    7.631733] " HW "RIP 33:<00000000004019b8> \n"
	  "[    7.631868] " HW "TSC 62e0f05d0 ADDR 37d14000 MISC 8c \n"
	  "[    7.632013] " HW "PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1 microcode 1\n" },
	{ "dmesg -T, CRLF",
	  "[Sat Nov 21 03:12:58 2026] " HW "CPU 1: Machine Check Exception: 7 Bank 9: "
	  "bd80000000000134\r\n"
	  "[Sat Nov 21 03:12:58 2026] " HW "RIP !INEXACT! 33:<00000000004019b8> \r\n"
	  "[Sat Nov 21 03:12:58 2026] " HW "TSC 62e0f05d0 ADDR 37d14000 MISC 8c \r\n"
	  "[Sat Nov 21 03:12:58 2026] " HW "PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1 "
	  "microcode 1\r\n" },
	{ "journal, quoted in a mail",
	  "> Nov 21 03:12:58 h kernel: " HW "CPU 1: Machine Check Exception: 7 Bank 9: "
	  "bd80000000000134\n"
	  "> Nov 21 03:12:58 h kernel: " HW "RIP 33:<00000000004019b8>\n"
	  ">> Nov 21 03:12:58 h kernel: usb 1-1: new high-speed USB device number 2\n"
	  "> Nov 21 03:12:58 h kernel: " HW "TSC 62e0f05d0 ADDR 37d14000 MISC 8c\n"
	  "> Nov 21 03:12:58 h kernel: " HW "PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1 "
	  "microcode 1\n" },
	{ "raw with priorities and callers, other task between",
	  "<2>[    7.631424][   C1] " HW "CPU 1: Machine Check Exception: 7 Bank 9: "
	  "bd80000000000134\n"
	  "<2>[    7.631733][   C1] " HW "RIP 33:<00000000004019b8> {sym_of+0x12/0x340}\n"
	  "<6>[    7.631800][ T4242] TSC deadline timer available\n"
	  "<2>[    7.631868][   C1] " HW "TSC 62e0f05d0 ADDR 37d14000 MISC 8c \n"
	  "<2>[    7.632013][   C1] " HW "PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1 "
	  "microcode 1\n" },
	{ "2.6.36, no mark in front",
	  "HARDWARE ERROR\n"
	  "CPU 1: Machine Check Exception:                7 Bank 9: bd80000000000134\n"
	  "RIP 33:<00000000004019b8> \n"
	  "TSC 62e0f05d0 ADDR 37d14000 MISC 8c \n"
	  "PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1 microcode 1\n"
	  "This is not a software problem!\n" },
	{ "EDAC, with 0x",
	  "EDAC skx MC0: CPU 1: Machine Check Event: 0x7 Bank 9: 0xbd80000000000134\n"
	  "RIP 33:<00000000004019b8>\n"
	  "EDAC skx MC0: TSC 0x62e0f05d0\n"
	  "EDAC skx MC0: ADDR 0x37d14000\n"
	  "EDAC skx MC0: MISC 0x8c\n"
	  "EDAC skx MC0: PROCESSOR 0:0x50654 TIME 1795230778 SOCKET 0 APIC 0x1 microcode 1\n" },
	{ "all in one line of a forum",
	  "mce: CPU 1: Machine Check Exception: 7 Bank 9: bd80000000000134 RIP "
	  "33:<00000000004019b8> TSC 62e0f05d0 ADDR 37d14000 MISC 8c PROCESSOR 0:50654 TIME "
	  "1795230778 SOCKET 0 APIC 1 microcode 1</code></pre>\n" },
	{ "trace event up to 6.9",
	  "  kworker/1:1-35 [001] .....  9.957244: mce_record: CPU: 1, MCGc/s: 100010a/7, MC9: "
	  "bd80000000000134, IPID: 0000000000000000, ADDR/MISC/SYND: 0000000037d14000/"
	  "000000000000008c/0000000000000000, RIP: 33:<00000000004019b8>, TSC: 62e0f05d0, "
	  "PROCESSOR: 0:50654, TIME: 1795230778, SOCKET: 0, APIC: 1, microcode: 1\n" },
	{ "trace event since 6.10",
	  "  kworker/1:1-34 [001] .....  7.672007: mce_record: CPU: 1, MCGc/s: 100010a/7, MC9: "
	  "bd80000000000134, IPID: 0000000000000000, ADDR: 0000000037d14000, MISC: "
	  "000000000000008c, SYND: 0000000000000000, RIP: 33:<00000000004019b8>, TSC: 62e0f05d0, "
	  "PPIN: 0, vendor: 0, CPUID: 50654, time: 1795230778, socket: 0, APIC: 1, microcode: 1, "
	  "vendor data: {0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0,0x0}\n" },
};

static void every_shape(void **state)
{
	struct x86_logtext_record r[4];
	struct x86_logtext p;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		/* cppcheck-suppress uninitvar ; its address only */
		const struct x86_mce *m = &r[0].m;

		print_message("shape: %s\n", shapes[i].name);
		assert_int_equal(parse(&p, shapes[i].text, r, COUNT(r)), 1);
		assert_int_equal(p.cut + p.lost, 0);
		assert_true(r[0].have_cpu);
		assert_false(r[0].partial);
		assert_false(r[0].mixed);
		assert_int_equal(m->cpu, 1);
		assert_int_equal(m->mcgstatus, 7);
		assert_int_equal(m->bank, 9);
		assert_true(m->status == 0xbd80000000000134);
		assert_int_equal(m->cs, 0x33);
		assert_int_equal(m->ip, 0x4019b8);
		assert_true(m->tsc == 0x62e0f05d0);
		assert_int_equal(m->addr, 0x37d14000);
		assert_int_equal(m->misc, 0x8c);
		assert_int_equal(m->vendor, 0);
		assert_int_equal(m->cpuid, 0x50654);
		assert_int_equal(m->walltime, 1795230778);
		assert_int_equal(m->apicid, 1);
		assert_int_equal(m->microcode, 1);
		assert_int_equal(m->family, 6);
		assert_int_equal(m->model, 85);
		assert_int_equal(m->stepping, 4);
	}
}

/* SMCA registers, PPIN, and a bank number of two digits. */
static void smca_registers(void **state)
{
	static const char text[] =
		HW "CPU 24: Machine Check: 0 Bank 21: 942031000400011b\n" HW
		   "TSC 0 ADDR 6350a00 PPIN 2b69e294c148024 SYND 9a4a00000b800000 SYND1 "
		   "4d4d494420304143 SYND2 a31 IPID 109600250f00 \n" HW
		   "PROCESSOR 2:a10f11 TIME 1682425109 SOCKET 1 APIC 30 microcode a101121\n";
	struct x86_logtext_record r[2];
	struct x86_logtext p;

	(void)state;
	assert_int_equal(parse(&p, text, r, 2), 1);
	assert_int_equal(r[0].m.bank, 21);
	assert_true(r[0].m.ppin == 0x2b69e294c148024);
	assert_true(r[0].m.synd == 0x9a4a00000b800000);
	assert_true(r[0].m.have_synd12);
	assert_true(r[0].m.synd1 == 0x4d4d494420304143);
	assert_int_equal(r[0].m.synd2, 0xa31);
	assert_true(r[0].m.ipid == 0x109600250f00);
	assert_int_equal(r[0].m.vendor, 2);
	assert_int_equal(r[0].m.family, 25);
	assert_int_equal(r[0].m.model, 17);
	assert_int_equal(r[0].m.apicid, 0x30);
	assert_int_equal(r[0].m.socketid, 1);
}

/* "vendor data" of the trace event: bytes, in the order of an x86 machine. */
static void vendor_data(void **state)
{
	static const char text[] =
		"x: mce_record: CPU: 0, MCGc/s: 0/0, MC1: 9c20400000000135, vendor: 2, CPUID: "
		"a00f11, vendor data: "
		"{0x43,0x41,0x30,0x20,0x44,0x49,0x4d,0x4d,0x1,0x2,0x0,0x0,0x0,0x0,0x0,0x80}\n";
	struct x86_logtext_record r[2];
	struct x86_logtext p;

	(void)state;
	assert_int_equal(parse(&p, text, r, 2), 1);
	assert_true(r[0].m.have_synd12);
	assert_true(r[0].m.synd1 == 0x4d4d494420304143);
	assert_true(r[0].m.synd2 == 0x8000000000000201);
}

/* 32-bit kernels: one header, a line a bank, VAL dropped by those that print the CPU again. */
static void bare_banks(void **state)
{
	static const char text[] =
		"CPU 1: Machine Check Exception: 0000000000000004\n"
		"Bank 4: b604a00100000813 at 000000007e4f2f68\n"
		"Bank 0: 3c00000000000135[0000000000000086] at 0000000012345678\n"
		"Kernel panic: CPU context corrupt\n"
		"CPU 3: Bank 5: 3200000000000e0f\n";
	struct x86_logtext_record r[4];
	struct x86_logtext p;

	(void)state;
	assert_int_equal(parse(&p, text, r, 4), 3);
	assert_int_equal(r[0].m.cpu, 1);
	assert_int_equal(r[0].m.mcgstatus, 4);
	assert_int_equal(r[0].m.bank, 4);
	assert_true(r[0].m.status == 0xb604a00100000813);
	assert_int_equal(r[0].m.addr, 0x7e4f2f68);
	assert_false(r[0].have_cpu);
	assert_int_equal(r[1].m.bank, 0);
	assert_true(r[1].m.status == 0xbc00000000000135);
	assert_int_equal(r[1].m.misc, 0x86);
	assert_int_equal(r[1].m.addr, 0x12345678);
	assert_int_equal(r[2].m.cpu, 3);
	assert_int_equal(r[2].m.mcgstatus, 0);
	assert_true(r[2].m.status == 0xb200000000000e0f);
}

/* Two CPUs at once. printk's caller tells their lines apart; without it they take turns. */
static void interleaved(void **state)
{
	static const char callers[] =
		"[    1.000001][   C1] " HW "CPU 1: Machine Check: 0 Bank 5: 8c00004000010092\n"
		"[    1.000002][   C2] " HW "CPU 2: Machine Check: 0 Bank 6: 8c00004000010093\n"
		"[    1.000003][   C2] " HW "TSC 2 ADDR 2000 MISC 86\n"
		"[    1.000004][   C2] " HW "PROCESSOR 0:206d7 TIME 2 SOCKET 0 APIC 2\n"
		"[    1.000005][   C1] " HW "TSC 1 ADDR 1000 MISC 86\n"
		"[    1.000006][   C1] " HW "PROCESSOR 0:206d7 TIME 1 SOCKET 0 APIC 1\n";
	static const char turns[] =
		HW "CPU 1: Machine Check: 0 Bank 5: 8c00004000010092\n" HW
		   "CPU 2: Machine Check: 0 Bank 6: 8c00004000010093\n" HW
		   "TSC 1 ADDR 1000 MISC 86\n" HW "TSC 2 ADDR 2000 MISC 86\n" HW
		   "PROCESSOR 0:206d7 TIME 1 SOCKET 0 APIC 1\n" HW
		   "PROCESSOR 0:206d7 TIME 2 SOCKET 0 APIC 2\n";
	/* ADDR can only be of the bank that calls it valid. */
	static const char valid[] = HW "CPU 1: Machine Check: 0 Bank 5: 9000004000000e0b\n" HW
				       "CPU 2: Machine Check: 0 Bank 6: 8c00004000010093\n" HW
				       "TSC 2 ADDR 2000 MISC 86\n";
	struct x86_logtext_record r[4];
	struct x86_logtext p;

	(void)state;
	assert_int_equal(parse(&p, callers, r, 4), 2);
	assert_int_equal(r[0].m.cpu, 2);
	assert_int_equal(r[0].m.addr, 0x2000);
	assert_int_equal(r[0].m.apicid, 2);
	assert_int_equal(r[1].m.cpu, 1);
	assert_int_equal(r[1].m.addr, 0x1000);
	assert_int_equal(r[1].m.tsc, 1);
	assert_false(r[0].mixed || r[1].mixed);

	assert_int_equal(parse(&p, turns, r, 4), 2);
	assert_int_equal(r[0].m.cpu, 1);
	assert_int_equal(r[0].m.addr, 0x1000);
	assert_int_equal(r[0].m.walltime, 1);
	assert_int_equal(r[1].m.cpu, 2);
	assert_int_equal(r[1].m.addr, 0x2000);
	assert_int_equal(r[1].m.walltime, 2);
	assert_true(r[0].mixed && r[1].mixed);

	assert_int_equal(parse(&p, valid, r, 4), 2);
	assert_int_equal(r[0].m.cpu, 1);
	assert_int_equal(r[0].m.addr, 0);
	assert_int_equal(r[1].m.addr, 0x2000);
}

/* Lines about machine checks that are no records, and lines that only look alike. */
static void other_lines(void **state)
{
	static const char *const lines[] = {
		HW "Machine check events logged\n",
		HW "CPU:2 (17:71:0) MC18_STATUS[Over|CE|MiscV|AddrV|-|-|SyndV|CECC|-|-|-]: "
		   "0xdc2040000000011b\n",
		"[Hardware Error]: Error Addr: 0x00000004e09173c0\n",
		"[Hardware Error]: IPID: 0x0000009600150f00, Syndrome: 0x000040000a801103\n",
		"[Hardware Error]: Unified Memory Controller Ext. Error Code: 0, DRAM ECC error.\n",
		"EDAC MC0: 1 CE on mc#0csrow#3channel#1 (csrow:3 channel:1 page:0x0 offset:0x0)\n",
		HW "Machine check: Processor context corrupt\n",
		HW "Run the above through 'mcelog --ascii'\n",
		"tsc: Refined TSC clocksource calibration: 2904.003 MHz\n",
		"TSC 12345678\n",
		"Bank 4: b604a00100000813\n",
		"PROCESSOR 0:50654 TIME 1 SOCKET 0 APIC 0\n",
		"mce: CPU supports 32 MCE banks\n",
		"CPU 0: Machine Check Exception\n",
		"CPU 4294967296: Machine Check: 0 Bank 5: 8c00004000010092\n",
		"\n",
	};
	struct x86_logtext_record r[2];
	struct x86_logtext p;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		print_message("line: %s", lines[i]);
		assert_int_equal(parse(&p, lines[i], r, 2), 0);
		assert_int_equal(p.cut, 0);
	}
}

static void truncated(void **state)
{
	struct x86_logtext_record r[4];
	struct x86_logtext p;

	(void)state;
	/* Half a status is no status. */
	assert_int_equal(parse(&p, HW "CPU 0: Machine Check: 0 Bank 5: be000000\n", r, 4), 0);
	assert_int_equal(p.cut, 1);
	assert_int_equal(parse(&p, HW "CPU 0: Machine Check: 0 Ba\n", r, 4), 0);
	assert_int_equal(p.cut, 1);
	/* A header alone is a record with a piece missing. */
	assert_int_equal(parse(&p, HW "CPU 0: Machine Check: 0 Bank 5: be00000000000108", r, 4), 1);
	assert_true(r[0].partial);
	assert_false(r[0].have_cpu);
	assert_int_equal(r[0].m.vendor, X86_UNKNOWN);
	/* The next record of that CPU closes it, and gets its own lines. */
	assert_int_equal(parse(&p,
			       HW "CPU 0: Machine Check: 0 Bank 5: be00000000000108\n" HW
				  "CPU 0: Machine Check: 0 Bank 6: 8c00004000010093\n" HW
				  "TSC 5 ADDR 2000 \n" HW
				  "PROCESSOR 0:206d7 TIME 2 SOCKET 0 APIC 2\n",
			       r, 4), 2);
	assert_int_equal(r[0].m.bank, 5);
	assert_true(r[0].partial);
	assert_int_equal(r[0].m.tsc, 0);
	assert_int_equal(r[1].m.bank, 6);
	assert_int_equal(r[1].m.tsc, 5);
	assert_false(r[1].partial);
	/* So does a second without a line of its own. */
	assert_int_equal(parse(&p,
			       "[    1.000000] " HW
			       "CPU 0: Machine Check: 0 Bank 5: be00000000000108\n"
			       "[    3.000000] " HW "TSC 5 ADDR 2000 \n",
			       r, 4),
			 1);
	assert_int_equal(r[0].m.tsc, 0);
	/* Too many digits are not cut to fit. */
	assert_int_equal(parse(&p,
			       HW "CPU 0: Machine Check: 0 Bank 5: be00000000000108\n" HW
				  "TSC 5 ADDR 12345678123456781 \n",
			       r, 4), 1);
	assert_int_equal(r[0].m.addr, 0);
}

/* The default identity is for records that do not say, and only for those. */
static void identity(void **state)
{
	static const struct x86_logtext_cpu genoa = { true, X86_AMD, 25, 17, 1 };
	static const char text[] = HW "CPU 0: Machine Check: 0 Bank 5: be00000000000108\n" HW
				      "CPU 1: Machine Check: 0 Bank 5: be00000000000108\n" HW
				      "PROCESSOR 0:50654 TIME 1 SOCKET 0 APIC 1\n";
	struct x86_logtext_record r[2];
	struct x86_logtext p;

	(void)state;
	x86_logtext_begin(&p, &genoa);
	assert_int_equal(feed(&p, text, r, 2), 1);
	x86_logtext_end(&p);
	assert_true(x86_logtext_take(&p, &r[1]));
	assert_int_equal(r[0].m.vendor, X86_INTEL);
	assert_int_equal(r[0].m.model, 85);
	assert_true(r[1].have_cpu);
	assert_int_equal(r[1].m.vendor, X86_AMD);
	assert_int_equal(r[1].m.family, 25);
	assert_int_equal(r[1].m.model, 17);
	assert_int_equal(r[1].m.cpuid, 0);
}

/* However many blocks are open, none is lost while the caller takes them. */
static void bounded(void **state)
{
	enum { MANY = 200 };
	struct x86_logtext_record r[MANY];
	struct x86_logtext p;
	char line[96];
	size_t n = 0;

	(void)state;
	x86_logtext_begin(&p, NULL);
	for (unsigned int i = 0; i < MANY; i++) {
		(void)snprintf(line, sizeof(line),
			       HW "CPU %u: Machine Check: 0 Bank 5: be00000000000108\n", i);
		n += feed(&p, line, r + n, MANY - n);
	}
	x86_logtext_end(&p);
	while (n < MANY && x86_logtext_take(&p, &r[n]))
		n++;
	assert_int_equal(n, MANY);
	assert_int_equal(p.lost, 0);
	for (unsigned int i = 0; i < MANY; i++)
		assert_int_equal(r[i].m.cpu, i);

	/* A caller who takes nothing loses the oldest, and is told how many. */
	x86_logtext_begin(&p, NULL);
	for (unsigned int i = 0; i < MANY; i++) {
		(void)snprintf(line, sizeof(line),
			       HW "CPU %u: Machine Check: 0 Bank 5: be00000000000108\n", i);
		x86_logtext_line(&p, line, strlen(line));
	}
	x86_logtext_end(&p);
	for (n = 0; x86_logtext_take(&p, &r[0]); n++)
		;
	assert_int_equal(n + p.lost, MANY);
	assert_int_equal(n, X86_LOGTEXT_SLOTS);
}

/* What a log says of its machine, and what MCG_CAP does. */
static void machine(void **state)
{
	static const struct {
		uint8_t vendor;
		uint64_t cap; /* SER_P is 0x1000000; 0x100010a: a QEMU guest; others: field logs */
		bool is_virtual;
	} rows[] = {
		{ X86_AMD, 0x100010a, true }, { X86_HYGON, 0x100010a, true },
		{ X86_AMD, 0x11d, false },    { X86_AMD, 0, false },
		{ X86_INTEL, 0x100010a, false }, { X86_INTEL, 0xf000c14, false },
	};
	struct x86_logtext_record r[1];
	struct x86_logtext p;

	(void)state;
	assert_int_equal(parse(&p, "[    0.000000] Hypervisor detected: KVM\n", r, 1), 0);
	assert_true(p.guest);
	assert_int_equal(parse(&p, "[    0.000000] DMI: QEMU Standard PC (Q35)\n", r, 1), 0);
	assert_true(p.guest);
	assert_int_equal(parse(&p, "[    0.000000] DMI: Dell Inc. PowerEdge\n", r, 1), 0);
	assert_false(p.guest);
	assert_int_equal(X86_MCG_CAP_QEMU, 0x100010a);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .vendor = rows[i].vendor, .mcgcap = rows[i].cap };

		assert_int_equal(x86_mcgcap_virtual(&m), rows[i].is_virtual);
	}
}

/* NUL bytes, no end of line, the end of the line anywhere. */
static void raw_bytes(void **state)
{
	struct x86_logtext_record r[1];
	struct x86_logtext p;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		size_t len = strlen(shapes[i].text);
		char *copy = malloc(len);

		assert_non_null(copy);
		memcpy(copy, shapes[i].text, len);
		x86_logtext_begin(&p, NULL);
		for (size_t n = 0; n < len; n++) {
			x86_logtext_line(&p, copy + n, len - n);
			x86_logtext_line(&p, copy, n);
			while (x86_logtext_take(&p, r))
				;
		}
		memset(copy, 0, len);
		x86_logtext_line(&p, copy, len);
		free(copy);
	}
	x86_logtext_line(&p, "", 0);
}

/* A register of a record in the data file, 0 where it is null. */
static uint64_t reg(struct json_object *o, const char *key)
{
	struct json_object *v = json_object_object_get(o, key);

	return v ? strtoull(json_object_get_string(v), NULL, 16) : 0;
}

static uint32_t eax(unsigned int family, unsigned int model, unsigned int stepping)
{
	unsigned int base = family > 15 ? 15 : family;

	return (family - base) << 20 | (model >> 4) << 16 | base << 8 | (model & 15) << 4 |
	       stepping;
}

/* Each real record, printed as print_mce() does, is read back whole. */
static void real_records(void **state)
{
	const char *src = getenv("srcdir");
	char path[4096], line[16384], log[1024];
	struct x86_logtext_record r[1];
	struct x86_logtext p;
	unsigned int n = 0;
	FILE *f;

	(void)state;
	assert_true(snprintf(path, sizeof(path), "%s/tests/data/real-mces.jsonl", src ? src : ".") <
		    (int)sizeof(path));
	f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct json_object *o = json_tokener_parse(line), *cpu, *vendor;
		uint64_t status, addr, misc, synd, ipid, ppin;
		unsigned int family, model, stepping, bank;
		bool amd;

		assert_non_null(o);
		cpu = json_object_object_get(o, "cpu");
		vendor = json_object_object_get(cpu, "vendor");
		amd = !strcmp(json_object_get_string(vendor), "AuthenticAMD");
		family = (unsigned int)json_object_get_int(json_object_object_get(cpu, "family"));
		model = (unsigned int)json_object_get_int(json_object_object_get(cpu, "model"));
		stepping =
			(unsigned int)json_object_get_int(json_object_object_get(cpu, "stepping"));
		bank = (unsigned int)json_object_get_int(json_object_object_get(o, "bank"));
		status = reg(o, "status");
		addr = reg(o, "addr");
		misc = reg(o, "misc");
		synd = reg(o, "synd");
		ipid = reg(o, "ipid");
		ppin = reg(o, "ppin");
		(void)snprintf(log, sizeof(log),
			       HW "CPU %u: Machine Check: %" PRIx64 " Bank %u: %016" PRIx64 "\n" HW
				  "TSC 0 ADDR %" PRIx64 " MISC %" PRIx64 " PPIN %" PRIx64
				  " SYND %" PRIx64 " IPID %" PRIx64 " \n" HW
				  "PROCESSOR %u:%x TIME 1 SOCKET 0 APIC 0 microcode 1\n",
			       n, reg(o, "mcgstatus"), bank, status, addr, misc, ppin, synd, ipid,
			       amd ? 2U : 0U, eax(family, model, stepping));
		assert_int_equal(parse(&p, log, r, 1), 1);
		assert_int_equal(r[0].m.cpu, n);
		assert_int_equal(r[0].m.bank, bank);
		assert_true(r[0].m.status == status && r[0].m.addr == addr && r[0].m.misc == misc &&
			    r[0].m.synd == synd && r[0].m.ipid == ipid && r[0].m.ppin == ppin);
		assert_int_equal(r[0].m.family, family);
		assert_int_equal(r[0].m.model, model);
		assert_int_equal(r[0].m.stepping, stepping);
		assert_int_equal(json_object_put(o), 1);
		n++;
	}
	assert_int_equal(fclose(f), 0);
	assert_int_equal(n, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape),   cmocka_unit_test(smca_registers),
		cmocka_unit_test(vendor_data),   cmocka_unit_test(bare_banks),
		cmocka_unit_test(interleaved),   cmocka_unit_test(other_lines),
		cmocka_unit_test(truncated),     cmocka_unit_test(identity),
		cmocka_unit_test(bounded),       cmocka_unit_test(machine),
		cmocka_unit_test(raw_bytes),     cmocka_unit_test(real_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
