/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390 machine checks in kernel logs: one line in, what it tells out. */
#ifndef RAS_DECODE_S390_LOGTEXT_H
#define RAS_DECODE_S390_LOGTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

/* What a line is. The kernel has no other texts on machine checks (Linux 6.1 to 7.1). */
enum s390_log_kind {
	S390_LOG_NONE,
	S390_LOG_STOPPED,   /* the kernel stopped the system: mcic */
	S390_LOG_PSW,       /* after STOPPED: psw_mask, psw_addr, prefix */
	S390_LOG_DAMAGE,    /* after STOPPED: break_addr, edc, fsa */
	S390_LOG_KILLING,   /* a task is killed: mcic */
	S390_LOG_KILLED,    /* and this one it is: pid, name */
	S390_LOG_INIT,      /* it is init: the kernel panics */
	S390_LOG_GUEST,     /* KVM gives a machine check to a guest: pid (of the vCPU), mcic */
	S390_LOG_CRW,       /* a channel-report word: crw */
	S390_LOG_LONG_CHAIN, /* a chain of more words than Linux takes */
	S390_LOG_PCI,       /* a PCI function failed: name, event, fid */
	S390_LOG_KINDS,
};

/* A line as data; what its kind does not have is 0. */
struct s390_logline {
	enum s390_log_kind kind;
	uint64_t mcic, psw_mask, psw_addr, prefix, break_addr, fsa;
	uint32_t edc, crw, event, fid;
	int32_t pid;
	/* The task's or the device's name: lies in the line, no NUL behind it. */
	const char *name;
	size_t name_len;
};

/*
 * Recognise one line of len bytes, with whatever prefix a console, dmesg or the journal put before
 * the kernel's text. Returns false, and kind NONE, for a line that is none of these.
 */
bool s390_log_line(struct s390_logline *out, const char *line, size_t len);

/* "stopped", "killed", …: a word for each kind; "" for NONE. */
const char *s390_log_kind_name(enum s390_log_kind kind);

#endif
