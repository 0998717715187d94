// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Ring-buffer pages, byte by byte as Linux writes them (kernel/trace/ring_buffer.c, enum
 * ring_buffer_type in include/linux/ring_buffer.h): each type of record, in both byte orders, and
 * every way to be damaged.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "trace/page.h"

static const char header_page[] =
	"\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
	"\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
	"\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
	"\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";

static const char header_page_32[] =
	"\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
	"\tfield: local_t commit;\toffset:8;\tsize:4;\tsigned:1;\n"
	"\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
	"\tfield: char data;\toffset:12;\tsize:4084;\tsigned:1;\n";

/* A page under construction. */
struct made {
	struct ras_page_layout l;
	uint8_t p[4096];
	size_t len; /* of data */
};

static void put(struct made *m, size_t at, size_t size, uint64_t v)
{
	for (size_t i = 0; i < size; i++)
		m->p[at + i] = (uint8_t)(v >> 8 * (m->l.big_endian ? size - 1 - i : i));
}

static void put_word(struct made *m, uint32_t v)
{
	put(m, m->l.data_offset + m->len, 4, v);
	m->len += 4;
}

/* type_len is the first five bits of the word in the machine's own order of bit fields. */
static void put_head(struct made *m, uint32_t type, uint32_t delta)
{
	put_word(m, m->l.big_endian ? type << 27 | delta : delta << 5 | type);
}

static void make(struct made *m, bool big)
{
	memset(m, 0, sizeof(*m));
	assert_int_equal(ras_page_layout_parse(&m->l, header_page), 0);
	m->l.big_endian = big;
	put(m, 0, 8, 1000);
}

static void finish(struct made *m, uint64_t flags)
{
	put(m, m->l.commit_offset, m->l.commit_size, m->len | flags);
}

static void layouts(void **state)
{
	struct ras_page_layout l;

	(void)state;
	assert_int_equal(ras_page_layout_parse(&l, header_page), 0);
	assert_int_equal(l.commit_offset, 8);
	assert_int_equal(l.commit_size, 8);
	assert_int_equal(l.data_offset, 16);
	assert_int_equal(ras_page_size(&l), 4096);
	assert_int_equal(ras_page_layout_parse(&l, header_page_32), 0);
	assert_int_equal(l.commit_size, 4);
	assert_int_equal(l.data_offset, 12);
	assert_int_equal(ras_page_layout_parse(&l, ""), -1);
	assert_int_equal(ras_page_layout_parse(&l, " commit; offset:8; size:8; data; offset:16; "
						   "size:99999999999; data;"), -1);
	assert_int_equal(ras_page_layout_parse(&l, "\tfield: local_t commit;\toffset:8;\tsize:3;\n"
						   "\tfield: char data;\toffset:16;\tsize:4080;"),
			 -1);
	assert_int_equal(ras_page_layout_parse(&l, "\tfield: local_t commit;\toffset:8;\tsize:8;\n"
						   "\tfield: char data;\toffset:12;\tsize:4080;"),
			 -1);
}

/* Every type of record, one after another. */
static void all_types(bool big)
{
	struct made m;
	struct ras_page pg;
	struct ras_record r;

	make(&m, big);
	put_head(&m, 1, 5); /* data of one word, 5 ns later */
	put_word(&m, 0x11223344);
	put_head(&m, 30, 7); /* time extend: 7 + (3 << 27) ns */
	put_word(&m, 3);
	put_head(&m, 28, 1); /* data of 28 words, the longest that the head can say */
	for (uint32_t i = 0; i < 28; i++)
		put_word(&m, i);
	put_head(&m, 29, 9); /* discarded: 4 + 8 bytes in all, its time counts */
	put_word(&m, 8);
	put_word(&m, 0xffffffff);
	put_head(&m, 0, 2); /* length in the next word: 4 + 6 bytes, padded to 12 */
	put_word(&m, 10);
	put_word(&m, 0xaabbccdd);
	put_word(&m, 0xeeff0000);
	put_head(&m, 31, 0x155); /* absolute time stamp of 59 bits */
	put_word(&m, 0x00100000);
	put_head(&m, 1, 4);
	put_word(&m, 0x55667788);
	put_head(&m, 29, 0); /* the rest of the page is unused */
	put_word(&m, 0x99999999);
	finish(&m, 0);
	assert_int_equal(ras_page_guess_endian(&m.l, m.p, sizeof(m.p)), big);
	assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
	assert_int_equal(pg.missed, 0);

	assert_int_equal(ras_page_next(&pg, &r), 1);
	assert_int_equal(r.ts, 1005);
	assert_int_equal(r.len, 4);
	assert_int_equal(ras_load(r.data, 4, big), 0x11223344);

	assert_int_equal(ras_page_next(&pg, &r), 1);
	assert_int_equal(r.ts, 1005 + 7 + (3ULL << 27) + 1);
	assert_int_equal(r.len, 28 * 4);
	assert_int_equal(ras_load(r.data + (size_t)27 * 4, 4, big), 27);

	assert_int_equal(ras_page_next(&pg, &r), 1);
	assert_int_equal(r.ts, 1005 + 7 + (3ULL << 27) + 1 + 9 + 2);
	assert_int_equal(r.len, 6);
	assert_int_equal(ras_load(r.data, 4, big), 0xaabbccdd);

	assert_int_equal(ras_page_next(&pg, &r), 1);
	assert_int_equal(r.ts, (0x00100000ULL << 27 | 0x155) + 4);
	assert_int_equal(ras_load(r.data, 4, big), 0x55667788);
	assert_int_equal(ras_page_next(&pg, &r), 0);
	assert_int_equal(ras_page_next(&pg, &r), 0);
}

static void types_little(void **state)
{
	(void)state;
	all_types(false);
}

static void types_big(void **state)
{
	(void)state;
	all_types(true);
}

/* The upper five bits of the time are those of the time before (Linux 5.12). */
static void absolute_time(void **state)
{
	struct made m;
	struct ras_page pg;
	struct ras_record r;

	(void)state;
	make(&m, false);
	put(&m, 0, 8, 0xa800000000000001);
	put_head(&m, 31, 0x7);
	put_word(&m, 0xffffffff); /* 59 bits all set but for the delta's upper ones */
	put_head(&m, 1, 0);
	put_word(&m, 0);
	finish(&m, 0);
	assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
	assert_int_equal(ras_page_next(&pg, &r), 1);
	assert_true(r.ts == (0xa800000000000000 | 0x07fffffff8000007));
}

/* RB_MISSED_EVENTS (bit 31) and RB_MISSED_STORED (bit 30) of the commit field. */
static void missed(void **state)
{
	struct made m;
	struct ras_page pg;

	(void)state;
	for (int big = 0; big < 2; big++) {
		make(&m, big);
		put_head(&m, 1, 0);
		put_word(&m, 0);
		finish(&m, 1ULL << 31);
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
		assert_int_equal(pg.missed, -1);
		put(&m, m.l.data_offset + m.len, 8, 12345);
		finish(&m, 3ULL << 30);
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
		assert_int_equal(pg.missed, 12345);
		/* The flags of a long of 64 bits come sign-extended from an int. */
		finish(&m, 0xffffffffULL << 32 | 3ULL << 30);
		assert_int_equal(ras_page_guess_endian(&m.l, m.p, sizeof(m.p)), big);
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
		assert_int_equal(pg.end, 16 + 8);
		/* No room behind the data for the count: "some". */
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, 16 + 8), 0);
		assert_int_equal(pg.missed, -1);
	}
}

static void damaged(void **state)
{
	static const struct {
		uint32_t type, delta, word;
		size_t words; /* data in all */
	} bad[] = {
		{ 2, 0, 0, 2 },           /* two words said, one there */
		{ 28, 0, 0, 28 },         /* 28 said, 27 there */
		{ 0, 0, 0, 4 },           /* a length that does not even hold its own word */
		{ 0, 0, 3, 4 },
		{ 0, 0, 13, 4 },          /* 4 + 13 bytes of 16 */
		{ 0, 0, 0xffffffff, 4 },
		{ 0, 0, 0, 1 },           /* the length is cut off */
		{ 29, 1, 0, 4 },
		{ 29, 1, 0xfffffffc, 4 },
		{ 30, 1, 0, 1 },          /* a time extend without its second word */
		{ 31, 1, 0, 1 },
	};
	struct made m;
	struct ras_page pg;
	struct ras_record r;

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(bad) / sizeof(bad[0]); i++) {
		make(&m, i & 1);
		put_head(&m, bad[i / 2].type, bad[i / 2].delta);
		put_word(&m, bad[i / 2].word);
		m.len = bad[i / 2].words * 4;
		finish(&m, 0);
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
		if (ras_page_next(&pg, &r) != -1)
			fail_msg("row %zu was taken", i / 2);
		assert_int_equal(pg.at, 16);
	}
}

/* Shorter than its header, or than it says. */
static void short_pages(void **state)
{
	struct made m;
	struct ras_page pg;
	struct ras_record r;

	(void)state;
	make(&m, false);
	put_head(&m, 1, 0);
	put_word(&m, 0);
	finish(&m, 0);
	for (size_t len = 0; len < 16 + 8; len++)
		assert_int_equal(ras_page_begin(&pg, &m.l, m.p, len), -1);
	assert_int_equal(ras_page_begin(&pg, &m.l, m.p, 16 + 8), 0);
	assert_int_equal(ras_page_next(&pg, &r), 1);
	finish(&m, 1 << 20);
	assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), -1);
	/* An empty page tells nothing of its byte order, and has nothing. */
	make(&m, true);
	finish(&m, 0);
	assert_int_equal(ras_page_guess_endian(&m.l, m.p, sizeof(m.p)), -1);
	assert_int_equal(ras_page_begin(&pg, &m.l, m.p, sizeof(m.p)), 0);
	assert_int_equal(ras_page_next(&pg, &r), 0);
}

static void loads(void **state)
{
	static const uint8_t b[] = { 0xff, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef };

	(void)state;
	assert_int_equal(ras_load(b + 1, 1, true), 0x01);
	assert_int_equal(ras_load(b + 1, 1, false), 0x01);
	assert_int_equal(ras_load(b + 1, 2, true), 0x0123);
	assert_int_equal(ras_load(b + 1, 2, false), 0x2301);
	assert_int_equal(ras_load(b + 1, 4, true), 0x01234567);
	assert_int_equal(ras_load(b + 1, 4, false), 0x67452301);
	assert_true(ras_load(b + 1, 8, true) == 0x0123456789abcdef);
	assert_true(ras_load(b + 1, 8, false) == 0xefcdab8967452301);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layouts),     cmocka_unit_test(types_little),
		cmocka_unit_test(types_big),   cmocka_unit_test(absolute_time),
		cmocka_unit_test(missed),      cmocka_unit_test(damaged),
		cmocka_unit_test(short_pages), cmocka_unit_test(loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
