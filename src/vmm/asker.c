// SPDX-License-Identifier: GPL-2.0-or-later
/* From an event on the bus to a request: find the VM, probe it, decide, ask, record. */
#include "config.h"

#include "vmm/asker.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"
#include "vmm/discover.h"
#include "vmm/find.h"
#include "vmm/interview.h"
#include "vmm/libvirt.h"
#include "vmm/request.h"
#include "vmm/threads.h"
#include "vmm/worker.h"

enum {
	CAUSES = 64,  /* events that were not looked at yet */
	WAITING = 64, /* VMs that such events hit, and that are to be looked at */
	WAITING_SAME = 4, /* of them for one VM: it cannot crowd out the others */
	JOBS = 16,    /* of them at a time; a VM has one */
};

enum step { STEP_IDLE, STEP_END, STEP_AGAIN };

/* What is under way for one VM. */
struct job {
	struct vmm_asker *a;
	struct vmm_hit hit;
	bool used;
	enum step step;
	char name[VMM_NAME];
	struct qmp *monitor;
	struct vmm_interview *interview;
	struct vmm_probe *probe;
	struct vmm_incident in;
	struct vmm_decision d;
	struct vmm_call *call;
	struct vmm_worker *worker; /* asks libvirt, where there is no monitor */
	bool asking;               /* the worker carries out d */
	char uuid[VMM_UUID];
	sd_event_source *next;
};

struct vmm_asker {
	struct vmm_asker_options o;
	const struct vmm_watch *watch;
	struct vmm_history history;
	struct vmm_hit waiting[WAITING];
	size_t nwaiting;
	struct job jobs[JOBS];
	enum vmm_checkstop checkstop; /* what the host's kernel can, and why not */
	const char *checkstop_why;    /* NULL: not asked */
	struct vmm_worker *stuck; /* libvirt did not answer it in time */
	sd_event_source *wake;
	int wake_fd;
	pthread_mutex_t lock; /* of what follows, and of o.settings where others read it */
	struct vmm_cause causes[CAUSES];
	size_t ncauses;
};

static void start_waiting(struct vmm_asker *a);

static void skipped(struct vmm_asker *a, uint64_t n)
{
	ras_count_n(a->o.bus->counters, RAS_C_VMM_SKIPPED, n);
}

void vmm_asker_event(void *asker, const struct ras_event *ev)
{
	const uint64_t one = 1;
	struct vmm_asker *a = asker;
	struct vmm_cause c;
	bool wake = false, full = false;

	(void)pthread_mutex_lock(&a->lock);
	if (a->o.settings.action != VMM_NOTHING && vmm_cause_read(&c, ev) &&
	    vmm_settings_on(&a->o.settings, ev->cls->name, ev->severity)) {
		full = a->ncauses == CAUSES;
		wake = !full;
		if (!full)
			a->causes[a->ncauses++] = c;
	}
	(void)pthread_mutex_unlock(&a->lock);
	if (full)
		skipped(a, 1);
	if (wake && write(a->wake_fd, &one, sizeof(one)) < 0 && errno != EAGAIN)
		ras_log(LOG_ERR, "cannot tell the main loop about an event: %m");
}

/* One row for a decision, and for what came of it. */
static void record(const struct job *j, const struct vmm_outcome *out)
{
	struct ras_event *ev = ras_bus_begin(j->a->o.bus, &ras_class_ras_action, false);

	if (!ev) {
		ras_log(LOG_ERR, "VM of process %d: %s; %s (not recorded: the queue is full)",
			(int)j->hit.pid, j->d.reason, out ? vmm_result_name(out->result) : "");
		return;
	}
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	vmm_action_fill((struct ras_action_event *)ev, &j->in, j->hit.cause.time_ns, j->name, &j->d,
			out);
	ras_bus_publish(j->a->o.bus, ev);
}

static void go(struct job *j, enum step step)
{
	j->step = step;
	(void)sd_event_source_set_enabled(j->next, SD_EVENT_ONESHOT);
}

/* Leaves the job free for another VM. */
static void clear(struct job *j)
{
	vmm_request_free(j->call);
	vmm_interview_free(j->interview);
	vmm_worker_free(j->worker);
	free(j->probe);
	(void)sd_event_source_disable_unref(j->next);
	*j = (struct job){ .a = j->a };
}

static void on_called(void *ctx, const struct vmm_outcome *out)
{
	struct job *j = ctx;

	record(j, out);
	j->in.failed = j->d.request;
	go(j, vmm_result_failed(out->result) && !j->d.fallback ? STEP_AGAIN : STEP_END);
}

static void decide(struct job *j);

/* No answer of libvirt in time: its thread is left alone, and no other begun until that ends. */
static void leave_stuck(struct job *j)
{
	vmm_worker_free(j->a->stuck);
	j->a->stuck = j->worker;
	j->worker = NULL;
}

static void on_vcpu_thread(void *ctx, int32_t vcpu, int32_t tid)
{
	struct vmm_probe *p = ctx;

	if (p->nvcpus < VMM_VCPUS)
		p->vcpus[p->nvcpus++] = (struct vmm_vcpu){ .index = vcpu, .thread = tid };
}

static int32_t vcpu_of(const struct job *j);

static void on_libvirt(void *ctx, void *arg)
{
	static const char late[] = "libvirt did not answer in time";
	const struct vmm_libvirt_work *w = arg;
	struct vmm_outcome out = { .result = VMM_TIMED_OUT };
	struct ras_text t = RAS_TEXT(out.answer);
	struct job *j = ctx;

	ras_text_puts(&t, late);
	if (w && w->ask)
		out = w->out;
	if (w && !w->ask) {
		memcpy(j->probe, &w->p, sizeof(*j->probe));
		if (w->p.unreachable)
			j->probe->unreachable = j->probe->libvirt_why;
	} else if (!w && !j->asking) {
		j->probe->unreachable = late;
	}
	if (w)
		vmm_worker_free(j->worker);
	else
		leave_stuck(j);
	j->worker = NULL;
	if (j->asking) {
		on_called(j, &out);
		return;
	}
	memcpy(j->probe->name, j->name, sizeof(j->name));
	vmm_vcpu_threads(j->a->o.proc, j->hit.pid, on_vcpu_thread, j->probe);
	vmm_probe_judge(j->probe);
	j->in.vcpu = vcpu_of(j);
	decide(j);
}

/* 0, or -errno. */
static int ask_libvirt(struct job *j, const struct vmm_decision *d)
{
	struct vmm_asker *a = j->a;
	struct vmm_libvirt_work *w = calloc(1, sizeof(*w));

	if (!w)
		return -ENOMEM;
	w->uri = a->o.libvirt;
	memcpy(w->uuid, j->uuid, sizeof(w->uuid));
	j->asking = d != NULL;
	w->ask = j->asking;
	if (d)
		w->d = *d;
	j->worker = vmm_worker_start(a->o.loop, vmm_libvirt_do, w, a->o.timeout_ms, on_libvirt, j);
	return j->worker ? 0 : -errno;
}

/* Without a monitor: by libvirt, where that owns it. False: there is no way. */
static bool try_libvirt(struct job *j)
{
	struct vmm_asker *a = j->a;
	struct vmm_process *v = calloc(1, sizeof(*v));
	bool libvirts = v && vmm_process_read(v, a->o.proc, j->hit.pid, a->o.user) == 1 &&
			v->line.libvirt && v->line.uuid[0];

	if (libvirts) {
		memcpy(j->name, v->line.name, sizeof(j->name));
		memcpy(j->uuid, v->line.uuid, sizeof(j->uuid));
	}
	free(v);
	if (!libvirts)
		return false;
	if (a->stuck && vmm_worker_busy(a->stuck)) {
		j->probe->unreachable = "libvirt still does not answer an earlier question";
		return false;
	}
	return ask_libvirt(j, NULL) == 0;
}

static void decide(struct job *j)
{
	struct vmm_asker *a = j->a;

	vmm_request_free(j->call);
	j->call = NULL;
	j->in.now_ns = ras_clock_now(CLOCK_MONOTONIC);
	vmm_decide(&j->d, &j->in, &a->o.settings, j->probe, &a->history);
	if (j->d.verdict == VMM_REFUSE)
		record(j, NULL);
	if (j->d.verdict != VMM_ASK) {
		go(j, STEP_END);
		return;
	}
	vmm_history_add(&a->history, &j->in, &j->d);
	if (j->d.way == VMM_WAY_LIBVIRT) {
		if (ask_libvirt(j, &j->d)) {
			ras_log(LOG_ERR, "VM of process %d is not asked: %m", (int)j->hit.pid);
			go(j, STEP_END);
		}
		return;
	}
	j->call = vmm_request_start(a->o.loop, j->monitor, vmm_interview_agent(j->interview),
				    j->probe, &j->d, a->o.timeout_ms, on_called, j);
	if (!j->call) {
		ras_log(LOG_ERR, "VM of process %d is not asked: %m", (int)j->hit.pid);
		go(j, STEP_END);
	}
}

/* The vCPU that was hit: as the event tells, or the only one among the threads that were hit. */
static int32_t vcpu_of(const struct job *j)
{
	int32_t found = -1;

	if (j->hit.cause.vcpu >= 0)
		return j->hit.cause.vcpu;
	for (size_t i = 0; i < j->hit.ntids; i++) {
		const struct vmm_vcpu *v = vmm_probe_thread(j->probe, j->hit.tids[i]);

		if (v && found >= 0)
			return -1;
		if (v)
			found = v->index;
	}
	return found;
}

static void on_interviewed(void *ctx, bool complete)
{
	struct job *j = ctx;

	(void)complete;
	if (j->probe->name[0])
		memcpy(j->name, j->probe->name, sizeof(j->name));
	else
		memcpy(j->probe->name, j->name, sizeof(j->name));
	j->in.vcpu = vcpu_of(j);
	decide(j);
}

static int on_next(sd_event_source *s, void *ctx)
{
	struct job *j = ctx;
	struct vmm_asker *a = j->a;

	(void)s;
	if (j->step == STEP_AGAIN) {
		j->step = STEP_IDLE;
		decide(j);
	} else {
		clear(j);
		start_waiting(a);
	}
	return 0;
}

/* 0, or -errno; then the job is not used. */
static int start(struct job *j, const struct vmm_hit *hit)
{
	struct vmm_asker *a = j->a;
	struct vmm_interview_options o = {
		.loop = a->o.loop,
		.proc = a->o.proc,
		.pid = hit->pid,
		.user = a->o.user,
		.timeout_ms = a->o.timeout_ms,
		.checkstop = a->checkstop,
		.checkstop_why = a->checkstop_why,
	};
	const char *name = "";
	int err;

	j->hit = *hit;
	j->in = (struct vmm_incident){
		.id = hit->cause.incident,
		.cls = hit->cause.cls->name,
		.severity = hit->cause.severity,
		.vm_pid = hit->pid,
		.from_pid = hit->cause.process,
		.vcpu = -1,
	};
	j->used = true;
	j->monitor = a->watch ? vmm_watch_monitor(a->watch, hit->pid, &name) : NULL;
	memcpy(j->name, name, strnlen(name, sizeof(j->name) - 1));
	j->probe = calloc(1, sizeof(*j->probe));
	err = j->probe ? sd_event_add_defer(a->o.loop, &j->next, on_next, j) : -ENOMEM;
	if (err >= 0)
		err = sd_event_source_set_enabled(j->next, SD_EVENT_OFF);
	if (err < 0) {
		clear(j);
		return err;
	}
	if (!j->monitor && try_libvirt(j))
		return 0;
	if (!j->monitor) {
		memcpy(j->probe->name, j->name, sizeof(j->name));
		if (!j->probe->unreachable)
			j->probe->unreachable = "no monitor of the VM is known to the daemon";
		decide(j);
		return 0;
	}
	o.monitor = j->monitor;
	j->interview = vmm_interview_start(&o, j->probe, on_interviewed, j);
	if (!j->interview) {
		err = -errno;
		clear(j);
		return err;
	}
	return 0;
}

/* A free job, unless the VM has one already. */
static struct job *job_for(struct vmm_asker *a, int32_t pid)
{
	struct job *found = NULL;

	for (size_t i = 0; i < JOBS; i++) {
		if (a->jobs[i].used && a->jobs[i].hit.pid == pid)
			return NULL;
		if (!a->jobs[i].used)
			found = &a->jobs[i];
	}
	return found;
}

static void start_waiting(struct vmm_asker *a)
{
	for (size_t i = 0; i < a->nwaiting;) {
		struct job *j = job_for(a, a->waiting[i].pid);
		struct vmm_hit hit = a->waiting[i];
		int err;

		if (!j) {
			i++;
			continue;
		}
		a->nwaiting--;
		memmove(&a->waiting[i], &a->waiting[i + 1],
			(a->nwaiting - i) * sizeof(a->waiting[0]));
		err = start(j, &hit);
		if (err < 0) {
			ras_log(LOG_ERR, "VM of process %d is not asked: %s", (int)hit.pid,
				strerror(-err));
			skipped(a, 1);
		}
	}
}

static void add_hit(void *ctx, const struct vmm_hit *hit)
{
	struct vmm_asker *a = ctx;
	size_t same = 0;

	for (size_t i = 0; i < a->nwaiting; i++)
		same += a->waiting[i].pid == hit->pid;
	if (a->nwaiting == WAITING || same == WAITING_SAME)
		skipped(a, 1);
	else
		a->waiting[a->nwaiting++] = *hit;
}

static int on_wake(sd_event_source *s, int fd, uint32_t revents, void *ctx)
{
	struct vmm_asker *a = ctx;
	struct vmm_cause causes[CAUSES];
	uint64_t count;
	size_t n;

	(void)s;
	(void)revents;
	if (read(fd, &count, sizeof(count)) < 0)
		return 0;
	(void)pthread_mutex_lock(&a->lock);
	n = a->ncauses;
	memcpy(causes, a->causes, n * sizeof(causes[0]));
	a->ncauses = 0;
	(void)pthread_mutex_unlock(&a->lock);
	for (size_t i = 0; i < n; i++)
		if (vmm_find(a->o.proc, a->o.user, &causes[i], add_hit, a) < 0)
			ras_log(LOG_WARNING, "VMs that an event hit were not found: %m");
	start_waiting(a);
	return 0;
}

/* Only where it is wanted: a host without VMs does without a try-out VM. */
static void ask_kvm(struct vmm_asker *a)
{
	if (a->o.settings.action == VMM_CHECKSTOP && !a->checkstop_why)
		a->checkstop = vmm_kvm_probe(a->o.kvm, &a->checkstop_why);
}

struct vmm_asker *vmm_asker_new(const struct vmm_asker_options *o)
{
	struct vmm_asker *a = calloc(1, sizeof(*a));
	int err;

	if (!a)
		return NULL;
	a->o = *o;
	a->o.loop = sd_event_ref(o->loop);
	for (size_t i = 0; i < JOBS; i++)
		a->jobs[i].a = a;
	err = pthread_mutex_init(&a->lock, NULL);
	if (err) {
		(void)sd_event_unref(a->o.loop);
		free(a);
		errno = err;
		return NULL;
	}
	a->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	err = a->wake_fd < 0 ? -errno :
			       sd_event_add_io(o->loop, &a->wake, a->wake_fd, EPOLLIN, on_wake, a);
	if (err < 0) {
		vmm_asker_free(a);
		errno = -err;
		return NULL;
	}
	ask_kvm(a);
	return a;
}

/* End a job whose monitor or daemon goes away; a request that was sent may still come true. */
static void cut_off(struct job *j, const char *why)
{
	struct vmm_outcome lost = { .result = VMM_LOST };
	struct ras_text t = RAS_TEXT(lost.answer);

	if ((j->call || (j->worker && j->asking)) && j->step == STEP_IDLE) {
		ras_text_puts(&t, why);
		record(j, &lost);
	} else if (j->step == STEP_IDLE) {
		ras_log(LOG_NOTICE, "VM of process %d: not asked: %s", (int)j->hit.pid, why);
	}
	clear(j);
}

void vmm_asker_finish(struct vmm_asker *a)
{
	a->watch = NULL;
	a->nwaiting = 0;
	if (a->wake)
		(void)sd_event_source_set_enabled(a->wake, SD_EVENT_OFF);
	for (size_t i = 0; i < JOBS; i++)
		if (a->jobs[i].used)
			cut_off(&a->jobs[i], "rasdaemon ended while it waited");
}

void vmm_asker_free(struct vmm_asker *a)
{
	if (!a)
		return;
	vmm_asker_finish(a);
	vmm_worker_free(a->stuck);
	(void)sd_event_source_disable_unref(a->wake);
	if (a->wake_fd >= 0)
		(void)close(a->wake_fd);
	(void)sd_event_unref(a->o.loop);
	(void)pthread_mutex_destroy(&a->lock);
	free(a);
}

void vmm_asker_set(struct vmm_asker *a, const struct vmm_settings *s, uint32_t timeout_ms,
		   uid_t user)
{
	(void)pthread_mutex_lock(&a->lock);
	a->o.settings = *s;
	(void)pthread_mutex_unlock(&a->lock);
	a->o.timeout_ms = timeout_ms;
	a->o.user = user;
	ask_kvm(a);
}

void vmm_asker_watch(struct vmm_asker *a, const struct vmm_watch *w)
{
	a->watch = w;
}

void vmm_asker_heard(void *asker, const struct qmp *q, struct json_object *event)
{
	struct vmm_asker *a = asker;

	for (size_t i = 0; i < JOBS; i++)
		if (a->jobs[i].call && a->jobs[i].monitor == q && a->jobs[i].step == STEP_IDLE)
			vmm_request_event(a->jobs[i].call, event);
}

void vmm_asker_gone(void *asker, const struct qmp *q)
{
	struct vmm_asker *a = asker;

	for (size_t i = 0; i < JOBS; i++)
		if (a->jobs[i].used && a->jobs[i].monitor == q)
			cut_off(&a->jobs[i], "the connection to the VM's monitor was given up");
}

bool vmm_asker_idle(struct vmm_asker *a)
{
	bool idle;

	(void)pthread_mutex_lock(&a->lock);
	idle = !a->ncauses && !a->nwaiting;
	(void)pthread_mutex_unlock(&a->lock);
	for (size_t i = 0; i < JOBS; i++)
		idle = idle && !a->jobs[i].used;
	return idle;
}
