// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose thread a trace event names: the guest's name for machine checks that KVM traced. */
#include "daemon/guests.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "events/events.h"
#include "vmm/discover.h"
#include "vmm/threads.h"

void ras_guests_init(struct ras_guests *g, const char *root, uid_t user)
{
	struct ras_text t;

	*g = (struct ras_guests){ .user = user };
	t = RAS_TEXT(g->proc);
	ras_text_add(&t, "%s/proc", root);
	/* Half a path would be another's. */
	if (t.cut)
		g->proc[0] = '\0';
}

void ras_guests_user(struct ras_guests *g, uid_t user)
{
	memset(g->past, 0, sizeof(g->past));
	g->user = user;
}

static void read_name(const struct ras_guests *g, struct ras_guest *to)
{
	struct vmm_process *v = calloc(1, sizeof(*v));
	int32_t pid = vmm_thread_process(g->proc, to->thread);
	struct ras_text t = RAS_TEXT(to->name);

	if (v && pid && vmm_process_read(v, g->proc, pid, g->user) == 1)
		ras_text_puts(&t, v->line.name);
	free(v);
}

/* What is known of a thread, or is now found out. */
static const struct ras_guest *guest_of(struct ras_guests *g, int32_t thread, int64_t now_ns)
{
	struct ras_guest *to = NULL;

	for (size_t i = 0; i < RAS_GUEST_THREADS && !to; i++)
		if (g->past[i].thread == thread)
			to = &g->past[i];
	if (to && now_ns - to->read_ns < RAS_GUEST_SECONDS * RAS_NSEC_PER_SEC)
		return to;
	if (!to) {
		to = &g->past[g->next];
		g->next = (g->next + 1) % RAS_GUEST_THREADS;
	}
	*to = (struct ras_guest){ .thread = thread, .read_ns = now_ns };
	read_name(g, to);
	return to;
}

void ras_guests_event_at(struct ras_guests *g, struct ras_event *ev, int64_t now_ns)
{
	struct ras_s390_mchk_event *e = (void *)ev;
	const struct ras_guest *guest;

	if (ev->cls != &ras_class_s390_mchk || !ev->tracepoint || ev->pid <= 0 || e->vm.len)
		return;
	guest = guest_of(g, ev->pid, now_ns);
	if (guest->name[0])
		e->vm = ras_event_str(ev, guest->name, strlen(guest->name));
}

void ras_guests_event(struct ras_guests *g, struct ras_event *ev)
{
	/* On most machines there are none: no clock is asked then. */
	if (ev->cls == &ras_class_s390_mchk)
		ras_guests_event_at(g, ev, ras_clock_now(CLOCK_MONOTONIC));
}
