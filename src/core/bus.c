// SPDX-License-Identifier: GPL-2.0-or-later
/* The one way of an event: made, decoded, correlated, shown to the sinks, queued for the store. */
#include "core/bus.h"

#include <string.h>

int ras_bus_add(struct ras_bus *bus, struct ras_sink sink)
{
	if (bus->nsinks == RAS_SINKS)
		return -1;
	bus->sinks[bus->nsinks++] = sink;
	return 0;
}

struct ras_event *ras_bus_begin(struct ras_bus *bus, const struct ras_class *cls, bool wait)
{
	struct ras_event *ev = ras_queue_reserve(bus->queue, cls, wait);

	if (ev)
		ev->boot_id = (struct ras_str){ bus->host->boot_id, strlen(bus->host->boot_id) };
	return ev;
}

void ras_bus_publish(struct ras_bus *bus, struct ras_event *ev)
{
	if (ev->cls->decode)
		ev->severity = ev->cls->decode(bus->host, ev);
	if (ev->cut)
		ras_count(bus->counters, RAS_C_TEXT_CUT);
	/* Under the producers' lock still, so that one event is correlated at a time. */
	if (bus->correlate.event)
		bus->correlate.event(bus->correlate.ctx, ev);
	for (size_t i = 0; i < bus->nsinks; i++)
		bus->sinks[i].event(bus->sinks[i].ctx, ev);
	if (bus->store) {
		ras_queue_push(bus->queue, ev);
	} else {
		ras_count(bus->counters, RAS_C_STORE_OFF);
		ras_queue_cancel(bus->queue);
	}
}

void ras_bus_drop(struct ras_bus *bus)
{
	ras_queue_cancel(bus->queue);
}
