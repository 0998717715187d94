// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel machine checks: status bits, counts, address, severity (SDM vol. 3B, chapter 17). */
#include "decode/x86/intel_tables.h"

enum { COUNT_HI = 52, COUNT_LO = 38, YELLOW = 2 };

/* Not a bank: Linux 3.x and 4.x log the thermal monitor as one (asm/mce.h MCE_THERMAL_BANK). */
enum { THERMAL_BANK = 128 };

/* What every recent server has; taken for a record of an unknown CPU without MCG_CAP. */
#define CAPS_DEFAULT (MCG_CAP_CMCI_P | MCG_CAP_TES_P | MCG_CAP_SER_P)

/* SDM vol. 3B table 17-7: threshold based error status, where TES_P and not UC. */
static const char *const threshold[4] = { NULL, "green", "yellow", "reserved" };

/* SDM vol. 3B table 17-6: address mode, IA32_MCi_MISC[8:6]. */
static const enum x86_address address_mode[8] = {
	X86_ADDR_SEGMENT, X86_ADDR_LINEAR,  X86_ADDR_PHYSICAL, X86_ADDR_MEMORY,
	X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN,  X86_ADDR_UNKNOWN,
};

/* I/O error: MISC holds the PCI Express requester (31:16) and segment (39:32), SDM table 17-9. */
#define MCACOD_IO 0x0e0bULL

/*
 * Reports that the hardware makes without an error: corrected internal parity errors of bank 0
 * with MSCOD 000FH. Linux mce/intel.c intel_filter_mce() keeps them out of its log.
 */
static const struct {
	uint8_t family, model, bank;
	uint64_t mask, value;
	const char *why;
} errata[] = {
#define PARITY 0, 0xa0000000ffffffff, 0x80000000000f0005
	{ 6, 0x3c, PARITY, "errata HSD131, HSM142, HSW131: false internal parity error" },
	{ 6, 0x45, PARITY, "as errata HSD131 and HSM142: false internal parity error" },
	{ 6, 0x46, PARITY, "erratum HSM142: false internal parity error" },
	{ 6, 0x3d, PARITY, "erratum BDM48: false internal parity error" },
	{ 6, 0x55, PARITY, "erratum SKX37: false internal parity error" },
#undef PARITY
};

/* Capabilities: a real MCG_CAP counts at least one bank, so 0 means that the record has none. */
static uint64_t capabilities(const struct x86_mce *m, const struct intel_model *model)
{
	if (m->mcgcap)
		return m->mcgcap;
	return model ? model->caps : CAPS_DEFAULT;
}

/*
 * Uncorrected errors of Skylake-SP and later 06_55H that the patrol scrubber may report by CMCI, as
 * if corrected: MSCOD 0010H, MCACOD 000F 0000 1100 CCCC, in a bank of a memory channel (Linux
 * mce/severity.c).
 */
static bool scrub_by_cmci(const struct x86_mce *m)
{
	const uint64_t valid = MCI_STATUS_UC | MCI_STATUS_ADDRV | MCI_STATUS_MISCV;

	return m->family == 6 && m->model == 0x55 && m->stepping >= 4 && m->bank >= 13 &&
	       m->bank <= 18 && (m->status & (valid | 0xffffeff0)) ==
	       (MCI_STATUS_ADDRV | MCI_STATUS_MISCV | 0x001000c0);
}

#define UC_S_AR (MCI_STATUS_UC | MCI_STATUS_S | MCI_STATUS_AR)

/*
 * SDM vol. 3B 17.6.3 and table 17-20, read as Linux reads them (mce/severity.c): with SER_P, S and
 * AR tell UCNA, SRAO and SRAR apart, and S=0 with AR=1 cannot be trusted. The first row that fits
 * is the one; the last takes what is none of these. An exception is told by MCG_STATUS.MCIP.
 */
static const struct {
	uint64_t mask, value;         /* of MCi_STATUS */
	uint64_t mcg_mask, mcg_value; /* of MCG_STATUS */
	bool ser;                     /* only with SER_P */
	enum ras_severity severity;
} severities[] = {
	{ MCI_STATUS_VAL, 0, 0, 0, false, RAS_INFO },
	{ MCI_STATUS_PCC, MCI_STATUS_PCC, 0, 0, false, RAS_FATAL },
	{ MCI_STATUS_UC, 0, 0, 0, false, RAS_CORRECTED },
	/* Neither the place to go on nor that of the error: nothing can be recovered. */
	{ 0, 0, MCG_STATUS_MCIP | MCG_STATUS_RIPV | MCG_STATUS_EIPV, MCG_STATUS_MCIP, false,
	  RAS_FATAL },
	/* Scrubbing and L3 write-back: action optional, also where CMCI reports them (S=0). */
	{ MCI_STATUS_UC | MCI_STATUS_AR | 0xeff0, MCI_STATUS_UC | 0x00c0, 0, 0, true,
	  RAS_RECOVERABLE },
	{ MCI_STATUS_UC | MCI_STATUS_AR | 0xefff, MCI_STATUS_UC | 0x017a, 0, 0, true,
	  RAS_RECOVERABLE },
	{ UC_S_AR, MCI_STATUS_UC, 0, 0, true, RAS_DEFERRED }, /* UCNA */
	{ UC_S_AR, MCI_STATUS_UC | MCI_STATUS_AR, 0, 0, true, RAS_FATAL },
	{ UC_S_AR | MCI_STATUS_OVER, UC_S_AR | MCI_STATUS_OVER, 0, 0, true, RAS_FATAL },
	{ 0, 0, 0, 0, true, RAS_RECOVERABLE }, /* SRAO, SRAR */
	{ 0, 0, MCG_STATUS_MCIP, MCG_STATUS_MCIP, false, RAS_FATAL },
	{ 0, 0, 0, 0, false, RAS_UNCORRECTED },
};

static enum ras_severity severity(const struct x86_mce *m, uint64_t caps)
{
	size_t i = 0;

	while ((m->status & severities[i].mask) != severities[i].value ||
	       (m->mcgstatus & severities[i].mcg_mask) != severities[i].mcg_value ||
	       (severities[i].ser && !(caps & MCG_CAP_SER_P)))
		i++;
	if (severities[i].severity == RAS_CORRECTED && caps & MCG_CAP_SER_P && scrub_by_cmci(m))
		return RAS_RECOVERABLE;
	return severities[i].severity;
}

/* UCNA, SRAO, SRAR: who has to act on an uncorrected error (SDM vol. 3B 17.6.3). */
static const char *action(uint64_t status)
{
	if (status & MCI_STATUS_PCC)
		return NULL;
	if (!(status & MCI_STATUS_S))
		return (status & MCI_STATUS_AR) ? NULL : "UCNA";
	return (status & MCI_STATUS_AR) ? "SRAR" : "SRAO";
}

static void status_text(const struct x86_mce *m, uint64_t caps, struct x86_mce_report *r)
{
	static const struct ras_bit tail[] = {
		{ 60, "Error_enabled" },
		{ 57, "Processor_context_corrupt" },
	};
	bool uc = m->status & MCI_STATUS_UC;
	struct ras_text *t = &r->mcistatus_msg;
	unsigned int level = (unsigned int)ras_bits(m->status, 54, 53);
	const char *who = uc && caps & MCG_CAP_SER_P ? action(m->status) : NULL;

	if (!(m->status & MCI_STATUS_VAL))
		ras_text_puts(t, "Machine check not valid ");
	if (m->status & MCI_STATUS_OVER)
		ras_text_puts(t, "Error_overflow ");
	ras_text_puts(t, uc ? "Uncorrected_error" : "Corrected_error");
	for (size_t i = 0; i < COUNT(tail); i++)
		if (m->status & RAS_BIT(tail[i].bit))
			ras_text_add(t, " %s", tail[i].name);
	if (who)
		ras_text_add(t, " %s", who);
	if (uc || !(caps & MCG_CAP_TES_P) || !threshold[level])
		return;
	ras_text_add(t, " Threshold based error status: %s", threshold[level]);
	if (level == YELLOW)
		ras_text_puts(&r->user_action,
			      "a cache corrects errors above its threshold: plan a new CPU");
}

/* Errors that the record stands for (SDM vol. 3B 17.3.2.2.1); 0 where it does not count them. */
static uint32_t error_count(const struct x86_mce *m, uint64_t caps)
{
	if (m->status & MCI_STATUS_UC || !(caps & MCG_CAP_CMCI_P))
		return 0;
	return (uint32_t)ras_bits(m->status, COUNT_HI, COUNT_LO);
}

static void error_text(const struct x86_mce *m, const struct intel_bank *b,
		       struct x86_mce_report *r)
{
	char buf[256];
	struct ras_text words = RAS_TEXT(buf);

	(void)intel_mca_code_text(&r->error_msg, (uint16_t)m->status);
	if (b)
		intel_bank_words(b, m->status, &words);
	if (b && b->name && words.len)
		ras_text_add(&r->error_msg, "; %s: %s", b->name, buf);
	else if (words.len)
		ras_text_add(&r->error_msg, "; %s", buf);
	else if (MSCOD(m->status))
		ras_text_add(&r->error_msg, "; MSCOD 0x%04x", MSCOD(m->status));
	ras_text_puts(&r->mcastatus_msg, r->error_msg.buf);
}

static void io_requester(const struct x86_mce *m, struct ras_text *t)
{
	if ((m->status & MCACOD_MASK & ~MCACOD_FILTER) != MCACOD_IO ||
	    !(m->status & MCI_STATUS_MISCV))
		return;
	ras_text_sep(t, " ");
	ras_text_add(t, "pci=%04x:%02x:%02x.%x", (unsigned int)ras_bits(m->misc, 39, 32),
		     (unsigned int)ras_bits(m->misc, 31, 24),
		     (unsigned int)ras_bits(m->misc, 23, 19),
		     (unsigned int)ras_bits(m->misc, 18, 16));
}

static enum x86_address address(const struct x86_mce *m, uint64_t caps)
{
	if (!(m->status & MCI_STATUS_ADDRV))
		return X86_ADDR_NONE;
	if (m->status & MCI_STATUS_MISCV && caps & MCG_CAP_SER_P)
		return address_mode[ras_bits(m->misc, 8, 6)];
	return X86_ADDR_UNKNOWN;
}

/*
 * A record that the kernel makes of a firmware (GHES) memory error: MCACOD 9FH and no MSCOD, with
 * nothing in MISC but an address mode, in bank -1 or in one that reports no memory errors
 * (Linux mce/apei.c apei_mce_report_mem_error(); some leave MISC empty).
 */
static bool made_by_firmware(const struct x86_mce *m)
{
	const uint64_t always = MCI_STATUS_VAL | MCI_STATUS_EN | MCI_STATUS_ADDRV | 0x9f;
	const uint64_t may = MCI_STATUS_UC | MCI_STATUS_PCC | MCI_STATUS_MISCV;

	return (m->bank == 0xff || m->bank == 1) && !(m->misc >> 9) && (m->status & ~may) == always;
}

/* What the record is not: an error of this bank. Returns the severity that is left. */
static enum ras_severity doubts(const struct x86_mce *m, struct x86_mce_report *r,
				enum ras_severity s)
{
	if (!(m->status & MCI_STATUS_VAL)) {
		r->origin = X86_ORIGIN_SUSPECT;
		ras_text_puts(&r->origin_reason, "VAL is 0: the bank holds no error");
	} else if (made_by_firmware(m)) {
		r->origin = X86_ORIGIN_FIRMWARE;
		r->address = X86_ADDR_PHYSICAL;
		ras_text_puts(&r->origin_reason,
			      "made by the kernel from a firmware (GHES) report: no real bank");
		if (s == RAS_DEFERRED) /* UC stands for "recoverable" there */
			return RAS_RECOVERABLE;
	}
	return s;
}

/*
 * STATUS is IA32_THERM_STATUS here, of which bit 0 says that the CPU is too hot, or with bit 62
 * set by the kernel a power limit notification (mcheck/therm_throt.c CORE_POWER_LIMIT).
 */
static enum ras_severity thermal_event(const struct x86_mce *m, struct x86_mce_report *r)
{
	bool hot = m->status & 1;

	ras_text_puts(&r->bank_name, "THERMAL EVENT");
	if (m->status & RAS_BIT(62)) {
		ras_text_puts(&r->error_msg, "power limit notification");
		return RAS_INFO;
	}
	ras_text_puts(&r->error_msg, hot ? "CPU above its trip temperature, clock throttled" :
					   "CPU below its trip temperature, no throttling");
	if (hot)
		ras_text_puts(&r->user_action, "check the cooling: the CPU runs slower meanwhile");
	return RAS_INFO;
}

enum ras_severity intel_decode(const struct x86_mce *m, const struct intel_model *model,
			       struct x86_mce_report *r)
{
	uint64_t caps = capabilities(m, model);
	const struct intel_bank *b = intel_bank(model, m);
	uint32_t n = error_count(m, caps);

	r->cpu_type = model ? model->name : NULL;
	if (m->bank == THERMAL_BANK)
		return thermal_event(m, r);
	if (b && b->name)
		ras_text_add(&r->bank_name, "%s (bank=%u)", b->name, m->bank);
	else
		ras_text_add(&r->bank_name, "bank=%u", m->bank);
	if (n) {
		r->error_count = n;
		if (intel_is_memory(m->status))
			ras_text_add(&r->mc_location, "n_errors=%u", n);
	}
	error_text(m, b, r);
	status_text(m, caps, r);
	if (b)
		intel_bank_place(b, m, &r->mc_location);
	io_requester(m, &r->mc_location);
	r->address = address(m, caps);
	return doubts(m, r, severity(m, caps));
}

static enum ras_severity decode(const struct ras_host *host, const struct x86_mce *m,
				struct x86_mce_report *r)
{
	enum ras_severity s = intel_decode(m, intel_model(m), r);

	(void)host;
	for (size_t i = 0; i < COUNT(errata); i++) {
		if (m->family != errata[i].family || m->model != errata[i].model ||
		    m->bank != errata[i].bank || (m->status & errata[i].mask) != errata[i].value)
			continue;
		r->origin = X86_ORIGIN_SUSPECT;
		ras_text_puts(&r->origin_reason, errata[i].why);
		return RAS_INFO;
	}
	return s;
}

const struct x86_vendor_ops x86_intel_ops = { .vendor = X86_INTEL, .decode = decode };
