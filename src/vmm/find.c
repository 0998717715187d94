// SPDX-License-Identifier: GPL-2.0-or-later
/* Which VMs of this host an event hit. */
#include "vmm/find.h"

#include <errno.h>
#include <stdlib.h>

#include "vmm/discover.h"
#include "vmm/threads.h"

struct search {
	const char *proc;
	const struct vmm_cause *cause;
	vmm_hit_fn fn;
	void *ctx;
};

/* A VM with threads on the CPU at fault, and there only. */
static void on_vm(void *ctx, const struct vmm_process *v)
{
	const struct search *s = ctx;
	struct vmm_hit hit = { .cause = *s->cause, .pid = v->pid };

	hit.ntids = vmm_threads_on(s->proc, v->pid, (unsigned int)s->cause->cpu, hit.tids,
				   VMM_PINNED);
	if (hit.ntids)
		s->fn(s->ctx, &hit);
}

int vmm_find(const char *proc, uid_t user, const struct vmm_cause *c, vmm_hit_fn fn, void *ctx)
{
	struct vmm_hit hit = { .cause = *c, .pid = c->process };
	struct search search = { proc, c, fn, ctx };
	struct vmm_process *v;
	unsigned int unread;
	int err;

	if (c->cpu >= 0) {
		err = vmm_discover(proc, user, on_vm, &search, &unread);
		errno = err < 0 ? -err : 0;
		return err < 0 ? -1 : 0;
	}
	if (!hit.pid) {
		v = calloc(1, sizeof(*v));
		if (!v)
			return -1;
		hit.pid = vmm_thread_process(proc, c->thread);
		hit.tids[hit.ntids++] = c->thread;
		if (vmm_process_read(v, proc, hit.pid, user) != 1)
			hit.pid = 0;
		free(v);
	}
	if (hit.pid)
		fn(ctx, &hit);
	return 0;
}
