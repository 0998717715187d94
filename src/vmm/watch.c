// SPDX-License-Identifier: GPL-2.0-or-later
/* All monitors of a host: which there are, and what they say as events on the bus. */
#include "vmm/watch.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"
#include "vmm/discover.h"
#include "vmm/event_decode.h"

enum { US_PER_MS = 1000 };

/* One monitor. */
struct vm {
	struct vmm_watch *w;
	struct qmp *q;
	char name[VMM_NAME], uuid[VMM_UUID];
	int32_t pid;       /* of the VMM; 0: not known yet */
	bool found;        /* by its process: goes when that goes */
	bool seen;         /* in the scan under way */
	enum qmp_why said; /* what was logged last */
	uint64_t no_room;  /* events for which the queue was full */
	uint64_t reported; /* of all that were lost, published so far */
	int64_t first_lost_ns;
};

struct vmm_watch {
	struct vmm_watch_options opt;
	struct ras_bus *bus;
	sd_event *loop;
	sd_event_source *scan_timer, *report_timer;
	struct vm *vms[VMM_WATCHED];
	size_t n;
};

struct vmm_watch_options vmm_watch_defaults(void)
{
	return (struct vmm_watch_options){
		.proc = "/proc",
		.scan_ms = 30000,
		.report_ms = 1000,
		.qmp = qmp_defaults("", VMM_MONITOR),
	};
}

static void on_event(void *ctx, struct json_object *obj)
{
	struct vm *v = ctx;
	struct ras_event *ev;
	struct ras_vmm_event *e;

	if (v->w->opt.heard)
		v->w->opt.heard(v->w->opt.ctx, v->q, obj);
	if (!vmm_event_known(vmm_json_str(obj, "event")))
		return;
	ev = ras_bus_begin(v->w->bus, &ras_class_vmm_event, false);
	if (!ev) {
		v->no_room++;
		return;
	}
	e = (struct ras_vmm_event *)ev;
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	e->vm_name = ras_event_str(ev, v->name, strlen(v->name));
	e->vm_uuid = ras_event_str(ev, v->uuid, strlen(v->uuid));
	e->process = v->pid;
	if (vmm_event_decode(e, obj))
		ras_bus_publish(v->w->bus, ev);
	else
		ras_bus_drop(v->w->bus);
}

/* What was lost since the last time, as one event; where there is no room now, later. */
static void report_lost(struct vm *v)
{
	uint64_t lost = qmp_counts(v->q)->events_dropped + v->no_room;
	int64_t now = ras_clock_now(CLOCK_REALTIME);
	struct ras_lost_event *l;
	struct ras_event *ev;
	struct ras_text t;

	if (lost == v->reported) {
		v->first_lost_ns = now;
		return;
	}
	ev = ras_bus_begin(v->w->bus, &ras_class_lost_events, false);
	if (!ev)
		return;
	l = (struct ras_lost_event *)ev;
	ev->timestamp = now;
	l->cpu = -1;
	l->count = lost - v->reported;
	l->first_ns = v->first_lost_ns;
	l->last_ns = now;
	t = ras_event_text(ev, VMM_NAME + VMM_PATH + 64);
	ras_text_add(&t, "more events than are taken from the monitor of VM %s, %s", v->name,
		     qmp_path(v->q));
	l->reason = ras_event_text_end(ev, &t);
	v->reported = lost;
	v->first_lost_ns = now;
	ras_bus_publish(v->w->bus, ev);
}

/* A word of an answer, cleaned; an answer without it leaves what is known. */
static void keep(char *out, size_t size, const struct qmp_reply *reply, const char *member)
{
	const char *s = reply->outcome == QMP_RETURN ? vmm_json_str(reply->value, member) : "";
	struct ras_text t;

	if (!*s)
		return;
	t = ras_text_over(out, size);
	ras_text_clean(&t, s, strnlen(s, size));
}

static void on_name(void *ctx, const struct qmp_reply *reply)
{
	struct vm *v = ctx;

	keep(v->name, sizeof(v->name), reply, "name");
}

static void on_uuid(void *ctx, const struct qmp_reply *reply)
{
	struct vm *v = ctx;

	keep(v->uuid, sizeof(v->uuid), reply, "UUID");
}

static void on_state(void *ctx, enum qmp_state state, enum qmp_why why)
{
	struct vm *v = ctx;

	if (why != v->said || state == QMP_READY)
		ras_log(state == QMP_READY ? LOG_INFO : LOG_NOTICE, "VM monitor %s: %s",
			qmp_path(v->q), state == QMP_READY ? "connected" : qmp_why_text(why));
	v->said = why;
	if (state != QMP_READY)
		return;
	if (qmp_pid(v->q))
		v->pid = qmp_pid(v->q);
	if (qmp_command(v->q, "query-name", NULL, 0, on_name, v) ||
	    qmp_command(v->q, "query-uuid", NULL, 0, on_uuid, v))
		ras_log(LOG_NOTICE, "VM monitor %s: could not ask for the VM's name",
			qmp_path(v->q));
}

static struct vm *vm_of(const struct vmm_watch *w, const char *path)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(qmp_path(w->vms[i]->q), path))
			return w->vms[i];
	return NULL;
}

/* 0, or -errno. */
static int add(struct vmm_watch *w, const char *path, const struct vmm_process *p)
{
	static const struct qmp_ops ops = { .state = on_state, .event = on_event };
	struct qmp_options o = w->opt.qmp;
	struct vm *v;

	if (w->n == VMM_WATCHED)
		return -ENOSPC;
	v = calloc(1, sizeof(*v));
	if (!v)
		return -ENOMEM;
	v->w = w;
	v->first_lost_ns = ras_clock_now(CLOCK_REALTIME);
	o.path = path;
	o.peer = VMM_MONITOR;
	o.user = w->opt.user;
	if (p) {
		v->found = true;
		v->seen = true;
		v->pid = p->pid;
		memcpy(v->name, p->line.name, sizeof(v->name));
		memcpy(v->uuid, p->line.uuid, sizeof(v->uuid));
	}
	v->q = qmp_new(w->loop, &o, &ops, v);
	if (!v->q) {
		free(v);
		return -errno;
	}
	w->vms[w->n++] = v;
	return 0;
}

static void remove_vm(struct vmm_watch *w, size_t i)
{
	struct vm *v = w->vms[i];

	report_lost(v);
	if (w->opt.gone)
		w->opt.gone(w->opt.ctx, v->q);
	qmp_free(v->q);
	free(v);
	w->vms[i] = w->vms[--w->n];
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The first socket that matches: one connection tells all about a VM. */
static void on_found(void *ctx, const struct vmm_process *p)
{
	struct vmm_watch *w = ctx;

	for (size_t i = 0; i < p->line.nmonitors; i++) {
		const char *path = p->line.monitors[i].path;
		struct vm *v = vm_of(w, path);
		int err;

		if (v) {
			v->seen = true;
			return;
		}
		if (!*path || fnmatch(w->opt.pattern, file_name(path), 0) != 0)
			continue;
		err = add(w, path, p);
		if (err)
			ras_log(LOG_WARNING, "VM monitor %s is not watched: %s", path,
				strerror(-err));
		return;
	}
}

/* From now on, not from when it was due: what was missed is not caught up with. */
static void again(const struct vmm_watch *w, sd_event_source *timer, uint32_t ms)
{
	uint64_t now = 0;

	(void)sd_event_now(w->loop, CLOCK_MONOTONIC, &now);
	(void)sd_event_source_set_time(timer, now + (uint64_t)ms * US_PER_MS);
	(void)sd_event_source_set_enabled(timer, SD_EVENT_ONESHOT);
}

static int on_scan(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct vmm_watch *w = ctx;
	unsigned int skipped;

	(void)usec;
	for (size_t i = 0; i < w->n; i++)
		w->vms[i]->seen = false;
	if (vmm_discover(w->opt.proc, w->opt.user, on_found, w, &skipped) >= 0)
		for (size_t i = w->n; i-- > 0;)
			if (w->vms[i]->found && !w->vms[i]->seen)
				remove_vm(w, i);
	again(w, s, w->opt.scan_ms);
	return 0;
}

static int on_report(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct vmm_watch *w = ctx;

	(void)usec;
	for (size_t i = 0; i < w->n; i++)
		report_lost(w->vms[i]);
	again(w, s, w->opt.report_ms);
	return 0;
}

struct vmm_watch *vmm_watch_new(sd_event *loop, struct ras_bus *bus,
				const struct vmm_watch_options *opt)
{
	struct vmm_watch *w = calloc(1, sizeof(*w));
	int err = 0;

	if (!w)
		return NULL;
	w->opt = *opt;
	w->bus = bus;
	w->loop = sd_event_ref(loop);
	for (size_t i = 0; opt->paths && opt->paths[i] && !err; i++)
		if (!vm_of(w, opt->paths[i]))
			err = add(w, opt->paths[i], NULL);
	if (!err)
		err = sd_event_add_time(loop, &w->report_timer, CLOCK_MONOTONIC, 0, US_PER_MS,
					on_report, w);
	if (err >= 0 && opt->pattern)
		err = sd_event_add_time(loop, &w->scan_timer, CLOCK_MONOTONIC, 0, US_PER_MS,
					on_scan, w);
	if (err < 0) {
		vmm_watch_free(w);
		errno = -err;
		return NULL;
	}
	return w;
}

void vmm_watch_free(struct vmm_watch *w)
{
	if (!w)
		return;
	while (w->n)
		remove_vm(w, w->n - 1);
	(void)sd_event_source_disable_unref(w->scan_timer);
	(void)sd_event_source_disable_unref(w->report_timer);
	(void)sd_event_unref(w->loop);
	free(w);
}

void vmm_watch_each(const struct vmm_watch *w, vmm_watched_fn fn, void *ctx)
{
	for (size_t i = 0; i < w->n; i++)
		fn(ctx, w->vms[i]->name, w->vms[i]->pid, w->vms[i]->q);
}

struct qmp *vmm_watch_monitor(const struct vmm_watch *w, int32_t pid, const char **name)
{
	for (size_t i = 0; i < w->n; i++) {
		if (!pid || w->vms[i]->pid != pid)
			continue;
		*name = w->vms[i]->name;
		return w->vms[i]->q;
	}
	return NULL;
}
