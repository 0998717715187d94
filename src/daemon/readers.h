/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The CPUs' readers in the event loop: reading while there is data and room, stopped while not. */
#ifndef RAS_DAEMON_READERS_H
#define RAS_DAEMON_READERS_H

#include <systemd/sd-event.h>

#include "trace/pump.h"
#include "trace/reader.h"
#include "trace/subscribe.h"
#include "trace/traceclock.h"

struct ras_readers;

struct ras_readers_options {
	sd_event *loop;
	struct ras_pump *pump;
	const struct ras_instance *instance;
	struct ras_subscriptions *subs;
	struct ras_queue *queue;
};

/* One reader for each CPU's ring buffer. NULL with err (size bytes). */
struct ras_readers *ras_readers_new(const struct ras_readers_options *o, char *err, size_t size);
void ras_readers_free(struct ras_readers *rs);

/* Which clock the pages tell. */
void ras_readers_clock(struct ras_readers *rs, const struct ras_trace_clock *clock);

/* Read all there is now, sleeping while the queue is full. */
void ras_readers_drain(struct ras_readers *rs);

/* Begin the count of lost events anew: from zero after a reset, or from what the kernel has now. */
void ras_readers_base(struct ras_readers *rs, bool zero);

/* Watch the buffers. 0, or a negative errno. */
int ras_readers_start(struct ras_readers *rs);

/* Look again at events that were absent and at CPUs without buffer. */
void ras_readers_rescan(struct ras_readers *rs);

/* The last words: drain, then publish what was lost. */
void ras_readers_finish(struct ras_readers *rs);

size_t ras_readers_count(const struct ras_readers *rs);
/* The n-th one, counted from 0. */
const struct ras_reader *ras_readers_at(const struct ras_readers *rs, size_t n);

#endif
