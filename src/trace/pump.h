/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From pages to published events, for live buffers and for replays alike. */
#ifndef RAS_TRACE_PUMP_H
#define RAS_TRACE_PUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/bus.h"
#include "trace/bind.h"

/* One kernel's formats, and where its events go. */
struct ras_pump {
	struct ras_formats *formats;
	struct ras_bus *bus;
	int64_t offset_ns;   /* wall clock minus trace clock */
	const char *whence;  /* what is read, for messages */
	int64_t last_event;  /* wall clock of the event published last; 0: none */
};

/* A CPU's ring buffer: the page in hand and what was lost. */
struct ras_cpu_page {
	int cpu;
	struct ras_page page;
	bool active;             /* page has records left */
	int64_t last_seen;       /* wall clock of the last record read; 0: none */
	uint64_t file_offset;    /* where the page began in its file, for messages */
	size_t class_at;         /* of the record in hand: classes that have had it */
	bool wanted;             /* and one of them took it */
};

/* Put len bytes of a page into hand. Damage is counted and logged, the page is skipped. */
void ras_pump_page(struct ras_pump *p, struct ras_cpu_page *c, const void *page, size_t len);

/*
 * Publish what is left of the page in hand. True when it is done; false when the queue is full:
 * call again when there is room. With wait it always finishes.
 */
bool ras_pump_run(struct ras_pump *p, struct ras_cpu_page *c, bool wait);

/* Publish a lost_events event: count events of a CPU were lost between two wall-clock times. */
void ras_pump_lost(struct ras_pump *p, int cpu, uint64_t count, int64_t first_ns, int64_t last_ns,
		   const char *reason);

#endif
