// SPDX-License-Identifier: GPL-2.0-or-later
/* Sub-buffers ("pages") of the kernel's ring buffer: records out of raw bytes, bounds checked. */
#include "trace/page.h"

#include <stdio.h>
#include <string.h>

/* Linux kernel/trace/ring_buffer.c and include/linux/ring_buffer.h, the same since 2.6.30. */
enum {
	TYPE_DATA_MAX = 28, /* 1 … 28: length in words; 0: length in the first word */
	TYPE_PADDING = 29,
	TYPE_TIME_EXTEND = 30,
	TYPE_TIME_STAMP = 31,
	WORD = 4,
	DELTA_BITS = 27,
};

#define COMMIT_MASK  0x3fffffffULL /* bytes of data */
#define MISSED       0x80000000ULL /* events were lost before this page */
#define MISSED_COUNT 0x40000000ULL /* and their number follows the data */
/* An absolute time stamp carries 59 bits; the rest is that of the time before (Linux 5.12). */
#define STAMP_MASK ((1ULL << 59) - 1)

/* Larger than any sub-buffer a kernel would give (buffer_subbuf_size_kb ends far below). */
#define PAGE_SANE ((size_t)16 << 20)

uint64_t ras_load(const uint8_t *p, size_t size, bool big_endian)
{
	uint64_t v = 0;

	for (size_t i = 0; i < size; i++)
		v |= (uint64_t)p[i] << 8 * (big_endian ? size - 1 - i : i);
	return v;
}

static int header_field(const char *text, const char *name, size_t *offset, size_t *size)
{
	char key[32];
	const char *p;

	if (snprintf(key, sizeof(key), " %s;", name) >= (int)sizeof(key))
		return -1;
	p = strstr(text, key);
	if (!p || sscanf(p + strlen(key), " offset:%9zu; size:%9zu;", offset, size) != 2)
		return -1;
	return 0;
}

int ras_page_layout_parse(struct ras_page_layout *l, const char *header_page)
{
	if (header_field(header_page, "commit", &l->commit_offset, &l->commit_size) ||
	    header_field(header_page, "data", &l->data_offset, &l->data_size))
		return -1;
	if ((l->commit_size != 4 && l->commit_size != 8) || l->commit_offset < 8 ||
	    l->commit_offset > 64 || l->data_offset < l->commit_offset + l->commit_size ||
	    l->data_offset > 128 || l->data_size < 64 || l->data_size > PAGE_SANE)
		return -1;
	return 0;
}

size_t ras_page_size(const struct ras_page_layout *l)
{
	return l->data_offset + l->data_size;
}

static uint64_t commit(const struct ras_page_layout *l, const uint8_t *p, bool big_endian)
{
	return ras_load(p + l->commit_offset, l->commit_size, big_endian);
}

/* Sign-extended flags aside, nothing but the low 30 bits is ever set. */
static bool commit_sane(const struct ras_page_layout *l, uint64_t v)
{
	uint64_t high = v >> 32;

	return (v & COMMIT_MASK) <= l->data_size && (!high || high == 0xffffffff);
}

int ras_page_guess_endian(const struct ras_page_layout *l, const void *page, size_t len)
{
	uint64_t big, little;

	if (len < l->data_offset)
		return -1;
	big = commit(l, page, true);
	little = commit(l, page, false);
	if (!big || commit_sane(l, big) == commit_sane(l, little))
		return -1;
	return commit_sane(l, big);
}

int ras_page_begin(struct ras_page *pg, const struct ras_page_layout *l, const void *page,
		   size_t len)
{
	uint64_t c;
	size_t bytes;

	*pg = (struct ras_page){ .layout = l, .p = page, .at = l->commit_offset };
	if (len < l->data_offset)
		return -1;
	c = commit(l, page, l->big_endian);
	bytes = (size_t)(c & COMMIT_MASK);
	if (bytes > len - l->data_offset)
		return -1;
	pg->ts = ras_load(pg->p, 8, l->big_endian);
	pg->at = l->data_offset;
	pg->end = l->data_offset + bytes;
	if (c & MISSED) {
		pg->missed = -1;
		if (c & MISSED_COUNT && len - pg->end >= l->commit_size)
			pg->missed = (int64_t)(ras_load(pg->p + pg->end, l->commit_size,
							l->big_endian) & INT64_MAX);
	}
	return 0;
}

int ras_page_next(struct ras_page *pg, struct ras_record *rec)
{
	const bool big = pg->layout->big_endian;

	while (pg->end - pg->at >= WORD) {
		size_t left = pg->end - pg->at, len;
		uint32_t head = (uint32_t)ras_load(pg->p + pg->at, WORD, big);
		/* A C bit field of the kernel: type_len first, from the byte order's own end. */
		unsigned int type = big ? head >> DELTA_BITS : head & 31;
		uint64_t delta = big ? head & ((1U << DELTA_BITS) - 1) : head >> 5;
		bool more = left >= 2 * (size_t)WORD;
		uint64_t word = more ? ras_load(pg->p + pg->at + WORD, WORD, big) : 0;

		if (type && type <= TYPE_DATA_MAX) {
			len = WORD + (size_t)type * WORD;
			if (len > left)
				return -1;
			pg->ts += delta;
			*rec = (struct ras_record){ pg->p + pg->at + WORD, len - WORD, pg->ts };
			pg->at += len;
			return 1;
		}
		if (type == TYPE_PADDING && !delta)
			break; /* the rest of the page is unused */
		if (!more)
			return -1;
		switch (type) {
		case TYPE_PADDING: /* a discarded event; its time counts */
			len = WORD + (size_t)word;
			if (word < WORD || len > left)
				return -1;
			pg->ts += delta;
			pg->at += (len + WORD - 1) & ~(size_t)(WORD - 1);
			break;
		case TYPE_TIME_EXTEND:
			pg->ts += delta | word << DELTA_BITS;
			pg->at += 2 * (size_t)WORD;
			break;
		case TYPE_TIME_STAMP:
			delta |= word << DELTA_BITS;
			pg->ts = (pg->ts & ~STAMP_MASK) | (delta & STAMP_MASK);
			pg->at += 2 * (size_t)WORD;
			break;
		default: /* 0: a length that includes its own word */
			len = WORD + (size_t)word;
			if (word < WORD || len > left)
				return -1;
			pg->ts += delta;
			*rec = (struct ras_record){ pg->p + pg->at + 2 * (size_t)WORD,
						    (size_t)word - WORD, pg->ts };
			len = (len + WORD - 1) & ~(size_t)(WORD - 1);
			pg->at = len > left ? pg->end : pg->at + len;
			return 1;
		}
		if (pg->at > pg->end)
			pg->at = pg->end;
	}
	return 0;
}
