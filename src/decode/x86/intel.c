// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel machine checks: status bits, counts, severity (Intel SDM vol. 3B chapter 17). */
#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* SDM vol. 3B table 17-7: threshold based error status, where TES_P and not UC. */
static const char *const threshold[4] = { NULL, "green", "yellow", "reserved" };

/* SDM vol. 3B table 17-6: address mode, IA32_MCi_MISC[8:6]. */
static const enum x86_address address_mode[8] = {
	X86_ADDR_SEGMENT, X86_ADDR_LINEAR,  X86_ADDR_PHYSICAL, X86_ADDR_MEMORY,
	X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN,  X86_ADDR_UNKNOWN,
};

/* Names of bank that are fixed by the architecture's history; others are "bank=N". */
static void bank_name(const struct x86_mce *m, struct ras_text *t)
{
	ras_text_add(t, "bank=%u", m->bank);
}

/* SDM vol. 3B 17.3.2.2 and table 17-20, read as Linux reads it (mce/severity.c). */
static enum ras_severity severity(const struct x86_mce *m)
{
	bool ser = m->mcgcap & MCG_CAP_SER_P;

	if (!(m->status & MCI_STATUS_UC))
		return RAS_CORRECTED;
	if (m->status & MCI_STATUS_PCC)
		return RAS_FATAL;
	if (!ser)
		return m->mcgstatus & MCG_STATUS_MCIP ? RAS_FATAL : RAS_UNCORRECTED;
	if (!(m->status & MCI_STATUS_S))
		return m->status & MCI_STATUS_AR ? RAS_FATAL : RAS_DEFERRED; /* UCNA */
	if (m->status & MCI_STATUS_AR && m->status & MCI_STATUS_OVER)
		return RAS_FATAL;
	return RAS_RECOVERABLE; /* SRAO, SRAR */
}

static void status_text(const struct x86_mce *m, struct x86_mce_report *r)
{
	static const struct ras_bit tail[] = {
		{ 60, "Error_enabled" },
		{ 57, "Processor_context_corrupt" },
	};
	bool uc = m->status & MCI_STATUS_UC;
	struct ras_text *t = &r->mcistatus_msg;

	if (!(m->status & MCI_STATUS_VAL))
		ras_text_puts(t, "Machine check not valid ");
	if (m->status & MCI_STATUS_OVER)
		ras_text_puts(t, "Error_overflow ");
	ras_text_puts(t, uc ? "Uncorrected_error" : "Corrected_error");
	ras_bits_text(t, tail, COUNT(tail), m->status, " ");
	if (uc && m->mcgcap & MCG_CAP_SER_P) {
		ras_text_sep(t, " ");
		if (!(m->status & (MCI_STATUS_S | MCI_STATUS_AR | MCI_STATUS_PCC)))
			ras_text_puts(t, "UCNA");
		else if (m->status & MCI_STATUS_S && !(m->status & MCI_STATUS_PCC))
			ras_text_puts(t, m->status & MCI_STATUS_AR ? "SRAR" : "SRAO");
	}
	if (!uc && m->mcgcap & MCG_CAP_TES_P) {
		const char *level = threshold[ras_bits(m->status, 54, 53)];

		if (level)
			ras_text_add(t, " Threshold based error status: %s", level);
	}
	if (r->error_count > 1)
		ras_text_add(t, " n_errors=%u", r->error_count);
}

static enum ras_severity decode(const struct ras_host *host, const struct x86_mce *m,
				struct x86_mce_report *r)
{
	(void)host;
	bank_name(m, &r->bank_name);
	(void)intel_mca_code_text(&r->error_msg, (uint16_t)m->status);
	/* Corrected error count, bits 52:38, where not UC (SDM vol. 3B 17.3.2.2.1). */
	if (!(m->status & MCI_STATUS_UC) && m->mcgcap & MCG_CAP_CMCI_P &&
	    ras_bits(m->status, 52, 38))
		r->error_count = (uint32_t)ras_bits(m->status, 52, 38);
	status_text(m, r);
	if (m->status & MCI_STATUS_ADDRV)
		r->address = m->status & MCI_STATUS_MISCV && m->mcgcap & MCG_CAP_SER_P
				     ? address_mode[ras_bits(m->misc, 8, 6)]
				     : X86_ADDR_UNKNOWN;
	ras_text_puts(&r->mcastatus_msg, r->error_msg.buf);
	return severity(m);
}

const struct x86_vendor_ops x86_intel_ops = { .vendor = X86_INTEL, .decode = decode };
