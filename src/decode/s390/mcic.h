/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390 machine-check interruption code (MCIC): bits, and what they mean to people and to Linux. */
#ifndef RAS_DECODE_S390_MCIC_H
#define RAS_DECODE_S390_MCIC_H

#include <stdbool.h>
#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"

/* Bit N in IBM numbering: 0 is the leftmost of 64. All texts use this numbering. */
#define S390_BIT(N) (1ULL << (63 - (N)))

/*
 * z/Architecture Principles of Operation (SA22-7832), chapter 11 "Machine-Check Handling",
 * "Machine-Check-Interruption Code"; the names are those of Linux arch/s390/include/asm/nmi.h,
 * union mci (6.1 to 7.1, unchanged).
 */
/* Conditions ("subclass" bits). */
#define MCIC_SD S390_BIT(0)  /* system damage */
#define MCIC_PD S390_BIT(1)  /* instruction-processing damage */
#define MCIC_SR S390_BIT(2)  /* system recovery */
#define MCIC_CD S390_BIT(4)  /* timing-facility damage */
#define MCIC_ED S390_BIT(5)  /* external damage */
#define MCIC_DG S390_BIT(7)  /* degradation */
#define MCIC_W  S390_BIT(8)  /* warning */
#define MCIC_CP S390_BIT(9)  /* channel report pending */
#define MCIC_SP S390_BIT(10) /* service-processor damage */
#define MCIC_CK S390_BIT(11) /* channel-subsystem damage */
/* Modifiers. */
#define MCIC_B  S390_BIT(14) /* backed up: of PD */
#define MCIC_SE S390_BIT(16) /* storage error uncorrected */
#define MCIC_SC S390_BIT(17) /* storage error corrected */
#define MCIC_KE S390_BIT(18) /* storage-key error uncorrected */
#define MCIC_DS S390_BIT(19) /* storage degradation: of SC */
#define MCIC_IE S390_BIT(32) /* indirect storage error: of SE and KE */
#define MCIC_DA S390_BIT(34) /* delayed access exception: of PD */
#define MCIC_AP S390_BIT(44) /* ancillary report */
/* Validity: a bit that is zero means that what it stands for was not saved, or is wrong. */
#define MCIC_WP S390_BIT(20) /* PSW bits MWP: machine-check mask, wait, problem state */
#define MCIC_MS S390_BIT(21) /* PSW masks and key */
#define MCIC_PM S390_BIT(22) /* PSW program mask and condition code */
#define MCIC_IA S390_BIT(23) /* PSW instruction address */
#define MCIC_FA S390_BIT(24) /* failing-storage address */
#define MCIC_VR S390_BIT(25) /* vector registers */
#define MCIC_EC S390_BIT(26) /* external-damage code */
#define MCIC_FP S390_BIT(27) /* floating-point registers */
#define MCIC_GR S390_BIT(28) /* general registers */
#define MCIC_CR S390_BIT(29) /* control registers */
#define MCIC_ST S390_BIT(31) /* storage logical validity */
#define MCIC_AR S390_BIT(33) /* access registers */
#define MCIC_GS S390_BIT(36) /* guarded-storage registers */
#define MCIC_PR S390_BIT(42) /* TOD programmable register */
#define MCIC_FC S390_BIT(43) /* floating-point-control register */
#define MCIC_CT S390_BIT(46) /* CPU timer */
#define MCIC_CC S390_BIT(47) /* clock comparator */

/* Only the PSW's machine-check mask stops an exigent condition; CR14 masks the others as well. */
#define MCIC_EXIGENT    (MCIC_SD | MCIC_PD)
#define MCIC_CONDITIONS 0xedf0000000000000ULL
#define MCIC_STORAGE    0x0000f00000000000ULL
/* Registers and storage of which a zero bit tells a loss: all validity bits but FA and EC. */
#define MCIC_VALIDITY   0x00000f5d48330000ULL

/*
 * Control register 14 ("Machine-Check Subclass Masks"), the mask of each repressible subclass as
 * KVM gives it in kvm_s390_mchk_info.cr14: IBM bits 35 to 39, Linux arch/s390/include/asm/ctlreg.h.
 */
#define CR14_CHANNEL_REPORT  S390_BIT(35)
#define CR14_RECOVERY        S390_BIT(36)
#define CR14_DEGRADATION     S390_BIT(37)
#define CR14_EXTERNAL_DAMAGE S390_BIT(38)
#define CR14_WARNING         S390_BIT(39)

/* PSW mask, IBM bits 13 and 15 (Principles of Operation, chapter 4). */
#define PSW_MCHECK  S390_BIT(13)
#define PSW_PROBLEM S390_BIT(15)

/* What the CPU was doing when the machine check hit: Linux acts by it. */
enum s390_mode {
	S390_MODE_UNKNOWN,
	S390_MODE_KERNEL,
	S390_MODE_USER,
	S390_MODE_SIE, /* a KVM guest, seen by its host */
	S390_MODES,
};

/* Kernels that treat machine checks differently (arch/s390/kernel/nmi.c, entry.S). */
enum s390_kernel {
	S390_KERNEL_NEW, /* 6.12 and later, and unknown ones */
	S390_KERNEL_OLD, /* 6.1 and what came before 6.12 */
	S390_KERNELS,
};

/* What Linux does, by rising gravity. */
enum s390_consequence {
	S390_IGNORED,         /* nothing, and no message */
	S390_CHANNEL_REPORTS, /* channel reports follow */
	S390_REPAIRED,        /* the machine repaired it; the kernel says nothing */
	S390_CLOCK_SYNC,      /* the clock is synchronised anew */
	S390_POWER_WARNING,   /* init is told to shut down */
	S390_RETRIED,         /* the interrupted instruction runs again */
	S390_TO_GUEST,        /* KVM gives it to the guest that was running */
	S390_TASK_KILLED,
	S390_TASK_OR_SYSTEM,  /* the task is killed, or the system stops if the kernel was hit */
	S390_STOPPED,         /* the kernel stops all CPUs */
	S390_STOPPED_MUTE,    /* the same, without any message */
	S390_CONSEQUENCES,
};

/* One machine check. What is not known stays 0 with its have_ flag false. */
struct s390_mchk {
	uint64_t mcic;
	uint64_t cr14;     /* subclass masks */
	uint64_t psw_mask; /* of the machine-check old PSW */
	uint64_t fsa;      /* failing-storage address */
	uint32_t edc;      /* external-damage code */
	bool have_cr14, have_psw, have_fsa, have_edc;
	enum s390_mode mode;
	enum s390_kernel kernel;
};

/* Room that any text of a report needs at most, its NUL included. */
enum { S390_TEXT_SIZE = 2048 };

/*
 * What decoding brings. The caller sets up the texts (each may be short: it is cut, never overrun)
 * and zeroes the rest.
 */
struct s390_mchk_report {
	enum ras_severity severity;
	enum s390_consequence consequence;
	struct ras_text conditions;       /* "PD(1) B(14) SE(16)": all that is set but validity */
	struct ras_text meaning;          /* what the machine reports */
	struct ras_text not_valid;        /* what the validity bits say is lost; empty: nothing */
	struct ras_text consequence_text; /* what Linux does, in a sentence or some */
	struct ras_text delivery;         /* what keeps it pending, or check-stops; mostly empty */
};

/* Decode m into r. */
void s390_mchk_decode(const struct s390_mchk *m, struct s390_mchk_report *r);

/* Severity and consequence alone, with the sentences put in text. Called by s390_mchk_decode(). */
enum s390_consequence s390_mchk_rules(const struct s390_mchk *m, enum ras_severity *severity,
				      struct ras_text *text);

/* "stopped", "task-killed", …: a word for a column. */
const char *s390_consequence_name(enum s390_consequence c);

/* Names of the bits set in an external-damage code, ", " between; bits without a name by number. */
void s390_edc_text(struct ras_text *t, uint32_t edc);

/* Names of the subclass masks that are one in CR14, ", " between. */
void s390_cr14_text(struct ras_text *t, uint64_t cr14);

/* Conditions of mcic that CR14 keeps pending: repressible, and their subclass mask is zero. */
uint64_t s390_cr14_masked(uint64_t mcic, uint64_t cr14);

/* Which mode a machine-check old PSW tells of: unknown unless mcic says that its bits are valid. */
enum s390_mode s390_psw_mode(uint64_t mcic, uint64_t psw_mask);

/* The generation of a kernel release text as uname gives it ("6.1.0-50-s390x"). */
enum s390_kernel s390_kernel_of(const char *release);

/* Architected reasons for a CPU to check-stop, as S390_CHECK_STOP_EXIGENT_MASKED and so on. */
enum s390_check_stop {
	S390_CHECK_STOP_NONE,
	S390_CHECK_STOP_EXIGENT_MASKED, /* exigent condition while PSW bit 13 is zero */
	S390_CHECK_STOP_EXIGENT_TWICE,  /* exigent condition while one is being taken */
	S390_CHECK_STOP_LOWCORE,        /* MCIC cannot be stored or new PSW not fetched */
	S390_CHECK_STOP_PREFIX,         /* invalid checking-block code in the prefix register */
	S390_CHECK_STOP_RESET,          /* a reset ordered by SIGNAL PROCESSOR fails */
	S390_CHECK_STOPS,
};

/* A sentence on each; "" for NONE and for a value out of range. */
const char *s390_check_stop_text(enum s390_check_stop c);

/*
 * Whether the architecture check-stops a CPU on which mcic arises while its PSW has this mask;
 * taking: it was just taking an exigent machine check.
 */
enum s390_check_stop s390_check_stops(uint64_t mcic, uint64_t psw_mask, bool taking);

/* How KVM holds an injected machine check (Linux arch/s390/kvm/interrupt.c, 6.1 to 7.1). */
enum s390_kvm_pending {
	S390_KVM_NEVER,       /* no class becomes pending: it goes along with the next one */
	S390_KVM_REPRESSIBLE, /* until the guest opens the subclass */
	S390_KVM_EXIGENT,     /* until the guest's PSW bit 13 is one */
	S390_KVM_FLOATING,    /* until any vCPU opens the channel-report subclass */
	S390_KVM_STUCK,       /* floating without that subclass: for ever */
};

/* Of conditions and their subclasses, injected into one vCPU or (floating) into the VM. */
enum s390_kvm_pending s390_kvm_pending(uint64_t mcic, uint64_t cr14, bool floating);

#endif
