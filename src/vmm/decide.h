/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether to ask a VMM for something: a pure function of incident, settings, probe and history. */
#ifndef RAS_VMM_DECIDE_H
#define RAS_VMM_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/config.h"
#include "core/severity.h"
#include "vmm/probe.h"

enum {
	VMM_HISTORY = 64, /* requests that are remembered; VMM_RATE allows no more an hour */
	VMM_REASON = 256,
};

/* VMM_… of the configuration, as core/settings.c tells them. */
struct vmm_settings {
	enum vmm_request action, fallback;
	char on[RAS_CONFIG_TEXT]; /* VMM_ACTION_ON: severities, or class:severity; and worse */
	bool dry_run;
	unsigned int rate;         /* requests an hour, all VMs together */
	unsigned int max_vcpus;    /* of one VM, in all requests remembered */
	char allow[RAS_CONFIG_TEXT]; /* VM names, shell patterns; "": all */
	char deny[RAS_CONFIG_TEXT];  /* likewise; goes before allow */
};

/* Those of c. 0, or -1 with err (size bytes): VMM_ACTION_ON names a class that does not exist. */
int vmm_settings_from(struct vmm_settings *s, const struct ras_config *c, char *err, size_t size);

/* Whether VMM_ACTION_ON has events of this class and severity. */
bool vmm_settings_on(const struct vmm_settings *s, const char *cls, enum ras_severity severity);

/* What happened, as far as it matters here. */
struct vmm_incident {
	int64_t id;
	int64_t now_ns;  /* any steady clock, the same as in the history */
	const char *cls; /* of the event that caused it */
	enum ras_severity severity;
	int32_t vm_pid;   /* the VM that would be asked */
	int32_t from_pid; /* the VM whose monitor or agent told; 0: the host itself */
	int32_t vcpu;     /* cpu-index; negative: not known which */
	/*
	 * s390: an exigent machine check (system damage, processing damage) that cannot be
	 * delivered: machine checks masked in the PSW, or the prefix area unusable.
	 */
	bool undeliverable;
	/* A request of this incident that failed or was refused: only the fallback is left. */
	enum vmm_request failed;
};

struct vmm_past {
	int64_t time_ns;
	int64_t incident;
	int32_t vm_pid, vcpu;
	enum vmm_request request;
	bool fallback;
};

/* Requests made, newest last. Dry runs count, so that they show what would happen. */
struct vmm_history {
	struct vmm_past past[VMM_HISTORY];
	size_t n;
};

enum vmm_verdict {
	VMM_LEAVE,  /* nothing is to be done; not worth a row */
	VMM_REFUSE, /* something was, and may or can not */
	VMM_ASK,
};

struct vmm_decision {
	enum vmm_verdict verdict;
	enum vmm_request request; /* what is asked, or would have been */
	enum vmm_way way;
	int32_t vcpu;  /* -1: the VM as a whole */
	bool fallback; /* it is the configured fallback of another request */
	bool dry_run;  /* ask nobody, say so */
	char reason[VMM_REASON];
};

/* Decide. Pure: same arguments, same answer. p was judged. */
void vmm_decide(struct vmm_decision *d, const struct vmm_incident *in, const struct vmm_settings *s,
		const struct vmm_probe *p, const struct vmm_history *h);

/* Note a request that was decided on, so that the next decision knows of it. */
void vmm_history_add(struct vmm_history *h, const struct vmm_incident *in,
		     const struct vmm_decision *d);

#endif
