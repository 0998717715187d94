/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86 machine checks: from the registers of one bank to words. Pure: no I/O, no allocation. */
#ifndef RAS_DECODE_X86_MCE_H
#define RAS_DECODE_X86_MCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/host.h"
#include "core/severity.h"
#include "core/text.h"

/* MCi_STATUS bits that both vendors share (Intel SDM vol. 3B 17.3.2.2; AMD APM vol. 2 9.3.2.1). */
#define MCI_STATUS_VAL   (1ULL << 63)
#define MCI_STATUS_OVER  (1ULL << 62)
#define MCI_STATUS_UC    (1ULL << 61)
#define MCI_STATUS_EN    (1ULL << 60)
#define MCI_STATUS_MISCV (1ULL << 59)
#define MCI_STATUS_ADDRV (1ULL << 58)
#define MCI_STATUS_PCC   (1ULL << 57)
/* Intel, and only where MCG_CAP.SER_P is set. */
#define MCI_STATUS_S  (1ULL << 56)
#define MCI_STATUS_AR (1ULL << 55)
/* AMD. */
#define MCI_STATUS_TCC         (1ULL << 55)
#define MCI_STATUS_SYNDV       (1ULL << 53)
#define MCI_STATUS_TRANSPARENT (1ULL << 52)
#define MCI_STATUS_CECC        (1ULL << 46)
#define MCI_STATUS_UECC        (1ULL << 45)
#define MCI_STATUS_DEFERRED    (1ULL << 44)
#define MCI_STATUS_POISON      (1ULL << 43)
#define MCI_STATUS_SCRUB       (1ULL << 40)

/* MCG_STATUS (SDM vol. 3B 17.3.1.2). */
#define MCG_STATUS_RIPV    (1ULL << 0)
#define MCG_STATUS_EIPV    (1ULL << 1)
#define MCG_STATUS_MCIP    (1ULL << 2)
#define MCG_STATUS_LMCES   (1ULL << 3)
#define MCG_STATUS_SEAM_NR (1ULL << 12)

/* MCG_CAP (SDM vol. 3B 17.3.1.1). */
#define MCG_CAP_COUNT  0xffULL
#define MCG_CAP_CTL_P  (1ULL << 8)
#define MCG_CAP_CMCI_P (1ULL << 10)
#define MCG_CAP_TES_P  (1ULL << 11)
#define MCG_CAP_SER_P  (1ULL << 24)
#define MCG_CAP_LMCE_P (1ULL << 27)

/* Registers and identity, as one mce_record carries them; 0 for what an old kernel lacks. */
struct x86_mce {
	uint64_t mcgcap, mcgstatus, status, addr, misc, synd, ipid, ip, tsc, ppin, walltime;
	uint64_t synd1, synd2;
	bool have_synd12; /* the record carried vendor data */
	uint32_t cpu, cpuid, apicid, socketid, microcode;
	uint8_t cs, bank;
	uint8_t vendor; /* enum x86_vendor */
	/* From cpuid, or from the host where the record has none. */
	unsigned int family, model, stepping;
};

/* Where the record comes from. */
enum x86_origin {
	X86_ORIGIN_HARDWARE,
	X86_ORIGIN_VMM_RELAYED,   /* a VMM tells this guest of an error of its host */
	X86_ORIGIN_VMM_COMPANION, /* the empty record that a broadcast leaves on the other vCPUs */
	X86_ORIGIN_VMM_INJECTED,  /* any other record in a guest whose banks are virtual */
	X86_ORIGIN_SUSPECT,       /* not what such hardware can report */
	X86_ORIGIN_FIRMWARE,      /* made from a firmware (GHES) report: the bank is not real */
	X86_ORIGINS,
};

/*
 * How sure the origin is. Yes: it follows from the record and the place. Likely: it agrees, but
 * one thing is not known that could make it another. No: nothing tells; it is the usual one.
 */
enum x86_certainty { X86_NO, X86_LIKELY, X86_YES, X86_CERTAINTIES };

/* What ADDR means. */
enum x86_address {
	X86_ADDR_NONE,           /* not valid */
	X86_ADDR_UNKNOWN,        /* valid, but the record does not say what kind */
	X86_ADDR_PHYSICAL,       /* system physical */
	X86_ADDR_GUEST_PHYSICAL, /* of a virtual machine */
	X86_ADDR_NORMALIZED,     /* of a memory controller: not a system address */
	X86_ADDR_LINEAR,
	X86_ADDR_SEGMENT,
	X86_ADDR_MEMORY,
	X86_ADDRESSES,
};

/*
 * What decoding brings. The caller sets up the texts (each may be short: it is cut, never overrun)
 * and zeroes the rest.
 */
struct x86_mce_report {
	enum ras_severity severity;
	enum x86_origin origin;
	enum x86_certainty certainty;
	enum x86_address address;
	uint32_t error_count; /* errors that this record stands for, at least 1 */
	uint64_t guest_page;  /* page frame number where origin is VMM_RELAYED */
	const char *cpu_type; /* what the tables call the CPU, or NULL; never freed */
	/* Columns of 0.8.x; consumers match words in them (facts: field.md 2.1). */
	struct ras_text bank_name, error_msg, mcgstatus_msg, mcistatus_msg, mcastatus_msg;
	struct ras_text user_action, mc_location;
	struct ras_text origin_reason;
};

void x86_mce_decode(const struct ras_host *host, const struct x86_mce *m,
		    struct x86_mce_report *r);

/* "hardware", "vmm-relayed", …; "yes", "likely", "no"; "physical", … */
const char *x86_origin_name(enum x86_origin o);
const char *x86_certainty_name(enum x86_certainty c);
const char *x86_address_name(enum x86_address a);

#endif
