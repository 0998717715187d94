// SPDX-License-Identifier: GPL-2.0-or-later
/* Bounded text: nothing is overrun, what is cut says so, control characters do not get out. */
#include "tests/unit/unit.h"

#include <string.h>

#include "core/bus.h"
#include "core/text.h"
#include "events/events.h"

static void cut_at_the_end(void **state)
{
	char buf[8];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_puts(&t, "12345");
	assert_false(t.cut);
	ras_text_add(&t, "%d", 6789);
	assert_true(t.cut);
	assert_string_equal(buf, "1234567");
	ras_text_puts(&t, "x");
	assert_string_equal(buf, "1234567");
	assert_int_equal(t.len, 7);
}

static void numbers(void **state)
{
	char buf[128];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_u64(&t, UINT64_MAX);
	ras_text_putc(&t, ' ');
	ras_text_s64(&t, INT64_MIN);
	ras_text_putc(&t, ' ');
	ras_text_hex(&t, 0, 1);
	ras_text_putc(&t, ' ');
	ras_text_hex(&t, 0xbeef, 8);
	ras_text_putc(&t, ' ');
	ras_text_bytes(&t, "\x00\xff", 2);
	assert_string_equal(buf, "18446744073709551615 -9223372036854775808 0x0 0x0000beef 00ff");
}

static void clean(void **state)
{
	static const char in[] = "a\033[2J\xc3\xa9\xc0\xaf\xff\n";
	char buf[128];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_clean(&t, in, sizeof(in) - 1);
	assert_string_equal(buf, "a\\x1b[2J\xc3\xa9\\xc0\\xaf\\xff\\x0a");
}

/* JSON and terminals take no part of a character, nor is a part of "\x1b" the truth. */
static void clean_cut(void **state)
{
	static const char *const want[] = { "", "a", "a", "a", "a\xe2\x82\xac", "a\xe2\x82\xac",
					    "a\xe2\x82\xac", "a\xe2\x82\xac",
					    "a\xe2\x82\xac\\x1b" };

	(void)state;
	for (size_t room = 0; room < sizeof(want) / sizeof(want[0]); room++) {
		char buf[16];
		struct ras_text t = ras_text_over(buf, room + 1);

		ras_text_clean(&t, "a\xe2\x82\xac\033", 5);
		assert_string_equal(buf, want[room]);
		assert_int_equal(t.cut, room < 8);
	}
}

static void nothing_behind_a_gap(void **state)
{
	char buf[4];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_clean(&t, "ab\xc3\xa9", 4);
	ras_text_puts(&t, "d");
	ras_text_add(&t, "%d", 1);
	assert_string_equal(buf, "ab");
	assert_int_equal(t.len, 2);
}

static void wrap(void **state)
{
	char buf[64];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_wrap(&t, "one two  three-and-more four", 2, 9);
	assert_string_equal(buf, "  one two\n  three-and-more\n  four\n");
	t = RAS_TEXT(buf);
	ras_text_wrap(&t, " ", 2, 9);
	assert_string_equal(buf, "");
}

/*
 * An event's memory, filled to the last byte: bytes stay what they are when a text finds no room.
 */
static void full_event(void **state)
{
	enum { ROOM = sizeof(struct ras_lost_event) + 64 };
	_Alignas(16) char room[ROOM];
	struct ras_event *ev = (void *)room;
	uint8_t *p;
	size_t n = 64;

	(void)state;
	ras_event_init(ev, ROOM, &ras_class_lost_events);
	assert_false(ev->cut);
	while (!(p = ras_event_alloc(ev, n)))
		n--;
	assert_true(n >= 56);
	assert_true(ev->cut);
	memset(p, 0xa5, n);
	ev->cut = false;
	assert_string_equal(ras_event_str(ev, "text", 4).s, "");
	assert_true(ev->cut);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(p[i], 0xa5);
}

/* What did not fit is counted, once an event. */
static void cut_is_counted(void **state)
{
	struct ras_host host = { .boot_id = "" };
	struct ras_counters counters = { 0 };
	struct ras_bus bus = { .host = &host, .counters = &counters,
			       .queue = ras_queue_new((size_t)5 * RAS_EVENT_ROOM) };
	static char text[RAS_EVENT_ROOM];

	(void)state;
	assert_non_null(bus.queue);
	memset(text, 'a', sizeof(text));
	for (size_t len = 1; len <= sizeof(text); len += sizeof(text) - 1) {
		struct ras_event *ev = ras_bus_begin(&bus, &ras_class_marker, false);

		assert_non_null(ev);
		ras_field_set_text(&ras_class_marker.fields[0], ev, text, len);
		ras_bus_publish(&bus, ev);
	}
	assert_int_equal(ras_counted(&counters, RAS_C_TEXT_CUT), 1);
	ras_queue_free(bus.queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_at_the_end),
		cmocka_unit_test(numbers),
		cmocka_unit_test(clean),
		cmocka_unit_test(clean_cut),
		cmocka_unit_test(nothing_behind_a_gap),
		cmocka_unit_test(wrap),
		cmocka_unit_test(full_event),
		cmocka_unit_test(cut_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
