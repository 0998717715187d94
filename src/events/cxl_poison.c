// SPDX-License-Identifier: GPL-2.0-or-later
/* cxl_poison_event: entries of a CXL device's poison list (drivers/cxl/core/trace.h). */
#include "decode/bits.h"
#include "events/cxl.h"
#include "events/events.h"

struct cxl_poison_event {
	struct cxl_device dev;
	uint8_t trace_kind, source_kind, flags;
	uint32_t dpa_length;
	uint64_t hpa, dpa, hpa_alias0;
	int64_t overflow_ts;
	struct ras_str trace_type, region, region_uuid, source;
	struct ras_bytes uuid;
};

static const struct ras_field fields[] = {
	CXL_DEVICE_FIELDS,
	RAS_FIELD_AS(cxl_poison_event, trace_kind, "trace_type", "trace_type", RAS_U8,
		     RAS_F_NO_COLUMN),
	RAS_FIELD_AS(cxl_poison_event, source_kind, "source", "source", RAS_U8, RAS_F_NO_COLUMN),
	RAS_HIDDEN(cxl_poison_event, uuid, RAS_BYTES),
	RAS_DERIVED(cxl_poison_event, trace_type, RAS_STR),
	RAS_FIELD(cxl_poison_event, region, RAS_STR),
	RAS_DERIVED(cxl_poison_event, region_uuid, RAS_STR),
	RAS_FIELD(cxl_poison_event, hpa, RAS_HEX64),
	RAS_FIELD(cxl_poison_event, dpa, RAS_HEX64),
	RAS_FIELD(cxl_poison_event, dpa_length, RAS_U32),
	RAS_DERIVED(cxl_poison_event, source, RAS_STR),
	RAS_FIELD(cxl_poison_event, flags, RAS_HEX8),
	RAS_FIELD(cxl_poison_event, overflow_ts, RAS_TIME),
	RAS_FIELD(cxl_poison_event, hpa_alias0, RAS_HEX64),
};

/* Linux enum cxl_poison_trace_type: the list was read; the others are somebody's own doing. */
enum { TRACE_LIST = 0 };

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_poison_event *e = (void *)ev;

	(void)host;
	e->trace_type = ras_str_of(cxl_poison_trace_name(e->trace_kind));
	e->source = ras_str_of(cxl_poison_source_name(e->source_kind));
	e->region_uuid = cxl_uuid(ev, e->uuid, false);
	if (!(e->flags & RAS_BIT(CXL_POISON_OVERFLOW)))
		e->overflow_ts = 0;
	return e->trace_kind == TRACE_LIST ? RAS_DEFERRED : RAS_INFO;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_poison_event *e = (const void *)ev;

	cxl_device_text(out, &e->dev);
	ras_text_add(out, ": poison (%s, source %s) at device address ", e->trace_type.s,
		     e->source.s);
	ras_text_hex(out, e->dpa, 1);
	ras_text_add(out, ", %u bytes", e->dpa_length);
}

static const struct ras_tracepoint tracepoints[] = {
	{ "cxl/cxl_poison", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_cxl_poison = {
	.name = "cxl_poison_event",
	.table = "cxl_poison_event",
	.title = "CXL poison",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct cxl_poison_event),
	.decode = decode,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};
