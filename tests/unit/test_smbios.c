// SPDX-License-Identifier: GPL-2.0-or-later
/* SMBIOS tables, whole and damaged (DMTF DSP0134 3.7, 6.1.2 and 6.1.3). */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "ctl/smbios.h"

/* Type 2 without strings; type 17 of 8 bytes with two; the end; bytes that do not count. */
static const uint8_t table[] = {
	2,   4, 0x34, 0x12, 0, 0,                               /* 6 bytes */
	17,  8, 1,    0,    2, 1, 3, 0, 'a', 'b', 0, 'c', 0, 0, /* 14 bytes */
	127, 4, 2,    0,    0, 0, 9, 9,
};

static void whole(void **state)
{
	struct smbios s;
	size_t at = 0;

	(void)state;
	assert_int_equal(smbios_next(table, sizeof(table), &at, &s), 1);
	assert_int_equal(s.type, 2);
	assert_int_equal(s.handle, 0x1234);
	assert_int_equal(s.len, 4);
	assert_int_equal(s.strings_len, 0);
	assert_int_equal(at, 6);
	assert_int_equal(smbios_next(table, sizeof(table), &at, &s), 1);
	assert_int_equal(s.type, 17);
	assert_int_equal(s.handle, 1);
	assert_int_equal(at, 20);
	assert_string_equal(smbios_string(&s, 4).s, "c");
	assert_int_equal(smbios_string(&s, 4).len, 1);
	assert_string_equal(smbios_string(&s, 5).s, "ab");
	assert_int_equal(smbios_string(&s, 5).len, 2);
	assert_int_equal(smbios_string(&s, 6).len, 0); /* names string 3 of 2 */
	assert_int_equal(smbios_string(&s, 7).len, 0); /* names none */
	assert_int_equal(smbios_string(&s, 8).len, 0); /* behind the structure */
	assert_int_equal(smbios_next(table, sizeof(table), &at, &s), 0);
}

/* No end-of-table structure is needed when the bytes end with a structure. */
static void bare_end(void **state)
{
	struct smbios s;
	size_t at = 0;

	(void)state;
	assert_int_equal(smbios_next(table, 6, &at, &s), 1);
	assert_int_equal(smbios_next(table, 6, &at, &s), 0);
}

/* Cut anywhere else, the table is damaged, and no byte behind the cut is looked at. */
static void cut(void **state)
{
	(void)state;
	for (size_t len = 1; len < 20; len++) {
		uint8_t *copy = malloc(len);
		struct smbios s;
		size_t at = 0;
		int rc;

		assert_non_null(copy);
		memcpy(copy, table, len);
		do
			rc = smbios_next(copy, len, &at, &s);
		while (rc > 0);
		free(copy);
		assert_int_equal(rc, len == 6 ? 0 : -1);
		assert_int_equal(at, len < 6 ? 0 : 6);
	}
}

static void short_length(void **state)
{
	static const uint8_t bad[] = { 17, 3, 0, 0, 0, 0, 0, 0 };
	struct smbios s;
	size_t at = 0;

	(void)state;
	assert_int_equal(smbios_next(bad, sizeof(bad), &at, &s), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(bare_end),
		cmocka_unit_test(cut),
		cmocka_unit_test(short_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
