/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded queue of events between threads: a ring of bytes, events built in place. */
#ifndef RAS_CORE_QUEUE_H
#define RAS_CORE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/event.h"

struct ras_queue;

/* A queue of bytes (at least 5 * RAS_EVENT_ROOM); NULL with errno: EINVAL, or no memory. */
struct ras_queue *ras_queue_new(size_t bytes);
void ras_queue_free(struct ras_queue *q);

/*
 * Producer, any thread: room for one event of cls, initialised, or NULL when the queue is full
 * (with wait: sleep until it is not). Holds the producers' lock until push or cancel.
 */
struct ras_event *ras_queue_reserve(struct ras_queue *q, const struct ras_class *cls, bool wait);
void ras_queue_push(struct ras_queue *q, struct ras_event *ev);
void ras_queue_cancel(struct ras_queue *q);

/* Where in the queue a consumer is. Events stay where they are until they are released. */
struct ras_cursor {
	uint64_t at, end;
	size_t count; /* events from at to end */
};

/*
 * Consumer, one thread: sleep until there are events, the queue is closed, it was woken, or
 * timeout_ns has passed (negative: no limit). Returns what is there now; count may be 0.
 */
struct ras_cursor ras_queue_take(struct ras_queue *q, int64_t timeout_ns);

/* The next event of a cursor, NULL behind the last. */
struct ras_event *ras_queue_next(struct ras_queue *q, struct ras_cursor *c);

/* Give back all events before the cursor. */
void ras_queue_release(struct ras_queue *q, const struct ras_cursor *c);

/* No more events will come: take() no longer sleeps when empty. */
void ras_queue_close(struct ras_queue *q);
bool ras_queue_closed(struct ras_queue *q);

/* Make a sleeping consumer return. */
void ras_queue_wake(struct ras_queue *q);

/* How full it is, in percent. */
unsigned int ras_queue_fill(struct ras_queue *q);

/*
 * Call room(arg) on the consumer's thread once the queue has drained to half after a reserve
 * failed for want of room. Set before threads start.
 */
void ras_queue_on_room(struct ras_queue *q, void (*room)(void *arg), void *arg);

#endif
