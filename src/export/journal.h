/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events as journal entries with fields of their own. */
#ifndef RAS_EXPORT_JOURNAL_H
#define RAS_EXPORT_JOURNAL_H

#include "core/event.h"

/* True when stdout goes to the journal (JOURNAL_STREAM names it). */
bool ras_journal_here(void);

/* Whether there is a journal: without one, sending does nothing and says that it went well. */
bool ras_journal_reachable(void);

/*
 * Send one entry: MESSAGE=line, MESSAGE_ID of the class, PRIORITY, RAS_CLASS, RAS_SEVERITY and a
 * RAS_<COLUMN> for each column that has a value. 0, or -1 with errno when the journal does not take
 * it.
 */
int ras_journal_event(const struct ras_event *ev, const char *line);

#endif
