// SPDX-License-Identifier: GPL-2.0-or-later
/* The action thread: does what may block, one request after the other, and tells what it did. */
#include "policy/actor.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"

enum {
	REQUESTS = 256,
	RUNS = 64,
	PROGRAMS = 4,          /* at once */
	STOP_GRACE_MS = 2000,  /* for programs that run at the end */
	STEP_MS = 20,          /* where nothing can be waited for */
	PUBLISH_TRIES = 500,   /* steps that a full event queue is waited for */
	SAY_AGAIN_S = 60,      /* between two messages of a full queue */
};

/* Fixed number of fixed-size slots, first in, first out. */
struct ring {
	char *mem;
	size_t slot, slots, first, count;
};

struct program {
	struct policy_run run;
	pid_t pid;  /* 0: none */
	int fd;     /* pidfd; -1: this kernel has none */
	int64_t deadline_ns; /* CLOCK_MONOTONIC */
	bool killed;
};

struct policy_actor {
	struct policy_actor_options o;
	pthread_t thread;
	pthread_mutex_t lock; /* all down to said_ns */
	pthread_cond_t idle;
	struct ring requests, runs;
	unsigned int running; /* programs */
	bool busy, stop;
	int64_t said_ns;
	/* The thread's own. */
	int wake;             /* eventfd */
	struct program program[PROGRAMS];
	uint64_t isolated;    /* CPUs */
	uint64_t poison_kb;   /* last warned of */
	bool full;            /* the event queue was full to the last */
};

static bool ring_new(struct ring *r, size_t slot, size_t slots)
{
	*r = (struct ring){ .mem = calloc(slots, slot), .slot = slot, .slots = slots };
	return r->mem != NULL;
}

static bool ring_put(struct ring *r, const void *from)
{
	if (r->count == r->slots)
		return false;
	memcpy(r->mem + (r->first + r->count) % r->slots * r->slot, from, r->slot);
	r->count++;
	return true;
}

static bool ring_get(struct ring *r, void *to)
{
	if (!r->count)
		return false;
	memcpy(to, r->mem + r->first * r->slot, r->slot);
	r->first = (r->first + 1) % r->slots;
	r->count--;
	return true;
}

static void wake(const struct policy_actor *a)
{
	const uint64_t one = 1;

	/* It fails only when the counter is full, and then it wakes as well. */
	if (write(a->wake, &one, sizeof(one)) < 0)
		return;
}

static bool put(struct policy_actor *a, struct ring *r, const void *what)
{
	int64_t now = ras_clock_now(CLOCK_MONOTONIC);
	bool ok, say;

	(void)pthread_mutex_lock(&a->lock);
	ok = ring_put(r, what);
	say = !ok && (!a->said_ns || now - a->said_ns > SAY_AGAIN_S * RAS_NSEC_PER_SEC);
	if (say)
		a->said_ns = now;
	(void)pthread_mutex_unlock(&a->lock);
	if (!ok)
		ras_count(a->o.bus->counters, RAS_C_ACTION_FULL);
	if (say)
		ras_log(LOG_WARNING, "more actions are asked for than can be done: some are left "
				     "out, counted as action_full");
	wake(a);
	return ok;
}

bool policy_actor_ask(struct policy_actor *a, const struct policy_request *q)
{
	return put(a, &a->requests, q);
}

bool policy_actor_run(struct policy_actor *a, const struct policy_run *run)
{
	return put(a, &a->runs, run);
}

static void set(struct ras_event *ev, struct ras_str *to, const char *text)
{
	*to = ras_event_str(ev, text, strlen(text));
}

/* What one row says of who was asked and what came of it. */
struct outcome {
	const char *action, *asked, *answer, *verified;
};

static void publish(struct policy_actor *a, const struct policy_request *q,
		    const struct outcome *o)
{
	struct ras_event *ev = NULL;
	struct ras_action_event *e;

	/* Never wait in the queue itself: that would hold up those who read the kernel's buffer. */
	for (int i = 0; i < (a->full ? 1 : PUBLISH_TRIES); i++) {
		ev = ras_bus_begin(a->o.bus, &ras_class_ras_action, false);
		if (ev)
			break;
		(void)poll(NULL, 0, STEP_MS);
	}
	/* What waits behind does not wait as long once more: the end of the daemon may be near. */
	a->full = !ev;
	if (!ev) {
		ras_count(a->o.bus->counters, RAS_C_ACTION_UNTOLD);
		ras_log(LOG_ERR, "%s: %s %s: %s (%s), not recorded: the event queue stays full",
			q->actor, o->action, q->target, o->answer, q->reason);
		return;
	}
	e = (void *)ev;
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	ev->incident = q->incident;
	set(ev, &e->actor, q->actor);
	set(ev, &e->action, o->action);
	set(ev, &e->target, q->target);
	set(ev, &e->cause_class, q->cause_class);
	e->cause_time_ns = q->cause_time_ns;
	set(ev, &e->asked, o->asked);
	set(ev, &e->answer, o->answer);
	set(ev, &e->verified, o->verified);
	set(ev, &e->reason, q->reason);
	ras_bus_publish(a->o.bus, ev);
	ras_count(a->o.bus->counters, RAS_C_ACTIONS);
}

static void note(struct policy_actor *a, const struct policy_request *q)
{
	if (q->warn)
		ras_log(LOG_WARNING, "%s: %s", q->target, q->reason);
	publish(a, q, &(struct outcome){ q->action, "", "", "" });
}

/* One asking of the kernel, recorded. */
static bool offline_page(struct policy_actor *a, const struct policy_request *q, bool hard)
{
	struct policy_answer r = { 0 };

	policy_page_offline(a->o.roots, q->number, hard, &r);
	publish(a, q, &(struct outcome){ hard ? "hard-offline page" : "soft-offline page", "kernel",
					 r.answer, r.verified });
	return r.ok;
}

static void do_page(struct policy_actor *a, const struct policy_request *q)
{
	bool ok = offline_page(a, q, q->ce_action == RAS_CE_HARD);

	if (!ok && q->ce_action == RAS_CE_SOFT_THEN_HARD)
		ok = offline_page(a, q, true);
	a->o.done(a->o.arg, q, ok);
}

static void do_cpu(struct policy_actor *a, const struct policy_request *q)
{
	struct policy_cpu_state s = { .isolated = a->isolated, .limit = q->limit };
	struct policy_answer r = { 0 };
	const char *why;

	policy_cpu_look(a->o.roots, (uint32_t)q->number, &s);
	why = policy_cpu_refusal(&s);
	if (why) {
		publish(a, q, &(struct outcome){ "leave CPU alone", "policy", why, "" });
	} else {
		policy_cpu_offline(a->o.roots, (uint32_t)q->number, &r);
		a->isolated += r.ok;
		publish(a, q, &(struct outcome){ "offline CPU", "kernel", r.answer, r.verified });
	}
	a->o.done(a->o.arg, q, r.ok);
}

static void do_poison(struct policy_actor *a, const struct policy_request *q)
{
	struct policy_request warning = *q;
	struct ras_text t = RAS_TEXT(warning.reason);
	uint64_t kb;

	if (policy_poison_read(a->o.roots, &kb) || kb < q->limit || kb <= a->poison_kb)
		return;
	a->poison_kb = kb;
	ras_text_add(&t,
		     "%" PRIu64 " kB of memory are poisoned (POISON_STAT_THRESHOLD %" PRIu64 ")",
		     kb, q->limit);
	note(a, &warning);
}

static void do_request(struct policy_actor *a, const struct policy_request *q)
{
	switch (q->kind) {
	case POLICY_NOTE:
		note(a, q);
		break;
	case POLICY_PAGE:
		do_page(a, q);
		break;
	case POLICY_CPU:
		do_cpu(a, q);
		break;
	case POLICY_POISON:
		do_poison(a, q);
		break;
	}
}

static void tell_run(struct policy_actor *a, const struct policy_run *run, const char *answer)
{
	struct policy_request q = { .actor = "trigger", .cause_class = run->cause_class,
				    .cause_time_ns = run->cause_time_ns,
				    .incident = run->incident };
	struct ras_text target = RAS_TEXT(q.target), reason = RAS_TEXT(q.reason);

	ras_text_puts(&target, run->path);
	ras_text_puts(&reason, run->setting);
	publish(a, &q, &(struct outcome){ "run program", "program", answer, "" });
}

static void start_program(struct policy_actor *a, struct program *p)
{
	int error = policy_trigger_start(&p->run, &p->pid);

	if (error) {
		p->pid = 0;
		tell_run(a, &p->run, strerror(error));
		return;
	}
	ras_count(a->o.bus->counters, RAS_C_TRIGGERS);
	p->killed = false;
	p->deadline_ns = ras_clock_now(CLOCK_MONOTONIC) +
			 (int64_t)p->run.timeout_s * RAS_NSEC_PER_SEC;
	p->fd = (int)syscall(SYS_pidfd_open, p->pid, 0);
	(void)pthread_mutex_lock(&a->lock);
	a->running++;
	(void)pthread_mutex_unlock(&a->lock);
}

static void ended(struct policy_actor *a, struct program *p, int status)
{
	char buf[96];
	struct ras_text t = RAS_TEXT(buf);

	if (p->killed)
		ras_text_add(&t, "ended: still running after %" PRIu64 " s (TRIGGER_TIMEOUT)",
			     p->run.timeout_s);
	else if (WIFSIGNALED(status))
		ras_text_add(&t, "ended by signal %d", WTERMSIG(status));
	else
		ras_text_add(&t, "exit code %d", WEXITSTATUS(status));
	if (p->fd >= 0)
		(void)close(p->fd);
	p->pid = 0;
	tell_run(a, &p->run, buf);
	(void)pthread_mutex_lock(&a->lock);
	a->running--;
	(void)pthread_mutex_unlock(&a->lock);
}

/* Take in what ended, end what runs too long. */
static void mind_programs(struct policy_actor *a)
{
	int64_t now = ras_clock_now(CLOCK_MONOTONIC);

	for (size_t i = 0; i < PROGRAMS; i++) {
		struct program *p = &a->program[i];
		int status = 0;

		if (!p->pid)
			continue;
		if (waitpid(p->pid, &status, WNOHANG) != 0) {
			ended(a, p, status);
		} else if (!p->killed && now >= p->deadline_ns) {
			(void)kill(-p->pid, SIGKILL);
			p->killed = true;
			ras_count(a->o.bus->counters, RAS_C_TRIGGER_KILLED);
		}
	}
}

static struct program *free_program(struct policy_actor *a)
{
	for (size_t i = 0; i < PROGRAMS; i++)
		if (!a->program[i].pid)
			return &a->program[i];
	return NULL;
}

/* Sleep until something is asked, a program ends or its time is over. */
static void sleep_on(struct policy_actor *a)
{
	struct pollfd fds[PROGRAMS + 1] = { { .fd = a->wake, .events = POLLIN } };
	int64_t now = ras_clock_now(CLOCK_MONOTONIC), ms, wait = -1;
	uint64_t woken;
	nfds_t n = 1;

	for (size_t i = 0; i < PROGRAMS; i++) {
		const struct program *p = &a->program[i];

		if (!p->pid)
			continue;
		if (p->fd >= 0)
			fds[n++] = (struct pollfd){ .fd = p->fd, .events = POLLIN };
		ms = (p->deadline_ns - now) / (RAS_NSEC_PER_SEC / 1000) + 1;
		if (p->fd < 0)
			ms = STEP_MS;
		else if (p->killed)
			continue;
		if (wait < 0 || ms < wait)
			wait = ms < 0 ? 0 : ms;
	}
	if (poll(fds, n, (int)wait) > 0 && fds[0].revents &&
	    read(a->wake, &woken, sizeof(woken)) < 0)
		return;
}

/* No more time for programs than this, and none that waits is begun. */
static void cut_short(struct policy_actor *a)
{
	int64_t end = ras_clock_now(CLOCK_MONOTONIC) +
		      STOP_GRACE_MS * (RAS_NSEC_PER_SEC / 1000);

	(void)pthread_mutex_lock(&a->lock);
	ras_count_n(a->o.bus->counters, RAS_C_ACTION_FULL, a->runs.count);
	a->runs.count = 0;
	(void)pthread_mutex_unlock(&a->lock);
	for (size_t i = 0; i < PROGRAMS; i++)
		if (a->program[i].pid && a->program[i].deadline_ns > end)
			a->program[i].deadline_ns = end;
}

static void *work(void *arg)
{
	struct policy_actor *a = arg;
	struct policy_request q;
	bool stopping = false;

	for (;;) {
		struct program *p = free_program(a);
		bool request, run = false, stop, end;

		(void)pthread_mutex_lock(&a->lock);
		request = ring_get(&a->requests, &q);
		if (!request && p && !a->stop)
			run = ring_get(&a->runs, &p->run);
		a->busy = request || run;
		stop = a->stop;
		end = stop && !a->busy && !a->running;
		if (!a->busy && !a->running && !a->runs.count)
			(void)pthread_cond_broadcast(&a->idle);
		(void)pthread_mutex_unlock(&a->lock);
		if (stop && !stopping)
			cut_short(a);
		stopping = stop;
		if (end)
			return NULL;
		if (request)
			do_request(a, &q);
		else if (run)
			start_program(a, p);
		else
			sleep_on(a);
		mind_programs(a);
	}
}

static void free_actor(struct policy_actor *a)
{
	if (a->wake >= 0)
		(void)close(a->wake);
	free(a->requests.mem);
	free(a->runs.mem);
	free(a);
}

struct policy_actor *policy_actor_start(const struct policy_actor_options *o)
{
	struct policy_actor *a = calloc(1, sizeof(*a));
	int error = ENOMEM;

	if (!a)
		return NULL;
	a->o = *o;
	a->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (a->wake < 0) {
		error = errno;
		goto fail;
	}
	if (!ring_new(&a->requests, sizeof(struct policy_request), REQUESTS) ||
	    !ring_new(&a->runs, sizeof(struct policy_run), RUNS))
		goto fail;
	(void)pthread_mutex_init(&a->lock, NULL);
	(void)pthread_cond_init(&a->idle, NULL);
	error = pthread_create(&a->thread, NULL, work, a);
	if (!error)
		return a;
	(void)pthread_cond_destroy(&a->idle);
	(void)pthread_mutex_destroy(&a->lock);
fail:
	free_actor(a);
	errno = error;
	return NULL;
}

void policy_actor_settle(struct policy_actor *a)
{
	(void)pthread_mutex_lock(&a->lock);
	while (a->busy || a->running || a->requests.count || a->runs.count)
		(void)pthread_cond_wait(&a->idle, &a->lock);
	(void)pthread_mutex_unlock(&a->lock);
}

void policy_actor_stop(struct policy_actor *a)
{
	(void)pthread_mutex_lock(&a->lock);
	a->stop = true;
	(void)pthread_mutex_unlock(&a->lock);
	wake(a);
	(void)pthread_join(a->thread, NULL);
	(void)pthread_cond_destroy(&a->idle);
	(void)pthread_mutex_destroy(&a->lock);
	free_actor(a);
}
