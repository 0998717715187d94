// SPDX-License-Identifier: GPL-2.0-or-later
/* From a monitor's line to an event on the bus; what is too much is counted and said. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/queue.h"
#include "events/events.h"
#include "events/vmm_event.h"
#include "tests/unit/monitor.h"
#include "vmm/watch.h"

struct world {
	sd_event *loop;
	struct monitor m;
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	int events, lost_rows;
	uint64_t lost;
	char last[256], reason[256];
};

static void on_sink(void *ctx, const struct ras_event *ev)
{
	struct world *w = ctx;
	struct ras_text t = RAS_TEXT(w->last);

	if (ev->cls == &ras_class_vmm_event) {
		w->events++;
		ras_class_vmm_event.describe(ev, &t);
		assert_int_equal(((const struct ras_vmm_event *)ev)->process, getpid());
		assert_true(ev->timestamp > 0);
	} else {
		const struct ras_lost_event *l = (const void *)ev;

		assert_ptr_equal(ev->cls, &ras_class_lost_events);
		assert_true(l->first_ns && l->first_ns <= l->last_ns);
		w->lost_rows++;
		w->lost += l->count;
		strncpy(w->reason, l->reason.s, sizeof(w->reason) - 1);
	}
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	assert_true(sd_event_new(&w->loop) >= 0);
	mon_open(&w->m, w->loop);
	w->bus = (struct ras_bus){ .host = &w->host, .counters = &w->counters };
	w->bus.queue = ras_queue_new((size_t)8 * RAS_EVENT_ROOM);
	assert_non_null(w->bus.queue);
	assert_int_equal(ras_bus_add(&w->bus, (struct ras_sink){ on_sink, w }), 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	mon_close(&w->m);
	ras_queue_free(w->bus.queue);
	(void)sd_event_unref(w->loop);
	free(w);
	return 0;
}

/* Greet, and say that the VM is called web1. */
static void greet(struct world *w)
{
	mon_handshake(&w->m);
	mon_send(&w->m, "{\"return\": {\"name\": \"web1\"}, \"id\": %ld}\r\n",
		 mon_expect(&w->m, "query-name"));
	mon_send(&w->m, "{\"return\": {\"UUID\": \"\"}, \"id\": %ld}\r\n",
		 mon_expect(&w->m, "query-uuid"));
	run_idle(w->loop);
}

static struct vmm_watch_options options(void)
{
	struct vmm_watch_options o = vmm_watch_defaults();

	o.user = getuid();
	o.report_ms = 10;
	o.qmp.retry_ms = 5;
	return o;
}

static void configured(void **state)
{
	struct world *w = *state;
	const char *paths[] = { w->m.path, w->m.path, NULL };
	struct vmm_watch_options o = options();
	struct vmm_watch *watch;

	o.paths = paths;
	watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(watch);
	greet(w);
	mon_send(&w->m, "{\"event\": \"STOP\"}\r\n{\"event\": \"MEMORY_FAILURE\", \"data\": "
			"{\"recipient\": \"guest\", \"action\": \"inject\"}}\r\n");
	run_until(w->loop, &w->events, 1);
	assert_string_equal(w->last, "VM web1: MEMORY_FAILURE to guest, action inject");
	run_idle(w->loop);
	assert_int_equal(w->events, 1);
	/* The VM restarts: the same monitor is found again. */
	mon_hang_up(&w->m);
	greet(w);
	mon_send(&w->m, "{\"event\": \"WATCHDOG\", \"data\": {\"action\": \"reset\"}}\r\n");
	run_until(w->loop, &w->events, 2);
	assert_int_equal(w->lost_rows, 0);
	vmm_watch_free(watch);
}

static void flood(void **state)
{
	struct world *w = *state;
	const char *paths[] = { w->m.path, NULL };
	struct vmm_watch_options o = options();
	struct vmm_watch *watch;

	o.paths = paths;
	o.qmp.events_per_s = 1;
	watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(watch);
	greet(w);
	for (int i = 0; i < 50; i++)
		mon_send(&w->m, "{\"event\": \"WATCHDOG\", \"data\": {}}\r\n");
	run_until(w->loop, &w->lost_rows, 1);
	run_idle(w->loop);
	vmm_watch_free(watch);
	/* Each of them is either an event or counted as lost; two at once are allowed here. */
	assert_true(w->events >= 2);
	assert_int_equal(w->events + (int)w->lost, 50);
	assert_non_null(strstr(w->reason, "VM web1"));
}

static void no_room(void **state)
{
	struct world *w = *state;
	const char *paths[] = { w->m.path, NULL };
	struct vmm_watch_options o = options();
	struct vmm_watch *watch;
	struct ras_cursor c;

	/* Nobody takes from the queue: the loop must not wait for it. */
	w->bus.store = true;
	o.paths = paths;
	o.qmp.events_per_s = 100000;
	watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(watch);
	greet(w);
	for (int i = 0; i < 2000; i++)
		mon_send(&w->m, "{\"event\": \"WATCHDOG\", \"data\": {}}\r\n");
	run_idle(w->loop);
	assert_true(w->events > 0 && w->events < 2000);
	assert_int_equal(w->lost_rows, 0);
	/* Once there is room, what was lost is said. */
	c = ras_queue_take(w->bus.queue, 0);
	while (ras_queue_next(w->bus.queue, &c))
		;
	ras_queue_release(w->bus.queue, &c);
	run_until(w->loop, &w->lost_rows, 1);
	assert_int_equal(w->events + (int)w->lost, 2000);
	vmm_watch_free(watch);
}

static void count(void *ctx, const char *name, int32_t pid, const struct qmp *q)
{
	int *n = ctx;

	(void)q;
	assert_int_equal(pid, 4711);
	assert_string_equal(name, "found");
	(*n)++;
}

static void found(void **state)
{
	struct world *w = *state;
	char path[160], line[256];
	struct vmm_watch_options o = options();
	struct vmm_watch *watch;
	int64_t turns;
	FILE *f;
	int n, len;

	(void)snprintf(path, sizeof(path), "%s/4711", w->m.dir);
	assert_int_equal(mkdir(path, 0755), 0);
	(void)snprintf(path, sizeof(path), "%s/4711/cmdline", w->m.dir);
	f = fopen(path, "w");
	assert_non_null(f);
	len = snprintf(line, sizeof(line), "qemu-kvm%c-name%cfound%c-qmp%cunix:%s,server=on%c", 0,
		       0, 0, 0, w->m.path, 0);
	assert_int_equal(fwrite(line, 1, (size_t)len, f), len);
	assert_int_equal(fclose(f), 0);
	o.proc = w->m.dir;
	o.scan_ms = 5;
	/* Only what the pattern allows is touched. */
	o.pattern = "*ras*";
	watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(watch);
	run_idle(w->loop);
	n = 0;
	vmm_watch_each(watch, count, &n);
	assert_int_equal(n, 0);
	vmm_watch_free(watch);
	o.pattern = "s";
	watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(watch);
	run_idle(w->loop);
	vmm_watch_each(watch, count, &n);
	assert_int_equal(n, 1);
	/* The process ends. */
	assert_int_equal(unlink(path), 0);
	*strrchr(path, '/') = '\0';
	assert_int_equal(rmdir(path), 0);
	for (turns = 0, n = 1; n && turns < 5000; turns++) {
		assert_true(sd_event_run(w->loop, 2000) >= 0);
		n = 0;
		vmm_watch_each(watch, count, &n);
	}
	assert_int_equal(n, 0);
	vmm_watch_free(watch);
}

#define CASE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(configured),
		CASE(flood),
		CASE(no_room),
		CASE(found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
