// SPDX-License-Identifier: GPL-2.0-or-later
/* Policies from event to action, against a folder in the place of sysfs. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "events/events.h"
#include "policy/policy.h"
#include "tests/unit/policy_event.h"

#define SEC 1000000000LL
#define MEMORY "/devices/system/memory/"
#define CPU "/devices/system/cpu/"

enum { CORRECTED = 0, UNCORRECTED = 1 };

/* A machine in a folder, and policies on its bus. */
struct machine {
	char dir[64];
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	struct ras_config config;
	struct ras_policy *policy;
	struct ras_cursor at;
	bool taken; /* events up to at are to be released */
};

static void path_of(const struct machine *m, const char *name, char path[static 512])
{
	assert_true(snprintf(path, 512, "%s%s", m->dir, name) < 512);
}

static void put_file(const struct machine *m, const char *name, const char *text, mode_t mode)
{
	char path[512];
	FILE *f;

	path_of(m, name, path);
	for (char *p = path + strlen(m->dir) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		assert_true(!mkdir(path, 0755) || errno == EEXIST);
		*p = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void has_file(const struct machine *m, const char *name, const char *want)
{
	char path[512];
	size_t len;
	char *got;

	path_of(m, name, path);
	got = ras_file_read(path, 65536, &len);
	assert_non_null(got);
	assert_string_equal(got, want);
	free(got);
}

/* Page frame n of kpageflags, with bit 19 (HWPOISON). */
static void poison_flag(const struct machine *m, uint64_t pfn)
{
	const uint64_t flags = 1ULL << 19;
	char path[512];
	FILE *f;

	path_of(m, "/proc/kpageflags", path);
	f = fopen(path, "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, (long)(pfn * 8), SEEK_SET), 0);
	assert_int_equal(fwrite(&flags, 8, 1, f), 1);
	assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
	struct machine *m = calloc(1, sizeof(*m));

	assert_non_null(m);
	strcpy(m->dir, "/tmp/ras-policy-XXXXXX");
	assert_non_null(mkdtemp(m->dir));
	put_file(m, MEMORY "soft_offline_page", "", 0644);
	put_file(m, MEMORY "hard_offline_page", "", 0644);
	put_file(m, CPU "online", "0-3\n", 0644);
	put_file(m, CPU "cpu0/present", "", 0644);
	put_file(m, CPU "cpu1/online", "1\n", 0644);
	put_file(m, CPU "cpu2/online", "1\n", 0644);
	put_file(m, CPU "cpu3/online", "1\n", 0644);
	put_file(m, "/proc/kpageflags", "", 0644);
	put_file(m, "/proc/meminfo", "HardwareCorrupted:     0 kB\n", 0644);
	m->bus = (struct ras_bus){ .host = &m->host, .counters = &m->counters, .store = true };
	m->bus.queue = ras_queue_new(4 << 20);
	assert_non_null(m->bus.queue);
	ras_config_init(&m->config);
	*state = m;
	return 0;
}

static int tear_down(void **state)
{
	struct machine *m = *state;
	char command[128];

	ras_policy_stop(m->policy);
	ras_queue_free(m->bus.queue);
	assert_true(snprintf(command, sizeof(command), "rm -rf '%s'", m->dir) < 128);
	assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): a path of our own making */
	free(m);
	return 0;
}

static void start(struct machine *m)
{
	struct ras_policy_options o = { .bus = &m->bus, .config = &m->config, .sysfs = m->dir };
	char err[256] = "";

	m->policy = ras_policy_start(&o, err, sizeof(err));
	assert_non_null(m->policy);
	assert_int_equal(ras_bus_add(&m->bus, (struct ras_sink){ ras_policy_event, m->policy }), 0);
}

static void memory_error(struct machine *m, unsigned int type, uint64_t address, unsigned int count,
			 int64_t at_ns, const char *detail)
{
	struct ras_event *ev = ras_bus_begin(&m->bus, &ras_class_mc_event, false);

	assert_non_null(ev);
	ev->timestamp = at_ns;
	put_int(ev, "error_type", type);
	put_int(ev, "address", address);
	put_int(ev, "grain", 6);
	put_int(ev, "err_count", count);
	put_text(ev, "err_msg", "memory read error");
	put_text(ev, "label", "DIMM_A1");
	put_text(ev, "driver_detail", detail);
	ras_bus_publish(&m->bus, ev);
}

/* The sink alone: the record is decided on as it is. */
static void cpu_error(struct machine *m, unsigned int cpu, unsigned int count, const char *origin)
{
	struct policy_case c;
	struct ras_event *ev = case_begin(&c, &ras_class_mce_record);

	put_int(ev, "status", 0x9000004000000005);
	put_int(ev, "cpu", cpu);
	put_int(ev, "error_count", count);
	put_text(ev, "origin", origin);
	ev->severity = RAS_CORRECTED;
	ras_policy_event(m->policy, ev);
}

/* The next action that was published; NULL: no more. Settles first. */
static const struct ras_action_event *next_action(struct machine *m)
{
	const struct ras_event *ev;

	ras_policy_settle(m->policy);
	for (;;) {
		while ((ev = ras_queue_next(m->bus.queue, &m->at)))
			if (ev->cls == &ras_class_ras_action)
				return (const void *)ev;
		if (m->taken)
			ras_queue_release(m->bus.queue, &m->at);
		m->at = ras_queue_take(m->bus.queue, 0);
		m->taken = m->at.count != 0;
		if (!m->taken)
			return NULL;
	}
}

static void expect(struct machine *m, const char *action, const char *target, const char *answer,
		   const char *verified)
{
	const struct ras_action_event *a = next_action(m);

	assert_non_null(a);
	assert_string_equal(a->action.s, action);
	assert_string_equal(a->target.s, target);
	assert_string_equal(a->answer.s, answer);
	assert_string_equal(a->verified.s, verified);
}

static void page_at_its_threshold(void **state)
{
	struct machine *m = *state;
	const struct ras_action_event *a;

	start(m);
	poison_flag(m, 0x12345);
	memory_error(m, CORRECTED, 0x12345678, 49, 5 * SEC, "");
	memory_error(m, CORRECTED, 0x99999000, 49, 5 * SEC, "");
	memory_error(m, UNCORRECTED, 0x12345678, 49, 6 * SEC, "");
	assert_null(next_action(m));
	memory_error(m, CORRECTED, 0x12345fff, 1, 7 * SEC, "");
	a = next_action(m);
	assert_non_null(a);
	assert_string_equal(a->actor.s, "page policy");
	assert_string_equal(a->action.s, "soft-offline page");
	assert_string_equal(a->target.s, "0x12345000");
	assert_string_equal(a->cause_class.s, "mc_event");
	assert_true(a->cause_time_ns == 7 * SEC);
	assert_string_equal(a->asked.s, "kernel");
	assert_string_equal(a->answer.s, "ok");
	assert_string_equal(a->verified.s, "out of use");
	assert_string_equal(a->reason.s,
			    "50 corrected errors within 86400 s (PAGE_CE_THRESHOLD 50)");
	assert_int_equal(a->ev.severity, RAS_INFO);
	assert_null(next_action(m));
	has_file(m, MEMORY "soft_offline_page", "0x12345000\n");
	has_file(m, MEMORY "hard_offline_page", "");
	/* The kernel is not asked twice. */
	memory_error(m, CORRECTED, 0x12345678, 50, 8 * SEC, "");
	assert_null(next_action(m));
}

static void page_cycle_and_reload(void **state)
{
	struct machine *m = *state;

	start(m);
	memory_error(m, CORRECTED, 0x1000, 49, SEC, "");
	memory_error(m, CORRECTED, 0x1000, 49, SEC + 86400 * SEC, "");
	assert_null(next_action(m));
	m->config.page_ce_action = RAS_CE_HARD;
	m->config.page_ce_threshold = 60;
	ras_policy_reload(m->policy, &m->config);
	memory_error(m, CORRECTED, 0x1000, 10, 2 * SEC + 86400 * SEC, "");
	assert_null(next_action(m));
	memory_error(m, CORRECTED, 0x1000, 1, 2 * SEC + 86400 * SEC, "");
	expect(m, "hard-offline page", "0x1000", "ok", "unknown: no such page in kpageflags");
	has_file(m, MEMORY "soft_offline_page", "");
	has_file(m, MEMORY "hard_offline_page", "0x1000\n");
}

static void page_that_the_kernel_keeps(void **state)
{
	struct machine *m = *state;
	char path[512];

	path_of(m, MEMORY "soft_offline_page", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/full", path), 0);
	m->config.page_ce_action = RAS_CE_SOFT;
	start(m);
	poison_flag(m, 7);
	memory_error(m, CORRECTED, 0x1000, 50, SEC, "");
	expect(m, "soft-offline page", "0x1000", "No space left on device", "still in use");
	/* It was refused, so it may be asked for again. */
	m->config.page_ce_action = RAS_CE_SOFT_THEN_HARD;
	ras_policy_reload(m->policy, &m->config);
	memory_error(m, CORRECTED, 0x1000, 50, SEC, "");
	expect(m, "soft-offline page", "0x1000", "No space left on device", "still in use");
	expect(m, "hard-offline page", "0x1000", "ok", "still in use");
	assert_null(next_action(m));
	assert_int_equal(ras_counted(&m->counters, RAS_C_ACTIONS), 3);
}

static void page_only_counted(void **state)
{
	struct machine *m = *state;

	m->config.page_ce_action = RAS_CE_ACCOUNT;
	start(m);
	memory_error(m, CORRECTED, 0x1000, 50, SEC, "");
	memory_error(m, CORRECTED, 0, 50, SEC, "");
	expect(m, "count page", "0x1000", "", "");
	assert_null(next_action(m));
	has_file(m, MEMORY "soft_offline_page", "");
	assert_int_equal(ras_counted(&m->counters, RAS_C_LEFT_OUT), 1);
	m->config.page_ce_action = RAS_CE_OFF;
	ras_policy_reload(m->policy, &m->config);
	memory_error(m, CORRECTED, 0x1000, 50, SEC, "");
	assert_null(next_action(m));
}

#define ROW(N) "APEI location: node:0 card:1 module:2 bank:3 row:" N " column:5"

static void row_with_its_pages(void **state)
{
	struct machine *m = *state;
	const struct ras_action_event *a;

	m->config.row_ce_action = RAS_CE_SOFT;
	start(m);
	/* This page's errors are too old when the threshold is reached. */
	memory_error(m, CORRECTED, 0x77000, 25, SEC, ROW("8"));
	memory_error(m, CORRECTED, 0x1000, 25, SEC + 86400 * SEC, ROW("8"));
	memory_error(m, CORRECTED, 0x5000, 49, SEC + 86400 * SEC, ROW("9"));
	memory_error(m, CORRECTED, 0x2000, 24, SEC + 86400 * SEC, ROW("8"));
	assert_null(next_action(m));
	memory_error(m, CORRECTED, 0x1040, 1, SEC + 86400 * SEC, ROW("8"));
	expect(m, "soft-offline page", "0x1000", "ok", "unknown: no such page in kpageflags");
	a = next_action(m);
	assert_non_null(a);
	assert_string_equal(a->actor.s, "row policy");
	assert_string_equal(a->target.s, "0x2000");
	assert_string_equal(a->reason.s,
			    "50 corrected errors of row mc0 node:0 card:1 module:2 bank:3 row:8 "
			    "within 86400 s (ROW_CE_THRESHOLD 50)");
	assert_null(next_action(m));
}

static void cpu_out(void **state)
{
	struct machine *m = *state;

	m->config.cpu_isolation_limit = 2;
	start(m);
	cpu_error(m, 1, 18, "hardware");
	assert_null(next_action(m)); /* off by default */
	m->config.cpu_isolation = true;
	ras_policy_reload(m->policy, &m->config);
	cpu_error(m, 1, 18, "vmm-relayed");
	cpu_error(m, 1, 17, "hardware");
	assert_null(next_action(m));
	cpu_error(m, 1, 1, "hardware");
	expect(m, "offline CPU", "CPU 1", "ok", "offline");
	has_file(m, CPU "cpu1/online", "0\n");
	cpu_error(m, 1, 18, "hardware");
	assert_null(next_action(m));
	/* No online file, no such CPU, and then the limit of two. */
	cpu_error(m, 0, 18, "hardware");
	expect(m, "leave CPU alone", "CPU 0", "the kernel cannot take this CPU offline", "");
	cpu_error(m, 9, 18, "hardware");
	expect(m, "leave CPU alone", "CPU 9", "there is no such CPU", "");
	cpu_error(m, 2, 18, "hardware");
	expect(m, "offline CPU", "CPU 2", "ok", "offline");
	cpu_error(m, 3, 18, "hardware");
	expect(m, "leave CPU alone", "CPU 3", "CPU_ISOLATION_LIMIT is reached", "");
	has_file(m, CPU "cpu3/online", "1\n");
}

static void last_cpu_stays(void **state)
{
	struct machine *m = *state;

	m->config.cpu_isolation = true;
	put_file(m, CPU "online", "3\n", 0644);
	start(m);
	cpu_error(m, 3, 18, "hardware");
	expect(m, "leave CPU alone", "CPU 3", "it is the last CPU online", "");
	has_file(m, CPU "cpu3/online", "1\n");
}

static void warnings(void **state)
{
	struct machine *m = *state;
	const struct ras_action_event *a;

	m->config.page_ce_action = RAS_CE_OFF;
	start(m);
	/* 2000 in all, but not within a second. */
	memory_error(m, CORRECTED, 0x1000, 1999, SEC, "");
	memory_error(m, CORRECTED, 0x1000, 1999, 2 * SEC, "");
	assert_null(next_action(m));
	memory_error(m, CORRECTED, 0x1000, 1, 3 * SEC - 1, "");
	a = next_action(m);
	assert_non_null(a);
	assert_string_equal(a->actor.s, "rate policy");
	assert_string_equal(a->reason.s, "2000 corrected memory errors within a second "
					 "(MC_CE_STAT_THRESHOLD 2000)");
	/* Once a minute is enough. */
	memory_error(m, CORRECTED, 0x1000, 5000, 30 * SEC, "");
	assert_null(next_action(m));
	memory_error(m, CORRECTED, 0x1000, 5000, 63 * SEC, "");
	assert_non_null(next_action(m));
}

static void memory_failure(struct machine *m)
{
	struct ras_event *ev = ras_bus_begin(&m->bus, &ras_class_memory_failure, false);

	assert_non_null(ev);
	ev->timestamp = SEC;
	put_int(ev, "pfn", 0x1ff);
	put_text(ev, "page_type", "dirty LRU page");
	put_text(ev, "action_result", "Recovered");
	ras_bus_publish(&m->bus, ev);
}

static void poisoned_memory(void **state)
{
	struct machine *m = *state;
	const struct ras_action_event *a;

	m->config.poison_stat_threshold = 8;
	start(m);
	put_file(m, "/proc/meminfo", "HardwareCorrupted:     4 kB\n", 0644);
	memory_failure(m);
	assert_null(next_action(m));
	put_file(m, "/proc/meminfo", "HardwareCorrupted:     8 kB\n", 0644);
	memory_failure(m);
	a = next_action(m);
	assert_non_null(a);
	assert_string_equal(a->actor.s, "poison policy");
	assert_string_equal(a->cause_class.s, "memory_failure_event");
	assert_string_equal(a->reason.s, "8 kB of memory are poisoned (POISON_STAT_THRESHOLD 8)");
	/* Said once for as much. */
	memory_failure(m);
	assert_null(next_action(m));
	put_file(m, "/proc/meminfo", "HardwareCorrupted:    12 kB\n", 0644);
	memory_error(m, CORRECTED, 0x1000, 50, SEC, "");
	expect(m, "soft-offline page", "0x1000", "ok", "unknown: no such page in kpageflags");
	expect(m, "warn", "memory", "", "");
}

static void trigger_in(struct machine *m, const char *script)
{
	m->config.page_ce_action = RAS_CE_OFF;
	assert_true(snprintf(m->config.trigger_dir, RAS_CONFIG_TEXT, "%s/t", m->dir) > 0);
	strcpy(m->config.mc_ue_trigger, "ue");
	strcpy(m->config.mem_fail_trigger, "failed");
	put_file(m, "/t/ue", script, 0755);
}

static void trigger_finds_its_values(void **state)
{
	struct machine *m = *state;
	char path[512];

	trigger_in(m, "#!/bin/sh\n"
		      "echo \"$TYPE $COUNT $LABEL $ADDRESS $#\" >\"${0%/*}/said\"\n"
		      "exit 3\n");
	start(m);
	memory_error(m, UNCORRECTED, 0xabc000, 2, SEC, "");
	memory_error(m, CORRECTED, 0xabc000, 2, SEC, "");
	path_of(m, "/t/ue", path);
	expect(m, "run program", path, "exit code 3", "");
	assert_null(next_action(m));
	has_file(m, "/t/said", "Uncorrected 2 DIMM_A1 abc000 0\n");
	/* No such program: said, and nothing else happens. */
	memory_failure(m);
	path_of(m, "/t/failed", path);
	expect(m, "run program", path, "No such file or directory", "");
	assert_null(next_action(m));
}

static void trigger_without_end(void **state)
{
	struct machine *m = *state;
	char path[512];

	trigger_in(m, "#!/bin/sh\nsleep 1000\n");
	m->config.trigger_timeout = 1;
	start(m);
	memory_error(m, UNCORRECTED, 0xabc000, 2, SEC, "");
	path_of(m, "/t/ue", path);
	expect(m, "run program", path, "ended: still running after 1 s (TRIGGER_TIMEOUT)", "");
	assert_int_equal(ras_counted(&m->counters, RAS_C_TRIGGER_KILLED), 1);
}

static void too_many_are_counted(void **state)
{
	struct machine *m = *state;

	trigger_in(m, "#!/bin/sh\nsleep 1000\n");
	m->config.trigger_timeout = 1;
	start(m);
	for (int i = 0; i < 100; i++)
		memory_error(m, UNCORRECTED, 0xabc000, 2, SEC, "");
	/* 4 at once, 64 waiting. */
	assert_true(ras_counted(&m->counters, RAS_C_ACTION_FULL) >= 32);
	/* The end does not wait for those that were not begun. */
	ras_policy_stop(m->policy);
	m->policy = NULL;
	m->bus.nsinks = 0;
	assert_true(ras_counted(&m->counters, RAS_C_TRIGGERS) <= 8);
	assert_int_equal(ras_counted(&m->counters, RAS_C_ACTION_FULL) +
				 ras_counted(&m->counters, RAS_C_TRIGGERS), 100);
}

#define TEST(F) cmocka_unit_test_setup_teardown(F, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(page_at_its_threshold),
		TEST(page_cycle_and_reload),
		TEST(page_that_the_kernel_keeps),
		TEST(page_only_counted),
		TEST(row_with_its_pages),
		TEST(cpu_out),
		TEST(last_cpu_stays),
		TEST(warnings),
		TEST(poisoned_memory),
		TEST(trigger_finds_its_values),
		TEST(trigger_without_end),
		TEST(too_many_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
