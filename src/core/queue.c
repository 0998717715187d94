// SPDX-License-Identifier: GPL-2.0-or-later
/* Bounded queue of events between threads: a ring of bytes, events built in place. */
#include "core/queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "core/clock.h"

/* In front of each event; skip marks the unused rest before the ring's end. */
struct slot {
	size_t len; /* slot and event, a multiple of 16 */
	bool skip;
} __attribute__((aligned(16)));

enum { EVENT_SLOT = sizeof(struct slot) + RAS_EVENT_ROOM };

struct ras_queue {
	pthread_mutex_t producers; /* held from reserve to push */
	pthread_mutex_t lock;      /* guards all below */
	pthread_cond_t filled, drained;
	size_t size, count;
	/*
	 * They only grow, and never wrap, as size may be no power of two; position is modulo size.
	 */
	uint64_t head, tail;
	bool closed, woken, starved;
	void (*room)(void *arg);
	void *room_arg;
	uint8_t *mem;
};

struct ras_queue *ras_queue_new(size_t bytes)
{
	struct ras_queue *q;
	pthread_condattr_t attr;

	bytes &= ~(size_t)15;
	if (bytes < 4 * (size_t)EVENT_SLOT) {
		errno = EINVAL;
		return NULL;
	}
	q = calloc(1, sizeof(*q));
	if (!q)
		return NULL;
	q->size = bytes;
	q->mem = aligned_alloc(16, bytes);
	if (!q->mem) {
		free(q);
		return NULL;
	}
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_mutex_init(&q->producers, NULL);
	(void)pthread_mutex_init(&q->lock, NULL);
	(void)pthread_cond_init(&q->filled, &attr);
	(void)pthread_cond_init(&q->drained, &attr);
	(void)pthread_condattr_destroy(&attr);
	return q;
}

void ras_queue_free(struct ras_queue *q)
{
	if (!q)
		return;
	(void)pthread_cond_destroy(&q->drained);
	(void)pthread_cond_destroy(&q->filled);
	(void)pthread_mutex_destroy(&q->lock);
	(void)pthread_mutex_destroy(&q->producers);
	free(q->mem);
	free(q);
}

static struct slot *slot_at(struct ras_queue *q, uint64_t pos)
{
	return (struct slot *)(q->mem + (size_t)(pos % q->size));
}

/* Bytes from head to the end of the memory. */
static size_t rest_of(const struct ras_queue *q)
{
	return q->size - (size_t)(q->head % q->size);
}

/* Bytes that must be free at head for one slot of the largest size, a wrap included. */
static size_t needed(const struct ras_queue *q)
{
	size_t rest = rest_of(q);

	return rest < EVENT_SLOT ? rest + EVENT_SLOT : EVENT_SLOT;
}

struct ras_event *ras_queue_reserve(struct ras_queue *q, const struct ras_class *cls, bool wait)
{
	size_t rest;
	struct ras_event *ev;

	(void)pthread_mutex_lock(&q->producers);
	(void)pthread_mutex_lock(&q->lock);
	while (q->size - (q->head - q->tail) < needed(q)) {
		q->starved = true;
		if (!wait) {
			(void)pthread_mutex_unlock(&q->lock);
			(void)pthread_mutex_unlock(&q->producers);
			return NULL;
		}
		(void)pthread_cond_wait(&q->drained, &q->lock);
	}
	rest = rest_of(q);
	if (rest < EVENT_SLOT) {
		*slot_at(q, q->head) = (struct slot){ .len = rest, .skip = true };
		q->head += rest;
	}
	(void)pthread_mutex_unlock(&q->lock);
	ev = (struct ras_event *)(slot_at(q, q->head) + 1);
	ras_event_init(ev, RAS_EVENT_ROOM, cls);
	return ev;
}

void ras_queue_push(struct ras_queue *q, struct ras_event *ev)
{
	struct slot *s = (struct slot *)ev - 1;

	s->skip = false;
	s->len = (sizeof(*s) + ev->used + 15) & ~(size_t)15;
	(void)pthread_mutex_lock(&q->lock);
	q->head += s->len;
	q->count++;
	(void)pthread_cond_signal(&q->filled);
	(void)pthread_mutex_unlock(&q->lock);
	(void)pthread_mutex_unlock(&q->producers);
}

void ras_queue_cancel(struct ras_queue *q)
{
	(void)pthread_mutex_unlock(&q->producers);
}

struct ras_cursor ras_queue_take(struct ras_queue *q, int64_t timeout_ns)
{
	struct ras_cursor c;
	struct timespec until = { 0 };

	if (timeout_ns >= 0) {
		int64_t at = ras_clock_now(CLOCK_MONOTONIC) + timeout_ns;

		until.tv_sec = (time_t)(at / RAS_NSEC_PER_SEC);
		until.tv_nsec = (long)(at % RAS_NSEC_PER_SEC);
	}
	(void)pthread_mutex_lock(&q->lock);
	while (!q->count && !q->closed && !q->woken) {
		if (timeout_ns < 0)
			(void)pthread_cond_wait(&q->filled, &q->lock);
		else if (pthread_cond_timedwait(&q->filled, &q->lock, &until))
			break;
	}
	q->woken = false;
	c = (struct ras_cursor){ q->tail, q->head, q->count };
	(void)pthread_mutex_unlock(&q->lock);
	return c;
}

struct ras_event *ras_queue_next(struct ras_queue *q, struct ras_cursor *c)
{
	while (c->count && c->at != c->end) {
		struct slot *s = slot_at(q, c->at);

		c->at += s->len;
		if (!s->skip) {
			c->count--;
			return (struct ras_event *)(s + 1);
		}
	}
	return NULL;
}

void ras_queue_release(struct ras_queue *q, const struct ras_cursor *c)
{
	bool tell = false;

	(void)pthread_mutex_lock(&q->lock);
	/* The cursor counts what is left of what it was given; count may have grown since. */
	while (q->tail != c->at) {
		struct slot *s = slot_at(q, q->tail);

		q->count -= !s->skip;
		q->tail += s->len;
	}
	if (q->starved && q->head - q->tail <= q->size / 2) {
		q->starved = false;
		tell = true;
		(void)pthread_cond_broadcast(&q->drained);
	}
	(void)pthread_mutex_unlock(&q->lock);
	if (tell && q->room)
		q->room(q->room_arg);
}

void ras_queue_close(struct ras_queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->closed = true;
	(void)pthread_cond_broadcast(&q->filled);
	(void)pthread_mutex_unlock(&q->lock);
}

bool ras_queue_closed(struct ras_queue *q)
{
	bool closed;

	(void)pthread_mutex_lock(&q->lock);
	closed = q->closed;
	(void)pthread_mutex_unlock(&q->lock);
	return closed;
}

void ras_queue_wake(struct ras_queue *q)
{
	(void)pthread_mutex_lock(&q->lock);
	q->woken = true;
	(void)pthread_cond_broadcast(&q->filled);
	(void)pthread_mutex_unlock(&q->lock);
}

unsigned int ras_queue_fill(struct ras_queue *q)
{
	unsigned int percent;

	(void)pthread_mutex_lock(&q->lock);
	percent = (unsigned int)((q->head - q->tail) * 100 / q->size);
	(void)pthread_mutex_unlock(&q->lock);
	return percent;
}

void ras_queue_on_room(struct ras_queue *q, void (*room)(void *arg), void *arg)
{
	q->room = room;
	q->room_arg = arg;
}
