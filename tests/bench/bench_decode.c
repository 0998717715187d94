// SPDX-License-Identifier: GPL-2.0-or-later
/* What decoding costs: nanoseconds a record, for registers, explanation and log text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "decode/x86/explain.h"
#include "decode/x86/logtext.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { TEXTS = 8, TEXT = 512, ROUNDS = 9 };

/* Real records of each kind (tests/data/real-mces.jsonl). */
static const struct {
	const char *name;
	struct x86_mce m;
} records[] = {
	{ "AMD SMCA, DRAM", { .vendor = X86_AMD, .family = 23, .model = 113, .bank = 18,
			      .status = 0xdc2040000000011b, .ipid = 0x0000009600150f00,
			      .addr = 0x4e09173c0, .synd = 0x000040000a801103 } },
	{ "AMD SMCA, core", { .vendor = X86_AMD, .family = 25, .model = 33, .bank = 5,
			      .status = 0xbea0000001000108, .ipid = 0x000500b000000000,
			      .addr = 0xffffffc1315e4e, .synd = 0x4d000000 } },
	{ "AMD legacy", { .vendor = X86_AMD, .family = 16, .model = 8, .bank = 4,
			  .status = 0x9c0240006b080813 } },
	{ "Intel memory", { .vendor = X86_INTEL, .family = 6, .model = 143, .bank = 15,
			    .status = 0x8c00004200800090, .addr = 0x91b2f55c0,
			    .misc = 0x0d001a213d905086, .mcgcap = 0x7000c16 } },
	{ "Intel cache", { .vendor = X86_INTEL, .family = 6, .model = 85, .bank = 1,
			   .status = 0xbd80000000100134, .addr = 0x10ed608000, .misc = 0x86,
			   .mcgcap = 0xf000c14, .mcgstatus = 0xf } },
};

static const char log_text[] =
	"[    7.631424] mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 9: bd80000000000134\n"
	"[    7.631733] mce: [Hardware Error]: RIP 33:<00000000004019b8> \n"
	"[    7.631868] mce: [Hardware Error]: TSC 62e0f05d0 ADDR 37d14000 MISC 8c \n"
	"[    7.632013] mce: [Hardware Error]: PROCESSOR 0:50654 TIME 1795230778 SOCKET 0 APIC 1\n";

static char text[TEXTS + 1][TEXT * 4];

static void decode(const struct x86_mce *m, bool explained)
{
	struct ras_host host = { .vendor = (enum x86_vendor)m->vendor, .family = m->family,
				 .model = m->model, .smca = m->ipid };
	struct x86_mce_report r = { .severity = RAS_INFO };
	struct ras_text *const texts[TEXTS] = {
		&r.bank_name,     &r.error_msg,   &r.mcgstatus_msg, &r.mcistatus_msg,
		&r.mcastatus_msg, &r.user_action, &r.mc_location,   &r.origin_reason,
	};
	struct ras_text t = RAS_TEXT(text[TEXTS]);

	for (size_t i = 0; i < TEXTS; i++)
		*texts[i] = ras_text_over(text[i], TEXT);
	x86_mce_decode(&host, m, &r);
	if (explained)
		x86_mce_explain(m, &r, &t);
}

static size_t parse(void)
{
	static struct x86_logtext p;
	struct x86_logtext_record r;
	size_t n = 0;

	x86_logtext_begin(&p, NULL);
	for (const char *s = log_text; *s;) {
		size_t len = strcspn(s, "\n") + 1;

		x86_logtext_line(&p, s, len);
		s += len;
		while (x86_logtext_take(&p, &r))
			n++;
	}
	return n;
}

enum what { DECODE, EXPLAIN, PARSE };

/* The best of some rounds of n runs: what is more than that is other work of the machine. */
static double best(long n, enum what what, const struct x86_mce *m)
{
	int64_t least = INT64_MAX;

	for (int round = 0; round < ROUNDS; round++) {
		int64_t start = ras_clock_now(CLOCK_MONOTONIC), took;

		for (long i = 0; i < n; i++) {
			if (what == PARSE)
				(void)parse();
			else
				decode(m, what == EXPLAIN);
		}
		took = ras_clock_now(CLOCK_MONOTONIC) - start;
		least = took < least ? took : least;
	}
	return (double)least / (double)n;
}

int main(int argc, char **argv)
{
	long n = argc > 1 ? strtol(argv[1], NULL, 10) : 20000;

	if (n <= 0 || parse() != 1) {
		(void)fprintf(stderr, "usage: bench_decode [RUNS]\n");
		return 2;
	}
	(void)printf("%-16s %10s %14s   (ns a record, best of %d rounds of %ld)\n", "record",
		     "decoded", "and explained", ROUNDS, n);
	for (size_t i = 0; i < COUNT(records); i++)
		(void)printf("%-16s %10.0f %14.0f\n", records[i].name,
			     best(n, DECODE, &records[i].m), best(n, EXPLAIN, &records[i].m));
	(void)printf("%-16s %10.0f\n", "four log lines", best(n, PARSE, &records[0].m));
	return 0;
}
