/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking a monitor, and a guest agent if there is one, all that a probe needs. */
#ifndef RAS_VMM_PROBER_H
#define RAS_VMM_PROBER_H

#include "vmm/probe.h"
#include "vmm/qmp.h"

struct vmm_prober;

/*
 * complete: false when the monitor went away, or did not answer a question in time. What is known
 * by then is in the probe, and judged. May free the prober.
 */
typedef void (*vmm_probed_fn)(void *ctx, bool complete);

/*
 * Fill *p, which the caller keeps until done is called or the prober is freed; monitor must be
 * ready, agent is asked if it is not NULL and ready. socket names the agent's chardev, NULL:
 * unknown. p->checkstop and its text stay as the caller set them. Questions are asked one after
 * another, each with the client's time limit. NULL with errno.
 */
struct vmm_prober *vmm_prober_start(struct qmp *monitor, struct qmp *agent,
				    const struct vmm_socket *socket, struct vmm_probe *p,
				    vmm_probed_fn done, void *ctx);

/* Stops it if it is not done; done is not called. NULL is fine. Before its clients are freed. */
void vmm_prober_free(struct vmm_prober *pr);

#endif
