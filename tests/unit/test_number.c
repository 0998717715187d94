// SPDX-License-Identifier: GPL-2.0-or-later
/* Decimal numbers: how much of the text they take, and their limits. */
#include "tests/unit/unit.h"

#include <string.h>

#include "ctl/number.h"

static void expect(const char *text, uint64_t max, size_t digits, uint64_t value)
{
	uint64_t v = 77;

	assert_int_equal(ctl_number(text, strlen(text), max, &v), digits);
	assert_true(v == (digits ? value : 77));
}

static void digits(void **state)
{
	uint64_t v;

	(void)state;
	expect("", 9, 0, 0);
	expect("x1", 9, 0, 0);
	expect("-1", 9, 0, 0);
	expect(" 1", 9, 0, 0);
	expect("0", 0, 1, 0);
	expect("007x", 9, 3, 7);
	/* Not a byte behind the length is looked at. */
	assert_int_equal(ctl_number("123", 2, 999, &v), 2);
	assert_true(v == 12);
}

static void limits(void **state)
{
	(void)state;
	expect("3", 3, 1, 3);
	expect("4", 3, 0, 0);
	expect("5", 1, 0, 0);
	expect("86400", 86400, 5, 86400);
	expect("86401", 86400, 0, 0);
	expect("18446744073709551615", UINT64_MAX, 20, UINT64_MAX);
	expect("18446744073709551616", UINT64_MAX, 0, 0);
	expect("99999999999999999999", UINT64_MAX, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
