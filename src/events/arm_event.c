// SPDX-License-Identifier: GPL-2.0-or-later
/* arm_event: ARM processor errors by firmware (ras:arm_event, include/ras/ras_event.h). */
#include "decode/arm/pei.h"
#include "decode/cper/cper.h"
#include "events/events.h"

struct arm_event {
	struct ras_event ev;
	uint32_t error_count, running_state, psci_state;
	uint8_t affinity, sev;
	int32_t cpu;
	uint64_t mpidr, midr, error_info, virt_fault_addr, phy_fault_addr;
	struct ras_bytes err_info, context_info, vendor_info;
	struct ras_str error_type, error_flags, error_msg;
};

/*
 * What stands before "midr" is all that kernels before 6.12.117, 6.18.44 and 6.19 give, except the
 * three blobs; vendor kernels call those buf, buf1 and buf2.
 */
static const struct ras_field fields[] = {
	RAS_DERIVED(arm_event, error_count, RAS_U32),
	RAS_FIELD(arm_event, affinity, RAS_U8),
	RAS_FIELD(arm_event, mpidr, RAS_HEX64),
	RAS_FIELD(arm_event, running_state, RAS_U32),
	RAS_FIELD(arm_event, psci_state, RAS_U32),
	RAS_FIELD_ALSO(arm_event, err_info, "err_info", "pei_buf", "buf", RAS_BYTES, 0),
	RAS_FIELD_ALSO(arm_event, context_info, "context_info", "ctx_buf", "buf1", RAS_BYTES, 0),
	RAS_FIELD_ALSO(arm_event, vendor_info, "vendor_info", "oem_buf", "buf2", RAS_BYTES, 0),
	RAS_DERIVED(arm_event, error_type, RAS_STR),
	RAS_DERIVED(arm_event, error_flags, RAS_STR),
	RAS_DERIVED(arm_event, error_info, RAS_HEX64),
	RAS_DERIVED(arm_event, virt_fault_addr, RAS_HEX64),
	RAS_DERIVED(arm_event, phy_fault_addr, RAS_HEX64),
	/* From here on: not in 0.8.x. */
	RAS_FIELD(arm_event, midr, RAS_HEX64),
	RAS_FIELD(arm_event, cpu, RAS_S32),
	RAS_DERIVED(arm_event, error_msg, RAS_STR),
	RAS_HIDDEN(arm_event, sev, RAS_U8),
};

/*
 * One record may carry several structures: the counts add up, the bits join, and the registers are
 * those of the last structure that has them, as in 0.8.x.
 */
static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	enum { MSG = 512, NAMES = 128 };
	struct arm_event *e = (void *)ev;
	char msg[MSG], info[MSG], names[NAMES];
	struct ras_text m = RAS_TEXT(msg), t = RAS_TEXT(names);
	uint8_t type = 0, flags = 0;
	enum ras_severity worst = RAS_INFO;
	struct arm_pei pei;
	size_t n;

	(void)host;
	for (n = 0; arm_pei_get(e->err_info.p, e->err_info.len, n, &pei); n++) {
		enum ras_severity sev = arm_pei_severity(&pei, RAS_UNCORRECTED);
		struct ras_text i;

		type |= pei.type;
		flags |= pei.flags;
		e->error_count += pei.errors;
		if (pei.valid & 1U << ARM_PEI_INFO)
			e->error_info = pei.info;
		if (pei.valid & 1U << ARM_PEI_VIRT_ADDR)
			e->virt_fault_addr = pei.virt_addr;
		if (pei.valid & 1U << ARM_PEI_PHYS_ADDR)
			e->phy_fault_addr = pei.phys_addr;
		i = RAS_TEXT(info);
		arm_pei_info_text(&i, &pei);
		if (i.len) {
			ras_text_sep(&m, "; ");
			ras_text_putn(&m, i.buf, i.len);
		}
		worst = sev > worst ? sev : worst;
	}
	arm_pei_type_text(&t, type);
	e->error_type = ras_event_str(ev, t.buf, t.len);
	t = RAS_TEXT(names);
	arm_pei_flags_text(&t, flags);
	e->error_flags = ras_event_str(ev, t.buf, t.len);
	e->error_msg = ras_event_str(ev, m.buf, m.len);
	/* 0 may also be a kernel that does not tell: then by the structures, if there are any. */
	if (e->sev)
		return cper_ghes_severity(e->sev);
	return n ? worst : RAS_UNCORRECTED;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct arm_event *e = (const void *)ev;

	ras_text_puts(out, "ARM processor error");
	if (e->error_type.len)
		ras_text_add(out, ": %s", e->error_type.s);
	ras_text_puts(out, ", MPIDR ");
	ras_text_hex(out, e->mpidr, 1);
	if (e->phy_fault_addr) {
		ras_text_puts(out, ", physical address ");
		ras_text_hex(out, e->phy_fault_addr, 1);
	}
}

static const struct ras_tracepoint tracepoints[] = {
	{ "ras/arm_event", NULL },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "ARM processor events summary:",
	.summary_form = "CPU(mpidr={mpidr:x1}) has {#} errors",
	.none = "No ARM processor errors.",
};

const struct ras_class ras_class_arm_event = {
	.name = "arm_event",
	.table = "arm_event",
	.title = "ARM processor",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct arm_event),
	.decode = decode,
	.describe = describe,
	.report = &report,
	.summary_by = "mpidr",
};
