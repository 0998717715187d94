/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose thread a trace event names: the guest's name for machine checks that KVM traced. */
#ifndef RAS_DAEMON_GUESTS_H
#define RAS_DAEMON_GUESTS_H

#include <sys/types.h>

#include "core/event.h"
#include "vmm/cmdline.h"

enum {
	RAS_GUEST_THREADS = 64, /* that are remembered; the oldest goes */
	RAS_GUEST_SECONDS = 10, /* for so long: a number may come to mean another thread */
	RAS_GUEST_PATH = 512,
};

struct ras_guest {
	int32_t thread; /* 0: free */
	int64_t read_ns; /* CLOCK_MONOTONIC */
	char name[VMM_NAME]; /* "": of no guest with a name */
};

struct ras_guests {
	char proc[RAS_GUEST_PATH];
	uid_t user;
	struct ras_guest past[RAS_GUEST_THREADS];
	size_t next; /* where the next goes */
};

/* Nothing is known yet. root: whose proc is read, "" for this system; processes may be of user. */
void ras_guests_init(struct ras_guests *g, const char *root, uid_t user);

/* Another user from now on. */
void ras_guests_user(struct ras_guests *g, uid_t user);

/*
 * Fill in vm of ev where it is an s390_mchk that KVM traced: by its thread, the QEMU process that
 * has it, and that process's command line; two small files are read. Other events are passed over,
 * and a thread of nothing that may be believed (vmm/discover.h) leaves vm empty. At now_ns.
 */
void ras_guests_event_at(struct ras_guests *g, struct ras_event *ev, int64_t now_ns);
void ras_guests_event(struct ras_guests *g, struct ras_event *ev);

#endif
