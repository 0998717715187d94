// SPDX-License-Identifier: GPL-2.0-or-later
/* signal_event: SIGBUS for memory that lost its data (signal:signal_generate). */
#include "events/events.h"

struct signal_event {
	struct ras_event ev;
	int32_t sig, errorno, code, target, grp, res;
	struct ras_str comm;
};

/* include/trace/events/signal.h; pid and comm are the receiver's. */
static const struct ras_field fields[] = {
	RAS_FIELD(signal_event, sig, RAS_S32),
	RAS_FIELD_AS(signal_event, errorno, "errorno", "errno", RAS_S32, 0),
	RAS_FIELD(signal_event, code, RAS_S32),
	RAS_FIELD(signal_event, comm, RAS_STR),
	RAS_FIELD_AS(signal_event, target, "pid", "pid", RAS_S32, 0),
	RAS_FIELD_AS(signal_event, grp, "grp", "group", RAS_S32, 0),
	RAS_FIELD_AS(signal_event, res, "res", "result", RAS_S32, 0),
};

/*
 * include/uapi/asm-generic/siginfo.h. The numbers are those of the kernel that wrote the event; all
 * architectures that handle memory failures share them.
 */
enum { LINUX_SIGBUS = 7, LINUX_BUS_MCEERR_AR = 4, LINUX_BUS_MCEERR_AO = 5 };

static bool wants(const struct ras_event *ev)
{
	const struct signal_event *e = (const void *)ev;

	return e->sig == LINUX_SIGBUS &&
	       (e->code == LINUX_BUS_MCEERR_AR || e->code == LINUX_BUS_MCEERR_AO);
}

/* Action required: the task touched the page. Action optional: it may still do so. */
static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	const struct signal_event *e = (const void *)ev;

	(void)host;
	return e->code == LINUX_BUS_MCEERR_AR ? RAS_RECOVERABLE : RAS_DEFERRED;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct signal_event *e = (const void *)ev;

	ras_text_add(out, "SIGBUS (%s) to process %d (",
		     e->code == LINUX_BUS_MCEERR_AR ? "memory error consumed"
						    : "memory error, not consumed",
		     e->target);
	ras_text_clean(out, e->comm.s, e->comm.len);
	ras_text_putc(out, ')');
}

static const struct ras_tracepoint tracepoints[] = {
	{ "signal/signal_generate", "sig == 7 && (code == 4 || code == 5)" },
	{ NULL, NULL },
};

const struct ras_class ras_class_signal_event = {
	.name = "signal_event",
	.table = "signal_event",
	.title = "Signal",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct signal_event),
	.wants = wants,
	.decode = decode,
	.describe = describe,
	.summary_by = "comm,code",
	.incident_by = "comm,pid,code",
};
