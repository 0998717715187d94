// SPDX-License-Identifier: GPL-2.0-or-later
/* non_standard_event: CPER sections that the kernel does not know (ras:non_standard_event). */
#include "decode/cper/cper.h"
#include "events/events.h"
#include "events/section.h"

struct non_standard_event {
	struct ras_section_event s;
	struct ras_bytes fru_id;
	struct ras_str fru_text, severity, section, section_name;
};

static const struct ras_field fields[] = {
	RAS_FIELD(ras_section_event, sec_type, RAS_BYTES),
	RAS_FIELD(non_standard_event, fru_id, RAS_BYTES),
	RAS_FIELD(non_standard_event, fru_text, RAS_STR),
	RAS_DERIVED(non_standard_event, severity, RAS_STR),
	RAS_FIELD_AS(ras_section_event, buf, "error", "buf", RAS_BYTES, 0),
	/* From here on: not in 0.8.x. */
	RAS_DERIVED(non_standard_event, section, RAS_STR),
	RAS_DERIVED(non_standard_event, section_name, RAS_STR),
	RAS_HIDDEN(ras_section_event, sev, RAS_U8),
};

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct non_standard_event *e = (void *)ev;

	(void)host;
	e->severity = ras_str_of(cper_ghes_name(e->s.sev));
	if (e->s.sec_type.len == RAS_GUID_BYTES) {
		struct ras_text t = ras_event_text(ev, RAS_GUID_TEXT);

		ras_guid_text(&t, e->s.sec_type.p);
		e->section = ras_event_text_end(ev, &t);
		e->section_name = ras_str_of(cper_section_name(e->s.sec_type.p));
	}
	return ras_section_severity(ev);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct non_standard_event *e = (const void *)ev;

	ras_text_add(out, "firmware reported a section of type %s",
		     e->section_name.len ? e->section_name.s : e->section.s);
	if (e->fru_text.len) {
		ras_text_puts(out, ", ");
		ras_text_clean(out, e->fru_text.s, e->fru_text.len);
	}
}

const struct ras_class ras_class_non_standard_event = {
	.name = "non_standard_event",
	.table = "non_standard_event",
	.title = "Non-standard",
	.tracepoints = ras_section_tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct non_standard_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "section,severity",
};
