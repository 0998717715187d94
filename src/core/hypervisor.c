// SPDX-License-Identifier: GPL-2.0-or-later
/* Which hypervisor this kernel runs under, and whether the machine-check banks are real. */
#include "core/hypervisor.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "core/file.h"
#include "core/text.h"

enum { LEAF_FIRST = 0x40000000, LEAF_HYPERV_FEATURES = 0x40000003, MAX_TEXT = 1 << 16 };

void ras_hypervisor_leaf(struct ras_hypervisor_leaf *leaf)
{
	*leaf = (struct ras_hypervisor_leaf){ 0 };
#if defined(__x86_64__) || defined(__i386__)
	unsigned int a = 0, b = 0, c = 0, d = 0;
	uint32_t id[3];

	/* Without the flag these leaves repeat others (SDM vol. 2A, CPUID). */
	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 31))
		return;
	__cpuid(LEAF_FIRST, a, id[0], id[1], id[2]);
	memcpy(leaf->id, id, sizeof(id));
	if (a < LEAF_HYPERV_FEATURES || strcmp(leaf->id, "Microsoft Hv") != 0)
		return;
	__cpuid(LEAF_HYPERV_FEATURES, a, b, c, d);
	/* TLFS 2.4.4, CPUID(0x40000003).EBX: 12 CpuManagement, 22 Isolation. */
	leaf->cpu_management = b >> 12 & 1 && !(b >> 22 & 1);
#endif
}

/* One sign of a hypervisor: a word in a file, a bit of the mask in a file, or the CPUID leaf. */
struct sign {
	const char *file; /* NULL: word is the signature in the leaf */
	const char *word; /* NULL: the file is a hexadecimal mask, and bit is set in it */
	unsigned int bit;
	bool flag; /* only where the CPU shows a hypervisor: such machines may be bare, too */
	bool root; /* leaf: only in Hyper-V's root partition */
	bool emulated;
	enum ras_banks banks;
	const char *vmm;
};

#define DMI "/sys/class/dmi/id/"

/*
 * First match counts. The virtual machine's own DMI stands before what runs in it: a dom0 inside of
 * QEMU sees QEMU's banks. Signatures: Linux arch/x86/include/asm/{kvm_para,hypervisor}.h and
 * arch/x86/kernel/cpu/vmware.c and mshyperv.c, QEMU target/i386/cpu.c; bit 11 is XENFEAT_dom0 of
 * Xen public/features.h.
 */
static const struct sign signs[] = {
	{ NULL, "TCGTCGTCGTCG", .emulated = true, .banks = RAS_BANKS_VIRTUAL,
	  .vmm = "QEMU guest" },
	{ DMI "sys_vendor", "QEMU", .banks = RAS_BANKS_VIRTUAL, .vmm = "QEMU guest" },
	{ DMI "product_name", "KVM", .banks = RAS_BANKS_VIRTUAL, .vmm = "KVM guest" },
	{ DMI "sys_vendor", "VMware", .flag = true, .banks = RAS_BANKS_VIRTUAL,
	  .vmm = "VMware guest" },
	{ DMI "sys_vendor", "innotek", .banks = RAS_BANKS_VIRTUAL, .vmm = "VirtualBox guest" },
	{ "/sys/hypervisor/properties/features", NULL, .bit = 11, .banks = RAS_BANKS_REAL,
	  .vmm = "Xen dom0" },
	{ "/proc/xen/capabilities", "control_d", .banks = RAS_BANKS_REAL, .vmm = "Xen dom0" },
	{ "/sys/hypervisor/type", "xen", .banks = RAS_BANKS_VIRTUAL, .vmm = "Xen guest" },
	{ NULL, "Microsoft Hv", .root = true, .banks = RAS_BANKS_REAL,
	  .vmm = "Hyper-V root partition" },
	{ NULL, "KVMKVMKVM", .banks = RAS_BANKS_VIRTUAL, .vmm = "KVM guest" },
	{ NULL, "VMwareVMware", .banks = RAS_BANKS_VIRTUAL, .vmm = "VMware guest" },
	{ NULL, "VBoxVBoxVBox", .banks = RAS_BANKS_VIRTUAL, .vmm = "VirtualBox guest" },
	{ NULL, "bhyve bhyve ", .banks = RAS_BANKS_VIRTUAL, .vmm = "bhyve guest" },
	{ NULL, "XenVMMXenVMM", .banks = RAS_BANKS_UNTOLD, .vmm = "Xen domain" },
	/* A Hyper-V leaf without that privilege; KVM may show one to its guests, too. */
	{ NULL, "Microsoft Hv", .banks = RAS_BANKS_VIRTUAL, .vmm = "Hyper-V guest" },
	{ DMI "product_name", "Virtual Machine", .flag = true, .banks = RAS_BANKS_UNTOLD,
	  .vmm = "Hyper-V guest or root partition" },
	{ DMI "sys_vendor", "Amazon EC2", .flag = true, .banks = RAS_BANKS_VIRTUAL,
	  .vmm = "cloud guest" },
	{ DMI "sys_vendor", "Google", .flag = true, .banks = RAS_BANKS_VIRTUAL,
	  .vmm = "cloud guest" },
};

static char *text_of(const char *root, const char *file, size_t max)
{
	char path[512];
	size_t len;

	if (snprintf(path, sizeof(path), "%s%s", root, file) >= (int)sizeof(path))
		return NULL;
	return ras_file_read(path, max, &len);
}

static bool in_file(const struct sign *s, const char *root)
{
	char *text = text_of(root, s->file, MAX_TEXT);
	bool found = text && (s->word ? strstr(text, s->word) != NULL
				      : strtoull(text, NULL, 16) >> s->bit & 1);

	free(text);
	return found;
}

static bool shows(const struct sign *s, const struct ras_host *h,
		  const struct ras_hypervisor_leaf *leaf, const char *root)
{
	if (s->flag && !h->hypervisor)
		return false;
	if (s->file)
		return in_file(s, root);
	return leaf && !strcmp(leaf->id, s->word) && (!s->root || leaf->cpu_management);
}

/* Whether the kernel has a function of that name: "address type name" a line (proc(5)). */
static enum ras_answer has_symbol(const char *root, const char *name)
{
	char path[512], line[512], word[128];
	enum ras_answer answer = RAS_UNTOLD;
	FILE *f;

	if (snprintf(path, sizeof(path), "%s/proc/kallsyms", root) >= (int)sizeof(path))
		return RAS_UNTOLD;
	f = fopen(path, "re");
	/* Without room for it nothing is wrong: smaller pieces are read. */
	if (f)
		(void)setvbuf(f, NULL, _IOFBF, 1 << 16);
	while (f && answer != RAS_TRUE && fgets(line, sizeof(line), f))
		if (sscanf(line, "%*s %*s %127s", word) == 1)
			answer = strcmp(word, name) ? RAS_FALSE : RAS_TRUE;
	if (f)
		(void)fclose(f);
	return answer;
}

void ras_host_read_hypervisor(struct ras_host *h, const struct ras_hypervisor_leaf *leaf,
			      const char *root)
{
	struct ras_text t = RAS_TEXT(h->vmm_sign);

	*h->vmm_sign = '\0';
	h->banks = RAS_BANKS_UNTOLD;
	h->vmm = NULL;
	h->emulated_cpu = false;
	h->amd_clear_bank = RAS_UNTOLD;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]) && !h->vmm; i++) {
		const struct sign *s = &signs[i];

		if (!shows(s, h, leaf, root))
			continue;
		h->banks = s->banks;
		h->vmm = s->vmm;
		h->emulated_cpu = s->emulated;
		if (!s->file)
			ras_text_add(&t, "CPUID says %s", s->word);
		else if (s->word)
			ras_text_add(&t, "%s says %s", s->file, s->word);
		else
			ras_text_add(&t, "bit %u of %s", s->bit, s->file);
	}
}

void ras_host_read_kernel(struct ras_host *h, const char *root)
{
	/* The list of symbols is long, and only for such a guest does it matter. */
	if (h->vendor == X86_AMD && !h->smca && (h->hypervisor || h->vmm))
		h->amd_clear_bank = has_symbol(root, "amd_clear_bank");
}
