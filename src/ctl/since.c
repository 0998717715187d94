// SPDX-License-Identifier: GPL-2.0-or-later
/* The point in time that --since names. */
#include "ctl/since.h"

#include <string.h>
#include <time.h>

#include "core/clock.h"

/* Exactly n digits at *p, of a number from least to most. */
static bool number(const char **p, int n, int least, int most, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		*out = 10 * *out + (**p - '0');
	}
	return *out >= least && *out <= most;
}

static bool skip(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* Seconds east of UTC at *p; *local when there is no zone. */
static bool zone(const char **p, bool *local, int *east)
{
	int sign = 1, hours, minutes;

	*local = false;
	*east = 0;
	(void)skip(p, ' ');
	if (!**p) {
		*local = true;
		return true;
	}
	if (skip(p, 'Z'))
		return true;
	if (skip(p, '-'))
		sign = -1;
	else if (!skip(p, '+'))
		return false;
	if (!number(p, 2, 0, 14, &hours))
		return false;
	(void)skip(p, ':');
	if (!number(p, 2, 0, 59, &minutes))
		return false;
	*east = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* Whether it is a day of the calendar, seen without a zone, where no hour is left out. */
static bool is_day(const struct tm *want)
{
	struct tm tm = *want;

	return timegm(&tm) != -1 && tm.tm_mday == want->tm_mday && tm.tm_mon == want->tm_mon;
}

/*
 * The time at which clocks here read want: the earlier one where they read so twice, and where they
 * never do, as summer time begins, one before the change. So no event is left out.
 */
static time_t local_time(const struct tm *want)
{
	bool best_read = false;
	time_t best = 0;

	for (int isdst = -1; isdst <= 1; isdst++) {
		struct tm tm = *want;
		bool reads;
		time_t at;

		tm.tm_isdst = isdst;
		tm.tm_sec = 0; /* the 61st is none to mktime() */
		at = mktime(&tm);
		reads = tm.tm_min == want->tm_min && tm.tm_hour == want->tm_hour &&
			tm.tm_mday == want->tm_mday;
		if (isdst == -1 || reads > best_read || (reads == best_read && at < best)) {
			best_read = reads;
			best = at;
		}
	}
	return best + want->tm_sec;
}

bool ctl_since_parse(const char *text, int64_t *ns)
{
	struct tm tm = { .tm_isdst = 0 };
	const char *p = text;
	bool local;
	time_t sec;
	int east;

	if (!number(&p, 4, 1970, 9999, &tm.tm_year) || !skip(&p, '-') ||
	    !number(&p, 2, 1, 12, &tm.tm_mon) || !skip(&p, '-') ||
	    !number(&p, 2, 1, 31, &tm.tm_mday))
		return false;
	if (*p && strchr(" T", *p) && p[1] >= '0' && p[1] <= '9') {
		p++;
		if (!number(&p, 2, 0, 23, &tm.tm_hour) || !skip(&p, ':') ||
		    !number(&p, 2, 0, 59, &tm.tm_min))
			return false;
		if (skip(&p, ':') && !number(&p, 2, 0, 60, &tm.tm_sec))
			return false;
	}
	if (!zone(&p, &local, &east) || *p)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	if (!is_day(&tm))
		return false;
	sec = local ? local_time(&tm) : timegm(&tm) - east;
	/* No event is that late: nothing is shown. */
	if (__builtin_mul_overflow((int64_t)sec, RAS_NSEC_PER_SEC, ns))
		*ns = INT64_MAX;
	return true;
}
