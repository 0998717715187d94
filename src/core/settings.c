// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of settings. Names, presets and units up to ERST_DELETE are those of rasdaemon 0.8.x.
 */
#include "core/config.h"

#include <string.h>

#include "core/severity.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, YEAR = 366 * DAY };

static const char *const ce_actions[] = {
	"off", "account", "soft", "hard", "soft-then-hard", NULL
};
static const char *const vmm_actions[] = { "none", "offline", "checkstop", "stop-vm", NULL };
static const char *const vmm_fallbacks[] = { "none", "offline", "stop-vm", NULL };

/* "severity" or "class:severity", commas or blanks between. */
static bool severities(const char *value)
{
	static const char between[] = ", \t";

	for (value += strspn(value, between); *value; value += strspn(value, between)) {
		char word[RAS_CONFIG_TEXT];
		size_t n = strcspn(value, between);
		const char *colon;

		if (n >= sizeof(word))
			return false;
		memcpy(word, value, n);
		word[n] = '\0';
		colon = strchr(word, ':');
		if (colon == word ||
		    ras_severity_by_name(colon ? colon + 1 : word) == RAS_SEVERITIES)
			return false;
		value += n;
	}
	return true;
}

#define AT(F) .offset = offsetof(struct ras_config, F)
#define BOOL(N, F, D, T) { .name = (N), .kind = RAS_SET_BOOL, .preset = (D), AT(F), .text = (T) }
#define COUNT(N, F, D, LO, HI, T)                                                                  \
	{                                                                                          \
		.name = (N), .kind = RAS_SET_COUNT, .preset = (D), .min = (LO), .max = (HI),       \
		AT(F), .text = (T)                                                                 \
	}
#define TIME(N, F, D, UNIT, LO, HI, T)                                                      \
	{ .name = (N), .kind = RAS_SET_TIME, .preset = (D), .min = (LO), .max = (HI),        \
	  .unit = (UNIT), AT(F), .text = (T) }
#define SIZE(N, F, D, T) \
	{ .name = (N), .kind = RAS_SET_SIZE, .preset = (D), .max = INT64_MAX, AT(F), .text = (T) }
#define CHOICE(N, F, D, C, T) \
	{ .name = (N), .kind = RAS_SET_CHOICE, .preset = (D), .choices = (C), AT(F), .text = (T) }
#define TEXT(N, F, D, T) { .name = (N), .kind = RAS_SET_TEXT, .preset = (D), AT(F), .text = (T) }

static const struct ras_setting settings[] = {
	TEXT("DISABLE", disable, "",
	     "Events not to read: a list of group:event, blanks or commas between."),

	TIME("PAGE_CE_REFRESH_CYCLE", page_ce_cycle, "24h", HOUR, MINUTE, YEAR,
	     "Corrected errors of a memory page are counted over this time."),
	COUNT("PAGE_CE_THRESHOLD", page_ce_threshold, "50", 1, 1000000000,
	      "So many corrected errors of one page within the cycle make PAGE_CE_ACTION happen."),
	CHOICE("PAGE_CE_ACTION", page_ce_action, "soft", ce_actions,
	       "off: do not count; account: count and log; soft: move the page's content away and "
	       "take the page offline; hard: take it offline, killing its users; soft-then-hard: "
	       "hard if soft fails."),
	TIME("ROW_CE_REFRESH_CYCLE", row_ce_cycle, "24h", HOUR, MINUTE, YEAR,
	     "Corrected errors of a memory row are counted over this time."),
	COUNT("ROW_CE_THRESHOLD", row_ce_threshold, "50", 1, 1000000000,
	      "So many corrected errors of one row within the cycle make ROW_CE_ACTION happen."),
	CHOICE("ROW_CE_ACTION", row_ce_action, "off", ce_actions,
	       "As PAGE_CE_ACTION, for all pages of the row in which errors were seen. Unless off, "
	       "errors are not counted by page."),
	BOOL("CPU_ISOLATION_ENABLE", cpu_isolation, "no",
	     "Take a CPU offline whose errors reach the threshold."),
	COUNT("CPU_CE_THRESHOLD", cpu_ce_threshold, "18", 1, 1000000000,
	      "So many corrected errors of one CPU within CPU_ISOLATION_CYCLE isolate it."),
	TIME("CPU_ISOLATION_CYCLE", cpu_isolation_cycle, "24h", 1, 1, YEAR,
	     "Errors of a CPU are counted over this time."),
	COUNT("CPU_ISOLATION_LIMIT", cpu_isolation_limit, "10", 0, 65536,
	      "At most so many CPUs are taken offline."),
	COUNT("MC_CE_STAT_THRESHOLD", mc_ce_stat_threshold, "2000", 0, 1000000000,
	      "Corrected memory errors a second from which a warning is logged; 0: never."),
	COUNT("POISON_STAT_THRESHOLD", poison_stat_threshold, "102400", 0, INT64_MAX,
	      "Poisoned memory in kB from which a warning is logged; 0: never."),
	TEXT("TRIGGER_DIR", trigger_dir, "",
	     "Folder of the trigger programs below, with a slash at its start."),
	TEXT("MC_CE_TRIGGER", mc_ce_trigger, "",
	     "Program to run on a corrected memory error; it finds the event's values in its "
	     "environment."),
	TEXT("MC_UE_TRIGGER", mc_ue_trigger, "", "The same on an uncorrected memory error."),
	TEXT("AER_CE_TRIGGER", aer_ce_trigger, "", "The same on a corrected PCIe error."),
	TEXT("AER_UE_TRIGGER", aer_ue_trigger, "", "The same on an uncorrected PCIe error."),
	TEXT("MEM_FAIL_TRIGGER", mem_fail_trigger, "", "The same on a memory failure."),
	BOOL("ERST_DELETE", erst_delete, "1",
	     "Delete records of the platform's error storage once they are in the database."),

	TIME("TRIGGER_TIMEOUT", trigger_timeout, "30s", 1, 1, HOUR,
	     "A trigger program that runs longer is ended."),
	COUNT("LOG_BURST", log_burst, "200", 0, 1000000000,
	      "Event lines in the log in any ten seconds; more are counted, not written, and are "
	      "in the database. 0: no limit."),
	COUNT("DB_RETENTION_DAYS", db_retention_days, "0", 0, 36500,
	      "Delete events older than this from the database; 0: never."),
	SIZE("DB_MAX_SIZE", db_max_size, "0",
	     "Delete the oldest events while the database is larger; 0: never."),

	TEXT("QMP_SOCKETS", qmp_sockets, "",
	     "Monitor sockets of QEMU to listen to: paths, blanks between. Each must be for this "
	     "daemon alone, as a monitor serves one client."),
	BOOL("QMP_DISCOVER", qmp_discover, "no",
	     "Find monitor sockets by the command lines of running QEMU processes. Only a socket "
	     "with 'ras' in its file name is taken, as others belong to somebody else."),
	TEXT("QMP_USER", qmp_user, "",
	     "Monitor sockets and QEMU processes may belong to this user besides root."),
	CHOICE("VMM_ACTION", vmm_action, "none", vmm_actions,
	       "What to ask a VMM for when a VMM_ACTION_ON event hits one of its vCPUs."),
	{ .name = "VMM_ACTION_ON", .kind = RAS_SET_TEXT, .preset = "uncorrected",
	  AT(vmm_action_on), .check = severities,
	  .accepts = "info, corrected, deferred, recoverable, uncorrected or fatal, or such behind "
		     "a class and a colon",
	  .text = "Events that VMM_ACTION answers: a severity, which stands for itself and all "
		  "that are worse; class:severity is for one class of events; commas between." },
	CHOICE("VMM_FALLBACK", vmm_fallback, "none", vmm_fallbacks,
	       "What to ask for when VMM_ACTION is not possible; recorded as a fallback."),
	BOOL("VMM_DRY_RUN", vmm_dry_run, "yes", "Record what would be asked, and ask nothing."),
	COUNT("VMM_RATE", vmm_rate, "4", 1, 64, "At most so many requests an hour."),
	COUNT("VMM_MAX_VCPUS", vmm_max_vcpus, "1", 1, 1024,
	      "At most so many vCPUs of one VM are taken away."),
	TIME("VMM_TIMEOUT", vmm_timeout, "5s", 1, 1, HOUR,
	     "How long a VMM's answer is waited for."),
	TEXT("VMM_ALLOW", vmm_allow, "",
	     "Only these VMs: names or shell patterns, blanks between; empty: all."),
	TEXT("VMM_DENY", vmm_deny, "", "Never these VMs, whatever VMM_ALLOW says."),
};

const struct ras_setting *ras_setting(size_t n)
{
	return n < sizeof(settings) / sizeof(settings[0]) ? &settings[n] : NULL;
}
