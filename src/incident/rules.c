// SPDX-License-Identifier: GPL-2.0-or-later
/* Which events tell of one thing: the tables. */
#include <stdbool.h>
#include <stddef.h>

#include "incident/rules.h"

/*
 * Names of classes and columns as in src/events. Firmware's records are as real as the CPU's: the
 * bank is not, but the page is.
 */
const struct ras_part_rule ras_part_rules[RAS_PART_RULES] = {
	{ RAS_PART_RELAYED, "mce_record", { { "origin", "vmm-relayed" } }, RAS_INFO,
	  .page = "guest_page" },
	{ RAS_PART_COMPANION, "mce_record", { { "origin", "vmm-companion" } }, RAS_INFO,
	  .joins_only = true },
	{ RAS_PART_HARDWARE, "mce_record",
	  { { "origin", "hardware" }, { "addr_type", "physical" } }, RAS_DEFERRED,
	  .page = "addr", .page_shift = 12 },
	{ RAS_PART_HARDWARE, "mce_record",
	  { { "origin", "firmware" }, { "addr_type", "physical" } }, RAS_DEFERRED,
	  .page = "addr", .page_shift = 12 },
	{ RAS_PART_PAGE, "memory_failure_event", { { NULL, NULL } }, RAS_INFO, .page = "pfn" },
	{ RAS_PART_SIGBUS, "signal_event", { { NULL, NULL } }, RAS_INFO, .process = "pid" },
	{ RAS_PART_VMM, "vmm_event", { { "event", "MEMORY_FAILURE" } }, RAS_INFO,
	  .process = "pid" },
	/* S390CrashReason in QEMU 10.2 qapi/run-state.json; daemon/autopsy.h looks into it. */
	{ RAS_PART_STOPPED, "vmm_event",
	  { { "event", "GUEST_PANICKED" }, { "reason", "disabled-wait" } }, RAS_INFO,
	  .process = "pid" },
};

/*
 * Order of things in Linux: mce_record is written by a worker that then calls memory_failure() for
 * what is action-optional, while for what is required the task itself calls it when it returns to
 * user mode, maybe sooner (mce/core.c, uc_decode_notifier() and kill_me_maybe()). Either sends
 * its signals first, signal_generate, and says last what it did, memory_failure_event
 * (mm/memory-failure.c, hwpoison_user_mappings(), action_result()). Then the VMM wakes up and tells
 * its guest; its clock and its way to here are slower. The filler of a broadcast stays in its bank
 * until the next poll: 300 s at most, by default.
 */
const struct ras_tie_rule ras_tie_rules[RAS_TIE_RULES] = {
	{ RAS_PART_RELAYED, RAS_PART_PAGE, RAS_TIE_PAGE, 2000, 10000, false },
	{ RAS_PART_HARDWARE, RAS_PART_PAGE, RAS_TIE_PAGE, 2000, 10000, false },
	{ RAS_PART_SIGBUS, RAS_PART_PAGE, RAS_TIE_THREAD, 0, 10000, true },
	{ RAS_PART_RELAYED, RAS_PART_SIGBUS, RAS_TIE_THREAD, 0, 10000, true },
	{ RAS_PART_HARDWARE, RAS_PART_SIGBUS, RAS_TIE_THREAD, 0, 10000, true },
	{ RAS_PART_SIGBUS, RAS_PART_SIGBUS, RAS_TIE_THREAD, 1000, 1000, true },
	{ RAS_PART_SIGBUS, RAS_PART_VMM, RAS_TIE_PROCESS, 1000, 10000, false },
	{ RAS_PART_RELAYED, RAS_PART_SIGBUS, RAS_TIE_TIME, 1000, 1000, true },
	{ RAS_PART_HARDWARE, RAS_PART_SIGBUS, RAS_TIE_TIME, 1000, 1000, true },
	/* One broadcast error makes a VMM say it once for each vCPU. */
	{ RAS_PART_VMM, RAS_PART_VMM, RAS_TIE_PROCESS, 1000, 1000, false },
	/* What is required is told to a vCPU's thread, whose number the VMM does not tell. */
	{ RAS_PART_SIGBUS, RAS_PART_VMM, RAS_TIE_TIME, 0, 2000, true },
	{ RAS_PART_PAGE, RAS_PART_VMM, RAS_TIE_TIME, 1000, 5000, false },
	{ RAS_PART_PAGE, RAS_PART_PAGE, RAS_TIE_PAGE, 10000, 10000, false },
	{ RAS_PART_RELAYED, RAS_PART_COMPANION, RAS_TIE_TIME, 1000, 310000, false },
};
