/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an event says about which VM and vCPU it hit. */
#ifndef RAS_VMM_CAUSE_H
#define RAS_VMM_CAUSE_H

#include "core/event.h"

/* An event as far as it may lead to a request. */
struct vmm_cause {
	const struct ras_class *cls;
	enum ras_severity severity;
	int64_t time_ns;  /* wall clock */
	int64_t incident; /* the event's, or its time where it is tied to no other */
	int32_t thread;   /* of a VMM, maybe a vCPU's; 0: not told */
	int32_t process;  /* the VMM whose monitor told; 0: the host's kernel did */
	int32_t cpu;      /* of the host, at fault; -1: none */
	int32_t vcpu;     /* its index, where the event tells; -1: not told */
};

/*
 * Read ev, decoded. False when it tells neither of a VM nor of a CPU, and so leads to no request.
 * Pure and quick: fit for a sink of the bus.
 */
bool vmm_cause_read(struct vmm_cause *c, const struct ras_event *ev);

#endif
