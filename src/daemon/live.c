// SPDX-License-Identifier: GPL-2.0-or-later
/* The daemon at work: the kernel's live ring buffer, the event loop, start and end. */
#include "daemon/live.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "config.h"
#include "core/clock.h"
#include "core/hypervisor.h"
#include "core/log.h"
#include "core/statusclient.h"
#include "daemon/background.h"
#include "daemon/drop.h"
#include "daemon/place.h"
#include "daemon/readers.h"
#include "daemon/s390.h"
#include "daemon/status.h"
#include "daemon/vmm.h"
#include "decode/x86/guestkernel.h"
#include "events/events.h"
#include "export/journal.h"
#include "export/logsink.h"
#include "incident/incident.h"
#include "policy/policy.h"
#include "store/store.h"

enum { QUEUE_BYTES = 8 << 20 };

/* All there is of a running daemon; torn down in the reverse order. */
struct live {
	const struct ras_options *o;
	struct ras_config config;
	struct ras_host host;
	struct ras_place place;
	struct ras_counters counters;
	struct ras_bus bus;
	struct ras_incidents incidents;
	struct ras_logsink *log;
	struct ras_instance instance;
	struct ras_formats *formats;
	struct ras_subscriptions subs;
	struct ras_pump pump;
	struct ras_readers *readers;
	struct ras_store *store;
	struct ras_status *status;
	struct ras_vmm *vmm;
	struct ras_s390 *s390; /* NULL: another architecture */
	struct ras_policy *policy;
	sd_event *loop;
	bool enabled; /* events are on: to be switched off again */
};

static int find_tracefs(const struct ras_options *o, char path[static RAS_TRACEFS_PATH], char *err,
			size_t size)
{
	struct ras_text p = ras_text_over(path, RAS_TRACEFS_PATH);

	if (!o->tracefs)
		return ras_tracefs_find(path, err, size);
	ras_text_puts(&p, o->tracefs);
	return 0;
}

/* The sub-buffers of the instance may have a size of their own (Linux 6.8). */
static void own_page_size(struct live *l)
{
	struct ras_page_layout *layout = ras_formats_layout(l->formats);
	char text[32];
	unsigned long kb;

	if (ras_instance_read(&l->instance, "buffer_subbuf_size_kb", text, sizeof(text)) <= 0)
		return;
	kb = strtoul(text, NULL, 10);
	if (kb && kb <= 1 << 14 && kb * 1024 > layout->data_offset)
		layout->data_size = kb * 1024 - layout->data_offset;
}

/* Set the boot clock. An instance that was there before is read out first: it clears the buffer. */
static void set_clock(struct live *l)
{
	static const char *const wanted[] = { "boot", "mono", NULL };
	const struct ras_trace_clock *clock;
	char text[512] = "";

	(void)ras_instance_read(&l->instance, "trace_clock", text, sizeof(text));
	clock = ras_trace_clock(text);
	ras_readers_clock(l->readers, clock);
	if (!l->instance.created) {
		/* Enabling first: what happens meanwhile is read out, too. */
		(void)ras_subscriptions_enable(&l->subs, &l->instance, l->formats);
		l->enabled = true;
		ras_readers_drain(l->readers);
	}
	for (size_t i = 0; wanted[i] && strcmp(clock->name, wanted[0]) != 0; i++) {
		if (ras_instance_write(&l->instance, "trace_clock", wanted[i]))
			continue;
		(void)ras_instance_read(&l->instance, "trace_clock", text, sizeof(text));
		ras_readers_clock(l->readers, ras_trace_clock(text));
		ras_readers_base(l->readers, true);
		return;
	}
	ras_readers_base(l->readers, l->instance.created);
}

static int open_trace(struct live *l, char *err, size_t size)
{
	char tracefs[RAS_TRACEFS_PATH];
	struct ras_readers_options ro = {
		.loop = l->loop, .pump = &l->pump, .instance = &l->instance, .subs = &l->subs,
		.queue = l->bus.queue,
	};

	if (find_tracefs(l->o, tracefs, err, size) ||
	    ras_instance_open(&l->instance, tracefs,
			      l->o->instance ? l->o->instance : RAS_INSTANCE_NAME, true, err, size))
		return -1;
	l->formats = ras_formats_open(l->instance.path, err, size);
	if (!l->formats)
		return -1;
	own_page_size(l);
	l->pump = (struct ras_pump){ .formats = l->formats, .bus = &l->bus,
				     .whence = l->instance.path };
	ras_subscriptions_init(&l->subs, ras_classes, l->config.disable);
	l->readers = ras_readers_new(&ro, err, size);
	return l->readers ? 0 : -1;
}

/* Wake up for the first event, not when half the buffer is full (Linux 5.0; before, always so). */
static void wake_for_each(const struct live *l)
{
	if (ras_instance_write(&l->instance, "buffer_percent", "0") && errno != ENOENT)
		ras_log(LOG_WARNING,
			"%s/buffer_percent: %m; events may be read late on this kernel",
			l->instance.path);
	if (ras_instance_write(&l->instance, "tracing_on", "1"))
		ras_log(LOG_WARNING, "%s/tracing_on: %m", l->instance.path);
}

static int start_trace(struct live *l, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	size_t on;
	int rc;

	wake_for_each(l);
	set_clock(l);
	on = ras_subscriptions_enable(&l->subs, &l->instance, l->formats);
	l->enabled = true;
	rc = ras_readers_start(l->readers);
	if (rc < 0) {
		ras_text_add(&e, "cannot watch the ring buffers: %s", strerror(-rc));
		return -1;
	}
	ras_log(LOG_INFO, "reading %zu events on %zu CPUs from %s (%s)", on,
		ras_readers_count(l->readers), l->instance.path, l->place.kind);
	return 0;
}

static int on_stop(sd_event_source *source, const struct signalfd_siginfo *si, void *arg)
{
	struct live *l = arg;

	(void)si;
	(void)source;
	return sd_event_exit(l->loop, 0);
}

static struct ras_retention_limits limits_of(const struct ras_config *c)
{
	return (struct ras_retention_limits){ c->db_retention_days, c->db_max_size };
}

/* Read the configuration again; what cannot be taken is said, and the old values stay. */
static int on_reload(sd_event_source *source, const struct signalfd_siginfo *si, void *arg)
{
	struct live *l = arg;
	struct ras_config c;
	char err[512];

	(void)si;
	(void)source;
	(void)sd_notify(0, "RELOADING=1");
	if (ras_options_config(l->o, &c, err, sizeof(err)) ||
	    ras_vmm_reload(l->vmm, &c, err, sizeof(err))) {
		ras_log(LOG_ERR, "not reloaded: %s", err);
	} else {
		l->config = c;
		ras_subscriptions_reload(&l->subs, &l->instance, l->config.disable);
		ras_readers_rescan(l->readers);
		ras_policy_reload(l->policy, &l->config);
		ras_logsink_limit(l->log, (unsigned int)l->config.log_burst);
		if (l->store)
			ras_store_limits(l->store, limits_of(&l->config));
		ras_log(LOG_INFO, "configuration reloaded");
	}
	(void)sd_notify(0, "READY=1");
	return 0;
}

static int start_loop(struct live *l)
{
	static const int stops[] = { SIGTERM, SIGINT, SIGQUIT };
	int rc = sd_event_default(&l->loop);

	for (size_t i = 0; rc >= 0 && i < sizeof(stops) / sizeof(stops[0]); i++)
		rc = sd_event_add_signal(l->loop, NULL, stops[i], on_stop, l);
	if (rc >= 0)
		rc = sd_event_add_signal(l->loop, NULL, SIGHUP, on_reload, l);
	if (rc >= 0)
		rc = sd_event_set_watchdog(l->loop, true);
	if (rc < 0)
		errno = -rc;
	return rc;
}

/* What is added to an event that is decoded, before anybody is shown it. */
static void tie(void *ctx, struct ras_event *ev)
{
	struct live *l = ctx;

	ras_vmm_name(l->vmm, ev);
	ras_incidents_event(&l->incidents, ev);
}

static int start_bus(struct live *l)
{
	/* In the background nobody reads the standard output. */
	bool journal = ras_journal_here() || !l->o->foreground;

	ras_incidents_init(&l->incidents, ras_classes);
	l->bus = (struct ras_bus){ .host = &l->host, .counters = &l->counters,
				   .store = l->o->record,
				   .correlate = { tie, l } };
	l->bus.queue = ras_queue_new(QUEUE_BYTES);
	l->log = ras_logsink_new(&l->counters, journal, (unsigned int)l->config.log_burst);
	if (!l->bus.queue || !l->log)
		return -1;
	return ras_bus_add(&l->bus, (struct ras_sink){ ras_logsink_event, l->log });
}

static int start_vmm(struct live *l, char *err, size_t size)
{
	l->vmm = ras_vmm_start(l->loop, &l->bus, l->o->root, &l->config, err, size);
	return l->vmm ? 0 : -1;
}

static int start_policy(struct live *l, char *err, size_t size)
{
	struct ras_policy_options po = { .bus = &l->bus, .config = &l->config,
					 .sysfs = l->o->sysfs };

	l->policy = ras_policy_start(&po, err, size);
	if (!l->policy)
		return -1;
	return ras_bus_add(&l->bus, (struct ras_sink){ ras_policy_event, l->policy });
}

static int start_store(struct live *l, char *err, size_t size)
{
	struct ras_store_options so = {
		.path = l->o->db, .classes = ras_classes, .queue = l->bus.queue,
		.counters = &l->counters, .host = &l->host, .limits = limits_of(&l->config),
	};

	if (!l->o->record)
		return 0;
	l->store = ras_store_start(&so, err, size);
	return l->store ? 0 : -1;
}

/* A daemon without a status socket works all the same. */
static void start_status(struct live *l)
{
	struct ras_status_sources from = {
		.place = &l->place, .subs = &l->subs, .readers = l->readers,
		.counters = &l->counters, .pump = &l->pump, .store = l->store, .db = l->o->db,
		.instance = l->instance.path, .started_ns = ras_clock_now(CLOCK_REALTIME),
		.asked = ras_s390_asked, .ctx = l->s390, .vmm = l->vmm,
	};
	char path[512], err[512] = "";
	struct ras_text p = RAS_TEXT(path);

	ras_text_puts(&p, l->o->run_dir ? l->o->run_dir : RAS_RUN_DIR);
	if (mkdir(path, 0755) && errno != EEXIST)
		ras_log(LOG_WARNING, "%s: %m; ras-mc-ctl --health will not find this daemon", path);
	ras_text_puts(&p, "/" RAS_STATUS_NAME);
	l->status = ras_status_new(l->loop, path, &from, err, sizeof(err));
	if (!l->status)
		ras_log(LOG_WARNING, "%s", err);
}

/* Once all is running, as it takes its time. */
static void warn_of_kernel(struct live *l)
{
	char text[1024];
	struct ras_text t = RAS_TEXT(text);

	ras_host_read_kernel(&l->host, "");
	if (x86_guest_kernel_warning(&l->host, &t))
		ras_log(LOG_WARNING, "%s", text);
}

static void stop(struct live *l)
{
	uint64_t unstored = 0;

	(void)sd_notify(0, "STOPPING=1");
	ras_status_free(l->status);
	ras_s390_end_log(l->s390);
	if (l->enabled) {
		ras_subscriptions_disable(&l->subs, &l->instance, false);
		ras_readers_finish(l->readers);
	}
	ras_s390_finish(l->s390);
	ras_vmm_finish(l->vmm);
	/* After the last event, and before the store, which takes in what was done. */
	ras_policy_stop(l->policy);
	ras_vmm_free(l->vmm);
	if (l->store)
		unstored = ras_store_stop(l->store);
	if (unstored)
		ras_log(LOG_ERR, "%llu events could not be stored; they are in the log",
			(unsigned long long)unstored);
	ras_s390_free(l->s390);
	ras_readers_free(l->readers);
	ras_formats_free(l->formats);
	ras_instance_close(&l->instance);
	ras_logsink_free(l->log);
	ras_queue_free(l->bus.queue);
	sd_event_unref(l->loop);
}

int ras_live_main(const struct ras_options *o, const struct ras_config *config)
{
	struct live l = { .o = o, .config = *config, .host = { .vendor = X86_UNKNOWN },
			  .instance = { .dirfd = -1 } };
	char err[512] = "";
	sigset_t mask;
	int rc = 1, ready = -1;

	if (!o->foreground && ras_background(&ready))
		return 1;
	(void)sigemptyset(&mask);
	(void)sigaddset(&mask, SIGTERM);
	(void)sigaddset(&mask, SIGINT);
	(void)sigaddset(&mask, SIGQUIT);
	(void)sigaddset(&mask, SIGHUP);
	/* Before any thread starts, so that all inherit it. */
	(void)sigprocmask(SIG_BLOCK, &mask, NULL);
	/*
	 * A reader of our log may end; how a program of ours ended is to be seen, whoever began us.
	 */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGCHLD, SIG_DFL);
	/* Each event is seen when it comes, by whatever reads the output. */
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	/* Under systemd the unit says what is kept. */
	if (!getenv("NOTIFY_SOCKET") && ras_drop(ras_drop_keep(&l.config, o->db)))
		ras_log(LOG_WARNING, "privileges that are not needed cannot be given up: %m");
	ras_host_probe(&l.host, o->cpuinfo ? o->cpuinfo : "/proc/cpuinfo");
	l.host.live = true;
	ras_place_probe(&l.place, &l.host, "");
	if (start_loop(&l) < 0 || start_bus(&l)) {
		ras_log(LOG_ERR, "cannot start: %m");
		goto out;
	}
	l.s390 = ras_s390_new(l.loop, &l.bus, o);
	if (start_policy(&l, err, sizeof(err)) || open_trace(&l, err, sizeof(err)) ||
	    start_store(&l, err, sizeof(err)) || start_vmm(&l, err, sizeof(err)) ||
	    start_trace(&l, err, sizeof(err))) {
		ras_log(LOG_ERR, "%s", err);
		goto out;
	}
	start_status(&l);
	ras_s390_read_log(l.s390, &l.subs);
	(void)sd_notify(0, "READY=1");
	ras_background_ready(ready);
	warn_of_kernel(&l);
	rc = sd_event_loop(l.loop);
	if (rc < 0)
		ras_log(LOG_ERR, "the event loop failed: %s", strerror(-rc));
	rc = rc < 0;
out:
	stop(&l);
	return rc;
}

int ras_live_switch(const struct ras_options *o, const struct ras_config *config, bool on)
{
	struct ras_instance instance;
	struct ras_subscriptions subs;
	char tracefs[RAS_TRACEFS_PATH], err[512] = "";

	if (find_tracefs(o, tracefs, err, sizeof(err)) ||
	    ras_instance_open(&instance, tracefs, o->instance ? o->instance : RAS_INSTANCE_NAME,
			      false, err, sizeof(err))) {
		ras_log(LOG_ERR, "%s", err);
		return 1;
	}
	ras_subscriptions_init(&subs, ras_classes, config->disable);
	if (on)
		(void)printf("rasdaemon: %zu events enabled in %s\n",
			     ras_subscriptions_enable(&subs, &instance, NULL), instance.path);
	else
		ras_subscriptions_disable(&subs, &instance, true);
	ras_instance_close(&instance);
	return 0;
}
