// SPDX-License-Identifier: GPL-2.0-or-later
/* aer_event: PCIe Advanced Error Reporting (ras:aer_event, include/ras/ras_event.h). */
#include <string.h>

#include "decode/pcie/aer.h"
#include "events/events.h"

struct aer_event {
	struct ras_event ev;
	struct ras_str dev_name, err_type, err_msg, bus_type;
	uint32_t status;
	uint8_t severity, tlp_header_valid;
	struct ras_words tlp_header;
};

static const struct ras_field fields[] = {
	RAS_FIELD(aer_event, dev_name, RAS_STR),
	RAS_DERIVED(aer_event, err_type, RAS_STR),
	RAS_DERIVED(aer_event, err_msg, RAS_STR),
	RAS_FIELD(aer_event, status, RAS_HEX32),
	RAS_FIELD(aer_event, bus_type, RAS_STR),
	RAS_HIDDEN(aer_event, severity, RAS_U8),
	RAS_HIDDEN(aer_event, tlp_header_valid, RAS_U8),
	RAS_HIDDEN(aer_event, tlp_header, RAS_WORDS),
};

/* The kernel's numbering (include/linux/aer.h AER_NONFATAL …) and the words of 0.8.x. */
static const struct {
	const char *err_type;
	enum ras_severity severity;
} severities[] = {
	{ "Uncorrected (Non-Fatal)", RAS_UNCORRECTED },
	{ "Uncorrected (Fatal)", RAS_FATAL },
	{ "Corrected", RAS_CORRECTED },
	{ "Unknown severity", RAS_UNCORRECTED },
};

enum { AER_CORRECTED = 2, AER_UNKNOWN = 3, TLP_WORDS_SHOWN = 4 };

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct aer_event *e = (void *)ev;
	size_t sev = e->severity < AER_UNKNOWN ? e->severity : AER_UNKNOWN;
	struct ras_text t = ras_event_text(ev, 1024);

	(void)host;
	pcie_aer_status_text(&t, e->status, sev == AER_CORRECTED);
	if (e->tlp_header_valid && e->tlp_header.n >= TLP_WORDS_SHOWN) {
		ras_text_puts(&t, " TLP Header:");
		for (size_t i = 0; i < TLP_WORDS_SHOWN; i++)
			ras_text_add(&t, " %08x", e->tlp_header.p[i]);
	}
	e->err_msg = ras_event_text_end(ev, &t);
	e->err_type = (struct ras_str){ severities[sev].err_type,
					strlen(severities[sev].err_type) };
	return severities[sev].severity;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct aer_event *e = (const void *)ev;

	ras_text_clean(out, e->dev_name.s, e->dev_name.len);
	ras_text_add(out, ": %s PCIe error: %s", e->err_type.s, e->err_msg.s);
}

static const struct ras_tracepoint tracepoints[] = {
	{ "ras/aer_event", NULL },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "PCIe AER events summary:",
	.summary_form = "{#} {err_type} errors: {err_msg}",
	.error_heading = "PCIe AER events:",
	.error_form = "{dev_name} {err_type} error: {err_msg}",
	.none = "No PCIe AER errors.",
};

const struct ras_class ras_class_aer_event = {
	.name = "aer_event",
	.table = "aer_event",
	.title = "PCIe AER",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct aer_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "err_type,err_msg",
	.report = &report,
};
