/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the policy room share: decisions are pure, acting is done by the actor. */
#ifndef RAS_POLICY_PARTS_H
#define RAS_POLICY_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/config.h"
#include "core/event.h"
#include "core/text.h"

enum { POLICY_TEXT = 256, POLICY_PATH = 600, POLICY_ENV = 3072, POLICY_ENV_VARS = 20 };

/* Where the kernel is asked. */
struct policy_roots {
	char sysfs[POLICY_TEXT], procfs[POLICY_TEXT + 8];
	uint64_t page_size; /* a power of two */
};

/* What the one who was asked said, and what a look afterwards showed. */
struct policy_answer {
	bool ok;
	char answer[128], verified[128];
};

/*
 * Decisions about an event return NULL and fill in *out, or say why nothing can be blamed; "" where
 * the event is none of the policy's business. They are pure.
 */

/*
 * fields.c. The field of that name of ev's class, NULL where it has none; its value, 0 or "" then.
 */
const struct ras_field *policy_field(const struct ras_event *ev, const char *name);
int64_t policy_int(const struct ras_event *ev, const char *name);
const char *policy_str(const struct ras_event *ev, const char *name);

/* page.c: corrected errors of a page. */
struct policy_page {
	uint64_t address; /* system-physical, of the page's first byte */
	uint64_t count;   /* errors */
	bool at_once;     /* the device itself has counted: its threshold is reached */
};
const char *policy_page_error(const struct ras_event *ev, uint64_t page_size,
			      struct policy_page *out);

/* Whether page errors are counted: in 0.8.x accounting of rows takes the place of pages. */
bool policy_page_counts(const struct ras_config *c);

/* Log when the configuration asks for what this kernel does not offer. */
void policy_page_check(const struct policy_roots *r, const struct ras_config *c);

/* Ask the kernel to take the page at address offline and look whether it did. Blocks. */
void policy_page_offline(const struct policy_roots *r, uint64_t address, bool hard,
			 struct policy_answer *out);

/* row.c: where a memory error lies. Compared as bytes: unused parts are zero. */
enum { POLICY_ROW_PARTS = 9 };
struct policy_row {
	uint32_t format;                 /* of the driver's text */
	int32_t mc, layers[3];           /* EDAC's own idea of the place */
	uint32_t part[POLICY_ROW_PARTS]; /* UINT32_MAX: the text does not tell it */
};
const char *policy_row_error(const struct ras_event *ev, const struct ras_host *host,
			     struct policy_row *out);
void policy_row_text(const struct policy_row *row, struct ras_text *t);

/* cpu.c: corrected errors that are the CPU's own. */
struct policy_cpu {
	uint32_t cpu; /* the kernel's number */
	uint64_t count;
};
const char *policy_cpu_error(const struct ras_event *ev, const struct ras_host *host,
			     struct policy_cpu *out);

/* What is known before a CPU is taken offline. */
struct policy_cpu_state {
	bool present;       /* the kernel has such a CPU */
	bool can;           /* it has an "online" file */
	bool online;
	unsigned int others; /* CPUs online besides this one */
	uint64_t isolated, limit;
};

/* NULL when it may be taken offline, else why not. */
const char *policy_cpu_refusal(const struct policy_cpu_state *s);

/* CPUs in a list of ranges ("0-3,8"): how many besides cpu, *in: whether cpu is among them. */
unsigned int policy_cpu_others(const char *list, uint32_t cpu, bool *in);

/* Look at cpu; isolated and limit stay as they are. */
void policy_cpu_look(const struct policy_roots *r, uint32_t cpu, struct policy_cpu_state *s);
/* Take it offline and look whether it is. Blocks. */
void policy_cpu_offline(const struct policy_roots *r, uint32_t cpu, struct policy_answer *out);

/* stat.c: corrected memory errors that ev counts for; 0: it is no such event. */
uint64_t policy_rate_count(const struct ras_event *ev);

/* kB of memory that the kernel has taken out of use, from the text of meminfo. 0, or -1. */
int policy_poison_kb(const char *meminfo, uint64_t *kb);
int policy_poison_read(const struct policy_roots *r, uint64_t *kb);

/* trigger.c: a program to be run. */
struct policy_run {
	const char *setting;      /* "MC_CE_TRIGGER" */
	const char *cause_class;
	int64_t cause_time_ns, incident;
	uint64_t timeout_s;
	char path[POLICY_PATH];
	char env[POLICY_ENV];     /* "NAME=value" one after the other, each with its NUL */
	size_t env_len;
};

/* The setting whose program ev calls for, its value in *program; NULL: none. */
const char *policy_trigger_setting(const struct ras_event *ev, const struct ras_config *c,
				   const char **program);

/*
 * The path of a program: in TRIGGER_DIR, or absolute where there is none. NULL, or why it is not
 * taken.
 */
const char *policy_trigger_path(const struct ras_config *c, const char *program,
				struct ras_text *path);

/* The variables that 0.8.x gives to a program on ev, into run. A value too long is cut. */
void policy_trigger_env(const struct ras_event *ev, struct policy_run *run);

/* Log which programs of the configuration cannot be run. */
void policy_trigger_check(const struct ras_config *c);

/* Start it in a process group of its own, without a shell. 0 with *pid, or an errno. */
int policy_trigger_start(const struct policy_run *run, pid_t *pid);

#endif
