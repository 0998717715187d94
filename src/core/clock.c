// SPDX-License-Identifier: GPL-2.0-or-later
/* Trace clocks, wall clock, and the time text that rasdaemon 0.8.x stores. */
#include "core/clock.h"

#include <string.h>

struct ras_str ras_stamp_text(struct ras_stamp *s, int64_t ns)
{
	static const char none[] = "1970-01-01 00:00:00 +0000";
	/* Round towards the past, before the epoch too. */
	int64_t sec = ns / RAS_NSEC_PER_SEC - (ns % RAS_NSEC_PER_SEC < 0);

	if (!ns)
		return (struct ras_str){ none, sizeof(none) - 1 };
	if (!s->text[0] || s->sec != (time_t)sec) {
		struct tm tm;

		s->sec = (time_t)sec;
		if (!localtime_r(&s->sec, &tm) ||
		    !strftime(s->text, sizeof(s->text), "%Y-%m-%d %H:%M:%S %z", &tm))
			memcpy(s->text, none, sizeof(none));
	}
	return (struct ras_str){ s->text, strlen(s->text) };
}

int64_t ras_clock_now(clockid_t id)
{
	struct timespec t;

	if (clock_gettime(id, &t))
		return 0;
	return (int64_t)t.tv_sec * RAS_NSEC_PER_SEC + t.tv_nsec;
}

int64_t ras_clock_offset(clockid_t id)
{
	/* The mean of two readings around the other one halves what scheduling adds. */
	int64_t a = ras_clock_now(id);
	int64_t wall = ras_clock_now(CLOCK_REALTIME);
	int64_t b = ras_clock_now(id);

	return wall - (a + (b - a) / 2);
}
