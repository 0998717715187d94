// SPDX-License-Identifier: GPL-2.0-or-later
/* What is given up is gone, also for programs that are run; and what settings need is kept. */
#include "tests/unit/unit.h"

#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/drop.h"

#define SYS_ADMIN    (1ULL << CAP_SYS_ADMIN)
#define DAC_OVERRIDE (1ULL << CAP_DAC_OVERRIDE)

static void kept_for_settings(void **state)
{
	struct ras_config c;

	(void)state;
	ras_config_init(&c);
	assert_int_equal(ras_drop_keep(&c, "relative.db"), SYS_ADMIN);
	c.qmp_discover = true;
	assert_int_equal(ras_drop_keep(&c, "relative.db"), SYS_ADMIN | DAC_OVERRIDE);
	c.qmp_discover = false;
	(void)strcpy(c.qmp_sockets, "/run/ras-qmp");
	assert_int_equal(ras_drop_keep(&c, "relative.db"), SYS_ADMIN | DAC_OVERRIDE);
	(void)strcpy(c.mem_fail_trigger, "page-lost");
	assert_true(ras_drop_keep(&c, "relative.db") == UINT64_MAX);
}

static void folder_of_somebody_else(void **state)
{
	struct ras_config c;

	(void)state;
	ras_config_init(&c);
	/* /proc/1 is root's; a folder of a process is its user's. */
	if (geteuid())
		assert_int_equal(ras_drop_keep(&c, "/proc/1/db"), SYS_ADMIN | DAC_OVERRIDE);
	else
		assert_int_equal(ras_drop_keep(&c, "/proc/1/db"), SYS_ADMIN);
	assert_int_equal(ras_drop_keep(&c, "/no-such-folder/db"), SYS_ADMIN);
}

/* A line of /proc/self/status in hexadecimal. */
static unsigned long long status(const char *name)
{
	FILE *f = fopen("/proc/self/status", "re");
	unsigned long long value = ~0ULL;
	char line[256];
	size_t len = strlen(name);

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, name, len) && line[len] == ':')
			(void)sscanf(line + len + 1, "%llx", &value);
	if (f)
		(void)fclose(f);
	return value;
}

/* In a child, as there is no way back. */
static int dropped(void)
{
	if (ras_drop(SYS_ADMIN))
		return 1;
	if (status("NoNewPrivs") != 1)
		return 2;
	if (status("CapEff") & ~SYS_ADMIN || status("CapPrm") & ~SYS_ADMIN)
		return 3;
	/* Only who has CAP_SETPCAP may make the bounding set smaller. */
	if (!geteuid() && status("CapBnd") & ~SYS_ADMIN)
		return 4;
	return ras_drop(SYS_ADMIN) ? 5 : 0;
}

static void given_up(void **state)
{
	pid_t child = fork();
	int how = 0;

	(void)state;
	assert_true(child >= 0);
	if (!child)
		_exit(dropped());
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_for_settings),
		cmocka_unit_test(folder_of_somebody_else),
		cmocka_unit_test(given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
