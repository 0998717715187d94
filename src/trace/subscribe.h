/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which events are wanted from this kernel, and what became of each. */
#ifndef RAS_TRACE_SUBSCRIBE_H
#define RAS_TRACE_SUBSCRIBE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/event.h"
#include "trace/bind.h"
#include "trace/tracefs.h"

enum ras_sub_state {
	RAS_SUB_ABSENT, /* the kernel has no such event (yet) */
	RAS_SUB_ON,
	RAS_SUB_OFF,    /* switched off by the configuration */
	RAS_SUB_SPARE,  /* not needed, as an alternative is on */
	RAS_SUB_FAILED, /* there, but could not be bound or enabled: see error */
};

struct ras_subscription {
	const struct ras_class *cls;
	const struct ras_tracepoint *tracepoint; /* of cls */
	enum ras_sub_state state;
	bool enabled_by_us; /* it was not enabled before */
	int error;          /* errno, for RAS_SUB_FAILED */
	int hold_fd;        /* of the class's hold; -1: none */
};

enum { RAS_SUBSCRIPTIONS = 128 };

struct ras_subscriptions {
	struct ras_subscription row[RAS_SUBSCRIPTIONS];
	size_t n;
};

/*
 * List all tracepoints of the classes (NULL-terminated), and those of our own interest that tell
 * when others appear. disabled: "group:event" words in any separation, or NULL. Nothing is done
 * yet.
 */
void ras_subscriptions_init(struct ras_subscriptions *s, const struct ras_class *const *classes,
			    const char *disabled);

/*
 * Bind and enable in the instance whatever is not on yet: at start, and again when the kernel's
 * events may have changed. formats NULL: enable only. Returns how many are on.
 */
size_t ras_subscriptions_enable(struct ras_subscriptions *s, const struct ras_instance *i,
				struct ras_formats *formats);

/*
 * Another list of disabled ones: those that it names are switched off, those that it no longer
 * names are left for enable() to switch on. The others stay as they are: nothing is missed
 * meanwhile.
 */
void ras_subscriptions_reload(struct ras_subscriptions *s, const struct ras_instance *i,
			      const char *disabled);

/* Disable those that enable() enabled; all: also those that were enabled before. */
void ras_subscriptions_disable(struct ras_subscriptions *s, const struct ras_instance *i, bool all);

/* Watch for CPUs without ring buffer coming up: filter is "cpu == 4 || cpu == 5", "" for none. */
void ras_subscriptions_watch_cpus(struct ras_subscriptions *s, const struct ras_instance *i,
				  struct ras_formats *formats, const char *filter);

const char *ras_sub_state_name(enum ras_sub_state state);

/* One sentence on why a subscription is as it is; "" when it is on. */
void ras_subscription_why(const struct ras_subscription *s, struct ras_text *out);

#endif
