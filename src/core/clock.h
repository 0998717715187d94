/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trace clocks, wall clock, and the time text that rasdaemon 0.8.x stores. */
#ifndef RAS_CORE_CLOCK_H
#define RAS_CORE_CLOCK_H

#include <stdint.h>
#include <time.h>

#include "core/text.h"

#define RAS_NSEC_PER_SEC 1000000000LL

/* "2026-11-21 03:14:14 +0000" and its NUL, with room for years of five digits. */
#define RAS_STAMP_SIZE 32

/* Remembers the text of the last second, as neighbours mostly share it. One a thread. */
struct ras_stamp {
	time_t sec;
	char text[RAS_STAMP_SIZE];
};

/*
 * Local time of ns since the epoch as "%Y-%m-%d %H:%M:%S %z". 0 is "no time": the epoch in UTC,
 * whatever the zone, as 0.8.x stores it. The text lives in s.
 */
struct ras_str ras_stamp_text(struct ras_stamp *s, int64_t ns);

/* Now on a clock, in ns. */
int64_t ras_clock_now(clockid_t id);

/* Wall clock minus clock id, now, in ns: add it to a reading of that clock. */
int64_t ras_clock_offset(clockid_t id);

#endif
