/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The VMs that run on this host, found by their processes. */
#ifndef RAS_VMM_DISCOVER_H
#define RAS_VMM_DISCOVER_H

#include <stdint.h>
#include <sys/types.h>

#include "vmm/cmdline.h"

struct vmm_process {
	int32_t pid;
	uid_t uid; /* owner of the process */
	struct vmm_cmdline line;
};

/* Called for each VM found; v lives during the call. */
typedef void (*vmm_found_fn)(void *ctx, const struct vmm_process *v);

/*
 * Look through proc, a directory like /proc, for QEMU processes of root or of user; others are
 * nobody to be believed. A process is QEMU by the name of its executable, or where that cannot be
 * read by its first argument.
 * How many were found, or -errno when proc cannot be read. *skipped: QEMU processes whose command
 * line is too long (256 KiB) or could not be read.
 */
int vmm_discover(const char *proc, uid_t user, vmm_found_fn found, void *ctx,
		 unsigned int *skipped);

/*
 * Read one process. 1: a QEMU process of root or of user, *v is filled in; 0: none; -1: one whose
 * command line is too long or could not be read.
 */
int vmm_process_read(struct vmm_process *v, const char *proc, int32_t pid, uid_t user);

#endif
