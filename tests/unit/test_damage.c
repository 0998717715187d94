// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Real captures, damaged: cut at each length, and bits flipped at each offset. Nothing is overrun
 * (the sanitizers look), records before the damage are read, and what is said names file and
 * offset.
 */
#include "config.h"

#include "tests/unit/unit.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"
#include "events/events.h"
#include "tests/unit/scratch.h"
#include "trace/pump.h"

enum { MAX_FILE = 16 << 20, MAX_PAGE = 65536, MAX_RECORDS = MAX_PAGE / 4, WHENCE = 4200 };

/* One page of a capture, and where its records end. */
struct sample {
	struct ras_formats *formats;
	struct ras_bus bus;
	struct ras_counters counters;
	struct ras_host host;
	char whence[WHENCE];
	uint8_t *page;
	size_t len, used;
	size_t ends[MAX_RECORDS], nrecords;
};

static void bind_all(struct ras_formats *f)
{
	size_t bound = 0;

	for (size_t i = 0; ras_classes[i]; i++) {
		const struct ras_tracepoint *tp = ras_classes[i]->tracepoints;

		for (; tp && tp->name; tp++)
			bound += !ras_formats_bind(f, ras_classes[i], tp->name);
	}
	assert_true(bound > 0);
}

static void measure(struct sample *s)
{
	struct ras_record rec;
	struct ras_page pg;

	assert_int_equal(ras_page_begin(&pg, ras_formats_layout(s->formats), s->page, s->len), 0);
	s->used = pg.end;
	s->nrecords = 0;
	while (ras_page_next(&pg, &rec) == 1)
		s->ends[s->nrecords++] = pg.at;
}

/* Through the pump as a replay does it, from a copy of exactly that length. */
static void run(struct sample *s, const uint8_t *page, size_t len, size_t whole)
{
	const struct ras_page_layout *l = ras_formats_layout(s->formats);
	struct ras_pump pump = { .formats = s->formats, .bus = &s->bus, .ns_per_tick = 1,
				 .offset_ns = 1795230854000000000, .whence = s->whence };
	struct ras_cpu_page hand = { .cpu = 1, .file_offset = 1000000 };
	struct ras_record rec;
	struct ras_page pg;
	size_t n = 0;
	uint8_t *copy = malloc(len ? len : 1);

	assert_non_null(copy);
	memcpy(copy, page, len);
	ras_pump_page(&pump, &hand, copy, len);
	(void)ras_pump_run(&pump, &hand, true);
	ras_pump_end(&pump);
	if (!ras_page_begin(&pg, l, copy, len))
		while (ras_page_next(&pg, &rec) == 1)
			n++;
	if (n < whole)
		fail_msg("%s: %zu records read, %zu were whole", s->whence, n, whole);
	free(copy);
}

static void mutate(struct sample *s)
{
	const size_t head = ras_formats_layout(s->formats)->data_offset;
	size_t whole = 0;

	for (size_t at = 0; at < s->used; at++) {
		const uint8_t was = s->page[at];

		while (whole < s->nrecords && s->ends[whole] <= at)
			whole++;
		s->page[at] = was ^ (uint8_t)(1U << at % 8);
		run(s, s->page, s->len, at < head ? 0 : whole);
		s->page[at] = (uint8_t)~was;
		run(s, s->page, s->len, at < head ? 0 : whole);
		s->page[at] = was;
		run(s, s->page, at, 0);
	}
	run(s, s->page, s->used, s->nrecords);
}

/* Standard error goes to a file meanwhile. */
static int hush(void)
{
	int was = dup(STDERR_FILENO), to;

	assert_true(was >= 0);
	to = open(scratch_path("said"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(to >= 0 && dup2(to, STDERR_FILENO) >= 0);
	assert_int_equal(close(to), 0);
	return was;
}

static void unhush(int was)
{
	assert_true(dup2(was, STDERR_FILENO) >= 0);
	assert_int_equal(close(was), 0);
}

static void check_said(const struct sample *s)
{
	FILE *f = fopen(scratch_path("said"), "r");
	char line[8192];
	size_t n = 0;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned long long offset = 0;
		const char *at = strstr(line, " at offset ");

		if (!strstr(line, s->whence) || !at ||
		    sscanf(at, " at offset %18llu", &offset) != 1 || offset < 1000000 ||
		    offset > 1000000 + s->len)
			fail_msg("said: %s", line);
		n++;
	}
	assert_int_equal(fclose(f), 0);
	assert_true(n > 0);
	assert_int_equal(n, ras_counted(&s->counters, RAS_C_PAGE_BAD));
}

static void damage(const char *capture, bool big_endian)
{
	const char *src = getenv("srcdir");
	struct sample *s = calloc(1, sizeof(*s));
	char root[4096], name[4200], err[256] = "";
	glob_t files = { 0 };
	size_t page, len;
	int was;

	assert_non_null(s);
	(void)snprintf(root, sizeof(root), "%s/tests/data/captures/%s", src ? src : ".", capture);
	(void)snprintf(name, sizeof(name), "%s/per_cpu/cpu*/trace_pipe_raw", root);
	assert_int_equal(glob(name, 0, NULL, &files), 0);
	s->formats = ras_formats_open(root, err, sizeof(err));
	if (!s->formats)
		fail_msg("%s", err);
	ras_formats_layout(s->formats)->big_endian = big_endian;
	bind_all(s->formats);
	s->bus = (struct ras_bus){ .host = &s->host, .counters = &s->counters,
				   .queue = ras_queue_new(1 << 20) };
	assert_non_null(s->bus.queue);
	page = ras_page_size(ras_formats_layout(s->formats));
	for (size_t i = 0; i < files.gl_pathc && !s->nrecords; i++) {
		(void)snprintf(s->whence, sizeof(s->whence), "%s", files.gl_pathv[i]);
		s->page = (uint8_t *)ras_file_read(s->whence, MAX_FILE, &len);
		assert_non_null(s->page);
		s->len = len < page ? len : page;
		if (s->len)
			measure(s);
		if (s->nrecords)
			break;
		free(s->page);
	}
	assert_true(s->nrecords > 0);
	was = hush();
	mutate(s);
	unhush(was);
	check_said(s);
	free(s->page);
	globfree(&files);
	ras_queue_free(s->bus.queue);
	ras_formats_free(s->formats);
	free(s);
}

static void amd(void **state)
{
	(void)state;
	damage("amd-ao-6.1", false);
	damage("amd-ce-7.2", false);
}

static void intel(void **state)
{
	(void)state;
	damage("intel-ar-user-7.2", false);
}

static void s390(void **state)
{
	(void)state;
	damage("s390-crw-6.1", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amd),
		cmocka_unit_test(intel),
		cmocka_unit_test(s390),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
