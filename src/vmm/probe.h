/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a VMM can do for each vCPU, by its own answers: facts first, then the judgement. */
#ifndef RAS_VMM_PROBE_H
#define RAS_VMM_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "vmm/cmdline.h"
#include "vmm/kvm_probe.h"
#include "vmm/verbs.h"

struct json_object;

/* What can be asked of a VMM. */
enum vmm_request {
	VMM_NOTHING,
	VMM_OFFLINE,   /* one vCPU out of use */
	VMM_CHECKSTOP, /* s390: one vCPU into the check-stop state */
	VMM_STOP_VM,   /* the VM halted, its memory kept as evidence */
	VMM_REQUESTS,
};

/* "none", "offline", "checkstop", "stop-vm". */
const char *vmm_request_name(enum vmm_request r);

enum vmm_way {
	VMM_WAY_NONE,
	VMM_WAY_AGENT,  /* the guest agent takes the CPU offline in the guest */
	VMM_WAY_UNPLUG, /* device_del */
	VMM_WAY_QMP,    /* a monitor command */
	VMM_WAY_LIBVIRT, /* libvirt, where it owns the monitor */
};

/* "", "guest agent", "hot-unplug", "monitor", "libvirt". */
const char *vmm_way_name(enum vmm_way w);

/* Whether a request is possible, and if not, why not. Texts are constants. */
struct vmm_ability {
	enum vmm_way way;      /* VMM_WAY_NONE: not possible */
	const char *not_agent; /* why not by the agent; NULL: possible, or no way of this request */
	const char *not_qmp;   /* why not by the monitor; NULL likewise */
	const char *not_libvirt; /* why not by libvirt; NULL likewise */
};

/* "guest agent", or "not possible: by guest agent: …; by monitor: …". */
void vmm_ability_text(const struct vmm_ability *a, struct ras_text *out);

enum {
	VMM_VCPUS = 1024, /* of one VM that are looked at */
	VMM_QOM_PATH = 128,
	VMM_WORD = 32,
};

struct vmm_vcpu {
	int32_t index;           /* QEMU's cpu-index */
	int32_t thread;          /* of the VMM on the host, 0: unknown */
	char path[VMM_QOM_PATH]; /* QOM path */
	char state[VMM_WORD];    /* s390: operating, stopped, check-stop …; else "" */
	bool slot;               /* listed by query-hotpluggable-cpus, alone in its slot */
	struct vmm_ability can[VMM_REQUESTS];
};

/* A CPU as the guest agent sees it. The guest can say anything. */
struct vmm_guest_cpu {
	int32_t id; /* the guest's number for it */
	bool online, can_offline;
};

struct vmm_probe {
	char name[VMM_NAME], uuid[VMM_UUID];
	char arch[VMM_WORD], machine[VMM_ID], status[VMM_WORD];
	bool running, kvm;
	uint32_t verbs;               /* of the table of verbs: present; bit by vmm_verb_number() */
	bool agent_channel;           /* the guest has the agent's channel open */
	enum vmm_checkstop checkstop; /* of the host's kernel; the caller's to set */
	const char *checkstop_why;
	struct vmm_vcpu vcpus[VMM_VCPUS];
	size_t nvcpus;
	struct vmm_guest_cpu guest[VMM_VCPUS];
	size_t nguest;
	bool numbers_match; /* guest CPU numbers are the vCPU numbers; see judge */
	bool libvirt;          /* asked by libvirt, which owns the monitor: nothing else is a way */
	char libvirt_why[192]; /* what libvirt said where it could not tell the guest's CPUs */
	/* Why nothing can be asked at all, a constant or in this struct; NULL: it can be. */
	const char *unreachable;
	unsigned int more;  /* entries beyond what is kept, or malformed */
};

/*
 * Take in an answer: value is what "return" holds for this verb. agent: the guest agent's socket,
 * for query-chardev. Verbs that say nothing about abilities change nothing.
 */
void vmm_probe_take(struct vmm_probe *p, enum vmm_peer peer, const char *verb,
		    struct json_object *value, const struct vmm_socket *agent);

/* Whether the VMM (or agent) has this command. */
bool vmm_probe_has(const struct vmm_probe *p, enum vmm_peer peer, const char *verb);

/*
 * Work out what each vCPU can from the facts. No interface tells which guest CPU is which vCPU: the
 * agent counts as a way only where both have the same numbers, and then it is an assumption.
 */
void vmm_probe_judge(struct vmm_probe *p);

/* The vCPU of that cpu-index or host thread, or NULL. */
const struct vmm_vcpu *vmm_probe_vcpu(const struct vmm_probe *p, int32_t index);
const struct vmm_vcpu *vmm_probe_thread(const struct vmm_probe *p, int32_t thread);

#endif
