// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel's messages on s390 machine checks, read from /dev/kmsg and made events. */
#include "s390/kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/log.h"
#include "events/events.h"

enum {
	/* A record is at most 2048 bytes (PRINTK_MESSAGE_MAX in kernel/printk/internal.h). */
	RECORD_BYTES = 8192,
	AT_ONCE = 256, /* records before the loop's other work has its turn */
	SETTLE_USEC = 1000000, /* the lines of one machine check are written in one go */
	STATE_BYTES = 256,
	PATH_BYTES = 512,
};

/* Time since boot; with it and the clock's offset, ns still fit in 64 bits: 100 years. */
#define USEC_MAX (100ULL * 365 * 86400 * 1000000)

struct s390_kmsg {
	struct ras_bus *bus;
	struct s390_kmsg_options opt;
	char path[PATH_BYTES], state[PATH_BYTES];
	int fd;
	sd_event_source *io, *settle;
	struct s390_log log;
	uint64_t seq;     /* of the last record read */
	uint64_t usec;    /* its time */
	uint64_t open_usec; /* of the first line of what log has open */
	uint64_t done;    /* records up to this one were dealt with by an earlier run */
	bool have_done;
	uint64_t gaps;
	char record[RECORD_BYTES];
};

uint64_t s390_kmsg_gaps(const struct s390_kmsg *k)
{
	return k->gaps;
}

/* A decimal number with the character end behind it; *s goes behind that. */
static bool number(const char **s, char end, uint64_t *v)
{
	char *behind;

	if (**s < '0' || **s > '9')
		return false;
	*v = strtoull(*s, &behind, 10);
	*s = behind + 1;
	return *behind == end;
}

/* The number of the last record that was dealt with, if that was in this boot. */
static void read_state(struct s390_kmsg *k)
{
	const size_t id = strlen(k->bus->host->boot_id);
	const char *at;
	size_t len;
	char *text;

	if (!*k->state)
		return;
	text = ras_file_read(k->state, STATE_BYTES, &len);
	if (!text)
		return;
	at = text + id + 1;
	k->have_done = len > id && !strncmp(text, k->bus->host->boot_id, id) && text[id] == ' ' &&
		       number(&at, '\n', &k->done);
	free(text);
}

static void write_state(struct s390_kmsg *k, uint64_t seq)
{
	FILE *f;
	bool ok;

	if (!*k->state)
		return;
	f = fopen(k->state, "we");
	ok = f && fprintf(f, "%s %" PRIu64 "\n", k->bus->host->boot_id, seq) > 0;
	if (f && fclose(f))
		ok = false;
	if (!ok)
		ras_log(LOG_WARNING, "%s: %m; messages may be recorded again after a restart",
			k->state);
}

/* What else tells of it; NULL: nothing. */
static const char *tracepoint_of(const struct s390_logrecord *r)
{
	switch (r->kind) {
	case S390_LOG_CRW:
		return "s390/s390_cio_stcrw";
	case S390_LOG_GUEST:
		return "kvm-s390/kvm_s390_inject_vcpu";
	default:
		return NULL;
	}
}

/* last: number of the last message that can belong to r. A later run begins behind it. */
static void publish(struct s390_kmsg *k, const struct s390_logrecord *r, uint64_t last)
{
	bool crw = r->kind == S390_LOG_CRW;
	const char *tracepoint = tracepoint_of(r);
	/* printk takes the time of the scheduler's clock, which runs as CLOCK_MONOTONIC does. */
	int64_t at = (int64_t)(k->open_usec * 1000) + ras_clock_offset(CLOCK_MONOTONIC);

	if (tracepoint && k->opt.traced && k->opt.traced(k->opt.ctx, tracepoint, at)) {
		ras_count(k->bus->counters, RAS_C_GATHERED);
	} else {
		/* Such messages are rare, and this is not the ring buffer, which could wait. */
		struct ras_event *ev = ras_bus_begin(
			k->bus, crw ? &ras_class_s390_crw : &ras_class_s390_mchk, true);

		ev->ring_cpu = -1;
		ev->timestamp = at;
		if (crw)
			ras_s390_crw_set(ev, r, "kmsg");
		else
			ras_s390_mchk_set(ev, r, "kmsg");
		ras_count(k->bus->counters, RAS_C_READ);
		ras_bus_publish(k->bus, ev);
	}
	write_state(k, last);
}

/*
 * A record: "PRIORITY,NUMBER,USEC,FLAGS[,…];TEXT\n" and lines of values that begin with a blank
 * (Documentation/ABI/testing/dev-kmsg). False: it is none.
 */
static bool take(struct s390_kmsg *k, const char *record, size_t len)
{
	const char *text = memchr(record, ';', len), *end;
	const char *const behind = record + len;
	struct s390_logrecord done;
	uint64_t priority;
	bool was_open = k->log.open.kind != S390_LOG_NONE, complete;

	if (!text || !number(&record, ',', &priority) || !number(&record, ',', &k->seq) ||
	    !number(&record, ',', &k->usec) || k->usec > USEC_MAX)
		return false;
	/* Facility 0 is the kernel; a program may write to /dev/kmsg, too. */
	if (priority >> 3 || (k->have_done && k->seq <= k->done))
		return true;
	text++;
	len = (size_t)(behind - text);
	end = memchr(text, '\n', len);
	if (end)
		len = (size_t)(end - text);
	complete = s390_log_add(&k->log, text, len, &done);
	if (complete)
		publish(k, &done, k->seq - 1);
	if (complete || !was_open)
		k->open_usec = k->usec;
	return true;
}

static void finish(struct s390_kmsg *k)
{
	struct s390_logrecord done;

	if (s390_log_end(&k->log, &done))
		publish(k, &done, k->seq);
}

static int on_settled(sd_event_source *source, uint64_t usec, void *arg)
{
	(void)source;
	(void)usec;
	finish(arg);
	return 0;
}

/* Whatever is there. False when it cannot be read any more. */
static bool drain(struct s390_kmsg *k)
{
	for (int i = 0; i < AT_ONCE; i++) {
		ssize_t n = read(k->fd, k->record, sizeof(k->record) - 1);

		if (n < 0 && errno == EPIPE) { /* overwritten; the next read goes on behind it */
			k->gaps++;
			ras_log(LOG_NOTICE, "%s: messages were overwritten before they were read",
				k->path);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 && errno == EAGAIN;
		k->record[n] = '\0';
		if (!take(k, k->record, (size_t)n))
			ras_count(k->bus->counters, RAS_C_RECORD_SHORT);
	}
	return true;
}

static int on_readable(sd_event_source *source, int fd, uint32_t revents, void *arg)
{
	struct s390_kmsg *k = arg;

	(void)fd;
	(void)revents;
	if (!drain(k)) {
		ras_log(LOG_WARNING, "%s: cannot be read any more", k->path);
		return sd_event_source_set_enabled(source, SD_EVENT_OFF);
	}
	if (k->log.open.kind == S390_LOG_NONE)
		return 0;
	/* Once, for the lines that may follow; not a poll. */
	if (sd_event_source_set_time_relative(k->settle, SETTLE_USEC) < 0)
		finish(k);
	return sd_event_source_set_enabled(k->settle, SD_EVENT_ONESHOT);
}

struct s390_kmsg *s390_kmsg_new(sd_event *loop, struct ras_bus *bus,
				const struct s390_kmsg_options *opt, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size), t;
	struct s390_kmsg *k = calloc(1, sizeof(*k));
	int rc = -ENOMEM;

	if (!k)
		goto fail;
	k->fd = -1;
	k->bus = bus;
	k->opt = *opt;
	t = RAS_TEXT(k->path);
	ras_text_puts(&t, opt->path);
	rc = -ENAMETOOLONG;
	if (t.cut)
		goto fail;
	t = RAS_TEXT(k->state);
	ras_text_puts(&t, opt->state ? opt->state : "");
	if (t.cut)
		goto fail;
	read_state(k);
	k->fd = open(k->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	rc = k->fd < 0 ? -errno
		       : sd_event_add_time_relative(loop, &k->settle, CLOCK_MONOTONIC, SETTLE_USEC,
						    0, on_settled, k);
	if (rc >= 0)
		rc = sd_event_source_set_enabled(k->settle, SD_EVENT_OFF);
	if (rc >= 0)
		rc = sd_event_add_io(loop, &k->io, k->fd, EPOLLIN, on_readable, k);
	if (rc < 0)
		goto fail;
	return k;
fail:
	ras_text_add(&e, "%s: %s; kernel messages on machine checks are not recorded", opt->path,
		     strerror(-rc));
	if (k) {
		sd_event_source_unref(k->settle);
		if (k->fd >= 0)
			(void)close(k->fd);
	}
	free(k);
	return NULL;
}

void s390_kmsg_free(struct s390_kmsg *k)
{
	if (!k)
		return;
	(void)drain(k);
	finish(k);
	sd_event_source_unref(k->io);
	sd_event_source_unref(k->settle);
	(void)close(k->fd);
	free(k);
}
