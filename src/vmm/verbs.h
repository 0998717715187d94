/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only commands that are ever sent to a VMM or a guest agent. */
#ifndef RAS_VMM_VERBS_H
#define RAS_VMM_VERBS_H

#include <stdbool.h>

struct json_object;

enum vmm_peer {
	VMM_MONITOR, /* QMP */
	VMM_AGENT,   /* qemu-ga */
};

struct vmm_verb {
	const char *name;
	enum vmm_peer peer;
	bool acts; /* changes something: only sent where the probe found it */
};

/* The verb of that name for that peer, or NULL: not allowed. */
const struct vmm_verb *vmm_verb(enum vmm_peer peer, const char *name);

/*
 * Whether v may be sent with these arguments (NULL: none). Of human-monitor-command, only the lines
 * that read an s390 lowcore, through a vCPU; every other verb takes what its schema allows.
 */
bool vmm_verb_fits(const struct vmm_verb *v, struct json_object *args);

/* Its place in the table, 0 … 31, for a bit mask; -1: not allowed. */
int vmm_verb_number(enum vmm_peer peer, const char *name);

#endif
