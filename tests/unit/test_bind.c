// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fields out of records by the text of format files: unaligned, absent, signed, dynamic and
 * relative arrays (Linux Documentation/trace/events.rst; __rel_loc since 5.17), in both byte
 * orders, and what points outside of its record.
 */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "tests/unit/scratch.h"
#include "trace/bind.h"
#include "trace/pump.h"
#include "trace/traceclock.h"

struct thing {
	struct ras_event ev;
	uint8_t small;
	uint16_t middle;
	int32_t level, absent;
	uint64_t address, plain;
	struct ras_str name, text, fixed, missing;
	struct ras_bytes guid, blob;
	struct ras_words words;
};

static const struct ras_field fields[] = {
	RAS_FIELD(thing, small, RAS_U8),
	RAS_FIELD(thing, middle, RAS_U16),
	RAS_FIELD(thing, level, RAS_S32),
	RAS_FIELD(thing, absent, RAS_S32),
	RAS_FIELD(thing, address, RAS_HEX64),
	RAS_FIELD_ALSO(thing, plain, "plain", "plain_new", "plain_old", RAS_U64, 0),
	RAS_FIELD(thing, name, RAS_STR),
	RAS_FIELD(thing, text, RAS_STR),
	RAS_FIELD(thing, fixed, RAS_STR),
	RAS_FIELD(thing, missing, RAS_STR),
	RAS_FIELD(thing, guid, RAS_BYTES),
	RAS_FIELD(thing, blob, RAS_BYTES),
	RAS_FIELD(thing, words, RAS_WORDS),
};

static const struct ras_tracepoint points[] = { { "sys/thing", NULL }, { NULL, NULL } };

static const struct ras_class thing_class = {
	.name = "thing", .table = "thing", .title = "Thing", .tracepoints = points,
	.fields = fields, .nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct thing),
};

static const char header_page[] =
	"\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
	"\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
	"\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
	"\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";

#define COMMON                                                                     \
	"name: thing\nID: 1234\nformat:\n"                                         \
	"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"     \
	"\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"     \
	"\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n" \
	"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"

/* Offsets as a uprobe event has them: packed, so that almost nothing is aligned. */
static const char format[] = COMMON
	"\tfield:u8 small;\toffset:8;\tsize:1;\tsigned:0;\n"
	"\tfield:u64 address;\toffset:9;\tsize:8;\tsigned:0;\n"
	"\tfield:u16 middle;\toffset:17;\tsize:2;\tsigned:0;\n"
	"\tfield:s16 level;\toffset:19;\tsize:2;\tsigned:1;\n"
	"\tfield:u32 plain_old;\toffset:21;\tsize:4;\tsigned:0;\n"
	"\tfield:__data_loc char[] name;\toffset:25;\tsize:4;\tsigned:1;\n"
	"\tfield:__rel_loc char[] text;\toffset:29;\tsize:4;\tsigned:1;\n"
	"\tfield:char fixed[6];\toffset:33;\tsize:6;\tsigned:1;\n"
	"\tfield:guid_t guid;\toffset:39;\tsize:16;\tsigned:0;\n"
	"\tfield:__data_loc u8[] blob;\toffset:55;\tsize:4;\tsigned:0;\n"
	"\tfield:u32 words[2];\toffset:59;\tsize:8;\tsigned:0;\n"
	"\nprint fmt: \"%u\", REC->small\n";

enum { FIXED_END = 67, NAME_AT = 70, TEXT_AT = 80, BLOB_AT = 90, LENGTH = 100 };

static void put(uint8_t *p, size_t size, uint64_t v, bool big)
{
	for (size_t i = 0; i < size; i++)
		p[i] = (uint8_t)(v >> 8 * (big ? size - 1 - i : i));
}

static void fill(uint8_t rec[static LENGTH], bool big)
{
	memset(rec, 0x5a, LENGTH);
	put(rec, 2, 1234, big);
	put(rec + 4, 4, 4321, big);
	put(rec + 8, 1, 200, big);
	put(rec + 9, 8, 0x8123456789abcdef, big);
	put(rec + 17, 2, 0xfedc, big);
	put(rec + 19, 2, 0xfffe, big); /* -2 */
	put(rec + 21, 4, 0x87654321, big);
	put(rec + 25, 4, 6U << 16 | NAME_AT, big);
	/* Counted from the end of the word itself. */
	put(rec + 29, 4, 4U << 16 | (TEXT_AT - 33), big);
	memcpy(rec + 33, "sixsix", 6); /* no NUL in a full array */
	for (uint8_t i = 0; i < 16; i++)
		rec[39 + i] = i;
	put(rec + 55, 4, 3U << 16 | BLOB_AT, big);
	put(rec + 59, 4, 0x01020304, big);
	put(rec + 63, 4, 0xa1a2a3a4, big);
	memcpy(rec + NAME_AT, "eth0\0x", 6); /* what is behind the NUL is none of it */
	memcpy(rec + TEXT_AT, "full", 4);
	memcpy(rec + BLOB_AT, "\x01\x02\x03", 3);
}

static struct ras_formats *formats(const char *text, bool big)
{
	char err[256] = "";
	struct ras_formats *f;

	scratch_write("events/header_page", header_page, sizeof(header_page) - 1);
	scratch_write("events/sys/thing/format", text, strlen(text));
	f = ras_formats_open(scratch_path("."), err, sizeof(err));
	if (!f)
		fail_msg("%s", err);
	ras_formats_layout(f)->big_endian = big;
	assert_int_equal(ras_formats_bind(f, &thing_class, "sys/thing"), 0);
	return f;
}

/*
 * The event of a record, in a fresh copy of exactly its length, so that a sanitizer sees an
 * overrun.
 */
static struct thing *load(const struct ras_formats *f, const uint8_t *bytes, size_t len,
			  struct ras_counters *c)
{
	static _Alignas(16) uint8_t room[4096];
	struct thing *t = (void *)room;
	struct ras_record rec = { .len = len, .ts = 77 };
	uint8_t *copy = test_malloc(len ? len : 1);

	memcpy(copy, bytes, len);
	rec.data = copy;
	*c = (struct ras_counters){ 0 };
	ras_event_init(&t->ev, sizeof(room), &thing_class);
	ras_formats_load(f, &rec, &t->ev, c);
	test_free(copy);
	return t;
}

static void both_orders(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		struct ras_formats *f = formats(format, big);
		struct ras_counters c;
		uint8_t rec[LENGTH];
		struct ras_record r = { rec, sizeof(rec), 0 };
		struct thing *t;

		fill(rec, big);
		assert_ptr_equal(ras_formats_class(f, &r, 0), &thing_class);
		assert_null(ras_formats_class(f, &r, 1));
		assert_string_equal(ras_formats_tracepoint(f, &r), "sys/thing");
		t = load(f, rec, sizeof(rec), &c);
		assert_int_equal(ras_counted(&c, RAS_C_FIELD_BAD), 0);
		assert_ptr_equal(t->ev.tracepoint, &points[0]);
		assert_int_equal(t->ev.trace_ns, 77);
		assert_int_equal(t->ev.pid, 4321);
		assert_int_equal(t->small, 200);
		assert_int_equal(t->middle, 0xfedc);
		assert_int_equal(t->level, -2);
		assert_true(t->address == 0x8123456789abcdef);
		assert_int_equal(t->plain, 0x87654321);
		assert_string_equal(t->name.s, "eth0");
		assert_string_equal(t->text.s, "full");
		assert_string_equal(t->fixed.s, "sixsix");
		assert_int_equal(t->guid.len, 16);
		assert_int_equal(t->guid.p[15], 15);
		assert_int_equal(t->blob.len, 3);
		assert_memory_equal(t->blob.p, "\x01\x02\x03", 3);
		assert_int_equal(t->words.n, 2);
		assert_int_equal(t->words.p[0], 0x01020304);
		assert_int_equal(t->words.p[1], 0xa1a2a3a4);
		/* What this kernel lacks is empty, not garbage. */
		assert_int_equal(t->absent, 0);
		assert_string_equal(t->missing.s, "");
		ras_formats_free(f);
	}
}

static void outside(void **state)
{
	struct ras_formats *f = formats(format, false);
	struct ras_counters c;
	uint8_t rec[LENGTH];
	struct ras_record r = { rec, 1, 0 };
	struct thing *t;

	(void)state;
	fill(rec, false);
	put(rec + 25, 4, 31U << 16 | NAME_AT, false); /* one byte too long */
	put(rec + 29, 4, 4U << 16 | 0xffff, false);
	put(rec + 55, 4, LENGTH + 1, false); /* of no bytes */
	t = load(f, rec, sizeof(rec), &c);
	assert_int_equal(ras_counted(&c, RAS_C_FIELD_BAD), 3);
	assert_string_equal(t->name.s, "");
	assert_string_equal(t->text.s, "");
	assert_int_equal(t->blob.len, 0);
	assert_int_equal(t->words.p[1], 0xa1a2a3a4);
	/* A record cut anywhere: each field that is whole is there. */
	fill(rec, false);
	for (size_t len = 2; len <= FIXED_END; len++) {
		t = load(f, rec, len, &c);
		assert_int_equal(t->small, len > 8 ? 200 : 0);
		assert_true(t->address == (len >= 17 ? 0x8123456789abcdef : 0));
		assert_int_equal(t->words.n, len == FIXED_END ? 2 : 0);
		assert_true(ras_counted(&c, RAS_C_FIELD_BAD) >= 3);
	}
	assert_null(ras_formats_class(f, &r, 0));
	ras_formats_free(f);
}

/*
 * An event comes back under another id; a wrong kind of field is left out; errors are told apart.
 */
static void binding(void **state)
{
	static const char other[] = COMMON
		"\tfield:u32 name;\toffset:8;\tsize:4;\tsigned:0;\n"
		"\tfield:u8 small;\toffset:12;\tsize:1;\tsigned:0;\n"
		"\nprint fmt: \"%u\", REC->small\n";
	struct ras_formats *f = formats(format, false);
	struct ras_counters c;
	uint8_t rec[LENGTH];
	struct ras_record r = { rec, sizeof(rec), 0 };
	char text[sizeof(other)];
	struct thing *t;

	(void)state;
	fill(rec, false);
	memcpy(text, other, sizeof(text));
	memcpy(strstr(text, "1234"), "4321", 4);
	scratch_write("events/sys/thing/format", text, strlen(text));
	assert_int_equal(ras_formats_bind(f, &thing_class, "sys/thing"), 0);
	assert_null(ras_formats_class(f, &r, 0));
	put(rec, 2, 4321, false);
	rec[12] = 99;
	t = load(f, rec, sizeof(rec), &c);
	assert_int_equal(t->small, 99);
	assert_string_equal(t->name.s, "");
	assert_int_equal(ras_formats_bind(f, &thing_class, "sys/none"), -1);
	assert_int_equal(errno, ENOENT);
	scratch_write("events/sys/thing/format", "garbage", 7);
	assert_int_equal(ras_formats_bind(f, &thing_class, "sys/thing"), -1);
	assert_int_not_equal(errno, ENOENT);
	ras_formats_free(f);
}

/* The wall clock may be stepped by a day, either way, or be before the epoch: time stays text. */
static void clock_steps(void **state)
{
	static const struct {
		int64_t offset;
		const char *text;
	} steps[] = {
		{ 1795230854LL * RAS_NSEC_PER_SEC, "2026-11-21 03:14:19 +0000" },
		{ (1795230854LL + 86400) * RAS_NSEC_PER_SEC, "2026-11-22 03:14:19 +0000" },
		{ (1795230854LL - 86400) * RAS_NSEC_PER_SEC, "2026-11-20 03:14:19 +0000" },
		/* No battery: the clock begins with the epoch, or was set before it. */
		{ 0, "1970-01-01 00:00:05 +0000" },
		{ -5 * RAS_NSEC_PER_SEC, "1970-01-01 00:00:00 +0000" },
		{ -6 * RAS_NSEC_PER_SEC + 1, "1969-12-31 23:59:59 +0000" },
		{ INT64_MAX - 6 * RAS_NSEC_PER_SEC, "2262-04-11 23:47:15 +0000" },
		{ INT64_MIN, "1677-09-21 00:12:48 +0000" },
	};
	struct ras_pump pump = { .ns_per_tick = 1 };
	struct ras_stamp stamp = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int64_t wall;

		pump.offset_ns = steps[i].offset;
		wall = ras_pump_wall(&pump, 5 * (uint64_t)RAS_NSEC_PER_SEC);
		assert_true(wall == steps[i].offset + 5 * RAS_NSEC_PER_SEC);
		assert_string_equal(ras_stamp_text(&stamp, wall).s, steps[i].text);
	}
	/* The time of a damaged page: any, but one. */
	pump.offset_ns = INT64_MAX;
	assert_true(ras_pump_wall(&pump, INT64_MAX) == -2);
	/* A clock that tells no time gives the time of arrival, whatever it counts. */
	pump = (struct ras_pump){ .ns_per_tick = ras_trace_clock_tick(ras_trace_clock("[counter]")),
				  .offset_ns = 42 };
	assert_int_equal(ras_pump_wall(&pump, UINT64_MAX), 42);
	assert_string_equal(ras_trace_clock("local global [boot] mono")->name, "boot");
	assert_true(ras_trace_clock("local [x86-tsc]")->no_time);
	assert_true(ras_trace_clock("")->no_time);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_orders), cmocka_unit_test(outside),
		cmocka_unit_test(binding),     cmocka_unit_test(clock_steps),
	};

	(void)setenv("TZ", "UTC", 1);
	tzset();
	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
