/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's trace clocks: which clock of user space each one follows. */
#ifndef RAS_TRACE_TRACECLOCK_H
#define RAS_TRACE_TRACECLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct ras_trace_clock {
	const char *name;
	clockid_t base;     /* the clock that it follows */
	bool user_hz;       /* ticks of 1/sysconf(_SC_CLK_TCK) s instead of ns */
	bool no_time;       /* counts something else: time of arrival is all there is */
};

/*
 * The clock that is [selected] in the text of a trace_clock file; an unknown one, or a text that
 * selects none, counts as one that tells no time. Never NULL.
 */
const struct ras_trace_clock *ras_trace_clock(const char *trace_clock);

/* Nanoseconds that one tick of it takes; 0 for one that tells no time. */
int64_t ras_trace_clock_tick(const struct ras_trace_clock *c);

/* What to add now to its nanoseconds to get the wall clock. */
int64_t ras_trace_clock_offset(const struct ras_trace_clock *c);

#endif
