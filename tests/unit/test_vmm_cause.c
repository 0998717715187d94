// SPDX-License-Identifier: GPL-2.0-or-later
/* What each class of events tells about the VM and the vCPU that it hit. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "events/events.h"
#include "events/vmm_event.h"
#include "vmm/cause.h"

static struct ras_event *begin(const struct ras_class *cls)
{
	struct ras_event *ev = calloc(1, RAS_EVENT_ROOM);

	assert_non_null(ev);
	ras_event_init(ev, RAS_EVENT_ROOM, cls);
	ev->timestamp = 1000;
	ev->severity = RAS_FATAL;
	return ev;
}

/* Set a column of four bytes. */
static void set(struct ras_event *ev, const char *column, int32_t value)
{
	for (size_t i = 0; i < ev->cls->nfields; i++) {
		const struct ras_field *f = &ev->cls->fields[i];

		if (strcmp(f->name, column) != 0)
			continue;
		assert_int_equal(ras_type_size(f->type), sizeof(value));
		memcpy((char *)ev + f->offset, &value, sizeof(value));
		return;
	}
	fail_msg("%s has no column %s", ev->cls->name, column);
}

static const struct {
	const char *cls, *column;
	int32_t value, task;
	struct vmm_cause want; /* thread, process, cpu, vcpu */
	bool tells;
} cases[] = {
	/* The CPU counts, not the worker that wrote the record. */
	{ "mce_record", "cpu", 7, 55, { .cpu = 7, .vcpu = -1 }, true },
	{ "mce_record", "cpu", 0, 0, { .cpu = 0, .vcpu = -1 }, true },
	/* Column thread of s390_mchk is the task. */
	{ "s390_mchk", "vcpu", 3, 4721, { .thread = 4721, .cpu = -1, .vcpu = 3 }, true },
	{ "s390_mchk", "vcpu", -1, 4721, { .thread = 4721, .cpu = -1, .vcpu = -1 }, true },
	/* The one that gets the signal, not the one that was current. */
	{ "signal_event", "pid", 4721, 55, { .thread = 4721, .cpu = -1, .vcpu = -1 }, true },
	{ "memory_failure_event", NULL, 0, 4721, { .thread = 4721, .cpu = -1, .vcpu = -1 }, true },
	{ "memory_failure_event", NULL, 0, 0, { .cpu = -1 }, false },
	{ "vmm_event", "pid", 4711, 0, { .process = 4711, .cpu = -1, .vcpu = -1 }, true },
	{ "vmm_event", "pid", 0, 0, { .cpu = -1 }, false },
	/* About no VM; and what was done by us leads to nothing more. */
	{ "mc_event", NULL, 0, 4721, { .cpu = -1 }, false },
	{ "ras_action", NULL, 0, 4721, { .cpu = -1 }, false },
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ras_class *cls = ras_class_by_name(cases[i].cls);
		struct ras_event *ev;
		struct vmm_cause c;

		assert_non_null(cls);
		ev = begin(cls);
		ev->pid = cases[i].task;
		if (cases[i].column)
			set(ev, cases[i].column, cases[i].value);
		assert_int_equal(vmm_cause_read(&c, ev), cases[i].tells);
		if (cases[i].tells) {
			assert_ptr_equal(c.cls, cls);
			assert_int_equal(c.severity, RAS_FATAL);
			assert_int_equal(c.thread, cases[i].want.thread);
			assert_int_equal(c.process, cases[i].want.process);
			assert_int_equal(c.cpu, cases[i].want.cpu);
			assert_int_equal(c.vcpu, cases[i].want.vcpu);
		}
		free(ev);
	}
}

static void incident(void **state)
{
	struct ras_event *ev = begin(&ras_class_vmm_event);
	struct vmm_cause c;

	(void)state;
	set(ev, "pid", 1);
	assert_true(vmm_cause_read(&c, ev));
	assert_int_equal(c.incident, 1000);
	ev->incident = 900;
	assert_true(vmm_cause_read(&c, ev));
	assert_int_equal(c.incident, 900);
	assert_int_equal(c.time_ns, 1000);
	free(ev);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(incident),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
