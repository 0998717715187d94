// SPDX-License-Identifier: GPL-2.0-or-later
/* One CPU's live ring buffer: pages read as they fill, losses counted to the last event. */
#include "trace/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"

/* One step: enough to make a system call worth it, short enough to leave others their turn. */
enum { PAGES_A_STEP = 32 };

/* How often the statistics are looked at while events flow; they cost some microseconds. */
static const int64_t stats_every_ns = RAS_NSEC_PER_SEC;

static int cpu_file(const struct ras_instance *i, int cpu, const char *file, int flags)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "per_cpu/cpu%d/%s", cpu, file);
	return openat(i->dirfd, path, O_RDONLY | O_CLOEXEC | flags);
}

/* Sum of all ways to lose an event; -1 when the file does not tell. */
static int64_t lost_by_stats(const struct ras_reader *r)
{
	static const char *const keys[] = { "\noverrun: ", "\ncommit overrun: ",
					    "\ndropped events: " };
	char text[512];
	ssize_t n = pread(r->stats_fd, text, sizeof(text) - 1, 0);
	uint64_t sum = 0;

	if (n <= 0)
		return -1;
	text[n] = '\0';
	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
		const char *at = strstr(text, keys[k]);

		if (at)
			sum += strtoull(at + strlen(keys[k]), NULL, 10);
	}
	return sum > INT64_MAX ? -1 : (int64_t)sum;
}

/* From here on losses are ours to tell. */
static void begin_count(struct ras_reader *r)
{
	int64_t total = lost_by_stats(r);

	r->stats_read = ras_clock_now(CLOCK_MONOTONIC);
	if (total >= 0)
		r->told = r->flagged = (uint64_t)total;
}

int ras_reader_open(struct ras_reader *r, const struct ras_instance *i, int cpu, size_t page_size)
{
	*r = (struct ras_reader){ .fd = -1, .stats_fd = -1, .hand.cpu = cpu, .size = page_size };
	r->buf = malloc(page_size);
	r->fd = cpu_file(i, cpu, "trace_pipe_raw", O_NONBLOCK);
	r->stats_fd = cpu_file(i, cpu, "stats", 0);
	if (r->buf && r->fd >= 0 && r->stats_fd >= 0) {
		begin_count(r);
		return 0;
	}
	ras_reader_close(r);
	return -1;
}

void ras_reader_close(struct ras_reader *r)
{
	int saved = errno;

	if (r->fd >= 0)
		(void)close(r->fd);
	if (r->stats_fd >= 0)
		(void)close(r->stats_fd);
	free(r->buf);
	*r = (struct ras_reader){ .fd = -1, .stats_fd = -1 };
	errno = saved;
}

bool ras_reader_ready(const struct ras_reader *r)
{
	struct pollfd p = { .fd = r->fd, .events = POLLIN };

	return poll(&p, 1, 0) >= 0 && !(p.revents & (POLLERR | POLLHUP | POLLNVAL));
}

/* Publish what total counts and nothing has told yet. */
static bool tell(struct ras_reader *r, struct ras_pump *p, uint64_t total, int64_t until, bool wait)
{
	if (total <= r->told)
		return true;
	if (!ras_pump_lost(p, r->hand.cpu, total - r->told, r->hand.last_seen, until,
			   "overwritten in the kernel's ring buffer before it could be read", wait))
		return false;
	r->lost += total - r->told;
	r->told = total;
	return true;
}

bool ras_reader_account(struct ras_reader *r, struct ras_pump *p, bool base, bool wait)
{
	int64_t total;

	if (base) {
		begin_count(r);
		return true;
	}
	total = lost_by_stats(r);
	r->stats_read = ras_clock_now(CLOCK_MONOTONIC);
	if (total < 0)
		return true;
	r->unsure = !tell(r, p, (uint64_t)total, ras_clock_now(CLOCK_REALTIME), wait);
	return !r->unsure;
}

uint64_t ras_reader_lost(const struct ras_reader *r)
{
	return r->lost;
}

/* A page with a loss in front of it: tell that first. */
static bool tell_flagged(struct ras_reader *r, struct ras_pump *p, bool wait)
{
	int64_t until = ras_pump_wall(p, r->hand.page.ts);

	if (!r->pending_lost)
		return true;
	if (r->hand.page.missed < 0)
		r->unsure = true;
	else if (!tell(r, p, r->flagged, until, wait))
		return false;
	r->pending_lost = false;
	return true;
}

/* Publish what is in hand. False when the queue is full. */
static bool finish_page(struct ras_reader *r, struct ras_pump *p, bool wait)
{
	return tell_flagged(r, p, wait) && ras_pump_run(p, &r->hand, wait);
}

bool ras_reader_waits(const struct ras_reader *r)
{
	return r->hand.active || r->unsure;
}

static bool look_at_stats(const struct ras_reader *r)
{
	return r->unsure || ras_clock_now(CLOCK_MONOTONIC) - r->stats_read >= stats_every_ns;
}

enum ras_read ras_reader_step(struct ras_reader *r, struct ras_pump *p, bool wait)
{
	for (int k = 0; k < PAGES_A_STEP; k++) {
		ssize_t n;

		if (!finish_page(r, p, wait))
			return RAS_READ_BLOCKED;
		do {
			n = read(r->fd, r->buf, r->size);
		} while (n < 0 && errno == EINTR);
		if (n < 0 && errno != EAGAIN)
			return RAS_READ_GONE;
		if (n <= 0) {
			if (look_at_stats(r) && !ras_reader_account(r, p, false, wait))
				return RAS_READ_BLOCKED;
			return RAS_READ_EMPTY;
		}
		r->pages++;
		ras_pump_page(p, &r->hand, r->buf, (size_t)n);
		r->pending_lost = r->hand.active && r->hand.page.missed;
		if (r->pending_lost && r->hand.page.missed > 0)
			r->flagged += (uint64_t)r->hand.page.missed;
	}
	return finish_page(r, p, wait) ? RAS_READ_MORE : RAS_READ_BLOCKED;
}
