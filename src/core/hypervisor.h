/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which hypervisor this kernel runs under, and whether the machine-check banks are real. */
#ifndef RAS_CORE_HYPERVISOR_H
#define RAS_CORE_HYPERVISOR_H

#include <stdbool.h>

#include "core/host.h"

/* What the CPU itself says of a hypervisor. */
struct ras_hypervisor_leaf {
	char id[13];         /* signature in CPUID(0x40000000); "": there is none, or no x86 */
	bool cpu_management; /* Hyper-V: this partition may manage CPUs, so it is the root */
};

/* Ask this CPU. */
void ras_hypervisor_leaf(struct ras_hypervisor_leaf *leaf);

/*
 * Set banks, vmm, vmm_sign and emulated_cpu of h by leaf (NULL: not known) and by the files below
 * root ("": this machine). What h knows of its CPU must be there before.
 */
void ras_host_read_hypervisor(struct ras_host *h, const struct ras_hypervisor_leaf *leaf,
			      const char *root);

/* Then set amd_clear_bank, where it matters: takes some ten milliseconds. */
void ras_host_read_kernel(struct ras_host *h, const char *root);

#endif
