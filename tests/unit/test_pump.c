// SPDX-License-Identifier: GPL-2.0-or-later
/* One record, several classes: each that wants it gets it once, also when the queue was full. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "core/bus.h"
#include "events/events.h"
#include "tests/unit/record.h"
#include "trace/pump.h"

#define K72 "captures/amd-ao-7.2"

enum { QUEUE = 5 * RAS_EVENT_ROOM, SEEN = 512 };

struct seen {
	const struct ras_class *cls[SEEN];
	size_t n;
};

struct bench {
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	struct ras_pump pump;
	struct ras_cpu_page cpu;
	struct seen seen;
};

static void see(void *ctx, const struct ras_event *ev)
{
	struct seen *s = ctx;

	assert_true(s->n < SEEN);
	assert_int_equal(ev->timestamp, 1100); /* trace time and offset */
	assert_int_equal(ev->ring_cpu, 3);
	s->cls[s->n++] = ev->cls;
}

static void start(struct bench *b, bool store)
{
	static const struct {
		const struct ras_class *cls;
		const char *tracepoint;
	} bound[] = {
		{ &ras_class_non_standard_event, "ras/non_standard_event" },
		{ &ras_class_nvidia_ns, "ras/non_standard_event" },
		{ &ras_class_hisi_common, "ras/non_standard_event" },
		{ &ras_class_disk_errors, "block/block_rq_error" },
	};
	char path[4096], err[256];
	const char *src = getenv("srcdir");
	struct ras_text p = RAS_TEXT(path);

	memset(b, 0, sizeof(*b));
	ras_text_add(&p, "%s/tests/data/" K72, src ? src : ".");
	b->bus = (struct ras_bus){ .host = &b->host, .counters = &b->counters, .store = store };
	b->bus.queue = ras_queue_new(QUEUE);
	assert_non_null(b->bus.queue);
	assert_int_equal(ras_bus_add(&b->bus, (struct ras_sink){ see, &b->seen }), 0);
	b->pump = (struct ras_pump){
		.bus = &b->bus, .ns_per_tick = 1, .offset_ns = 1000, .whence = "test"
	};
	b->pump.formats = ras_formats_open(path, err, sizeof(err));
	assert_non_null(b->pump.formats);
	ras_formats_layout(b->pump.formats)->big_endian = false;
	for (size_t i = 0; i < sizeof(bound) / sizeof(bound[0]); i++)
		assert_int_equal(
			ras_formats_bind(b->pump.formats, bound[i].cls, bound[i].tracepoint), 0);
	b->cpu.cpu = 3;
}

static void stop(struct bench *b)
{
	ras_formats_free(b->pump.formats);
	ras_queue_free(b->bus.queue);
}

static const struct test_case grace = {
	.root = K72,
	.tracepoint = "ras/non_standard_event",
	.in = { B("sec_type", "\xf2\x44\x52\x6d\x12\x27\xec\x11\xbe\xa7\xcb\x3f\xdb\x95\xc7\x86"),
		N("sev", 1),
		B("buf", "L2-ECC\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
};

static void page(struct bench *b, const struct test_case *t, uint8_t mem[TEST_PAGE])
{
	test_page(t, false, 100, mem);
	ras_pump_page(&b->pump, &b->cpu, mem, TEST_PAGE);
}

static void each_that_wants(void **state)
{
	static const struct test_case fine = {
		.root = K72,
		.tracepoint = "block/block_rq_error",
		.in = { N("error", 0) },
	};
	static const struct test_case unknown = {
		.root = K72,
		.tracepoint = "signal/signal_generate",
		.in = { N("sig", 7) },
	};
	uint8_t mem[TEST_PAGE];
	struct bench b;

	(void)state;
	start(&b, false);
	page(&b, &grace, mem);
	assert_true(ras_pump_run(&b.pump, &b.cpu, true));
	assert_int_equal(b.seen.n, 2);
	assert_ptr_equal(b.seen.cls[0], &ras_class_non_standard_event);
	assert_ptr_equal(b.seen.cls[1], &ras_class_nvidia_ns);
	assert_int_equal(ras_counted(&b.counters, RAS_C_READ), 2);
	assert_int_equal(ras_counted(&b.counters, RAS_C_UNWANTED), 0);
	/* An I/O that did not fail is nobody's; a type that is not bound is something else. */
	page(&b, &fine, mem);
	assert_true(ras_pump_run(&b.pump, &b.cpu, true));
	assert_int_equal(b.seen.n, 2);
	assert_int_equal(ras_counted(&b.counters, RAS_C_UNWANTED), 1);
	assert_int_equal(ras_counted(&b.counters, RAS_C_UNKNOWN_EVENT), 0);
	page(&b, &unknown, mem);
	assert_true(ras_pump_run(&b.pump, &b.cpu, true));
	assert_int_equal(b.seen.n, 2);
	assert_int_equal(ras_counted(&b.counters, RAS_C_UNWANTED), 1);
	assert_int_equal(ras_counted(&b.counters, RAS_C_UNKNOWN_EVENT), 1);
	stop(&b);
}

/*
 * Whenever the queue is full, reading stops; after a release it goes on behind what was published.
 */
static void full_queue(void **state)
{
	enum { RECORDS = 200 };
	uint8_t mem[TEST_PAGE];
	unsigned int stops = 0;
	struct bench b;

	(void)state;
	start(&b, true);
	for (unsigned int i = 0; i < RECORDS; i++) {
		page(&b, &grace, mem);
		while (!ras_pump_run(&b.pump, &b.cpu, false)) {
			struct ras_cursor c = ras_queue_take(b.bus.queue, 0);

			assert_true(c.count > 0);
			stops++;
			/* One at a time, so that it also stops between the two classes. */
			assert_non_null(ras_queue_next(b.bus.queue, &c));
			ras_queue_release(b.bus.queue, &c);
		}
	}
	assert_true(stops > RECORDS);
	assert_int_equal(b.seen.n, 2 * RECORDS);
	for (size_t i = 0; i < b.seen.n; i++)
		assert_ptr_equal(b.seen.cls[i],
				 i % 2 ? &ras_class_nvidia_ns : &ras_class_non_standard_event);
	stop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_that_wants),
		cmocka_unit_test(full_queue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
