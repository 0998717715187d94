/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Machine checks in kernel log text: lines in, register records out. Pure, bounded, streaming. */
#ifndef RAS_DECODE_X86_LOGTEXT_H
#define RAS_DECODE_X86_LOGTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/x86/mce.h"

/* Whose log it is, for records that do not say it themselves. */
struct x86_logtext_cpu {
	bool known;
	uint8_t vendor; /* enum x86_vendor */
	unsigned int family, model, stepping;
};

/* One machine check as the log tells it. */
struct x86_logtext_record {
	struct x86_mce m; /* mcgcap is 0 unless the text has it (the trace form does) */
	bool have_cpu;    /* vendor, family, model, stepping are known */
	bool partial;     /* its TSC or PROCESSOR line is missing */
	bool mixed;       /* blocks were interleaved: a register may belong to another record */
};

enum {
	X86_LOGTEXT_OPEN = 16,  /* blocks that may be incomplete at once */
	X86_LOGTEXT_SLOTS = 32, /* those, and the ones that wait to be taken */
	X86_LOGTEXT_LINES = 64, /* lines after which an incomplete block is given up */
};

/* A block of lines about one bank of one CPU. Inside of the parser. */
struct x86_logtext_block {
	enum { X86_BLOCK_FREE, X86_BLOCK_OPEN, X86_BLOCK_DONE } state;
	struct x86_logtext_record r;
	uint32_t seen;     /* words read so far */
	uint64_t order;    /* of its header, then of its end */
	uint64_t line;     /* that added to it last */
	uint64_t stamp_us; /* kernel time of that line; 0: not told */
	uint32_t caller;   /* printk's "[T123]" or "[C4]"; 0: not told */
};

struct x86_logtext {
	struct x86_logtext_cpu cpu;
	bool guest; /* the log is that of a QEMU/KVM guest */
	struct x86_logtext_block block[X86_LOGTEXT_SLOTS];
	uint64_t order, lines;
	uint64_t cut;  /* headers without a whole status, passed over */
	uint64_t lost; /* records that the caller did not take in time */
	/* "CPU n: Machine Check Exception: status" of 32-bit kernels, before its "Bank" lines. */
	bool bare;
	uint32_t bare_cpu;
	uint64_t bare_mcgstatus, bare_line;
};

/* Begin a log. cpu may be NULL: then only records with a PROCESSOR line have an identity. */
void x86_logtext_begin(struct x86_logtext *p, const struct x86_logtext_cpu *cpu);

/*
 * Read one line of len bytes (its end of line may be there or not; NUL bytes do no harm). Lines
 * that are not about a machine check change nothing. Take what is complete after each line.
 */
void x86_logtext_line(struct x86_logtext *p, const char *line, size_t len);

/* The log is over: blocks that are still open are complete now. */
void x86_logtext_end(struct x86_logtext *p);

/* The next complete record, in the order of completion. False: none is left. */
bool x86_logtext_take(struct x86_logtext *p, struct x86_logtext_record *out);

#endif
