/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Named counters: whatever leaves an event's way early is counted under a name. */
#ifndef RAS_CORE_COUNTER_H
#define RAS_CORE_COUNTER_H

#include <stdatomic.h>
#include <stdint.h>

enum ras_counter {
	RAS_C_READ,            /* first: events that entered the way */
	RAS_C_STORED,
	RAS_C_LOGGED,
	RAS_C_LOG_LIMITED,
	RAS_C_KERNEL_LOST,
	RAS_C_UNKNOWN_EVENT,
	RAS_C_UNWANTED,
	RAS_C_GATHERED,
	RAS_C_RECORD_SHORT,
	RAS_C_FIELD_BAD,
	RAS_C_PAGE_BAD,
	RAS_C_TEXT_CUT,
	RAS_C_STORE_LOST,
	RAS_C_STORE_RETRIES,
	RAS_C_STORE_COMMITS,
	RAS_C_STORE_BUSY,
	RAS_C_STORE_FULL,
	RAS_C_STORE_REPLACED,
	RAS_C_STORE_OFF,
	RAS_C_VMM_SKIPPED,
	RAS_C_LEFT_OUT,
	RAS_C_BUCKET_EVICTED,
	RAS_C_ACTIONS,
	RAS_C_ACTION_FULL,
	RAS_C_ACTION_UNTOLD,
	RAS_C_TRIGGERS,
	RAS_C_TRIGGER_KILLED,
	RAS_COUNTERS,
};

/* One of these per daemon, passed to whoever counts. Any thread may add. */
struct ras_counters {
	_Atomic uint64_t v[RAS_COUNTERS];
};

static inline void ras_count_n(struct ras_counters *c, enum ras_counter which, uint64_t n)
{
	atomic_fetch_add_explicit(&c->v[which], n, memory_order_relaxed);
}

static inline void ras_count(struct ras_counters *c, enum ras_counter which)
{
	ras_count_n(c, which, 1);
}

static inline uint64_t ras_counted(const struct ras_counters *c, enum ras_counter which)
{
	return atomic_load_explicit(&c->v[which], memory_order_relaxed);
}

/* Short name (in --health --json) and one sentence for people. */
const char *ras_counter_name(enum ras_counter which);
const char *ras_counter_text(enum ras_counter which);

#endif
