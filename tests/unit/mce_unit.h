/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoding of x86 machine checks for unit tests: run it, look for words in what it says. */
#ifndef RAS_TESTS_MCE_UNIT_H
#define RAS_TESTS_MCE_UNIT_H

#include "tests/unit/unit.h"

#include <string.h>

#include "decode/x86/mce.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { TEXTS = 8, TEXT = 512 };

/* SER_P, TES_P, CMCI_P and 20 banks: what a current server has. */
#define CAP_SERVER 0x1000c14ULL

struct seen {
	char text[TEXTS][TEXT];
	struct x86_mce_report r;
};

static inline struct ras_text *texts_of(struct x86_mce_report *r, size_t i)
{
	/* cppcheck-suppress constVariable ; what it points to is written */
	struct ras_text *all[TEXTS] = {
		&r->bank_name,     &r->error_msg,   &r->mcgstatus_msg, &r->mcistatus_msg,
		&r->mcastatus_msg, &r->user_action, &r->mc_location,   &r->origin_reason,
	};

	return all[i];
}

static inline void decode_into(struct seen *s, const struct x86_mce *m, size_t size)
{
	static const struct ras_host host;

	s->r = (struct x86_mce_report){ .severity = RAS_INFO };
	for (size_t i = 0; i < TEXTS; i++)
		*texts_of(&s->r, i) = ras_text_over(s->text[i], size);
	x86_mce_decode(&host, m, &s->r);
}

static inline void decode(struct seen *s, const struct x86_mce *m)
{
	decode_into(s, m, TEXT);
}

static inline void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static inline void assert_has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" is in \"%s\"", part, text);
}

#define error_msg(S)   ((S)->r.error_msg.buf)
#define mcistatus(S)   ((S)->r.mcistatus_msg.buf)
#define mc_location(S) ((S)->r.mc_location.buf)

#endif
