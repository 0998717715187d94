/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All monitors of a host: which there are, and what they say as events on the bus. */
#ifndef RAS_VMM_WATCH_H
#define RAS_VMM_WATCH_H

#include <sys/types.h>

#include <systemd/sd-event.h>

#include "core/bus.h"
#include "vmm/qmp.h"

struct vmm_watch;
struct json_object;

enum { VMM_WATCHED = 256 }; /* monitors at a time */

struct vmm_watch_options {
	const char *const *paths; /* monitor sockets of the configuration, NULL behind the last */
	/*
	 * Shell pattern for the file names of sockets found on QEMU's command lines; NULL: find
	 * none. A monitor has room for one client, so one that a manager of VMs uses must not
	 * match.
	 */
	const char *pattern;
	const char *proc;       /* "/proc" */
	uid_t user;             /* may own sockets and QEMU processes, besides root */
	uint32_t scan_ms;       /* between looks for new VMs */
	uint32_t report_ms;     /* between lost_events of one monitor */
	struct qmp_options qmp; /* path, peer and user are set per monitor */
	/* Each event of a monitor, known or not, and that a monitor will be freed; NULL: nobody. */
	void (*heard)(void *ctx, const struct qmp *q, struct json_object *event);
	void (*gone)(void *ctx, const struct qmp *q);
	void *ctx;
};

/* Scan every 30 s, report once a second, user root, no pattern, no paths. */
struct vmm_watch_options vmm_watch_defaults(void);

/*
 * Begin to watch; strings of opt must outlive it. Each event that is known becomes a vmm_event;
 * those over a monitor's allowance, or for which the queue had no room, are published as one
 * lost_events. NULL with errno.
 */
struct vmm_watch *vmm_watch_new(sd_event *loop, struct ras_bus *bus,
				const struct vmm_watch_options *opt);
void vmm_watch_free(struct vmm_watch *w);

/* Called for each monitor: name may be "", pid 0. For reports on health. */
typedef void (*vmm_watched_fn)(void *ctx, const char *name, int32_t pid, const struct qmp *q);
void vmm_watch_each(const struct vmm_watch *w, vmm_watched_fn fn, void *ctx);

/* The monitor of the VM that process is, or NULL; *name: the VM's, lives as long as the watch. */
struct qmp *vmm_watch_monitor(const struct vmm_watch *w, int32_t pid, const char **name);

#endif
