// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any page of a ring buffer, under any layout of its event's fields, to the last text. */
#include "tests/fuzz/fuzz.h"

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

enum { ID = 77, ROOM = 4096 };

static char root[256];

static void make_dir(const char *path)
{
	FUZZ_CHECK(!mkdir(path, 0700));
}

static void write_file(const char *name, const char *text)
{
	char path[512];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", root, name);
	f = fopen(path, "we");
	FUZZ_CHECK(f && fputs(text, f) >= 0);
	FUZZ_CHECK(!fclose(f));
}

static void clean_up(void)
{
	static const char *const names[] = {
		"events/s/e/format", "events/s/e", "events/s", "events/header_page", "events", "",
	};
	char path[512];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", root, names[i]);
		(void)remove(path);
	}
}

static void set_up(void)
{
	static const char *const dirs[] = { "events", "events/s", "events/s/e" };
	const char *tmp = getenv("TMPDIR");
	char path[512];

	FUZZ_CHECK(snprintf(root, sizeof(root), "%s/fuzz_page.XXXXXX", tmp ? tmp : "/tmp") <
		   (int)sizeof(root));
	FUZZ_CHECK(mkdtemp(root));
	FUZZ_CHECK(!atexit(clean_up));
	for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", root, dirs[i]);
		make_dir(path);
	}
	write_file("events/header_page",
		   "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
		   "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
		   "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
		   "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n");
}

/* A format file for the class's fields, with offsets and sizes that no kernel would give. */
static void put_format(struct fuzz_input *in, const struct ras_class *cls, struct ras_text *t)
{
	static const char *const ints[] = { "u8", "u16", "u32", "u64", "s8", "s32", "unsigned long" };
	static const size_t sizes[] = { 1, 2, 4, 8, 1, 4, 8 };

	ras_text_add(t, "name: e\nID: %d\nformat:\n"
			"\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
			"\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n", ID);
	for (size_t i = 0; i < cls->nfields; i++) {
		unsigned int kind = (unsigned int)fuzz_take(in, 1);
		unsigned int offset = (unsigned int)fuzz_take(in, 2) & 0x1fff;
		const char *name = cls->fields[i].source;

		if (!name)
			continue;
		if (kind < 0xc0)
			ras_text_add(t, "\tfield:%s %s;\toffset:%u;\tsize:%zu;\tsigned:%u;\n",
				     ints[kind % 7], name, offset, sizes[kind % 7], kind >> 3 & 1);
		else if (kind < 0xd0)
			ras_text_add(t, "\tfield:__data_loc char[] %s;\toffset:%u;\tsize:4;\tsigned:1;\n",
				     name, offset);
		else if (kind < 0xe0)
			ras_text_add(t, "\tfield:__rel_loc u8[] %s;\toffset:%u;\tsize:4;\tsigned:0;\n",
				     name, offset);
		else if (kind < 0xf0)
			ras_text_add(t, "\tfield:char %s[%u];\toffset:%u;\tsize:%u;\tsigned:1;\n", name,
				     kind, offset, kind);
	}
	ras_text_puts(t, "\nprint fmt: \"%d\", REC->common_pid\n");
}

static void read_page(struct ras_formats *f, const struct ras_class *cls, struct fuzz_input *in)
{
	static _Alignas(16) char room[ROOM];
	static const struct ras_host host = { .vendor = X86_AMD };
	struct ras_counters counters = { 0 };
	uint8_t *copy = malloc(in->left ? in->left : 1);
	struct ras_event *ev = (void *)room;
	struct ras_record rec;
	struct ras_page page;
	size_t n = 0;

	FUZZ_CHECK(copy);
	memcpy(copy, in->p, in->left);
	(void)ras_page_guess_endian(ras_formats_layout(f), copy, in->left);
	if (ras_page_begin(&page, ras_formats_layout(f), copy, in->left))
		goto out;
	while (ras_page_next(&page, &rec) > 0) {
		char line[2048];
		struct ras_text t = RAS_TEXT(line);

		/* Each record takes a header of four bytes at least. */
		FUZZ_CHECK(++n <= in->left / 4);
		if (ras_formats_class(f, &rec) != cls)
			continue;
		ras_event_init(ev, sizeof(room), cls);
		ras_formats_load(f, &rec, ev, &counters);
		if (cls->decode)
			ev->severity = cls->decode(&host, ev);
		ras_line_text(&t, ev);
	}
out:
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	const struct ras_class *cls;
	struct ras_formats *f;
	char format[32768], err[256];
	struct ras_text t = RAS_TEXT(format);
	size_t classes = 0;

	if (!root[0])
		set_up();
	while (ras_classes[classes])
		classes++;
	cls = ras_classes[(flags >> 1) % classes];
	put_format(&in, cls, &t);
	write_file("events/s/e/format", format);
	f = ras_formats_open(root, err, sizeof(err));
	FUZZ_CHECK(f);
	ras_formats_layout(f)->big_endian = flags & 1;
	if (!ras_formats_bind(f, cls, "s/e"))
		read_page(f, cls, &in);
	ras_formats_free(f);
	return 0;
}
