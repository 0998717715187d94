/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmm_event: what a VMM said on its monitor about a VM. */
#ifndef RAS_EVENTS_VMM_EVENT_H
#define RAS_EVENTS_VMM_EVENT_H

#include "core/event.h"

extern const struct ras_class ras_class_vmm_event;

/*
 * Filled by the one who heard it (vmm/event_decode.h). All text is the VMM's, cleaned of control
 * characters: a compromised VMM can say anything.
 */
struct ras_vmm_event {
	struct ras_event ev;
	struct ras_str vm_name, vm_uuid;
	int32_t process;    /* the VMM's; 0: unknown */
	int64_t vm_time_ns; /* when, as the VMM says, ns since the epoch; 0: unknown */
	struct ras_str event;
	struct ras_str recipient; /* MEMORY_FAILURE: hypervisor or guest */
	struct ras_str action;
	uint8_t action_required, recursive; /* MEMORY_FAILURE */
	struct ras_str reason;
	struct ras_str device;
	struct ras_str details; /* the other members as JSON */
};

#endif
