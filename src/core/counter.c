// SPDX-License-Identifier: GPL-2.0-or-later
/* Named counters: whatever leaves an event's way early is counted under a name. */
#include "core/counter.h"

static const struct {
	const char *name, *text;
} counters[RAS_COUNTERS] = {
	[RAS_C_READ] = { "read", "events read from the trace buffer" },
	[RAS_C_STORED] = { "stored", "events committed to the database" },
	[RAS_C_LOGGED] = { "logged", "event lines written to the log" },
	[RAS_C_LOG_LIMITED] = { "log_limited", "event lines left out of the log in a storm (the "
					       "events are stored)" },
	[RAS_C_KERNEL_LOST] = { "kernel_lost",
				"events the kernel overwrote before they could be read" },
	[RAS_C_UNKNOWN_EVENT] = { "unknown_event", "records of a type that is not subscribed" },
	[RAS_C_UNWANTED] = { "unwanted", "records that are no hardware error: an I/O that did not "
					 "fail, a signal that is not about memory" },
	[RAS_C_GATHERED] = { "gathered",
			     "records that are a part of another event, or end a list" },
	[RAS_C_RECORD_SHORT] = { "record_short", "records too short for their own header" },
	[RAS_C_FIELD_BAD] = { "field_bad", "fields that point outside of their record" },
	[RAS_C_PAGE_BAD] = { "page_bad", "ring-buffer pages that are damaged from some offset on" },
	[RAS_C_TEXT_CUT] = { "text_cut", "events whose text was longer than the room for it" },
	[RAS_C_STORE_LOST] = { "store_lost", "events logged but never stored, as the database "
					     "could not be written" },
	[RAS_C_STORE_RETRIES] = { "store_retries", "group commits that had to be tried again" },
	[RAS_C_STORE_COMMITS] = { "store_commits", "group commits" },
	[RAS_C_STORE_BUSY] = { "store_busy", "times another program held the database locked" },
	[RAS_C_STORE_FULL] = { "store_full", "times the disk was full or not writable" },
	[RAS_C_STORE_REPLACED] = { "store_replaced", "damaged databases set aside" },
	[RAS_C_LEFT_OUT] = { "policy_left_out",
			     "corrected errors that no page, row or CPU can be blamed for" },
	[RAS_C_BUCKET_EVICTED] = { "bucket_evicted", "counts of pages, rows or CPUs given up, as "
						     "there were too many at once" },
	[RAS_C_ACTIONS] = { "actions", "actions recorded" },
	[RAS_C_ACTION_FULL] = { "action_full",
				"actions and trigger programs left out, as too many were waiting" },
	[RAS_C_ACTION_UNTOLD] = { "action_untold", "actions done, but not recorded" },
	[RAS_C_TRIGGERS] = { "triggers", "trigger programs started" },
	[RAS_C_TRIGGER_KILLED] = { "trigger_killed",
				   "trigger programs ended, as they ran too long" },
	[RAS_C_STORE_OFF] = { "store_off", "events not stored because recording is off" },
	[RAS_C_VMM_SKIPPED] = { "vmm_skipped",
				"events that no VMM was asked about, as too many were waiting" },
};

const char *ras_counter_name(enum ras_counter which)
{
	return which < RAS_COUNTERS ? counters[which].name : "";
}

const char *ras_counter_text(enum ras_counter which)
{
	return which < RAS_COUNTERS ? counters[which].text : "";
}
