// SPDX-License-Identifier: GPL-2.0-or-later
/* VMs whose monitor libvirt owns: what libvirt can ask of them. Loaded when it is needed. */
#include "vmm/libvirt.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* virDomainState (libvirt-domain.h). */
enum { RUNNING = 1, PAUSED = 3 };

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
	{ "virConnectOpen", offsetof(struct vmm_libvirt, open) },
	{ "virConnectClose", offsetof(struct vmm_libvirt, close) },
	{ "virDomainLookupByUUIDString", offsetof(struct vmm_libvirt, lookup) },
	{ "virDomainFree", offsetof(struct vmm_libvirt, free) },
	{ "virDomainGetState", offsetof(struct vmm_libvirt, state) },
	{ "virDomainSuspend", offsetof(struct vmm_libvirt, suspend) },
	{ "virDomainGetGuestVcpus", offsetof(struct vmm_libvirt, guest_vcpus) },
	{ "virDomainSetGuestVcpus", offsetof(struct vmm_libvirt, set_guest_vcpus) },
	{ "virTypedParamsGetString", offsetof(struct vmm_libvirt, string) },
	{ "virTypedParamsFree", offsetof(struct vmm_libvirt, free_params) },
	{ "virGetLastErrorMessage", offsetof(struct vmm_libvirt, error) },
	{ "virSetErrorFunc", offsetof(struct vmm_libvirt, on_error) },
};

/* In place of libvirt's own, which writes to stderr. */
static void say_nothing(void *ctx, void *error)
{
	(void)ctx;
	(void)error;
}

int vmm_libvirt_load(struct vmm_libvirt *lv, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	/* Never closed: libvirt leaves threads and thread data behind. */
	void *so = dlopen("libvirt.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!so) {
		ras_text_puts(&e, "libvirt is not installed");
		return -1;
	}
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *found = dlsym(so, symbols[i].name);

		if (!found) {
			ras_text_add(&e, "this libvirt has no %s", symbols[i].name);
			return -1;
		}
		/* POSIX, dlsym(): a function's address fits a pointer to void. */
		memcpy((char *)lv + symbols[i].offset, &found, sizeof(found));
	}
	lv->on_error(NULL, say_nothing);
	return 0;
}

/* What libvirt says of its last failure, cleaned. */
static void last_error(const struct vmm_libvirt *lv, struct ras_text *t)
{
	const char *said = lv->error();

	if (!said)
		said = "no reason given";
	ras_text_clean(t, said, strnlen(said, t->size));
}

struct session {
	void *conn, *dom;
};

static void leave(const struct vmm_libvirt *lv, const struct session *s)
{
	if (s->dom)
		(void)lv->free(s->dom);
	if (s->conn)
		(void)lv->close(s->conn);
}

static bool enter(const struct vmm_libvirt_target *t, struct session *s)
{
	*s = (struct session){ .conn = t->lv->open(t->uri) };
	if (s->conn)
		s->dom = t->lv->lookup(s->conn, t->uuid);
	return s->dom != NULL;
}

/* Whether cpu is in a list, "0-3,5"; one that is malformed ends there. */
static bool listed(const char *list, int32_t cpu)
{
	while (*list >= '0' && *list <= '9') {
		char *end;
		unsigned long first = strtoul(list, &end, 10), last = first;

		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		if ((unsigned long)cpu >= first && (unsigned long)cpu <= last)
			return true;
		list = *end == ',' ? end + 1 : "";
	}
	return false;
}

/* The guest's CPUs into p; false: libvirt does not say. */
static bool read_guest(const struct vmm_libvirt *lv, void *dom, struct vmm_probe *p)
{
	struct vmm_typed_param *params = NULL;
	unsigned int n = 0;
	const char *all = "", *online = "", *offlinable = "";
	bool ok = !lv->guest_vcpus(dom, &params, &n, 0);

	ok = ok && lv->string(params, (int)n, "vcpus", &all) == 1 &&
	     lv->string(params, (int)n, "online", &online) == 1;
	/* Left out where no CPU can go. */
	if (ok && lv->string(params, (int)n, "offlinable", &offlinable) != 1)
		offlinable = "";
	p->nguest = 0;
	for (int32_t cpu = 0; ok && cpu < VMM_VCPUS; cpu++)
		if (listed(all, cpu))
			p->guest[p->nguest++] = (struct vmm_guest_cpu){
				.id = cpu,
				.online = listed(online, cpu),
				.can_offline = listed(offlinable, cpu),
			};
	lv->free_params(params, (int)n);
	return ok;
}

void vmm_libvirt_probe(const struct vmm_libvirt_target *t, struct vmm_probe *p)
{
	struct ras_text why = RAS_TEXT(p->libvirt_why);
	struct session s;
	int state = 0;

	p->libvirt = true;
	if (!enter(t, &s) || t->lv->state(s.dom, &state, NULL, 0)) {
		last_error(t->lv, &why);
		p->unreachable = p->libvirt_why;
	} else {
		p->running = state == RUNNING;
		if (!read_guest(t->lv, s.dom, p))
			last_error(t->lv, &why);
	}
	leave(t->lv, &s);
}

static enum vmm_result take_offline(const struct vmm_libvirt *lv, void *dom, int32_t vcpu,
				    struct ras_text *answer, struct ras_text *verified)
{
	struct vmm_probe *p = calloc(1, sizeof(*p));
	enum vmm_result result = VMM_UNVERIFIED;
	char map[16];
	struct ras_text t = RAS_TEXT(map);

	ras_text_s64(&t, vcpu);
	if (!p)
		return VMM_NOT_SENT;
	if (lv->set_guest_vcpus(dom, map, 0, 0)) {
		last_error(lv, answer);
		free(p);
		return VMM_REFUSED;
	}
	ras_text_puts(answer, "accepted");
	if (!read_guest(lv, dom, p)) {
		ras_text_puts(verified, "not verified: ");
		last_error(lv, verified);
	}
	for (size_t i = 0; i < p->nguest; i++) {
		if (p->guest[i].id != vcpu)
			continue;
		ras_text_add(verified, "the guest says CPU %d is %s", (int)vcpu,
			     p->guest[i].online ? "online" : "offline");
		result = p->guest[i].online ? VMM_REFUSED : VMM_DONE;
	}
	free(p);
	return result;
}

static enum vmm_result stop_vm(const struct vmm_libvirt *lv, void *dom, struct ras_text *answer,
			       struct ras_text *verified)
{
	int state = 0;

	if (lv->suspend(dom)) {
		last_error(lv, answer);
		return VMM_REFUSED;
	}
	ras_text_puts(answer, "accepted");
	if (lv->state(dom, &state, NULL, 0)) {
		ras_text_puts(verified, "not verified: ");
		last_error(lv, verified);
		return VMM_UNVERIFIED;
	}
	ras_text_puts(verified, state == PAUSED ? "libvirt says it is paused" :
						  "libvirt says it is not paused");
	return state == PAUSED ? VMM_DONE : VMM_REFUSED;
}

void vmm_libvirt_ask(const struct vmm_libvirt_target *t, const struct vmm_decision *d,
		     struct vmm_outcome *out)
{
	struct ras_text asked, answer, verified;
	struct session s;

	memset(out, 0, sizeof(*out));
	asked = RAS_TEXT(out->asked);
	answer = RAS_TEXT(out->answer);
	verified = RAS_TEXT(out->verified);
	ras_text_puts(&asked, d->request == VMM_OFFLINE ? "virDomainSetGuestVcpus" :
							  "virDomainSuspend");
	if (d->vcpu >= 0)
		ras_text_add(&asked, " for vCPU %d", (int)d->vcpu);
	out->result = VMM_NOT_SENT;
	if (d->way != VMM_WAY_LIBVIRT || d->verdict != VMM_ASK || d->dry_run) {
		out->result = d->dry_run ? VMM_DRY : VMM_NOT_SENT;
		ras_text_puts(&answer, d->dry_run ? "dry run: not asked" : "not sent");
		return;
	}
	if (!enter(t, &s))
		last_error(t->lv, &answer);
	else if (d->request == VMM_OFFLINE)
		out->result = take_offline(t->lv, s.dom, d->vcpu, &answer, &verified);
	else if (d->request == VMM_STOP_VM)
		out->result = stop_vm(t->lv, s.dom, &answer, &verified);
	leave(t->lv, &s);
}

void vmm_libvirt_do(void *work)
{
	struct vmm_libvirt_work *w = work;
	struct vmm_libvirt lv;
	const struct vmm_libvirt_target t = { &lv, w->uri, w->uuid };
	struct ras_text answer;

	if (vmm_libvirt_load(&lv, w->p.libvirt_why, sizeof(w->p.libvirt_why))) {
		w->p.unreachable = w->p.libvirt_why;
		answer = RAS_TEXT(w->out.answer);
		ras_text_puts(&answer, w->p.libvirt_why);
		w->out.result = VMM_NOT_SENT;
	} else if (w->ask) {
		vmm_libvirt_ask(&t, &w->d, &w->out);
	} else {
		vmm_libvirt_probe(&t, &w->p);
	}
}
