// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any records from /dev/kmsg, and any state file of an earlier run, to the last event. */
#include "tests/fuzz/files.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/log.h"
#include "events/events.h"
#include "export/line.h"
#include "s390/kmsg.h"

static void show(void *ctx, const struct ras_event *ev)
{
	char line[4096];
	struct ras_text t = RAS_TEXT(line);

	(*(size_t *)ctx)++;
	FUZZ_CHECK(ev->cls == &ras_class_s390_crw || ev->cls == &ras_class_s390_mchk);
	FUZZ_CHECK((unsigned int)ev->severity < RAS_SEVERITIES);
	ras_line_text(&t, ev);
	fuzz_check_printable(t.buf, t.len);
}

/* The first byte: whether there is a state. Then that, and the records; a byte 0xff ends each. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	const struct ras_host host = { .boot_id = "11111111-2222-3333-4444-555555555555" };
	unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	struct ras_queue *queue = ras_queue_new((size_t)8 * RAS_EVENT_ROOM);
	struct ras_counters counters = { 0 };
	size_t events = 0, records = 0;
	struct ras_bus bus = { .host = &host, .counters = &counters, .queue = queue };
	char path[FUZZ_PATH], state[FUZZ_PATH], err[512];
	struct s390_kmsg_options opt = { .path = path };
	sd_event *loop = NULL;
	struct s390_kmsg *k;
	int fd[2];

	/* A pipe of packets: as of /dev/kmsg, a read gives one record. */
	FUZZ_CHECK(queue && sd_event_new(&loop) >= 0);
	FUZZ_CHECK(!pipe2(fd, O_DIRECT | O_NONBLOCK | O_CLOEXEC));
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd[0]);
	FUZZ_CHECK(!ras_bus_add(&bus, (struct ras_sink){ show, &events }));
	if (flags & 1) {
		const struct fuzz_input part = fuzz_part(&in);

		fuzz_file("state", part.p, part.left);
		opt.state = fuzz_path(state, "state");
	}
	while (in.left && records < 16) {
		const struct fuzz_input part = fuzz_part(&in);

		if (part.left)
			records += write(fd[1], part.p, part.left) > 0;
	}
	k = s390_kmsg_new(loop, &bus, &opt, err, sizeof(err));
	FUZZ_CHECK(k);
	s390_kmsg_free(k);
	FUZZ_CHECK(events <= records);
	(void)close(fd[0]);
	(void)close(fd[1]);
	sd_event_unref(loop);
	ras_queue_free(queue);
	return 0;
}
