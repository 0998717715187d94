// SPDX-License-Identifier: GPL-2.0-or-later
/* reri_event: RISC-V error records (ras:reri_event of vendor kernels; not in Linux 7.1). */
#include "decode/bits.h"
#include "decode/riscv/reri.h"
#include "events/events.h"

struct reri_event {
	struct ras_event ev;
	uint16_t err_src_id;
	uint8_t source_type;
	uint32_t severity, hart_id, cluster_id;
	uint64_t status, addr_info, info, suppl_info, timestamp_val;
	struct ras_str error_msg;
};

static const struct ras_field fields[] = {
	RAS_FIELD(reri_event, err_src_id, RAS_HEX16),
	RAS_FIELD(reri_event, source_type, RAS_U8),
	RAS_DERIVED(reri_event, severity, RAS_U32),
	RAS_FIELD(reri_event, hart_id, RAS_U32),
	RAS_FIELD(reri_event, cluster_id, RAS_U32),
	RAS_FIELD(reri_event, status, RAS_HEX64),
	RAS_FIELD(reri_event, addr_info, RAS_HEX64),
	RAS_FIELD(reri_event, info, RAS_HEX64),
	RAS_FIELD(reri_event, suppl_info, RAS_HEX64),
	RAS_FIELD(reri_event, timestamp_val, RAS_HEX64),
	/* From here on: not in 0.8.x. */
	RAS_DERIVED(reri_event, error_msg, RAS_STR),
};

enum { SOURCE_CPU = 0 };

/* Registers that the status does not vouch for hold anything: they are stored as 0. */
static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct reri_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 128);

	(void)host;
	reri_status_text(&t, e->status);
	e->error_msg = ras_event_text_end(ev, &t);
	e->severity = reri_severity_number(e->status);
	if (e->source_type != SOURCE_CPU)
		e->hart_id = e->cluster_id = 0;
	if (!reri_address_type(e->status))
		e->addr_info = 0;
	if (!(e->status & RAS_BIT(RERI_INFO_VALID)))
		e->info = 0;
	if (!(e->status & RAS_BIT(RERI_SUPPLEMENT_VALID)))
		e->suppl_info = 0;
	if (!(e->status & RAS_BIT(RERI_TIMESTAMP_VALID)))
		e->timestamp_val = 0;
	return reri_severity(e->status);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	static const char *const sources[] = { "CPU", "IOMMU" };
	const struct reri_event *e = (const void *)ev;

	if (e->source_type < sizeof(sources) / sizeof(sources[0]))
		ras_text_puts(out, sources[e->source_type]);
	else
		ras_text_puts(out, "unknown source");
	if (e->source_type == SOURCE_CPU)
		ras_text_add(out, " hart %u", e->hart_id);
	ras_text_add(out, ": %s", e->error_msg.s);
}

static const struct ras_tracepoint tracepoints[] = {
	{ "ras/reri_event", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_reri_event = {
	.name = "reri_event",
	.table = "reri_event",
	.title = "RISC-V RERI",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct reri_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "source_type,severity",
};
