/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From pages to published events, for live buffers and for replays alike. */
#ifndef RAS_TRACE_PUMP_H
#define RAS_TRACE_PUMP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/bus.h"
#include "trace/bind.h"

/* What a class keeps from one record to the next (gather() in struct ras_class). */
struct ras_keep {
	const struct ras_class *cls; /* NULL: free */
	_Alignas(16) unsigned char room[RAS_KEEP_ROOM];
};

/* One kernel's formats, and where its events go. */
struct ras_pump {
	struct ras_formats *formats;
	struct ras_bus *bus;
	int64_t ns_per_tick; /* of the trace clock; 0: it tells no time */
	int64_t offset_ns;   /* wall clock minus trace clock */
	const char *whence;  /* what is read, for messages */
	int64_t last_event;  /* wall clock of the event published last; 0: none */
	/* A record of a class without table was read: a hint that the kernel's events changed. */
	bool hint;
	struct ras_keep keep[RAS_KEEPERS];
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

/* Wall clock of a reading of the trace clock. */
int64_t ras_pump_wall(const struct ras_pump *p, uint64_t ts);

/* Put len bytes of a page into hand. Damage is counted and logged, the page is skipped. */
void ras_pump_page(struct ras_pump *p, struct ras_cpu_page *c, const void *page, size_t len);

/*
 * Publish what is left of the page in hand. True when it is done; false when the queue is full:
 * call again when there is room. With wait it always finishes.
 */
bool ras_pump_run(struct ras_pump *p, struct ras_cpu_page *c, bool wait);

/* The same for records up to a time on the trace clock; those after it stay in hand. */
bool ras_pump_run_until(struct ras_pump *p, struct ras_cpu_page *c, uint64_t until, bool wait);

/* Whether the page in hand has another record, and when it was written (trace clock). */
bool ras_pump_peek(const struct ras_cpu_page *c, uint64_t *ts);

/* Publish what classes still keep, when no record follows. Waits while the queue is full. */
void ras_pump_end(struct ras_pump *p);

/*
 * Publish a lost_events event: count events of a CPU were lost between two wall-clock times. False
 * when the queue is full; never with wait.
 */
bool ras_pump_lost(struct ras_pump *p, int cpu, uint64_t count, int64_t first_ns, int64_t last_ns,
		   const char *reason, bool wait);

#endif
