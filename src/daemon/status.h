/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's answer to "how are you": one JSON object for whoever connects to its socket. */
#ifndef RAS_DAEMON_STATUS_H
#define RAS_DAEMON_STATUS_H

#include <systemd/sd-event.h>

#include "core/counter.h"
#include "daemon/place.h"
#include "daemon/readers.h"
#include "daemon/vmm.h"
#include "store/store.h"
#include "trace/subscribe.h"

/* What is told. All outlive the socket. */
struct ras_status_sources {
	const struct ras_place *place;
	const struct ras_subscriptions *subs;
	const struct ras_readers *readers;
	const struct ras_counters *counters;
	const struct ras_pump *pump;
	struct ras_store *store; /* NULL: recording is off */
	const struct ras_vmm *vmm; /* NULL: none are watched */
	const char *db, *instance;
	int64_t started_ns;
	void (*asked)(void *ctx); /* called before each answer; NULL: nobody wants to know */
	void *ctx;
};

struct ras_status;

/*
 * Answer on the Unix socket path, mode 0666: it tells nothing secret and takes no orders. NULL with
 * err (size bytes).
 */
struct ras_status *ras_status_new(sd_event *loop, const char *path,
				  const struct ras_status_sources *sources, char *err, size_t size);
/* Close and remove the socket. */
void ras_status_free(struct ras_status *s);

#endif
