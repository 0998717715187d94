// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any page of a ring buffer, under any layout of its event's fields, to the last text. */
#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "events/events.h"
#include "export/line.h"
#include "trace/bind.h"
#include "trace/page.h"

enum { ID = 77, ROOM = 4096, PATH = 512 };

static char root[256];

static void write_file(const char *name, const char *text)
{
	char path[PATH];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", root, name);
	f = fopen(path, "we");
	FUZZ_CHECK(f && fputs(text, f) >= 0);
	FUZZ_CHECK(!fclose(f));
}

/* The n-th tracepoint of all classes; NULL behind the last. */
static const struct ras_tracepoint *nth(size_t n, const struct ras_class **cls)
{
	for (size_t i = 0; ras_classes[i]; i++) {
		const struct ras_tracepoint *t = ras_classes[i]->tracepoints;

		for (; t && t->name; t++) {
			*cls = ras_classes[i];
			if (!n--)
				return t;
		}
	}
	return NULL;
}

static void remove_at(const char *a, const char *b, const char *c)
{
	char path[PATH];

	(void)snprintf(path, sizeof(path), "%s/%s%s%s", root, a, b, c);
	(void)remove(path);
}

static void clean_up(void)
{
	const struct ras_tracepoint *t;
	const struct ras_class *cls;

	for (size_t n = 0; (t = nth(n, &cls)); n++) {
		char system[128];
		struct ras_text s = RAS_TEXT(system);

		ras_text_putn(&s, t->name, strcspn(t->name, "/"));
		remove_at("events/", t->name, "/format");
		remove_at("events/", t->name, "");
		remove_at("events/", system, "");
	}
	remove_at("events/header_page", "", "");
	remove_at("events", "", "");
	remove_at("", "", "");
}

static void make_dirs(const char *path)
{
	char part[PATH];

	for (size_t n = strcspn(path, "/");; n += 1 + strcspn(path + n + 1, "/")) {
		(void)snprintf(part, sizeof(part), "%s/%.*s", root, (int)n, path);
		FUZZ_CHECK(!mkdir(part, 0700) || errno == EEXIST);
		if (!path[n])
			return;
	}
}

static void set_up(void)
{
	const char *tmp = getenv("TMPDIR");
	const struct ras_tracepoint *t;
	const struct ras_class *cls;
	char path[PATH];

	FUZZ_CHECK(snprintf(root, sizeof(root), "%s/fuzz_page.XXXXXX", tmp ? tmp : "/tmp") <
		   (int)sizeof(root));
	FUZZ_CHECK(mkdtemp(root));
	FUZZ_CHECK(!atexit(clean_up));
	for (size_t n = 0; (t = nth(n, &cls)); n++) {
		(void)snprintf(path, sizeof(path), "events/%s", t->name);
		make_dirs(path);
	}
	write_file("events/header_page",
		   "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
		   "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
		   "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
		   "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n");
}

/* A format file for the class's fields, with offsets and sizes that no kernel would give. */
static void put_format(struct fuzz_input *in, const struct ras_class *cls, const char *name,
		       struct ras_text *t)
{
	static const struct {
		const char *type;
		unsigned int size;
	} ints[] = {
		{ "u8", 1 }, { "u16", 2 }, { "u32", 4 },           { "u64", 8 },
		{ "s8", 1 }, { "s32", 4 }, { "unsigned long", 8 },
	};

	ras_text_add(t, "name: %s\nID: %d\nformat:\n"
			"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
			"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n", name, ID);
	for (size_t i = 0; i < cls->nfields; i++) {
		unsigned int kind = (unsigned int)fuzz_take(in, 1);
		unsigned int offset = (unsigned int)fuzz_take(in, 2) & 0x1fff, size = 4;
		const char *field = cls->fields[i].source;

		if (!field || kind >= 0xf0)
			continue;
		ras_text_puts(t, "\tfield:");
		if (kind < 0xc0) {
			ras_text_add(t, "%s %s", ints[kind % 7].type, field);
			size = ints[kind % 7].size;
		} else if (kind < 0xd0) {
			ras_text_add(t, "__data_loc char[] %s", field);
		} else if (kind < 0xe0) {
			ras_text_add(t, "__rel_loc u8[] %s", field);
		} else {
			ras_text_add(t, "char %s[%u]", field, kind);
			size = kind;
		}
		ras_text_add(t, ";\toffset:%u;\tsize:%u;\tsigned:%u;\n", offset, size,
			     kind >> 3 & 1);
	}
	ras_text_puts(t, "\nprint fmt: \"%d\", REC->common_pid\n");
}

static void show(struct ras_event *ev)
{
	static const struct ras_host host = { .vendor = X86_AMD };
	char line[2048];
	struct ras_text t = RAS_TEXT(line);

	if (ev->cls->decode)
		ev->severity = ev->cls->decode(&host, ev);
	FUZZ_CHECK((unsigned int)ev->severity < RAS_SEVERITIES);
	ras_line_text(&t, ev);
}

/* A record as the pump takes it: asked of the class, gathered, then shown. */
static void load(struct ras_formats *f, const struct ras_class *cls, const struct ras_record *rec,
		 void *kept)
{
	static _Alignas(16) char room[ROOM];
	struct ras_event *ev = (void *)room;
	struct ras_counters counters = { 0 };
	enum ras_gather gathered = RAS_GATHER_FIRST;

	for (int i = 0; gathered == RAS_GATHER_FIRST && i < 1000; i++) {
		gathered = RAS_GATHER_PUBLISH;
		ras_event_init(ev, sizeof(room), cls);
		ras_formats_load(f, rec, ev, &counters);
		if (cls->wants && !cls->wants(ev))
			return;
		if (cls->gather)
			gathered = cls->gather(kept, ev, false);
		if (gathered != RAS_GATHER_KEPT && gathered != RAS_GATHER_EMPTY)
			show(ev);
	}
	FUZZ_CHECK(gathered != RAS_GATHER_FIRST);
}

static void read_page(struct ras_formats *f, const struct ras_class *cls, struct fuzz_input *in)
{
	_Alignas(16) char kept[RAS_KEEP_ROOM] = { 0 };
	uint8_t *copy = malloc(in->left ? in->left : 1);
	const struct ras_class *found;
	struct ras_record rec;
	struct ras_page page;
	size_t n = 0;

	FUZZ_CHECK(copy);
	memcpy(copy, in->p, in->left);
	(void)ras_page_guess_endian(ras_formats_layout(f), copy, in->left);
	if (!ras_page_begin(&page, ras_formats_layout(f), copy, in->left)) {
		while (ras_page_next(&page, &rec) > 0) {
			/* Each record takes a header of four bytes at least. */
			FUZZ_CHECK(++n <= in->left / 4);
			found = ras_formats_class(f, &rec, 0);
			FUZZ_CHECK(!found || found == cls);
			if (found)
				load(f, cls, &rec, kept);
		}
	}
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	unsigned int which = (unsigned int)fuzz_take(&in, 1);
	const struct ras_tracepoint *tracepoint;
	const struct ras_class *cls;
	char format[32768], err[256], name[PATH];
	struct ras_text t = RAS_TEXT(format);
	struct ras_formats *f;
	size_t n = 0;

	if (!root[0])
		set_up();
	while (nth(n, &cls))
		n++;
	FUZZ_CHECK(n);
	tracepoint = nth((which >> 1) % n, &cls);
	put_format(&in, cls, strchr(tracepoint->name, '/') + 1, &t);
	(void)snprintf(name, sizeof(name), "events/%s/format", tracepoint->name);
	write_file(name, format);
	f = ras_formats_open(root, err, sizeof(err));
	FUZZ_CHECK(f);
	ras_formats_layout(f)->big_endian = which & 1;
	/* No offset and no type of a field may keep an event from being bound. */
	FUZZ_CHECK(!ras_formats_bind(f, cls, tracepoint->name));
	read_page(f, cls, &in);
	ras_formats_free(f);
	return 0;
}
