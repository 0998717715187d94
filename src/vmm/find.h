/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which VMs of this host an event hit. */
#ifndef RAS_VMM_FIND_H
#define RAS_VMM_FIND_H

#include <sys/types.h>

#include "vmm/cause.h"

enum { VMM_PINNED = 8 }; /* threads of one VM that are looked at */

/* One VM that was hit. */
struct vmm_hit {
	struct vmm_cause cause;
	int32_t pid;
	int32_t tids[VMM_PINNED]; /* threads of it that were hit, vCPUs or others */
	size_t ntids;
};

typedef void (*vmm_hit_fn)(void *ctx, const struct vmm_hit *hit);

/*
 * Call fn for each VM that c hit: the one that told, the one whose thread it was, or all that have
 * threads pinned to the CPU at fault, by proc (a directory like /proc). Only processes of root or
 * of user count. None is no failure: most errors are not about a VM. 0, or -1 with errno.
 */
int vmm_find(const char *proc, uid_t user, const struct vmm_cause *c, vmm_hit_fn fn, void *ctx);

#endif
