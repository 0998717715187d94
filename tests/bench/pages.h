/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages full of mce_record events, made from one record of a real capture. */
#ifndef RAS_TESTS_BENCH_PAGES_H
#define RAS_TESTS_BENCH_PAGES_H

#include <stddef.h>
#include <stdint.h>

#include "trace/bind.h"

/* A record to be repeated, and where its address is: it counts, so that each event is told. */
struct bench_pages {
	struct ras_formats *formats; /* with mce_record bound */
	uint8_t record[1024];
	size_t len, addr;
};

/*
 * Take the first mce_record of a capture (little-endian, header of 16 bytes). 0, or -1 after saying
 * why.
 */
int bench_pages_open(struct bench_pages *b, const char *capture);
void bench_pages_close(struct bench_pages *b);

/* Events that a page holds. */
size_t bench_pages_each(const struct bench_pages *b);

/*
 * Fill a page (4096 bytes) with n events, at most as many as it holds: numbers from first, times
 * (trace clock, ns) from ts, step apart.
 */
void bench_pages_fill(const struct bench_pages *b, uint8_t page[static 4096], size_t n,
		      uint64_t first, uint64_t ts, uint32_t step);

#endif
