/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine check as a short paragraph: what it is, what Linux does, whose fault, what to do. */
#ifndef RAS_DECODE_X86_EXPLAIN_H
#define RAS_DECODE_X86_EXPLAIN_H

#include "decode/x86/mce.h"

/*
 * Put the paragraph, a few sentences on one line, at the end of t (1500 bytes are enough; a text
 * that is too short is cut). r is what x86_mce_decode() made of m.
 */
void x86_mce_explain(const struct x86_mce *m, const struct x86_mce_report *r, struct ras_text *t);

#endif
