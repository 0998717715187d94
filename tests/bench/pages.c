// SPDX-License-Identifier: GPL-2.0-or-later
/* Pages full of mce_record events, made from one record of a real capture. */
#include "tests/bench/pages.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "events/events.h"
#include "trace/page.h"

enum { PAGE = 4096, HEAD = 16, WORD = 4, MAX_WORDS = 28, MAX_FILE = 16 << 20 };

static void put(uint8_t *p, size_t size, uint64_t v)
{
	for (size_t i = 0; i < size; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

/* The first record of a file that mce_record is bound to. */
static int find_record(struct bench_pages *b, const uint8_t *bytes, size_t len)
{
	for (size_t at = 0; at + PAGE <= len; at += PAGE) {
		struct ras_record rec;
		struct ras_page page;

		if (ras_page_begin(&page, ras_formats_layout(b->formats), bytes + at, PAGE))
			continue;
		while (ras_page_next(&page, &rec) == 1) {
			if (!ras_formats_class(b->formats, &rec, 0) || rec.len > sizeof(b->record))
				continue;
			memcpy(b->record, rec.data, rec.len);
			b->len = rec.len;
			return 0;
		}
	}
	return -1;
}

static int find_addr(struct bench_pages *b, const char *capture)
{
	char name[4096];
	const char *line;
	size_t len;
	char *text;
	int rc = -1;

	if (snprintf(name, sizeof(name), "%s/events/mce/mce_record/format", capture) >=
	    (int)sizeof(name))
		return -1;
	text = ras_file_read(name, MAX_FILE, &len);
	line = text ? strstr(text, "field:u64 addr;") : NULL;
	if (line && sscanf(line, "field:u64 addr; offset:%9zu;", &b->addr) == 1 &&
	    b->addr + 8 <= b->len)
		rc = 0;
	free(text);
	return rc;
}

int bench_pages_open(struct bench_pages *b, const char *capture)
{
	char name[4096], err[512] = "no mce_record in it";
	glob_t files = { 0 };
	int rc = -1;

	*b = (struct bench_pages){ 0 };
	b->formats = ras_formats_open(capture, err, sizeof(err));
	if (!b->formats || ras_formats_bind(b->formats, &ras_class_mce_record, "mce/mce_record") ||
	    snprintf(name, sizeof(name), "%s/per_cpu/cpu*/trace_pipe_raw", capture) >=
		    (int)sizeof(name) ||
	    glob(name, 0, NULL, &files))
		goto out;
	for (size_t i = 0; rc && i < files.gl_pathc; i++) {
		size_t len;
		char *bytes = ras_file_read(files.gl_pathv[i], MAX_FILE, &len);

		if (bytes)
			rc = find_record(b, (const uint8_t *)bytes, len);
		free(bytes);
	}
	if (!rc)
		rc = find_addr(b, capture);
out:
	if (rc)
		(void)fprintf(stderr, "%s: %s\n", capture, err);
	globfree(&files);
	return rc;
}

void bench_pages_close(struct bench_pages *b)
{
	ras_formats_free(b->formats);
}

/* The record behind its head; one that is too long for the head's own length has a word for it. */
static size_t padded(const struct bench_pages *b)
{
	size_t words = (b->len + WORD - 1) / WORD;

	return (words + (words > MAX_WORDS)) * WORD;
}

size_t bench_pages_each(const struct bench_pages *b)
{
	return (PAGE - HEAD) / (WORD + padded(b));
}

void bench_pages_fill(const struct bench_pages *b, uint8_t page[static 4096], size_t n,
		      uint64_t first, uint64_t ts, uint32_t step)
{
	const size_t size = padded(b), words = size / WORD;
	uint8_t *p = page + HEAD;

	memset(page, 0, PAGE);
	put(page, 8, ts);
	put(page + 8, 8, n * (WORD + size));
	for (size_t i = 0; i < n; i++) {
		uint8_t *data = p + WORD;

		put(p, WORD, (i ? step : 0) << 5 | (words > MAX_WORDS ? 0 : (uint32_t)words));
		if (words > MAX_WORDS) {
			put(data, WORD, size);
			data += WORD;
		}
		memcpy(data, b->record, b->len);
		put(data + b->addr, 8, (first + i) << 6);
		p += WORD + size;
	}
}
