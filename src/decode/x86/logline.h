/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of kernel log text: the registers of a machine check that stand in it. */
#ifndef RAS_DECODE_X86_LOGLINE_H
#define RAS_DECODE_X86_LOGLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/x86/logword.h"

/* Begin a line: finds its time and caller, passes prefixes of syslog, dmesg, EDAC and quoting. */
void x86_logline_begin(struct x86_logcursor *at, struct x86_logline *l, const char *line,
		       size_t len);

/* The next piece. False: nothing (more) of a machine check is in the line. */
bool x86_logline_next(struct x86_logcursor *at, struct x86_logline *l);

/* Does the line tell that the kernel runs in a QEMU/KVM guest? */
bool x86_logline_guest(const char *line, size_t len);

#endif
