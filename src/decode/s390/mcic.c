// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 machine checks: the words for each bit of the MCIC, the damage code and CR14. */
#include "decode/s390/mcic.h"

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/*
 * Conditions and modifiers. z/Architecture Principles of Operation chapter 11,
 * "Machine-Check-Interruption Code": "Subclass", "Time of Machine-Check Interruption",
 * "Storage Errors". needs: the modifier means something only beside one of these.
 */
static const struct {
	uint8_t ibm;
	const char *name;
	const char *text;
	uint64_t needs;
} conditions[] = {
	{ 0, "SD", "system damage", 0 },
	{ 1, "PD", "instruction-processing damage", 0 },
	{ 2, "SR", "system recovery", 0 },
	{ 4, "CD", "timing-facility damage", 0 },
	{ 5, "ED", "external damage", 0 },
	{ 7, "DG", "degradation", 0 },
	{ 8, "W", "warning of imminent damage or power loss", 0 },
	{ 9, "CP", "channel report pending", 0 },
	{ 10, "SP", "service-processor damage", 0 },
	{ 11, "CK", "channel-subsystem damage", 0 },
	{ 14, "B", "backed up: interrupted before the point of damage", MCIC_PD },
	{ 34, "DA", "delayed access exception", MCIC_PD },
	{ 16, "SE", "storage error uncorrected", 0 },
	{ 17, "SC", "storage error corrected", 0 },
	{ 18, "KE", "storage-key error uncorrected", 0 },
	{ 19, "DS", "storage degradation", MCIC_SC },
	{ 32, "IE", "indirect storage error", MCIC_SE | MCIC_KE },
	{ 44, "AP", "ancillary report", 0 },
};

/*
 * Validity bits that stand for registers or storage (the same chapter, "Machine-Check
 * Interruption-Code Validity Bits"), and what Linux makes of a zero: nmi.c and entry.S, 6.1 to 7.1.
 * Without its facility a machine never sets VR or GS.
 */
static const struct {
	uint8_t ibm;
	const char *name;
	const char *text;
} validity[] = {
	{ 20, "WP", "PSW machine-check mask, wait and problem-state bits" },
	{ 21, "MS", "PSW masks and key" },
	{ 22, "PM", "PSW program mask and condition code" },
	{ 23, "IA", "PSW instruction address" },
	{ 25, "VR", "vector registers, if installed" },
	{ 27, "FP", "floating-point registers" },
	{ 28, "GR", "general registers" },
	{ 29, "CR", "control registers" },
	{ 31, "ST", "storage that the interrupted program changed" },
	{ 33, "AR", "access registers" },
	{ 36, "GS", "guarded-storage registers, if installed" },
	{ 42, "PR", "TOD programmable register (Linux loads it anew)" },
	{ 43, "FC", "floating-point-control register" },
	{ 46, "CT", "CPU timer (Linux sets it anew)" },
	{ 47, "CC", "clock comparator (Linux sets it anew)" },
};

/*
 * External-damage code, valid with EC: Linux arch/s390/kernel/nmi.c, ED_STP_SYNC, ED_STP_ISLAND;
 * the ETR bits up to 4.7. LSB-0 here, IBM numbers in the text.
 */
static const struct ras_bit edc_bits[] = {
	{ 13, "ETR switch to local (bit 18)" },
	{ 12, "ETR sync check (bit 19)" },
	{ 7, "STP sync check (bit 24)" },
	{ 6, "STP island check (bit 25)" },
};

/* CR14 subclass masks, and the conditions that each holds back. */
static const struct {
	uint64_t mask, conditions;
	const char *text;
} subclasses[] = {
	{ CR14_CHANNEL_REPORT, MCIC_CP, "channel report (bit 35)" },
	{ CR14_RECOVERY, MCIC_SR, "recovery (bit 36)" },
	{ CR14_DEGRADATION, MCIC_DG, "degradation (bit 37)" },
	{ CR14_EXTERNAL_DAMAGE, MCIC_CD | MCIC_ED, "external damage (bit 38)" },
	{ CR14_WARNING, MCIC_W, "warning (bit 39)" },
};

/*
 * The same book, "Check-Stop State"; the S/370 book (GA22-7000-10, chapter 11) has the same list,
 * there conditional on bit 0 of control register 14.
 */
static const char *const check_stops[S390_CHECK_STOPS] = {
	[S390_CHECK_STOP_NONE] = "",
	[S390_CHECK_STOP_EXIGENT_MASKED] =
		"check-stop: an exigent condition while PSW bit 13 masks machine checks",
	[S390_CHECK_STOP_EXIGENT_TWICE] =
		"check-stop: a second exigent condition while the first is being taken",
	[S390_CHECK_STOP_LOWCORE] =
		"check-stop: the interruption code cannot be stored or the new PSW not fetched",
	[S390_CHECK_STOP_PREFIX] = "check-stop: the prefix register has an invalid check code",
	[S390_CHECK_STOP_RESET] = "check-stop: a reset ordered by SIGNAL PROCESSOR failed",
};

const char *s390_check_stop_text(enum s390_check_stop c)
{
	return (unsigned int)c < S390_CHECK_STOPS ? check_stops[c] : "";
}

enum s390_check_stop s390_check_stops(uint64_t mcic, uint64_t psw_mask, bool taking)
{
	if (!(mcic & MCIC_EXIGENT))
		return S390_CHECK_STOP_NONE;
	if (taking)
		return S390_CHECK_STOP_EXIGENT_TWICE;
	return (psw_mask & PSW_MCHECK) ? S390_CHECK_STOP_NONE : S390_CHECK_STOP_EXIGENT_MASKED;
}

void s390_edc_text(struct ras_text *t, uint32_t edc)
{
	uint32_t named = 0;

	for (size_t i = 0; i < COUNT(edc_bits); i++)
		named |= UINT32_C(1) << edc_bits[i].bit;
	ras_bits_text(t, edc_bits, COUNT(edc_bits), edc, ", ");
	for (unsigned int ibm = 0; ibm < 32; ibm++) {
		if (!(edc & ~named & UINT32_C(1) << (31 - ibm)))
			continue;
		ras_text_sep(t, ", ");
		ras_text_add(t, "bit %u", ibm);
	}
}

void s390_cr14_text(struct ras_text *t, uint64_t cr14)
{
	for (size_t i = 0; i < COUNT(subclasses); i++) {
		if (!(cr14 & subclasses[i].mask))
			continue;
		ras_text_sep(t, ", ");
		ras_text_puts(t, subclasses[i].text);
	}
}

uint64_t s390_cr14_masked(uint64_t mcic, uint64_t cr14)
{
	uint64_t masked = 0;

	for (size_t i = 0; i < COUNT(subclasses); i++)
		if (!(cr14 & subclasses[i].mask))
			masked |= mcic & subclasses[i].conditions;
	return masked;
}

enum s390_mode s390_psw_mode(uint64_t mcic, uint64_t psw_mask)
{
	if (!(mcic & MCIC_WP))
		return S390_MODE_UNKNOWN;
	return (psw_mask & PSW_PROBLEM) ? S390_MODE_USER : S390_MODE_KERNEL;
}

/* Names and IBM numbers of the conditions and modifiers set in v. */
static void put_names(struct ras_text *t, uint64_t v)
{
	for (size_t i = 0; i < COUNT(conditions); i++) {
		if (!(v & S390_BIT(conditions[i].ibm)))
			continue;
		ras_text_sep(t, " ");
		ras_text_add(t, "%s(%u)", conditions[i].name, conditions[i].ibm);
	}
}

/* A bit that no table knows is told as well: a newer machine may set it. */
static void put_unknown(struct ras_text *t, uint64_t mcic)
{
	uint64_t known = MCIC_VALIDITY | MCIC_FA | MCIC_EC;

	for (size_t i = 0; i < COUNT(conditions); i++)
		known |= S390_BIT(conditions[i].ibm);
	for (unsigned int ibm = 0; ibm < 64; ibm++) {
		if (!(mcic & ~known & S390_BIT(ibm)))
			continue;
		ras_text_sep(t, "; ");
		ras_text_add(t, "unassigned (bit %u)", ibm);
	}
}

static void put_meaning(const struct s390_mchk *m, struct ras_text *t)
{
	for (size_t i = 0; i < COUNT(conditions); i++) {
		if (!(m->mcic & S390_BIT(conditions[i].ibm)))
			continue;
		ras_text_sep(t, "; ");
		ras_text_add(t, "%s (bit %u)", conditions[i].text, conditions[i].ibm);
		if (conditions[i].needs && !(m->mcic & conditions[i].needs))
			ras_text_puts(t, ", without meaning here");
	}
	put_unknown(t, m->mcic);
	if (!t->len)
		ras_text_puts(t, "no condition is set");
	if (m->mcic & MCIC_FA && m->have_fsa) {
		ras_text_puts(t, "; failing-storage address ");
		ras_text_hex(t, m->fsa, 1);
	} else if (m->mcic & MCIC_STORAGE && !(m->mcic & MCIC_FA)) {
		ras_text_puts(t, "; no failing-storage address was stored (bit 24 is zero)");
	}
	if (m->mcic & MCIC_ED && m->mcic & MCIC_EC && m->have_edc) {
		char buf[512];
		struct ras_text edc = RAS_TEXT(buf);

		s390_edc_text(&edc, m->edc);
		ras_text_add(t, "; external-damage code %08x: %s", m->edc,
			     edc.len ? edc.buf : "no bit is set");
	} else if (m->mcic & MCIC_ED && !(m->mcic & MCIC_EC)) {
		ras_text_puts(t, "; no external-damage code was stored (bit 26 is zero)");
	}
}

static void put_not_valid(struct ras_text *t, uint64_t mcic)
{
	if (!(mcic & MCIC_VALIDITY)) {
		ras_text_puts(t, "no validity bit is set: nothing that was saved can be trusted, "
				 "or the value is only a part of a code");
		return;
	}
	for (size_t i = 0; i < COUNT(validity); i++) {
		if (mcic & S390_BIT(validity[i].ibm))
			continue;
		ras_text_sep(t, "; ");
		ras_text_add(t, "%s (%s, bit %u)", validity[i].text, validity[i].name,
			     validity[i].ibm);
	}
}

static void put_delivery(const struct s390_mchk *m, struct ras_text *t)
{
	uint64_t masked = m->have_cr14 ? s390_cr14_masked(m->mcic, m->cr14) : 0;
	enum s390_check_stop stop = S390_CHECK_STOP_NONE;

	if (m->have_psw)
		stop = s390_check_stops(m->mcic, m->psw_mask, false);
	ras_text_puts(t, s390_check_stop_text(stop));
	if (!masked)
		return;
	ras_text_sep(t, "; ");
	put_names(t, masked);
	ras_text_puts(t, " masked in CR14");
	/* "Interruption Action": what is pending may be told with an exigent one, masked or not. */
	if (m->mcic & MCIC_EXIGENT)
		ras_text_puts(t, ", reported along with the exigent one");
}

void s390_mchk_decode(const struct s390_mchk *m, struct s390_mchk_report *r)
{
	uint64_t shown = 0;

	for (size_t i = 0; i < COUNT(conditions); i++)
		shown |= S390_BIT(conditions[i].ibm);
	put_names(&r->conditions, m->mcic & shown);
	put_meaning(m, &r->meaning);
	put_not_valid(&r->not_valid, m->mcic);
	put_delivery(m, &r->delivery);
	r->consequence = s390_mchk_rules(m, &r->severity, &r->consequence_text);
}
