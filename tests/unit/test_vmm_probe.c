// SPDX-License-Identifier: GPL-2.0-or-later
/* What a VMM can do, from the answers of real ones, and why not where it cannot. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <json-c/json.h>

#include "tests/unit/monitor.h"
#include "vmm/json.h"
#include "vmm/prober.h"
#include "vmm/qmp_line.h"

static struct vmm_probe probe; /* half a megabyte: not for the stack */

/* Take in the JSON text of an answer. */
static void take(enum vmm_peer peer, const char *verb, const char *json,
		 const struct vmm_socket *agent)
{
	struct json_object *v = json_tokener_parse(json);

	assert_non_null(v);
	vmm_probe_take(&probe, peer, verb, v, agent);
	json_object_put(v);
}

/*
 * Take in the transcript's first answer to each command without arguments, or to the qom-get of the
 * machine; a line of the capture is "C: command" or "S: answer". The schemas were trimmed when they
 * were captured, device_del among what went: they are left out.
 */
static void take_transcript(const char *name, enum vmm_peer peer)
{
	static char line[400000];
	char path[512], verb[64] = "", seen[1024] = "query-qmp-schema;";
	FILE *f;

	assert_true(snprintf(path, sizeof(path), "%s/tests/data/qmp/%s", getenv("srcdir"), name) >
		    0);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct json_object *o =
			vmm_json_parse(line + 3, strlen(line + 3), &qmp_line_limits);
		struct json_object *value = vmm_json_at(o, "return");

		if (!strncmp(line, "C: ", 3)) {
			(void)snprintf(verb, sizeof(verb), "%s;", vmm_json_str(o, "execute"));
		} else if (value && verb[0] && !strstr(seen, verb)) {
			(void)snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "%s",
				       verb);
			verb[strlen(verb) - 1] = '\0';
			vmm_probe_take(&probe, peer, verb, value, NULL);
			verb[0] = '\0';
		}
		json_object_put(o);
	}
	assert_int_equal(fclose(f), 0);
}

static int fresh(void **state)
{
	(void)state;
	memset(&probe, 0, sizeof(probe));
	return 0;
}

static const struct vmm_ability *can(int32_t index, enum vmm_request r)
{
	const struct vmm_vcpu *c = vmm_probe_vcpu(&probe, index);

	assert_non_null(c);
	return &c->can[r];
}

static void x86(void **state)
{
	char text[256];
	struct ras_text t = RAS_TEXT(text);

	(void)state;
	take_transcript("x86-01-handshake-and-probe.qmp", VMM_MONITOR);
	assert_string_equal(probe.arch, "x86_64");
	assert_string_equal(probe.status, "prelaunch");
	assert_false(probe.running);
	assert_false(probe.kvm);
	take_transcript("x86-03-cpus-hotplug-stopped.qmp", VMM_MONITOR);
	assert_int_equal(probe.nvcpus, 2);
	assert_int_equal(probe.vcpus[1].thread, 16462);
	assert_string_equal(probe.vcpus[1].path, "/machine/unattached/device[2]");
	assert_true(probe.vcpus[1].slot);
	assert_ptr_equal(vmm_probe_thread(&probe, 16462), &probe.vcpus[1]);
	assert_null(vmm_probe_thread(&probe, 0));
	take(VMM_MONITOR, "qom-get", "\"pc-q35-7.2-machine\"", NULL);
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_OFFLINE)->not_qmp, "the VM does not run");
	assert_int_equal(can(1, VMM_STOP_VM)->way, VMM_WAY_NONE);
	take(VMM_MONITOR, "query-status", "{\"status\": \"running\", \"running\": true}", NULL);
	vmm_probe_judge(&probe);
	assert_int_equal(can(1, VMM_OFFLINE)->way, VMM_WAY_UNPLUG);
	assert_string_equal(can(1, VMM_OFFLINE)->not_agent, "no guest agent has its channel open");
	assert_int_equal(can(0, VMM_OFFLINE)->way, VMM_WAY_NONE);
	vmm_ability_text(can(0, VMM_OFFLINE), &t);
	assert_string_equal(text,
			    "not possible: by guest agent: no guest agent has its channel open; "
			    "by monitor: the boot CPU cannot be unplugged");
	assert_string_equal(can(1, VMM_CHECKSTOP)->not_qmp, "only s390 has a check-stop state");
	assert_int_equal(can(1, VMM_STOP_VM)->way, VMM_WAY_QMP);
	/* microvm has no CPU hot-plug. */
	take(VMM_MONITOR, "qom-get", "\"microvm-machine\"", NULL);
	vmm_probe_judge(&probe);
	assert_int_equal(can(1, VMM_OFFLINE)->way, VMM_WAY_NONE);
}

static void s390(void **state)
{
	(void)state;
	take_transcript("s390x-01-probe-cpus-hotplug-stopped.qmp", VMM_MONITOR);
	assert_string_equal(probe.arch, "s390x");
	assert_string_equal(vmm_probe_vcpu(&probe, 1)->state, "stopped");
	take(VMM_MONITOR, "query-status", "{\"status\": \"running\", \"running\": true}", NULL);
	take(VMM_MONITOR, "qom-get", "\"s390-ccw-virtio-7.2-machine\"", NULL);
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_OFFLINE)->not_qmp,
			    "an s390 machine of QEMU cannot unplug CPUs");
	/* The schema lists check-stop as a state; it proves nothing. */
	assert_string_equal(can(1, VMM_CHECKSTOP)->not_qmp, "the VM does not run under KVM");
	take(VMM_MONITOR, "query-kvm", "{\"enabled\": true, \"present\": true}", NULL);
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_CHECKSTOP)->not_qmp, "KVM was not asked");
	probe.checkstop = VMM_CHECKSTOP_ABSENT;
	probe.checkstop_why = "KVM refuses the check-stop state (ENXIO)";
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_CHECKSTOP)->not_qmp, probe.checkstop_why);
	probe.checkstop = VMM_CHECKSTOP_PRESENT;
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_CHECKSTOP)->not_qmp, "the VMM has no command for it");
	/* A VMM with the hook, and the argument that is sent. */
	take(VMM_MONITOR, "query-commands", "[{\"name\": \"x-s390-check-stop\"}]", NULL);
	take(VMM_MONITOR, "query-qmp-schema",
	     "[{\"name\": \"x-s390-check-stop\", \"meta-type\": \"command\", \"arg-type\": \"9\"}, "
	     "{\"name\": \"9\", \"members\": [{\"name\": \"cpu-index\"}]}]",
	     NULL);
	vmm_probe_judge(&probe);
	assert_int_equal(can(1, VMM_CHECKSTOP)->way, VMM_WAY_QMP);
	/* The schema above has no device_del with an id: it is another command then. */
	assert_false(vmm_probe_has(&probe, VMM_MONITOR, "device_del"));
}

static void agent(void **state)
{
	static const struct vmm_socket sock = { "/run/vm.qga", "qga0" },
				       by_path = { "/run/vm.qga", "" };

	(void)state;
	take_transcript("x86-01-handshake-and-probe.qmp", VMM_MONITOR);
	take_transcript("x86-03-cpus-hotplug-stopped.qmp", VMM_MONITOR);
	take(VMM_MONITOR, "query-status", "{\"status\": \"running\", \"running\": true}", NULL);
	take(VMM_MONITOR, "query-chardev",
	     "[{\"label\": \"qga0\", \"filename\": \"unix:/run/vm.qga,server=on\", "
	     "\"frontend-open\": true}]",
	     &sock);
	assert_true(probe.agent_channel);
	take(VMM_MONITOR, "query-chardev",
	     "[{\"label\": \"qga0\", \"filename\": \"disconnected:unix:/run/vm.qga,server=on\", "
	     "\"frontend-open\": false}]",
	     &by_path);
	assert_false(probe.agent_channel);
	take_transcript("qga-01-vcpus.qga", VMM_AGENT);
	assert_int_equal(probe.nguest, 2);
	assert_true(vmm_probe_has(&probe, VMM_AGENT, "guest-set-vcpus"));
	vmm_probe_judge(&probe);
	assert_true(probe.numbers_match);
	assert_int_equal(can(1, VMM_OFFLINE)->way, VMM_WAY_AGENT);
	assert_int_equal(can(0, VMM_OFFLINE)->way, VMM_WAY_NONE);
	assert_string_equal(can(0, VMM_OFFLINE)->not_agent,
			    "the guest cannot take this CPU offline");
	/* Disabled by the guest's administrator. */
	take(VMM_AGENT, "guest-info",
	     "{\"supported_commands\": [{\"name\": \"guest-set-vcpus\", \"enabled\": false}]}",
	     NULL);
	vmm_probe_judge(&probe);
	assert_string_equal(can(1, VMM_OFFLINE)->not_agent, "the guest agent does not allow it");
}

static void guest_cpus(void **state)
{
	static const struct {
		const char *guest, *why;
	} cases[] = {
		{ "[{\"logical-id\": 0, \"online\": false, \"can-offline\": true}, "
		  "{\"logical-id\": 1, \"online\": true, \"can-offline\": true}]",
		  "it is the last online CPU" },
		{ "[{\"logical-id\": 0, \"online\": true, \"can-offline\": true}, "
		  "{\"logical-id\": 1, \"online\": false, \"can-offline\": true}]",
		  "the CPU is offline in the guest" },
		{ "[{\"logical-id\": 0, \"online\": true}, {\"logical-id\": 2, \"online\": true, "
		  "\"can-offline\": true}]",
		  "the guest's CPU numbers are not those of the vCPUs" },
		{ "[{\"logical-id\": 1, \"online\": true, \"can-offline\": true}]",
		  "the guest's CPU numbers are not those of the vCPUs" },
		{ "[{\"logical-id\": \"1\"}, 5, {\"logical-id\": -1}]",
		  "no guest agent has its channel open" },
		{ "{}", "no guest agent has its channel open" },
	};

	(void)state;
	take_transcript("x86-03-cpus-hotplug-stopped.qmp", VMM_MONITOR);
	probe.running = true;
	take(VMM_AGENT, "guest-info",
	     "{\"supported_commands\": [{\"name\": \"guest-get-vcpus\", \"enabled\": true}, "
	     "{\"name\": \"guest-set-vcpus\", \"enabled\": true}]}",
	     NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		take(VMM_AGENT, "guest-get-vcpus", cases[i].guest, NULL);
		vmm_probe_judge(&probe);
		assert_string_equal(can(1, VMM_OFFLINE)->not_agent, cases[i].why);
		assert_int_equal(can(1, VMM_OFFLINE)->way, VMM_WAY_NONE);
	}
}

static void hostile(void **state)
{
	static char many[200000];
	size_t n = 1;

	(void)state;
	many[0] = '[';
	for (int i = 0; i < 2000; i++)
		n += (size_t)snprintf(many + n, sizeof(many) - n,
				      "%s{\"cpu-index\":%d,\"qom-path\":\"/%d\"}", i ? "," : "", i,
				      i);
	(void)snprintf(many + n, sizeof(many) - n, "]");
	take(VMM_MONITOR, "query-cpus-fast", many, NULL);
	assert_int_equal(probe.nvcpus, 1024);
	assert_int_equal(probe.more, 976);
	/* A path too long to be sent back whole is not kept in part. */
	(void)snprintf(many, sizeof(many),
		       "[{\"cpu-index\":0,\"qom-path\":\"/%0200d\"},{\"cpu-index\":-1},"
		       "{\"cpu-index\":4294967296},7,null]",
		       0);
	take(VMM_MONITOR, "query-cpus-fast", many, NULL);
	assert_int_equal(probe.nvcpus, 0);
	take(VMM_MONITOR, "query-cpus-fast", "{\"a\": []}", NULL);
	take(VMM_MONITOR, "query-commands", "\"x\"", NULL);
	take(VMM_MONITOR, "query-qmp-schema", "[[], {}, {\"name\": 1}]", NULL);
	take(VMM_MONITOR, "qom-set", "{}", NULL);
	vmm_probe_judge(&probe);
	assert_int_equal(probe.verbs, 0);
}

static void kvm(void **state)
{
	const char *why = NULL;

	(void)state;
	assert_int_equal(vmm_kvm_probe("/nonexistent/kvm", &why), VMM_CHECKSTOP_ABSENT);
	assert_string_equal(why, "there is no KVM device");
	assert_int_equal(vmm_kvm_probe("/dev/null", &why), VMM_CHECKSTOP_ABSENT);
	assert_string_equal(why, "the device is no KVM device");
	/* Whatever stands behind the real one, no kernel up to 7.1 has the state. */
	if (!access("/dev/kvm", R_OK | W_OK))
		assert_int_not_equal(vmm_kvm_probe("/dev/kvm", &why), VMM_CHECKSTOP_PRESENT);
	print_message("/dev/kvm: %s\n", why);
}

struct world {
	struct monitor m, g;
	int ready, done;
	bool complete;
};

static void on_state(void *ctx, enum qmp_state s, enum qmp_why why)
{
	struct world *w = ctx;

	(void)why;
	w->ready += s == QMP_READY;
}

static void on_done(void *ctx, bool complete)
{
	struct world *w = ctx;

	w->done++;
	w->complete = complete;
}

/* The whole conversation, in its order, with what is not listed left out. */
static void conversation(void **state)
{
	static const struct {
		const char *verb, *answer;
	} script[] = {
		{ "query-commands",
		  "{\"return\": [{\"name\": \"query-status\"}, {\"name\": \"stop\"}, "
		  "{\"name\": \"query-cpus-fast\"}, {\"name\": \"qom-get\"}]" },
		{ "qom-get", "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}" },
		{ "query-status", "{\"return\": {\"status\": \"running\", \"running\": true}" },
		{ "query-cpus-fast", "{\"return\": [{\"cpu-index\": 0, \"qom-path\": \"/a\"}]" },
	};
	static const struct qmp_ops ops = { .state = on_state };
	static struct world w;
	struct qmp_options o;
	struct vmm_prober *pr;
	struct qmp *q, *a;
	sd_event *loop;
	long id;

	(void)state;
	memset(&w, 0, sizeof(w));
	assert_true(sd_event_new(&loop) >= 0);
	mon_open(&w.m, loop);
	mon_open(&w.g, loop);
	o = qmp_defaults(w.m.path, VMM_MONITOR);
	o.user = getuid();
	q = qmp_new(loop, &o, &ops, &w);
	o = qmp_defaults(w.g.path, VMM_AGENT);
	o.user = getuid();
	a = qmp_new(loop, &o, &ops, &w);
	assert_non_null(q);
	assert_non_null(a);
	assert_null(vmm_prober_start(q, a, NULL, &probe, on_done, &w));
	assert_int_equal(errno, ENOTCONN);
	mon_handshake(&w.m);
	mon_accept(&w.g);
	id = mon_expect(&w.g, "guest-sync-delimited");
	mon_send(&w.g, "\xff{\"return\": %ld}\n", id);
	run_until(loop, &w.ready, 2);
	pr = vmm_prober_start(q, a, NULL, &probe, on_done, &w);
	assert_non_null(pr);
	for (size_t i = 0; i < sizeof(script) / sizeof(script[0]); i++)
		mon_send(&w.m, "%s, \"id\": %ld}\r\n", script[i].answer,
			 mon_expect(&w.m, script[i].verb));
	id = mon_expect(&w.g, "guest-info");
	mon_send(&w.g, "{\"return\": {\"supported_commands\": []}, \"id\": %ld}\n", id);
	run_until(loop, &w.done, 1);
	assert_true(w.complete);
	assert_true(probe.running);
	assert_int_equal(can(0, VMM_STOP_VM)->way, VMM_WAY_QMP);
	vmm_prober_free(pr);

	/* The monitor goes away in the middle: what is known is judged, and said to be a part. */
	pr = vmm_prober_start(q, NULL, NULL, &probe, on_done, &w);
	assert_non_null(pr);
	mon_expect(&w.m, "query-commands");
	mon_hang_up(&w.m);
	run_until(loop, &w.done, 2);
	assert_false(w.complete);
	vmm_prober_free(pr);

	qmp_free(q);
	qmp_free(a);
	mon_close(&w.m);
	mon_close(&w.g);
	(void)sd_event_unref(loop);
}

#define CASE(F) cmocka_unit_test_setup(F, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(x86),     CASE(s390), CASE(agent),        CASE(guest_cpus),
		CASE(hostile), CASE(kvm),  CASE(conversation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
