/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads of VMs on this host: whose they are, and to which CPU they are pinned. */
#ifndef RAS_VMM_THREADS_H
#define RAS_VMM_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The process that thread tid belongs to, by proc (a directory like /proc); 0: there is none. */
int32_t vmm_thread_process(const char *proc, int32_t tid);

/*
 * The threads of process pid that may run on this CPU and on no other, up to max of them into tids;
 * how many were put there.
 */
size_t vmm_threads_on(const char *proc, int32_t pid, unsigned int cpu, int32_t *tids, size_t max);

/*
 * Called for each vCPU thread of pid that QEMU named (-name debug-threads=on, as libvirt starts
 * it): "CPU 3/KVM".
 */
typedef void (*vmm_vcpu_thread_fn)(void *ctx, int32_t vcpu, int32_t tid);
void vmm_vcpu_threads(const char *proc, int32_t pid, vmm_vcpu_thread_fn fn, void *ctx);

#endif
