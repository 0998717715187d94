// SPDX-License-Identifier: GPL-2.0-or-later
/* s390_mchk: machine checks of s390 guests as KVM traces them, and those that others find. */
#include <string.h>

#include "decode/s390/mcic.h"
#include "events/events.h"

/* KVM_S390_MCHK in include/uapi/linux/kvm.h, cut to 32 bits as the tracepoints do. */
#define MCHK_INTTYPE UINT32_C(0xfffe1000)
#define MCHK_FILTER  "inttype == 0xfffe1000"

/*
 * arch/s390/kvm/trace-s390.h (6.1 to 7.1): an injection has parm (CR14) and parm64 (MCIC), a
 * delivery has data0 and data1 for the same. For one vCPU, parm is always 0 (interrupt.c,
 * __inject_mchk()). No tracepoint has the damage code or the failing address.
 */
static const struct ras_field fields[] = {
	RAS_HIDDEN(ras_s390_mchk_event, inttype, RAS_U32),
	RAS_HIDDEN(ras_s390_mchk_event, who, RAS_U32),
	RAS_DERIVED(ras_s390_mchk_event, vm, RAS_STR),
	RAS_FIELD_AS(ras_s390_mchk_event, vcpu, "vcpu", "id", RAS_S32, 0),
	RAS_FIELD_AS(ras_s390_mchk_event, ev.pid, "thread", NULL, RAS_S32, RAS_F_NULL_IF_ZERO),
	RAS_DERIVED(ras_s390_mchk_event, source, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, direction, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, scope, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, injected_by, RAS_STR),
	RAS_FIELD_ALSO(ras_s390_mchk_event, mcic, "mcic", "parm64", "data1", RAS_HEX64, 0),
	RAS_FIELD_ALSO(ras_s390_mchk_event, cr14, "cr14", "parm", "data0", RAS_HEX64,
		       RAS_F_NULL_IF_ZERO),
	RAS_FIELD_AS(ras_s390_mchk_event, edc, "edc", NULL, RAS_HEX32, RAS_F_NULL_IF_ZERO),
	RAS_FIELD_AS(ras_s390_mchk_event, fsa, "fsa", NULL, RAS_HEX64, RAS_F_NULL_IF_ZERO),
	RAS_FIELD_AS(ras_s390_mchk_event, psw_mask, "psw_mask", NULL, RAS_HEX64,
		     RAS_F_NULL_IF_ZERO),
	RAS_FIELD_AS(ras_s390_mchk_event, psw_addr, "psw_addr", NULL, RAS_HEX64,
		     RAS_F_NULL_IF_ZERO),
	RAS_DERIVED(ras_s390_mchk_event, conditions, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, meaning, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, not_valid, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, consequence, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, consequence_msg, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, delivery, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, task, RAS_STR),
	RAS_DERIVED(ras_s390_mchk_event, verdict, RAS_STR),
};

/* The tracepoints, and what each of them tells by itself: the same order. */
enum { INJECT_VM, INJECT_VCPU, DELIVER };

static const struct ras_tracepoint tracepoints[] = {
	[INJECT_VM] = { "kvm-s390/kvm_s390_inject_vm", MCHK_FILTER },
	[INJECT_VCPU] = { "kvm-s390/kvm_s390_inject_vcpu", MCHK_FILTER },
	[DELIVER] = { "kvm-s390/kvm_s390_deliver_interrupt", MCHK_FILTER },
	{ NULL, NULL },
};

static const struct {
	const char *direction, *scope;
} tells[] = {
	[INJECT_VM] = { "inject", "vm" },
	[INJECT_VCPU] = { "inject", "vcpu" },
	[DELIVER] = { "deliver", "vcpu" },
};

/* "who" of kvm_s390_inject_vm, and of kvm_s390_inject_vcpu in old kernels. */
static const char *const whos[] = { "", "kernel", "user" };

/* What KVM does with an injection (arch/s390/kvm/interrupt.c). */
static const char *const pendings[] = {
	[S390_KVM_NEVER] = "KVM delivers it along with the next machine check only",
	[S390_KVM_REPRESSIBLE] = "KVM delivers it once the guest opens the subclass",
	[S390_KVM_EXIGENT] = "KVM delivers it once the guest's PSW bit 13 is one",
	[S390_KVM_FLOATING] = "KVM delivers it to any vCPU that takes channel reports",
	[S390_KVM_STUCK] = "KVM never delivers it: it names no channel-report subclass",
};

static struct ras_str constant(const char *s)
{
	return (struct ras_str){ s, strlen(s) };
}

/* The filter is not in force in a capture that somebody else made. */
static bool wants(const struct ras_event *ev)
{
	const struct ras_s390_mchk_event *e = (const void *)ev;

	return e->inttype == MCHK_INTTYPE;
}

/* Injections that were not delivered yet. */
enum { INJECTED = 16 };

struct injected {
	int64_t incident; /* 0: free */
	uint64_t mcic;
	int32_t vcpu, pid; /* vcpu -1: for any of the VM */
};

struct pending {
	struct injected row[INJECTED];
	size_t next; /* row to use next: the oldest */
};
_Static_assert(sizeof(struct pending) <= RAS_KEEP_ROOM, "no room to keep injections");

/* Longer than a guest that takes machine checks at all lets one wait. */
#define FLOATING_NS (60 * INT64_C(1000000000))

/*
 * A delivery has all that was injected so far, or-ed (interrupt.c, __deliver_machine_check()). An
 * injection into a vCPU is made by its own thread. One into a VM is made by any thread of the VM,
 * and no record names the VM, so it is tied only where a single one can be meant.
 */
static bool ties(const struct injected *in, const struct ras_s390_mchk_event *e)
{
	if (!in->incident || (in->mcic & e->mcic) != in->mcic)
		return false;
	if (in->vcpu < 0)
		return e->ev.timestamp - in->incident <= FLOATING_NS;
	return in->vcpu == e->vcpu && in->pid == e->ev.pid;
}

static void deliver(struct pending *p, struct ras_s390_mchk_event *e)
{
	unsigned int floating = 0;

	for (size_t i = 0; i < INJECTED; i++)
		floating += p->row[i].vcpu < 0 && ties(&p->row[i], e);
	for (size_t i = 0; i < INJECTED; i++) {
		struct injected *in = &p->row[i];

		if (!ties(in, e) || (in->vcpu < 0 && floating > 1))
			continue;
		if (!e->ev.incident || in->incident < e->ev.incident)
			e->ev.incident = in->incident;
		in->incident = 0;
	}
}

static void inject(struct pending *p, struct ras_s390_mchk_event *e, int32_t vcpu)
{
	e->ev.incident = e->ev.timestamp;
	/* Into a vCPU that has one pending: they are delivered as one. */
	for (size_t i = 0; vcpu >= 0 && i < INJECTED; i++)
		if (p->row[i].incident && p->row[i].vcpu == vcpu && p->row[i].pid == e->ev.pid)
			e->ev.incident = p->row[i].incident;
	p->row[p->next] = (struct injected){
		.incident = e->ev.incident, .mcic = e->mcic, .vcpu = vcpu, .pid = e->ev.pid,
	};
	p->next = (p->next + 1) % INJECTED;
}

/* Inject and deliver of one machine check are one incident, named by the time it began. */
static enum ras_gather gather(void *kept, struct ras_event *ev, bool end)
{
	struct ras_s390_mchk_event *e = (void *)ev;

	if (end)
		return RAS_GATHER_EMPTY;
	if (ev->tracepoint == &tracepoints[DELIVER])
		deliver(kept, e);
	else
		inject(kept, e, ev->tracepoint == &tracepoints[INJECT_VM] ? -1 : e->vcpu);
	return RAS_GATHER_PUBLISH;
}

void ras_s390_mchk_set(struct ras_event *ev, const struct s390_logrecord *r, const char *source)
{
	struct ras_s390_mchk_event *e = (void *)ev;
	bool guest = r->kind == S390_LOG_GUEST;

	e->source = ras_event_str(ev, source, strlen(source));
	e->scope = constant(guest ? "vcpu" : "system");
	e->vcpu = -1;
	if (guest) { /* the line is written where KVM traces the injection */
		e->direction = constant("inject");
		e->injected_by = constant(whos[1]);
	} else {
		e->mode = r->m.mode;
	}
	ev->pid = r->pid;
	e->task = ras_event_str(ev, r->task, strlen(r->task));
	e->mcic = r->m.mcic;
	e->cr14 = r->m.cr14;
	e->edc = r->m.edc;
	e->fsa = r->m.fsa;
	e->psw_mask = r->m.psw_mask;
	e->psw_addr = r->psw_addr;
}

/* A machine check of the kernel that tells of it. */
static bool own(const struct ras_s390_mchk_event *e)
{
	return e->scope.len && !strcmp(e->scope.s, "system");
}

/* What the tracepoint itself tells. */
static void from_trace(struct ras_s390_mchk_event *e, struct ras_text *delivery)
{
	size_t row = (size_t)(e->ev.tracepoint - tracepoints);

	e->source = constant("kvm-trace");
	e->direction = constant(tells[row].direction);
	e->scope = constant(tells[row].scope);
	if (row == INJECT_VM)
		e->vcpu = -1;
	if (e->who < sizeof(whos) / sizeof(whos[0]))
		e->injected_by = constant(whos[e->who]);
	if (row != DELIVER)
		ras_text_puts(delivery, pendings[s390_kvm_pending(e->mcic, e->cr14,
								  row == INJECT_VM)]);
}

/* Looked for in the lowcores of a guest that stopped, and not there: only the verdict is told. */
static bool none_found(const struct ras_s390_mchk_event *e)
{
	return !e->mcic && e->verdict.len;
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct ras_s390_mchk_event *e = (void *)ev;
	char text[5][S390_TEXT_SIZE];
	struct s390_mchk m = {
		.mcic = e->mcic, .psw_mask = e->psw_mask, .fsa = e->fsa, .edc = e->edc,
		.mode = e->mode,
		/* Read together with the code, or not known at all. */
		.have_edc = !ev->tracepoint, .have_fsa = !ev->tracepoint,
	};
	struct s390_mchk_report r = { .severity = RAS_INFO };
	struct {
		struct ras_text *from;
		struct ras_str *to;
	} texts[] = {
		{ &r.conditions, &e->conditions },
		{ &r.meaning, &e->meaning },
		{ &r.not_valid, &e->not_valid },
		{ &r.consequence_text, &e->consequence_msg },
		{ &r.delivery, &e->delivery },
	};

	if (none_found(e))
		return RAS_INFO;
	/* The kernel that acts on a guest's is the guest's, and not known. */
	if (own(e))
		m.kernel = s390_kernel_of(host->release);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].from = RAS_TEXT(text[i]);
	if (e->psw_mask && e->mode == S390_MODE_UNKNOWN)
		m.mode = s390_psw_mode(m.mcic, m.psw_mask);
	/* cr14 of a trace is no control register: it has the subclasses of the conditions. */
	s390_mchk_decode(&m, &r);
	if (ev->tracepoint)
		from_trace(e, &r.delivery);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i].to = ras_event_str(ev, texts[i].from->buf, texts[i].from->len);
	e->consequence = constant(s390_consequence_name(r.consequence));
	return r.severity;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_s390_mchk_event *e = (const void *)ev;

	ras_text_puts(out, none_found(e) ? "post-mortem" : "machine check");
	if (e->direction.len)
		ras_text_add(out, " (%s)", e->direction.s);
	ras_text_puts(out, own(e) ? " of this system" : " for guest");
	if (e->vm.len) {
		ras_text_putc(out, ' ');
		ras_text_clean(out, e->vm.s, e->vm.len);
	}
	if (e->vcpu >= 0)
		ras_text_add(out, " vCPU %d", e->vcpu);
	if (none_found(e)) {
		ras_text_add(out, ": %s", e->verdict.s);
		return;
	}
	ras_text_add(out, ": %s; %s%s", e->meaning.s, own(e) ? "" : "in the guest: ",
		     e->consequence_msg.s);
	if (e->task.len) {
		ras_text_puts(out, "; killed: ");
		ras_text_clean(out, e->task.s, e->task.len);
	}
	if (e->verdict.len)
		ras_text_add(out, "; %s", e->verdict.s);
}

/* 0.8.x has no such report: its readers need not hear that there is none. */
static const struct ras_report report = { .none = "" };

static void explain(const struct ras_host *host, const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_s390_mchk_event *e = (const void *)ev;

	(void)host;
	if (none_found(e)) {
		ras_text_add(out, "A guest stopped; its lowcores were looked at: %s.", e->verdict.s);
		return;
	}
	ras_text_add(out, "The machine reported: %s.", e->meaning.s);
	if (e->not_valid.len)
		ras_text_add(out, " Not saved with it: %s.", e->not_valid.s);
	ras_text_add(out, " %s: %s.", own(e) ? "Linux" : "Linux in the guest",
		     e->consequence_msg.s);
	if (e->delivery.len)
		ras_text_add(out, " %s.", e->delivery.s);
	if (e->verdict.len)
		ras_text_add(out, " Found in the lowcore of a guest that stopped: %s.",
			     e->verdict.s);
}

const struct ras_class ras_class_s390_mchk = {
	.name = "s390_mchk",
	.table = "s390_mchk",
	.title = "s390 machine check",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct ras_s390_mchk_event),
	.wants = wants,
	.gather = gather,
	.decode = decode,
	.describe = describe,
	.explain = explain,
	.summary_by = "conditions,direction,vm",
	.report = &report,
};
