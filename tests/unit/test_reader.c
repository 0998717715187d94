// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Losses of one CPU's buffer: each told once, whoever tells it first, and by whom it was told
 * before.
 */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/bus.h"
#include "events/events.h"
#include "tests/unit/record.h"
#include "tests/unit/scratch.h"
#include "trace/reader.h"

#define K72 "captures/amd-ao-7.2"

enum { QUEUE = 5 * RAS_EVENT_ROOM };

/* A buffer in a folder: its pages are a file's, and its end is that of an empty buffer. */
struct rig {
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	struct ras_pump pump;
	struct ras_instance instance;
	struct ras_reader reader;
	uint64_t lost; /* told in events */
	unsigned int events;
};

static void see(void *ctx, const struct ras_event *ev)
{
	struct rig *r = ctx;
	const struct ras_lost_event *l = (const void *)ev;

	if (ev->cls != &ras_class_lost_events)
		return;
	assert_int_equal(l->cpu, 0);
	r->lost += l->count;
	r->events++;
}

/* Linux kernel/trace/trace.c, tracing_stats_read(). */
static void stats(unsigned int overrun, unsigned int commit, unsigned int dropped)
{
	char text[256];
	int n = snprintf(text, sizeof(text),
			 "entries: 5\noverrun: %u\ncommit overrun: %u\nbytes: 360\n"
			 "oldest event ts:  1200.123456\nnow ts:  1300.654321\n"
			 "dropped events: %u\nread events: 7\n",
			 overrun, commit, dropped);

	scratch_write("i/per_cpu/cpu0/stats", text, (size_t)n);
}

/*
 * One more page with one event; before it, so many were lost: bits 31 and 30 and a count at its
 * end.
 */
static void page(uint32_t missed)
{
	static const struct test_case event = {
		.root = K72, .tracepoint = "ras/non_standard_event", .in = { N("sev", 1) },
	};
	uint8_t mem[TEST_PAGE];
	FILE *f = fopen(scratch_path("i/per_cpu/cpu0/trace_pipe_raw"), "a");
	size_t commit;

	assert_non_null(f);
	test_page(&event, false, 100, mem);
	commit = mem[8] | (size_t)mem[9] << 8;
	if (missed) {
		mem[11] |= 0xc0;
		mem[16 + commit] = (uint8_t)missed;
	}
	assert_int_equal(fwrite(mem, 1, sizeof(mem), f), sizeof(mem));
	assert_int_equal(fclose(f), 0);
}

static void start(struct rig *r, bool store)
{
	char path[4096], err[256];
	const char *src = getenv("srcdir");
	struct ras_text p = RAS_TEXT(path);

	memset(r, 0, sizeof(*r));
	ras_text_add(&p, "%s/tests/data/" K72, src ? src : ".");
	r->bus = (struct ras_bus){ .host = &r->host, .counters = &r->counters, .store = store };
	r->bus.queue = ras_queue_new(QUEUE);
	assert_non_null(r->bus.queue);
	assert_int_equal(ras_bus_add(&r->bus, (struct ras_sink){ see, r }), 0);
	r->pump = (struct ras_pump){ .bus = &r->bus, .ns_per_tick = 1, .whence = "test" };
	r->pump.formats = ras_formats_open(path, err, sizeof(err));
	assert_non_null(r->pump.formats);
	ras_formats_layout(r->pump.formats)->big_endian = false;
	assert_int_equal(ras_formats_bind(r->pump.formats, &ras_class_non_standard_event,
					  "ras/non_standard_event"), 0);
	scratch_write("i/per_cpu/cpu0/trace_pipe_raw", "", 0);
	r->instance.dirfd = open(scratch_path("i"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(r->instance.dirfd >= 0);
	assert_int_equal(ras_reader_open(&r->reader, &r->instance, 0, TEST_PAGE), 0);
}

static void stop(struct rig *r)
{
	ras_reader_close(&r->reader);
	assert_int_equal(close(r->instance.dirfd), 0);
	ras_formats_free(r->pump.formats);
	ras_queue_free(r->bus.queue);
}

/*
 * A daemon that was killed has told what the statistics count; the next one must not say it again.
 */
static void told_by_another(void **state)
{
	struct rig r;

	(void)state;
	stats(100, 20, 3);
	start(&r, false);
	assert_int_equal(ras_reader_step(&r.reader, &r.pump, false), RAS_READ_EMPTY);
	assert_true(ras_reader_account(&r.reader, &r.pump, false, false));
	assert_int_equal(r.events, 0);
	assert_int_equal(ras_reader_lost(&r.reader), 0);
	/* What comes now is ours: 4 of each. */
	stats(104, 24, 7);
	assert_true(ras_reader_account(&r.reader, &r.pump, false, false));
	assert_int_equal(r.lost, 12);
	assert_int_equal(ras_reader_lost(&r.reader), 12);
	stop(&r);
}

/* The page in front of which events are missing, and the statistics that count the same ones. */
static void told_twice_by_the_kernel(void **state)
{
	struct rig r;

	(void)state;
	stats(50, 0, 0);
	start(&r, false);
	page(9);
	stats(59, 0, 0);
	assert_int_equal(ras_reader_step(&r.reader, &r.pump, false), RAS_READ_EMPTY);
	assert_int_equal(ras_counted(&r.counters, RAS_C_READ), 1);
	assert_true(ras_reader_account(&r.reader, &r.pump, false, false));
	assert_int_equal(r.lost, 9);
	assert_int_equal(r.events, 1);
	page(0);
	assert_int_equal(ras_reader_step(&r.reader, &r.pump, false), RAS_READ_EMPTY);
	assert_int_equal(ras_counted(&r.counters, RAS_C_READ), 2);
	assert_int_equal(r.lost, 9);
	stop(&r);
}

/* A loss that finds the queue full is told once there is room, though no event follows it. */
static void no_room_to_tell(void **state)
{
	struct rig r;
	struct ras_cursor c;
	struct ras_event *ev;

	(void)state;
	stats(0, 0, 0);
	start(&r, true);
	while ((ev = ras_queue_reserve(r.bus.queue, &ras_class_lost_events, false))) {
		ev->used = RAS_EVENT_ROOM;
		ras_queue_push(r.bus.queue, ev);
	}
	stats(0, 6, 0);
	assert_false(ras_reader_account(&r.reader, &r.pump, false, false));
	assert_int_equal(r.events, 0);
	assert_true(ras_reader_waits(&r.reader));
	c = ras_queue_take(r.bus.queue, 0);
	while (ras_queue_next(r.bus.queue, &c))
		;
	ras_queue_release(r.bus.queue, &c);
	assert_int_equal(ras_reader_step(&r.reader, &r.pump, false), RAS_READ_EMPTY);
	assert_int_equal(r.lost, 6);
	assert_false(ras_reader_waits(&r.reader));
	stop(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told_by_another),
		cmocka_unit_test(told_twice_by_the_kernel),
		cmocka_unit_test(no_room_to_tell),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
