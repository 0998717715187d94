// SPDX-License-Identifier: GPL-2.0-or-later
/* cxl_aer_ue_event and cxl_aer_ce_event: CXL protocol errors (drivers/cxl/core/trace.h). */
#include "events/cxl.h"
#include "events/events.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

struct cxl_aer_event {
	struct cxl_device dev;
	uint32_t error_status, first_error;
	struct ras_words header;
	struct ras_bytes header_log;
	struct ras_str error_msg, first_error_msg;
};

static const struct ras_field ue_fields[] = {
	CXL_DEVICE_FIELDS,
	RAS_FIELD_AS(cxl_aer_event, error_status, "error_status", "status", RAS_HEX32, 0),
	RAS_FIELD(cxl_aer_event, first_error, RAS_HEX32),
	RAS_FIELD_AS(cxl_aer_event, header, "header_log", "header_log", RAS_WORDS,
		     RAS_F_NO_COLUMN),
	RAS_DERIVED(cxl_aer_event, header_log, RAS_BYTES),
	/* From here on: not in 0.8.x. */
	RAS_DERIVED(cxl_aer_event, error_msg, RAS_STR),
	RAS_DERIVED(cxl_aer_event, first_error_msg, RAS_STR),
};

static const struct ras_field ce_fields[] = {
	CXL_DEVICE_FIELDS,
	RAS_FIELD_AS(cxl_aer_event, error_status, "error_status", "status", RAS_HEX32, 0),
	/* From here on: not in 0.8.x. */
	RAS_DERIVED(cxl_aer_event, error_msg, RAS_STR),
};

/* The words of the header log as 0.8.x stores them: each big-endian, on any machine. */
static struct ras_bytes big_endian(struct ras_event *ev, struct ras_words w)
{
	uint8_t *p = ras_event_alloc(ev, w.n * sizeof(*w.p));

	if (!p)
		return (struct ras_bytes){ NULL, 0 };
	for (size_t i = 0; i < w.n; i++)
		for (size_t k = 0; k < sizeof(*w.p); k++)
			p[sizeof(*w.p) * i + k] = (uint8_t)(w.p[i] >> (24 - 8 * k));
	return (struct ras_bytes){ p, w.n * sizeof(*w.p) };
}

static enum ras_severity decode_ue(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_aer_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 512);

	(void)host;
	cxl_uncorrectable_text(&t, e->error_status);
	e->error_msg = ras_event_text_end(ev, &t);
	t = ras_event_text(ev, 512);
	cxl_uncorrectable_text(&t, e->first_error);
	e->first_error_msg = ras_event_text_end(ev, &t);
	e->header_log = big_endian(ev, e->header);
	return RAS_UNCORRECTED;
}

static enum ras_severity decode_ce(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_aer_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 512);

	(void)host;
	cxl_correctable_text(&t, e->error_status);
	e->error_msg = ras_event_text_end(ev, &t);
	return RAS_CORRECTED;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_aer_event *e = (const void *)ev;

	cxl_device_text(out, &e->dev);
	ras_text_add(out, ": CXL protocol error: %s", e->error_msg.s);
}

/* Those of ports came with Linux 6.15 and have no serial number. */
static const struct ras_tracepoint ue_tracepoints[] = {
	{ "cxl/cxl_aer_uncorrectable_error", NULL },
	{ "cxl/cxl_port_aer_uncorrectable_error", NULL },
	{ NULL, NULL },
};
static const struct ras_tracepoint ce_tracepoints[] = {
	{ "cxl/cxl_aer_correctable_error", NULL },
	{ "cxl/cxl_port_aer_correctable_error", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_cxl_aer_ue = {
	.name = "cxl_aer_ue_event",
	.table = "cxl_aer_ue_event",
	.title = "CXL AER uncorrectable",
	.tracepoints = ue_tracepoints,
	.fields = ue_fields,
	.nfields = COUNT(ue_fields),
	.size = sizeof(struct cxl_aer_event),
	.decode = decode_ue,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};

const struct ras_class ras_class_cxl_aer_ce = {
	.name = "cxl_aer_ce_event",
	.table = "cxl_aer_ce_event",
	.title = "CXL AER correctable",
	.tracepoints = ce_tracepoints,
	.fields = ce_fields,
	.nfields = COUNT(ce_fields),
	.size = sizeof(struct cxl_aer_event),
	.decode = decode_ce,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};
