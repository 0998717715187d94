// SPDX-License-Identifier: GPL-2.0-or-later
/* Asking a monitor, and a guest agent if there is one, all that a probe needs. */
#include "vmm/prober.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

/* Questions in order: later answers are read in the light of earlier ones. */
static const struct question {
	enum vmm_peer peer;
	const char *verb;
	const char *args; /* JSON, NULL: none */
	bool always;      /* else only where query-commands (guest-info) lists it */
} questions[] = {
	{ VMM_MONITOR, "query-commands", NULL, true },
	{ VMM_MONITOR, "query-qmp-schema", NULL, false },
	{ VMM_MONITOR, "query-name", NULL, false },
	{ VMM_MONITOR, "query-uuid", NULL, false },
	{ VMM_MONITOR, "query-target", NULL, false },
	{ VMM_MONITOR, "query-kvm", NULL, false },
	{ VMM_MONITOR, "qom-get", "{\"path\":\"/machine\",\"property\":\"type\"}", false },
	{ VMM_MONITOR, "query-status", NULL, false },
	{ VMM_MONITOR, "query-cpus-fast", NULL, false },
	{ VMM_MONITOR, "query-hotpluggable-cpus", NULL, false },
	{ VMM_MONITOR, "query-chardev", NULL, false },
	{ VMM_AGENT, "guest-info", NULL, true },
	{ VMM_AGENT, "guest-get-vcpus", NULL, false },
};

enum { QUESTIONS = sizeof(questions) / sizeof(questions[0]) };

struct vmm_prober {
	struct qmp *monitor, *agent;
	const struct vmm_socket *socket;
	struct vmm_probe *p;
	vmm_probed_fn done;
	void *ctx;
	size_t at;     /* the question that is asked */
	bool complete; /* nothing was lost so far */
};

static void on_reply(void *ctx, const struct qmp_reply *reply);

static void finish(struct vmm_prober *pr)
{
	vmm_probed_fn done = pr->done;

	vmm_probe_judge(pr->p);
	pr->done = NULL;
	done(pr->ctx, pr->complete);
}

static int ask(struct vmm_prober *pr, const struct question *q)
{
	struct qmp *peer = q->peer == VMM_AGENT ? pr->agent : pr->monitor;
	struct json_object *args = NULL;

	if (!peer || qmp_state(peer) != QMP_READY)
		return -ENOTCONN;
	if (!q->always && !vmm_probe_has(pr->p, q->peer, q->verb))
		return -EOPNOTSUPP;
	if (q->args) {
		args = json_tokener_parse(q->args);
		if (!args)
			return -ENOMEM;
	}
	return qmp_command(peer, q->verb, args, 0, on_reply, pr);
}

/* Ask the next question that can be asked. False: none is left. */
static bool ask_next(struct vmm_prober *pr)
{
	for (; pr->at < QUESTIONS; pr->at++) {
		int err = ask(pr, &questions[pr->at]);

		if (!err)
			return true;
		if (err != -EOPNOTSUPP && questions[pr->at].peer == VMM_MONITOR)
			pr->complete = false;
	}
	return false;
}

static void on_reply(void *ctx, const struct qmp_reply *reply)
{
	struct vmm_prober *pr = ctx;
	const struct question *q = &questions[pr->at++];

	if (reply->outcome == QMP_RETURN)
		vmm_probe_take(pr->p, q->peer, q->verb, reply->value, pr->socket);
	else if (reply->outcome != QMP_ERROR && q->peer == VMM_MONITOR)
		pr->complete = false;
	if (!ask_next(pr))
		finish(pr);
}

struct vmm_prober *vmm_prober_start(struct qmp *monitor, struct qmp *agent,
				    const struct vmm_socket *socket, struct vmm_probe *p,
				    vmm_probed_fn done, void *ctx)
{
	enum vmm_checkstop checkstop = p->checkstop;
	const char *why = p->checkstop_why;
	struct vmm_prober *pr = calloc(1, sizeof(*pr));

	if (!pr)
		return NULL;
	*pr = (struct vmm_prober){ monitor, agent, socket, p, done, ctx, 0, true };
	memset(p, 0, sizeof(*p));
	p->checkstop = checkstop;
	p->checkstop_why = why;
	if (!ask_next(pr)) {
		free(pr);
		errno = ENOTCONN;
		return NULL;
	}
	return pr;
}

void vmm_prober_free(struct vmm_prober *pr)
{
	if (!pr)
		return;
	if (pr->done) {
		qmp_forget(pr->monitor, pr);
		if (pr->agent)
			qmp_forget(pr->agent, pr);
	}
	free(pr);
}
