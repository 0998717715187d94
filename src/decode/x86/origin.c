// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose error it is: QEMU's convention for relayed memory errors, and records no hardware makes. */
#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { QEMU_BANK = 9, QEMU_BANKS = 10, QEMU_MISC = 0x8c, PAGE_SHIFT_4K = 12 };

enum { FOR_INTEL = 1, FOR_AMD = 2, FOR_ANY = 3 };

/*
 * What kvm_mce_inject() writes (QEMU target/i386/kvm/kvm.c, 7.2 to 10.2): bank 9, MISC 0x8c,
 * OVER on top of it when the bank was still full. Hygon and Zhaoxin guests get the Intel forms.
 */
static const struct {
	uint64_t status;
	uint8_t vendors;
	enum ras_severity severity;
	const char *what;
} relayed[] = {
	{ 0x9C00180000000000, FOR_AMD, RAS_DEFERRED,
	  "action-optional for AMD guests: DEFERRED and POISON, which hardware never sets together" },
	{ 0xBC00080000000000, FOR_AMD, RAS_RECOVERABLE, "action-required for AMD guests" },
	{ 0xBD000000000000C0, FOR_ANY, RAS_RECOVERABLE, "action-optional (SRAO)" },
	{ 0xBD80000000000134, FOR_ANY, RAS_RECOVERABLE, "action-required (SRAR)" },
};

static bool qemu_bank(const struct x86_mce *m)
{
	return m->bank == QEMU_BANK && m->misc == QEMU_MISC && !m->synd && !m->ipid &&
	       (m->mcgcap & MCG_CAP_COUNT) == QEMU_BANKS && m->mcgcap & MCG_CAP_SER_P &&
	       m->mcgcap & MCG_CAP_CTL_P;
}

void x86_classify_origin(const struct ras_host *host, const struct x86_mce *m,
			 struct x86_mce_report *r)
{
	const uint64_t both = MCI_STATUS_DEFERRED | MCI_STATUS_POISON;
	uint8_t who = m->vendor == X86_AMD ? FOR_AMD : FOR_INTEL;

	for (size_t i = 0; i < COUNT(relayed); i++) {
		if ((m->status & ~MCI_STATUS_OVER) != relayed[i].status ||
		    !(relayed[i].vendors & who) || !qemu_bank(m) || !host->hypervisor)
			continue;
		r->origin = X86_ORIGIN_VMM_RELAYED;
		r->certainty = host->smca ? X86_LIKELY : X86_YES;
		r->severity = relayed[i].severity;
		r->address = X86_ADDR_GUEST_PHYSICAL;
		r->guest_page = m->addr >> PAGE_SHIFT_4K;
		ras_text_add(&r->origin_reason, "QEMU, %s", relayed[i].what);
		return;
	}
	/* The vendor's decoder knows a reason not to believe it. */
	if (r->origin == X86_ORIGIN_SUSPECT) {
		r->certainty = X86_YES;
		return;
	}
	if (m->vendor == X86_AMD && (m->status & both) == both && !m->ipid) {
		r->origin = host->hypervisor ? X86_ORIGIN_VMM_RELAYED : X86_ORIGIN_SUSPECT;
		r->certainty = X86_LIKELY;
		ras_text_puts(&r->origin_reason,
			      "DEFERRED and POISON together never come from AMD hardware");
		if (host->hypervisor) {
			r->address = X86_ADDR_GUEST_PHYSICAL;
			r->guest_page = m->addr >> PAGE_SHIFT_4K;
		}
		return;
	}
	r->certainty = X86_YES;
}
