// SPDX-License-Identifier: GPL-2.0-or-later
/* disk_errors: block requests that failed (block:block_rq_error, else block:block_rq_complete). */
#include <errno.h>

#include "events/events.h"

struct disk_event {
	struct ras_event ev;
	uint32_t devno, nr_sector;
	uint64_t sector;
	int32_t error_number;
	struct ras_str dev, error, rwbs, cmd;
};

static const struct ras_field fields[] = {
	RAS_FIELD_AS(disk_event, devno, "dev", "dev", RAS_U32, RAS_F_NO_COLUMN),
	RAS_FIELD_AS(disk_event, error_number, "error", "error", RAS_S32, RAS_F_NO_COLUMN),
	RAS_DERIVED(disk_event, dev, RAS_STR),
	RAS_FIELD(disk_event, sector, RAS_U64),
	RAS_FIELD(disk_event, nr_sector, RAS_U32),
	RAS_DERIVED(disk_event, error, RAS_STR),
	RAS_FIELD(disk_event, rwbs, RAS_STR),
	RAS_FIELD(disk_event, cmd, RAS_STR),
};

/*
 * Linux block/blk-core.c blk_errors[]: the errno of each block status, by the words that 0.8.x
 * stores. The severity is our reading of the status: whether data was lost, whether a retry or
 * another path can help, whether anything broke at all.
 */
static const struct {
	int error;
	const char *text;
	enum ras_severity severity;
} errors[] = {
	{ EOPNOTSUPP, "operation not supported error", RAS_INFO },
	{ ETIMEDOUT, "timeout error", RAS_RECOVERABLE },
	{ ENOSPC, "critical space allocation error", RAS_UNCORRECTED },
	{ ENOLINK, "recoverable transport error", RAS_RECOVERABLE },
	{ EREMOTEIO, "critical target error", RAS_UNCORRECTED },
	{ EBADE, "critical nexus error", RAS_RECOVERABLE },
	{ ENODATA, "critical medium error", RAS_UNCORRECTED },
	{ EILSEQ, "protection error", RAS_UNCORRECTED },
	{ ENOMEM, "kernel resource error", RAS_INFO },
	{ EBUSY, "device resource error", RAS_INFO },
	{ EAGAIN, "nonblocking retry error", RAS_INFO },
	{ EREMCHG, "dm internal retry error", RAS_INFO },
	{ EIO, "I/O error", RAS_UNCORRECTED },
};

/* The kernel's own dev_t in trace events (include/linux/kdev_t.h): 12 bits major, 20 minor. */
enum { MINOR_BITS = 20 };

static bool wants(const struct ras_event *ev)
{
	return ((const struct disk_event *)(const void *)ev)->error_number != 0;
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct disk_event *e = (void *)ev;
	struct ras_text t = ras_event_text(ev, 32);

	(void)host;
	ras_text_add(&t, "%u:%u", e->devno >> MINOR_BITS, e->devno & ((1U << MINOR_BITS) - 1));
	e->dev = ras_event_text_end(ev, &t);
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (errors[i].error != -e->error_number)
			continue;
		e->error = ras_str_of(errors[i].text);
		return errors[i].severity;
	}
	e->error = ras_str_of("unknown block error");
	return RAS_UNCORRECTED;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct disk_event *e = (const void *)ev;

	ras_text_add(out, "block device %s: %s at sector ", e->dev.s, e->error.s);
	ras_text_u64(out, e->sector);
	ras_text_add(out, ", %u sectors, ", e->nr_sector);
	ras_text_clean(out, e->rwbs.s, e->rwbs.len);
}

/* block_rq_error came with Linux 5.18. */
static const struct ras_tracepoint tracepoints[] = {
	{ "block/block_rq_error", NULL },
	{ "block/block_rq_complete", "error != 0" },
	{ NULL, NULL },
};

static const struct ras_report report = {
	.summary_heading = "Disk errors summary:",
	.summary_form = "{dev} has {#} errors",
	.error_heading = "Disk errors:",
	.none = "No disk errors.",
};

const struct ras_class ras_class_disk_errors = {
	.name = "disk_errors",
	.table = "disk_errors",
	.title = "disk",
	.tracepoints = tracepoints,
	.alternatives = true,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct disk_event),
	.wants = wants,
	.decode = decode,
	.describe = describe,
	.report = &report,
	.summary_by = "dev",
};
