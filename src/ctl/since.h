/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The point in time that --since names. */
#ifndef RAS_CTL_SINCE_H
#define RAS_CTL_SINCE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Read "YYYY-MM-DD", optionally with " HH:MM" or " HH:MM:SS" ("T" for the blank is the same) and
 * with a zone, "Z", "+HHMM" or "+HH:MM"; without a zone it is local time. So every timestamp that
 * reports show can be given back. True and *ns since the epoch, or false.
 */
bool ctl_since_parse(const char *text, int64_t *ns);

#endif
