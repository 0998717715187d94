/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One AMD machine check and what decoding makes of it, for the AMD tests. */
#ifndef RAS_TESTS_AMD_CASE_H
#define RAS_TESTS_AMD_CASE_H

#include <string.h>

#include "decode/x86/mce.h"

struct amd_case {
	struct ras_host host;
	struct x86_mce m;
	struct x86_mce_report r;
	char text[8][512];
};

/* Empty record of this machine, bare metal; SMCA from family 17h on. */
static inline void amd_case_init(struct amd_case *c, unsigned int family, unsigned int model,
				 unsigned int stepping)
{
	memset(c, 0, sizeof(*c));
	c->host.vendor = X86_AMD;
	c->host.smca = family >= 0x17;
	c->m.vendor = X86_AMD;
	c->m.family = family;
	c->m.model = model;
	c->m.stepping = stepping;
}

static inline void amd_case_decode(struct amd_case *c)
{
	struct ras_text *const texts[] = {
		&c->r.bank_name,     &c->r.error_msg,   &c->r.mcgstatus_msg, &c->r.mcistatus_msg,
		&c->r.mcastatus_msg, &c->r.user_action, &c->r.mc_location,   &c->r.origin_reason,
	};

	memset(&c->r, 0, sizeof(c->r));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = RAS_TEXT(c->text[i]);
	x86_mce_decode(&c->host, &c->m, &c->r);
}

#endif
