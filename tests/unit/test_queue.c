// SPDX-License-Identifier: GPL-2.0-or-later
/* The queue between threads: order kept over the ring's end, full and room again, two threads. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "core/clock.h"
#include "core/queue.h"
#include "events/events.h"

enum { BYTES = 5 * RAS_EVENT_ROOM }; /* hardly more than the least */

static struct ras_event *reserve(struct ras_queue *q, int64_t stamp)
{
	struct ras_event *ev = ras_queue_reserve(q, &ras_class_lost_events, false);

	if (ev)
		ev->timestamp = stamp;
	return ev;
}

static void too_small(void **state)
{
	(void)state;
	errno = 0;
	assert_null(ras_queue_new(4 * (size_t)RAS_EVENT_ROOM));
	assert_int_equal(errno, EINVAL);
}

static void count_calls(void *arg)
{
	++*(int *)arg;
}

/* Events of all sizes go round the ring many times, and come out as they went in. */
static void wraps(void **state)
{
	struct ras_queue *q = ras_queue_new(BYTES);
	int64_t in = 0, out = 0;

	(void)state;
	assert_non_null(q);
	while (out < 5000) {
		struct ras_event *ev;
		struct ras_cursor c;

		while ((ev = reserve(q, in))) {
			size_t n = (size_t)(in * 37 % 8000);
			uint8_t *p = ras_event_alloc(ev, n);

			assert_non_null(p);
			for (size_t i = 0; i < n; i++)
				p[i] = (uint8_t)in;
			ras_queue_push(q, ev);
			in++;
		}
		c = ras_queue_take(q, 0);
		assert_int_equal(c.count, in - out);
		for (int k = 0; k < 1 + (int)(out % 3) && (ev = ras_queue_next(q, &c)); k++) {
			assert_int_equal(ev->timestamp, out);
			if (out * 37 % 8000)
				assert_int_equal(((uint8_t *)ev)[ev->used - 1], (uint8_t)out);
			out++;
		}
		ras_queue_release(q, &c);
	}
	ras_queue_free(q);
}

/* One that is given up leaves no trace. */
static void cancelled(void **state)
{
	struct ras_queue *q = ras_queue_new(BYTES);
	struct ras_cursor c;

	(void)state;
	assert_non_null(q);
	assert_non_null(reserve(q, 1));
	ras_queue_cancel(q);
	c = ras_queue_take(q, 0);
	assert_int_equal(c.count, 0);
	assert_null(ras_queue_next(q, &c));
	ras_queue_push(q, reserve(q, 2));
	c = ras_queue_take(q, -1);
	assert_int_equal(c.count, 1);
	assert_int_equal(ras_queue_next(q, &c)->timestamp, 2);
	ras_queue_free(q);
}

/* Room is told once, and not before half of the queue is empty. */
static void room(void **state)
{
	struct ras_queue *q = ras_queue_new(BYTES);
	struct ras_event *ev;
	struct ras_cursor c;
	int calls = 0, n = 0;

	(void)state;
	assert_non_null(q);
	ras_queue_on_room(q, count_calls, &calls);
	while ((ev = reserve(q, n))) {
		assert_non_null(ras_event_alloc(ev, 7000));
		ras_queue_push(q, ev);
		n++;
	}
	assert_true(ras_queue_fill(q) >= 75);
	c = ras_queue_take(q, 0);
	while (c.count) {
		bool half = ras_queue_fill(q) <= 50;

		assert_int_equal(calls, half);
		(void)ras_queue_next(q, &c);
		ras_queue_release(q, &c);
	}
	assert_int_equal(calls, 1);
	assert_int_equal(ras_queue_fill(q), 0);
	/* Nobody was refused since. */
	ras_queue_push(q, reserve(q, 0));
	c = ras_queue_take(q, 0);
	(void)ras_queue_next(q, &c);
	ras_queue_release(q, &c);
	assert_int_equal(calls, 1);
	ras_queue_free(q);
}

static void wakes(void **state)
{
	struct ras_queue *q = ras_queue_new(BYTES);
	int64_t start;

	(void)state;
	assert_non_null(q);
	ras_queue_wake(q);
	assert_int_equal(ras_queue_take(q, -1).count, 0);
	start = ras_clock_now(CLOCK_MONOTONIC);
	assert_int_equal(ras_queue_take(q, 2000000).count, 0);
	assert_true(ras_clock_now(CLOCK_MONOTONIC) - start >= 2000000);
	assert_false(ras_queue_closed(q));
	ras_queue_close(q);
	assert_true(ras_queue_closed(q));
	assert_int_equal(ras_queue_take(q, -1).count, 0);
	ras_queue_free(q);
}

enum { PASSED = 50000 };

static void *produce(void *arg)
{
	struct ras_queue *q = arg;

	for (int64_t i = 0; i < PASSED; i++) {
		struct ras_event *ev = ras_queue_reserve(q, &ras_class_lost_events, true);

		ev->timestamp = i;
		if (i % 7 == 0 && !ras_event_alloc(ev, 3000))
			return arg;
		ras_queue_push(q, ev);
	}
	ras_queue_close(q);
	return NULL;
}

static void two_threads(void **state)
{
	struct ras_queue *q = ras_queue_new(BYTES);
	int64_t seen = 0;
	void *failed = q;
	pthread_t t;

	(void)state;
	assert_non_null(q);
	assert_int_equal(pthread_create(&t, NULL, produce, q), 0);
	for (;;) {
		struct ras_cursor c = ras_queue_take(q, -1);
		struct ras_event *ev;

		if (!c.count && ras_queue_closed(q))
			break;
		while ((ev = ras_queue_next(q, &c)))
			assert_int_equal(ev->timestamp, seen++);
		ras_queue_release(q, &c);
	}
	assert_int_equal(pthread_join(t, &failed), 0);
	assert_null(failed);
	assert_int_equal(seen, PASSED);
	ras_queue_free(q);
}

/* An event whose memory is full: what does not fit stays out, and nothing is overrun. */
static void arena_full(void **state)
{
	_Alignas(16) char mem[1024];
	struct ras_event *ev = (void *)mem;
	struct ras_str a, b;
	struct ras_text t;

	(void)state;
	ras_event_init(ev, sizeof(mem), &ras_class_lost_events);
	assert_null(ras_event_alloc(ev, sizeof(mem)));
	assert_null(ras_event_alloc(ev, SIZE_MAX));
	assert_non_null(ras_event_alloc(ev, 8));
	a = ras_event_str(ev, "0123456789", 10);
	assert_string_equal(a.s, "0123456789");
	assert_non_null(ras_event_alloc(ev, (ev->size - ev->used - 8) & ~(size_t)7));
	b = ras_event_str(ev, "0123456789abcdef", 16);
	assert_true(b.len < 16);
	assert_memory_equal(b.s, "0123456789abcdef", b.len);
	assert_int_equal(b.s[b.len], '\0');
	(void)ras_event_str(ev, "0123456789abcdef", 16);
	t = ras_event_text(ev, 100);
	ras_text_puts(&t, "more");
	assert_true(t.cut);
	b = ras_event_text_end(ev, &t);
	assert_string_equal(b.s, "");
	assert_null(ras_event_alloc(ev, 8));
	assert_true(ev->used <= ev->size);
	assert_string_equal(a.s, "0123456789");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_small), cmocka_unit_test(wraps),
		cmocka_unit_test(cancelled), cmocka_unit_test(room),
		cmocka_unit_test(wakes),     cmocka_unit_test(two_threads),
		cmocka_unit_test(arena_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
