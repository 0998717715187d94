/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an event on the bus to a request: find the VM, probe it, decide, ask, record. */
#ifndef RAS_VMM_ASKER_H
#define RAS_VMM_ASKER_H

#include "core/bus.h"
#include "vmm/decide.h"
#include "vmm/watch.h"

struct vmm_asker;
struct json_object;

struct vmm_asker_options {
	sd_event *loop;
	struct ras_bus *bus;
	const char *proc; /* a directory like /proc */
	uid_t user;       /* may own processes and sockets, besides root */
	struct vmm_settings settings;
	uint32_t timeout_ms; /* for a probe, and again for a request */
	const char *libvirt; /* "qemu:///system": asked for VMs whose monitor it owns */
	const char *kvm;     /* "/dev/kvm": asked once VMM_ACTION is checkstop */
};

/* Strings of o must outlive it. NULL with errno. */
struct vmm_asker *vmm_asker_new(const struct vmm_asker_options *o);

/*
 * End what is under way; a request that was sent is recorded as "lost". Nothing is begun any more.
 * Before the watch is freed.
 */
void vmm_asker_finish(struct vmm_asker *a);

/* Once finished, and nobody publishes events any more. NULL is fine. */
void vmm_asker_free(struct vmm_asker *a);

/* Other settings from now on. */
void vmm_asker_set(struct vmm_asker *a, const struct vmm_settings *s, uint32_t timeout_ms,
		   uid_t user);

/* Where the monitors are; NULL: nowhere. The watch's hooks are the two functions below. */
void vmm_asker_watch(struct vmm_asker *a, const struct vmm_watch *w);
void vmm_asker_heard(void *asker, const struct qmp *q, struct json_object *event);
void vmm_asker_gone(void *asker, const struct qmp *q);

/*
 * A sink of the bus: any thread, does not block, publishes nothing itself. Events that
 * VMM_ACTION_ON does not name are passed over; one too many to remember is counted
 * (RAS_C_VMM_SKIPPED).
 */
void vmm_asker_event(void *asker, const struct ras_event *ev);

/* Whether it has nothing to do. */
bool vmm_asker_idle(struct vmm_asker *a);

#endif
