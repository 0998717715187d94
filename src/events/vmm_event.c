// SPDX-License-Identifier: GPL-2.0-or-later
/* vmm_event: what a VMM said on its monitor about a VM. */
#include "events/vmm_event.h"

#include <string.h>

static const struct ras_field fields[] = {
	RAS_DERIVED(ras_vmm_event, vm_name, RAS_STR),
	RAS_DERIVED(ras_vmm_event, vm_uuid, RAS_STR),
	RAS_FIELD_AS(ras_vmm_event, process, "pid", NULL, RAS_S32, RAS_F_NULL_IF_ZERO),
	RAS_FIELD_AS(ras_vmm_event, vm_time_ns, "vm_time_ns", NULL, RAS_S64, RAS_F_NULL_IF_ZERO),
	RAS_DERIVED(ras_vmm_event, event, RAS_STR),
	RAS_DERIVED(ras_vmm_event, recipient, RAS_STR),
	RAS_DERIVED(ras_vmm_event, action, RAS_STR),
	RAS_DERIVED(ras_vmm_event, action_required, RAS_U8),
	RAS_DERIVED(ras_vmm_event, recursive, RAS_U8),
	RAS_DERIVED(ras_vmm_event, reason, RAS_STR),
	RAS_DERIVED(ras_vmm_event, device, RAS_STR),
	RAS_DERIVED(ras_vmm_event, details, RAS_STR),
};

/*
 * QEMU 10.2 qapi/run-state.json (MEMORY_FAILURE, GUEST_PANICKED, GUEST_CRASHLOADED, WATCHDOG,
 * RESET, SHUTDOWN), qapi/acpi.json and qapi/qdev.json; first row that fits, NULL fits all. The
 * action-required flag is no ground for a row: QEMU takes it from bit 55 of MCi_STATUS, which its
 * action-required record for AMD guests does not have.
 */
static const struct {
	const char *event, *recipient, *action, *reason;
	enum ras_severity severity;
} severities[] = {
	/* The guest was told; what it makes of it is in its own records. */
	{ "MEMORY_FAILURE", "guest", "inject", NULL, RAS_RECOVERABLE },
	/* The guest lost the page and was not told, as an earlier error is still being handled. */
	{ "MEMORY_FAILURE", "guest", "ignore", NULL, RAS_UNCORRECTED },
	{ "MEMORY_FAILURE", "guest", "reset", NULL, RAS_FATAL },
	/* Memory of the VMM itself, not touched yet: the VM goes on. */
	{ "MEMORY_FAILURE", "hypervisor", "ignore", NULL, RAS_DEFERRED },
	{ "MEMORY_FAILURE", NULL, "fatal", NULL, RAS_FATAL },
	{ "MEMORY_FAILURE", NULL, NULL, NULL, RAS_UNCORRECTED },
	{ "GUEST_PANICKED", NULL, NULL, NULL, RAS_FATAL },
	{ "GUEST_CRASHLOADED", NULL, NULL, NULL, RAS_FATAL },
	/* The guest hangs, whatever is done about it. */
	{ "WATCHDOG", NULL, NULL, NULL, RAS_FATAL },
	{ "RESET", NULL, NULL, "guest-panic", RAS_FATAL },
	{ "SHUTDOWN", NULL, NULL, "guest-panic", RAS_FATAL },
	{ "SHUTDOWN", NULL, NULL, "host-error", RAS_FATAL },
};

static bool fits(const char *want, struct ras_str have)
{
	return !want || !strcmp(want, have.s);
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	const struct ras_vmm_event *e = (const void *)ev;

	(void)host;
	for (size_t i = 0; i < sizeof(severities) / sizeof(severities[0]); i++)
		if (fits(severities[i].event, e->event) &&
		    fits(severities[i].recipient, e->recipient) &&
		    fits(severities[i].action, e->action) && fits(severities[i].reason, e->reason))
			return severities[i].severity;
	return RAS_INFO;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct ras_vmm_event *e = (const void *)ev;

	ras_text_puts(out, "VM ");
	if (e->vm_name.len)
		ras_text_puts(out, e->vm_name.s);
	else if (e->vm_uuid.len)
		ras_text_puts(out, e->vm_uuid.s);
	else
		ras_text_add(out, "of process %d", e->process);
	ras_text_add(out, ": %s", e->event.s);
	if (e->recipient.len)
		ras_text_add(out, " to %s", e->recipient.s);
	if (e->action.len)
		ras_text_add(out, ", action %s", e->action.s);
	if (e->reason.len)
		ras_text_add(out, ", %s", e->reason.s);
	if (e->device.len)
		ras_text_add(out, ", device %s", e->device.s);
}

/* 0.8.x has no such report: its readers need not hear that there is none. */
static const struct ras_report report = { .none = "" };

const struct ras_class ras_class_vmm_event = {
	.name = "vmm_event",
	.table = "vmm_event",
	.title = "VMM",
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct ras_vmm_event),
	.decode = decode,
	.describe = describe,
	.summary_by = "vm_name,event,action",
	.incident_by = "vm_name,pid,event,recipient,action",
	.report = &report,
};
