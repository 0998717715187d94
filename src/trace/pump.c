// SPDX-License-Identifier: GPL-2.0-or-later
/* From pages to published events, for live buffers and for replays alike. */
#include "trace/pump.h"

#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"

int64_t ras_pump_wall(const struct ras_pump *p, uint64_t ts)
{
	return (int64_t)(ts * (uint64_t)p->ns_per_tick) + p->offset_ns;
}

bool ras_pump_lost(struct ras_pump *p, int cpu, uint64_t count, int64_t first_ns, int64_t last_ns,
		   const char *reason, bool wait)
{
	struct ras_event *ev = ras_bus_begin(p->bus, &ras_class_lost_events, wait);
	struct ras_lost_event *l = (void *)ev;

	if (!ev)
		return false;
	ev->severity = RAS_INFO;
	ev->timestamp = last_ns;
	l->cpu = cpu;
	l->count = count;
	l->first_ns = (uint64_t)first_ns;
	l->last_ns = (uint64_t)last_ns;
	l->reason = ras_event_str(ev, reason, strlen(reason));
	ras_count_n(p->bus->counters, RAS_C_KERNEL_LOST, count);
	ras_bus_publish(p->bus, ev);
	return true;
}

static void damaged(struct ras_pump *p, const struct ras_cpu_page *c, const char *what)
{
	char hex[2 * 32 + 1];
	struct ras_text t = RAS_TEXT(hex);
	size_t at = c->page.at, left = c->page.end > at ? c->page.end - at : 0;

	ras_text_bytes(&t, c->page.p + at, left < 32 ? left : 32);
	ras_count(p->bus->counters, RAS_C_PAGE_BAD);
	ras_log(LOG_WARNING,
		"%s: CPU %d: %s at offset %llu (bytes %s); the rest of that page is skipped",
		p->whence, c->cpu, what, (unsigned long long)(c->file_offset + at), hex);
}

void ras_pump_page(struct ras_pump *p, struct ras_cpu_page *c, const void *page, size_t len)
{
	c->active = !ras_page_begin(&c->page, ras_formats_layout(p->formats), page, len);
	if (!c->active)
		damaged(p, c, "a page that is shorter than it says");
}

bool ras_pump_run(struct ras_pump *p, struct ras_cpu_page *c, bool wait)
{
	struct ras_counters *counters = p->bus->counters;

	while (c->active) {
		struct ras_page before = c->page;
		const struct ras_class *cls;
		struct ras_record rec;
		struct ras_event *ev;
		int rc = ras_page_next(&c->page, &rec);

		if (rc <= 0) {
			if (rc < 0)
				damaged(p, c, "a damaged record");
			c->active = false;
			break;
		}
		cls = ras_formats_class(p->formats, &rec);
		if (!cls) {
			ras_count(counters, rec.len < 2 ? RAS_C_RECORD_SHORT : RAS_C_UNKNOWN_EVENT);
			continue;
		}
		if (!cls->table) {
			p->hint = true;
			continue;
		}
		ev = ras_bus_begin(p->bus, cls, wait);
		if (!ev) {
			c->page = before;
			return false;
		}
		ras_formats_load(p->formats, &rec, ev, counters);
		ev->ring_cpu = c->cpu;
		ev->timestamp = ras_pump_wall(p, rec.ts);
		c->last_seen = ev->timestamp;
		p->last_event = ev->timestamp;
		ras_count(counters, RAS_C_READ);
		ras_bus_publish(p->bus, ev);
	}
	return true;
}
