// SPDX-License-Identifier: GPL-2.0-or-later
/* What Linux does with an s390 machine check, and how grave that is: one row a rule. */
#include "decode/s390/mcic.h"

#include <stdlib.h>

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum {
	UNK = 1 << S390_MODE_UNKNOWN,
	KRN = 1 << S390_MODE_KERNEL,
	USR = 1 << S390_MODE_USER,
	SIE = 1 << S390_MODE_SIE,
	OWN = UNK | KRN | USR, /* no guest was running */
	ANY = OWN | SIE,
	NEW = 1 << S390_KERNEL_NEW,
	OLD = 1 << S390_KERNEL_OLD,
	ALL = NEW | OLD,
};

/* Zero in any of these forbids to retry after "processing backup" (nmi.c, o_mcic). */
#define RETRY_NEEDS                                                                          \
	(MCIC_WP | MCIC_MS | MCIC_PM | MCIC_IA | MCIC_FP | MCIC_GR | MCIC_CR | MCIC_ST |     \
	 MCIC_AR | MCIC_PR | MCIC_FC | MCIC_CT | MCIC_CC)
/* And one in any of these (nmi.c, z_mcic). */
#define RETRY_FORBIDS (MCIC_SD | MCIC_CD | MCIC_DA)
/*
 * VR and GS are left out: whether their facility is installed, which Linux looks at for GS, is not
 * in the code, and a machine without it always stores zero.
 */
#define REGISTERS (MCIC_GR | MCIC_FP | MCIC_FC | MCIC_AR | MCIC_MS | MCIC_PM | MCIC_IA)
/* Conditions that KVM takes as the host's own business (nmi.c, MCCK_CODE_NO_GUEST). */
#define HOST_ONLY (MCIC_CP | MCIC_ED)
#define TO_GUEST  ((MCIC_CONDITIONS | MCIC_STORAGE) & ~(uint64_t)HOST_ONLY)

/* External-damage bits, LSB-0 (nmi.c, ED_STP_SYNC and ED_STP_ISLAND). */
#define EDC_STP 0x000000c0U

/* A rule holds when all that it names is so; 0 names nothing. */
struct rule {
	uint8_t modes, kernels;
	uint64_t any;     /* one of these bits is one */
	uint64_t all;     /* all of these are one */
	uint64_t none;    /* all of these are zero */
	uint64_t missing; /* one of these validity bits is zero */
	uint32_t edc;     /* one of these bits of a valid damage code is one */
	uint32_t not_edc; /* and none of these */
	enum s390_consequence consequence;
	enum ras_severity severity;
	const char *text;
};

/*
 * Linux arch/s390/kernel/entry.S (mcck_int_handler) and arch/s390/kernel/nmi.c
 * (s390_do_machine_check, nmi_registers_valid; in 6.1 s390_validate_registers), 6.1, 6.12 and 7.1,
 * in the order of the code. Severity is ours: what stops a system is fatal, what kills a task or
 * leaves unknown damage is uncorrected.
 */
static const struct rule rules[] = {
	/* entry.S */
	{ ANY, ALL, .any = MCIC_SD, .consequence = S390_STOPPED_MUTE, .severity = RAS_FATAL,
	  .text = "system damage: the kernel stops all CPUs at once" },
	{ ANY, ALL, .missing = MCIC_CR | MCIC_WP, .consequence = S390_STOPPED_MUTE,
	  .severity = RAS_FATAL,
	  .text = "control registers or PSW state are lost: the kernel stops all CPUs at once" },
	{ KRN | SIE, ALL, .missing = MCIC_IA, .consequence = S390_STOPPED_MUTE,
	  .severity = RAS_FATAL,
	  .text = "the place in kernel code is lost: the kernel stops all CPUs at once" },
	{ OWN, OLD, .any = MCIC_SE | MCIC_KE, .consequence = S390_STOPPED_MUTE,
	  .severity = RAS_FATAL,
	  .text = "uncorrected error in storage: the kernel stops all CPUs at once" },
	{ OWN, OLD, .all = MCIC_DS | MCIC_FA, .consequence = S390_STOPPED_MUTE,
	  .severity = RAS_FATAL,
	  .text = "storage is wearing out at a known address: the kernel stops all CPUs at once" },
	/* s390_do_machine_check(): instruction-processing damage */
	{ OWN, ALL, .all = MCIC_PD, .none = MCIC_B, .consequence = S390_STOPPED,
	  .severity = RAS_FATAL, .text = "processing damage: the kernel stops all CPUs" },
	{ OWN, ALL, .all = MCIC_PD | MCIC_B, .any = RETRY_FORBIDS, .consequence = S390_STOPPED,
	  .severity = RAS_FATAL,
	  .text = "processing backup that cannot be retried: the kernel stops all CPUs" },
	{ OWN, ALL, .all = MCIC_PD | MCIC_B, .missing = RETRY_NEEDS, .consequence = S390_STOPPED,
	  .severity = RAS_FATAL,
	  .text = "processing backup without all registers: the kernel stops all CPUs" },
	{ OWN, ALL, .all = MCIC_PD | MCIC_B | RETRY_NEEDS, .none = RETRY_FORBIDS,
	  .consequence = S390_RETRIED, .severity = RAS_RECOVERABLE,
	  .text = "the kernel retries the interrupted instruction; the 29th time within gaps of "
		  "five minutes it stops all CPUs" },
	/* registers */
	{ USR, ALL, .missing = REGISTERS, .consequence = S390_TASK_KILLED,
	  .severity = RAS_UNCORRECTED,
	  .text = "registers are lost: the task is killed (if it is init, the kernel panics)" },
	{ KRN | SIE, NEW, .missing = REGISTERS, .consequence = S390_STOPPED, .severity = RAS_FATAL,
	  .text = "registers of the kernel are lost: the kernel stops all CPUs" },
	{ KRN | SIE, OLD, .missing = MCIC_GR, .consequence = S390_STOPPED, .severity = RAS_FATAL,
	  .text = "general registers of the kernel are lost: the kernel stops all CPUs" },
	{ KRN | SIE, OLD, .missing = MCIC_FP | MCIC_FC, .consequence = S390_TASK_OR_SYSTEM,
	  .severity = RAS_UNCORRECTED,
	  .text = "floating-point state is lost: the kernel stops all CPUs if it was using it, or "
		  "else the task whose state it was is killed" },
	{ KRN | SIE, OLD, .missing = MCIC_AR | MCIC_MS | MCIC_PM, .consequence = S390_TASK_KILLED,
	  .severity = RAS_UNCORRECTED, .text = "registers are lost: the current task is killed" },
	{ UNK, ALL, .missing = REGISTERS, .consequence = S390_TASK_OR_SYSTEM,
	  .severity = RAS_UNCORRECTED,
	  .text = "registers are lost: the task is killed if it ran in user mode, or else the "
		  "kernel stops all CPUs" },
	/* damage outside of the instruction stream */
	{ ANY, ALL, .any = MCIC_CD, .consequence = S390_STOPPED, .severity = RAS_FATAL,
	  .text = "timing-facility damage: the kernel stops all CPUs" },
	{ ANY, ALL, .all = MCIC_ED | MCIC_EC, .edc = EDC_STP, .consequence = S390_CLOCK_SYNC,
	  .severity = RAS_RECOVERABLE,
	  .text = "the clock lost its server: the kernel marks it unsynchronised and "
		  "synchronises it anew" },
	{ ANY, ALL, .all = MCIC_ED, .not_edc = EDC_STP, .consequence = S390_IGNORED,
	  .severity = RAS_UNCORRECTED,
	  .text = "external damage of a kind that the kernel does not act on" },
	{ OWN, NEW, .any = MCIC_SE | MCIC_KE, .consequence = S390_STOPPED, .severity = RAS_FATAL,
	  .text = "uncorrected error in storage: the kernel stops all CPUs" },
	{ OWN, NEW, .all = MCIC_DS | MCIC_FA, .consequence = S390_STOPPED, .severity = RAS_FATAL,
	  .text = "storage is wearing out at a known address: the kernel stops all CPUs" },
	{ ANY, ALL, .any = MCIC_CP, .consequence = S390_CHANNEL_REPORTS, .severity = RAS_INFO,
	  .text = "channel reports follow" },
	{ ANY, ALL, .any = MCIC_W, .consequence = S390_POWER_WARNING, .severity = RAS_RECOVERABLE,
	  .text = "damage or loss of power is near: init is told by SIGPWR, once" },
	{ SIE, ALL, .any = MCIC_PD | MCIC_SE | MCIC_KE, .consequence = S390_TO_GUEST,
	  .severity = RAS_UNCORRECTED,
	  .text = "KVM gives the damage to the guest that was running" },
	{ SIE, ALL, .any = TO_GUEST, .none = MCIC_PD | MCIC_SE | MCIC_KE,
	  .consequence = S390_TO_GUEST, .severity = RAS_INFO,
	  .text = "KVM tells the guest that was running" },
	/* no code at all */
	{ ANY, ALL, .any = MCIC_SR, .consequence = S390_REPAIRED, .severity = RAS_CORRECTED,
	  .text = "repaired in silence: the kernel takes no action and says nothing" },
	{ ANY, ALL, .any = MCIC_SC, .none = MCIC_SR, .consequence = S390_REPAIRED,
	  .severity = RAS_CORRECTED,
	  .text = "storage was corrected in silence: the kernel takes no action and says nothing" },
	{ ANY, ALL, .any = MCIC_DG, .consequence = S390_IGNORED, .severity = RAS_CORRECTED,
	  .text = "the machine runs degraded; the kernel takes no action and says nothing" },
	{ ANY, ALL, .any = MCIC_SP | MCIC_CK, .consequence = S390_IGNORED,
	  .severity = RAS_UNCORRECTED,
	  .text = "damage to the service processor or the channel subsystem; the kernel takes no "
		  "action and says nothing" },
};

/* Where the last words of a kernel that stops are (s390_handle_damage; none before 6.12). */
static const char *const last_words[S390_KERNELS] = {
	[S390_KERNEL_NEW] = ", with a message on the service-processor console only",
	[S390_KERNEL_OLD] = ", without any message",
};

static const char *const names[S390_CONSEQUENCES] = {
	[S390_IGNORED] = "ignored",
	[S390_CHANNEL_REPORTS] = "channel-reports",
	[S390_REPAIRED] = "repaired",
	[S390_CLOCK_SYNC] = "clock-sync",
	[S390_POWER_WARNING] = "power-warning",
	[S390_RETRIED] = "retried",
	[S390_TO_GUEST] = "to-guest",
	[S390_TASK_KILLED] = "task-killed",
	[S390_TASK_OR_SYSTEM] = "task-killed-or-stopped",
	[S390_STOPPED] = "stopped",
	[S390_STOPPED_MUTE] = "stopped-mute",
};

const char *s390_consequence_name(enum s390_consequence c)
{
	return (unsigned int)c < S390_CONSEQUENCES ? names[c] : "";
}

static bool holds(const struct rule *r, const struct s390_mchk *m)
{
	const uint64_t v = m->mcic;
	const uint32_t edc = m->have_edc && v & MCIC_EC ? m->edc : 0;

	if (!(r->modes & 1 << m->mode) || !(r->kernels & 1 << m->kernel))
		return false;
	if ((r->any && !(v & r->any)) || (v & r->all) != r->all || v & r->none)
		return false;
	/* A code with conditions alone, as people write it, says nothing of what was saved. */
	if (r->missing && (!(~v & r->missing) || !(v & (MCIC_VALIDITY | MCIC_EXIGENT))))
		return false;
	return (!r->edc || edc & r->edc) && !(edc & r->not_edc);
}

enum s390_consequence s390_mchk_rules(const struct s390_mchk *m, enum ras_severity *severity,
				      struct ras_text *text)
{
	enum s390_consequence gravest = S390_IGNORED;

	*severity = RAS_INFO;
	for (size_t i = 0; i < COUNT(rules); i++) {
		if (!holds(&rules[i], m))
			continue;
		if (rules[i].severity > *severity)
			*severity = rules[i].severity;
		if (rules[i].consequence > gravest)
			gravest = rules[i].consequence;
	}
	for (size_t i = 0; i < COUNT(rules); i++) {
		/* Once all CPUs are stopped nothing else follows. */
		if (!holds(&rules[i], m) ||
		    (gravest >= S390_STOPPED && rules[i].consequence != gravest))
			continue;
		ras_text_sep(text, "; ");
		ras_text_puts(text, rules[i].text);
	}
	if (gravest >= S390_STOPPED)
		ras_text_puts(text, last_words[gravest == S390_STOPPED ? m->kernel
								       : S390_KERNEL_OLD]);
	if (!text->len)
		ras_text_puts(text, "the kernel takes no action and says nothing");
	return gravest;
}

enum s390_kernel s390_kernel_of(const char *release)
{
	char *end;
	unsigned long major = strtoul(release, &end, 10);
	unsigned long minor = *end == '.' ? strtoul(end + 1, NULL, 10) : 0;

	/* Of the kernels between 6.1 and 6.12 none was looked at: they are taken for old. */
	if (!major)
		return S390_KERNEL_NEW;
	return major < 6 || (major == 6 && minor < 12) ? S390_KERNEL_OLD : S390_KERNEL_NEW;
}

enum s390_kvm_pending s390_kvm_pending(uint64_t mcic, uint64_t cr14, bool floating)
{
	/* __inject_float_mchk() keeps this one subclass, whatever the conditions are. */
	if (floating)
		return (cr14 & CR14_CHANNEL_REPORT) ? S390_KVM_FLOATING : S390_KVM_STUCK;
	/* MCHK_EX_MASK and MCHK_REP_MASK in arch/s390/include/asm/kvm_host.h. */
	if (mcic & MCIC_EXIGENT)
		return S390_KVM_EXIGENT;
	return (mcic & (MCIC_ED | MCIC_DG | MCIC_W)) ? S390_KVM_REPRESSIBLE : S390_KVM_NEVER;
}
