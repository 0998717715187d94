// SPDX-License-Identifier: GPL-2.0-or-later
/* The only commands that are ever sent to a VMM or a guest agent. */
#include "vmm/verbs.h"

#include <stddef.h>
#include <string.h>

/*
 * QEMU 10.2 qapi/ and qga/qapi-schema.json. qom-set is missing on purpose: it can tear out the boot
 * vCPU, which device_del refuses. x-s390-check-stop is in no released QEMU: it is what an
 * out-of-tree hook would be called, and asked only where query-commands lists it.
 */
static const struct vmm_verb verbs[] = {
	{ "qmp_capabilities", VMM_MONITOR, false },
	{ "query-commands", VMM_MONITOR, false },
	{ "query-qmp-schema", VMM_MONITOR, false },
	{ "query-name", VMM_MONITOR, false },
	{ "query-uuid", VMM_MONITOR, false },
	{ "query-target", VMM_MONITOR, false },
	{ "query-kvm", VMM_MONITOR, false },
	{ "query-status", VMM_MONITOR, false },
	{ "query-cpus-fast", VMM_MONITOR, false },
	{ "query-hotpluggable-cpus", VMM_MONITOR, false },
	{ "query-chardev", VMM_MONITOR, false },
	{ "qom-get", VMM_MONITOR, false },
	{ "device_del", VMM_MONITOR, true },
	{ "stop", VMM_MONITOR, true },
	{ "x-s390-check-stop", VMM_MONITOR, true },
	{ "guest-sync-delimited", VMM_AGENT, false },
	{ "guest-info", VMM_AGENT, false },
	{ "guest-get-vcpus", VMM_AGENT, false },
	{ "guest-set-vcpus", VMM_AGENT, true },
};

_Static_assert(sizeof(verbs) / sizeof(verbs[0]) <= 32, "a verb is a bit of a 32-bit mask");

int vmm_verb_number(enum vmm_peer peer, const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (verbs[i].peer == peer && !strcmp(verbs[i].name, name))
			return (int)i;
	return -1;
}

const struct vmm_verb *vmm_verb(enum vmm_peer peer, const char *name)
{
	int n = vmm_verb_number(peer, name);

	return n < 0 ? NULL : &verbs[n];
}
