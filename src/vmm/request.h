/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carrying out a decision: ask, look whether it came true, say what happened. */
#ifndef RAS_VMM_REQUEST_H
#define RAS_VMM_REQUEST_H

#include "events/events.h"
#include "vmm/decide.h"
#include "vmm/qmp.h"

struct vmm_call;

enum vmm_result {
	VMM_DRY,        /* nobody was asked */
	VMM_DONE,       /* asked, and seen to be so */
	VMM_UNVERIFIED, /* accepted, but a look afterwards was not possible or not conclusive */
	VMM_REFUSED,    /* the VMM or the guest said no, or it is seen not to be so */
	VMM_TIMED_OUT,  /* no answer, or not come true in time: it may still */
	VMM_LOST,       /* the connection went away: whether it was done is unknown */
	VMM_NOT_SENT,   /* could not be sent: not connected, or not found by the probe */
};

/* Texts for a ras_action row; what others said is cleaned. */
struct vmm_outcome {
	enum vmm_result result;
	char asked[160];
	char answer[256];
	char verified[256];
};

typedef void (*vmm_called_fn)(void *ctx, const struct vmm_outcome *o);

/*
 * Begin what d (verdict VMM_ASK) says, on a VM whose probe is p; both are copied as far as needed.
 * agent may be NULL. timeout_ms is for the whole of it, looking afterwards included; 0: 5 s. done
 * is called once, later, from the loop; it may free the call. Free the call before its clients.
 * Nothing is sent that the probe did not find. NULL with errno when there is no memory.
 */
struct vmm_call *vmm_request_start(sd_event *loop, struct qmp *monitor, struct qmp *agent,
				   const struct vmm_probe *p, const struct vmm_decision *d,
				   uint32_t timeout_ms, vmm_called_fn done, void *ctx);

/* Events of the VM's monitor, each as it comes: a guest's refusal to unplug is one. */
void vmm_request_event(struct vmm_call *call, struct json_object *event);

/* Stop waiting, if it is not done; done is not called. NULL is fine. */
void vmm_request_free(struct vmm_call *call);

/* Name of a result: "dry-run", "done", "unverified", "refused", "timeout", "lost", "not-sent". */
const char *vmm_result_name(enum vmm_result r);

/* Whether the configured fallback is called for. Not where it may have come or still come true. */
bool vmm_result_failed(enum vmm_result r);

/*
 * Fill in a ras_action (initialised) for a decision about the VM named vm, and its outcome; NULL:
 * refused by the rules, nobody was asked.
 */
void vmm_action_fill(struct ras_action_event *a, const struct vmm_incident *in,
		     int64_t cause_time_ns, const char *vm, const struct vmm_decision *d,
		     const struct vmm_outcome *o);

#endif
