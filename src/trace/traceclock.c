// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel's trace clocks: which clock of user space each one follows. */
#include "trace/traceclock.h"

#include <string.h>
#include <unistd.h>

#include "core/clock.h"

/*
 * Linux Documentation/trace/ftrace.rst, "trace_clock". local, global and perf are sched_clock():
 * since boot, not running in suspend. uptime is jiffies in units of USER_HZ.
 */
static const struct ras_trace_clock clocks[] = {
	{ "boot", CLOCK_BOOTTIME, false, false },
	{ "mono", CLOCK_MONOTONIC, false, false },
	{ "mono_raw", CLOCK_MONOTONIC_RAW, false, false },
	{ "tai", CLOCK_TAI, false, false },
	{ "local", CLOCK_MONOTONIC, false, false },
	{ "global", CLOCK_MONOTONIC, false, false },
	{ "perf", CLOCK_MONOTONIC, false, false },
	{ "uptime", CLOCK_MONOTONIC, true, false },
	/* counter, x86-tsc, ppc-tb and what comes. Must be the last row. */
	{ "", CLOCK_REALTIME, false, true },
};

const struct ras_trace_clock *ras_trace_clock(const char *trace_clock)
{
	const char *from = strchr(trace_clock, '[');
	const char *to = from ? strchr(from, ']') : NULL;
	const struct ras_trace_clock *c = clocks;

	while (c->name[0]) {
		size_t len = strlen(c->name);

		if (to && (size_t)(to - from - 1) == len && !memcmp(from + 1, c->name, len))
			break;
		c++;
	}
	return c;
}

int64_t ras_trace_clock_tick(const struct ras_trace_clock *c)
{
	long hz = c->user_hz ? sysconf(_SC_CLK_TCK) : 0;

	if (c->no_time)
		return 0;
	return hz > 0 ? RAS_NSEC_PER_SEC / hz : 1;
}

int64_t ras_trace_clock_offset(const struct ras_trace_clock *c)
{
	return c->no_time ? ras_clock_now(CLOCK_REALTIME) : ras_clock_offset(c->base);
}
