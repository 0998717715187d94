// SPDX-License-Identifier: GPL-2.0-or-later
/* Replay of a capture: a folder in tracefs layout. */
#include "trace/replay.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/log.h"
#include "trace/pump.h"
#include "trace/traceclock.h"

enum { MAX_TEXT = 1 << 16 };

/* "12.345678901" as ns; -1 when there is no such key. Floating point would lose digits. */
static int64_t clock_value(const char *text, const char *key)
{
	const char *p = strstr(text, key);
	long long sec;
	char frac[10] = "000000000", digits[10];

	if (!p || sscanf(p + strlen(key), " %18lld.%9[0-9]", &sec, digits) != 2 || sec < 0 ||
	    sec > INT64_MAX / RAS_NSEC_PER_SEC - 1)
		return -1;
	memcpy(frac, digits, strlen(digits));
	return sec * RAS_NSEC_PER_SEC + strtoll(frac, NULL, 10);
}

/* Set the pump's idea of time by the capture's trace_clock and clocks.txt. */
static void read_clocks(struct ras_pump *p, const char *path)
{
	char name[4096], *clocks = NULL, *selected = NULL;
	const struct ras_trace_clock *clock;
	int64_t wall = -1, base = -1;
	size_t len;

	if (snprintf(name, sizeof(name), "%s/trace_clock", path) < (int)sizeof(name))
		selected = ras_file_read(name, MAX_TEXT, &len);
	clock = ras_trace_clock(selected ? selected : "[boot]");
	if (snprintf(name, sizeof(name), "%s/clocks.txt", path) < (int)sizeof(name))
		clocks = ras_file_read(name, MAX_TEXT, &len);
	if (clocks) {
		wall = clock_value(clocks, "realtime");
		base = clock_value(clocks,
				   clock->base == CLOCK_BOOTTIME ? "boottime" : "monotonic");
	}
	free(clocks);
	free(selected);
	p->ns_per_tick = ras_trace_clock_tick(clock);
	if (wall < 0 || base < 0) {
		ras_log(LOG_NOTICE,
			"%s: no clocks.txt: events are placed as if that kernel had started now",
			path);
		p->offset_ns = ras_clock_now(CLOCK_REALTIME);
	} else {
		p->offset_ns = wall - (p->ns_per_tick ? base : 0);
	}
}

/* One CPU's file, read page by page. */
struct stream {
	const char *file;
	struct ras_cpu_page hand;
	uint8_t *page;
	bool more;     /* a record is at hand */
	uint64_t next; /* when it was written */
};

/*
 * Read up to size bytes at the stream's place. The file is not kept open: a capture may have more
 * CPUs than a process may have files.
 */
static ssize_t read_page(const struct stream *s, size_t size)
{
	int fd = ras_file_open(s->file), saved;
	size_t have = 0;
	ssize_t n;

	if (fd < 0)
		return -1;
	do {
		n = pread(fd, s->page + have, size - have, (off_t)(s->hand.file_offset + have));
		have += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && have < size) || (n < 0 && errno == EINTR));
	saved = errno;
	(void)close(fd);
	errno = saved;
	return n < 0 ? -1 : (ssize_t)have;
}

/* Go on to the next record, over pages that have none. 0, also at the end; -1 with errno. */
static int advance(struct ras_pump *p, struct stream *s, struct ras_replay *out)
{
	const size_t size = ras_page_size(ras_formats_layout(p->formats));
	struct ras_cpu_page *c = &s->hand;

	while (!(s->more = ras_pump_peek(c, &s->next))) {
		ssize_t n;

		/* What is left of the page is no record; damage is told here. */
		(void)ras_pump_run(p, c, true);
		n = read_page(s, size);
		if (n <= 0)
			return n < 0 ? -1 : 0;
		ras_pump_page(p, c, s->page, (size_t)n);
		if (c->active && c->page.missed)
			(void)ras_pump_lost(p, c->cpu,
					    c->page.missed > 0 ? (uint64_t)c->page.missed : 1,
					    c->last_seen, ras_pump_wall(p, c->page.ts),
					    c->page.missed > 0
						    ? "overwritten in the kernel's ring buffer"
						    : "overwritten in the kernel's ring buffer "
						      "(at least)",
					    true);
		out->pages++;
		c->file_offset += (size_t)n;
	}
	return 0;
}

/*
 * Publish all records of n CPUs in the order in which they were written: the one with the earliest
 * record goes on until another's turn has come. NULL, or the stream that cannot be read, with
 * errno.
 */
static const struct stream *merge(struct ras_pump *p, struct stream *streams, size_t n,
				  struct ras_replay *out)
{
	for (size_t i = 0; i < n; i++) {
		p->whence = streams[i].file;
		if (advance(p, &streams[i], out))
			return &streams[i];
	}
	for (;;) {
		struct stream *first = NULL;
		uint64_t until = UINT64_MAX;

		for (size_t i = 0; i < n; i++) {
			struct stream *s = &streams[i];

			if (!s->more)
				continue;
			if (!first || s->next < first->next) {
				until = first ? first->next : UINT64_MAX;
				first = s;
			} else if (s->next < until) {
				until = s->next;
			}
		}
		if (!first)
			return NULL;
		p->whence = first->file;
		(void)ras_pump_run_until(p, &first->hand, until, true);
		if (advance(p, first, out))
			return first;
	}
}

static int replay_cpus(struct ras_pump *p, const glob_t *files, size_t root, struct ras_replay *out,
		       struct ras_text *e)
{
	const size_t n = files->gl_pathc, size = ras_page_size(ras_formats_layout(p->formats));
	struct stream *streams = calloc(n, sizeof(*streams));
	const struct stream *bad = NULL;
	int rc = -1;

	for (size_t i = 0; streams && i < n; i++) {
		const char *file = files->gl_pathv[i];
		const char *dir = strstr(file + root, "/per_cpu/cpu");

		streams[i].file = file;
		if (dir)
			streams[i].hand.cpu = (int)strtol(dir + strlen("/per_cpu/cpu"), NULL, 10);
		streams[i].page = malloc(size);
		if (!streams[i].page)
			goto out;
	}
	if (!streams)
		goto out;
	bad = merge(p, streams, n, out);
	ras_pump_end(p);
	out->cpus = (unsigned int)n;
	rc = bad ? -1 : 0;
out:
	if (rc)
		ras_text_add(e, "%s: %s", bad ? bad->file : files->gl_pathv[0], strerror(errno));
	for (size_t i = 0; streams && i < n; i++)
		free(streams[i].page);
	free(streams);
	return rc;
}

/* Byte order of the capture, by the first page that tells. */
static void guess_endian(struct ras_page_layout *l, const glob_t *files)
{
	uint8_t head[256];

	for (size_t i = 0; i < files->gl_pathc; i++) {
		int fd = ras_file_open(files->gl_pathv[i]), guess = -1;

		if (fd < 0)
			continue;
		if (read(fd, head, l->data_offset) == (ssize_t)l->data_offset)
			guess = ras_page_guess_endian(l, head, l->data_offset);
		(void)close(fd);
		if (guess >= 0) {
			l->big_endian = guess;
			return;
		}
	}
}

/* The ring buffers below path, whatever characters path has. 0, or -1. */
static int find_buffers(const char *path, glob_t *files)
{
	char pattern[4096];
	struct ras_text t = RAS_TEXT(pattern);

	for (const char *c = path; *c; c++) {
		if (strchr("*?[\\", *c))
			ras_text_putc(&t, '\\');
		ras_text_putc(&t, *c);
	}
	ras_text_puts(&t, "/per_cpu/cpu[0-9]*/trace_pipe_raw");
	return t.cut || glob(pattern, 0, NULL, files) ? -1 : 0;
}

int ras_replay_run(struct ras_bus *bus, const struct ras_class *const *classes, const char *path,
		   struct ras_replay *out, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_pump pump = { .bus = bus };
	glob_t files = { 0 };
	int rc = -1;

	*out = (struct ras_replay){ 0 };
	pump.formats = ras_formats_open(path, err, size);
	if (!pump.formats)
		return -1;
	for (size_t i = 0; classes[i]; i++) {
		const struct ras_tracepoint *tp = classes[i]->tracepoints;

		for (; tp && tp->name; tp++) {
			if (!ras_formats_bind(pump.formats, classes[i], tp->name)) {
				out->bound++;
				if (classes[i]->alternatives)
					break;
			} else if (errno != ENOENT) {
				ras_log(LOG_WARNING, "%s/events/%s/format: not a usable format: %m",
					path, tp->name);
			}
		}
	}
	if (!out->bound) {
		ras_text_add(&e, "%s/events: no format file of an event that is known here", path);
		goto out;
	}
	if (find_buffers(path, &files)) {
		ras_text_add(&e, "%s/per_cpu/cpuN/trace_pipe_raw: no such files", path);
		goto out;
	}
	guess_endian(ras_formats_layout(pump.formats), &files);
	read_clocks(&pump, path);
	rc = replay_cpus(&pump, &files, strlen(path), out, &e);
out:
	globfree(&files);
	ras_formats_free(pump.formats);
	return rc;
}
