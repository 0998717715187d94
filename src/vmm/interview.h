/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One probe of a VM from end to end: agent connected, all questions asked, in bounded time. */
#ifndef RAS_VMM_INTERVIEW_H
#define RAS_VMM_INTERVIEW_H

#include "vmm/prober.h"

struct vmm_interview;

struct vmm_interview_options {
	sd_event *loop;
	struct qmp *monitor; /* of the VM; need not be ready */
	const char *proc;    /* a directory like /proc */
	int32_t pid;         /* of the VMM, whose command line names the agent; 0: not known */
	uid_t user;          /* may own processes and sockets, besides root */
	uint32_t timeout_ms; /* for the whole of it */
	enum vmm_checkstop checkstop; /* what the host's kernel can, and why not */
	const char *checkstop_why;
};

/*
 * complete: false when the monitor went away or time ran out; p->unreachable then says why where
 * nothing is known. From the loop, never from a callback of a client: may free the interview.
 */
typedef void (*vmm_interviewed_fn)(void *ctx, bool complete);

/* Fill *p, which the caller keeps until done is called. NULL with errno. */
struct vmm_interview *vmm_interview_start(const struct vmm_interview_options *o,
					  struct vmm_probe *p, vmm_interviewed_fn done, void *ctx);

/* The agent's client, which lives as long as the interview; NULL: there is none, or not ready. */
struct qmp *vmm_interview_agent(const struct vmm_interview *iv);

/* Before the monitor. If it is not done, done is not called. Not from a client's callback. */
void vmm_interview_free(struct vmm_interview *iv);

#endif
