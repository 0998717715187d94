// SPDX-License-Identifier: GPL-2.0-or-later
/* Trace records by field names, and what a class must make of them: rows of a table. */
#include "tests/unit/unit.h"

#include "tests/unit/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace/bind.h"

/* A field as a format file describes it; the test reads the file by itself. */
struct place {
	size_t offset, size;
	bool dynamic;
};

static void path_of(char *out, size_t size, const char *root, const char *rest)
{
	const char *src = getenv("srcdir");
	int n = snprintf(out, size, "%s/tests/data/%s%s", src ? src : ".", root, rest);

	assert_in_range(n, 1, size - 1);
}

/* Look name up in the lines "field:TYPE name[N]; offset:N; size:N;". Without a name: the end. */
static struct place find(const struct test_case *t, const char *name)
{
	struct place best = { 0 };
	char path[4096], rest[256], line[512];
	bool found = false;
	FILE *f;

	(void)snprintf(rest, sizeof(rest), "/events/%s/format", t->tracepoint);
	path_of(path, sizeof(path), t->root, rest);
	f = fopen(path, "r");
	if (!f)
		fail_msg("%s: cannot be opened", path);
	while (fgets(line, sizeof(line), f)) {
		char decl[256], own[64];
		size_t offset, size;
		char *word;

		if (sscanf(line, " field:%255[^;]; offset:%9zu; size:%9zu", decl, &offset, &size) !=
		    3)
			continue;
		word = strrchr(decl, ' ');
		assert_non_null(word);
		(void)snprintf(own, sizeof(own), "%.*s", (int)strcspn(word + 1, "["), word + 1);
		if (name ? !strcmp(own, name) : offset + size > best.offset + best.size) {
			best = (struct place){ offset, size, strstr(decl, "__data_loc") != NULL };
			found = true;
		}
	}
	(void)fclose(f);
	if (!found)
		fail_msg("%s: no field %s", path, name);
	return best;
}

static unsigned int format_id(const struct test_case *t)
{
	char path[4096], rest[256], text[256];
	unsigned int id = 0;
	FILE *f;

	(void)snprintf(rest, sizeof(rest), "/events/%s/format", t->tracepoint);
	path_of(path, sizeof(path), t->root, rest);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(text, sizeof(text), f) && sscanf(text, "ID: %9u", &id) != 1)
		;
	(void)fclose(f);
	assert_true(id > 0);
	return id;
}

static void put(uint8_t *to, size_t size, uint64_t v, bool big_endian)
{
	for (size_t i = 0; i < size; i++)
		to[big_endian ? size - 1 - i : i] = (uint8_t)(v >> 8 * i);
}

size_t test_record(const struct test_case *t, bool big_endian, uint8_t out[TEST_RECORD])
{
	struct place end = find(t, NULL);
	size_t len = end.offset + end.size;

	memset(out, 0, TEST_RECORD);
	put(out, 2, format_id(t), big_endian);
	put(out + 4, 4, 4711, big_endian); /* common_pid */
	for (const struct test_value *v = t->in; v->name; v++) {
		struct place p = find(t, v->name);
		size_t bytes = v->len + (v->kind == TEXT);

		if (v->kind == NUMBER) {
			put(out + p.offset, p.size, v->number, big_endian);
		} else if (p.dynamic) {
			assert_true(len + bytes <= TEST_RECORD);
			put(out + p.offset, 4, (uint64_t)bytes << 16 | len, big_endian);
			memcpy(out + len, v->bytes, v->len);
			len += bytes;
		} else {
			assert_true(v->len <= p.size);
			memcpy(out + p.offset, v->bytes, v->len);
		}
	}
	return (len + 3) & ~(size_t)3;
}

void test_page(const struct test_case *t, bool big_endian, uint64_t ts, uint8_t page[TEST_PAGE])
{
	/* Linux include/linux/ring_buffer.h: a record of type 0 has its length in the next word. */
	enum { COMMIT = 8, DATA = 16, HEAD = 8 };
	uint8_t record[TEST_RECORD];
	size_t len = test_record(t, big_endian, record);

	memset(page, 0, TEST_PAGE);
	put(page, 8, ts, big_endian);
	put(page + COMMIT, 8, HEAD + len, big_endian);
	put(page + DATA + 4, 4, 4 + len, big_endian);
	memcpy(page + DATA + HEAD, record, len);
}

const struct ras_field *test_column(const struct ras_class *cls, const char *name)
{
	const struct ras_field *f;

	for (size_t i = 0; (f = ras_class_column(cls, i)); i++)
		if (!strcmp(f->name, name))
			return f;
	return NULL;
}

static void compare(const struct ras_event *ev, const struct test_value *v)
{
	const struct ras_field *f = test_column(ev->cls, v->name);
	struct ras_str s;
	struct ras_bytes b;

	if (!f)
		fail_msg("%s has no column %s", ev->cls->name, v->name);
	switch (v->kind) {
	case NUMBER:
		if ((uint64_t)ras_field_int(f, ev) != v->number)
			fail_msg("%s.%s is %#llx, want %#llx", ev->cls->name, v->name,
				 (unsigned long long)ras_field_int(f, ev),
				 (unsigned long long)v->number);
		break;
	case TEXT:
		assert_true(ras_type_is_text(f->type));
		s = ras_field_str(f, ev);
		if (s.len != v->len || strcmp(s.s, v->bytes) != 0)
			fail_msg("%s.%s is \"%s\", want \"%s\"", ev->cls->name, v->name, s.s,
				 v->bytes);
		break;
	case BYTES:
		assert_true(ras_type_is_blob(f->type));
		b = ras_field_bytes(f, ev);
		if (b.len != v->len)
			fail_msg("%s.%s has %zu bytes, want %zu", ev->cls->name, v->name, b.len,
				 v->len);
		if (v->len)
			assert_memory_equal(b.p, v->bytes, v->len);
		break;
	}
}

void test_case_run_order(const struct test_case *t, bool big_endian)
{
	static const struct ras_host host = { .vendor = X86_UNKNOWN };
	struct ras_counters counters = { 0 };
	uint8_t bytes[TEST_RECORD];
	struct ras_record rec = { .data = bytes, .ts = 1 };
	struct ras_formats *formats;
	struct ras_event *ev;
	char path[4096], err[512], line[1024];
	struct ras_text text = RAS_TEXT(line);

	path_of(path, sizeof(path), t->root, "");
	formats = ras_formats_open(path, err, sizeof(err));
	if (!formats)
		fail_msg("%s", err);
	ras_formats_layout(formats)->big_endian = big_endian;
	assert_int_equal(ras_formats_bind(formats, t->cls, t->tracepoint), 0);
	rec.len = test_record(t, big_endian, bytes);
	assert_ptr_equal(ras_formats_class(formats, &rec, 0), t->cls);
	assert_null(ras_formats_class(formats, &rec, 1));
	ev = aligned_alloc(16, RAS_EVENT_ROOM);
	assert_non_null(ev);
	ras_event_init(ev, RAS_EVENT_ROOM, t->cls);
	ras_formats_load(formats, &rec, ev, &counters);
	assert_int_equal(ras_counted(&counters, RAS_C_FIELD_BAD), 0);
	assert_int_equal(ev->pid, 4711);
	assert_int_equal(t->cls->wants && !t->cls->wants(ev), t->unwanted);
	if (!t->unwanted) {
		if (t->cls->decode(&host, ev) != t->severity)
			fail_msg("%s: another severity than %s", t->cls->name,
				 ras_severity_name(t->severity));
		for (const struct test_value *v = t->out; v->name; v++)
			compare(ev, v);
		t->cls->describe(ev, &text);
		assert_true(text.len > 0);
	}
	free(ev);
	ras_formats_free(formats);
}

void test_case_run(const struct test_case *t)
{
	test_case_run_order(t, false);
	test_case_run_order(t, true);
}

void test_cases_run(const struct test_case *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		test_case_run(&t[i]);
}
