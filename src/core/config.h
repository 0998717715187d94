/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration: one table says name, kind, range, default and meaning of each setting. */
#ifndef RAS_CORE_CONFIG_H
#define RAS_CORE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

enum { RAS_CONFIG_TEXT = 256 };

/* What an account does when its threshold is reached. */
enum ras_ce_action {
	RAS_CE_OFF,
	RAS_CE_ACCOUNT,
	RAS_CE_SOFT,
	RAS_CE_HARD,
	RAS_CE_SOFT_THEN_HARD,
};

enum ras_vmm_action { RAS_VMM_NONE, RAS_VMM_OFFLINE, RAS_VMM_CHECKSTOP, RAS_VMM_STOP_VM };
/* Check-stop is no fallback: it is for one kind of error only. */
enum ras_vmm_fallback { RAS_FALL_NONE, RAS_FALL_OFFLINE, RAS_FALL_STOP_VM };

/* Values of all settings. Times are in seconds. */
struct ras_config {
	char disable[RAS_CONFIG_TEXT];

	uint64_t page_ce_cycle, page_ce_threshold;
	int page_ce_action; /* enum ras_ce_action */
	uint64_t row_ce_cycle, row_ce_threshold;
	int row_ce_action;
	bool cpu_isolation;
	uint64_t cpu_ce_threshold, cpu_isolation_cycle, cpu_isolation_limit;
	uint64_t mc_ce_stat_threshold; /* per second */
	uint64_t poison_stat_threshold; /* kB */
	bool erst_delete;

	char trigger_dir[RAS_CONFIG_TEXT];
	char mc_ce_trigger[RAS_CONFIG_TEXT], mc_ue_trigger[RAS_CONFIG_TEXT];
	char aer_ce_trigger[RAS_CONFIG_TEXT], aer_ue_trigger[RAS_CONFIG_TEXT];
	char mem_fail_trigger[RAS_CONFIG_TEXT];
	uint64_t trigger_timeout;

	uint64_t log_burst; /* lines in ten seconds; 0: no limit */
	uint64_t db_retention_days, db_max_size; /* 0: no limit; size in bytes */

	char qmp_sockets[RAS_CONFIG_TEXT];
	bool qmp_discover;
	char qmp_user[RAS_CONFIG_TEXT];
	int vmm_action;   /* enum ras_vmm_action */
	int vmm_fallback; /* enum ras_vmm_fallback */
	char vmm_action_on[RAS_CONFIG_TEXT];
	bool vmm_dry_run;
	uint64_t vmm_rate; /* requests an hour */
	uint64_t vmm_max_vcpus, vmm_timeout;
	char vmm_allow[RAS_CONFIG_TEXT], vmm_deny[RAS_CONFIG_TEXT];
};

enum ras_setting_kind {
	RAS_SET_BOOL,   /* yes, no, on, off, true, false, 1, 0: a bool */
	RAS_SET_COUNT,  /* with k or m behind: a uint64_t */
	RAS_SET_TIME,   /* with d, h, m or s behind: a uint64_t of seconds */
	RAS_SET_SIZE,   /* with k, m or g behind: a uint64_t of bytes */
	RAS_SET_CHOICE, /* one of the choices: an int, its index */
	RAS_SET_TEXT,   /* a char[RAS_CONFIG_TEXT] */
};

struct ras_setting {
	const char *name;
	enum ras_setting_kind kind;
	const char *preset;
	uint64_t min, max;
	const char *const *choices; /* RAS_SET_CHOICE: NULL behind the last */
	uint64_t unit;              /* RAS_SET_TIME: seconds that a bare number counts */
	size_t offset;              /* in struct ras_config */
	const char *text;           /* for people: what it does */
	bool (*check)(const char *value); /* RAS_SET_TEXT: whether it is accepted; NULL: any is */
	const char *accepts;              /* what check() takes, in words */
};

/* The n-th setting, counted from 0; NULL behind the last. */
const struct ras_setting *ras_setting(size_t n);

/* All presets. */
void ras_config_init(struct ras_config *c);

/*
 * Read "NAME=value" lines (shell-like: comments, quotes, "export"). Unknown names are left alone,
 * as the file is an environment file. 0; -1 with err: file, line, name, value and what is accepted.
 * A file with a NUL byte is refused: what stands behind it would be passed over.
 */
int ras_config_read(struct ras_config *c, const char *path, char *err, size_t size);

/* Take what the environment sets. As above. */
int ras_config_environment(struct ras_config *c, char *err, size_t size);

/* A setting's value in c as text that it would be read from. */
void ras_config_value(const struct ras_config *c, const struct ras_setting *s,
		      struct ras_text *out);

/* What a setting accepts, in words. */
void ras_setting_accepts(const struct ras_setting *s, struct ras_text *out);

/*
 * Print all settings with comments: as they are in c, or with their presets commented out where c
 * is NULL, which is the file that is shipped.
 */
void ras_config_print(const struct ras_config *c, void (*line)(void *arg, const char *text),
		      void *arg);

#endif
