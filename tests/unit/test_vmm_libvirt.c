// SPDX-License-Identifier: GPL-2.0-or-later
/* The libvirt way: against its own test driver where it is installed, and a made-up libvirt. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vmm/libvirt.h"

/* The domain of test:///default (libvirt, src/test/test_driver.c: name "test"). */
static const char uuid[] = "6695eb01-f6a4-8304-79aa-97f2502e193f";

static struct vmm_decision decision(enum vmm_request request, int32_t vcpu)
{
	return (struct vmm_decision){ .verdict = VMM_ASK, .request = request,
				      .way = VMM_WAY_LIBVIRT, .vcpu = vcpu };
}

/* The real library; its test driver knows domains and suspending, but no guest CPUs. */
static void test_driver(void **state)
{
	struct vmm_libvirt lv;
	struct vmm_libvirt_target t = { &lv, "test:///default", uuid };
	struct vmm_decision offline = decision(VMM_OFFLINE, 1), stop = decision(VMM_STOP_VM, -1);
	struct vmm_probe *p;
	struct vmm_outcome out;
	char err[128];

	(void)state;
	if (vmm_libvirt_load(&lv, err, sizeof(err))) {
		print_message("skipped: %s\n", err);
		skip();
	}
	p = calloc(1, sizeof(*p));
	assert_non_null(p);
	vmm_libvirt_probe(&t, p);
	assert_null(p->unreachable);
	assert_true(p->libvirt && p->running);
	assert_int_equal(p->nguest, 0);
	assert_non_null(strstr(p->libvirt_why, "not supported"));
	/* Judged so: a vCPU cannot go, the VM can be stopped. */
	p->nvcpus = 1;
	vmm_probe_judge(p);
	assert_int_equal(p->vcpus[0].can[VMM_OFFLINE].way, VMM_WAY_NONE);
	assert_ptr_equal(p->vcpus[0].can[VMM_OFFLINE].not_libvirt, p->libvirt_why);
	assert_int_equal(p->vcpus[0].can[VMM_STOP_VM].way, VMM_WAY_LIBVIRT);
	vmm_libvirt_ask(&t, &offline, &out);
	assert_int_equal(out.result, VMM_REFUSED);
	assert_non_null(strstr(out.answer, "not supported"));
	vmm_libvirt_ask(&t, &stop, &out);
	assert_int_equal(out.result, VMM_DONE);
	assert_string_equal(out.asked, "virDomainSuspend");
	assert_string_equal(out.verified, "libvirt says it is paused");
	/* Each connection to the test driver has VMs of its own: it runs again. */
	t.uuid = "00000000-0000-0000-0000-000000000001";
	memset(p, 0, sizeof(*p));
	vmm_libvirt_probe(&t, p);
	assert_ptr_equal(p->unreachable, p->libvirt_why);
	assert_non_null(strstr(p->libvirt_why, "Domain not found"));
	free(p);
}

/* A libvirt with one VM, whose guest has CPUs 0 to 3. */
static struct {
	const char *online;
	char asked[32];
	int opened, closed, left, freed;
	bool deaf; /* accepts, and nothing changes */
} guest;

static void *fake_open(const char *uri)
{
	assert_string_equal(uri, "qemu:///system");
	guest.opened++;
	return &guest;
}

static int fake_close(void *conn)
{
	assert_ptr_equal(conn, &guest);
	guest.closed++;
	return 0;
}

static void *fake_lookup(void *conn, const char *id)
{
	assert_string_equal(id, uuid);
	return conn;
}

static int fake_free(void *dom)
{
	(void)dom;
	guest.left++;
	return 0;
}

static int fake_state(void *dom, int *value, int *reason, unsigned int flags)
{
	(void)dom;
	assert_null(reason);
	assert_int_equal(flags, 0);
	*value = 1; /* VIR_DOMAIN_RUNNING */
	return 0;
}

static int fake_vcpus(void *dom, struct vmm_typed_param **params, unsigned int *n,
		      unsigned int flags)
{
	(void)dom;
	(void)flags;
	*params = (void *)&guest;
	*n = 3;
	return 0;
}

static int fake_set(void *dom, const char *map, int on, unsigned int flags)
{
	(void)dom;
	(void)flags;
	assert_int_equal(on, 0);
	strncpy(guest.asked, map, sizeof(guest.asked) - 1);
	if (!guest.deaf)
		guest.online = "0-1,3";
	return 0;
}

static int fake_string(struct vmm_typed_param *params, int n, const char *name, const char **value)
{
	(void)params;
	assert_int_equal(n, 3);
	*value = !strcmp(name, "vcpus") ? "0-3" : !strcmp(name, "online") ? guest.online : "1-3";
	return 1;
}

static void fake_params(struct vmm_typed_param *params, int n)
{
	(void)params;
	(void)n;
	guest.freed++;
}

static const char *fake_error(void)
{
	return "bad \x1b[2J";
}

static const struct vmm_libvirt fake = {
	.open = fake_open, .close = fake_close, .lookup = fake_lookup, .free = fake_free,
	.state = fake_state, .guest_vcpus = fake_vcpus, .set_guest_vcpus = fake_set,
	.string = fake_string, .free_params = fake_params, .error = fake_error,
};

static void guest_cpus(void **state)
{
	const struct vmm_libvirt_target t = { &fake, "qemu:///system", uuid };
	struct vmm_decision d = decision(VMM_OFFLINE, 2);
	struct vmm_probe *p = calloc(1, sizeof(*p));
	struct vmm_outcome out;

	(void)state;
	assert_non_null(p);
	memset(&guest, 0, sizeof(guest));
	guest.online = "0-3";
	vmm_libvirt_probe(&t, p);
	assert_int_equal(p->nguest, 4);
	p->nvcpus = 4;
	for (int i = 0; i < 4; i++)
		p->vcpus[i].index = i;
	vmm_probe_judge(p);
	assert_int_equal(p->vcpus[2].can[VMM_OFFLINE].way, VMM_WAY_LIBVIRT);
	assert_string_equal(p->vcpus[0].can[VMM_OFFLINE].not_libvirt,
			    "the guest cannot take this CPU offline");
	vmm_libvirt_ask(&t, &d, &out);
	assert_int_equal(out.result, VMM_DONE);
	assert_string_equal(guest.asked, "2");
	assert_string_equal(out.asked, "virDomainSetGuestVcpus for vCPU 2");
	assert_string_equal(out.verified, "the guest says CPU 2 is offline");
	/* Accepted, and not so. */
	guest.online = "0-3";
	guest.deaf = true;
	vmm_libvirt_ask(&t, &d, &out);
	assert_int_equal(out.result, VMM_REFUSED);
	/* A dry run opens nothing; all that was opened is closed. */
	d.dry_run = true;
	assert_int_equal(guest.opened, 3);
	vmm_libvirt_ask(&t, &d, &out);
	assert_int_equal(out.result, VMM_DRY);
	assert_int_equal(guest.opened, 3);
	assert_int_equal(guest.closed, 3);
	assert_int_equal(guest.left, 3);
	assert_int_equal(guest.freed, 3);
	free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_driver),
		cmocka_unit_test(guest_cpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
