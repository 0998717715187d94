// SPDX-License-Identifier: GPL-2.0-or-later
/* lost_events: what was overwritten in the kernel, or could not be stored, with count and span. */
#include "events/events.h"

static const struct ras_field fields[] = {
	RAS_DERIVED(ras_lost_event, cpu, RAS_S32),
	RAS_DERIVED(ras_lost_event, count, RAS_U64),
	RAS_DERIVED(ras_lost_event, first_ns, RAS_S64),
	RAS_DERIVED(ras_lost_event, last_ns, RAS_S64),
	RAS_DERIVED(ras_lost_event, reason, RAS_STR),
};

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_lost_event *l = (const void *)ev;

	ras_text_u64(out, l->count);
	ras_text_puts(out, l->count == 1 ? " event lost: " : " events lost: ");
	ras_text_puts(out, l->reason.s);
	if (l->cpu >= 0)
		ras_text_add(out, ", CPU %d", l->cpu);
}

/* "No … errors." even here: scripts take any other line for an error. */
static const struct ras_report report = {
	.summary_heading = "Lost events summary:",
	.summary_form = "{reason}: {#} events",
	.error_heading = "Lost events:",
	.error_form = "{count} lost: {reason}, CPU {cpu}",
	.total = "count",
	.none = "", /* 0.8.x has no such report */
};

const struct ras_class ras_class_lost_events = {
	.name = "lost_events",
	.table = "lost_events",
	.title = "lost",
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct ras_lost_event),
	.describe = describe,
	.summary_by = "reason",
	.report = &report,
};
