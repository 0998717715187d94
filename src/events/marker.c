// SPDX-License-Identifier: GPL-2.0-or-later
/* marker: text that somebody wrote to the instance's trace_marker, the self-test among them. */
#include "events/events.h"

struct marker {
	struct ras_event ev;
	struct ras_str text;
};

static const struct ras_field fields[] = {
	RAS_FIELD_AS(marker, text, "text", "buf", RAS_STR, 0),
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct marker *m = (void *)ev;

	(void)host;
	/* echo(1) ends its text with a newline. */
	while (m->text.len && m->text.s[m->text.len - 1] == '\n')
		m->text = ras_event_str(ev, m->text.s, m->text.len - 1);
	return RAS_INFO;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct marker *m = (const void *)ev;

	ras_text_clean(out, m->text.s, m->text.len);
}

/* Linux kernel/trace/trace_entries.h, "print": written whether or not any event is enabled. */
static const struct ras_tracepoint tracepoints[] = { { "ftrace/print", NULL }, { 0 } };

/* A self-test must not make scripts that count lines of --errors raise an alarm. */
static const struct ras_report report = { .no_error = true };

const struct ras_class ras_class_marker = {
	.name = "marker",
	.table = "marker",
	.title = "marker",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct marker),
	.decode = decode,
	.describe = describe,
	.summary_by = "text",
	.report = &report,
};
