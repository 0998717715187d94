// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether to ask a VMM for something: a pure function of incident, settings, probe and history. */
#include "vmm/decide.h"

#include <fnmatch.h>
#include <string.h>

#include "core/clock.h"

/* Everything a rule may look at. */
struct scene {
	const struct vmm_incident *in;
	const struct vmm_settings *s;
	const struct vmm_probe *p;
	const struct vmm_history *h;
	const struct vmm_vcpu *vcpu; /* NULL: not known, or the VM has no such */
	enum vmm_request request;
};

/* Whether name fits one of the patterns of list. */
static bool in_list(const char *list, const char *name)
{
	static const char between[] = ", \t\n";

	while (*list) {
		char pattern[RAS_CONFIG_TEXT];
		size_t n = strcspn(list, between);

		if (n && n < sizeof(pattern)) {
			memcpy(pattern, list, n);
			pattern[n] = '\0';
			if (!fnmatch(pattern, name, 0))
				return true;
		}
		list += n;
		list += strspn(list, between);
	}
	return false;
}

static bool off(const struct scene *c)
{
	return c->s->action == VMM_NOTHING;
}

static bool not_on(const struct scene *c)
{
	return !vmm_settings_on(c->s, c->in->cls, c->in->severity);
}

static bool from_elsewhere(const struct scene *c)
{
	return c->in->from_pid && c->in->from_pid != c->in->vm_pid;
}

static bool denied(const struct scene *c)
{
	return in_list(c->s->deny, c->p->name);
}

static bool not_allowed(const struct scene *c)
{
	return c->s->allow[0] && !in_list(c->s->allow, c->p->name);
}

static bool no_fallback(const struct scene *c)
{
	return c->request == VMM_NOTHING;
}

static bool asked_already(const struct scene *c)
{
	for (size_t i = 0; i < c->h->n; i++)
		if (c->h->past[i].incident == c->in->id && c->h->past[i].vm_pid == c->in->vm_pid &&
		    c->h->past[i].request == c->request)
			return true;
	return false;
}

static bool too_many(const struct scene *c)
{
	unsigned int n = 0;

	for (size_t i = 0; i < c->h->n; i++)
		n += c->in->now_ns - c->h->past[i].time_ns < 3600 * RAS_NSEC_PER_SEC;
	return n >= c->s->rate;
}

static bool for_one_vcpu(const struct scene *c)
{
	return c->request == VMM_OFFLINE || c->request == VMM_CHECKSTOP;
}

static bool unknown_vcpu(const struct scene *c)
{
	return for_one_vcpu(c) && !c->vcpu;
}

/* An unsettled or failed request counts too: it may have come true after its time limit. */
static bool enough_vcpus(const struct scene *c)
{
	unsigned int n = 0;

	for (size_t i = 0; i < c->h->n; i++) {
		const struct vmm_past *past = &c->h->past[i];
		bool again = false;

		if (past->vm_pid != c->in->vm_pid || past->vcpu < 0)
			continue;
		for (size_t k = 0; k < i && !again; k++)
			again = c->h->past[k].vm_pid == past->vm_pid &&
				c->h->past[k].vcpu == past->vcpu;
		/* The vCPU in question does not count against itself. */
		n += !again && past->vcpu != c->in->vcpu;
	}
	return for_one_vcpu(c) && n >= c->s->max_vcpus;
}

/* Check-stop tells a guest nothing; an error that can be told is a machine-check interruption. */
static bool deliverable(const struct scene *c)
{
	return c->request == VMM_CHECKSTOP && !c->in->undeliverable;
}

static bool unreachable(const struct scene *c)
{
	return c->p->unreachable != NULL;
}

/* For the VM as a whole the first vCPU answers as well as any. */
static const struct vmm_ability *ability(const struct scene *c)
{
	static const struct vmm_ability none = { .not_qmp = "the VM has no vCPU" };
	const struct vmm_vcpu *v = for_one_vcpu(c) ? c->vcpu : NULL;

	if (!for_one_vcpu(c) && c->p->nvcpus)
		v = &c->p->vcpus[0];
	return v ? &v->can[c->request] : &none;
}

static bool impossible(const struct scene *c)
{
	return ability(c)->way == VMM_WAY_NONE;
}

/*
 * Rules that stop a request, in order; the first that applies gives verdict and reason. The last
 * three stop the request itself, and so call for the fallback; the others would stop that as well.
 */
static const struct rule {
	bool (*applies)(const struct scene *c);
	enum vmm_verdict verdict;
	bool fall_back;
	const char *reason;
} rules[] = {
	{ off, VMM_LEAVE, false, "VMM_ACTION is none" },
	{ not_on, VMM_LEAVE, false, "not in VMM_ACTION_ON" },
	{ from_elsewhere, VMM_REFUSE, false,
	  "told by another VM: a guest cannot act on its neighbour" },
	{ denied, VMM_REFUSE, false, "the VM is in VMM_DENY" },
	{ not_allowed, VMM_REFUSE, false, "the VM is not in VMM_ALLOW" },
	{ no_fallback, VMM_REFUSE, false, "VMM_FALLBACK is none" },
	{ asked_already, VMM_REFUSE, false, "asked for this incident already" },
	{ too_many, VMM_REFUSE, false, "VMM_RATE requests were made in the last hour" },
	{ enough_vcpus, VMM_REFUSE, false, "VMM_MAX_VCPUS were taken from this VM" },
	{ unreachable, VMM_REFUSE, false, NULL },
	{ unknown_vcpu, VMM_REFUSE, true, "it is not known which vCPU" },
	{ deliverable, VMM_REFUSE, true,
	  "check-stop is only for an exigent machine check that cannot be delivered" },
	{ impossible, VMM_REFUSE, true, NULL },
};

static const struct rule *stopped_by(const struct scene *c)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].applies(c))
			return &rules[i];
	return NULL;
}

static void give_reason(struct ras_text *t, const struct scene *c, const struct rule *r)
{
	ras_text_add(t, "%s%s", vmm_request_name(c->request), ": ");
	if (r->reason)
		ras_text_puts(t, r->reason);
	else if (r->applies == unreachable)
		ras_text_puts(t, c->p->unreachable);
	else
		vmm_ability_text(ability(c), t);
}

void vmm_decide(struct vmm_decision *d, const struct vmm_incident *in, const struct vmm_settings *s,
		const struct vmm_probe *p, const struct vmm_history *h)
{
	struct scene c = { in, s, p, h, vmm_probe_vcpu(p, in->vcpu), s->action };
	struct ras_text t = ras_text_over(d->reason, sizeof(d->reason));
	const struct rule *r;

	d->fallback = in->failed != VMM_NOTHING;
	if (d->fallback) {
		ras_text_add(&t, "%s failed; fallback ", vmm_request_name(in->failed));
		c.request = s->action == VMM_NOTHING ? VMM_NOTHING : s->fallback;
	}
	r = stopped_by(&c);
	if (r && r->fall_back && !d->fallback && s->fallback != VMM_NOTHING &&
	    s->fallback != c.request) {
		give_reason(&t, &c, r);
		ras_text_puts(&t, "; fallback ");
		d->fallback = true;
		c.request = s->fallback;
		r = stopped_by(&c);
	}
	d->request = c.request;
	d->vcpu = for_one_vcpu(&c) && c.vcpu ? c.vcpu->index : -1;
	d->dry_run = s->dry_run;
	d->way = r ? VMM_WAY_NONE : ability(&c)->way;
	d->verdict = r ? r->verdict : VMM_ASK;
	if (r)
		give_reason(&t, &c, r);
	else
		ras_text_add(&t, "%s: by %s%s", vmm_request_name(c.request), vmm_way_name(d->way),
			     d->dry_run ? " (dry run: not asked)" : "");
}

void vmm_history_add(struct vmm_history *h, const struct vmm_incident *in,
		     const struct vmm_decision *d)
{
	if (h->n == VMM_HISTORY) {
		h->n--;
		memmove(h->past, h->past + 1, h->n * sizeof(h->past[0]));
	}
	h->past[h->n++] = (struct vmm_past){
		.time_ns = in->now_ns,
		.incident = in->id,
		.vm_pid = in->vm_pid,
		.vcpu = d->vcpu,
		.request = d->request,
		.fallback = d->fallback,
	};
}
