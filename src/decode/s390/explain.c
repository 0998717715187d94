// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 machine checks and channel reports told to a person, line by line. */
#include "decode/s390/explain.h"

static void put_line(struct ras_text *t, const char *label, const char *text)
{
	if (*text)
		ras_text_add(t, "  %-10s %s\n", label, text);
}

enum ras_severity s390_mchk_explain(struct ras_text *t, const struct s390_mchk *m)
{
	char text[6][S390_TEXT_SIZE];
	struct s390_mchk_report r = {
		.conditions = RAS_TEXT(text[0]), .meaning = RAS_TEXT(text[1]),
		.not_valid = RAS_TEXT(text[2]), .consequence_text = RAS_TEXT(text[3]),
		.delivery = RAS_TEXT(text[4]),
	};
	struct ras_text open = RAS_TEXT(text[5]);

	s390_mchk_decode(m, &r);
	if (m->have_cr14)
		s390_cr14_text(&open, m->cr14);
	if (m->have_cr14 && !open.len)
		ras_text_puts(&open, "none");
	ras_text_puts(t, "machine-check interruption code ");
	ras_text_hex(t, m->mcic, 16);
	ras_text_add(t, ": %s\n", ras_severity_name(r.severity));
	put_line(t, "bits", r.conditions.buf);
	put_line(t, "reported", r.meaning.buf);
	put_line(t, "lost", r.not_valid.buf);
	put_line(t, "CR14 opens", open.buf);
	put_line(t, "delivery", r.delivery.buf);
	put_line(t, "Linux", r.consequence_text.buf);
	return r.severity;
}

enum ras_severity s390_crw_explain(struct ras_text *t, uint32_t word, uint32_t second,
				   bool have_second)
{
	const struct s390_crw first = s390_crw_split(word), chained = s390_crw_split(second);
	char text[S390_TEXT_SIZE];
	struct ras_text meaning = RAS_TEXT(text);
	enum ras_severity severity = s390_crw_text(&meaning, &first, have_second ? &chained : NULL);

	ras_text_add(t, "channel-report word %08x", word);
	if (have_second)
		ras_text_add(t, " %08x", second);
	ras_text_add(t, ": %s\n", ras_severity_name(severity));
	put_line(t, "reported", meaning.buf);
	if (first.chained && !first.overflow && !have_second)
		put_line(t, "chained", "a second word belongs to it");
	return severity;
}

bool s390_log_gather(struct s390_mchk *m, const struct s390_logline *line)
{
	const enum s390_kernel kernel = m->kernel;

	switch (line->kind) {
	case S390_LOG_STOPPED:
		*m = (struct s390_mchk){ .mcic = line->mcic, .kernel = kernel };
		return true;
	case S390_LOG_KILLING: /* only what hit user mode kills a task */
		*m = (struct s390_mchk){ .mcic = line->mcic, .kernel = kernel,
					 .mode = S390_MODE_USER };
		return true;
	case S390_LOG_GUEST: /* KVM tells of what it gives to a guest */
		*m = (struct s390_mchk){ .mcic = line->mcic, .kernel = kernel,
					 .mode = S390_MODE_SIE };
		return true;
	case S390_LOG_PSW:
		m->psw_mask = line->psw_mask;
		m->have_psw = true;
		m->mode = s390_psw_mode(m->mcic, m->psw_mask);
		return true;
	case S390_LOG_DAMAGE:
		m->edc = line->edc;
		m->fsa = line->fsa;
		m->have_edc = m->have_fsa = true;
		return true;
	default:
		return false;
	}
}
