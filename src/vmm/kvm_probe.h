/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking KVM itself whether it can put a vCPU into the check-stop state. */
#ifndef RAS_VMM_KVM_PROBE_H
#define RAS_VMM_KVM_PROBE_H

enum vmm_checkstop {
	VMM_CHECKSTOP_UNKNOWN, /* could not be asked */
	VMM_CHECKSTOP_ABSENT,  /* asked, and refused; or there is no KVM */
	VMM_CHECKSTOP_PRESENT,
};

/*
 * Make a VM and a vCPU of our own on device ("/dev/kvm"), ask for KVM_MP_STATE_CHECK_STOP, throw
 * them away. *why: one sentence, never NULL. Linux documents the state for s390
 * (Documentation/virt/kvm/api.rst, KVM_SET_MP_STATE) and refuses it with ENXIO as of 7.1; other
 * architectures answer EINVAL. Blocks for some milliseconds.
 */
enum vmm_checkstop vmm_kvm_probe(const char *device, const char **why);

#endif
