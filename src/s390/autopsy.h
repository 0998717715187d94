/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an s390 guest stopped: the machine checks that lie in the lowcores of its vCPUs. */
#ifndef RAS_S390_AUTOPSY_H
#define RAS_S390_AUTOPSY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/bus.h"

/* CPUs of an s390 guest at most (S390_MAX_CPUS in QEMU, hw/s390x/s390-virtio-ccw.c). */
enum { S390_VCPUS = 248 };

/* Room for a command, and for the text that HMP "x" answers with. */
enum { S390_AUTOPSY_COMMAND = 160, S390_AUTOPSY_ANSWER = 256 };

/* What lies in one vCPU's lowcore (Linux arch/s390/include/asm/lowcore.h). */
struct s390_lowcore {
	int32_t vcpu;       /* QMP's cpu-index */
	bool read;          /* it was; the old PSW may be missing, and is 0 then */
	uint64_t mcic;      /* 0xe8; 0: no machine check since the CPU was reset */
	uint32_t edc;       /* 0xf4 */
	uint64_t fsa;       /* 0xf8 */
	uint64_t psw_mask, psw_addr; /* 0x160: machine-check old PSW */
};

/*
 * QEMU reads through the address space that the vCPU is in: the one in disabled wait can always be
 * read, one that was stopped while it ran a program can not.
 */

/* Whether a machine check explains that the guest stopped, by rising certainty. */
enum s390_verdict {
	S390_VERDICT_UNREAD, /* no lowcore could be read */
	S390_VERDICT_NONE,   /* no vCPU that could be read ever had one */
	S390_VERDICT_OTHER,  /* those that lie there do not stop Linux: look for another cause */
	S390_VERDICT_MAYBE,  /* one does if it hit the kernel, which its old PSW does not tell */
	S390_VERDICT_MCHK,   /* one does */
	S390_VERDICTS,
};

/* A sentence on it; "" out of range. */
const char *s390_verdict_text(enum s390_verdict v);

/*
 * Whether a line of QMP is the event GUEST_PANICKED of an s390 guest in disabled wait. With reason
 * extint-loop and the like, no machine check is the cause, and the lowcore tells nothing.
 */
bool s390_autopsy_wanted(const char *event);

/*
 * An autopsy is a row of questions: s390_autopsy_next() gives the command to send, the answer goes
 * to s390_autopsy_answer(). So it can be driven by a loop that waits, or by one that must not.
 */
struct s390_autopsy {
	struct s390_lowcore cpu[S390_VCPUS];
	size_t ncpus;
	size_t step; /* 0: which vCPUs there are; then two for each */
};

/* The next command as JSON without line end, or false when there is no more to ask. */
bool s390_autopsy_next(const struct s390_autopsy *a, char command[static S390_AUTOPSY_COMMAND]);

/* Take the reply line, NULL if there was none: an error or nonsense leaves that lowcore unread. */
void s390_autopsy_answer(struct s390_autopsy *a, const char *reply);

/* Of one vCPU, and of all. */
enum s390_verdict s390_autopsy_judge(const struct s390_lowcore *cpu);
enum s390_verdict s390_autopsy_verdict(const struct s390_autopsy *a);

/* What the rows of an autopsy share. */
struct s390_found {
	const char *vm;   /* its name */
	int64_t at;       /* wall clock of the panic */
	int64_t incident; /* of the VMM's event that told of it; 0: none */
};

/*
 * Publish one s390_mchk event with source "post-mortem" for each vCPU that has a machine check
 * stored; where none has, one for the VM (vcpu -1, scope "vm") that says so. Waits for nobody.
 * Returns how many; *lost: those for which the queue had no room.
 */
size_t s390_autopsy_publish(const struct s390_autopsy *a, struct ras_bus *bus,
			    const struct s390_found *found, size_t *lost);

/*
 * Who can ask a monitor: sends a command, and puts the reply line that answers it, events passed
 * over, as text into reply. False: no answer, or it did not fit.
 */
struct s390_monitor {
	bool (*ask)(void *ctx, const char *command, char *reply, size_t size);
	void *ctx;
};

/* Ask all there is to ask. reply: room for an answer, 64 KiB are enough for all vCPUs. */
void s390_autopsy_run(struct s390_autopsy *a, const struct s390_monitor *monitor, char *reply,
		      size_t size);

#endif
