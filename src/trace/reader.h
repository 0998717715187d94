/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One CPU's live ring buffer: pages read as they fill, losses counted to the last event. */
#ifndef RAS_TRACE_READER_H
#define RAS_TRACE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "trace/pump.h"
#include "trace/tracefs.h"

enum ras_read {
	RAS_READ_EMPTY,   /* nothing more for now */
	RAS_READ_MORE,    /* as much as one step may take; there may be more */
	RAS_READ_BLOCKED, /* the queue is full: call again when it has room */
	RAS_READ_GONE,    /* the buffer cannot be read any more, errno says why */
};

/*
 * The kernel's counts of lost events are only ever compared with what was published, so that each
 * loss is told exactly once, whether a page's flag or the statistics showed it first.
 */
struct ras_reader {
	int fd;       /* trace_pipe_raw, non-blocking; for poll */
	int stats_fd; /* per_cpu/cpuN/stats */
	struct ras_cpu_page hand;
	uint8_t *buf;
	size_t size;          /* of a page */
	uint64_t flagged;     /* sum of the pages' missed counts */
	uint64_t told; /* of all that the kernel counts: published, or from before our time */
	uint64_t lost;        /* published */
	int64_t stats_read;   /* monotonic ns of the last look */
	bool unsure;          /* a page said "some", or no room to tell: ask the statistics */
	bool pending_lost;    /* the page in hand has a loss to tell first */
	uint64_t pages;
};

/*
 * Open CPU cpu's buffer. What its statistics count by now was an earlier reader's to tell; what is
 * still in the pages is ours. 0; -1 with errno. A reader is closed also after a failed open.
 */
int ras_reader_open(struct ras_reader *r, const struct ras_instance *i, int cpu, size_t page_size);
void ras_reader_close(struct ras_reader *r);

/* False while the CPU has no ring buffer, as it has never been online. */
bool ras_reader_ready(const struct ras_reader *r);

/* Whether there is something to publish that no new event would make readable: step again. */
bool ras_reader_waits(const struct ras_reader *r);

/* Read and publish some pages. wait: never BLOCKED, sleep for room instead. */
enum ras_read ras_reader_step(struct ras_reader *r, struct ras_pump *p, bool wait);

/*
 * Publish what the statistics count as lost and no page has told. What was lost before is only
 * remembered if base is set. False when the queue is full.
 */
bool ras_reader_account(struct ras_reader *r, struct ras_pump *p, bool base, bool wait);

/* Lost events of this CPU that were published. */
uint64_t ras_reader_lost(const struct ras_reader *r);

#endif
