/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sub-buffers ("pages") of the kernel's ring buffer: records out of raw bytes, bounds checked. */
#ifndef RAS_TRACE_PAGE_H
#define RAS_TRACE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where things are in a page, by events/header_page, and in which byte order. */
struct ras_page_layout {
	size_t commit_offset, commit_size; /* size: that of the kernel's long, 4 or 8 */
	size_t data_offset, data_size;
	bool big_endian;
};

/* Read the text of events/header_page. 0, or -1 when a field is missing or absurd. */
int ras_page_layout_parse(struct ras_page_layout *l, const char *header_page);

/* Bytes of a whole page. */
size_t ras_page_size(const struct ras_page_layout *l);

/*
 * 1 when the page makes sense in this byte order only if big-endian, 0 if little-endian, -1 when
 * it does not tell (empty or damaged).
 */
int ras_page_guess_endian(const struct ras_page_layout *l, const void *page, size_t len);

/* A page being read. */
struct ras_page {
	const struct ras_page_layout *layout;
	const uint8_t *p;
	size_t at, end; /* offsets in p */
	uint64_t ts;    /* of the record read last */
	/* Events lost before this page: their number, or -1 when only known to be some. */
	int64_t missed;
};

struct ras_record {
	const uint8_t *data;
	size_t len;
	uint64_t ts; /* trace clock */
};

/* Unaligned loads in a page's byte order. size is 1, 2, 4 or 8. */
uint64_t ras_load(const uint8_t *p, size_t size, bool big_endian);

/* Begin reading len bytes of a page. 0, or -1 when it is shorter than it says: nothing is read. */
int ras_page_begin(struct ras_page *pg, const struct ras_page_layout *l, const void *page,
		   size_t len);

/* The next record: 1; 0 at the end; -1 when the page is damaged at offset pg->at. */
int ras_page_next(struct ras_page *pg, struct ras_record *rec);

#endif
