// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD and Hygon machine checks: status bits, severity, records that cannot be believed. */
#include "decode/x86/amd.h"

#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { BANK_GHES = 0xff, NB_BANK = 4 };

/*
 * What is shown of MCA_STATUS, in this order, under the names of 0.8.x where it has one: APM vol. 2
 * 9.3.2.1; PPR for family 17h models 00h-0Fh (54945), MCA_STATUS.
 */
static const struct ras_bit status_bits[] = {
	{ 62, "Error_overflow" },
	{ 59, "MISCV" },
	{ 58, "ADDRV" },
	{ 57, "Processor_context_corrupt" },
	{ 46, "CECC" },
	{ 45, "UECC" },
	{ 44, "Deferred" },
	{ 43, "Poison consumed" },
	{ 55, "Task_context_corrupt" },
	{ 53, "SYNDV" },
	{ 52, "Transparent" },
	{ 40, "Scrub" },
};

/*
 * Bits that carry something else in a layout: the syndrome (54:47), reserved ones, or the L3
 * sub-cache (43:42 of the family 15h northbridge). BKDG for family 10h (31116), MSR0000_0411; BKDG
 * for family 15h (42301), MSR0000_0411; Linux drivers/edac/mce_amd.c.
 */
static uint64_t foreign_bits(enum amd_layout layout, const struct x86_mce *m)
{
	const uint64_t legacy = MCI_STATUS_TCC | MCI_STATUS_SYNDV | MCI_STATUS_TRANSPARENT;

	if (layout == AMD_SCALABLE)
		return 0;
	if (layout == AMD_K8)
		return legacy | MCI_STATUS_DEFERRED | MCI_STATUS_POISON;
	return m->family == 0x15 && m->bank == NB_BANK ? legacy | MCI_STATUS_POISON : legacy;
}

static struct amd_record view(const struct ras_host *host, const struct x86_mce *m)
{
	struct amd_record a = { .m = m, .layout = AMD_SCALABLE };

	/* A guest of a hypervisor is shown plain banks whatever the family (no SMCA in KVM). */
	a.virtual_bank = x86_maybe_guest(host) && !m->ipid;
	if (!m->ipid && !host->smca && !a.virtual_bank && m->family < 0x17)
		a.layout = m->family >= 0x15 ? AMD_BULLDOZER : AMD_K8;
	a.status = m->status & ~foreign_bits(a.layout, m);
	/* 46:45 are one field: 2 is CECC, 1 and 3 are UECC. */
	if (a.status & MCI_STATUS_UECC)
		a.status &= ~MCI_STATUS_CECC;
	/* SMCA widened ErrorCodeExt to 21:16. */
	a.xec = (unsigned int)ras_bits(m->status, 21, 16);
	if (a.layout != AMD_SCALABLE)
		a.xec = amd_legacy_xec(m);
	return a;
}

/* Sentences of 0.8.x, which consumers match, and one that it lacks. */
static const char *const error_text[RAS_SEVERITIES] = {
	[RAS_INFO] = "No error.",
	[RAS_CORRECTED] = "Corrected error, no action required.",
	[RAS_DEFERRED] = "Deferred error, no action required.",
	[RAS_RECOVERABLE] = "Uncorrected, software restartable error.",
	[RAS_UNCORRECTED] = "Uncorrected, software containable error.",
	[RAS_FATAL] = "System Fatal error.",
};

/*
 * The first row whose bits agree is the one (mask, value of MCA_STATUS and MCG_STATUS). Order:
 * Linux mce/severity.c, mce_severity_amd(): PCC stands before all else, Deferred before corrected.
 * The split of contained errors: APM vol. 2 9.3.2.1 (TCC) and Linux drivers/edac/mce_amd.c (RIPV).
 */
static const struct {
	uint64_t mask, value, mcg_mask, mcg_value;
	enum ras_severity severity;
} severities[] = {
	{ MCI_STATUS_VAL, 0, 0, 0, RAS_INFO },
	{ MCI_STATUS_PCC, MCI_STATUS_PCC, 0, 0, RAS_FATAL },
	{ MCI_STATUS_UC | MCI_STATUS_TCC, MCI_STATUS_UC, MCG_STATUS_RIPV, MCG_STATUS_RIPV,
	  RAS_RECOVERABLE },
	{ MCI_STATUS_UC, MCI_STATUS_UC, 0, 0, RAS_UNCORRECTED },
	{ MCI_STATUS_DEFERRED, MCI_STATUS_DEFERRED, 0, 0, RAS_DEFERRED },
	{ 0, 0, 0, 0, RAS_CORRECTED },
};

static enum ras_severity severity(const struct amd_record *a)
{
	size_t i = 0;

	while ((a->status & severities[i].mask) != severities[i].value ||
	       (a->m->mcgstatus & severities[i].mcg_mask) != severities[i].mcg_value)
		i++;
	return severities[i].severity;
}

struct range {
	uint16_t first, last;
};

static bool within(struct range r, unsigned int v)
{
	return v >= r.first && v <= r.last;
}

#define ANY        { 0, 0xffff }
#define XEC(N)     ((uint64_t)(N) << 16)
#define XEC_5_BITS XEC(0x1f)
#define XEC_6_BITS XEC(0x3f)

/* MCA_IPID without the instance: an instruction fetch unit. */
#define IPID_BLOCK 0xffff0fff00000000
#define IPID_IF    0x000100b000000000

/* Records that do not tell of broken hardware; the first row that fits gives the reason. */
static const struct {
	struct range family, model, stepping, bank;
	uint64_t status_mask, status;
	uint64_t ipid_mask, ipid;
	const char *reason;
} doubtful[] = {
	{ ANY, ANY, ANY, ANY, MCI_STATUS_VAL, 0, 0, 0, "VAL is 0: the bank held no error" },
	/* Linux mce/amd.c, amd_filter_mce(), commit 0422b07bc4c2 (2026): Cezanne A0. */
	{ { 0x19, 0x19 }, { 0x50, 0x50 }, { 0, 0 }, ANY, MCI_STATUS_EN, 0, 0, 0,
	  "EN is 0: family 19h model 50h stepping 0 shows stale values in such banks" },
	/* The same: PCC says that execution cannot go on, Deferred that nothing was consumed. */
	{ ANY, ANY, ANY, ANY, MCI_STATUS_UC | MCI_STATUS_PCC | MCI_STATUS_DEFERRED,
	  MCI_STATUS_PCC | MCI_STATUS_DEFERRED, 0, 0, "Deferred and PCC exclude each other" },
	/* Revision guide for family 17h models 10h-2Fh, erratum 1114; amd_filter_mce(). */
	{ { 0x17, 0x17 }, { 0x10, 0x2f }, ANY, ANY, XEC_6_BITS, XEC(10), IPID_BLOCK, IPID_IF,
	  "erratum 1114: L1 branch target buffer reports of these models are false" },
	/* Linux mce/amd.c and drivers/edac/mce_amd.c keep these out by default. */
	{ { 0x0f, 0x16 }, ANY, ANY, { NB_BANK, NB_BANK }, XEC_5_BITS, XEC(5), 0, 0,
	  "GART table walk: caused by drivers, harmless" },
};

static bool fits(const struct amd_record *a, size_t row)
{
	const struct x86_mce *m = a->m;

	return within(doubtful[row].family, m->family) && within(doubtful[row].model, m->model) &&
	       within(doubtful[row].stepping, m->stepping) && within(doubtful[row].bank, m->bank) &&
	       (a->status & doubtful[row].status_mask) == doubtful[row].status &&
	       (m->ipid & doubtful[row].ipid_mask) == doubtful[row].ipid;
}

static void doubt(const struct amd_record *a, struct x86_mce_report *r)
{
	for (size_t i = 0; i < COUNT(doubtful); i++) {
		if (!fits(a, i))
			continue;
		r->origin = X86_ORIGIN_SUSPECT;
		ras_text_puts(&r->origin_reason, doubtful[i].reason);
		return;
	}
}

/*
 * What is not a known block of silicon: the record that the kernel makes of a firmware report of a
 * memory error (Linux mce/apei.c; its address is physical), a bank that a VMM made up, or one
 * without MCA_IPID.
 */
static void unnamed_bank(const struct amd_record *a, struct x86_mce_report *r)
{
	if (a->m->bank != BANK_GHES) {
		ras_text_puts(&r->bank_name,
			      a->virtual_bank ? "Virtual bank" : "Unidentified bank");
		return;
	}
	ras_text_puts(&r->bank_name, "Firmware report (GHES)");
	if (r->address == X86_ADDR_UNKNOWN && !a->virtual_bank)
		r->address = X86_ADDR_PHYSICAL;
}

static enum ras_severity decode(const struct ras_host *host, const struct x86_mce *m,
				struct x86_mce_report *r)
{
	const struct amd_record a = view(host, m);
	enum ras_severity s = severity(&a);

	/*
	 * Poison is the only sign that ADDR is one the kernel may act on, but for the banks that
	 * say otherwise below (Linux mce/amd.c, amd_mce_usable_address()).
	 */
	if (m->status & MCI_STATUS_ADDRV) {
		r->address = x86_maybe_guest(host) ? X86_ADDR_GUEST_PHYSICAL : X86_ADDR_PHYSICAL;
		if (!(a.status & MCI_STATUS_POISON))
			r->address = X86_ADDR_UNKNOWN;
	}
	ras_text_puts(&r->error_msg, error_text[s]);
	if (!(m->status & MCI_STATUS_VAL))
		ras_text_puts(&r->mcistatus_msg, "MCE_INVALID");
	ras_bits_text(&r->mcistatus_msg, status_bits, COUNT(status_bits), a.status, " ");
	if (m->ipid)
		amd_smca_decode(&a, r);
	else if (a.layout != AMD_SCALABLE && m->bank != BANK_GHES)
		amd_legacy_decode(&a, r);
	else
		unnamed_bank(&a, r);
	ras_text_add(&r->bank_name, " (bank=%u)", m->bank);
	amd_code_text(&r->mcastatus_msg, (unsigned int)ras_bits(m->status, 15, 0));
	doubt(&a, r);
	return s;
}

const struct x86_vendor_ops x86_amd_ops = { .vendor = X86_AMD, .decode = decode };
