// SPDX-License-Identifier: GPL-2.0-or-later
/* The CPUs' readers in the event loop: reading while there is data and room, stopped while not. */
#include "daemon/readers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/log.h"

/*
 * Under load a wake-up for each event would cost more than the event: a buffer that was found empty
 * after some wake-ups in a row is left alone for the rest of a short while, in which the kernel
 * gathers pages. That while is far shorter than the time that fills a buffer.
 */
enum { BURST_US = 2000, BURST_WAKEUPS = 4, TIMER_ACCURACY_US = 100 };

struct slot {
	struct ras_readers *owner;
	struct ras_reader reader;
	sd_event_source *source; /* NULL: not watched */
	uint64_t burst_us;       /* monotonic time of the first of some wake-ups in a row */
	unsigned int wakeups;
	bool resting;
};

struct ras_readers {
	struct ras_readers_options o;
	const struct ras_trace_clock *clock;
	int room_fd; /* the store says here that the queue has room again */
	sd_event_source *room;
	sd_event_source *rest; /* ends the rest of the buffers that are left alone */
	bool blocked;          /* the queue is full */
	struct slot *slots;
	size_t n;
};

/* On the store's thread. */
static void on_room(void *arg)
{
	const struct ras_readers *rs = arg;
	uint64_t one = 1;

	/* It can only fail when the counter is at its end, and then it is readable all the same. */
	(void)!write(rs->room_fd, &one, sizeof(one));
}

static int by_cpu(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	return (x->reader.hand.cpu > y->reader.hand.cpu) -
	       (x->reader.hand.cpu < y->reader.hand.cpu);
}

/* Two descriptors a CPU: hundreds of CPUs need more than the usual soft limit. */
static void raise_fd_limit(void)
{
	struct rlimit l;

	if (!getrlimit(RLIMIT_NOFILE, &l) && l.rlim_cur < l.rlim_max) {
		l.rlim_cur = l.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &l);
	}
}

static int add_reader(struct ras_readers *rs, int cpu, size_t page_size)
{
	struct slot *more = reallocarray(rs->slots, rs->n + 1, sizeof(*more));

	if (!more)
		return -1;
	rs->slots = more;
	more[rs->n] = (struct slot){ .owner = rs };
	if (ras_reader_open(&more[rs->n].reader, rs->o.instance, cpu, page_size))
		return -1;
	rs->n++;
	return 0;
}

static int open_all(struct ras_readers *rs, size_t page_size, struct ras_text *e)
{
	int fd = openat(rs->o.instance->dirfd, "per_cpu", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *entry;

	if (!d) {
		ras_text_add(e, "%s/per_cpu: %s", rs->o.instance->path, strerror(errno));
		if (fd >= 0)
			(void)close(fd);
		return -1;
	}
	while ((entry = readdir(d))) {
		char *end;
		long cpu;

		if (strncmp(entry->d_name, "cpu", 3) != 0)
			continue;
		cpu = strtol(entry->d_name + 3, &end, 10);
		if (*end || end == entry->d_name + 3 || cpu < 0 || cpu > 1 << 20)
			continue;
		if (add_reader(rs, (int)cpu, page_size)) {
			ras_text_add(e, "%s/per_cpu/%s/trace_pipe_raw: %s%s", rs->o.instance->path,
				     entry->d_name, strerror(errno),
				     errno == EBUSY ? " (another reader has it)" : "");
			(void)closedir(d);
			return -1;
		}
	}
	(void)closedir(d);
	qsort(rs->slots, rs->n, sizeof(*rs->slots), by_cpu);
	return 0;
}

struct ras_readers *ras_readers_new(const struct ras_readers_options *o, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_readers *rs = calloc(1, sizeof(*rs));

	if (!rs) {
		ras_text_puts(&e, "out of memory");
		return NULL;
	}
	rs->o = *o;
	rs->clock = ras_trace_clock("[boot]");
	rs->room_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	raise_fd_limit();
	if (rs->room_fd < 0 ||
	    open_all(rs, ras_page_size(ras_formats_layout(o->pump->formats)), &e)) {
		if (!e.len)
			ras_text_add(&e, "eventfd: %s", strerror(errno));
		ras_readers_free(rs);
		return NULL;
	}
	ras_queue_on_room(o->queue, on_room, rs);
	return rs;
}

void ras_readers_free(struct ras_readers *rs)
{
	if (!rs)
		return;
	for (size_t k = 0; k < rs->n; k++) {
		sd_event_source_unref(rs->slots[k].source);
		ras_reader_close(&rs->slots[k].reader);
	}
	sd_event_source_unref(rs->room);
	sd_event_source_unref(rs->rest);
	if (rs->room_fd >= 0)
		(void)close(rs->room_fd);
	free(rs->slots);
	free(rs);
}

void ras_readers_clock(struct ras_readers *rs, const struct ras_trace_clock *clock)
{
	rs->clock = clock;
	rs->o.pump->ns_per_tick = ras_trace_clock_tick(clock);
	rs->o.pump->offset_ns = ras_trace_clock_offset(clock);
}

/* Watch each buffer that is to be watched now. */
static void watch(struct ras_readers *rs)
{
	for (size_t k = 0; k < rs->n; k++)
		if (rs->slots[k].source)
			(void)sd_event_source_set_enabled(
				rs->slots[k].source,
				rs->blocked || rs->slots[k].resting ? SD_EVENT_OFF : SD_EVENT_ON);
}

/* Leave a buffer alone for what is left of its while. */
static void rest(struct slot *s)
{
	struct ras_readers *rs = s->owner;

	int on = SD_EVENT_OFF;

	(void)sd_event_source_get_enabled(rs->rest, &on);
	/* The first that rests sets the end for all: else each of many would put it off. */
	if (on == SD_EVENT_OFF &&
	    (sd_event_source_set_time(rs->rest, s->burst_us + BURST_US) < 0 ||
	     sd_event_source_set_enabled(rs->rest, SD_EVENT_ONESHOT) < 0))
		return;
	s->resting = true;
	(void)sd_event_source_set_enabled(s->source, SD_EVENT_OFF);
}

static int on_rested(sd_event_source *source, uint64_t usec, void *arg)
{
	struct ras_readers *rs = arg;

	(void)source;
	(void)usec;
	for (size_t k = 0; k < rs->n; k++)
		rs->slots[k].resting = false;
	watch(rs);
	return 0;
}

static void read_some(struct slot *s)
{
	struct ras_readers *rs = s->owner;

	/* The wall clock may have been stepped since. */
	rs->o.pump->offset_ns = ras_trace_clock_offset(rs->clock);
	switch (ras_reader_step(&s->reader, rs->o.pump, false)) {
	case RAS_READ_BLOCKED:
		/* A full queue stops reading, and the kernel keeps the rest. */
		rs->blocked = true;
		watch(rs);
		break;
	case RAS_READ_GONE:
		ras_log(LOG_ERR, "%s: CPU %d: its ring buffer can no longer be read: %m",
			rs->o.instance->path, s->reader.hand.cpu);
		s->source = sd_event_source_disable_unref(s->source);
		break;
	case RAS_READ_EMPTY:
		if (s->source && s->wakeups >= BURST_WAKEUPS)
			rest(s);
		break;
	case RAS_READ_MORE:
		break;
	}
	if (rs->o.pump->hint)
		ras_readers_rescan(rs);
}

/* Count wake-ups in a row. */
static void count_wakeup(struct slot *s)
{
	uint64_t now = 0;

	(void)sd_event_now(s->owner->o.loop, CLOCK_MONOTONIC, &now);
	if (now - s->burst_us >= BURST_US) {
		s->burst_us = now;
		s->wakeups = 0;
	}
	s->wakeups++;
}

static int on_readable(sd_event_source *source, int fd, uint32_t revents, void *arg)
{
	struct slot *s = arg;

	(void)source;
	(void)fd;
	if (revents & (EPOLLERR | EPOLLHUP) && !(revents & EPOLLIN)) {
		s->source = sd_event_source_disable_unref(s->source);
	} else {
		count_wakeup(s);
		read_some(s);
	}
	return 0;
}

static int on_room_again(sd_event_source *source, int fd, uint32_t revents, void *arg)
{
	struct ras_readers *rs = arg;
	uint64_t n;

	(void)source;
	(void)revents;
	(void)!read(fd, &n, sizeof(n));
	rs->blocked = false;
	watch(rs);
	/* A page in hand, or a loss to tell, does not make a buffer readable. */
	for (size_t k = 0; k < rs->n; k++)
		if (rs->slots[k].source && ras_reader_waits(&rs->slots[k].reader))
			read_some(&rs->slots[k]);
	return 0;
}

/* Watch the buffers that exist; have the kernel tell when one of the others comes to be. */
static int watch_ready(struct ras_readers *rs)
{
	char filter[1024];
	struct ras_text t = RAS_TEXT(filter);
	int rc;

	for (size_t k = 0; k < rs->n; k++) {
		struct slot *s = &rs->slots[k];

		if (s->source)
			continue;
		if (!ras_reader_ready(&s->reader)) {
			ras_text_sep(&t, " || ");
			ras_text_add(&t, "cpu == %d", s->reader.hand.cpu);
			continue;
		}
		rc = sd_event_add_io(rs->o.loop, &s->source, s->reader.fd, EPOLLIN, on_readable, s);
		if (rc < 0)
			return rc;
	}
	/* Too many to name: hear of all CPUs. */
	ras_subscriptions_watch_cpus(rs->o.subs, rs->o.instance, rs->o.pump->formats,
				     t.cut ? "cpu >= 0" : filter);
	return 0;
}

int ras_readers_start(struct ras_readers *rs)
{
	int rc = sd_event_add_io(rs->o.loop, &rs->room, rs->room_fd, EPOLLIN, on_room_again, rs);

	if (rc >= 0)
		rc = sd_event_add_time(rs->o.loop, &rs->rest, CLOCK_MONOTONIC, 0, TIMER_ACCURACY_US,
				       on_rested, rs);
	if (rc >= 0)
		rc = sd_event_source_set_enabled(rs->rest, SD_EVENT_OFF);
	return rc < 0 ? rc : watch_ready(rs);
}

void ras_readers_rescan(struct ras_readers *rs)
{
	int rc;

	rs->o.pump->hint = false;
	(void)ras_subscriptions_enable(rs->o.subs, rs->o.instance, rs->o.pump->formats);
	rc = watch_ready(rs);
	if (rc < 0)
		ras_log(LOG_ERR, "a CPU's ring buffer cannot be watched: %s", strerror(-rc));
}

void ras_readers_drain(struct ras_readers *rs)
{
	for (size_t k = 0; k < rs->n; k++)
		while (ras_reader_ready(&rs->slots[k].reader) &&
		       ras_reader_step(&rs->slots[k].reader, rs->o.pump, true) == RAS_READ_MORE)
			;
}

void ras_readers_base(struct ras_readers *rs, bool zero)
{
	for (size_t k = 0; k < rs->n; k++) {
		if (zero)
			rs->slots[k].reader.flagged = rs->slots[k].reader.told = 0;
		else
			(void)ras_reader_account(&rs->slots[k].reader, rs->o.pump, true, true);
	}
}

void ras_readers_finish(struct ras_readers *rs)
{
	ras_readers_drain(rs);
	ras_pump_end(rs->o.pump);
	for (size_t k = 0; k < rs->n; k++)
		(void)ras_reader_account(&rs->slots[k].reader, rs->o.pump, false, true);
}

size_t ras_readers_count(const struct ras_readers *rs)
{
	return rs->n;
}

const struct ras_reader *ras_readers_at(const struct ras_readers *rs, size_t n)
{
	return &rs->slots[n].reader;
}
