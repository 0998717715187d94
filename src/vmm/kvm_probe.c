// SPDX-License-Identifier: GPL-2.0-or-later
/* Asking KVM itself whether it can put a vCPU into the check-stop state. */
#include "vmm/kvm_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What an error at a step of the probe means; first row that fits, errno 0 fits all. */
enum step { STEP_OPEN, STEP_VERSION, STEP_VM, STEP_VCPU, STEP_STATE };

static const struct {
	enum step step;
	int err;
	enum vmm_checkstop means;
	const char *why;
} rows[] = {
	{ STEP_OPEN, ENOENT, VMM_CHECKSTOP_ABSENT, "there is no KVM device" },
	{ STEP_OPEN, ENODEV, VMM_CHECKSTOP_ABSENT, "there is no KVM behind the device" },
	{ STEP_OPEN, ENXIO, VMM_CHECKSTOP_ABSENT, "there is no KVM behind the device" },
	{ STEP_OPEN, EACCES, VMM_CHECKSTOP_UNKNOWN, "no permission to open the KVM device" },
	{ STEP_OPEN, EPERM, VMM_CHECKSTOP_UNKNOWN, "no permission to open the KVM device" },
	{ STEP_OPEN, 0, VMM_CHECKSTOP_UNKNOWN, "the KVM device cannot be opened" },
	{ STEP_VERSION, ENOTTY, VMM_CHECKSTOP_ABSENT, "the device is no KVM device" },
	{ STEP_VERSION, 0, VMM_CHECKSTOP_UNKNOWN, "KVM has an unknown API version" },
	{ STEP_VM, 0, VMM_CHECKSTOP_UNKNOWN, "KVM could not make a VM to try it on" },
	{ STEP_VCPU, 0, VMM_CHECKSTOP_UNKNOWN, "KVM could not make a vCPU to try it on" },
	{ STEP_STATE, ENXIO, VMM_CHECKSTOP_ABSENT, "KVM refuses the check-stop state (ENXIO)" },
	{ STEP_STATE, EINVAL, VMM_CHECKSTOP_ABSENT, "KVM refuses the check-stop state (EINVAL)" },
	{ STEP_STATE, ENOTTY, VMM_CHECKSTOP_ABSENT, "KVM has no KVM_SET_MP_STATE" },
	{ STEP_STATE, 0, VMM_CHECKSTOP_UNKNOWN, "KVM failed to set a state" },
};

static enum vmm_checkstop explain(enum step step, int err, const char **why)
{
	size_t i = 0;

	/* The last row of each step fits any error. */
	while (rows[i].step != step || (rows[i].err && rows[i].err != err))
		i++;
	*why = rows[i].why;
	return rows[i].means;
}

/* GET_MP_STATE is of no use on s390: it returns the state as the ioctl's own value. */
static enum vmm_checkstop set_state(int vcpu, const char **why)
{
	struct kvm_mp_state state = { .mp_state = KVM_MP_STATE_CHECK_STOP };

	if (ioctl(vcpu, KVM_SET_MP_STATE, &state))
		return explain(STEP_STATE, errno, why);
	*why = "KVM takes the check-stop state";
	return VMM_CHECKSTOP_PRESENT;
}

static enum vmm_checkstop try_vm(int kvm, const char **why)
{
	enum vmm_checkstop found;
	int vm, vcpu;

	vm = ioctl(kvm, KVM_CREATE_VM, 0UL);
	if (vm < 0)
		return explain(STEP_VM, errno, why);
	vcpu = ioctl(vm, KVM_CREATE_VCPU, 0UL);
	if (vcpu < 0) {
		found = explain(STEP_VCPU, errno, why);
	} else {
		found = set_state(vcpu, why);
		(void)close(vcpu);
	}
	(void)close(vm);
	return found;
}

enum vmm_checkstop vmm_kvm_probe(const char *device, const char **why)
{
	int kvm = open(device, O_RDWR | O_CLOEXEC);
	enum vmm_checkstop found;
	int version;

	if (kvm < 0)
		return explain(STEP_OPEN, errno, why);
	version = ioctl(kvm, KVM_GET_API_VERSION, 0UL);
	if (version != KVM_API_VERSION)
		found = explain(STEP_VERSION, version < 0 ? errno : 0, why);
	else
		found = try_vm(kvm, why);
	(void)close(kvm);
	return found;
}
