/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When to act on an event, and acting: pages, rows, CPUs, warnings and trigger programs. */
#ifndef RAS_POLICY_POLICY_H
#define RAS_POLICY_POLICY_H

#include <stddef.h>

#include "core/bus.h"
#include "core/config.h"

struct ras_policy;

struct ras_policy_options {
	struct ras_bus *bus; /* actions are published there */
	const struct ras_config *config; /* copied */
	/*
	 * The folder in the place of /sys, whose proc/ is then in the place of /proc; NULL: this
	 * machine's own.
	 */
	const char *sysfs;
};

/*
 * Start the action thread. To be added to the bus as a sink before the first event. NULL with err
 * (size bytes). What the configuration asks for and this machine cannot do is logged.
 */
struct ras_policy *ras_policy_start(const struct ras_policy_options *o, char *err, size_t size);

/* The sink (ctx: the policy): decides, queues what is to be done, never waits for it. */
void ras_policy_event(void *ctx, const struct ras_event *ev);

/* Other settings from now on; what was counted stays. */
void ras_policy_reload(struct ras_policy *p, const struct ras_config *c);

/* Wait until all that was queued is done and published. Not from a sink. */
void ras_policy_settle(struct ras_policy *p);

/*
 * Do what is queued, but begin no trigger any more and end those that run on; end the thread and
 * free all. Nothing may be published meanwhile but by the policy itself. p may be NULL.
 */
void ras_policy_stop(struct ras_policy *p);

#endif
