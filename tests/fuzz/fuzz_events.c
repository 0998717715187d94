// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any values in the fields of any class, of either byte order, to line, JSON and text. */
#include "tests/fuzz/files.h"

#include <json-c/json.h>

#include "core/counter.h"
#include "events/events.h"
#include "export/json.h"
#include "export/line.h"
#include "trace/bind.h"
#include "vmm/json.h"

enum { LINE = 65536, RECORD = 4096, FIRST_FIELD = 8 };

static size_t count_classes(void)
{
	size_t n = 0;

	while (ras_classes[n])
		n++;
	return n;
}

static bool is_array(enum ras_type type)
{
	return type == RAS_STR || type == RAS_BYTES || type == RAS_WORDS;
}

/* Bytes of a field in a record: an array has a word that says where it is. */
static size_t width(const struct ras_field *f)
{
	return is_array(f->type) || f->type == RAS_SYMBOL ? 4 : ras_type_size(f->type);
}

/* A format file as a kernel has it, fields one behind another. */
static void put_format(const struct ras_class *cls, size_t id)
{
	static const char *const ints[] = { [1] = "u8", [2] = "u16", [4] = "u32", [8] = "u64" };
	char text[16384], name[128];
	struct ras_text t = RAS_TEXT(text), n = RAS_TEXT(name);
	size_t at = FIRST_FIELD;

	ras_text_add(&n, "events/%s/format", cls->tracepoints->name);
	ras_text_add(&t, "name: %s\nID: %zu\nformat:\n"
			 "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
			 "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n",
		     strchr(cls->tracepoints->name, '/') + 1, id);
	for (size_t i = 0; i < cls->nfields; i++) {
		const struct ras_field *f = &cls->fields[i];
		const char *type = f->type == RAS_STR	  ? "__data_loc char[]"
				   : f->type == RAS_BYTES ? "__data_loc u8[]"
				   : f->type == RAS_WORDS ? "__data_loc u32[]"
							  : ints[width(f)];

		if (!f->source)
			continue;
		ras_text_add(&t, "\tfield:%s %s;\toffset:%zu;\tsize:%zu;\tsigned:0;\n", type,
			     f->source, at, width(f));
		at += width(f);
	}
	ras_text_puts(&t, "\nprint fmt: \"%d\", REC->common_pid\n");
	FUZZ_CHECK(!t.cut);
	fuzz_file(name, text, t.len);
}

/* The formats of all classes that have a tracepoint; class n has ID n + 1. */
static struct ras_formats *formats(size_t n)
{
	static const char header[] = "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
				     "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
				     "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";
	static struct ras_formats *f;
	char err[256];

	if (f)
		return f;
	fuzz_file("events/header_page", header, sizeof(header) - 1);
	f = ras_formats_open(fuzz_folder(), err, sizeof(err));
	FUZZ_CHECK(f);
	for (size_t i = 0; i < n; i++) {
		if (!ras_classes[i]->tracepoints || !ras_classes[i]->tracepoints->name)
			continue;
		/* Classes may share a tracepoint: each is bound while the file is its own. */
		put_format(ras_classes[i], i + 1);
		FUZZ_CHECK(!ras_formats_bind(f, ras_classes[i], ras_classes[i]->tracepoints->name));
	}
	return f;
}

static void store(uint8_t *p, uint64_t v, size_t size, bool big)
{
	for (size_t i = 0; i < size; i++)
		p[i] = (uint8_t)(v >> 8 * (big ? size - 1 - i : i));
}

/* A record of cls with what the input has; its length. */
static size_t put_record(struct fuzz_input *in, const struct ras_class *cls, size_t id, bool big,
			 uint8_t out[static RECORD])
{
	size_t at = FIRST_FIELD, data = FIRST_FIELD;

	memset(out, 0, RECORD);
	store(out, id, 2, big);
	for (size_t i = 0; i < cls->nfields; i++)
		data += cls->fields[i].source ? width(&cls->fields[i]) : 0;
	for (size_t i = 0; i < cls->nfields; i++) {
		const struct ras_field *f = &cls->fields[i];
		size_t len;

		if (!f->source)
			continue;
		if (is_array(f->type)) {
			len = (size_t)fuzz_take(in, 2);
			len = len < RECORD - data ? len : RECORD - data;
			store(out + at, (uint64_t)len << 16 | data, 4, big);
			for (; len; len--)
				out[data++] = (uint8_t)fuzz_take(in, 1);
		} else {
			store(out + at, fuzz_take(in, width(f)), width(f), big);
		}
		at += width(f);
	}
	return data;
}

/* Fields of a class that no record fills: all but the times. */
static void set_fields(struct fuzz_input *in, struct ras_event *ev)
{
	for (size_t i = 0; i < ev->cls->nfields; i++) {
		const struct ras_field *f = &ev->cls->fields[i];
		char text[256];
		size_t n;

		ras_field_set_int(f, ev, is_array(f->type) ? 0 : (int64_t)fuzz_take(in, width(f)));
		if (!is_array(f->type))
			continue;
		n = (size_t)fuzz_take(in, 1);
		for (size_t k = 0; k < n; k++)
			text[k] = (char)fuzz_take(in, 1);
		ras_field_set_text(f, ev, text, strnlen(text, n));
		ras_field_set_bytes(f, ev, text, n);
	}
}

/* Texts end where they say, inside the event or in a table. */
static void check_fields(const struct ras_event *ev)
{
	for (size_t i = 0; i < ev->cls->nfields; i++) {
		const struct ras_str s = ras_field_str(&ev->cls->fields[i], ev);
		const struct ras_bytes b = ras_field_bytes(&ev->cls->fields[i], ev);

		FUZZ_CHECK(strlen(s.s) == s.len);
		FUZZ_CHECK(b.p || !b.len);
		FUZZ_CHECK(!b.len || ((uintptr_t)b.p >= (uintptr_t)ev &&
				      (uintptr_t)b.p + b.len <= (uintptr_t)ev + ev->used));
	}
	FUZZ_CHECK(ev->used <= ev->size);
}

/* What readers in another language can take: JSON whose strings are UTF-8. */
static void check_json(const struct ras_event *ev)
{
	static const struct vmm_json_limits any = { (size_t)LINE * 4, 100000, 8 };
	struct json_object *o = ras_json_event(ev), *back;
	const char *text;

	FUZZ_CHECK(o);
	text = json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN);
	back = vmm_json_parse(text, strlen(text), &any);
	FUZZ_CHECK(back);
	(void)json_object_put(back);
	(void)json_object_put(o);
}

static void show(struct ras_event *ev, const struct ras_host *host, size_t room)
{
	static char line[LINE], again[LINE];
	char *small = malloc(room);
	struct ras_text t = RAS_TEXT(line), a = RAS_TEXT(again), s;

	FUZZ_CHECK(small);
	s = ras_text_over(small, room);
	if (ev->cls->decode)
		ev->severity = ev->cls->decode(host, ev);
	FUZZ_CHECK((unsigned int)ev->severity < RAS_SEVERITIES);
	check_fields(ev);
	ras_line_text(&t, ev);
	ras_line_text(&a, ev);
	ras_line_text(&s, ev);
	fuzz_check_printable(line, t.len);
	/* The same again, and cut where there is no room. */
	FUZZ_CHECK(!t.cut && t.len == a.len && !memcmp(line, again, t.len));
	FUZZ_CHECK(s.len <= t.len && s.cut == (s.len < t.len) && !memcmp(small, line, s.len));
	if (ev->cls->explain) {
		t = RAS_TEXT(line);
		ev->cls->explain(host, ev, &t);
		FUZZ_CHECK(t.len && strlen(line) == t.len);
	}
	check_json(ev);
	free(small);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): the registry is not empty */
	const size_t n = count_classes(), which = (size_t)fuzz_take(&in, 1) % n;
	const unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	const size_t room = 1 + (size_t)fuzz_take(&in, 2) % RAS_EVENT_ROOM;
	const struct ras_class *cls = ras_classes[which];
	const struct ras_host host = {
		.vendor = flags & 4 ? X86_AMD : X86_INTEL,
		.live = flags & 8,
		.have_cpu = flags & 16,
	};
	struct ras_formats *f = formats(n);
	/* From no room for texts to what the daemon gives. */
	const size_t arena = cls->size + (flags & 2 ? room % 512 : RAS_EVENT_ROOM);
	struct ras_event *ev = malloc(arena);
	struct ras_counters counters = { 0 };
	uint8_t bytes[RECORD];
	struct ras_record rec = { .data = bytes };

	FUZZ_CHECK(ev);
	ras_event_init(ev, arena, cls);
	if (cls->tracepoints && cls->tracepoints->name) {
		ras_formats_layout(f)->big_endian = flags & 1;
		rec.len = put_record(&in, cls, which + 1, flags & 1, bytes);
		FUZZ_CHECK(ras_formats_class(f, &rec, 0) == cls);
		ras_formats_load(f, &rec, ev, &counters);
	} else {
		set_fields(&in, ev);
	}
	if (!cls->wants || cls->wants(ev))
		show(ev, &host, room);
	free(ev);
	return 0;
}
