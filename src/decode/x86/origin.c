// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose error it is: QEMU's convention for relayed memory errors, and records no hardware makes. */
#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum {
	QEMU_BANK = 9,
	QEMU_BANKS = 10,
	QEMU_MISC = 0x8c, /* physical address, valid from bit 12 on */
	FILLER_BANK = 1,
	PAGE_SHIFT_4K = 12,
	FAMILY_ZEN = 0x17,
};

/* Where the record was read. */
enum place {
	BARE = 1,    /* the machine's own banks */
	OPEN = 2,    /* a hypervisor is there; whose banks these are is not known */
	VIRTUAL = 4, /* a VMM's banks */
	GUEST = OPEN | VIRTUAL,
	ANYWHERE = BARE | GUEST,
};

enum { INTEL = 1, AMD = 2, HYGON = 4, ANYONE = INTEL | AMD | HYGON };

/* What a row asks of the registers beside MCi_STATUS. */
enum ask {
	NOTHING,
	RELAY_REGS,  /* those that QEMU writes, or those that a log kept of them */
	FILLER_REGS, /* ADDR and MISC empty */
	QEMU_CAP,    /* MCG_CAP as QEMU shows it */
	SER_P,       /* MCG_CAP.SER_P, which AMD's CPUs do not have (APM vol. 2 9.3.1.1) */
	NO_IPID,     /* not a bank of Scalable MCA */
	ZEN,         /* a CPU whose MCA_STATUS has Deferred and Poison (PPR 54945, MCA_STATUS) */
	DOUBTED,     /* the vendor's decoder found a reason not to believe it */
	UNDER_VMM,   /* a hypervisor is there that lets the banks through */
};

#define STATUS_ALL (~MCI_STATUS_OVER)
#define BOTH       (MCI_STATUS_DEFERRED | MCI_STATUS_POISON)
#define CORE       (MCI_STATUS_VAL | MCI_STATUS_ADDRV | BOTH)

enum { ANY_BANK = -1 };
#define SAME RAS_SEVERITIES

/*
 * Who made a record: the first row that fits. Rows of QEMU: target/i386/kvm/kvm.c kvm_mce_inject()
 * and target/i386/helper.c cpu_x86_inject_mce(), 7.2 to 10.2; OVER comes on top where the bank was
 * still full. Hygon and Zhaoxin guests get the Intel forms, AMD guests those of QEMU before 9.1.
 * Deferred and Poison: AMD PPR for family 19h model 01h (55898), MCA_STATUS: Poison is for data
 * that a core consumed, Deferred for data that nothing has consumed.
 */
static const struct rule {
	uint8_t places, vendors;
	int16_t bank;
	uint64_t mask, status;
	enum ask ask;
	enum x86_origin origin;
	enum x86_certainty certainty;
	enum ras_severity severity; /* SAME: as the vendor's decoder says */
	bool required;              /* the CPU that met it cannot go on without action */
	const char *reason;         /* NULL: nothing to say, or said by the vendor's decoder */
} rules[] = {
	{ GUEST, AMD, QEMU_BANK, STATUS_ALL, 0x9C00180000000000, RELAY_REGS,
	  X86_ORIGIN_VMM_RELAYED, X86_YES, RAS_DEFERRED, false,
	  "QEMU, action-optional for AMD guests: DEFERRED and POISON, which hardware never sets "
	  "together" },
	{ GUEST, AMD, QEMU_BANK, STATUS_ALL, 0xBC00080000000000, RELAY_REGS,
	  X86_ORIGIN_VMM_RELAYED, X86_YES, RAS_RECOVERABLE, true,
	  "QEMU, action-required for AMD guests" },
	{ GUEST, ANYONE, QEMU_BANK, STATUS_ALL, 0xBD000000000000C0, RELAY_REGS,
	  X86_ORIGIN_VMM_RELAYED, X86_YES, RAS_RECOVERABLE, false,
	  "QEMU, action-optional (SRAO)" },
	{ GUEST, ANYONE, QEMU_BANK, STATUS_ALL, 0xBD80000000000134, RELAY_REGS,
	  X86_ORIGIN_VMM_RELAYED, X86_YES, RAS_RECOVERABLE, true,
	  "QEMU, action-required (SRAR)" },
	{ GUEST, ANYONE, FILLER_BANK, STATUS_ALL, 0xA000000000000000, FILLER_REGS,
	  X86_ORIGIN_VMM_COMPANION, X86_YES, RAS_INFO, false,
	  "QEMU, left on the other vCPUs by a broadcast: tells of no error" },
	{ ANYWHERE, ANYONE, ANY_BANK, 0, 0, DOUBTED, X86_ORIGIN_SUSPECT, X86_YES, SAME, false,
	  NULL },
	{ GUEST, AMD, ANY_BANK, CORE | MCI_STATUS_UC | MCI_STATUS_PCC, CORE, NO_IPID,
	  X86_ORIGIN_VMM_RELAYED, X86_LIKELY, SAME, false,
	  "DEFERRED and POISON together never come from AMD hardware; not quite as QEMU writes it: "
	  "another VMM, or made by hand" },
	{ VIRTUAL, ANYONE, ANY_BANK, 0, 0, NOTHING, X86_ORIGIN_VMM_INJECTED, X86_YES, SAME, false,
	  "the machine-check banks of this guest are virtual, and no VMM is known to relay errors "
	  "in this form" },
	{ OPEN, ANYONE, ANY_BANK, 0, 0, QEMU_CAP, X86_ORIGIN_VMM_INJECTED, X86_LIKELY, SAME, false,
	  "MCG_CAP is that of QEMU's virtual banks, and no VMM is known to relay errors in this "
	  "form" },
	{ BARE | OPEN, AMD, ANY_BANK, BOTH, BOTH, ZEN, X86_ORIGIN_SUSPECT, X86_LIKELY, SAME, false,
	  "DEFERRED and POISON together never come from AMD hardware: injected by software, or a "
	  "guest whose VMM hides itself" },
	{ BARE, AMD | HYGON, ANY_BANK, 0, 0, SER_P, X86_ORIGIN_SUSPECT, X86_LIKELY, SAME, false,
	  "MCG_CAP has SER_P, which this vendor's hardware does not: a guest whose VMM hides "
	  "itself" },
	{ OPEN, ANYONE, ANY_BANK, 0, 0, NOTHING, X86_ORIGIN_HARDWARE, X86_NO, SAME, false,
	  "taken for the CPU's own: a hypervisor is there, and whether it shows the real banks is "
	  "not known" },
	{ BARE, ANYONE, ANY_BANK, 0, 0, UNDER_VMM, X86_ORIGIN_HARDWARE, X86_LIKELY, SAME, false,
	  "under a hypervisor that shows this system the real banks" },
	{ BARE, ANYONE, ANY_BANK, 0, 0, NOTHING, X86_ORIGIN_HARDWARE, X86_YES, SAME, false, NULL },
};

/* MCG_CAP of QEMU: 10 banks, CTL_P, SER_P, LMCE_P or not (MCE_BANKS_DEF, MCE_CAP_DEF). */
static bool qemu_cap(const struct x86_mce *m)
{
	return (m->mcgcap & ~MCG_CAP_LMCE_P) == (MCG_CAP_SER_P | MCG_CAP_CTL_P | QEMU_BANKS);
}

static uint8_t vendor_of(const struct x86_mce *m)
{
	return m->vendor == X86_AMD ? AMD : m->vendor == X86_HYGON ? HYGON : INTEL;
}

static enum place place_of(const struct ras_host *host, const struct x86_mce *m)
{
	if (!x86_maybe_guest(host))
		return BARE;
	/* A hypervisor's flag alone proves nothing, but with what no CPU has it does. */
	if (host->banks == RAS_BANKS_VIRTUAL ||
	    (vendor_of(m) != INTEL && m->mcgcap & MCG_CAP_SER_P))
		return VIRTUAL;
	return OPEN;
}

/*
 * How well the other registers agree: X86_LIKELY where some are not told, as a log has no MCG_CAP
 * and may lack MISC, or where the VMM shows more banks.
 */
static enum x86_certainty registers(const struct rule *rule, const struct x86_mce *m,
				    enum place place)
{
	const uint64_t misc = rule->ask == RELAY_REGS ? QEMU_MISC : 0;

	if (m->synd || m->ipid || (rule->ask == FILLER_REGS && m->addr))
		return X86_NO;
	if (qemu_cap(m) && m->misc == misc)
		return X86_YES;
	if (m->misc && m->misc != misc)
		return X86_NO;
	return !m->mcgcap || place == VIRTUAL ? X86_LIKELY : X86_NO;
}

/* How well a record answers what a row asks; X86_NO: not at all. */
static enum x86_certainty answer(const struct rule *rule, const struct ras_host *host,
				 const struct x86_mce *m, const struct x86_mce_report *r,
				 enum place place)
{
	bool yes = true;

	switch (rule->ask) {
	case RELAY_REGS:
	case FILLER_REGS:
		return registers(rule, m, place);
	case QEMU_CAP:
		yes = qemu_cap(m);
		break;
	case SER_P:
		yes = m->mcgcap & MCG_CAP_SER_P;
		break;
	case NO_IPID:
		yes = !m->ipid;
		break;
	case ZEN:
		yes = m->family >= FAMILY_ZEN || m->ipid;
		break;
	case DOUBTED:
		yes = r->origin != X86_ORIGIN_HARDWARE;
		break;
	case UNDER_VMM:
		yes = host->banks == RAS_BANKS_REAL;
		break;
	case NOTHING:
		break;
	}
	return yes ? X86_YES : X86_NO;
}

static bool fits(const struct rule *rule, const struct x86_mce *m, enum place place)
{
	return rule->places & place && rule->vendors & vendor_of(m) &&
	       (rule->bank == ANY_BANK || rule->bank == m->bank) &&
	       (m->status & rule->mask) == rule->status;
}

/* Another text in the place of the vendor's. */
static void replace(struct ras_text *t, const char *text)
{
	*t = ras_text_over(t->buf, t->size);
	ras_text_puts(t, text);
}

/* A VMM's bank has none of the names of this CPU's, and what it tells no place in this machine. */
static void blame_nothing(const struct x86_mce *m, struct x86_mce_report *r)
{
	replace(&r->bank_name, "");
	ras_text_add(&r->bank_name, "Virtual bank (bank=%u)", m->bank);
	replace(&r->mc_location, "");
}

/* What is true of relayed errors alone. */
static void relay(const struct rule *rule, const struct x86_mce *m, struct x86_mce_report *r)
{
	r->address = X86_ADDR_GUEST_PHYSICAL;
	r->guest_page = m->addr >> PAGE_SHIFT_4K;
	/*
	 * The codes are made up: a channel of the guest, or that nothing need be done, is not true.
	 */
	replace(&r->error_msg, "Memory error of the host, relayed by the VMM: a page is lost");
	replace(&r->user_action, "No part of this guest is at fault: see the host's records");
	/*
	 * Linux acts on such an error in the exception handler only, which passes over AMD's form
	 * as it lacks S (mce/core.c, __mc_scan_banks() with SER_P); the poll then just logs it.
	 */
	if (rule->required && !(m->mcgstatus & MCG_STATUS_MCIP)) {
		r->severity = RAS_UNCORRECTED;
		ras_text_puts(
			&r->origin_reason,
			"; found by polling: an error that nobody acted on, the page is still "
			"in use");
	}
	if (m->status & MCI_STATUS_OVER)
		ras_text_puts(&r->origin_reason,
			      "; OVER: at least one more page was lost and went unreported");
}

static void conclude(const struct rule *rule, const struct ras_host *host, const struct x86_mce *m,
		     struct x86_mce_report *r, enum place place, enum x86_certainty how)
{
	const bool said = r->origin_reason.len;

	r->certainty = rule->certainty < how ? rule->certainty : how;
	/* The vendor's decoder said which, and why. */
	if (rule->ask == DOUBTED)
		return;
	r->origin = rule->origin;
	if (rule->severity != SAME)
		r->severity = rule->severity;
	if (rule->reason)
		ras_text_add(&r->origin_reason, "%s%s", said ? "; " : "", rule->reason);
	if (rule->places & BARE || r->origin == X86_ORIGIN_HARDWARE)
		return;
	if (r->certainty == X86_YES || r->origin != X86_ORIGIN_VMM_INJECTED)
		blame_nothing(m, r);
	if (place == VIRTUAL && r->address == X86_ADDR_PHYSICAL)
		r->address = X86_ADDR_GUEST_PHYSICAL;
	if (r->origin == X86_ORIGIN_VMM_RELAYED)
		relay(rule, m, r);
	if (r->certainty < X86_YES)
		return;
	if (place == OPEN) {
		r->certainty = X86_LIKELY;
		ras_text_puts(&r->origin_reason,
			      "; only the CPU's hypervisor flag tells that this is a guest");
	} else if (r->origin == X86_ORIGIN_VMM_RELAYED && host->smca && vendor_of(m) == AMD) {
		r->certainty = X86_LIKELY;
		ras_text_puts(&r->origin_reason,
			      "; but this CPU has Scalable MCA, whose banks QEMU does not write");
	}
}

void x86_classify_origin(const struct ras_host *host, const struct x86_mce *m,
			 struct x86_mce_report *r)
{
	const enum place place = place_of(host, m);

	for (size_t i = 0; i < COUNT(rules); i++) {
		enum x86_certainty how;

		if (!fits(&rules[i], m, place))
			continue;
		how = answer(&rules[i], host, m, r, place);
		if (how == X86_NO)
			continue;
		conclude(&rules[i], host, m, r, place, how);
		return;
	}
}
