/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a QEMU command line says: the VM's name, its monitors, its guest agent's socket. */
#ifndef RAS_VMM_CMDLINE_H
#define RAS_VMM_CMDLINE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	VMM_NAME = 128, /* a VM's name, NUL included; longer ones are cut */
	VMM_UUID = 37,
	VMM_PATH = 108,   /* sun_path */
	VMM_ID = 64,      /* of a chardev */
	VMM_MONITORS = 4, /* of one VM that are kept */
};

struct vmm_socket {
	char path[VMM_PATH];
	char chardev[VMM_ID]; /* its id, as query-chardev calls it; "" if it has none */
};

struct vmm_cmdline {
	char name[VMM_NAME]; /* cleaned of control characters; "" if it has none */
	char uuid[VMM_UUID]; /* lower case; "" if it has none or it is malformed */
	char machine[VMM_ID];
	struct vmm_socket monitors[VMM_MONITORS]; /* UNIX sockets that speak QMP and listen */
	size_t nmonitors;
	struct vmm_socket agent; /* path "": none */
	bool libvirt;            /* a monitor is libvirt's: it is not among the monitors */
};

/*
 * Read the len bytes of arguments, each ended by NUL, as in /proc/PID/cmdline. Bounded and pure;
 * nothing in them is trusted. QEMU's options as in its man page: -name, -uuid, -machine, -qmp,
 * -qmp-pretty, -mon, -chardev, -device, with one dash or two.
 */
void vmm_cmdline_read(struct vmm_cmdline *c, const char *args, size_t len);

#endif
