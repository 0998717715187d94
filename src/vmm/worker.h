/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may block, in a thread of its own, with a time limit for the one who waits. */
#ifndef RAS_VMM_WORKER_H
#define RAS_VMM_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include <systemd/sd-event.h>

struct vmm_worker;

/* From the loop. arg: what was worked on; NULL: it was not done in time. May free the worker. */
typedef void (*vmm_worked_fn)(void *ctx, void *arg);

/*
 * Do work(arg) in a thread. arg, allocated, becomes the worker's, which frees it when both the work
 * is done and the worker is freed; also on failure. NULL with errno.
 */
struct vmm_worker *vmm_worker_start(sd_event *loop, void (*work)(void *arg), void *arg,
				    uint32_t timeout_ms, vmm_worked_fn done, void *ctx);

/* Whether the work still goes on. */
bool vmm_worker_busy(const struct vmm_worker *w);

/* Does not wait for the work; done is not called any more. NULL is fine. */
void vmm_worker_free(struct vmm_worker *w);

#endif
