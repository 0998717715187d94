// SPDX-License-Identifier: GPL-2.0-or-later
/* What an s390 system tells of machine checks besides trace events: kernel messages and counts. */
#include "daemon/s390.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"
#include "s390/counts.h"
#include "s390/kmsg.h"

/* A count is higher before the event that explains it has come: so long that takes at most. */
enum { HALF_FULL = 50 /* percent */ };
enum { SETTLE_USEC = 1000000, PATH_BYTES = 512 };

struct ras_s390 {
	struct ras_bus *bus;
	const struct ras_options *o;
	const struct ras_subscriptions *subs;
	int64_t since; /* wall clock from which on trace events are read */
	sd_event *loop;
	sd_event_source *look; /* set for one look, when something happened */
	struct s390_counts *counts;
	struct s390_kmsg *kmsg;
};

static void look_soon(struct ras_s390 *s)
{
	int on = SD_EVENT_OFF;

	if (sd_event_source_get_enabled(s->look, &on) < 0 || on != SD_EVENT_OFF)
		return;
	if (sd_event_source_set_time_relative(s->look, SETTLE_USEC) < 0 ||
	    sd_event_source_set_enabled(s->look, SD_EVENT_ONESHOT) < 0)
		ras_log(LOG_WARNING, "cannot set the time to look at the counts of machine checks");
}

static int on_look(sd_event_source *source, uint64_t usec, void *arg)
{
	struct ras_s390 *s = arg;

	(void)source;
	(void)usec;
	/* A look may publish some events and waits for room: never in the loop. */
	if (ras_queue_fill(s->bus->queue) > HALF_FULL)
		look_soon(s);
	else
		s390_counts_look(s->counts);
	return 0;
}

/* Events of s390 classes are all published on the loop's thread. */
static void on_event(void *ctx, const struct ras_event *ev)
{
	struct ras_s390 *s = ctx;

	if (ev->cls != &ras_class_s390_crw && ev->cls != &ras_class_s390_mchk)
		return;
	s390_counts_event(s->counts, ev);
	look_soon(s);
}

struct ras_s390 *ras_s390_new(sd_event *loop, struct ras_bus *bus, const struct ras_options *o)
{
	struct ras_s390 *s;

	if (!o->root && strncmp(bus->host->machine, "s390", 4) != 0)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		goto fail;
	s->bus = bus;
	s->o = o;
	s->loop = loop;
	s->counts = s390_counts_new(bus, o->root ? o->root : "");
	if (!s->counts ||
	    sd_event_add_time_relative(loop, &s->look, CLOCK_MONOTONIC, SETTLE_USEC, 0, on_look,
				       s) < 0 ||
	    sd_event_source_set_enabled(s->look, SD_EVENT_OFF) < 0 ||
	    ras_bus_add(bus, (struct ras_sink){ on_event, s }))
		goto fail;
	return s;
fail:
	ras_log(LOG_WARNING, "counts of machine checks and kernel messages are not looked at: %m");
	if (s) {
		sd_event_source_unref(s->look);
		s390_counts_free(s->counts);
	}
	free(s);
	return NULL;
}

/* Messages from before our time are the only trace of what they tell. */
static bool traced(void *ctx, const char *tracepoint, int64_t at)
{
	const struct ras_s390 *s = ctx;

	if (at < s->since)
		return false;
	for (size_t i = 0; i < s->subs->n; i++)
		if (s->subs->row[i].state == RAS_SUB_ON &&
		    !strcmp(s->subs->row[i].tracepoint->name, tracepoint))
			return true;
	return false;
}

void ras_s390_read_log(struct ras_s390 *s, const struct ras_subscriptions *subs)
{
	char path[PATH_BYTES], state[PATH_BYTES], err[1024] = "";
	struct ras_text p = RAS_TEXT(path), t = RAS_TEXT(state);
	struct s390_kmsg_options ko = { .path = path, .state = state, .traced = traced, .ctx = s };

	if (!s)
		return;
	s->subs = subs;
	s->since = ras_clock_now(CLOCK_REALTIME);
	ras_text_add(&p, "%s/dev/kmsg", s->o->root ? s->o->root : "");
	ras_text_add(&t, "%s/kmsg", s->o->run_dir ? s->o->run_dir : RAS_RUN_DIR);
	s->kmsg = s390_kmsg_new(s->loop, s->bus, &ko, err, sizeof(err));
	if (!s->kmsg)
		ras_log(LOG_WARNING, "%s", err);
}

void ras_s390_asked(void *s390)
{
	if (s390)
		look_soon(s390);
}

void ras_s390_end_log(struct ras_s390 *s)
{
	if (!s)
		return;
	s390_kmsg_free(s->kmsg);
	s->kmsg = NULL;
}

void ras_s390_finish(struct ras_s390 *s)
{
	if (s)
		s390_counts_look(s->counts);
}

void ras_s390_free(struct ras_s390 *s)
{
	if (!s)
		return;
	ras_s390_end_log(s);
	sd_event_source_unref(s->look);
	s390_counts_free(s->counts);
	free(s);
}
