// SPDX-License-Identifier: GPL-2.0-or-later
/* Replay of a capture: a folder in tracefs layout. */
#include "trace/replay.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/file.h"
#include "core/log.h"
#include "trace/pump.h"

enum { MAX_TEXT = 1 << 16 };

/* "12.345678901" as ns; -1 when there is no such key. Floating point would lose digits. */
static int64_t clock_value(const char *text, const char *key)
{
	const char *p = strstr(text, key);
	long long sec;
	char frac[10] = "000000000", digits[10];

	if (!p || sscanf(p + strlen(key), " %lld.%9[0-9]", &sec, digits) != 2 || sec < 0 ||
	    sec > INT64_MAX / RAS_NSEC_PER_SEC - 1)
		return -1;
	memcpy(frac, digits, strlen(digits));
	return sec * RAS_NSEC_PER_SEC + strtoll(frac, NULL, 10);
}

/* Wall clock minus trace clock of the capture. */
static int64_t clock_offset(const char *path)
{
	char name[4096], *clocks = NULL, *selected = NULL;
	bool mono = false;
	int64_t wall = -1, base = -1;
	size_t len;

	if (snprintf(name, sizeof(name), "%s/trace_clock", path) < (int)sizeof(name))
		selected = ras_file_read(name, MAX_TEXT, &len);
	if (selected)
		mono = strstr(selected, "[mono]") || strstr(selected, "[mono_raw]");
	if (snprintf(name, sizeof(name), "%s/clocks.txt", path) < (int)sizeof(name))
		clocks = ras_file_read(name, MAX_TEXT, &len);
	if (clocks) {
		wall = clock_value(clocks, "realtime");
		/* "local" and "global" tick from boot, near enough to either. */
		base = clock_value(clocks, mono ? "monotonic" : "boottime");
	}
	free(clocks);
	free(selected);
	if (wall < 0 || base < 0) {
		ras_log(LOG_NOTICE,
			"%s: no clocks.txt: events are placed as if that kernel had started now", path);
		return ras_clock_now(CLOCK_REALTIME);
	}
	return wall - base;
}

/* Read one CPU's pages; 0, or -1 with errno. */
static int replay_cpu(struct ras_pump *p, const char *file, int cpu, struct ras_replay *out)
{
	size_t size = ras_page_size(ras_formats_layout(p->formats));
	struct ras_cpu_page c = { .cpu = cpu };
	uint8_t *page = malloc(size);
	int fd = open(file, O_RDONLY | O_CLOEXEC), rc = -1;

	if (!page || fd < 0)
		goto out;
	p->whence = file;
	for (;;) {
		size_t have = 0;
		ssize_t n;

		do {
			n = read(fd, page + have, size - have);
			have += n > 0 ? (size_t)n : 0;
		} while ((n > 0 && have < size) || (n < 0 && errno == EINTR));
		if (n < 0)
			goto out;
		if (!have)
			break;
		ras_pump_page(p, &c, page, have);
		if (c.active && c.page.missed)
			ras_pump_lost(p, cpu, c.page.missed > 0 ? (uint64_t)c.page.missed : 1,
				      c.last_seen, (int64_t)c.page.ts + p->offset_ns,
				      c.page.missed > 0 ? "overwritten in the kernel's ring buffer"
							: "overwritten in the kernel's ring buffer "
							  "(at least)");
		(void)ras_pump_run(p, &c, true);
		out->pages++;
		c.file_offset += have;
	}
	rc = 0;
out:
	if (fd >= 0)
		(void)close(fd);
	free(page);
	return rc;
}

/* Byte order of the capture, by the first page that tells. */
static void guess_endian(struct ras_page_layout *l, const glob_t *files)
{
	uint8_t head[256];

	for (size_t i = 0; i < files->gl_pathc; i++) {
		int fd = open(files->gl_pathv[i], O_RDONLY | O_CLOEXEC), guess = -1;

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

int ras_replay_run(struct ras_bus *bus, const struct ras_class *const *classes, const char *path,
		   struct ras_replay *out, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_pump pump = { .bus = bus };
	glob_t files = { 0 };
	char name[4096];
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
	if (snprintf(name, sizeof(name), "%s/per_cpu/cpu[0-9]*/trace_pipe_raw", path) >=
		    (int)sizeof(name) ||
	    glob(name, 0, NULL, &files)) {
		ras_text_add(&e, "%s/per_cpu/cpuN/trace_pipe_raw: no such files", path);
		goto out;
	}
	guess_endian(ras_formats_layout(pump.formats), &files);
	pump.offset_ns = clock_offset(path);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		int cpu = 0;
		const char *dir = strstr(files.gl_pathv[i] + strlen(path), "/per_cpu/cpu");

		if (dir)
			cpu = (int)strtol(dir + strlen("/per_cpu/cpu"), NULL, 10);
		if (replay_cpu(&pump, files.gl_pathv[i], cpu, out)) {
			ras_text_add(&e, "%s: %s", files.gl_pathv[i], strerror(errno));
			goto out;
		}
		out->cpus++;
	}
	rc = 0;
out:
	globfree(&files);
	ras_formats_free(pump.formats);
	return rc;
}
