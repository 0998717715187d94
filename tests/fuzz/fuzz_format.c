// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text as a kernel's format file, bound by the classes that may read it. */
#include "tests/fuzz/files.h"

#include "core/counter.h"
#include "events/events.h"
#include "export/line.h"
#include "trace/bind.h"
#include "trace/traceclock.h"

/* One with a table of symbols, one with arrays, one with a struct. */
static const struct {
	const struct ras_class *cls;
	const char *tracepoint, *file;
} bound[] = {
	{ &ras_class_memory_failure, "ras/memory_failure_event",
	  "events/ras/memory_failure_event/format" },
	{ &ras_class_mc_event, "ras/mc_event", "events/ras/mc_event/format" },
	{ &ras_class_non_standard_event, "ras/non_standard_event",
	  "events/ras/non_standard_event/format" },
};

static const char header[] = "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
			     "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
			     "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";

/* What libtraceevent 1.7 forgets of a text that it refuses is not ours to free. */
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizer's name */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libtraceevent\n";
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* A record of zeros, and one of ones, as if the kernel had written them by that format. */
static void load(struct ras_formats *f, const struct ras_class *cls, unsigned int id)
{
	static _Alignas(16) char room[RAS_EVENT_ROOM];
	static const struct ras_host host = { .vendor = X86_INTEL };
	struct ras_event *ev = (void *)room;
	struct ras_counters counters = { 0 };
	uint8_t bytes[256];
	char line[4096];
	struct ras_text t = RAS_TEXT(line);

	for (int fill = 0; fill < 256; fill += 255) {
		const struct ras_record rec = { .data = bytes, .len = sizeof(bytes) };

		memset(bytes, fill, sizeof(bytes));
		memcpy(bytes, &(const uint16_t){ (uint16_t)id }, 2);
		if (ras_formats_class(f, &rec, 0) != cls)
			continue;
		ras_event_init(ev, sizeof(room), cls);
		ras_formats_load(f, &rec, ev, &counters);
		ev->severity = cls->decode(&host, ev);
		ras_line_text(&t, ev);
	}
}

/* The first byte chooses the event; 0xff behind the format: the text of header_page follows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	const size_t which = fuzz_take(&in, 1) % (sizeof(bound) / sizeof(bound[0]));
	const struct fuzz_input format = fuzz_part(&in);
	struct ras_formats *f;
	char err[512], clock[256];
	struct ras_text t = RAS_TEXT(clock);

	fuzz_file(bound[which].file, format.p, format.left);
	if (in.left) {
		ras_text_putn(&t, (const char *)in.p, in.left);
		FUZZ_CHECK(ras_trace_clock_tick(ras_trace_clock(clock)) >= 0);
		fuzz_file("events/header_page", in.p, in.left);
		ras_formats_free(ras_formats_open(fuzz_folder(), err, sizeof(err)));
	}
	fuzz_file("events/header_page", header, sizeof(header) - 1);
	f = ras_formats_open(fuzz_folder(), err, sizeof(err));
	FUZZ_CHECK(f);
	if (!ras_formats_bind(f, bound[which].cls, bound[which].tracepoint))
		for (unsigned int id = 0; id < 65536; id += id < 4096 ? 1 : 97)
			load(f, bound[which].cls, id);
	ras_formats_free(f);
	return 0;
}
