// SPDX-License-Identifier: GPL-2.0-or-later
/* From the facts about a VMM to what can be asked of it, and why not. */
#include <string.h>

#include "vmm/probe.h"

const char *vmm_request_name(enum vmm_request r)
{
	static const char *const names[VMM_REQUESTS] = { "none", "offline", "checkstop",
							 "stop-vm" };

	return r < VMM_REQUESTS ? names[r] : names[VMM_NOTHING];
}

const char *vmm_way_name(enum vmm_way w)
{
	static const char *const names[] = { "", "guest agent", "hot-unplug", "monitor",
					     "libvirt" };

	return w <= VMM_WAY_LIBVIRT ? names[w] : "";
}

void vmm_ability_text(const struct vmm_ability *a, struct ras_text *out)
{
	if (a->way != VMM_WAY_NONE) {
		ras_text_puts(out, vmm_way_name(a->way));
		return;
	}
	ras_text_puts(out, "not possible: ");
	if (a->not_agent)
		ras_text_add(out, "by guest agent: %s%s", a->not_agent, a->not_qmp ? "; " : "");
	if (a->not_qmp)
		ras_text_add(out, "by monitor: %s", a->not_qmp);
	if (a->not_libvirt)
		ras_text_add(out, "by libvirt: %s", a->not_libvirt);
}

/*
 * Machine types whose CPUs can be unplugged: which object models implement unplug_request for CPUs,
 * QEMU 10.2 hw/i386/x86-common.c, hw/ppc/spapr.c, hw/loongarch/virt.c, hw/s390x/s390-virtio-ccw.c,
 * hw/arm/virt.c. No command tells; a refusal after all is an answer like any other. First row that
 * fits; the machine is a prefix of QOM's type name, "" fits all.
 */
static const struct {
	const char *arch, *machine;
	const char *why_not; /* NULL: can be */
} unplug[] = {
	{ "x86_64", "pc-", NULL },
	{ "i386", "pc-", NULL },
	{ "ppc64", "pseries", NULL },
	{ "loongarch64", "virt", NULL },
	{ "s390x", "", "an s390 machine of QEMU cannot unplug CPUs" },
	{ "", "", "this machine type is not known to unplug CPUs" },
};

static const char *machine_cannot(const struct vmm_probe *p)
{
	size_t i = 0;

	/* The last row fits everything. */
	while ((unplug[i].arch[0] && strcmp(unplug[i].arch, p->arch) != 0) ||
	       strncmp(unplug[i].machine, p->machine, strlen(unplug[i].machine)) != 0)
		i++;
	return unplug[i].why_not;
}

static const struct vmm_guest_cpu *guest_cpu(const struct vmm_probe *p, int32_t id)
{
	for (size_t i = 0; i < p->nguest; i++)
		if (p->guest[i].id == id)
			return &p->guest[i];
	return NULL;
}

/* Same count, and each vCPU's number is one of the guest's. */
static bool numbers_match(const struct vmm_probe *p)
{
	if (p->nguest != p->nvcpus)
		return false;
	for (size_t i = 0; i < p->nvcpus; i++)
		if (!guest_cpu(p, p->vcpus[i].index))
			return false;
	return p->nvcpus > 0;
}

static size_t guest_online(const struct vmm_probe *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nguest; i++)
		n += p->guest[i].online;
	return n;
}

static const char *not_by_agent(const struct vmm_probe *p, const struct vmm_vcpu *c)
{
	const struct vmm_guest_cpu *g = guest_cpu(p, c->index);

	if (!p->nguest && p->libvirt)
		return p->libvirt_why;
	if (!p->nguest)
		return p->agent_channel ? "the guest agent does not answer"
					: "no guest agent has its channel open";
	if (!p->libvirt && (!vmm_probe_has(p, VMM_AGENT, "guest-set-vcpus") ||
			    !vmm_probe_has(p, VMM_AGENT, "guest-get-vcpus")))
		return "the guest agent does not allow it";
	if (!p->numbers_match || !g)
		return "the guest's CPU numbers are not those of the vCPUs";
	if (!g->online)
		return "the CPU is offline in the guest";
	if (!g->can_offline)
		return "the guest cannot take this CPU offline";
	if (guest_online(p) < 2)
		return "it is the last online CPU";
	return NULL;
}

static const char *not_by_unplug(const struct vmm_probe *p, const struct vmm_vcpu *c)
{
	const char *why = machine_cannot(p);

	if (why)
		return why;
	if (!vmm_probe_has(p, VMM_MONITOR, "device_del") ||
	    !vmm_probe_has(p, VMM_MONITOR, "query-hotpluggable-cpus"))
		return "the monitor lacks the commands";
	if (!c->slot || !c->path[0])
		return "the vCPU is in no hot-plug slot of its own";
	if (c->index == 0)
		return "the boot CPU cannot be unplugged";
	if (p->nvcpus < 2)
		return "it is the last vCPU";
	if (p->numbers_match && guest_online(p) < 2)
		return "it may be the last online CPU";
	return NULL;
}

static void judge_offline(const struct vmm_probe *p, struct vmm_vcpu *c, struct vmm_ability *a)
{
	if (!p->running) {
		a->not_qmp = "the VM does not run";
		a->not_agent = a->not_qmp;
		return;
	}
	if (p->libvirt) {
		/* It asks the guest agent itself. */
		a->not_libvirt = not_by_agent(p, c);
		a->way = a->not_libvirt ? VMM_WAY_NONE : VMM_WAY_LIBVIRT;
		return;
	}
	a->not_agent = not_by_agent(p, c);
	a->not_qmp = not_by_unplug(p, c);
	if (!a->not_agent)
		a->way = VMM_WAY_AGENT;
	else if (!a->not_qmp)
		a->way = VMM_WAY_UNPLUG;
}

static void judge_checkstop(const struct vmm_probe *p, struct vmm_vcpu *c, struct vmm_ability *a)
{
	(void)c;
	if (p->libvirt)
		a->not_libvirt = "libvirt has no function for it";
	else if (strcmp(p->arch, "s390x") != 0)
		a->not_qmp = "only s390 has a check-stop state";
	else if (!p->kvm)
		a->not_qmp = "the VM does not run under KVM";
	else if (p->checkstop != VMM_CHECKSTOP_PRESENT)
		a->not_qmp = p->checkstop_why ? p->checkstop_why : "KVM was not asked";
	else if (!vmm_probe_has(p, VMM_MONITOR, "x-s390-check-stop"))
		a->not_qmp = "the VMM has no command for it";
	else
		a->way = VMM_WAY_QMP;
}

static void judge_stop(const struct vmm_probe *p, struct vmm_vcpu *c, struct vmm_ability *a)
{
	(void)c;
	if (p->libvirt && p->running)
		a->way = VMM_WAY_LIBVIRT;
	else if (!vmm_probe_has(p, VMM_MONITOR, "stop") && !p->libvirt)
		a->not_qmp = "the monitor lacks the command";
	else if (!p->running)
		a->not_qmp = "the VM does not run";
	else
		a->way = VMM_WAY_QMP;
}

void vmm_probe_judge(struct vmm_probe *p)
{
	static void (*const judges[VMM_REQUESTS])(const struct vmm_probe *, struct vmm_vcpu *,
						  struct vmm_ability *) = {
		[VMM_OFFLINE] = judge_offline,
		[VMM_CHECKSTOP] = judge_checkstop,
		[VMM_STOP_VM] = judge_stop,
	};

	p->numbers_match = numbers_match(p);
	for (size_t i = 0; i < p->nvcpus; i++) {
		struct vmm_vcpu *c = &p->vcpus[i];

		memset(c->can, 0, sizeof(c->can));
		for (int r = VMM_OFFLINE; r < VMM_REQUESTS; r++)
			judges[r](p, c, &c->can[r]);
	}
}
