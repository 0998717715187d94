// SPDX-License-Identifier: GPL-2.0-or-later
/* What this guest is: hypervisors by their signs, and kernels that a relayed error panics. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hypervisor.h"
#include "decode/x86/guestkernel.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))
#define DMI      "/sys/class/dmi/id/"

/* A folder in place of "/", with one file or none. */
struct tree {
	char root[64];
	char file[256];
};

static void plant(struct tree *t, const char *file, const char *text)
{
	char dir[256];
	FILE *f;

	(void)snprintf(t->root, sizeof(t->root), "/tmp/ras-guest-XXXXXX");
	assert_non_null(mkdtemp(t->root));
	t->file[0] = '\0';
	if (!file)
		return;
	(void)snprintf(t->file, sizeof(t->file), "%s%s", t->root, file);
	(void)snprintf(dir, sizeof(dir), "%s", t->file);
	for (char *p = dir + strlen(t->root) + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = '\0';
		assert_int_equal(mkdir(dir, 0755), 0);
	}
	f = fopen(t->file, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void clear(struct tree *t)
{
	if (*t->file)
		assert_int_equal(unlink(t->file), 0);
	/* From the innermost folder to the root. */
	for (char *p; (p = strrchr(t->file, '/')) && p > t->file + strlen(t->root);) {
		*p = '\0';
		assert_int_equal(rmdir(t->file), 0);
	}
	assert_int_equal(rmdir(t->root), 0);
}

/* Signatures: CPUID(0x40000000) of each hypervisor; XENFEAT_dom0 is bit 11 of the mask. */
static void signs(void **state)
{
	static const struct {
		bool flag;
		struct ras_hypervisor_leaf leaf;
		const char *file, *text;
		enum ras_banks banks;
		const char *vmm; /* NULL: none is known */
	} rows[] = {
		{ false, { .id = "" }, NULL, NULL, RAS_BANKS_UNTOLD, NULL },
		{ true, { .id = "" }, NULL, NULL, RAS_BANKS_UNTOLD, NULL },
		{ true, { .id = "SomethingNew" }, NULL, NULL, RAS_BANKS_UNTOLD, NULL },
		{ true, { .id = "KVMKVMKVM" }, NULL, NULL, RAS_BANKS_VIRTUAL, "KVM guest" },
		{ true, { .id = "TCGTCGTCGTCG" }, NULL, NULL, RAS_BANKS_VIRTUAL, "QEMU guest" },
		{ true,
		  { .id = "KVMKVMKVM" },
		  DMI "sys_vendor",
		  "QEMU\n",
		  RAS_BANKS_VIRTUAL,
		  "QEMU guest" },
		/* The flag may be hidden (-cpu …,-hypervisor). */
		{ false,
		  { .id = "" },
		  DMI "sys_vendor",
		  "QEMU\n",
		  RAS_BANKS_VIRTUAL,
		  "QEMU guest" },
		{ false,
		  { .id = "" },
		  DMI "product_name",
		  "KVM\n",
		  RAS_BANKS_VIRTUAL,
		  "KVM guest" },
		{ true, { .id = "VMwareVMware" }, NULL, NULL, RAS_BANKS_VIRTUAL, "VMware guest" },
		{ true,
		  { .id = "XenVMMXenVMM" },
		  "/sys/hypervisor/properties/features",
		  "00002705\n",
		  RAS_BANKS_UNTOLD,
		  "Xen domain" },
		{ true,
		  { .id = "XenVMMXenVMM" },
		  "/sys/hypervisor/properties/features",
		  "00002f05\n",
		  RAS_BANKS_REAL,
		  "Xen dom0" },
		{ true,
		  { .id = "XenVMMXenVMM" },
		  "/proc/xen/capabilities",
		  "control_d\n",
		  RAS_BANKS_REAL,
		  "Xen dom0" },
		{ true,
		  { .id = "XenVMMXenVMM" },
		  "/sys/hypervisor/type",
		  "xen\n",
		  RAS_BANKS_VIRTUAL,
		  "Xen guest" },
		{ true,
		  { "Microsoft Hv", true },
		  DMI "product_name",
		  "Some Server\n",
		  RAS_BANKS_REAL,
		  "Hyper-V root partition" },
		{ true,
		  { .id = "Microsoft Hv" },
		  DMI "product_name",
		  "Virtual Machine\n",
		  RAS_BANKS_VIRTUAL,
		  "Hyper-V guest" },
		/* KVM with Hyper-V's leaf for Windows' sake. */
		{ true,
		  { .id = "Microsoft Hv" },
		  DMI "sys_vendor",
		  "QEMU\n",
		  RAS_BANKS_VIRTUAL,
		  "QEMU guest" },
		/* The cloud's bare metal has the same DMI. */
		{ false, { .id = "" }, DMI "sys_vendor", "Amazon EC2\n", RAS_BANKS_UNTOLD, NULL },
		{ true,
		  { .id = "" },
		  DMI "sys_vendor",
		  "Amazon EC2\n",
		  RAS_BANKS_VIRTUAL,
		  "cloud guest" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ras_host h = { .vendor = X86_INTEL, .hypervisor = rows[i].flag };
		struct tree t;

		plant(&t, rows[i].file, rows[i].text);
		ras_host_read_hypervisor(&h, &rows[i].leaf, t.root);
		clear(&t);
		if (h.banks != rows[i].banks || !h.vmm != !rows[i].vmm ||
		    (h.vmm && strcmp(h.vmm, rows[i].vmm) != 0))
			fail_msg("row %zu: %s, banks %d", i, h.vmm ? h.vmm : "none", (int)h.banks);
		assert_int_equal(*h.vmm_sign != '\0', h.vmm != NULL);
		assert_int_equal(h.emulated_cpu, !strcmp(rows[i].leaf.id, "TCGTCGTCGTCG"));
		assert_int_equal(h.amd_clear_bank, RAS_UNTOLD);
	}
}

/* The list of symbols, as an unprivileged reader sees it: addresses are 0. */
static void symbols(void **state)
{
	static const struct {
		const char *text;
		enum ras_answer answer;
	} rows[] = {
		{ "0000000000000000 T _text\n0000000000000000 T amd_clear_bank\n", RAS_TRUE },
		{ "0000000000000000 T _text\n0000000000000000 t amd_clear_bank_map\t[edac]\n",
		  RAS_FALSE },
		{ "", RAS_UNTOLD },
	};
	const struct ras_hypervisor_leaf leaf = { .id = "KVMKVMKVM" };
	struct ras_host h = { .vendor = X86_AMD, .hypervisor = true };
	struct tree t;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		plant(&t, "/proc/kallsyms", rows[i].text);
		ras_host_read_hypervisor(&h, &leaf, t.root);
		ras_host_read_kernel(&h, t.root);
		clear(&t);
		assert_int_equal(h.amd_clear_bank, rows[i].answer);
	}
	plant(&t, NULL, NULL);
	ras_host_read_hypervisor(&h, &leaf, t.root);
	ras_host_read_kernel(&h, t.root);
	clear(&t);
	assert_int_equal(h.amd_clear_bank, RAS_UNTOLD);
}

/* 7cb735d7c0cb is in 6.19-rc1, 201bc182ad63 in 6.19.10 and 7.0-rc5. */
static void kernels(void **state)
{
	static const struct {
		const char *release;
		enum ras_answer function;
		const char *warning; /* a part of it; NULL: none */
	} rows[] = {
		{ "6.19.0", RAS_TRUE, "has the fix on top" },
		{ "6.19.0-rc1", RAS_TRUE, "has the fix on top" },
		{ "6.19-rc4-amd64", RAS_TRUE, "has the fix on top" },
		{ "6.19.9", RAS_TRUE, "6.19 to 6.19.9" },
		{ "6.19.9-200.fc43.x86_64", RAS_UNTOLD, "cannot be read" },
		{ "7.0.0-rc1", RAS_TRUE, "7.0-rc1 to -rc4" },
		{ "7.0.0-rc4+", RAS_UNTOLD, "7.0-rc1 to -rc4" },
		{ "7.0.0-0.rc4.30.fc45.x86_64", RAS_TRUE, "7.0-rc1 to -rc4" },
		/* Without the function there is no fault, whatever the release. */
		{ "6.19.5", RAS_FALSE, NULL },
		{ "7.0.0-rc2", RAS_FALSE, NULL },
		{ "6.19.10", RAS_TRUE, NULL },
		{ "6.19.11-amd64", RAS_UNTOLD, NULL },
		{ "7.0.0-rc5", RAS_TRUE, NULL },
		{ "7.0.0", RAS_TRUE, NULL },
		{ "7.2.13+deb13-amd64", RAS_TRUE, NULL },
		{ "6.20.0", RAS_TRUE, NULL },
		/* Older ones, where only the function can tell of a backport. */
		{ "6.12.117+deb13-amd64", RAS_FALSE, NULL },
		{ "6.12.117+deb13-amd64", RAS_UNTOLD, NULL },
		{ "6.18.20", RAS_TRUE, "took over the fault" },
		{ "6.1.192", RAS_TRUE, "took over the fault" },
		{ "4.14.336", RAS_UNTOLD, NULL },
		{ "custom", RAS_TRUE, "took over the fault" },
		{ "", RAS_UNTOLD, NULL },
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ras_host h = { .vendor = X86_AMD,
				      .hypervisor = true,
				      .banks = RAS_BANKS_VIRTUAL,
				      .succor = true,
				      .amd_clear_bank = rows[i].function };
		struct ras_text t = RAS_TEXT(text), r = RAS_TEXT(h.release);
		bool warned;

		ras_text_puts(&r, rows[i].release);
		warned = x86_guest_kernel_warning(&h, &t);
		if (warned != (rows[i].warning != NULL))
			fail_msg("%s: \"%s\"", rows[i].release, text);
		assert_int_equal(t.len != 0, warned);
		assert_false(t.cut);
		if (!warned)
			continue;
		assert_non_null(strstr(text, rows[i].warning));
		assert_non_null(strstr(text, rows[i].release));
		assert_non_null(strstr(text, "201bc182ad63"));
		assert_non_null(strstr(text, "mce=ignore_ce"));
	}
}

/* Only AMD guests without Scalable MCA can meet it, and not under emulation. */
static void spared(void **state)
{
	const struct ras_host faulty = { .release = "6.19.3", .vendor = X86_AMD, .hypervisor = true,
					 .banks = RAS_BANKS_VIRTUAL, .amd_clear_bank = RAS_TRUE };
	struct ras_host h[6];
	char text[1024];
	struct ras_text t = RAS_TEXT(text);

	(void)state;
	assert_true(x86_guest_kernel_warning(&faulty, &t));
	for (size_t i = 0; i < COUNT(h); i++)
		h[i] = faulty;
	h[0].vendor = X86_INTEL;
	h[1].vendor = X86_HYGON;
	h[2].smca = true;
	h[3].emulated_cpu = true;
	h[4].banks = RAS_BANKS_REAL;
	h[5].banks = RAS_BANKS_UNTOLD;
	h[5].hypervisor = false;
	for (size_t i = 0; i < COUNT(h); i++)
		assert_false(x86_guest_kernel_warning(&h[i], &t));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs),
		cmocka_unit_test(symbols),
		cmocka_unit_test(kernels),
		cmocka_unit_test(spared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
