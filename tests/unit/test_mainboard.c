// SPDX-License-Identifier: GPL-2.0-or-later
/* The mainboard file: its lines, and the script that may stand for it. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl/mainboard.h"

struct place {
	char dir[64], file[128], script[128];
};

static void put(const char *path, mode_t mode, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
}

static int setup(void **state)
{
	static struct place p;
	struct ras_text file = RAS_TEXT(p.file), script = RAS_TEXT(p.script);

	(void)memcpy(p.dir, "/tmp/mainboard-XXXXXX", sizeof("/tmp/mainboard-XXXXXX"));
	if (!mkdtemp(p.dir))
		return -1;
	ras_text_add(&file, "%s/mainboard", p.dir);
	ras_text_add(&script, "%s/which", p.dir);
	*state = &p;
	return 0;
}

static int teardown(void **state)
{
	const struct place *p = *state;

	(void)unlink(p->file);
	(void)unlink(p->script);
	return rmdir(p->dir);
}

static enum mainboard_answer ask(const struct place *p, bool may_run, struct mainboard *m,
				 char why[static 512])
{
	struct ras_text t = ras_text_over(why, 512);

	return mainboard_read(m, p->file, may_run, &t);
}

static void expect(const struct place *p, const char *vendor, const char *model)
{
	struct mainboard m;
	char why[512];

	assert_int_equal(ask(p, true, &m, why), MAINBOARD_GIVEN);
	assert_string_equal(m.vendor, vendor);
	assert_string_equal(m.model, model);
	assert_string_equal(why, "");
}

static void expect_wrong(const struct place *p, bool may_run, const char *path, const char *what)
{
	char why[512], want[512];
	struct ras_text t = RAS_TEXT(want);
	struct mainboard m;

	assert_int_equal(ask(p, may_run, &m, why), MAINBOARD_WRONG);
	ras_text_add(&t, "%s%s", path, what);
	assert_string_equal(why, want);
	assert_string_equal(m.vendor, "");
}

static void lines(void **state)
{
	const struct place *p = *state;
	struct mainboard m;
	char why[512];

	assert_int_equal(ask(p, true, &m, why), MAINBOARD_ABSENT);
	put(p->file, 0600, "vendor=A\nmodel = B C\n");
	expect(p, "A", "B C");
	put(p->file, 0600, "\n# x = y\n\tvendor = 'It''s #1' # x\r\nmodel = \"say \" # x");
	expect(p, "It''s #1", "say ");
	put(p->file, 0600, "vendor = A's # b\nmodel = x=y");
	expect(p, "A's", "x=y");
	put(p->file, 0600, "vendor = A\n\nmodel B\n");
	expect_wrong(p, true, p->file,
		     ":3: 'model B': accepted is vendor = NAME, model = NAME or script = PATH");
	put(p->file, 0600, "vendor = A\nmodel =\n");
	expect_wrong(p, true, p->file,
		     ": gives no model; accepted are both vendor = NAME and model = NAME");
}

static void too_long(void **state)
{
	const struct place *p = *state;
	char text[300];

	(void)memset(text, 'x', sizeof(text));
	(void)memcpy(text, "vendor = ", 9);
	text[9 + DMI_NAME_LEN] = '\0';
	put(p->file, 0600, text);
	expect_wrong(p, true, p->file,
		     ":1: the value of vendor is too long; accepted are 127 bytes");
}

static void stands_for_the_file(void **state)
{
	const struct place *p = *state;
	char text[256];
	struct ras_text t = RAS_TEXT(text);

	ras_text_add(&t, "vendor = A\nmodel = B\nscript = %s\n", p->script);
	put(p->file, 0600, text);
	put(p->script, 0700, "#!/bin/sh\necho vendor = S $#\necho model = T\n");
	expect(p, "S 0", "T");
	expect_wrong(p, false, p->file, ": its script is of another system and is not run");
	put(p->script, 0700, "#!/bin/sh\necho vendor = S\necho model = T\nexit 3\n");
	expect_wrong(p, true, p->script, " failed or printed more than 65535 bytes");
	put(p->script, 0700, "#!/bin/sh\nexec cat /dev/zero\n");
	expect_wrong(p, true, p->script, " failed or printed more than 65535 bytes");
	put(p->script, 0700, "#!/bin/sh\necho script = /bin/true\n");
	expect_wrong(p, true, p->script, ": a script cannot name a script");
	put(p->script, 0700, "#!/bin/sh\necho x\n");
	expect_wrong(p, true, p->script,
		     ":1: 'x': accepted is vendor = NAME, model = NAME or script = PATH");
	assert_int_equal(unlink(p->script), 0);
	t = RAS_TEXT(text);
	ras_text_add(&t, "cannot run %s: No such file or directory", p->script);
	expect_wrong(p, true, text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines, setup, teardown),
		cmocka_unit_test_setup_teardown(too_long, setup, teardown),
		cmocka_unit_test_setup_teardown(stands_for_the_file, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
