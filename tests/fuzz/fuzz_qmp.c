// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzzer: what a monitor sends, through line reader, event decoder and probe. */
/*
 * clang -g -fsanitize=fuzzer,address,undefined -Isrc tests/fuzz/fuzz_qmp.c src/vmm/{qmp_line,json,
 * event_decode,ost,probe,verbs,judge,cmdline}.c src/core/{text,event,severity,clock}.c
 * src/events/vmm_event.c $(pkg-config --cflags --libs json-c)
 * Start from the lines of tests/data/qmp.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "events/vmm_event.h"
#include "vmm/cmdline.h"
#include "vmm/event_decode.h"
#include "vmm/probe.h"
#include "vmm/qmp_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const monitor_verbs[] = {
	"query-commands",
	"query-qmp-schema",
	"query-name",
	"query-uuid",
	"query-target",
	"query-kvm",
	"qom-get",
	"query-status",
	"query-cpus-fast",
	"query-chardev",
	"query-hotpluggable-cpus",
};

static void use(struct json_object *obj, struct vmm_probe *p)
{
	static const struct vmm_socket agent = { "/run/a.qga", "qga0" };
	struct json_object *value = vmm_json_at(obj, "return");
	union {
		struct ras_vmm_event e;
		_Alignas(16) char room[RAS_EVENT_ROOM];
	} ev;
	char line[512];
	struct ras_text t = RAS_TEXT(line);

	ras_event_init(&ev.e.ev, sizeof(ev), &ras_class_vmm_event);
	if (vmm_event_decode(&ev.e, obj)) {
		ev.e.ev.severity = ras_class_vmm_event.decode(NULL, &ev.e.ev);
		ras_class_vmm_event.describe(&ev.e.ev, &t);
	}
	for (size_t i = 0; i < sizeof(monitor_verbs) / sizeof(monitor_verbs[0]); i++)
		vmm_probe_take(p, VMM_MONITOR, monitor_verbs[i], value, &agent);
	vmm_probe_take(p, VMM_AGENT, "guest-info", value, NULL);
	vmm_probe_take(p, VMM_AGENT, "guest-get-vcpus", value, NULL);
	vmm_probe_judge(p);
}

/* First byte: bit 0 reads as an agent, the rest is how many bytes come at a time. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct vmm_json_limits small = { .bytes = 4096, .containers = 64, .depth = 8 };
	struct vmm_probe *p = calloc(1, sizeof(*p));
	struct vmm_cmdline c;
	struct qmp_line l;
	const char *at;
	size_t step, left;

	if (!p || !size)
		goto out;
	l = qmp_line_new(&small, data[0] & 1);
	step = (size_t)(data[0] >> 1) + 1;
	at = (const char *)data + 1;
	left = size - 1;
	vmm_cmdline_read(&c, at, left);
	while (left) {
		size_t n = left < step ? left : step;
		struct json_object *obj;

		left -= n;
		while (qmp_line_next(&l, &at, &n, &obj) != QMP_LINE_MORE) {
			if (obj)
				use(obj, p);
			json_object_put(obj);
		}
	}
	qmp_line_reset(&l);
out:
	free(p);
	return 0;
}
