/* SPDX-License-Identifier: GPL-2.0-or-later */
/* VMs whose monitor libvirt owns: what libvirt can ask of them. Loaded when it is needed. */
#ifndef RAS_VMM_LIBVIRT_H
#define RAS_VMM_LIBVIRT_H

#include "vmm/probe.h"
#include "vmm/request.h"

struct vmm_typed_param; /* virTypedParameter */

/*
 * The few functions that are used, as libvirt's API reference gives them (libvirt-host,
 * libvirt-domain, libvirt-virterror); all since 2.0.0 at the latest. Connections and domains are
 * libvirt's.
 */
struct vmm_libvirt {
	void *(*open)(const char *uri);                               /* virConnectOpen */
	int (*close)(void *conn);                                     /* virConnectClose */
	/* virDomainLookupByUUIDString */
	void *(*lookup)(void *conn, const char *uuid);
	int (*free)(void *dom);                                       /* virDomainFree */
	/* virDomainGetState */
	int (*state)(void *dom, int *state, int *reason, unsigned int flags);
	int (*suspend)(void *dom);                                    /* virDomainSuspend */
	/* virDomainGetGuestVcpus */
	int (*guest_vcpus)(void *dom, struct vmm_typed_param **params, unsigned int *n,
			   unsigned int flags);
	/* virDomainSetGuestVcpus */
	int (*set_guest_vcpus)(void *dom, const char *map, int on, unsigned int flags);
	/* virTypedParamsGetString */
	int (*string)(struct vmm_typed_param *params, int n, const char *name, const char **value);
	void (*free_params)(struct vmm_typed_param *params, int n);   /* virTypedParamsFree */
	const char *(*error)(void);                                   /* virGetLastErrorMessage */
	/* virSetErrorFunc */
	void (*on_error)(void *ctx, void (*fn)(void *ctx, void *error));
};

/* Load libvirt.so.0, for good. 0, or -1 with err (size bytes): it is not installed, or too old. */
int vmm_libvirt_load(struct vmm_libvirt *lv, char *err, size_t size);

/* Which VM. */
struct vmm_libvirt_target {
	const struct vmm_libvirt *lv;
	const char *uri;  /* "qemu:///system" */
	const char *uuid; /* of the domain, as text */
};

/*
 * Ask what can be asked; fills running, libvirt, guest and libvirt_why of *p, or unreachable. Not
 * the vCPUs: those are the caller's to put, and vmm_probe_judge(). Blocks as long as libvirt does.
 */
void vmm_libvirt_probe(const struct vmm_libvirt_target *t, struct vmm_probe *p);

/*
 * Carry out d (by VMM_WAY_LIBVIRT, no dry run): virDomainSetGuestVcpus for offline,
 * virDomainSuspend for stop-vm; then look whether it came true. Blocks as long as libvirt does: its
 * own wait for a guest agent is 5 s.
 */
void vmm_libvirt_ask(const struct vmm_libvirt_target *t, const struct vmm_decision *d,
		     struct vmm_outcome *out);

/* A question or a request to libvirt as one piece of work that may block (vmm/worker.h). */
struct vmm_libvirt_work {
	const char *uri;
	char uuid[VMM_UUID];
	bool ask;              /* carry out d; else probe */
	struct vmm_decision d;
	struct vmm_probe p;
	struct vmm_outcome out;
};

/* Loads libvirt and does the struct vmm_libvirt_work at work. */
void vmm_libvirt_do(void *work);

#endif
