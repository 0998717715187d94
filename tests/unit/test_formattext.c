// SPDX-License-Identifier: GPL-2.0-or-later
/* Format files: which text is a kernel's, and the tables of symbols in a print fmt. */
#include "tests/unit/unit.h"

#include <string.h>

#include "trace/formattext.h"

#define HEAD "name: mc_event\nID: 5\nformat:\n"
#define COMMON "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
#define TAIL "\nprint fmt: \"%d\", REC->x\n"

static void fields(void **state)
{
	static const char *const good[] = {
		HEAD COMMON "\n\tfield:__data_loc char[] m;\toffset:8;\tsize:4;\tsigned:1;\n" TAIL,
		HEAD COMMON "\n\tfield:const char * name;\toffset:8;\tsize:8;\tsigned:0;\n" TAIL,
		HEAD COMMON "\n\tfield:u8 uuid[16];\toffset:8;\tsize:16;\tsigned:0;\n" TAIL,
		HEAD COMMON TAIL,
	};
	static const char *const bad[] = {
		"",
		HEAD,
		HEAD COMMON "\n",
		HEAD COMMON "\n\tfield:;\toffset:8;\tsize:4;\tsigned:1;\n" TAIL,
		HEAD COMMON "\n\tfield:int x;\toffset:9999999999;\tsize:4;\tsigned:1;\n" TAIL,
		HEAD COMMON "\n\tfield:int (*x);\toffset:8;\tsize:4;\tsigned:1;\n" TAIL,
		HEAD COMMON "\n\tfield:int x;\toffset:8;\tsize:4;\n" TAIL,
		HEAD COMMON "\n\tfield:char[] x;\toffset:8;\tsize:4;\tsigned:1;\n" TAIL,
		HEAD COMMON "\n\tfield:__data_loc x;\toffset:8;\tsize:4;\tsigned:1;\n" TAIL,
		"name: a b\nID: 5\nformat:\n" COMMON TAIL,
	};
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (!ras_format_fields(good[i], &len))
			fail_msg("refused: %s", good[i]);
		assert_non_null(strstr(good[i] + len, "print fmt:"));
		assert_ptr_equal(strstr(good[i] + len, "field:"), NULL);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ras_format_fields(bad[i], &len))
			fail_msg("taken: %s", bad[i]);
}

static void symbols(void **state)
{
	static const char fmt[] =
		"print fmt: \"%s\", __print_symbolic(REC->typed, { 1, \"no\" }), "
		"__print_symbolic(REC->type, { 0, \"zero\" }, {0xfffe0000u, \"high\"}, { 7, \"cut";
	struct ras_format_symbol s;
	const char *at = ras_format_symbols(fmt, "type");

	(void)state;
	assert_non_null(at);
	assert_true(ras_format_symbol(&at, &s));
	assert_int_equal(s.value, 0);
	assert_int_equal(s.len, 4);
	assert_memory_equal(s.text, "zero", 4);
	assert_true(ras_format_symbol(&at, &s));
	assert_int_equal(s.value, 0xfffe0000);
	assert_memory_equal(s.text, "high", 4);
	assert_false(ras_format_symbol(&at, &s));
	assert_null(ras_format_symbols(fmt, "typ"));
	assert_null(ras_format_symbols(fmt, "result"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(symbols),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
