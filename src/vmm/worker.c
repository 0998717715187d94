// SPDX-License-Identifier: GPL-2.0-or-later
/* What may block, in a thread of its own, with a time limit for the one who waits. */
#include "config.h"

#include "vmm/worker.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { US_PER_MS = 1000 };

/* What both threads hold; the last one frees it. */
struct shared {
	_Atomic int holders;
	_Atomic bool ended;
	int fd; /* becomes readable when the work is done */
	void (*work)(void *arg);
	void *arg;
};

struct vmm_worker {
	struct shared *shared;
	vmm_worked_fn done; /* NULL once called */
	void *ctx;
	sd_event_source *end, *deadline;
};

static void let_go(struct shared *s)
{
	if (atomic_fetch_sub(&s->holders, 1) > 1)
		return;
	if (s->fd >= 0)
		(void)close(s->fd);
	free(s->arg);
	free(s);
}

static void *run(void *arg)
{
	const uint64_t one = 1;
	struct shared *s = arg;

	s->work(s->arg);
	atomic_store(&s->ended, true);
	/* Cannot fail: the counter is at 0. Were it to, the deadline ends the wait. */
	if (write(s->fd, &one, sizeof(one)) < 0)
		errno = 0;
	let_go(s);
	return NULL;
}

static void finish(struct vmm_worker *w, void *arg)
{
	vmm_worked_fn done = w->done;

	w->done = NULL;
	(void)sd_event_source_set_enabled(w->end, SD_EVENT_OFF);
	(void)sd_event_source_set_enabled(w->deadline, SD_EVENT_OFF);
	done(w->ctx, arg);
}

static int on_end(sd_event_source *source, int fd, uint32_t revents, void *ctx)
{
	struct vmm_worker *w = ctx;

	(void)source;
	(void)fd;
	(void)revents;
	finish(w, w->shared->arg);
	return 0;
}

static int on_deadline(sd_event_source *source, uint64_t usec, void *ctx)
{
	(void)source;
	(void)usec;
	finish(ctx, NULL);
	return 0;
}

/* A detached thread that takes no signals: those are the loop's. 0, or an errno. */
static int start_thread(struct shared *s)
{
	sigset_t all, before;
	pthread_t thread;
	int err;

	(void)sigfillset(&all);
	err = pthread_sigmask(SIG_SETMASK, &all, &before);
	if (err)
		return err;
	err = pthread_create(&thread, NULL, run, s);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return err ? err : pthread_detach(thread);
}

struct vmm_worker *vmm_worker_start(sd_event *loop, void (*work)(void *arg), void *arg,
				    uint32_t timeout_ms, vmm_worked_fn done, void *ctx)
{
	struct vmm_worker *w = calloc(1, sizeof(*w));
	struct shared *s = calloc(1, sizeof(*s));
	uint64_t now = 0;
	int err;

	if (!w || !s) {
		free(w);
		free(s);
		free(arg);
		errno = ENOMEM;
		return NULL;
	}
	s->holders = 1;
	s->work = work;
	s->arg = arg;
	w->shared = s;
	w->ctx = ctx;
	s->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	(void)sd_event_now(loop, CLOCK_MONOTONIC, &now);
	err = s->fd < 0 ? -errno : sd_event_add_io(loop, &w->end, s->fd, EPOLLIN, on_end, w);
	if (err >= 0)
		err = sd_event_add_time(loop, &w->deadline, CLOCK_MONOTONIC,
					now + (uint64_t)timeout_ms * US_PER_MS, US_PER_MS,
					on_deadline, w);
	if (err >= 0) {
		atomic_store(&s->holders, 2);
		err = -start_thread(s);
		if (err < 0)
			atomic_store(&s->holders, 1);
	}
	if (err < 0) {
		vmm_worker_free(w);
		errno = -err;
		return NULL;
	}
	w->done = done;
	return w;
}

bool vmm_worker_busy(const struct vmm_worker *w)
{
	return !atomic_load(&w->shared->ended);
}

void vmm_worker_free(struct vmm_worker *w)
{
	if (!w)
		return;
	(void)sd_event_source_disable_unref(w->end);
	(void)sd_event_source_disable_unref(w->deadline);
	let_go(w->shared);
	free(w);
}
