// SPDX-License-Identifier: GPL-2.0-or-later
/* jm_payload0_event: JaguarMicro's CPER sections, all payload types. */
#include "decode/cper/jaguarmicro.h"
#include "events/events.h"
#include "events/section.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

struct jm_event {
	struct ras_section_event s;
	uint64_t version, soc_id, subsystem_id, module_id, submodule_id, dev_id, err_type, severity;
	struct ras_str subsystem, module, sub_module, dev, err_severity, regs_dump;
};

static const struct ras_field fields[] = {
	RAS_DERIVED(jm_event, version, RAS_U64),
	RAS_DERIVED(jm_event, soc_id, RAS_U64),
	RAS_DERIVED(jm_event, subsystem, RAS_STR),
	RAS_DERIVED(jm_event, module, RAS_STR),
	RAS_DERIVED(jm_event, module_id, RAS_U64),
	RAS_DERIVED(jm_event, sub_module, RAS_STR),
	RAS_DERIVED(jm_event, submodule_id, RAS_U64),
	RAS_DERIVED(jm_event, dev, RAS_STR),
	RAS_DERIVED(jm_event, dev_id, RAS_U64),
	RAS_DERIVED(jm_event, err_type, RAS_U64),
	RAS_DERIVED(jm_event, err_severity, RAS_STR),
	RAS_DERIVED(jm_event, regs_dump, RAS_STR),
	RAS_SECTION_FIELDS,
};

enum { SUBSYSTEM = 2, MODULE = 3, SUB_MODULE = 4, DEVICE = 5, SEVERITY = 7 }; /* validation bits */

#define AT(OFFSET, SIZE, VALID, F) { { (OFFSET), (SIZE), (VALID) }, offsetof(struct jm_event, F) }

static const struct cper_column columns[] = {
	AT(4, 1, 0, version),
	AT(5, 1, 1, soc_id),
	AT(6, 1, SUBSYSTEM, subsystem_id),
	AT(7, 1, MODULE, module_id),
	AT(8, 1, SUB_MODULE, submodule_id),
	AT(9, 1, DEVICE, dev_id),
	AT(10, 2, 6, err_type),
	AT(12, 1, SEVERITY, severity),
};

static bool wants(const struct ras_event *ev)
{
	const struct ras_section_event *e = (const void *)ev;

	return e->sec_type.len == RAS_GUID_BYTES && e->buf.len >= JM_HEAD &&
	       jm_payload_find(e->sec_type.p);
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct jm_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 4);
	const struct jm_payload *payload = jm_payload_find(e->s.sec_type.p);
	/* Names of parts hang on the subsystem: without it they have none. */
	uint64_t subsystem = UINT64_MAX;
	struct ras_text t;

	(void)host;
	cper_section_columns(&s, columns, COUNT(columns), e);
	if (s.valid & 1U << SUBSYSTEM) {
		subsystem = e->subsystem_id;
		e->subsystem = ras_str_of(jm_subsystem(subsystem));
	}
	if (s.valid & 1U << MODULE)
		e->module = ras_str_of(jm_module(subsystem, e->module_id));
	if (s.valid & 1U << SUB_MODULE)
		e->sub_module =
			ras_str_of(jm_sub_module(subsystem, e->module_id, e->submodule_id));
	if (s.valid & 1U << DEVICE)
		e->dev = ras_str_of(jm_device(subsystem));
	if (s.valid & 1U << SEVERITY)
		e->err_severity = ras_str_of(cper_vendor_severity(e->severity));
	t = ras_event_text(ev, 4096);
	if (payload)
		jm_registers_text(&t, payload, &s);
	e->regs_dump = ras_event_text_end(ev, &t);
	return ras_section_severity(ev);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct jm_event *e = (const void *)ev;

	ras_text_add(out, "JaguarMicro %s %s: %s", e->subsystem.s, e->module.s, e->err_severity.s);
}

const struct ras_class ras_class_jm_payload = {
	.name = "jm_payload0_event",
	.table = "jm_payload0_event",
	.title = "JaguarMicro",
	.tracepoints = ras_section_tracepoints,
	.fields = fields,
	.nfields = COUNT(fields),
	.size = sizeof(struct jm_event),
	.wants = wants,
	.decode = decode,
	.describe = describe,
	.report = &ras_section_report,
	.summary_by = "err_severity,subsystem",
};
