// SPDX-License-Identifier: GPL-2.0-or-later
/* From pages to published events, for live buffers and for replays alike. */
#include "trace/pump.h"

#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"

int64_t ras_pump_wall(const struct ras_pump *p, uint64_t ts)
{
	/* A damaged page may tell any time: it must not overflow. */
	return (int64_t)(ts * (uint64_t)p->ns_per_tick + (uint64_t)p->offset_ns);
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
		p->whence, c->cpu, what, (unsigned long long)c->file_offset + at, hex);
}

void ras_pump_page(struct ras_pump *p, struct ras_cpu_page *c, const void *page, size_t len)
{
	c->active = !ras_page_begin(&c->page, ras_formats_layout(p->formats), page, len);
	if (!c->active)
		damaged(p, c, "a page that is shorter than it says");
}

/* What cls keeps; NULL when it keeps nothing. */
static void *kept(struct ras_pump *p, const struct ras_class *cls)
{
	for (size_t i = 0; cls->gather && i < RAS_KEEPERS; i++) {
		if (!p->keep[i].cls)
			p->keep[i].cls = cls;
		if (p->keep[i].cls == cls)
			return p->keep[i].room;
	}
	return NULL;
}

static void publish_one(struct ras_pump *p, struct ras_event *ev)
{
	p->last_event = ev->timestamp;
	ras_count(p->bus->counters, RAS_C_READ);
	ras_bus_publish(p->bus, ev);
}

void ras_pump_end(struct ras_pump *p)
{
	for (size_t i = 0; i < RAS_KEEPERS && p->keep[i].cls; i++) {
		const struct ras_class *cls = p->keep[i].cls;

		for (;;) {
			struct ras_event *ev = ras_bus_begin(p->bus, cls, true);

			if (cls->gather(p->keep[i].room, ev, true) != RAS_GATHER_FIRST) {
				ras_bus_drop(p->bus);
				break;
			}
			publish_one(p, ev);
		}
	}
}

/* Publish a record for each class that wants it. False when the queue is full: call again. */
static bool publish(struct ras_pump *p, struct ras_cpu_page *c, const struct ras_record *rec,
		    bool wait)
{
	struct ras_counters *counters = p->bus->counters;
	const struct ras_class *cls;

	while ((cls = ras_formats_class(p->formats, rec, c->class_at))) {
		enum ras_gather gathered = RAS_GATHER_PUBLISH;
		void *room = kept(p, cls);
		struct ras_event *ev;

		if (!cls->table) {
			p->hint = c->wanted = true;
			c->class_at++;
			continue;
		}
		ev = ras_bus_begin(p->bus, cls, wait);
		if (!ev)
			return false;
		ras_formats_load(p->formats, rec, ev, counters);
		if (cls->wants && !cls->wants(ev)) {
			ras_bus_drop(p->bus);
			c->class_at++;
			continue;
		}
		ev->ring_cpu = c->cpu;
		ev->timestamp = ras_pump_wall(p, rec->ts);
		c->last_seen = ev->timestamp;
		c->wanted = true;
		if (room)
			gathered = cls->gather(room, ev, false);
		if (gathered == RAS_GATHER_JOINED || gathered == RAS_GATHER_EMPTY)
			ras_count(counters, RAS_C_GATHERED);
		if (gathered == RAS_GATHER_KEPT || gathered == RAS_GATHER_EMPTY)
			ras_bus_drop(p->bus);
		else
			publish_one(p, ev);
		c->class_at += gathered != RAS_GATHER_FIRST;
	}
	if (!c->class_at)
		ras_count(counters, rec->len < 2 ? RAS_C_RECORD_SHORT : RAS_C_UNKNOWN_EVENT);
	else if (!c->wanted)
		ras_count(counters, RAS_C_UNWANTED);
	c->class_at = 0;
	c->wanted = false;
	return true;
}

bool ras_pump_peek(const struct ras_cpu_page *c, uint64_t *ts)
{
	struct ras_page look = c->page;
	struct ras_record rec;

	if (!c->active || ras_page_next(&look, &rec) != 1)
		return false;
	*ts = rec.ts;
	return true;
}

bool ras_pump_run(struct ras_pump *p, struct ras_cpu_page *c, bool wait)
{
	return ras_pump_run_until(p, c, UINT64_MAX, wait);
}

bool ras_pump_run_until(struct ras_pump *p, struct ras_cpu_page *c, uint64_t until, bool wait)
{
	while (c->active) {
		struct ras_page before = c->page;
		struct ras_record rec;
		int rc = ras_page_next(&c->page, &rec);

		if (rc <= 0) {
			if (rc < 0)
				damaged(p, c, "a damaged record");
			c->active = false;
			break;
		}
		if (rec.ts > until) {
			c->page = before;
			break;
		}
		if (!publish(p, c, &rec, wait)) {
			c->page = before;
			return false;
		}
	}
	return true;
}
