// SPDX-License-Identifier: GPL-2.0-or-later
/* mc_event: EDAC memory errors (ras:mc_event, include/ras/ras_event.h in Linux 7.1). */
#include <string.h>

#include "events/events.h"

struct mc_event {
	struct ras_event ev;
	uint32_t error_type, error_count;
	struct ras_str err_type, msg, label, driver_detail;
	uint8_t mc_index, grain_bits;
	int8_t top_layer, middle_layer, lower_layer;
	uint64_t address, syndrome;
};

static const struct ras_field fields[] = {
	RAS_HIDDEN(mc_event, error_type, RAS_U32),
	RAS_FIELD_AS(mc_event, error_count, "err_count", "error_count", RAS_U32, 0),
	RAS_DERIVED(mc_event, err_type, RAS_STR),
	RAS_FIELD_AS(mc_event, msg, "err_msg", "msg", RAS_STR, 0),
	RAS_FIELD(mc_event, label, RAS_STR),
	RAS_FIELD_AS(mc_event, mc_index, "mc", "mc_index", RAS_U8, 0),
	RAS_FIELD(mc_event, top_layer, RAS_S8),
	RAS_FIELD(mc_event, middle_layer, RAS_S8),
	RAS_FIELD(mc_event, lower_layer, RAS_S8),
	RAS_FIELD(mc_event, address, RAS_HEX64),
	RAS_FIELD_AS(mc_event, grain_bits, "grain", "grain_bits", RAS_U8, 0),
	RAS_FIELD(mc_event, syndrome, RAS_HEX64),
	RAS_FIELD(mc_event, driver_detail, RAS_STR),
};

/* enum hw_event_mc_err_type, include/linux/edac.h; everything above is informational. */
static const struct {
	const char *name;
	enum ras_severity severity;
} err_types[] = {
	{ "Corrected", RAS_CORRECTED }, { "Uncorrected", RAS_UNCORRECTED },
	{ "Deferred", RAS_DEFERRED },   { "Fatal", RAS_FATAL },
	{ "Info", RAS_INFO },
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct mc_event *e = (void *)ev;
	size_t type = e->error_type < 4 ? e->error_type : 4;

	(void)host;
	e->err_type = (struct ras_str){ err_types[type].name, strlen(err_types[type].name) };
	return err_types[type].severity;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct mc_event *e = (const void *)ev;
	const int layers[] = { e->top_layer, e->middle_layer, e->lower_layer };
	size_t known = 3;

	ras_text_add(out, "%u %s error%s: ", e->error_count, e->err_type.s,
		     e->error_count == 1 ? "" : "s");
	ras_text_clean(out, e->msg.s, e->msg.len);
	if (e->label.len) {
		ras_text_puts(out, " on ");
		ras_text_clean(out, e->label.s, e->label.len);
	}
	ras_text_add(out, " (mc:%u", e->mc_index);
	while (known && layers[known - 1] < 0)
		known--;
	for (size_t i = 0; i < known; i++)
		ras_text_add(out, "%s%d", i ? ":" : " location:", layers[i]);
	ras_text_putc(out, ')');
}

static const struct ras_tracepoint tracepoints[] = {
	{ "ras/mc_event", NULL },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "Memory controller events summary:",
	.summary_form = "{err_type} on DIMM Label(s): '{label}' location: "
			"{mc}:{top_layer}:{middle_layer}:{lower_layer} errors: {#}",
	.error_heading = "Memory controller events:",
	.error_form = "{err_count} {err_type} error(s): {err_msg} at {label} location: "
		      "{mc}:{top_layer}:{middle_layer}:{lower_layer}, addr {address}, "
		      "grain {grain}, syndrome {syndrome} {driver_detail}",
	.none = "No Memory errors.",
};

const struct ras_class ras_class_mc_event = {
	.name = "mc_event",
	.table = "mc_event",
	.title = "Memory",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct mc_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "err_type,label,mc,top_layer,middle_layer,lower_layer",
	.report = &report,
};
