// SPDX-License-Identifier: GPL-2.0-or-later
/* x86 machine checks: what all vendors share, and the way to each vendor's tables. */
#include "decode/x86/mce.h"

#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* Intel SDM vol. 3B 17.3.1.2, IA32_MCG_STATUS. The short names are those of rasdaemon 0.8.x. */
static const struct ras_bit mcgstatus_bits[] = {
	{ 0, "RIPV" }, { 1, "EIPV" }, { 2, "MCIP" }, { 3, "LMCE" }, { 12, "SEAM_NR" },
};

static const char *const origin_names[X86_ORIGINS] = {
	[X86_ORIGIN_HARDWARE] = "hardware",
	[X86_ORIGIN_VMM_RELAYED] = "vmm-relayed",
	[X86_ORIGIN_VMM_COMPANION] = "vmm-companion",
	[X86_ORIGIN_VMM_INJECTED] = "vmm-injected",
	[X86_ORIGIN_SUSPECT] = "suspect",
	[X86_ORIGIN_FIRMWARE] = "firmware",
};

static const char *const certainty_names[X86_CERTAINTIES] = {
	[X86_NO] = "no", [X86_LIKELY] = "likely", [X86_YES] = "yes",
};

static const char *const address_names[X86_ADDRESSES] = {
	[X86_ADDR_NONE] = "",
	[X86_ADDR_UNKNOWN] = "unspecified",
	[X86_ADDR_PHYSICAL] = "physical",
	[X86_ADDR_GUEST_PHYSICAL] = "guest-physical",
	[X86_ADDR_NORMALIZED] = "normalized",
	[X86_ADDR_LINEAR] = "linear",
	[X86_ADDR_SEGMENT] = "segment-offset",
	[X86_ADDR_MEMORY] = "memory",
};

const char *x86_origin_name(enum x86_origin o)
{
	return origin_names[o < X86_ORIGINS ? o : X86_ORIGIN_HARDWARE];
}

const char *x86_certainty_name(enum x86_certainty c)
{
	return certainty_names[c < X86_CERTAINTIES ? c : X86_NO];
}

const char *x86_address_name(enum x86_address a)
{
	return address_names[a < X86_ADDRESSES ? a : X86_ADDR_NONE];
}

/* Centaur and Zhaoxin follow Intel's architecture (Linux mce/severity.c treats them alike). */
static const struct {
	enum x86_vendor vendor;
	const struct x86_vendor_ops *ops;
} vendors[] = {
	{ X86_INTEL, &x86_intel_ops },     { X86_CENTAUR, &x86_zhaoxin_ops },
	{ X86_ZHAOXIN, &x86_zhaoxin_ops }, { X86_AMD, &x86_amd_ops },
	{ X86_HYGON, &x86_amd_ops },
};

void x86_mce_decode(const struct ras_host *host, const struct x86_mce *m,
		    struct x86_mce_report *r)
{
	const struct x86_vendor_ops *ops = &x86_intel_ops;

	for (size_t i = 0; i < COUNT(vendors); i++)
		if (vendors[i].vendor == m->vendor)
			ops = vendors[i].ops;
	r->error_count = 1;
	ras_text_add(&r->mcgstatus_msg, "mcgstatus=%llu", (unsigned long long)m->mcgstatus);
	if (m->mcgstatus) {
		ras_text_putc(&r->mcgstatus_msg, ' ');
		struct ras_text bits = ras_text_over(r->mcgstatus_msg.buf + r->mcgstatus_msg.len,
						     r->mcgstatus_msg.size - r->mcgstatus_msg.len);
		ras_bits_text(&bits, mcgstatus_bits, COUNT(mcgstatus_bits), m->mcgstatus, " ");
		r->mcgstatus_msg.len += bits.len;
	}
	r->severity = ops->decode(host, m, r);
	x86_classify_origin(host, m, r);
}
