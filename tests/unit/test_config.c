// SPDX-License-Identifier: GPL-2.0-or-later
/* Configuration text: what is refused, and that a later value takes the place of a longer one. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "core/config.h"
#include "vmm/place.h"

/* Read text as a file. */
static int read_text(struct ras_config *c, const char *text, size_t len, char *err, size_t size)
{
	FILE *f = tmpfile();
	char path[64];
	int rc;

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fflush(f), 0);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(f));
	rc = ras_config_read(c, path, err, size);
	assert_int_equal(fclose(f), 0);
	return rc;
}

#define READ(C, TEXT) read_text((C), (TEXT), sizeof(TEXT) - 1, err, sizeof(err))

static void nul_byte(void **state)
{
	struct ras_config c;
	char err[512];

	(void)state;
	ras_config_init(&c);
	assert_int_equal(READ(&c, "LOG_BURST=1\n\0\nLOG_BURST=2\n"), -1);
	assert_non_null(strstr(err, "NUL byte at offset 12"));
	assert_int_equal(READ(&c, "LOG_BURST=3\n"), 0);
	assert_int_equal(c.log_burst, 3);
}

static void shorter_value(void **state)
{
	static struct vmm_place p, same;
	struct ras_config c;
	char err[512];

	(void)state;
	ras_config_init(&c);
	assert_int_equal(READ(&c, "QMP_SOCKETS='/run/first.sock /run/second.sock'\n"), 0);
	assert_int_equal(vmm_place_from(&p, &c, err, sizeof(err)), 0);
	assert_string_equal(p.paths[0], "/run/first.sock");
	assert_string_equal(p.paths[1], "/run/second.sock");
	assert_null(p.paths[2]);
	assert_int_equal(READ(&c, "QMP_SOCKETS=/run/x\n"), 0);
	assert_int_equal(vmm_place_from(&p, &c, err, sizeof(err)), 0);
	assert_string_equal(p.paths[0], "/run/x");
	assert_null(p.paths[1]);
	ras_config_init(&c);
	assert_int_equal(READ(&c, "QMP_SOCKETS=/run/x\n"), 0);
	assert_int_equal(vmm_place_from(&same, &c, err, sizeof(err)), 0);
	assert_true(vmm_place_same(&p, &same));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nul_byte),
		cmocka_unit_test(shorter_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
