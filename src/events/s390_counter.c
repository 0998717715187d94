// SPDX-License-Identifier: GPL-2.0-or-later
/* s390_counter: machine checks that were counted by the kernel, but that no event explains. */
#include "events/events.h"

static const struct ras_field fields[] = {
	RAS_DERIVED(ras_s390_counter_event, counter, RAS_STR),
	RAS_DERIVED(ras_s390_counter_event, place, RAS_STR),
	RAS_DERIVED(ras_s390_counter_event, rise, RAS_U64),
	RAS_DERIVED(ras_s390_counter_event, explained, RAS_U64),
	RAS_DERIVED(ras_s390_counter_event, unexplained, RAS_U64),
	RAS_DERIVED(ras_s390_counter_event, meaning, RAS_STR),
};

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_s390_counter_event *e = (const void *)ev;

	ras_text_add(out, "counter %s rose by %llu, %llu of it without an event: %s", e->counter.s,
		     (unsigned long long)e->rise, (unsigned long long)e->unexplained, e->meaning.s);
}

static void explain(const struct ras_host *host, const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_s390_counter_event *e = (const void *)ev;

	(void)host;
	ras_text_add(out,
		     "The kernel counts machine checks (%s), and this count rose by %llu at %s, "
		     "of which events explain %llu. For the rest: %s. Nothing more can be known of "
		     "them here; the hardware's own console or the hypervisor may have a log.",
		     e->counter.s, (unsigned long long)e->rise, e->place.s,
		     (unsigned long long)e->explained, e->meaning.s);
}

const struct ras_class ras_class_s390_counter = {
	.name = "s390_counter",
	.table = "s390_counter",
	.title = "s390 unexplained machine check",
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct ras_s390_counter_event),
	.describe = describe,
	.explain = explain,
	.summary_by = "counter",
};
