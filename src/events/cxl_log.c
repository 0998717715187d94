// SPDX-License-Identifier: GPL-2.0-or-later
/* cxl_overflow_event and cxl_generic_event: event logs that ran over, records of unknown kind. */
#include "events/cxl.h"
#include "events/events.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

struct cxl_overflow_event {
	struct cxl_device dev;
	uint32_t log;
	uint16_t count;
	int64_t first_ts, last_ts;
	struct ras_str log_type;
};

static const struct ras_field overflow_fields[] = {
	CXL_DEVICE_FIELDS,
	RAS_HIDDEN(cxl_overflow_event, log, RAS_U32),
	RAS_DERIVED(cxl_overflow_event, log_type, RAS_STR),
	RAS_FIELD(cxl_overflow_event, count, RAS_U16),
	RAS_FIELD(cxl_overflow_event, first_ts, RAS_TIME),
	RAS_FIELD(cxl_overflow_event, last_ts, RAS_TIME),
};

struct cxl_generic_event {
	struct cxl_record r;
	struct ras_bytes data;
};

static const struct ras_field generic_fields[] = {
	CXL_RECORD_FIELDS,
	RAS_FIELD(cxl_generic_event, data, RAS_BYTES),
	CXL_RECORD_OWN_FIELDS,
};

/* What was lost may have been as bad as that log gets. */
static enum ras_severity decode_overflow(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_overflow_event *e = (void *)ev;

	(void)host;
	e->log_type = ras_str_of(cxl_log_name(e->log));
	return cxl_log_severity(e->log);
}

static void describe_overflow(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_overflow_event *e = (const void *)ev;

	cxl_device_text(out, &e->dev);
	ras_text_add(out, ": %s log overflowed, %u records lost", e->log_type.s, e->count);
}

static enum ras_severity decode_generic(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_generic_event *e = (void *)ev;

	(void)host;
	cxl_record_decode(&e->r);
	return cxl_log_severity(e->r.log);
}

static void describe_generic(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_generic_event *e = (const void *)ev;

	cxl_device_text(out, &e->r.dev);
	ras_text_add(out, ": %s record of type %s", e->r.log_type.s, e->r.hdr_uuid.s);
}

static const struct ras_tracepoint overflow_tracepoints[] = {
	{ "cxl/cxl_overflow", NULL },
	{ NULL, NULL },
};
static const struct ras_tracepoint generic_tracepoints[] = {
	{ "cxl/cxl_generic_event", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_cxl_overflow = {
	.name = "cxl_overflow_event",
	.table = "cxl_overflow_event",
	.title = "CXL overflow",
	.tracepoints = overflow_tracepoints,
	.fields = overflow_fields,
	.nfields = COUNT(overflow_fields),
	.size = sizeof(struct cxl_overflow_event),
	.decode = decode_overflow,
	.describe = describe_overflow,
	.report = &cxl_report,
	.summary_by = "memdev",
};

const struct ras_class ras_class_cxl_generic = {
	.name = "cxl_generic_event",
	.table = "cxl_generic_event",
	.title = "CXL generic",
	.tracepoints = generic_tracepoints,
	.fields = generic_fields,
	.nfields = COUNT(generic_fields),
	.size = sizeof(struct cxl_generic_event),
	.decode = decode_generic,
	.describe = describe_generic,
	.report = &cxl_report,
	.summary_by = "memdev",
};
