// SPDX-License-Identifier: GPL-2.0-or-later
/* A decision and its outcome as a ras_action. */
#include <string.h>

#include "vmm/request.h"

static const struct {
	const char *name;
	bool failed;
} results[] = {
	[VMM_DRY] = { "dry-run", false },           [VMM_DONE] = { "done", false },
	[VMM_UNVERIFIED] = { "unverified", false }, [VMM_REFUSED] = { "refused", true },
	[VMM_TIMED_OUT] = { "timeout", false },     [VMM_LOST] = { "lost", false },
	[VMM_NOT_SENT] = { "not-sent", true },
};

const char *vmm_result_name(enum vmm_result r)
{
	return r <= VMM_NOT_SENT ? results[r].name : "";
}

bool vmm_result_failed(enum vmm_result r)
{
	return r <= VMM_NOT_SENT && results[r].failed;
}

static struct ras_str put(struct ras_action_event *a, const char *s)
{
	return ras_event_str(&a->ev, s, strlen(s));
}

/* "result: what was said" */
static struct ras_str put_answer(struct ras_action_event *a, const struct vmm_outcome *o)
{
	struct ras_text t = ras_event_text(&a->ev, sizeof(o->answer) + 32);

	ras_text_puts(&t, vmm_result_name(o->result));
	if (o->answer[0])
		ras_text_add(&t, ": %s", o->answer);
	return ras_event_text_end(&a->ev, &t);
}

void vmm_action_fill(struct ras_action_event *a, const struct vmm_incident *in,
		     int64_t cause_time_ns, const char *vm, const struct vmm_decision *d,
		     const struct vmm_outcome *o)
{
	struct ras_text t;

	a->ev.incident = in->id;
	a->ev.severity = RAS_INFO;
	a->actor = put(a, "vmm");
	t = ras_event_text(&a->ev, 64);
	ras_text_add(&t, "%s%s%s", vmm_request_name(d->request), d->fallback ? " (fallback)" : "",
		     d->verdict == VMM_ASK ? "" : " (refused)");
	a->action = ras_event_text_end(&a->ev, &t);
	t = ras_event_text(&a->ev, VMM_NAME + 64);
	if (vm[0])
		ras_text_add(&t, "VM %s", vm);
	else
		ras_text_add(&t, "VM of process %d", in->vm_pid);
	if (d->vcpu >= 0)
		ras_text_add(&t, " vCPU %d", d->vcpu);
	a->target = ras_event_text_end(&a->ev, &t);
	a->cause_class = put(a, in->cls);
	a->cause_time_ns = cause_time_ns;
	a->reason = put(a, d->reason);
	if (!o)
		return;
	t = ras_event_text(&a->ev, sizeof(o->asked) + 32);
	ras_text_add(&t, "%s: %s", vmm_way_name(d->way), o->asked);
	a->asked = ras_event_text_end(&a->ev, &t);
	a->answer = put_answer(a, o);
	a->verified = put(a, o->verified);
}
