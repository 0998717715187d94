/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store thread: takes events from the queue and commits them in groups. */
#ifndef RAS_STORE_STORE_H
#define RAS_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/counter.h"
#include "core/event.h"
#include "core/queue.h"
#include "store/retention.h"

struct ras_store;

struct ras_store_options {
	const char *path;
	const struct ras_class *const *classes; /* NULL-terminated */
	struct ras_queue *queue;
	struct ras_counters *counters;
	/* Host that lost_events rows of the store itself are attributed to. */
	const struct ras_host *host;
	/*
	 * A replay has no kernel buffer behind it: wait for a database that cannot be written, at
	 * most this many ms, instead of dropping events. 0: live behaviour.
	 */
	int64_t patience_ms;
	struct ras_retention_limits limits;
};

/* What the store is doing, for health answers. Plain copies, taken under a lock. */
struct ras_store_state {
	bool open;               /* the database is open */
	bool failing;            /* the last write failed; it is tried again */
	char error[256];         /* why, "" when not */
	int64_t last_commit_ns;  /* wall clock; 0: none yet */
};

/*
 * Open the database and start the thread. NULL with err (size bytes) filled in when no thread could
 * be started; a database that cannot be opened now is tried again while events are logged.
 */
struct ras_store *ras_store_start(const struct ras_store_options *o, char *err, size_t size);

/*
 * Close the queue, commit what is in it, turn the database to rest and end the thread. Returns how
 * many events could not be stored.
 */
uint64_t ras_store_stop(struct ras_store *s);

/* Other limits from now on; any thread. What they make too much is deleted at once. */
void ras_store_limits(struct ras_store *s, struct ras_retention_limits limits);

void ras_store_state(struct ras_store *s, struct ras_store_state *out);

#endif
