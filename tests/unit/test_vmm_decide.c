// SPDX-License-Identifier: GPL-2.0-or-later
/* The decision to ask a VMM, as a table; and the settings it rests on. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/clock.h"
#include "vmm/decide.h"

static struct vmm_probe probe;

/* A VM named web1 with three vCPUs: 0 cannot go, 1 by the agent, 2 by hot-unplug; all can stop. */
static int setup(void **state)
{
	(void)state;
	memset(&probe, 0, sizeof(probe));
	strcpy(probe.name, "web1");
	probe.nvcpus = 3;
	for (int i = 0; i < 3; i++) {
		probe.vcpus[i].index = i;
		probe.vcpus[i].can[VMM_CHECKSTOP].not_qmp = "no such state";
		probe.vcpus[i].can[VMM_STOP_VM].way = VMM_WAY_QMP;
	}
	probe.vcpus[0].can[VMM_OFFLINE].not_agent = "cannot";
	probe.vcpus[0].can[VMM_OFFLINE].not_qmp = "boot CPU";
	probe.vcpus[1].can[VMM_OFFLINE].way = VMM_WAY_AGENT;
	probe.vcpus[2].can[VMM_OFFLINE].way = VMM_WAY_UNPLUG;
	return 0;
}

enum past { NOTHING_YET, FOUR_NOW, FOUR_OLD, THIS_INCIDENT, VCPU_2_GONE, OTHER_VM };

static const struct row {
	/* settings */
	const char *action, *on, *fallback, *allow, *deny;
	/* incident */
	enum ras_severity severity;
	int32_t vcpu, from;
	bool undeliverable;
	enum vmm_request failed;
	enum past past;
	/* decision */
	enum vmm_verdict verdict;
	enum vmm_request request;
	enum vmm_way way;
	int32_t on_vcpu;
	bool fell_back;
	const char *reason; /* a part of it */
} rows[] = {
	{ "none", "info", "stop-vm", "", "", RAS_FATAL, 1, 0, true, 0, NOTHING_YET, VMM_LEAVE,
	  VMM_NOTHING, VMM_WAY_NONE, -1, false, "VMM_ACTION is none" },
	/* Severity and class. */
	{ "offline", "fatal", "none", "", "", RAS_UNCORRECTED, 1, 0, false, 0, NOTHING_YET,
	  VMM_LEAVE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "less severe" },
	{ "offline", "info:aer_event,mc_event", "none", "", "", RAS_FATAL, 1, 0, false, 0,
	  NOTHING_YET, VMM_LEAVE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "not of a class" },
	{ "offline", "uncorrected:aer_event,mce_record", "none", "", "", RAS_UNCORRECTED, 1, 0,
	  false, 0, NOTHING_YET, VMM_ASK, VMM_OFFLINE, VMM_WAY_AGENT, 1, false,
	  "offline: by guest agent" },
	/* Ways. */
	{ "offline", "info", "none", "", "", RAS_INFO, 2, 0, false, 0, NOTHING_YET, VMM_ASK,
	  VMM_OFFLINE, VMM_WAY_UNPLUG, 2, false, "by hot-unplug" },
	{ "offline", "info", "none", "", "", RAS_INFO, 0, 0, false, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, 0, false, "by guest agent: cannot; by monitor: boot CPU" },
	{ "offline", "info", "none", "", "", RAS_INFO, -1, 0, false, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, -1, false, "not known which vCPU" },
	{ "offline", "info", "none", "", "", RAS_INFO, 7, 0, false, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, -1, false, "not known which vCPU" },
	{ "stop-vm", "info", "none", "", "", RAS_INFO, -1, 0, false, 0, NOTHING_YET, VMM_ASK,
	  VMM_STOP_VM, VMM_WAY_QMP, -1, false, "stop-vm: by monitor" },
	/* Fallbacks are configured, and said to be such. */
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 0, 0, false, 0, NOTHING_YET, VMM_ASK,
	  VMM_STOP_VM, VMM_WAY_QMP, -1, true, "boot CPU; fallback stop-vm: by monitor" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, VMM_OFFLINE, NOTHING_YET,
	  VMM_ASK, VMM_STOP_VM, VMM_WAY_QMP, -1, true, "offline failed; fallback stop-vm" },
	{ "offline", "info", "none", "", "", RAS_INFO, 1, 0, false, VMM_OFFLINE, NOTHING_YET,
	  VMM_REFUSE, VMM_NOTHING, VMM_WAY_NONE, -1, true, "VMM_FALLBACK is none" },
	/* A fallback that failed is not tried again. */
	{ "offline", "info", "offline", "", "", RAS_INFO, 1, 0, false, VMM_OFFLINE, THIS_INCIDENT,
	  VMM_REFUSE, VMM_OFFLINE, VMM_WAY_NONE, 1, true, "asked for this incident already" },
	/* Check-stop: not there; and never for an error that can be told. */
	{ "checkstop", "info", "none", "", "", RAS_FATAL, 1, 0, false, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_CHECKSTOP, VMM_WAY_NONE, 1, false, "cannot be delivered" },
	{ "checkstop", "info", "none", "", "", RAS_FATAL, 1, 0, true, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_CHECKSTOP, VMM_WAY_NONE, 1, false, "by monitor: no such state" },
	{ "checkstop", "info", "offline", "", "", RAS_FATAL, 1, 0, true, 0, NOTHING_YET, VMM_ASK,
	  VMM_OFFLINE, VMM_WAY_AGENT, 1, true, "no such state; fallback offline: by guest agent" },
	/* Lists. */
	{ "offline", "info", "stop-vm", "db*, web?", "", RAS_INFO, 1, 0, false, 0, NOTHING_YET,
	  VMM_ASK, VMM_OFFLINE, VMM_WAY_AGENT, 1, false, "" },
	{ "offline", "info", "stop-vm", "db*", "", RAS_INFO, 1, 0, false, 0, NOTHING_YET,
	  VMM_REFUSE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "not in VMM_ALLOW" },
	{ "offline", "info", "stop-vm", "web1", "x web*", RAS_INFO, 1, 0, false, 0, NOTHING_YET,
	  VMM_REFUSE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "in VMM_DENY" },
	/* A guest acts on itself at most. */
	{ "stop-vm", "info", "none", "", "", RAS_FATAL, 1, 4711, false, 0, NOTHING_YET, VMM_REFUSE,
	  VMM_STOP_VM, VMM_WAY_NONE, -1, false, "told by another VM" },
	{ "stop-vm", "info", "none", "", "", RAS_FATAL, 1, 100, false, 0, NOTHING_YET, VMM_ASK,
	  VMM_STOP_VM, VMM_WAY_QMP, -1, false, "" },
	/* Rate and number. */
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, 0, FOUR_NOW, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, 1, false, "VMM_RATE" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, 0, FOUR_OLD, VMM_ASK,
	  VMM_OFFLINE, VMM_WAY_AGENT, 1, false, "" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, 0, THIS_INCIDENT, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, 1, false, "asked for this incident already" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, 0, VCPU_2_GONE, VMM_REFUSE,
	  VMM_OFFLINE, VMM_WAY_NONE, 1, false, "VMM_MAX_VCPUS" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 2, 0, false, 0, VCPU_2_GONE, VMM_ASK,
	  VMM_OFFLINE, VMM_WAY_UNPLUG, 2, false, "" },
	{ "stop-vm", "info", "none", "", "", RAS_INFO, 1, 0, false, 0, VCPU_2_GONE, VMM_ASK,
	  VMM_STOP_VM, VMM_WAY_QMP, -1, false, "" },
	{ "offline", "info", "stop-vm", "", "", RAS_INFO, 1, 0, false, 0, OTHER_VM, VMM_ASK,
	  VMM_OFFLINE, VMM_WAY_AGENT, 1, false, "" },
};

static const int64_t now = 100000 * RAS_NSEC_PER_SEC;

static void fill(struct vmm_history *h, enum past past)
{
	const struct vmm_past one = { .time_ns = now - RAS_NSEC_PER_SEC,
				      .incident = 1,
				      .vm_pid = 100,
				      .vcpu = 1,
				      .request = VMM_OFFLINE };

	memset(h, 0, sizeof(*h));
	switch (past) {
	case NOTHING_YET:
		break;
	case FOUR_NOW:
	case FOUR_OLD:
		for (h->n = 0; h->n < 4; h->n++) {
			h->past[h->n] = one;
			if (past == FOUR_OLD)
				h->past[h->n].time_ns = now - 3600 * RAS_NSEC_PER_SEC;
		}
		break;
	default:
		h->past[0] = one;
		h->n = 1;
		if (past == THIS_INCIDENT)
			h->past[0].incident = 9;
		if (past == VCPU_2_GONE)
			h->past[0].vcpu = 2;
		if (past == OTHER_VM) {
			h->past[0].vm_pid = 101;
			h->past[0].vcpu = 2;
		}
	}
}

static void set(struct vmm_settings *s, const char *name, const char *value)
{
	const char *accepted;

	assert_int_equal(vmm_settings_set(s, name, value, &accepted), 0);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		struct vmm_settings s = vmm_settings_default();
		struct vmm_incident in = { 9,       now,     "mce_record",     r->severity, 100,
					   r->from, r->vcpu, r->undeliverable, r->failed };
		struct vmm_history h;
		struct vmm_decision d;

		set(&s, "VMM_ACTION", r->action);
		set(&s, "VMM_ACTION_ON", r->on);
		set(&s, "VMM_FALLBACK", r->fallback);
		set(&s, "VMM_ALLOW", r->allow);
		set(&s, "VMM_DENY", r->deny);
		set(&s, "VMM_DRY_RUN", "no");
		fill(&h, r->past);
		vmm_decide(&d, &in, &s, &probe, &h);
		print_message("%zu: %s\n", i, d.reason);
		assert_non_null(strstr(d.reason, r->reason));
		assert_int_equal(d.verdict, r->verdict);
		assert_int_equal(d.request, r->request);
		assert_int_equal(d.way, r->way);
		assert_int_equal(d.vcpu, r->on_vcpu);
		assert_int_equal(d.fallback, r->fell_back);
		assert_false(d.dry_run);
	}
}

static void defaults(void **state)
{
	struct vmm_settings s = vmm_settings_default();
	struct vmm_incident in = { .id = 9,
				   .now_ns = now,
				   .cls = "mce_record",
				   .severity = RAS_FATAL,
				   .vm_pid = 100,
				   .vcpu = 1 };
	struct vmm_history h = { .n = 0 };
	struct vmm_decision d;

	(void)state;
	vmm_decide(&d, &in, &s, &probe, &h);
	assert_int_equal(d.verdict, VMM_LEAVE);
	/* Switched on, it is a dry run until that is switched off too. */
	set(&s, "VMM_ACTION", "offline");
	vmm_decide(&d, &in, &s, &probe, &h);
	assert_int_equal(d.verdict, VMM_ASK);
	assert_true(d.dry_run);
	assert_string_equal(d.reason, "offline: by guest agent (dry run: not asked)");
	/* What was decided on counts, and the oldest goes when there are too many. */
	for (int i = 0; i < 70; i++) {
		in.id = i;
		vmm_history_add(&h, &in, &d);
	}
	assert_int_equal(h.n, 64);
	assert_int_equal(h.past[0].incident, 6);
	assert_int_equal(h.past[63].incident, 69);
	assert_int_equal(h.past[63].vcpu, 1);
	vmm_decide(&d, &in, &s, &probe, &h);
	assert_int_equal(d.verdict, VMM_REFUSE);
}

static void settings(void **state)
{
	static const struct {
		const char *name, *value;
		int err;
	} cases[] = {
		{ "VMM_ACTION", "Offline", -EINVAL },
		{ "VMM_ACTION", "", -EINVAL },
		{ "VMM_ACTION_ON", "bad", -EINVAL },
		{ "VMM_ACTION_ON", ":x", -EINVAL },
		{ "VMM_FALLBACK", "checkstop", -EINVAL },
		{ "VMM_FALLBACK", "stop-vm", 0 },
		{ "VMM_DRY_RUN", "0", -EINVAL },
		{ "VMM_DRY_RUN", "yes", 0 },
		{ "VMM_RATE", "65", -EINVAL },
		{ "VMM_RATE", "64", 0 },
		{ "VMM_RATE", "-1", -EINVAL },
		{ "VMM_RATE", "4 ", -EINVAL },
		{ "VMM_RATE", "99999999999999999999", -EINVAL },
		{ "VMM_MAX_VCPUS", "", -EINVAL },
		{ "VMM_MAX_VCPUS", "0", 0 },
		{ "VMM_NOPE", "1", -ENOENT },
	};
	struct vmm_settings s = vmm_settings_default();
	const char *accepted;
	char text[600];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(vmm_settings_set(&s, cases[i].name, cases[i].value, &accepted),
				 cases[i].err);
		assert_int_equal(!*accepted, cases[i].err == -ENOENT);
	}
	memset(text, 'a', sizeof(text));
	text[512] = '\0';
	assert_int_equal(vmm_settings_set(&s, "VMM_DENY", text, &accepted), -EINVAL);
	text[511] = '\0';
	assert_int_equal(vmm_settings_set(&s, "VMM_DENY", text, &accepted), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(table, setup),
		cmocka_unit_test_setup(defaults, setup),
		cmocka_unit_test(settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
