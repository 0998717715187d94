// SPDX-License-Identifier: GPL-2.0-or-later
/* devlink_event: health reports of network devices, and transmit timeouts. */
#include "events/events.h"

struct devlink_event {
	struct ras_event ev;
	struct ras_str bus_name, dev_name, driver_name, reporter_name, msg;
	int32_t queue_index;
};

/* include/trace/events/devlink.h and net.h: the second has other names and a queue, no message. */
static const struct ras_field fields[] = {
	RAS_FIELD(devlink_event, bus_name, RAS_STR),
	RAS_FIELD_ALSO(devlink_event, dev_name, "dev_name", "dev_name", "name", RAS_STR, 0),
	RAS_FIELD_ALSO(devlink_event, driver_name, "driver_name", "driver_name", "driver",
		       RAS_STR, 0),
	RAS_FIELD(devlink_event, reporter_name, RAS_STR),
	RAS_FIELD(devlink_event, msg, RAS_STR),
	RAS_HIDDEN(devlink_event, queue_index, RAS_S32),
};

enum { HEALTH, TIMEOUT };

/* A driver may report a timeout through its health reporter as well: once is enough. */
static const struct ras_tracepoint tracepoints[] = {
	[HEALTH] = { "devlink/devlink_health_report", "!(msg ~ \"TX timeout*\")" },
	[TIMEOUT] = { "net/net_dev_xmit_timeout", NULL },
	{ NULL, NULL },
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct devlink_event *e = (void *)ev;

	(void)host;
	if (ev->tracepoint == &tracepoints[TIMEOUT]) {
		struct ras_text t = ras_event_text(ev, 64);

		ras_text_add(&t, "TX timeout on queue: %d\n", e->queue_index);
		e->msg = ras_event_text_end(ev, &t);
	}
	/* Neither says how bad it was; the driver resets the queue or the device and goes on. */
	return RAS_RECOVERABLE;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct devlink_event *e = (const void *)ev;
	size_t len = e->msg.len;

	while (len && e->msg.s[len - 1] == '\n')
		len--;
	ras_text_clean(out, e->dev_name.s, e->dev_name.len);
	ras_text_puts(out, " (");
	ras_text_clean(out, e->driver_name.s, e->driver_name.len);
	ras_text_puts(out, "): ");
	if (e->reporter_name.len) {
		ras_text_clean(out, e->reporter_name.s, e->reporter_name.len);
		ras_text_puts(out, ": ");
	}
	ras_text_clean(out, e->msg.s, len);
}

static const struct ras_report report = {
	.summary_heading = "Devlink records summary:",
	.summary_form = "{dev_name} has {#} errors",
	.error_heading = "Devlink events:",
	.none = "No devlink errors.",
};

const struct ras_class ras_class_devlink_event = {
	.name = "devlink_event",
	.table = "devlink_event",
	.title = "devlink",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct devlink_event),
	.decode = decode,
	.describe = describe,
	.report = &report,
	.summary_by = "dev_name",
};
