// SPDX-License-Identifier: GPL-2.0-or-later
/* ras_action: who decided what on which event, asked whom, the answer, and what was verified. */
#include "events/events.h"

static const struct ras_field fields[] = {
	RAS_DERIVED(ras_action_event, actor, RAS_STR),
	RAS_DERIVED(ras_action_event, action, RAS_STR),
	RAS_DERIVED(ras_action_event, target, RAS_STR),
	RAS_DERIVED(ras_action_event, cause_class, RAS_STR),
	RAS_DERIVED(ras_action_event, cause_time_ns, RAS_S64),
	RAS_DERIVED(ras_action_event, asked, RAS_STR),
	RAS_DERIVED(ras_action_event, answer, RAS_STR),
	RAS_DERIVED(ras_action_event, verified, RAS_STR),
	RAS_DERIVED(ras_action_event, reason, RAS_STR),
};

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_action_event *a = (const void *)ev;

	ras_text_add(out, "%s: %s", a->actor.s, a->action.s);
	if (a->target.len)
		ras_text_add(out, " %s", a->target.s);
	if (a->answer.len)
		ras_text_add(out, ", answer: %s", a->answer.s);
}

/* "No … errors." even here: scripts take any other line for an error. */
static const struct ras_report report = {
	.summary_heading = "Actions summary:",
	.summary_form = "{#} {action} by {actor}",
	.error_heading = "Actions:",
	.error_form = "{actor}: {action}[ {target}][, asked {asked}][, answer: {answer}]"
		      "[, verified: {verified}][, because {reason}]",
	.none = "", /* 0.8.x has no such report */
};

const struct ras_class ras_class_ras_action = {
	.name = "ras_action",
	.table = "ras_action",
	.title = "action",
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct ras_action_event),
	.describe = describe,
	.summary_by = "actor,action",
	.report = &report,
};
