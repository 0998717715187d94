// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The daemon's part that watches and asks VMMs, without a trace buffer: for tests with real QEMU on
 * machines whose tracefs is not ours. Settings come from the environment, as the daemon's may.
 *
 *   ask DATABASE ROWS [THREAD]
 *
 * Connects to the monitors; once one is connected, tells of a page that was lost while THREAD
 * touched it. Ends with 0 when ROWS actions are recorded, with 1 after a minute.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-event.h>

#include "core/clock.h"
#include "core/log.h"
#include "daemon/vmm.h"
#include "events/events.h"
#include "store/store.h"

enum { QUEUE_BYTES = 1 << 20, LOOK_US = 20000, PATIENCE_US = 60000000 };

struct ask {
	sd_event *loop;
	struct ras_bus bus;
	struct ras_vmm *vmm;
	long rows, thread;
	bool told;
};

static void on_event(void *ctx, const struct ras_event *ev)
{
	struct ask *a = ctx;
	char text[1024];
	struct ras_text t = RAS_TEXT(text);

	if (ev->cls->describe)
		ev->cls->describe(ev, &t);
	(void)printf("%s: %s\n", ev->cls->name, text);
	if (ev->cls == &ras_class_ras_action && --a->rows <= 0)
		(void)sd_event_exit(a->loop, 0);
}

static bool connected(const struct ras_vmm *vmm)
{
	struct json_object *list = ras_vmm_status(vmm);
	bool found = strstr(json_object_to_json_string(list), "\"connected\"") != NULL;

	(void)json_object_put(list);
	return found;
}

static int on_look(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct ask *a = ctx;
	struct ras_event *ev;

	if (!connected(a->vmm)) {
		(void)sd_event_source_set_time(s, usec + LOOK_US);
		return sd_event_source_set_enabled(s, SD_EVENT_ONESHOT);
	}
	(void)puts("connected");
	(void)fflush(stdout);
	if (!a->thread || a->told)
		return 0;
	a->told = true;
	ev = ras_bus_begin(&a->bus, &ras_class_memory_failure, true);
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	ev->pid = (int32_t)a->thread;
	ras_bus_publish(&a->bus, ev);
	return 0;
}

static int on_late(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct ask *a = ctx;

	(void)s;
	(void)usec;
	(void)puts("too late");
	return sd_event_exit(a->loop, 1);
}

int main(int argc, char **argv)
{
	struct ras_host host = { .live = true };
	struct ras_counters counters = { 0 };
	struct ras_config config;
	struct ask a = { .rows = 0 };
	struct ras_store_options so = {
		.classes = ras_classes, .counters = &counters, .host = &host,
	};
	struct ras_store *store = NULL;
	char err[512] = "";
	uint64_t now;
	int rc = 1;

	if (argc < 3) {
		(void)fprintf(stderr, "usage: ask DATABASE ROWS [THREAD]\n");
		return 2;
	}
	a.rows = strtol(argv[2], NULL, 10);
	a.thread = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
	ras_log_open("ask", false);
	ras_host_probe(&host, "/proc/cpuinfo");
	ras_config_init(&config);
	a.bus = (struct ras_bus){ .host = &host, .counters = &counters, .store = true };
	a.bus.queue = ras_queue_new(QUEUE_BYTES);
	so.path = argv[1];
	so.queue = a.bus.queue;
	if (!a.bus.queue || sd_event_new(&a.loop) < 0 ||
	    ras_bus_add(&a.bus, (struct ras_sink){ on_event, &a }) ||
	    ras_config_environment(&config, err, sizeof(err)))
		goto out;
	store = ras_store_start(&so, err, sizeof(err));
	if (store)
		a.vmm = ras_vmm_start(a.loop, &a.bus, NULL, &config, err, sizeof(err));
	if (!a.vmm || sd_event_now(a.loop, CLOCK_MONOTONIC, &now) < 0 ||
	    sd_event_add_time(a.loop, NULL, CLOCK_MONOTONIC, now, LOOK_US, on_look, &a) < 0 ||
	    sd_event_add_time(a.loop, NULL, CLOCK_MONOTONIC, now + PATIENCE_US, LOOK_US, on_late,
			      &a) < 0)
		goto out;
	rc = sd_event_loop(a.loop);
out:
	if (err[0])
		(void)fprintf(stderr, "ask: %s\n", err);
	ras_vmm_finish(a.vmm);
	ras_vmm_free(a.vmm);
	if (store && ras_store_stop(store))
		rc = 1;
	ras_queue_free(a.bus.queue);
	(void)sd_event_unref(a.loop);
	return rc;
}
