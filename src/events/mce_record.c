// SPDX-License-Identifier: GPL-2.0-or-later
/* mce_record: x86 machine checks (mce:mce_record, include/trace/events/mce.h). */
#include <endian.h>
#include <string.h>

#include "decode/x86/explain.h"
#include "decode/x86/mce.h"
#include "events/events.h"

struct mce_event {
	struct ras_event ev;
	uint64_t mcgcap, mcgstatus, status, addr, misc, synd, ipid, ip, tsc, ppin, walltime;
	uint32_t cpu, cpuid, apicid, socketid, microcode, error_count;
	uint8_t cs, bank, cpuvendor;
	struct ras_bytes v_data;
	struct ras_str bank_name, error_msg, mcgstatus_msg, mcistatus_msg, mcastatus_msg;
	struct ras_str user_action, mc_location;
	struct ras_str addr_type, origin, certainty, origin_reason;
	uint64_t guest_page;
};

static const struct ras_field fields[] = {
	RAS_FIELD(mce_event, mcgcap, RAS_HEX64),
	RAS_FIELD(mce_event, mcgstatus, RAS_HEX64),
	RAS_FIELD(mce_event, status, RAS_HEX64),
	RAS_FIELD(mce_event, addr, RAS_HEX64),
	RAS_FIELD(mce_event, misc, RAS_HEX64),
	RAS_FIELD(mce_event, ip, RAS_HEX64),
	RAS_FIELD(mce_event, tsc, RAS_HEX64),
	RAS_FIELD(mce_event, walltime, RAS_U64),
	RAS_FIELD(mce_event, ppin, RAS_HEX64),
	RAS_FIELD(mce_event, cpu, RAS_U32),
	RAS_FIELD(mce_event, cpuid, RAS_HEX32),
	RAS_FIELD(mce_event, apicid, RAS_U32),
	RAS_FIELD(mce_event, socketid, RAS_U32),
	RAS_FIELD(mce_event, cs, RAS_HEX8),
	RAS_FIELD(mce_event, bank, RAS_U8),
	RAS_FIELD(mce_event, cpuvendor, RAS_U8),
	RAS_FIELD(mce_event, microcode, RAS_HEX32),
	RAS_DERIVED(mce_event, bank_name, RAS_STR),
	RAS_DERIVED(mce_event, error_msg, RAS_STR),
	RAS_DERIVED(mce_event, mcgstatus_msg, RAS_STR),
	RAS_DERIVED(mce_event, mcistatus_msg, RAS_STR),
	RAS_DERIVED(mce_event, mcastatus_msg, RAS_STR),
	RAS_DERIVED(mce_event, user_action, RAS_STR),
	RAS_DERIVED(mce_event, mc_location, RAS_STR),
	/* From here on: not in 0.8.x. */
	RAS_FIELD(mce_event, synd, RAS_HEX64),
	RAS_FIELD(mce_event, ipid, RAS_HEX64),
	RAS_FIELD(mce_event, v_data, RAS_BYTES),
	RAS_DERIVED(mce_event, error_count, RAS_U32),
	RAS_DERIVED(mce_event, addr_type, RAS_STR),
	RAS_DERIVED(mce_event, origin, RAS_STR),
	RAS_DERIVED(mce_event, certainty, RAS_STR),
	RAS_DERIVED(mce_event, origin_reason, RAS_STR),
	RAS_FIELD_AS(mce_event, guest_page, "guest_page", NULL, RAS_HEX64, RAS_F_NULL_IF_ZERO),
};

static uint64_t load64(const uint8_t *p)
{
	uint64_t v;

	/* Raw bytes of an x86 kernel, on whatever machine they are read. */
	memcpy(&v, p, sizeof(v));
	return le64toh(v);
}

static struct ras_str constant(const char *s)
{
	return (struct ras_str){ s, strlen(s) };
}

/* The registers of a record, and which CPU made them. */
static struct x86_mce registers(const struct ras_host *host, const struct mce_event *e)
{
	struct x86_mce m = {
		.mcgcap = e->mcgcap, .mcgstatus = e->mcgstatus, .status = e->status,
		.addr = e->addr, .misc = e->misc, .synd = e->synd, .ipid = e->ipid, .ip = e->ip,
		.tsc = e->tsc, .ppin = e->ppin, .walltime = e->walltime, .cpu = e->cpu,
		.cpuid = e->cpuid, .apicid = e->apicid, .socketid = e->socketid,
		.microcode = e->microcode, .cs = e->cs, .bank = e->bank, .vendor = e->cpuvendor,
		.family = host->family, .model = host->model, .stepping = host->stepping,
	};

	if (e->cpuid)
		x86_cpuid_split(e->cpuid, &m.family, &m.model, &m.stepping);
	/* struct mce_hw_err.vendor.amd: synd1 at 0, synd2 at 8 (Linux 6.13). */
	if (e->v_data.len >= 16) {
		m.synd1 = load64(e->v_data.p);
		m.synd2 = load64(e->v_data.p + 8);
		m.have_synd12 = true;
	}
	return m;
}

enum { TEXTS = 8, TEXT = 512 };

/* A report and room for its texts. */
struct report {
	struct x86_mce_report r;
	char text[TEXTS][TEXT];
};

/* Where a text of a report is, and where in the event it goes: each under the same name. */
#define SAME(F) { offsetof(struct x86_mce_report, F), offsetof(struct mce_event, F) }
static const struct {
	size_t from, to;
} texts[TEXTS] = {
	SAME(bank_name), SAME(error_msg), SAME(mcgstatus_msg), SAME(mcistatus_msg),
	SAME(mcastatus_msg), SAME(user_action), SAME(mc_location), SAME(origin_reason),
};
#undef SAME

static void decode_registers(const struct ras_host *host, const struct x86_mce *m,
			     struct report *rep)
{
	rep->r = (struct x86_mce_report){ .severity = RAS_INFO };
	for (size_t i = 0; i < TEXTS; i++)
		*(struct ras_text *)((char *)&rep->r + texts[i].from) = RAS_TEXT(rep->text[i]);
	x86_mce_decode(host, m, &rep->r);
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct mce_event *e = (void *)ev;
	struct x86_mce m = registers(host, e);
	struct report rep;

	decode_registers(host, &m, &rep);
	for (size_t i = 0; i < TEXTS; i++) {
		const struct ras_text *t = (void *)((char *)&rep.r + texts[i].from);

		*(struct ras_str *)((char *)ev + texts[i].to) = ras_event_str(ev, t->buf, t->len);
	}
	e->error_count = rep.r.error_count;
	e->guest_page = rep.r.guest_page;
	e->addr_type = constant(x86_address_name(rep.r.address));
	e->origin = constant(x86_origin_name(rep.r.origin));
	e->certainty = constant(x86_certainty_name(rep.r.certainty));
	return rep.r.severity;
}

/* A row out of the database says what was known then of the place where it was read. */
static void recall_place(const struct mce_event *e, struct ras_host *then)
{
	static const struct {
		const char *origin; /* its beginning */
		enum x86_certainty certainty;
		bool hypervisor;
		enum ras_banks banks;
	} places[] = {
		{ "vmm-", X86_YES, true, RAS_BANKS_VIRTUAL },
		{ "vmm-", X86_LIKELY, true, RAS_BANKS_UNTOLD },
		{ "hardware", X86_LIKELY, true, RAS_BANKS_REAL },
		{ "hardware", X86_NO, true, RAS_BANKS_UNTOLD },
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (!strncmp(e->origin.s, places[i].origin, strlen(places[i].origin)) &&
		    !strcmp(e->certainty.s, x86_certainty_name(places[i].certainty))) {
			then->hypervisor = places[i].hypervisor;
			then->banks = places[i].banks;
		}
}

static void explain(const struct ras_host *host, const struct ras_event *ev, struct ras_text *out)
{
	const struct mce_event *e = (const void *)ev;
	struct x86_mce m = registers(host, e);
	struct ras_host then = *host;
	struct report rep;

	recall_place(e, &then);
	decode_registers(&then, &m, &rep);
	x86_mce_explain(&m, &rep.r, out);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct mce_event *e = (const void *)ev;

	ras_text_add(out, "machine check on CPU %u, %s: %s", e->cpu, e->bank_name.s,
		     e->error_msg.s);
	if (strcmp(e->mcastatus_msg.s, e->error_msg.s) != 0 && e->mcastatus_msg.len)
		ras_text_add(out, " (%s)", e->mcastatus_msg.s);
	if (e->addr_type.len) {
		ras_text_puts(out, ", address ");
		ras_text_hex(out, e->addr, 1);
		ras_text_add(out, " (%s)", e->addr_type.s);
	}
	if (e->origin_reason.len)
		ras_text_add(out, " [%s: %s]", e->origin.s, e->origin_reason.s);
}

void ras_mce_event_set(struct ras_event *ev, const struct x86_mce *m)
{
	struct mce_event *e = (void *)ev;

	e->mcgcap = m->mcgcap;
	e->mcgstatus = m->mcgstatus;
	e->status = m->status;
	e->addr = m->addr;
	e->misc = m->misc;
	e->synd = m->synd;
	e->ipid = m->ipid;
	e->ip = m->ip;
	e->tsc = m->tsc;
	e->ppin = m->ppin;
	e->walltime = m->walltime;
	e->cpu = m->cpu;
	e->cpuid = m->cpuid;
	e->apicid = m->apicid;
	e->socketid = m->socketid;
	e->microcode = m->microcode;
	e->cs = m->cs;
	e->bank = m->bank;
	e->cpuvendor = m->vendor;
	if (m->have_synd12) {
		const uint64_t both[2] = { htole64(m->synd1), htole64(m->synd2) };
		void *copy = ras_event_alloc(ev, sizeof(both));

		if (copy) {
			memcpy(copy, both, sizeof(both));
			e->v_data = (struct ras_bytes){ copy, sizeof(both) };
		}
	}
}

static const struct ras_tracepoint tracepoints[] = {
	{ "mce/mce_record", NULL },
	{ NULL, NULL },
};

/* The last part is not in 0.8.x: who made the record, when it was not this machine's hardware. */
static const struct ras_report report = {
	.summary_heading = "MCE records summary:",
	.summary_form = "{#} {error_msg} errors",
	.error_heading = "MCE events:",
	.error_form = "error: {error_msg}, CPU {cpu}[, bank {bank_name}]"
		      "[, mcg {mcgstatus_msg}][, mci {mcistatus_msg}][, mca {mcastatus_msg}]"
		      "[, {mc_location}][, {user_action}][, mcgcap={mcgcap:x8}]"
		      "[, mcgstatus={mcgstatus:x8}][, status={status:x8}][, addr={addr:x8}]"
		      "[, misc={misc:x8}][, ip={ip:x8}][, tsc={tsc:x8}][, walltime={walltime:x8}]"
		      "[, ppin={ppin:x8}][, cpu={cpu:x8}][, cpuid={cpuid:x8}]"
		      "[, apicid={apicid:x8}][, socketid={socketid:x8}][, cs={cs:x8}]"
		      "[, bank={bank:x8}][, microcode={microcode:x8}]"
		      "[, {origin}: {origin_reason}]",
	.none = "No MCE errors.",
};

const struct ras_class ras_class_mce_record = {
	.name = "mce_record",
	.table = "mce_record",
	.title = "MCE",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct mce_event),
	.decode = decode,
	.describe = describe,
	.explain = explain,
	.summary_by = "error_msg",
	.incident_by = "origin,certainty,error_msg,cpu,bank_name,addr,guest_page",
	.report = &report,
};
