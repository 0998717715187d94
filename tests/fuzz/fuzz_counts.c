// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text as /proc/interrupts and as KVM's counts, looked at twice. */
#include "tests/fuzz/files.h"

#include "events/events.h"
#include "export/line.h"
#include "s390/counts.h"

static const char *const files[] = {
	"proc/interrupts",
	"sys/kernel/debug/kvm/7-3/inject_mchk",
	"sys/kernel/debug/kvm/7-3/inject_float_mchk",
	"sys/kernel/debug/kvm/7-3/deliver_machine_check",
	"sys/kernel/debug/kvm/not-a-vm/inject_mchk",
};

static void show(void *ctx, const struct ras_event *ev)
{
	const struct ras_s390_counter_event *e = (const void *)ev;
	char line[4096];
	struct ras_text t = RAS_TEXT(line);

	(*(size_t *)ctx)++;
	FUZZ_CHECK(ev->cls == &ras_class_s390_counter);
	FUZZ_CHECK(e->rise && e->unexplained == e->rise - e->explained);
	ras_line_text(&t, ev);
	fuzz_check_printable(t.buf, t.len);
}

static void put_files(struct fuzz_input *in)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const struct fuzz_input part = fuzz_part(in);

		fuzz_file(files[i], part.p, part.left);
	}
}

/* The files with a byte 0xff between, and once more as they are at the second look. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	const struct ras_host host = { .machine = "s390x" };
	struct ras_queue *queue = ras_queue_new((size_t)8 * RAS_EVENT_ROOM);
	struct ras_counters counters = { 0 };
	struct ras_bus bus = { .host = &host, .counters = &counters, .queue = queue };
	struct s390_counts *c;
	size_t events = 0;

	FUZZ_CHECK(queue && !ras_bus_add(&bus, (struct ras_sink){ show, &events }));
	put_files(&in);
	c = s390_counts_new(&bus, fuzz_folder());
	FUZZ_CHECK(c);
	s390_counts_look(c);
	/* Nothing changed: nothing rose. */
	FUZZ_CHECK(!events);
	put_files(&in);
	s390_counts_look(c);
	FUZZ_CHECK(events <= 4);
	s390_counts_free(c);
	ras_queue_free(queue);
	return 0;
}
