// SPDX-License-Identifier: GPL-2.0-or-later
/* The log of events: one line each, kept readable in a storm. */
#include "export/logsink.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/clock.h"
#include "core/log.h"
#include "export/journal.h"
#include "export/line.h"

enum { LINE = 8192 };
static const int64_t window_ns = 10 * RAS_NSEC_PER_SEC;

struct ras_logsink {
	struct ras_counters *counters;
	bool to_journal;
	_Atomic unsigned int burst; /* set by any thread; the rest is the publisher's */
	unsigned int written;
	uint64_t left_out;
	int64_t window; /* monotonic start of the window */
	struct ras_stamp stamp;
};

struct ras_logsink *ras_logsink_new(struct ras_counters *counters, bool to_journal,
				    unsigned int burst)
{
	struct ras_logsink *s = calloc(1, sizeof(*s));

	if (s)
		*s = (struct ras_logsink){ .counters = counters, .to_journal = to_journal,
					   .burst = burst };
	return s;
}

static void tell_left_out(struct ras_logsink *s)
{
	if (s->left_out)
		ras_log(LOG_WARNING,
			"%llu events were not logged one by one, as there were too many; "
			"they are in the database",
			(unsigned long long)s->left_out);
	s->left_out = 0;
}

void ras_logsink_free(struct ras_logsink *s)
{
	if (!s)
		return;
	tell_left_out(s);
	if (!s->to_journal)
		(void)fflush(stdout);
	free(s);
}

void ras_logsink_limit(struct ras_logsink *s, unsigned int burst)
{
	atomic_store_explicit(&s->burst, burst, memory_order_relaxed);
}

void ras_logsink_event(void *ctx, const struct ras_event *ev)
{
	struct ras_logsink *s = ctx;
	const unsigned int burst = atomic_load_explicit(&s->burst, memory_order_relaxed);
	int64_t now = burst ? ras_clock_now(CLOCK_MONOTONIC) : 0;
	char line[LINE];
	struct ras_text t;

	if (burst && now - s->window > window_ns) {
		tell_left_out(s);
		s->window = now;
		s->written = 0;
	}
	if (burst && s->written++ >= burst) {
		s->left_out++;
		ras_count(s->counters, RAS_C_LOG_LIMITED);
		return;
	}
	t = RAS_TEXT(line);
	ras_line_text(&t, ev);
	ras_count(s->counters, RAS_C_LOGGED);
	if (!s->to_journal)
		(void)printf("%s %s\n", ras_stamp_text(&s->stamp, ev->timestamp).s, line);
	else if (!ras_journal_reachable() || ras_journal_event(ev, line))
		ras_log(ras_severity_priority(ev->severity), "%s", line);
}
