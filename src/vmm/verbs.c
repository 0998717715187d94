// SPDX-License-Identifier: GPL-2.0-or-later
/* The only commands that are ever sent to a VMM or a guest agent. */
#include "vmm/verbs.h"

#include <stddef.h>
#include <string.h>

#include <json-c/json.h>

#include "vmm/json.h"

#define HMP "human-monitor-command"

/*
 * QEMU 10.2 qapi/ and qga/qapi-schema.json. qom-set is missing on purpose: it can tear out the boot
 * vCPU, which device_del refuses. x-s390-check-stop is in no released QEMU: it is what an
 * out-of-tree hook would be called, and asked only where query-commands lists it.
 * human-monitor-command can do anything, so only with the lines below.
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
	{ HMP, VMM_MONITOR, false },
	{ "device_del", VMM_MONITOR, true },
	{ "stop", VMM_MONITOR, true },
	{ "x-s390-check-stop", VMM_MONITOR, true },
	{ "guest-sync-delimited", VMM_AGENT, false },
	{ "guest-info", VMM_AGENT, false },
	{ "guest-get-vcpus", VMM_AGENT, false },
	{ "guest-set-vcpus", VMM_AGENT, true },
};

/*
 * HMP "x" (hmp-commands.hx) reads guest memory, here two places of an s390 lowcore (Principles of
 * Operation, assigned storage locations): what a machine check stored, and its old PSW. Whole
 * lines, as HMP takes expressions for numbers and options in between.
 */
static const char *const hmp_lines[] = { "x /3gx 0xe8", "x /2gx 0x160" };

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

bool vmm_verb_fits(const struct vmm_verb *v, struct json_object *args)
{
	struct json_object *line;
	int64_t cpu;

	if (strcmp(v->name, HMP) != 0)
		return true;
	if (!json_object_is_type(args, json_type_object) || json_object_object_length(args) != 2 ||
	    !vmm_json_int(args, "cpu-index", &cpu) || cpu < 0)
		return false;
	line = vmm_json_at(args, "command-line");
	if (!json_object_is_type(line, json_type_string))
		return false;
	/* By length too: JSON text may have a NUL in it, and more behind that. */
	for (size_t i = 0; i < sizeof(hmp_lines) / sizeof(hmp_lines[0]); i++)
		if ((size_t)json_object_get_string_len(line) == strlen(hmp_lines[i]) &&
		    !strcmp(json_object_get_string(line), hmp_lines[i]))
			return true;
	return false;
}
