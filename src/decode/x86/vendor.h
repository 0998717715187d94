/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of the x86 room: what a vendor's decoder brings, and what all of them share. */
#ifndef RAS_DECODE_X86_VENDOR_H
#define RAS_DECODE_X86_VENDOR_H

#include "decode/x86/mce.h"

/*
 * What one vendor's banks mean. Each fills in the texts it knows and returns the severity; where a
 * record cannot tell of broken hardware, it sets origin SUSPECT and origin_reason.
 */
struct x86_vendor_ops {
	enum x86_vendor vendor;
	enum ras_severity (*decode)(const struct ras_host *host, const struct x86_mce *m,
				    struct x86_mce_report *r);
};

extern const struct x86_vendor_ops x86_intel_ops, x86_zhaoxin_ops, x86_amd_ops;

/* Whether this kernel may be the guest of a VMM that makes up its banks. */
static inline bool x86_maybe_guest(const struct ras_host *host)
{
	return host->banks == RAS_BANKS_VIRTUAL ||
	       (host->banks == RAS_BANKS_UNTOLD && host->hypervisor);
}

/*
 * Whose error a decoded record tells of: QEMU's ways to tell a guest of a host memory error, and
 * records that no hardware makes. Sets origin, certainty, origin_reason, guest_page, and address
 * and severity where they differ.
 */
void x86_classify_origin(const struct ras_host *host, const struct x86_mce *m,
			 struct x86_mce_report *r);

/* Intel's architectural MCA error code (SDM vol. 3B 17.9) in words; true when it is known. */
bool intel_mca_code_text(struct ras_text *t, uint16_t mcacod);

#endif
