/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One word and its value in a line of kernel log text, and what the words of a line make. */
#ifndef RAS_DECODE_X86_LOGWORD_H
#define RAS_DECODE_X86_LOGWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/x86/logscan.h"
#include "decode/x86/mce.h"

/* What a line can say; bits of x86_logline.seen. */
enum x86_logword {
	X86_W_CPU,  /* a header: CPU and MCG_STATUS */
	X86_W_BANK, /* a header's bank and MCi_STATUS */
	X86_W_BARE, /* "Bank n: …" of a 32-bit kernel, which is a whole record */
	X86_W_CAP,
	X86_W_TSC,
	X86_W_ADDR,
	X86_W_MISC,
	X86_W_PPIN,
	X86_W_SYND,
	X86_W_SYND1,
	X86_W_SYND2,
	X86_W_IPID,
	X86_W_RIP,
	X86_W_CS,
	X86_W_VENDOR,
	X86_W_PROCESSOR, /* CPUID(1).EAX */
	X86_W_TIME,
	X86_W_SOCKET,
	X86_W_APIC,
	X86_W_MICROCODE,
	X86_WORDS,
};

#define X86_WORD(W) (1U << (W))

/* A piece of a line: at most one header and the registers behind it. */
struct x86_logline {
	struct x86_mce m;
	uint32_t seen;     /* X86_WORD() bits: which values of m were read */
	uint64_t stamp_us; /* kernel time in "[  12.345678]"; 0: none */
	uint32_t caller;   /* number made from printk's "[T123]" or "[C4]"; 0: none */
};

/*
 * A word and its value at the cursor. With first: only a word that a line may begin with. False:
 * neither is changed.
 */
bool x86_logword_read(struct x86_logcursor *at, struct x86_logline *l, bool first);

/* Note that word was read with value v, in all fields of m that are its own. */
void x86_logline_set(struct x86_logline *l, enum x86_logword word, uint64_t v);

/* Copy what l has seen over m. */
void x86_logline_merge(struct x86_mce *m, const struct x86_logline *l);

#endif
