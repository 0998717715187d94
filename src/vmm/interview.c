// SPDX-License-Identifier: GPL-2.0-or-later
/* One probe of a VM from end to end: agent connected, all questions asked, in bounded time. */
#include "vmm/interview.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "vmm/discover.h"

enum { US_PER_MS = 1000, AGENT_SHARE = 4 };

struct vmm_interview {
	struct vmm_interview_options o;
	struct vmm_probe *p;
	vmm_interviewed_fn done; /* NULL once called */
	void *ctx;
	struct vmm_socket socket; /* the agent's */
	struct qmp *agent;
	bool agent_known; /* ready, or given up */
	bool asking, complete;
	struct vmm_prober *prober;
	sd_event_source *next, *deadline;
};

/* Go on from the loop: a callback of a client is no place to free it. */
static void later(const struct vmm_interview *iv)
{
	(void)sd_event_source_set_enabled(iv->next, SD_EVENT_ONESHOT);
}

static void on_agent(void *ctx, enum qmp_state state, enum qmp_why why)
{
	struct vmm_interview *iv = ctx;

	(void)state;
	(void)why;
	if (iv->agent_known)
		return;
	iv->agent_known = true;
	later(iv);
}

static void on_probed(void *ctx, bool complete)
{
	struct vmm_interview *iv = ctx;

	iv->complete = complete;
	later(iv);
}

static void finish(struct vmm_interview *iv)
{
	vmm_interviewed_fn done = iv->done;

	(void)sd_event_source_set_enabled(iv->deadline, SD_EVENT_OFF);
	(void)sd_event_source_set_enabled(iv->next, SD_EVENT_OFF);
	if (!iv->p->nvcpus && !iv->p->unreachable)
		iv->p->unreachable = qmp_state(iv->o.monitor) == QMP_READY ?
					     "the monitor did not answer in time" :
					     qmp_why_text(qmp_why(iv->o.monitor));
	iv->done = NULL;
	done(iv->ctx, iv->complete);
}

static int on_next(sd_event_source *s, void *ctx)
{
	struct vmm_interview *iv = ctx;

	(void)s;
	if (iv->asking) {
		finish(iv);
		return 0;
	}
	iv->asking = true;
	iv->prober = vmm_prober_start(iv->o.monitor, vmm_interview_agent(iv), &iv->socket, iv->p,
				      on_probed, iv);
	if (!iv->prober)
		finish(iv);
	return 0;
}

static int on_deadline(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct vmm_interview *iv = ctx;

	(void)s;
	(void)usec;
	vmm_prober_free(iv->prober);
	iv->prober = NULL;
	vmm_probe_judge(iv->p);
	finish(iv);
	return 0;
}

/* The agent's socket by the VMM's command line. 0 (also when there is none), or -errno. */
static int start_agent(struct vmm_interview *iv)
{
	static const struct qmp_ops ops = { .state = on_agent };
	struct vmm_process *v = calloc(1, sizeof(*v));
	struct qmp_options o;
	int err = 0;

	if (!v)
		return -ENOMEM;
	if (!iv->o.pid || vmm_process_read(v, iv->o.proc, iv->o.pid, iv->o.user) != 1 ||
	    !v->line.agent.path[0])
		goto out;
	iv->socket = v->line.agent;
	o = qmp_defaults(iv->socket.path, VMM_AGENT);
	o.user = iv->o.user;
	/* An agent that is not running must leave time to ask the monitor. */
	o.greeting_ms = iv->o.timeout_ms / AGENT_SHARE + 1;
	o.command_ms = o.greeting_ms;
	iv->agent = qmp_new(iv->o.loop, &o, &ops, iv);
	if (!iv->agent)
		err = -errno;
out:
	free(v);
	return err;
}

struct vmm_interview *vmm_interview_start(const struct vmm_interview_options *o,
					  struct vmm_probe *p, vmm_interviewed_fn done, void *ctx)
{
	struct vmm_interview *iv = calloc(1, sizeof(*iv));
	uint64_t now = 0;
	int err;

	if (!iv)
		return NULL;
	iv->o = *o;
	iv->p = p;
	iv->done = done;
	iv->ctx = ctx;
	memset(p, 0, sizeof(*p));
	p->checkstop = o->checkstop;
	p->checkstop_why = o->checkstop_why;
	(void)sd_event_now(o->loop, CLOCK_MONOTONIC, &now);
	err = sd_event_add_defer(o->loop, &iv->next, on_next, iv);
	if (err >= 0)
		err = sd_event_add_time(o->loop, &iv->deadline, CLOCK_MONOTONIC,
					now + (uint64_t)o->timeout_ms * US_PER_MS, US_PER_MS,
					on_deadline, iv);
	if (err >= 0)
		err = start_agent(iv);
	if (err >= 0 && iv->agent)
		err = sd_event_source_set_enabled(iv->next, SD_EVENT_OFF);
	if (err < 0) {
		iv->done = NULL;
		vmm_interview_free(iv);
		errno = -err;
		return NULL;
	}
	return iv;
}

struct qmp *vmm_interview_agent(const struct vmm_interview *iv)
{
	return iv->agent && qmp_state(iv->agent) == QMP_READY ? iv->agent : NULL;
}

void vmm_interview_free(struct vmm_interview *iv)
{
	if (!iv)
		return;
	vmm_prober_free(iv->prober);
	qmp_free(iv->agent);
	(void)sd_event_source_disable_unref(iv->next);
	(void)sd_event_source_disable_unref(iv->deadline);
	free(iv);
}
