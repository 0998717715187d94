// SPDX-License-Identifier: GPL-2.0-or-later
/* Bounded text: nothing is overrun, what is cut says so, control characters do not get out. */
#include "tests/unit/unit.h"

#include "core/text.h"

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

/* RFC 3629: half a sequence is no UTF-8; and nothing is put behind the gap. */
static void clean_without_room(void **state)
{
	char buf[4];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_text_clean(&t, "ab\xc3\xa9" "c", 5);
	assert_string_equal(buf, "ab");
	assert_true(t.cut);
	ras_text_puts(&t, "d");
	ras_text_add(&t, "%d", 1);
	assert_string_equal(buf, "ab");
	assert_int_equal(t.len, 2);
	t = RAS_TEXT(buf);
	ras_text_clean(&t, "\033", 1);
	assert_string_equal(buf, "");
	assert_true(t.cut);
	t = RAS_TEXT(buf);
	ras_text_clean(&t, "a\xc3\xa9", 3);
	assert_string_equal(buf, "a\xc3\xa9");
	assert_false(t.cut);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_at_the_end),
		cmocka_unit_test(numbers),
		cmocka_unit_test(clean),
		cmocka_unit_test(clean_without_room),
		cmocka_unit_test(wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
