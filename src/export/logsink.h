/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log of events: one line each, kept readable in a storm. */
#ifndef RAS_EXPORT_LOGSINK_H
#define RAS_EXPORT_LOGSINK_H

#include "core/bus.h"

struct ras_logsink;

/*
 * A sink that writes each event to the journal with its fields (to_journal; to syslog where there
 * is no journal), or else as one line to stdout. At most burst lines in any window of ten seconds;
 * what is left out is counted and told of in one line. burst 0: no limit. NULL when there is no
 * memory.
 */
struct ras_logsink *ras_logsink_new(struct ras_counters *counters, bool to_journal,
				    unsigned int burst);
void ras_logsink_free(struct ras_logsink *s);

/* Another burst from now on; any thread. */
void ras_logsink_limit(struct ras_logsink *s, unsigned int burst);

/* For ras_bus_add(); ctx is the ras_logsink. */
void ras_logsink_event(void *ctx, const struct ras_event *ev);

#endif
