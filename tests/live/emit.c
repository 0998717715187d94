// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Real trace events without the hardware: each kind has an empty function here, a uprobe event with
 * the group and name of the kernel's tracepoint is put on it, and each call writes one event into
 * the live ring buffer.
 *
 *   emit define EVENT            the line for tracefs' uprobe_events
 *   emit run EVENT COUNT [RATE]  RATE events a second; 0: as fast as possible
 *   emit lat EVENT COUNT DB      one at a time, and how long until a reader of DB sees its row
 */
#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <link.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The register of the first argument, as the uprobe syntax names it. */
#if defined(__x86_64__)
#define ARG1 "%di"
#elif defined(__aarch64__)
#define ARG1 "%x0"
#elif defined(__s390x__)
#define ARG1 "%r2"
#else
#error "name the register of the first argument here"
#endif

struct mce {
	uint64_t mcgcap, mcgstatus, status, addr, misc, synd, ipid, ip, tsc, ppin, walltime;
	uint32_t cpu, cpuid, apicid, socketid, microcode;
	uint8_t cs, bank, cpuvendor;
};

struct aer {
	char dev_name[16];
	uint32_t status;
	uint8_t severity, tlp_header_valid;
};

struct failure {
	uint64_t pfn;
	int32_t type, result;
};

/* What a call hands to the probe. */
static union record {
	struct mce mce;
	struct aer aer;
	struct failure failure;
} record;

/* Called through a table of pointers: neither inlined nor cloned. */
#define PROBE(NAME)                                                              \
	__attribute__((noinline, used)) void NAME(const union record *r); \
	void NAME(const union record *r)                                         \
	{                                                                        \
		__asm__ volatile("nop" : : "r"(r) : "memory");                   \
	}

PROBE(probe_mce)
PROBE(probe_aer)
PROBE(probe_failure)

/* A field of the event, fetched from where the first argument points to. */
struct field {
	const char *name, *type;
	size_t offset;
};

#define F(S, NAME, TYPE) { #NAME, #TYPE, offsetof(struct S, NAME) }

static const struct field mce_fields[] = {
	F(mce, mcgcap, u64), F(mce, mcgstatus, u64), F(mce, status, u64),   F(mce, addr, u64),
	F(mce, misc, u64),   F(mce, synd, u64),      F(mce, ipid, u64),     F(mce, ip, u64),
	F(mce, tsc, u64),    F(mce, ppin, u64),      F(mce, walltime, u64), F(mce, cpu, u32),
	F(mce, cpuid, u32),  F(mce, apicid, u32),    F(mce, socketid, u32), F(mce, microcode, u32),
	F(mce, cs, u8),      F(mce, bank, u8),       F(mce, cpuvendor, u8), { 0 },
};

static const struct field aer_fields[] = {
	F(aer, dev_name, string), F(aer, status, u32), F(aer, severity, u8),
	F(aer, tlp_header_valid, u8), { 0 },
};

static const struct field failure_fields[] = {
	F(failure, pfn, u64), F(failure, type, s32), F(failure, result, s32), { 0 },
};

/*
 * AMD family 10h: a corrected DRAM ECC error of the northbridge; addr counts, so that each is told.
 */
static void fill_mce(uint64_t n)
{
	record.mce = (struct mce){
		.mcgcap = 0x106, .status = 0x9c00000000080813, .addr = n << 12, .cpu = 1,
		.cpuid = 0x100f23, .bank = 4, .cpuvendor = 2, .walltime = 1795000000 + n,
	};
}

static void fill_aer(uint64_t n)
{
	record.aer = (struct aer){ .dev_name = "0000:00:01.0", .status = 1U << (n % 2 ? 6 : 0),
				   .severity = 2 };
}

static void fill_failure(uint64_t n)
{
	record.failure = (struct failure){ .pfn = 0x1000 + n, .type = 0, .result = 3 };
}

static const struct kind {
	const char *group, *event;
	void (*probe)(const union record *r);
	const struct field *fields;
	void (*fill)(uint64_t n);
} kinds[] = {
	{ "mce", "mce_record", probe_mce, mce_fields, fill_mce },
	{ "ras", "aer_event", probe_aer, aer_fields, fill_aer },
	{ "ras", "memory_failure_event", probe_failure, failure_fields, fill_failure },
};

/* Where a function lies in this program's file: uprobes count from there. */
struct place {
	uintptr_t address;
	uint64_t offset;
	bool found;
};

static int look(struct dl_phdr_info *info, size_t size, void *arg)
{
	struct place *p = arg;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		uintptr_t at = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;

		if (info->dlpi_phdr[i].p_type == PT_LOAD && p->address >= at &&
		    p->address - at < info->dlpi_phdr[i].p_memsz) {
			p->offset = info->dlpi_phdr[i].p_offset + (p->address - at);
			p->found = true;
			return 1;
		}
	}
	return 0;
}

static int define(const struct kind *k)
{
	struct place p = { .address = (uintptr_t)k->probe };
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	(void)dl_iterate_phdr(look, &p);
	if (n <= 0 || !p.found) {
		fprintf(stderr, "emit: cannot find my own code\n");
		return 1;
	}
	self[n] = '\0';
	printf("p:%s/%s %s:0x%" PRIx64, k->group, k->event, self, p.offset);
	for (const struct field *f = k->fields; f->name; f++)
		printf(" %s=+%zu(%s):%s", f->name, f->offset, ARG1, f->type);
	printf("\n");
	return 0;
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int run(const struct kind *k, uint64_t count, uint64_t rate)
{
	int64_t begin = now();
	double seconds;

	for (uint64_t n = 0; n < count; n++) {
		int64_t due = rate ? begin + (int64_t)(n * 1000000000ULL / rate) : 0;

		if (due - now() > 100000) {
			struct timespec t = { due / 1000000000, due % 1000000000 };

			while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
				;
		}
		k->fill(n);
		k->probe(&record);
	}
	seconds = (double)(now() - begin) / 1e9;
	printf("emitted %" PRIu64 " in %.3f s, %.0f/s\n", count, seconds,
	       seconds > 0 ? (double)count / seconds : 0.0);
	return 0;
}

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Number of rows, -1 when it cannot be told. */
static int64_t rows(sqlite3_stmt *count)
{
	int64_t n = sqlite3_step(count) == SQLITE_ROW ? sqlite3_column_int64(count, 0) : -1;

	(void)sqlite3_reset(count);
	return n;
}

static int lat(const struct kind *k, size_t count, const char *db)
{
	enum { MOST = 10000 };
	const struct timespec pause = { 0, 50000000 };
	static int64_t took[MOST];
	const size_t middle = count / 2, late = count * 99 / 100;
	sqlite3 *sql;
	sqlite3_stmt *st;
	char text[96];

	(void)snprintf(text, sizeof(text), "SELECT max(id) FROM %s", k->event);
	if (count < 1 || count > MOST) {
		fprintf(stderr, "emit: 1 to %d events can be timed\n", MOST);
		return 1;
	}
	if (sqlite3_open_v2(db, &sql, SQLITE_OPEN_READONLY, NULL) ||
	    sqlite3_prepare_v2(sql, text, -1, &st, NULL)) {
		fprintf(stderr, "emit: %s: %s\n", db, sqlite3_errmsg(sql));
		return 1;
	}
	for (size_t n = 0; n < count; n++) {
		int64_t before = rows(st), begin = now();

		k->fill(n);
		k->probe(&record);
		while (rows(st) <= before && now() - begin < 5000000000LL)
			;
		took[n] = now() - begin;
		nanosleep(&pause, NULL);
	}
	qsort(took, count, sizeof(took[0]), by_time);
	printf("visible after %.2f ms (median), %.2f ms (99th percentile), %.2f ms (worst)\n",
	       (double)took[middle] / 1e6, (double)took[late] / 1e6,
	       (double)took[count - 1] / 1e6);
	sqlite3_finalize(st);
	return sqlite3_close(sql) != SQLITE_OK;
}

int main(int argc, char **argv)
{
	for (size_t i = 0; argc >= 3 && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(argv[2], kinds[i].event) != 0)
			continue;
		if (!strcmp(argv[1], "define"))
			return define(&kinds[i]);
		if (!strcmp(argv[1], "run") && argc >= 4)
			return run(&kinds[i], strtoull(argv[3], NULL, 10),
				   argc > 4 ? strtoull(argv[4], NULL, 10) : 0);
		if (!strcmp(argv[1], "lat") && argc >= 5)
			return lat(&kinds[i], strtoull(argv[3], NULL, 10), argv[4]);
	}
	fprintf(stderr, "usage: emit define EVENT | emit run EVENT COUNT [RATE] | "
			"emit lat EVENT COUNT DB\n");
	return 2;
}
