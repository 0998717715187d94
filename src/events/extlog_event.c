// SPDX-License-Identifier: GPL-2.0-or-later
/* extlog_event: memory errors by Intel eMCA2 firmware (ras:extlog_mem_event, drivers/ras). */
#include "decode/cper/cper.h"
#include "events/events.h"

struct extlog_event {
	struct ras_event ev;
	uint8_t etype, severity, pa_mask_lsb;
	uint32_t error_count;
	uint64_t address;
	struct ras_bytes fru_id, cper_data;
	struct ras_str fru_text, error_type, location;
};

static const struct ras_field fields[] = {
	RAS_FIELD(extlog_event, etype, RAS_U8),
	/* 0.8.x keeps the sequence number of the error in a column of this name. */
	RAS_FIELD_AS(extlog_event, error_count, "error_count", "err_seq", RAS_U32, 0),
	RAS_FIELD_AS(extlog_event, severity, "severity", "sev", RAS_U8, 0),
	RAS_FIELD_AS(extlog_event, address, "address", "pa", RAS_HEX64, 0),
	RAS_FIELD(extlog_event, fru_id, RAS_BYTES),
	RAS_FIELD(extlog_event, fru_text, RAS_STR),
	RAS_FIELD_AS(extlog_event, cper_data, "cper_data", "data", RAS_BYTES, 0),
	/* From here on: not in 0.8.x. */
	RAS_FIELD(extlog_event, pa_mask_lsb, RAS_U8),
	RAS_DERIVED(extlog_event, error_type, RAS_STR),
	RAS_DERIVED(extlog_event, location, RAS_STR),
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct extlog_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 512);

	(void)host;
	if (e->cper_data.len >= CPER_MEM_COMPACT)
		cper_mem_location_text(&t, e->cper_data.p);
	e->location = ras_event_text_end(ev, &t);
	e->error_type = ras_str_of(cper_mem_error_type(e->etype));
	return cper_severity(e->severity);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct extlog_event *e = (const void *)ev;

	ras_text_add(out, "memory error: %s", e->error_type.s);
	/* Linux: ~0 when the firmware did not say. */
	if (e->address != UINT64_MAX) {
		ras_text_puts(out, " at ");
		ras_text_hex(out, e->address, 1);
	}
	if (e->location.len)
		ras_text_add(out, " (%s)", e->location.s);
	if (e->fru_text.len) {
		ras_text_puts(out, ", ");
		ras_text_clean(out, e->fru_text.s, e->fru_text.len);
	}
}

static const struct ras_tracepoint tracepoints[] = {
	{ "ras/extlog_mem_event", NULL },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "Extlog records summary:",
	.none = "No Extlog errors.",
};

const struct ras_class ras_class_extlog_event = {
	.name = "extlog_event",
	.table = "extlog_event",
	.title = "Extlog",
	.tracepoints = tracepoints,
	/* Linux drivers/ras/debugfs.c: who holds it open takes over from the kernel's log. */
	.hold = "/sys/kernel/debug/ras/daemon_active",
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct extlog_event),
	.decode = decode,
	.describe = describe,
	.report = &report,
	.summary_by = "etype,severity",
};
