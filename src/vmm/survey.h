/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking at all VMs of this host once: what each vCPU could be asked for, or why not. */
#ifndef RAS_VMM_SURVEY_H
#define RAS_VMM_SURVEY_H

#include "vmm/place.h"
#include "vmm/probe.h"

enum { VMM_ABILITY_TEXT = 256 };

/* One vCPU, or a VM of which no vCPU is known. Text is cleaned. */
struct vmm_survey_row {
	const char *vm, *uuid;  /* "": not known */
	int32_t process;        /* 0: not known */
	const char *monitor;    /* path of its socket; "": none that is ours */
	const char *arch, *machine, *status;
	const char *why;        /* what keeps all else from being known; "": nothing */
	int32_t vcpu, thread;   /* vcpu -1: none is known; thread 0: not known */
	const char *can[VMM_REQUESTS]; /* the way, or why not; by enum vmm_request */
	bool possible[VMM_REQUESTS];
};

typedef void (*vmm_survey_fn)(void *ctx, const struct vmm_survey_row *row);

/*
 * Look at the monitors that place names and at all QEMU processes in proc (a directory like /proc),
 * one after another; only a socket with "ras" in its file name is connected to unless place names
 * it. Asks nothing but questions. kvm: "/dev/kvm", opened only where an s390 VM is found. How many
 * VMs could not be asked, or -errno; *found: how many there are.
 */
int vmm_survey(const struct vmm_place *place, const char *proc, const char *kvm, vmm_survey_fn fn,
	       void *ctx, unsigned int *found);

/* A row as one line for people. */
void vmm_survey_text(const struct vmm_survey_row *row, struct ras_text *out);

#endif
