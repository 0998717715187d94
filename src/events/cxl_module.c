// SPDX-License-Identifier: GPL-2.0-or-later
/* cxl_memory_module_event: health of a CXL memory device (drivers/cxl/core/trace.h). */
#include "events/cxl.h"
#include "events/events.h"

struct cxl_module_event {
	struct cxl_record r;
	struct cxl_module module;
	uint8_t life_used;
	uint32_t dirty_shutdown_cnt, cor_vol_err_cnt, cor_per_err_cnt;
	int32_t device_temp; /* degrees Celsius */
	uint16_t validity_flags;
	struct cxl_component component;
	struct ras_str error_msg;
};

#define NAMED(F, COL, SRC, TYPE) RAS_FIELD_AS(cxl_module_event, F, COL, SRC, TYPE, 0)

static const struct ras_field fields[] = {
	CXL_RECORD_FIELDS,
	NAMED(module.event_type, "event_type", "event_type", RAS_U8),
	NAMED(module.health_status, "health_status", "health_status", RAS_HEX8),
	NAMED(module.media_status, "media_status", "media_status", RAS_U8),
	RAS_FIELD(cxl_module_event, life_used, RAS_U8),
	RAS_FIELD(cxl_module_event, dirty_shutdown_cnt, RAS_U32),
	RAS_FIELD(cxl_module_event, cor_vol_err_cnt, RAS_U32),
	RAS_FIELD(cxl_module_event, cor_per_err_cnt, RAS_U32),
	RAS_FIELD(cxl_module_event, device_temp, RAS_S32),
	NAMED(module.add_status, "add_status", "add_status", RAS_HEX8),
	/* These came with Linux 6.14. */
	NAMED(module.event_sub_type, "event_sub_type", "event_sub_type", RAS_U8),
	NAMED(component.id, "comp_id", "comp_id", RAS_BYTES),
	NAMED(component.entity, "pldm_entity_id", NULL, RAS_BYTES),
	NAMED(component.resource, "pldm_resource_id", NULL, RAS_BYTES),
	RAS_HIDDEN(cxl_module_event, validity_flags, RAS_U16),
	/* From here on: not in 0.8.x. */
	RAS_DERIVED(cxl_module_event, error_msg, RAS_STR),
	CXL_RECORD_OWN_FIELDS,
};

/* CXL 3.1 table 8-47, Validity Flags. */
static const struct cxl_component_valid component_valid = { .id = 0, .pldm = 1 };

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_module_event *e = (void *)ev;
	struct ras_text t;

	(void)host;
	cxl_record_decode(&e->r);
	cxl_component_decode(&e->component, e->validity_flags, component_valid);
	t = ras_event_text(ev, 512);
	cxl_module_text(&t, &e->module);
	e->error_msg = ras_event_text_end(ev, &t);
	return cxl_log_severity(e->r.log);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_module_event *e = (const void *)ev;

	cxl_device_text(out, &e->r.dev);
	ras_text_add(out, ": %s", e->error_msg.s);
}

static const struct ras_tracepoint tracepoints[] = {
	{ "cxl/cxl_memory_module", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_cxl_memory_module = {
	.name = "cxl_memory_module_event",
	.table = "cxl_memory_module_event",
	.title = "CXL memory module",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct cxl_module_event),
	.decode = decode,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};
