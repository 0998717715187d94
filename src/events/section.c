// SPDX-License-Identifier: GPL-2.0-or-later
/* What the classes share that come from ras:non_standard_event: one a vendor's CPER section. */
#include "events/section.h"

#include "decode/cper/cper.h"

const struct ras_tracepoint ras_section_tracepoints[] = {
	{ "ras/non_standard_event", NULL },
	{ NULL, NULL },
};

const struct ras_report ras_section_report = { .no_error = true };

bool ras_section_is(const struct ras_event *ev, const char *guid, size_t len)
{
	const struct ras_section_event *e = (const void *)ev;

	return e->sec_type.len == RAS_GUID_BYTES && e->buf.len >= len &&
	       ras_guid_is(e->sec_type.p, guid);
}

struct cper_section ras_section(const struct ras_event *ev, size_t valid_size)
{
	const struct ras_section_event *e = (const void *)ev;

	return cper_section_of(e->buf.p, e->buf.len, valid_size);
}

enum ras_severity ras_section_severity(const struct ras_event *ev)
{
	return cper_ghes_severity(((const struct ras_section_event *)(const void *)ev)->sev);
}

struct ras_bytes ras_section_bytes(const struct ras_event *ev, size_t at, size_t n)
{
	const struct ras_section_event *e = (const void *)ev;

	if (at >= e->buf.len)
		return (struct ras_bytes){ NULL, 0 };
	return (struct ras_bytes){ e->buf.p + at, n < e->buf.len - at ? n : e->buf.len - at };
}

struct ras_str ras_section_dump(struct ras_event *ev, const struct cper_section *s,
				const struct cper_register *regs, size_t n, const char *is)
{
	struct ras_text t = ras_event_text(ev, 4096);

	cper_section_dump(&t, s, regs, n, is);
	return ras_event_text_end(ev, &t);
}
