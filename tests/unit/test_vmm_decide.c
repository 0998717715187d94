// SPDX-License-Identifier: GPL-2.0-or-later
/* The decision to ask a VMM, as a table; and the settings it rests on. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "vmm/decide.h"

static struct vmm_probe probe;

struct setting {
	const char *name, *value;
};

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
	  VMM_LEAVE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "not in VMM_ACTION_ON" },
	{ "offline", "aer_event:info,mc_event:info", "none", "", "", RAS_FATAL, 1, 0, false, 0,
	  NOTHING_YET, VMM_LEAVE, VMM_OFFLINE, VMM_WAY_NONE, 1, false, "not in VMM_ACTION_ON" },
	{ "offline", "aer_event:fatal, mce_record:uncorrected", "none", "", "", RAS_UNCORRECTED, 1,
	  0, false, 0, NOTHING_YET, VMM_ASK, VMM_OFFLINE, VMM_WAY_AGENT, 1, false,
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

/* What the configuration makes of it; an environment is one way to set it. */
static int from(struct vmm_settings *s, const struct setting *set, char *err, size_t size)
{
	struct ras_config c;
	int rc = 0;

	ras_config_init(&c);
	for (; !rc && set->name; set++) {
		assert_int_equal(setenv(set->name, set->value, 1), 0);
		rc = ras_config_environment(&c, err, size);
		assert_int_equal(unsetenv(set->name), 0);
	}
	return rc ? rc : vmm_settings_from(s, &c, err, size);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		const struct setting set[] = {
			{ "VMM_ACTION", r->action }, { "VMM_ACTION_ON", r->on },
			{ "VMM_FALLBACK", r->fallback }, { "VMM_ALLOW", r->allow },
			{ "VMM_DENY", r->deny }, { "VMM_DRY_RUN", "no" }, { 0 },
		};
		struct vmm_settings s;
		char err[256];
		struct vmm_incident in = { 9,       now,     "mce_record",     r->severity, 100,
					   r->from, r->vcpu, r->undeliverable, r->failed };
		struct vmm_history h;
		struct vmm_decision d;

		assert_int_equal(from(&s, set, err, sizeof(err)), 0);
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
	const struct setting offline[] = { { "VMM_ACTION", "offline" }, { 0 } };
	struct vmm_settings s;
	char err[256];
	struct vmm_incident in = { .id = 9,
				   .now_ns = now,
				   .cls = "mce_record",
				   .severity = RAS_FATAL,
				   .vm_pid = 100,
				   .vcpu = 1 };
	struct vmm_history h = { .n = 0 };
	struct vmm_decision d;

	(void)state;
	assert_int_equal(from(&s, offline + 1, err, sizeof(err)), 0);
	vmm_decide(&d, &in, &s, &probe, &h);
	assert_int_equal(d.verdict, VMM_LEAVE);
	/* Switched on, it is a dry run until that is switched off too. */
	assert_int_equal(from(&s, offline, err, sizeof(err)), 0);
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
		struct setting set[2];
		const char *refused; /* a part of the message; NULL: accepted */
	} cases[] = {
		{ { { "VMM_ACTION", "reset" } }, "one of none, offline, checkstop, stop-vm" },
		{ { { "VMM_ACTION_ON", "bad" } }, "VMM_ACTION_ON='bad' is not accepted" },
		{ { { "VMM_ACTION_ON", ":fatal" } }, "is not accepted" },
		{ { { "VMM_ACTION_ON", "mce_record" } }, "is not accepted" },
		{ { { "VMM_ACTION_ON", "mce_record:" } }, "is not accepted" },
		{ { { "VMM_ACTION_ON", "fatal,nope:fatal" } }, "no class of events 'nope'" },
		{ { { "VMM_ACTION_ON", "s390_mchk:fatal vmm_event:uncorrected" } }, NULL },
		{ { { "VMM_FALLBACK", "checkstop" } }, "one of none, offline, stop-vm" },
		{ { { "VMM_FALLBACK", "stop-vm" } }, NULL },
		{ { { "VMM_RATE", "65" } }, "from 1 to 64" },
		{ { { "VMM_MAX_VCPUS", "1025" } }, "from 1 to 1024" },
	};
	struct vmm_settings s;
	char err[512];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int rc = from(&s, cases[i].set, err, sizeof(err));

		assert_int_equal(rc, cases[i].refused ? -1 : 0);
		if (cases[i].refused && !strstr(err, cases[i].refused))
			fail_msg("%s", err);
	}
	assert_true(vmm_settings_on(&(struct vmm_settings){ .on = "fatal, aer_event:corrected" },
				    "aer_event", RAS_DEFERRED));
	assert_false(vmm_settings_on(&(struct vmm_settings){ .on = "fatal, aer_event:corrected" },
				     "mc_event", RAS_DEFERRED));
	assert_false(vmm_settings_on(&(struct vmm_settings){ .on = "" }, "mc_event", RAS_FATAL));
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
