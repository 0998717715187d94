// SPDX-License-Identifier: GPL-2.0-or-later
/* Guests named by the threads of trace events, in a tree like /proc that is made here. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "daemon/guests.h"
#include "events/events.h"
#include "tests/unit/scratch.h"

#define QEMU(NAME) "/usr/bin/qemu-system-s390x\0-name\0" NAME "\0-accel\0kvm"

static void put_status(int tid, int tgid)
{
	char name[64], text[64];
	int n = snprintf(text, sizeof(text), "Name:\tCPU 0/KVM\nTgid:\t%d\nPid:\t%d\n", tgid, tid);

	(void)snprintf(name, sizeof(name), "root/proc/%d/status", tid);
	scratch_write(name, text, (size_t)n);
}

static void put_cmdline(int pid, const char *args, size_t len)
{
	char name[64];

	(void)snprintf(name, sizeof(name), "root/proc/%d/cmdline", pid);
	scratch_write(name, args, len);
}

/* The vm that an event of thread tid at second s gets. */
static const char *named(struct ras_guests *g, int32_t tid, int s)
{
	static _Alignas(16) char mem[RAS_EVENT_ROOM];
	struct ras_s390_mchk_event *e = (void *)mem;

	ras_event_init(&e->ev, sizeof(mem), &ras_class_s390_mchk);
	e->ev.tracepoint = &ras_class_s390_mchk.tracepoints[0];
	e->ev.pid = tid;
	ras_guests_event_at(g, &e->ev, s * RAS_NSEC_PER_SEC);
	return e->vm.s ? e->vm.s : "";
}

static struct ras_guests fresh(void)
{
	struct ras_guests g;

	ras_guests_init(&g, scratch_path("root"), getuid());
	return g;
}

static void by_thread(void **state)
{
	struct ras_guests g = fresh();

	(void)state;
	put_status(701, 700);
	put_cmdline(700, QEMU("guest=web,,1,debug-threads=on"),
		    sizeof(QEMU("guest=web,,1,debug-threads=on")));
	put_status(700, 700);
	assert_string_equal(named(&g, 701, 1), "web,1");
	/* The main thread as well; not a thread that is gone, none, or no QEMU's. */
	assert_string_equal(named(&g, 700, 1), "web,1");
	assert_string_equal(named(&g, 799, 1), "");
	assert_string_equal(named(&g, 0, 1), "");
	assert_string_equal(named(&g, -701, 1), "");
	put_status(801, 800);
	put_cmdline(800, "/usr/bin/cat\0-name\0web", sizeof("/usr/bin/cat\0-name\0web"));
	assert_string_equal(named(&g, 801, 1), "");
	put_status(901, 900);
	assert_string_equal(named(&g, 901, 1), "");
}

/* An owner that is not trusted names no guest; once it is, it does. */
static void by_owner(void **state)
{
	struct ras_guests g;

	(void)state;
	if (!getuid())
		assert_int_equal(chown(scratch_path("root/proc/700"), 12345, 12345), 0);
	ras_guests_init(&g, scratch_path("root"), getuid() + 1);
	assert_string_equal(named(&g, 701, 1), "");
	ras_guests_user(&g, getuid() ? getuid() : 12345);
	assert_string_equal(named(&g, 701, 1), "web,1");
	if (!getuid())
		assert_int_equal(chown(scratch_path("root/proc/700"), 0, 0), 0);
}

/* Remembered for ten seconds, known or not; then looked at anew, as numbers come again. */
static void remembered(void **state)
{
	struct ras_guests g = fresh();

	(void)state;
	assert_string_equal(named(&g, 701, 100), "web,1");
	assert_string_equal(named(&g, 950, 100), "");
	put_cmdline(700, QEMU("other"), sizeof(QEMU("other")));
	put_status(950, 700);
	assert_string_equal(named(&g, 701, 109), "web,1");
	assert_string_equal(named(&g, 950, 109), "");
	assert_string_equal(named(&g, 701, 110), "other");
	assert_string_equal(named(&g, 950, 110), "other");
	/* 64 others push it out. */
	put_cmdline(700, QEMU("third"), sizeof(QEMU("third")));
	for (int i = 0; i < RAS_GUEST_THREADS; i++)
		assert_string_equal(named(&g, 2000 + i, 111), "");
	assert_string_equal(named(&g, 701, 111), "third");
}

/* Only what KVM traced has a thread of a VMM; and a name that is there stays. */
static void not_asked_for(void **state)
{
	static _Alignas(16) char mem[RAS_EVENT_ROOM];
	struct ras_s390_mchk_event *e = (void *)mem;
	struct ras_guests g = fresh();

	(void)state;
	ras_event_init(&e->ev, sizeof(mem), &ras_class_s390_mchk);
	e->ev.pid = 701;
	ras_guests_event(&g, &e->ev);
	assert_int_equal(e->vm.len, 0);
	e->ev.tracepoint = &ras_class_s390_mchk.tracepoints[0];
	e->vm = ras_str_of("db");
	ras_guests_event(&g, &e->ev);
	assert_string_equal(e->vm.s, "db");
	e->vm = RAS_STR_EMPTY;
	ras_guests_event(&g, &e->ev);
	assert_string_equal(e->vm.s, "third");
	ras_event_init(&e->ev, sizeof(mem), &ras_class_s390_crw);
	e->ev.tracepoint = &ras_class_s390_crw.tracepoints[0];
	e->ev.pid = 701;
	ras_guests_event(&g, &e->ev);
	assert_int_equal(g.past[1].thread, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_thread),
		cmocka_unit_test(by_owner),
		cmocka_unit_test(remembered),
		cmocka_unit_test(not_asked_for),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
