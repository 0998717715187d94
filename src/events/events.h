/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The registry of event classes, and the structs of those that other rooms fill or read. */
#ifndef RAS_EVENTS_EVENTS_H
#define RAS_EVENTS_EVENTS_H

#include "core/event.h"
#include "decode/s390/logrecord.h"

/* All classes, NULL behind the last. A new kind of event is one file and one line there. */
extern const struct ras_class *const ras_classes[];

/* The class of that name or table, or NULL. */
const struct ras_class *ras_class_by_name(const char *name);

extern const struct ras_class ras_class_mce_record;
extern const struct ras_class ras_class_mc_event;
extern const struct ras_class ras_class_aer_event;
extern const struct ras_class ras_class_memory_failure;
extern const struct ras_class ras_class_extlog_event;
extern const struct ras_class ras_class_devlink_event;
extern const struct ras_class ras_class_disk_errors;
extern const struct ras_class ras_class_signal_event;
extern const struct ras_class ras_class_arm_event;
extern const struct ras_class ras_class_non_standard_event;
extern const struct ras_class ras_class_cxl_poison;
extern const struct ras_class ras_class_cxl_aer_ue;
extern const struct ras_class ras_class_cxl_aer_ce;
extern const struct ras_class ras_class_cxl_overflow;
extern const struct ras_class ras_class_cxl_generic;
extern const struct ras_class ras_class_cxl_general_media;
extern const struct ras_class ras_class_cxl_dram;
extern const struct ras_class ras_class_cxl_memory_module;
extern const struct ras_class ras_class_reri_event;
extern const struct ras_class ras_class_hip08_oem_type1;
extern const struct ras_class ras_class_hip08_oem_type2;
extern const struct ras_class ras_class_hip08_pcie_local;
extern const struct ras_class ras_class_hisi_common;
extern const struct ras_class ras_class_jm_payload;
extern const struct ras_class ras_class_nvidia_ns;
extern const struct ras_class ras_class_nvidia_vera_ns;
extern const struct ras_class ras_class_yitian_ddr;
extern const struct ras_class ras_class_s390_mchk;
extern const struct ras_class ras_class_s390_crw;
extern const struct ras_class ras_class_s390_counter;
extern const struct ras_class ras_class_lost_events;
extern const struct ras_class ras_class_ras_action;
extern const struct ras_class ras_class_marker;

struct x86_mce;

/*
 * Put registers that did not come by the trace buffer into an empty mce_record; decode it then as
 * any other. Family, model and stepping are those of the host where m has no cpuid.
 */
void ras_mce_event_set(struct ras_event *ev, const struct x86_mce *m);

/* Events that never reached the database, or never this process. */
struct ras_lost_event {
	struct ras_event ev;
	int32_t cpu; /* whose ring buffer; -1: not a CPU's */
	uint64_t count;
	uint64_t first_ns, last_ns; /* wall clock span in which they were lost, 0: unknown */
	struct ras_str reason;
};

/*
 * An s390 machine check: of a guest as KVM traces it; of a guest as it lies in its lowcore, where
 * the one that publishes it fills in vm, vcpu, source ("post-mortem"), mcic (0: none was found),
 * edc, fsa, the old PSW and verdict; of this system or a guest as the kernel's log tells, by ras_s390_mchk_set().
 */
struct ras_s390_mchk_event {
	struct ras_event ev;      /* pid: the vCPU's thread, or the one that injects */
	uint32_t inttype, who;    /* of the trace */
	struct ras_str vm;        /* its name; a trace does not tell it */
	int32_t vcpu;             /* -1: any of the VM */
	struct ras_str source;    /* "kvm-trace", "post-mortem", "kmsg" */
	struct ras_str direction; /* "inject", "deliver" */
	struct ras_str scope;     /* "vm", "vcpu", "system": no guest's */
	struct ras_str injected_by; /* "kernel", "user" */
	uint64_t mcic, cr14, fsa, psw_mask, psw_addr;
	uint32_t edc;
	struct ras_str task;    /* that was killed */
	struct ras_str verdict; /* post-mortem: whether it explains why the guest stopped */
	enum s390_mode mode;    /* UNKNOWN: by the old PSW, if that is known */
	struct ras_str conditions, meaning, not_valid, consequence, consequence_msg, delivery;
};

/*
 * Make ev, of class s390_mchk or s390_crw by the record's kind, what a log tells: source says of
 * what log ("kmsg"). Strings are copied into the event.
 */
void ras_s390_mchk_set(struct ras_event *ev, const struct s390_logrecord *r, const char *source);
void ras_s390_crw_set(struct ras_event *ev, const struct s390_logrecord *r, const char *source);

/* Machine checks that were counted, but that no event explains. */
struct ras_s390_counter_event {
	struct ras_event ev;
	struct ras_str counter; /* "NMI", "inject_mchk", … */
	struct ras_str place;   /* the CPUs or VMs that counted, each with its rise */
	uint64_t rise, explained, unexplained;
	struct ras_str meaning;
};

/* What was decided or done about an event. */
struct ras_action_event {
	struct ras_event ev;
	struct ras_str actor;  /* policy, trigger, … */
	struct ras_str action; /* what was decided */
	struct ras_str target; /* on what: a page, a CPU, a VM */
	struct ras_str cause_class;
	int64_t cause_time_ns;
	struct ras_str asked;    /* who was asked: kernel, VMM, … */
	struct ras_str answer;   /* what it said */
	struct ras_str verified; /* what a look afterwards showed */
	struct ras_str reason;
};

#endif
