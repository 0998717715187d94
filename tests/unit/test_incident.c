// SPDX-License-Identifier: GPL-2.0-or-later
/* Incidents: which events are one, which are not, and what their numbers are. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "events/events.h"
#include "incident/incident.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))
#define SEC      1000000000LL
#define MSEC     1000000LL
#define T0       (1795230396LL * SEC)

/* The columns that ties look at, as in the classes of these names. */
struct part {
	struct ras_event ev;
	struct ras_str origin, addr_type, event;
	uint64_t page; /* guest_page, addr or pfn */
	int32_t told;
};

static const struct ras_field mce_fields[] = {
	RAS_DERIVED(part, origin, RAS_STR),
	RAS_DERIVED(part, addr_type, RAS_STR),
	RAS_FIELD_AS(part, page, "addr", NULL, RAS_HEX64, 0),
	RAS_FIELD_AS(part, page, "guest_page", NULL, RAS_HEX64, RAS_F_NULL_IF_ZERO),
};
static const struct ras_field page_fields[] = {
	RAS_FIELD_AS(part, page, "pfn", NULL, RAS_HEX64, RAS_F_NO_COLUMN),
	RAS_FIELD_AS(part, event, "pfn", NULL, RAS_STR, 0),
};
static const struct ras_field signal_fields[] = {
	RAS_FIELD_AS(part, told, "pid", NULL, RAS_S32, 0),
};
static const struct ras_field vmm_fields[] = {
	RAS_DERIVED(part, event, RAS_STR),
	RAS_FIELD_AS(part, told, "pid", NULL, RAS_S32, 0),
};

#define CLASS(NAME, FIELDS)                                                                        \
	{                                                                                          \
		.name = (NAME), .table = (NAME), .title = (NAME), .fields = (FIELDS),              \
		.nfields = COUNT(FIELDS), .size = sizeof(struct part)                              \
	}

static const struct ras_class mce = CLASS("mce_record", mce_fields);
static const struct ras_class page = CLASS("memory_failure_event", page_fields);
static const struct ras_class sig = CLASS("signal_event", signal_fields);
static const struct ras_class vmm = CLASS("vmm_event", vmm_fields);
static const struct ras_class other = CLASS("mc_event", page_fields);
static const struct ras_class *const classes[] = { &mce, &page, &sig, &vmm, &other, NULL };

/* One event: when (ms after T0), who wrote it, what it names; and which incident it must be of. */
struct step {
	const struct ras_class *cls;
	const char *what; /* origin of an mce_record, event of a vmm_event */
	int64_t ms;
	int32_t pid;   /* of who wrote it */
	uint64_t page; /* address, for an mce_record of hardware */
	int32_t told;
	int incident; /* 0: none; else 1, 2, … in the order in which they begin */
};

static int64_t show(struct ras_incidents *in, const struct step *s, enum ras_severity severity)
{
	struct part p;

	ras_event_init(&p.ev, sizeof(p), s->cls);
	p.ev.timestamp = T0 + s->ms * MSEC;
	p.ev.pid = s->pid;
	p.ev.severity = severity;
	p.page = s->page;
	p.told = s->told;
	p.addr_type = (struct ras_str){ "physical", 8 };
	if (s->what)
		p.origin = p.event = (struct ras_str){ s->what, strlen(s->what) };
	ras_incidents_event(in, &p.ev);
	return p.ev.incident;
}

static void play(const char *name, const struct step *steps, size_t n)
{
	struct ras_incidents in;
	int64_t ids[16] = { 0 };

	ras_incidents_init(&in, classes);
	for (size_t i = 0; i < n; i++) {
		int64_t id = show(&in, &steps[i], RAS_RECOVERABLE), *want = &ids[steps[i].incident];

		if (steps[i].incident && !*want) {
			for (size_t k = 1; k < COUNT(ids); k++)
				if (ids[k] == id)
					fail_msg("%s, step %zu: is of incident %zu", name, i, k);
			*want = id;
			assert_int_not_equal(id, 0);
		} else if (id != *want) {
			fail_msg("%s, step %zu: incident %lld, want %lld", name, i, (long long)id,
				 (long long)*want);
		}
	}
}

#define PLAY(STEPS) play(#STEPS, (STEPS), COUNT(STEPS))

#define RELAYED "vmm-relayed"
#define FILLER  "vmm-companion"
#define MF      "MEMORY_FAILURE"

/* In a guest: times, threads and pages of the captures intel-ao-6.1, intel-ar-user-7.2. */
static void guest(void **state)
{
	static const struct step ao[] = {
		{ &mce, RELAYED, 6831, 7, 0x3e9a4, 0, 1 },
		{ &sig, NULL, 6840, 7, 0, 136, 1 },
		{ &sig, NULL, 6841, 7, 0, 137, 1 }, /* another process had it mapped */
		{ &page, NULL, 6843, 7, 0x3e9a4, 0, 1 },
		{ &mce, FILLER, 7789, 35, 0, 0, 1 },
		{ &mce, RELAYED, 9957, 35, 0x12345, 0, 2 },
		{ &page, NULL, 9962, 35, 0x12345, 0, 2 },
		{ &mce, FILLER, 10827, 7, 0, 0, 2 },
	};
	/* Action required: the task itself, 136, is at work. */
	static const struct step ar[] = {
		{ &mce, RELAYED, 7672, 34, 0x37d14, 0, 1 },
		{ &sig, NULL, 7680, 136, 0, 136, 1 },
		{ &page, NULL, 7686, 136, 0x37d14, 0, 1 },
		{ &mce, FILLER, 7855, 9, 0, 0, 1 },
	};
	/* Buffers of several CPUs are read one after the other. */
	static const struct step late[] = {
		{ &sig, NULL, 7680, 136, 0, 136, 1 },
		{ &page, NULL, 7686, 136, 0x37d14, 0, 1 },
		{ &mce, RELAYED, 7672, 34, 0x37d14, 0, 1 },
	};
	/* One worker, one page after the other. */
	static const struct step row[] = {
		{ &mce, RELAYED, 0, 7, 0x100, 0, 1 },  { &sig, NULL, 1, 7, 0, 50, 1 },
		{ &page, NULL, 2, 7, 0x100, 0, 1 },    { &mce, RELAYED, 3, 7, 0x200, 0, 2 },
		{ &sig, NULL, 4, 7, 0, 51, 2 },        { &page, NULL, 5, 7, 0x200, 0, 2 },
		{ &mce, RELAYED, 20000, 7, 0x100, 0, 3 },
	};

	(void)state;
	PLAY(ao);
	PLAY(ar);
	PLAY(late);
	PLAY(row);
}

/* On a host: page, QEMU's SIGBUS, what QEMU says of it. */
static void host(void **state)
{
	static const struct step ao[] = {
		{ &mce, "hardware", 0, 7, 0x12345678, 0, 1 },
		{ &sig, NULL, 5, 7, 0, 4000, 1 },
		{ &page, NULL, 9, 7, 0x12345, 0, 1 },
		/* Once for each vCPU. */
		{ &vmm, MF, 12, 0, 0, 4000, 1 },
		{ &vmm, MF, 13, 0, 0, 4000, 1 },
	};
	/* By APEI there is no record, and two VMs are hit: the process tells them apart. */
	static const struct step two[] = {
		{ &sig, NULL, 5, 7, 0, 4000, 1 },  { &page, NULL, 9, 7, 0x100, 0, 1 },
		{ &sig, NULL, 11, 7, 0, 5000, 2 }, { &page, NULL, 13, 7, 0x200, 0, 2 },
		{ &vmm, MF, 20, 0, 0, 4000, 1 },   { &vmm, MF, 21, 0, 0, 5000, 2 },
	};
	/* The vCPU's thread, not the process, is told; then only time ties. */
	static const struct step ar[] = {
		{ &sig, NULL, 5, 4007, 0, 4007, 1 },
		{ &page, NULL, 9, 4007, 0x100, 0, 1 },
		{ &vmm, MF, 30, 0, 0, 4000, 1 },
	};
	/* The monitor was quicker than the ring buffer. */
	static const struct step early[] = {
		{ &vmm, MF, 12, 0, 0, 4000, 1 },
		{ &sig, NULL, 5, 7, 0, 4000, 1 },
		{ &page, NULL, 9, 7, 0x100, 0, 1 },
	};
	static const struct step early_ar[] = {
		{ &vmm, MF, 12, 0, 0, 4000, 1 },
		{ &sig, NULL, 5, 4007, 0, 4007, 1 },
		{ &page, NULL, 9, 4007, 0x100, 0, 1 },
		{ &sig, NULL, 13, 5007, 0, 5007, 2 }, /* the first page is dealt with */
	};

	(void)state;
	PLAY(early_ar);
	PLAY(ao);
	PLAY(two);
	PLAY(ar);
	PLAY(early);
}

/* What is far in time, of another page or of another kind is not of it. */
static void apart(void **state)
{
	static const struct step rows[] = {
		{ &mce, RELAYED, 0, 7, 0x100, 0, 1 },
		{ &page, NULL, 10, 8, 0x101, 0, 2 },     /* another page */
		{ &page, NULL, 10001, 8, 0x100, 0, 3 },  /* too late */
		{ &sig, NULL, 30000, 9, 0, 60, 4 },
		{ &page, NULL, 40001, 9, 0x102, 0, 5 },  /* the thread, but too late */
		{ &vmm, "WATCHDOG", 40002, 0, 0, 60, 0 },
		{ &other, NULL, 40003, 9, 0x102, 0, 0 },
		{ &mce, FILLER, 310001, 7, 0, 0, 0 },    /* of nothing */
		{ &mce, "vmm-injected", 0, 7, 0x100, 0, 0 },
		{ &mce, "suspect", 0, 7, 0x100000, 0, 0 },
	};
	struct ras_incidents in;
	const struct step corrected = { &mce, "hardware", 0, 7, 0x100000, 0, 0 };

	(void)state;
	PLAY(rows);
	ras_incidents_init(&in, classes);
	assert_int_equal(show(&in, &corrected, RAS_CORRECTED), 0);
	assert_int_not_equal(show(&in, &corrected, RAS_DEFERRED), 0);
}

/* The number is the time in µs; two in one µs differ; none is changed, and none needs a clock. */
static void numbers(void **state)
{
	const struct step a = { &page, NULL, 0, 0, 0x100, 0, 1 },
			  b = { &page, NULL, 0, 0, 0x200, 0, 1 };
	struct ras_incidents in, after;
	struct part p;

	(void)state;
	ras_incidents_init(&in, classes);
	assert_true(show(&in, &a, RAS_RECOVERABLE) == T0 / 1000);
	assert_true(show(&in, &b, RAS_RECOVERABLE) == T0 / 1000 + 1);
	assert_true(show(&in, &a, RAS_RECOVERABLE) == T0 / 1000);
	/* After a restart, a second later. */
	ras_incidents_init(&after, classes);
	assert_true(show(&after, &(struct step){ &page, NULL, 1000, 0, 0x300, 0, 1 },
			 RAS_RECOVERABLE) == T0 / 1000 + 1000000);
	ras_event_init(&p.ev, sizeof(p), &page);
	p.ev.timestamp = T0;
	p.ev.incident = 42;
	p.page = 0x100;
	ras_incidents_event(&in, &p.ev);
	assert_int_equal(p.ev.incident, 42);
	ras_event_init(&p.ev, sizeof(p), &page);
	p.page = 0x400;
	ras_incidents_event(&in, &p.ev);
	assert_true(p.ev.incident > T0 / 1000);
}

/* The history is bounded: the oldest go first; and another machine has its own. */
static void history(void **state)
{
	struct ras_incidents in;
	struct step s = { &page, NULL, 0, 0, 0, 0, 1 };
	int64_t first, last = 0;

	(void)state;
	ras_incidents_init(&in, classes);
	first = show(&in, &s, RAS_RECOVERABLE);
	for (s.page = 1; s.page < RAS_INCIDENT_HISTORY; s.page++)
		last = show(&in, &s, RAS_RECOVERABLE);
	s.page = 0;
	assert_true(show(&in, &s, RAS_RECOVERABLE) == first);
	for (s.page = 1000; s.page < 1000 + RAS_INCIDENT_HISTORY; s.page++)
		last = show(&in, &s, RAS_RECOVERABLE);
	s.page = 0;
	s.ms = 1;
	assert_true(show(&in, &s, RAS_RECOVERABLE) != first);
	s.page = 1000 + RAS_INCIDENT_HISTORY - 1;
	assert_true(show(&in, &s, RAS_RECOVERABLE) == last);
	ras_incidents_forget(&in);
	assert_true(show(&in, &s, RAS_RECOVERABLE) != last);
}

/* Each row finds its class and columns in the registry. */
static void registry(void **state)
{
	struct ras_incidents in;

	(void)state;
	ras_incidents_init(&in, ras_classes);
	for (size_t i = 0; i < RAS_PART_RULES; i++) {
		const struct ras_part_rule *rule = &ras_part_rules[i];

		assert_non_null(in.plan[i].cls);
		assert_ptr_equal(in.plan[i].cls, ras_class_by_name(rule->class_name));
		assert_int_equal(!in.plan[i].page, !rule->page);
		assert_int_equal(!in.plan[i].process, !rule->process);
		for (size_t k = 0; k < COUNT(rule->is); k++)
			assert_int_equal(!in.plan[i].is[k], !rule->is[k].column);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guest),
		cmocka_unit_test(host),
		cmocka_unit_test(apart),
		cmocka_unit_test(numbers),
		cmocka_unit_test(history),
		cmocka_unit_test(registry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
