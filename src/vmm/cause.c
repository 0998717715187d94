// SPDX-License-Identifier: GPL-2.0-or-later
/* What an event says about which VM and vCPU it hit. */
#include "vmm/cause.h"

#include <string.h>

/*
 * Classes that tell, and by which of their columns. A class that is not here is about a device, a
 * DIMM, or something done by us.
 */
static const struct row {
	const char *cls;
	const char *thread, *process, *cpu, *vcpu; /* columns, NULL: does not tell */
	bool task; /* by the task that the trace event was written in */
} rows[] = {
	/* The bank is of the CPU that read it; the task is chance, as a worker writes it. */
	{ .cls = "mce_record", .cpu = "cpu" },
	/* KVM's vCPU id is QEMU's cpu-index on s390 (target/s390x/cpu.c, core-id). */
	{ .cls = "s390_mchk", .thread = "thread", .vcpu = "vcpu" },
	/* SIGBUS for the thread that touched the page; the main one for what nobody touched. */
	{ .cls = "signal_event", .thread = "pid" },
	/* memory_failure() runs in the task that touched the page, or in a worker of the kernel. */
	{ .cls = "memory_failure_event", .task = true },
	{ .cls = "vmm_event", .process = "pid" },
};

static const struct row *row_of(const struct ras_class *cls)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].cls, cls->name))
			return &rows[i];
	return NULL;
}

/* The column's value where it is one of 0 … INT32_MAX, else none. */
static int32_t value(const struct ras_event *ev, const char *column, int32_t none)
{
	for (size_t i = 0; column && i < ev->cls->nfields; i++) {
		const struct ras_field *f = &ev->cls->fields[i];
		int64_t v;

		if (strcmp(f->name, column) != 0)
			continue;
		v = ras_field_int(f, ev);
		return v < 0 || v > INT32_MAX ? none : (int32_t)v;
	}
	return none;
}

bool vmm_cause_read(struct vmm_cause *c, const struct ras_event *ev)
{
	const struct row *r = row_of(ev->cls);

	if (!r)
		return false;
	*c = (struct vmm_cause){
		.cls = ev->cls,
		.severity = ev->severity,
		.time_ns = ev->timestamp,
		.incident = ev->incident ? ev->incident : ev->timestamp,
		.thread = r->task ? ev->pid : value(ev, r->thread, 0),
		.process = value(ev, r->process, 0),
		.cpu = value(ev, r->cpu, -1),
		.vcpu = value(ev, r->vcpu, -1),
	};
	return c->thread > 0 || c->process > 0 || c->cpu >= 0;
}
