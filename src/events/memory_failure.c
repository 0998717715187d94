// SPDX-License-Identifier: GPL-2.0-or-later
/* memory_failure_event: what the kernel did with a page that lost its data. */
#include <string.h>

#include "events/events.h"

struct mf_event {
	struct ras_event ev;
	uint64_t page_frame;
	struct ras_str pfn, page_type, action_result;
};

/*
 * The numbers of both enums changed between kernels (Linux 6.1, 6.12 and 7.1 differ), so their
 * texts come from the print fmt of the kernel that wrote the event.
 */
static const struct ras_field fields[] = {
	RAS_FIELD_AS(mf_event, page_frame, "pfn", "pfn", RAS_HEX64, RAS_F_NO_COLUMN),
	RAS_DERIVED(mf_event, pfn, RAS_STR),
	RAS_FIELD_AS(mf_event, page_type, "page_type", "type", RAS_SYMBOL, 0),
	RAS_FIELD_AS(mf_event, action_result, "action_result", "result", RAS_SYMBOL, 0),
};

/* include/linux/mm.h enum mf_result, by the words of mm/memory-failure.c action_name[]. */
static const struct {
	const char *result;
	enum ras_severity severity;
} results[] = {
	{ "Recovered", RAS_RECOVERABLE }, /* the page is out of use; its data is gone */
	{ "Delayed", RAS_RECOVERABLE },   /* dealt with when the page is next touched */
	{ "Ignored", RAS_UNCORRECTED },
	{ "Failed", RAS_UNCORRECTED },
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct mf_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 32);

	(void)host;
	ras_text_hex(&t, e->page_frame, 1);
	e->pfn = ras_event_text_end(ev, &t);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		if (!strcmp(e->action_result.s, results[i].result))
			return results[i].severity;
	return RAS_UNCORRECTED;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct mf_event *e = (const void *)ev;

	ras_text_add(out, "memory failure at page frame %s (%s): %s", e->pfn.s, e->page_type.s,
		     e->action_result.s);
}

/* The event's system moved away in 6.19 and back again in 7.2. */
static const struct ras_tracepoint tracepoints[] = {
	{ "ras/memory_failure_event", NULL },
	{ "memory_failure/memory_failure_event", NULL },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "Memory failure events summary:",
	.summary_form = "{action_result} errors: {#}",
	.error_heading = "Memory failure events:",
	.error_form = "error: pfn={pfn}, page_type={page_type}, action_result={action_result}",
	.none = "No Memory failure errors.",
};

const struct ras_class ras_class_memory_failure = {
	.name = "memory_failure_event",
	.table = "memory_failure_event",
	.title = "Memory failure",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct mf_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "action_result",
	.incident_by = "pfn,page_type,action_result",
	.report = &report,
};
