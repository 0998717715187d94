/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one way of an event: made, decoded, correlated, shown to the sinks, queued for the store. */
#ifndef RAS_CORE_BUS_H
#define RAS_CORE_BUS_H

#include <stdbool.h>

#include "core/counter.h"
#include "core/event.h"
#include "core/host.h"
#include "core/queue.h"

/* Somebody who is shown each event, in the thread that publishes it; must not block for long. */
struct ras_sink {
	void (*event)(void *ctx, const struct ras_event *ev);
	void *ctx;
};

/* Who ties each event to others before the sinks see it; one event at a time. */
struct ras_correlator {
	void (*event)(void *ctx, struct ras_event *ev); /* NULL: nobody */
	void *ctx;
};

enum { RAS_SINKS = 8 };

struct ras_bus {
	const struct ras_host *host;
	struct ras_counters *counters;
	struct ras_queue *queue; /* to the store; never NULL */
	bool store;              /* somebody takes from the queue */
	struct ras_correlator correlate;
	struct ras_sink sinks[RAS_SINKS];
	size_t nsinks;
};

/* Add a sink before the first event. 0, or -1 when there is no room. */
int ras_bus_add(struct ras_bus *bus, struct ras_sink sink);

/*
 * Begin an event: fill it in, then publish or drop it. NULL when the queue is full (with wait:
 * never NULL). Between begin and publish no other thread can begin one: be quick.
 */
struct ras_event *ras_bus_begin(struct ras_bus *bus, const struct ras_class *cls, bool wait);
void ras_bus_publish(struct ras_bus *bus, struct ras_event *ev);
void ras_bus_drop(struct ras_bus *bus);

#endif
