// SPDX-License-Identifier: GPL-2.0-or-later
/* Requests to a scripted VMM and guest agent: what is sent, seen, and recorded. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <json-c/json.h>

#include "tests/unit/monitor.h"
#include "vmm/json.h"
#include "vmm/request.h"

struct world {
	sd_event *loop;
	struct monitor m, g;
	struct qmp *q, *a;
	int ready, done;
	struct vmm_probe probe;
	struct vmm_call *call;
	struct vmm_outcome out;
};

static void on_state(void *ctx, enum qmp_state s, enum qmp_why why)
{
	struct world *w = ctx;

	(void)why;
	w->ready += s == QMP_READY;
}

static void on_event(void *ctx, struct json_object *event)
{
	struct world *w = ctx;

	if (w->call)
		vmm_request_event(w->call, event);
}

/* Frees the call, as an owner would. */
static void on_done(void *ctx, const struct vmm_outcome *o)
{
	struct world *w = ctx;

	w->done++;
	w->out = *o;
	vmm_request_free(w->call);
	w->call = NULL;
}

static const struct qmp_ops ops = { on_state, on_event };

static void take(struct world *w, enum vmm_peer peer, const char *verb, const char *json)
{
	struct json_object *v = json_tokener_parse(json);

	assert_non_null(v);
	vmm_probe_take(&w->probe, peer, verb, v, NULL);
	json_object_put(v);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct qmp_options o;
	long id;

	assert_non_null(w);
	assert_true(sd_event_new(&w->loop) >= 0);
	mon_open(&w->m, w->loop);
	mon_open(&w->g, w->loop);
	o = qmp_defaults(w->m.path, VMM_MONITOR);
	o.user = getuid();
	w->q = qmp_new(w->loop, &o, &ops, w);
	o = qmp_defaults(w->g.path, VMM_AGENT);
	o.user = getuid();
	w->a = qmp_new(w->loop, &o, &ops, w);
	mon_handshake(&w->m);
	mon_accept(&w->g);
	id = mon_expect(&w->g, "guest-sync-delimited");
	mon_send(&w->g, "\xff{\"return\": %ld}\n", id);
	run_until(w->loop, &w->ready, 2);
	take(w, VMM_MONITOR, "query-commands",
	     "[{\"name\": \"device_del\"}, {\"name\": \"stop\"}, {\"name\": "
	     "\"x-s390-check-stop\"}]");
	take(w, VMM_AGENT, "guest-info",
	     "{\"supported_commands\": [{\"name\": \"guest-set-vcpus\", \"enabled\": true}]}");
	take(w, VMM_MONITOR, "query-cpus-fast",
	     "[{\"cpu-index\": 0, \"qom-path\": \"/machine/unattached/device[0]\"}, "
	     "{\"cpu-index\": 1, \"qom-path\": \"/machine/unattached/device[2]\"}, "
	     "{\"cpu-index\": 2, \"qom-path\": \"/machine/peripheral/cpu2\"}]");
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	vmm_request_free(w->call);
	qmp_free(w->q);
	qmp_free(w->a);
	mon_close(&w->m);
	mon_close(&w->g);
	(void)sd_event_unref(w->loop);
	free(w);
	return 0;
}

static void ask(struct world *w, enum vmm_request r, enum vmm_way way, int32_t vcpu, bool dry,
		uint32_t timeout_ms)
{
	const struct vmm_decision d = {
		.verdict = VMM_ASK, .request = r, .way = way, .vcpu = vcpu, .dry_run = dry
	};

	w->done = 0;
	w->call = vmm_request_start(w->loop, w->q, w->a, &w->probe, &d, timeout_ms, on_done, w);
	assert_non_null(w->call);
	assert_int_equal(w->done, 0);
}

static void answer(struct monitor *m, const char *verb, const char *json)
{
	mon_send(m, "{%s, \"id\": %ld}\r\n", json, mon_expect(m, verb));
}

static void outcome(struct world *w, enum vmm_result result, const char *said, const char *verified)
{
	run_until(w->loop, &w->done, 1);
	assert_string_equal(vmm_result_name(w->out.result), vmm_result_name(result));
	assert_string_equal(w->out.answer, said);
	assert_string_equal(w->out.verified, verified);
}

static void by_agent(void **state)
{
	struct world *w = *state;

	ask(w, VMM_OFFLINE, VMM_WAY_AGENT, 1, false, 0);
	answer(&w->g, "guest-set-vcpus", "\"return\": 1");
	assert_non_null(strstr(w->g.line, "\"arguments\":{\"vcpus\":[{\"logical-id\":1,"
					  "\"online\":false}]}"));
	answer(&w->g, "guest-get-vcpus",
	       "\"return\": [{\"online\": false, \"can-offline\": true, \"logical-id\": 1}, "
	       "{\"online\": true, \"can-offline\": false, \"logical-id\": 0}]");
	answer(&w->m, "query-cpus-fast", "\"return\": [{\"cpu-index\": 1}]");
	outcome(w, VMM_DONE, "1 of 1 taken offline",
		"the guest says CPU 1 is offline; that it is vCPU 1 is assumed");
	assert_string_equal(w->out.asked, "guest-set-vcpus for vCPU 1");

	/* The texts of qemu-ga 7.2. */
	ask(w, VMM_OFFLINE, VMM_WAY_AGENT, 0, false, 0);
	answer(&w->g, "guest-set-vcpus",
	       "\"error\": {\"class\": \"GenericError\", \"desc\": "
	       "\"logical processor #0 can't be offlined\"}");
	outcome(w, VMM_REFUSED, "logical processor #0 can't be offlined", "");

	/* A count that falls short, and a guest that says yes and does not. */
	ask(w, VMM_OFFLINE, VMM_WAY_AGENT, 1, false, 0);
	answer(&w->g, "guest-set-vcpus", "\"return\": 0");
	answer(&w->g, "guest-get-vcpus", "\"return\": [{\"online\": true, \"logical-id\": 1}]");
	outcome(w, VMM_REFUSED, "0 of 1 taken offline", "the guest says CPU 1 is online");
	ask(w, VMM_OFFLINE, VMM_WAY_AGENT, 1, false, 0);
	answer(&w->g, "guest-set-vcpus", "\"return\": \"a lot\"");
	answer(&w->g, "guest-get-vcpus", "\"return\": {}");
	outcome(w, VMM_REFUSED, "0 of 1 taken offline", "the guest says CPU 1 is not there");
}

static void by_agent_s390(void **state)
{
	struct world *w = *state;

	take(w, VMM_MONITOR, "query-cpus-fast",
	     "[{\"cpu-index\": 1, \"qom-path\": \"/a\", \"cpu-state\": \"operating\"}]");
	for (int i = 0; i < 2; i++) {
		ask(w, VMM_OFFLINE, VMM_WAY_AGENT, 1, false, 0);
		answer(&w->g, "guest-set-vcpus", "\"return\": 1");
		answer(&w->g, "guest-get-vcpus",
		       "\"return\": [{\"logical-id\": 1, \"online\": false}]");
		answer(&w->m, "query-cpus-fast",
		       i ? "\"return\": [{\"cpu-index\": 1, \"cpu-state\": \"operating\"}]"
			 : "\"return\": [{\"cpu-index\": 1, \"cpu-state\": \"stopped\"}]");
		/* The VMM's own view confirms the guest's, or tells that it was another CPU. */
		outcome(w, i ? VMM_UNVERIFIED : VMM_DONE, "1 of 1 taken offline",
			i ? "the guest says CPU 1 is offline; that it is vCPU 1 is assumed; "
			    "vCPU state operating"
			  : "the guest says CPU 1 is offline; that it is vCPU 1 is assumed; "
			    "vCPU state stopped");
	}
}

#define SLOTS_WITH                                                                                 \
	"\"return\": [{\"qom-path\": \"/machine/unattached/device[2]\"}, {\"vcpus-count\": 1}]"
#define SLOTS_WITHOUT                                                                              \
	"\"return\": [{\"qom-path\": \"/machine/unattached/device[0]\"}, {\"vcpus-count\": 1}]"
#define OST(STATUS, SLOT)                                                                          \
	"{\"event\": \"ACPI_DEVICE_OST\", \"data\": {\"info\": {\"source\": 3, "                   \
	"\"status\": " STATUS ", \"slot\": \"" SLOT "\", \"slot-type\": \"CPU\"}}}\r\n"

static void unplug(void **state)
{
	struct world *w = *state;

	/* The live sequence of QEMU 7.2 and Linux 6.1: 132, DEVICE_DELETED of the lapic, 0. */
	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 1, false, 0);
	answer(&w->m, "device_del", "\"return\": {}");
	assert_non_null(
		strstr(w->m.line, "\"arguments\":{\"id\":\"/machine/unattached/device[2]\"}"));
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITH);
	mon_send(&w->m, OST("132", "1"));
	mon_send(&w->m, "{\"event\": \"DEVICE_DELETED\", \"data\": {\"path\": "
			"\"/machine/unattached/device[2]/lapic\"}}\r\n");
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITHOUT);
	outcome(w, VMM_DONE, "accepted", "its hot-plug slot is empty");

	/* Without any event, looking alone finds it. */
	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 1, false, 0);
	answer(&w->m, "device_del", "\"return\": {}");
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITH);
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITHOUT);
	outcome(w, VMM_DONE, "accepted", "its hot-plug slot is empty");
}

static void unplug_refused(void **state)
{
	struct world *w = *state;

	/* Another slot's refusal is not ours; ours ends it. */
	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 1, false, 0);
	answer(&w->m, "device_del", "\"return\": {}");
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITH);
	mon_send(&w->m, OST("128", "2"));
	run_idle(w->loop);
	assert_int_equal(w->done, 0);
	mon_send(&w->m, OST("128", "1"));
	outcome(w, VMM_REFUSED, "accepted",
		"the guest answered: ejection: not supported by the guest");
	assert_true(vmm_result_failed(w->out.result));

	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 2, false, 0);
	answer(&w->m, "device_del", "\"return\": {}");
	answer(&w->m, "query-hotpluggable-cpus",
	       "\"return\": [{\"qom-path\": \"/machine/peripheral/cpu2\"}]");
	mon_send(&w->m,
		 "{\"event\": \"DEVICE_UNPLUG_GUEST_ERROR\", \"data\": {\"device\": \"cpu2\", "
		 "\"path\": \"/machine/peripheral/cpu2\"}}\r\n");
	outcome(w, VMM_REFUSED, "accepted", "the guest refused to let it go");

	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 0, false, 0);
	answer(&w->m, "device_del",
	       "\"error\": {\"class\": \"GenericError\", \"desc\": \"Boot CPU is unpluggable\"}");
	outcome(w, VMM_REFUSED, "Boot CPU is unpluggable", "");

	/* A guest that does not answer at all. It may yet: no fallback on top. */
	ask(w, VMM_OFFLINE, VMM_WAY_UNPLUG, 1, false, 60);
	answer(&w->m, "device_del", "\"return\": {}");
	answer(&w->m, "query-hotpluggable-cpus", SLOTS_WITH);
	outcome(w, VMM_TIMED_OUT, "accepted", "nothing came of it in time; it still may");
	assert_false(vmm_result_failed(w->out.result));
}

static void whole_vm(void **state)
{
	struct world *w = *state;

	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, false, 0);
	answer(&w->m, "stop", "\"return\": {}");
	answer(&w->m, "query-status", "\"return\": {\"status\": \"paused\", \"running\": false}");
	outcome(w, VMM_DONE, "accepted", "VM status paused");
	assert_string_equal(w->out.asked, "stop");
	ask(w, VMM_CHECKSTOP, VMM_WAY_QMP, 1, false, 0);
	answer(&w->m, "x-s390-check-stop", "\"return\": {}");
	assert_non_null(strstr(w->m.line, "\"arguments\":{\"cpu-index\":1}"));
	answer(&w->m, "query-cpus-fast",
	       "\"return\": [{\"cpu-index\": 1, \"cpu-state\": \"check-stop\"}]");
	outcome(w, VMM_DONE, "accepted", "vCPU state check-stop");
}

static void silence_and_loss(void **state)
{
	struct world *w = *state;

	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, false, 30);
	mon_expect(&w->m, "stop");
	run_until(w->loop, &w->done, 1);
	assert_int_equal(w->out.result, VMM_TIMED_OUT);
	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, false, 0);
	mon_expect(&w->m, "stop");
	mon_hang_up(&w->m);
	outcome(w, VMM_LOST, "the other side closed the connection", "");
	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, false, 0);
	outcome(w, VMM_NOT_SENT, "could not be sent", "");
}

static void nothing_is_sent(void **state)
{
	struct world *w = *state;

	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, true, 0);
	outcome(w, VMM_DRY, "dry run: not asked", "");
	assert_string_equal(w->out.asked, "stop");
	/* The probe of this VM found no such command. */
	w->probe.verbs = 0;
	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, false, 0);
	outcome(w, VMM_NOT_SENT, "not sent: the probe did not find it", "");
	/* A way that does not exist for the request. */
	ask(w, VMM_CHECKSTOP, VMM_WAY_AGENT, 1, false, 0);
	outcome(w, VMM_NOT_SENT, "not sent: the probe did not find it", "");
	run_idle(w->loop);
	assert_int_equal(w->m.len, 0);
	assert_int_equal(recv(w->m.fd, w->m.in, sizeof(w->m.in), MSG_DONTWAIT), -1);
	assert_int_equal(recv(w->g.fd, w->g.in, sizeof(w->g.in), MSG_DONTWAIT), -1);
	/* Freed while waiting: no callback. */
	ask(w, VMM_STOP_VM, VMM_WAY_QMP, -1, true, 0);
	vmm_request_free(w->call);
	w->call = NULL;
	run_idle(w->loop);
	assert_int_equal(w->done, 0);
}

static void row(void **state)
{
	static union {
		struct ras_action_event a;
		_Alignas(16) char bytes[RAS_EVENT_ROOM];
	} r;
	const struct vmm_incident in = { .id = 12, .cls = "mce_record", .vm_pid = 100 };
	const struct vmm_outcome o = { VMM_REFUSED, "device_del for vCPU 1", "accepted",
				       "the guest answered: ejection: failed" };
	struct vmm_decision d = { .verdict = VMM_ASK,
				  .request = VMM_OFFLINE,
				  .way = VMM_WAY_UNPLUG,
				  .vcpu = 1,
				  .reason = "offline: by hot-unplug" };

	(void)state;
	ras_event_init(&r.a.ev, sizeof(r), &ras_class_ras_action);
	vmm_action_fill(&r.a, &in, 77, "web1", &d, &o);
	assert_int_equal(r.a.ev.incident, 12);
	assert_string_equal(r.a.actor.s, "vmm");
	assert_string_equal(r.a.action.s, "offline");
	assert_string_equal(r.a.target.s, "VM web1 vCPU 1");
	assert_string_equal(r.a.cause_class.s, "mce_record");
	assert_int_equal(r.a.cause_time_ns, 77);
	assert_string_equal(r.a.asked.s, "hot-unplug: device_del for vCPU 1");
	assert_string_equal(r.a.answer.s, "refused: accepted");
	assert_string_equal(r.a.verified.s, "the guest answered: ejection: failed");
	assert_string_equal(r.a.reason.s, "offline: by hot-unplug");
	d = (struct vmm_decision){ .verdict = VMM_REFUSE,
				   .request = VMM_STOP_VM,
				   .vcpu = -1,
				   .fallback = true,
				   .reason = "why" };
	ras_event_init(&r.a.ev, sizeof(r), &ras_class_ras_action);
	vmm_action_fill(&r.a, &in, 77, "", &d, NULL);
	assert_string_equal(r.a.action.s, "stop-vm (fallback) (refused)");
	assert_string_equal(r.a.target.s, "VM of process 100");
	assert_string_equal(r.a.asked.s, "");
}

#define CASE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(by_agent),        CASE(by_agent_s390),   CASE(unplug),
		CASE(unplug_refused),  CASE(whole_vm),        CASE(silence_and_loss),
		CASE(nothing_is_sent), cmocka_unit_test(row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
