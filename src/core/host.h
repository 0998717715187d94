/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known about the machine that the events come from. */
#ifndef RAS_CORE_HOST_H
#define RAS_CORE_HOST_H

#include <stdbool.h>
#include <stdint.h>

/* x86 vendors by the kernel's numbers (arch/x86/include/asm/processor.h, X86_VENDOR_*). */
enum x86_vendor {
	X86_INTEL = 0,
	X86_AMD = 2,
	X86_CENTAUR = 5,
	X86_HYGON = 9,
	X86_ZHAOXIN = 10,
	X86_UNKNOWN = 0xff,
};

#define RAS_BOOT_ID_LEN 36 /* a UUID as text */

/* Whose machine-check banks this kernel reads. */
enum ras_banks {
	RAS_BANKS_UNTOLD,  /* the CPU's hypervisor flag is all there is to go by */
	RAS_BANKS_REAL,    /* a hypervisor is there, but shows this kernel the machine's own */
	RAS_BANKS_VIRTUAL, /* a VMM made them up */
};

enum ras_answer { RAS_UNTOLD, RAS_FALSE, RAS_TRUE };

struct ras_host {
	char machine[32];    /* uname -m of the captured machine, "" if unknown */
	char release[96];    /* kernel release, "" if unknown */
	char model_name[64]; /* CPU model name, "" if unknown */
	char boot_id[RAS_BOOT_ID_LEN + 1];
	enum x86_vendor vendor;
	unsigned int family, model, stepping; /* x86: displayed (extended) family and model */
	bool have_cpu;                        /* the four above are known */
	bool hypervisor;                      /* x86: CPUID(1).ECX[31] is shown by the kernel */
	bool smca, succor, overflow_recov;    /* AMD: CPUID(0x80000007).EBX as flags */
	/* Which hypervisor, by more than the flag (core/hypervisor.h). */
	enum ras_banks banks;
	const char *vmm;   /* "QEMU guest", "Xen dom0", …; NULL: not known; never freed */
	char vmm_sign[96]; /* what it was told by */
	bool emulated_cpu; /* QEMU's TCG: ignores accesses to unknown MSRs */
	/* AMD: the kernel clears banks by the function that came with Linux 6.19's polling. */
	enum ras_answer amd_clear_bank;
	bool live; /* this machine, not a replay */
};

/*
 * Read CPU identity from a file in /proc/cpuinfo format, x86 or s390.
 * Returns 0, or -1 with errno when the file cannot be read; fields it does not name stay.
 */
int ras_host_read_cpuinfo(struct ras_host *h, const char *path);

/*
 * Fill in this machine: uname, boot id, cpuinfo from path, hypervisor. Unknown things stay empty.
 */
void ras_host_probe(struct ras_host *h, const char *cpuinfo);

/* Vendor, family, model and stepping in CPUID leaf 1 EAX (SDM vol. 2A, CPUID; APM vol. 3 E.3.2). */
void x86_cpuid_split(uint32_t eax, unsigned int *family, unsigned int *model,
		     unsigned int *stepping);

#endif
