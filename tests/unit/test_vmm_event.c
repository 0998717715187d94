// SPDX-License-Identifier: GPL-2.0-or-later
/* Monitor events, as captured from QEMU 7.2 and as qapi/run-state.json has them, into rows. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "events/events.h"
#include "vmm/event_decode.h"
#include "vmm/json.h"
#include "vmm/ost.h"
#include "vmm/qmp_line.h"

union room {
	struct ras_vmm_event e;
	_Alignas(16) char bytes[RAS_EVENT_ROOM];
};

/* Decode json into r; the severity, or RAS_SEVERITIES when it is not recorded. */
static enum ras_severity read_event(union room *r, const char *json)
{
	struct json_object *obj = vmm_json_parse(json, strlen(json), &qmp_line_limits);
	enum ras_severity s = RAS_SEVERITIES;

	assert_non_null(obj);
	ras_event_init(&r->e.ev, sizeof(*r), &ras_class_vmm_event);
	if (vmm_event_decode(&r->e, obj))
		s = ras_class_vmm_event.decode(NULL, &r->e.ev);
	json_object_put(obj);
	return s;
}

#define STAMP "\"timestamp\": {\"seconds\": 1795231367, \"microseconds\": 283517}, "
#define MEMFAIL(RECIPIENT, ACTION, AR, REC)                                                        \
	"{" STAMP "\"event\": \"MEMORY_FAILURE\", \"data\": {\"flags\": {\"recursive\": " REC      \
	", \"action-required\": " AR "}, \"recipient\": \"" RECIPIENT "\", \"action\": \"" ACTION  \
	"\"}}"

static void memory_failure(void **state)
{
	static const struct {
		const char *json, *recipient, *action;
		int required, recursive;
		enum ras_severity severity;
	} cases[] = {
		{ MEMFAIL("guest", "inject", "false", "false"), "guest", "inject", 0, 0,
		  RAS_RECOVERABLE },
		{ MEMFAIL("guest", "inject", "true", "false"), "guest", "inject", 1, 0,
		  RAS_RECOVERABLE },
		{ MEMFAIL("guest", "ignore", "false", "true"), "guest", "ignore", 0, 1,
		  RAS_UNCORRECTED },
		{ MEMFAIL("guest", "reset", "true", "true"), "guest", "reset", 1, 1, RAS_FATAL },
		{ MEMFAIL("hypervisor", "ignore", "false", "false"), "hypervisor", "ignore", 0, 0,
		  RAS_DEFERRED },
		{ MEMFAIL("hypervisor", "fatal", "true", "false"), "hypervisor", "fatal", 1, 0,
		  RAS_FATAL },
		{ MEMFAIL("guest", "new", "true", "false"), "guest", "new", 1, 0, RAS_UNCORRECTED },
	};
	static union room r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(read_event(&r, cases[i].json), cases[i].severity);
		assert_string_equal(r.e.event.s, "MEMORY_FAILURE");
		assert_string_equal(r.e.recipient.s, cases[i].recipient);
		assert_string_equal(r.e.action.s, cases[i].action);
		assert_int_equal(r.e.action_required, cases[i].required);
		assert_int_equal(r.e.recursive, cases[i].recursive);
		assert_string_equal(r.e.details.s, "");
		assert_true(r.e.vm_time_ns == 1795231367283517000LL);
	}
}

static void panicked(void **state)
{
	static union room r;
	char text[256];
	struct ras_text t = RAS_TEXT(text);

	(void)state;
	assert_int_equal(read_event(&r, "{" STAMP "\"event\": \"GUEST_PANICKED\", \"data\": "
					"{\"action\": \"poweroff\"}}"),
			 RAS_FATAL);
	assert_string_equal(r.e.action.s, "poweroff");
	assert_string_equal(r.e.reason.s, "");
	assert_string_equal(r.e.details.s, "");

	assert_int_equal(read_event(&r,
				    "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": "
				    "\"pause\", \"info\": {\"core\": 1, \"psw-addr\": "
				    "4398022431990, \"reason\": \"disabled-wait\", \"psw-mask\": "
				    "562956395872256, \"type\": \"s390\"}}}"),
			 RAS_FATAL);
	assert_string_equal(r.e.reason.s, "disabled-wait");
	assert_string_equal(r.e.details.s,
			    "{\"info\":{\"core\":1,\"psw-addr\":4398022431990,"
			    "\"reason\":\"disabled-wait\",\"psw-mask\":562956395872256,"
			    "\"type\":\"s390\"}}");
	assert_true(r.e.vm_time_ns == 0);
	r.e.vm_name = (struct ras_str){ "web1", 4 };
	ras_class_vmm_event.describe(&r.e.ev, &t);
	assert_string_equal(text, "VM web1: GUEST_PANICKED, action pause, disabled-wait");

	/* Hyper-V's crash registers are unsigned 64-bit values. */
	assert_int_equal(read_event(&r, "{\"event\": \"GUEST_CRASHLOADED\", \"data\": {\"action\": "
					"\"run\", \"info\": {\"type\": \"hyper-v\", \"arg1\": 209, "
					"\"arg2\": 18446744073709551615, \"arg3\": 0, \"arg4\": 1, "
					"\"arg5\": 9223372036854775808}}}"),
			 RAS_FATAL);
	assert_string_equal(r.e.details.s, "{\"info\":{\"type\":\"hyper-v\",\"arg1\":209,"
					   "\"arg2\":18446744073709551615,\"arg3\":0,\"arg4\":1,"
					   "\"arg5\":9223372036854775808}}");
}

static void life_of_a_vm(void **state)
{
	static const struct {
		const char *json;
		const char *action, *reason, *device, *details;
		enum ras_severity severity;
	} cases[] = {
		{ "{\"event\": \"RESET\", \"data\": {\"guest\": false, \"reason\": "
		  "\"host-qmp-system-reset\"}}",
		  "", "host-qmp-system-reset", "", "{\"guest\":false}", RAS_INFO },
		{ "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, \"reason\": "
		  "\"guest-panic\"}}",
		  "", "guest-panic", "", "{\"guest\":true}", RAS_FATAL },
		{ "{\"event\": \"WATCHDOG\", \"data\": {\"action\": \"reset\"}}", "reset", "", "",
		  "", RAS_FATAL },
		{ "{\"event\": \"ACPI_DEVICE_OST\", \"data\": {\"info\": {\"device\": \"cpu2\", "
		  "\"source\": 3, \"status\": 132, \"slot\": \"2\", \"slot-type\": \"CPU\"}}}",
		  "", "ejection: in progress", "cpu2",
		  "{\"info\":{\"device\":\"cpu2\",\"source\":3,\"status\":132,\"slot\":\"2\","
		  "\"slot-type\":\"CPU\"}}",
		  RAS_INFO },
		{ "{\"event\": \"DEVICE_UNPLUG_GUEST_ERROR\", \"data\": {\"device\": \"dimm1\", "
		  "\"path\": \"/machine/peripheral/dimm1\"}}",
		  "", "", "dimm1", "{\"path\":\"\\/machine\\/peripheral\\/dimm1\"}", RAS_INFO },
		{ "{\"event\": \"DEVICE_DELETED\", \"data\": {\"path\": \"/x\"}}", "", "", "",
		  "{\"path\":\"\\/x\"}", RAS_INFO },
		{ "{\"event\": \"MEMORY_FAILURE\"}", "", "", "", "", RAS_UNCORRECTED },
		/* A member that no column is known for is kept, whatever its name. */
		{ "{\"event\": \"RESET\", \"data\": {\"action\": 1, \"reason\": \"x\"}}", "", "x",
		  "", "{\"action\":1}", RAS_INFO },
		{ "{\"event\": \"WATCHDOG\", \"data\": {\"action\": [7]}}", "", "", "", "",
		  RAS_FATAL },
		{ "{\"event\": \"WATCHDOG\", \"data\": 7}", "", "", "", "", RAS_FATAL },
		{ "{\"event\": \"WATCHDOG\", \"data\": {\"action\": \"a\\u001b[2J\"}}", "a\\x1b[2J",
		  "", "", "", RAS_FATAL },
	};
	static union room r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(read_event(&r, cases[i].json), cases[i].severity);
		assert_string_equal(r.e.action.s, cases[i].action);
		assert_string_equal(r.e.reason.s, cases[i].reason);
		assert_string_equal(r.e.device.s, cases[i].device);
		assert_string_equal(r.e.details.s, cases[i].details);
	}
	assert_int_equal(read_event(&r, "{\"event\": \"STOP\"}"), RAS_SEVERITIES);
	assert_int_equal(read_event(&r, "{\"event\": 5}"), RAS_SEVERITIES);
	assert_int_equal(read_event(&r, "{\"return\": {}}"), RAS_SEVERITIES);
}

static void long_details(void **state)
{
	static union room r;
	static char json[20000];
	int n;

	(void)state;
	n = snprintf(json, sizeof(json),
		     "{\"event\": \"WATCHDOG\", \"data\": {\"action\": \"%s%0600d\", \"x\": "
		     "\"%09000d\"}}",
		     "reset", 0, 0);
	assert_true(n > 9000 && (size_t)n < sizeof(json));
	assert_int_equal(read_event(&r, json), RAS_FATAL);
	/* {"x":"…"} has 8 characters around the 9000. */
	assert_string_equal(r.e.details.s, "{\"too-long\":9008}");
	assert_int_equal(r.e.action.len, 255);
}

static void ost(void **state)
{
	/* ACPI 6.5 6.3.5; the sequences of QEMU 7.2 with Linux 6.1: 3/132, then 3/0, or 3/128. */
	static const struct {
		int64_t source, status;
		enum vmm_ost means;
	} cases[] = {
		{ 3, 132, VMM_OST_PROGRESS },   { 3, 0, VMM_OST_DONE },
		{ 3, 128, VMM_OST_REFUSED },    { 3, 1, VMM_OST_REFUSED },
		{ 3, 131, VMM_OST_REFUSED },    { 0x103, 0x82, VMM_OST_REFUSED },
		{ 0x103, 0, VMM_OST_DONE },     { 1, 0, VMM_OST_OTHER },
		{ 0x200, 0x80, VMM_OST_OTHER }, { 0x10003, 0, VMM_OST_OTHER },
		{ 3, -1, VMM_OST_OTHER },       { -1, 0, VMM_OST_OTHER },
	};
	const char *text;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(vmm_ost_read(cases[i].source, cases[i].status, &text),
				 cases[i].means);
		assert_non_null(text);
	}
}

static void registered(void **state)
{
	(void)state;
	assert_ptr_equal(ras_class_by_name("vmm_event"), &ras_class_vmm_event);
}

/* Controls that json-c lets pass: the column stays JSON, and no terminal gets them. */
static void hostile_details(void **state)
{
	static union room r;
	struct json_object *obj, *event;

	(void)state;
	read_event(&r, "{" STAMP "\"event\": \"DEVICE_DELETED\", \"data\": {\"device\": \"d\", "
		       "\"path\": \"a\x7f\xc2\x9b[2J\\u001b\\n\xc3\xa9\"}}");
	assert_string_equal(r.e.details.s,
			    "{\"path\":\"a\\u007f\\u009b[2J\\u001b\\n\xc3\xa9\"}");
	obj = json_tokener_parse(r.e.details.s);
	assert_string_equal(vmm_json_str(obj, "path"), "a\x7f\xc2\x9b[2J\033\n\xc3\xa9");
	json_object_put(obj);
	/* A surrogate half, which is no character, whoever lets it pass. */
	obj = json_object_new_object();
	assert_int_equal(json_object_object_add(obj, "path",
						json_object_new_string("\xed\xa0\x80")), 0);
	event = json_object_new_object();
	assert_int_equal(json_object_object_add(event, "event",
						json_object_new_string("DEVICE_DELETED")), 0);
	/* NOLINTNEXTLINE(readability-suspicious-call-argument): json-c calls its target obj, too */
	assert_int_equal(json_object_object_add(event, "data", obj), 0);
	ras_event_init(&r.e.ev, sizeof(r), &ras_class_vmm_event);
	assert_true(vmm_event_decode(&r.e, event));
	json_object_put(event);
	assert_string_equal(r.e.details.s, "{\"no-text\":14}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_failure),
		cmocka_unit_test(panicked),
		cmocka_unit_test(life_of_a_vm),
		cmocka_unit_test(long_details),
		cmocka_unit_test(hostile_details),
		cmocka_unit_test(ost),
		cmocka_unit_test(registered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
