// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl --decode for s390: machine checks and channel reports, as values or from a log. */
#include "ctl/decode_s390.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "events/events.h"
#include "export/json.h"

/* The hexadecimal digits at s, with 0x or without, as *v. What stands behind them; NULL: not so. */
static const char *hex(const char *s, size_t digits, uint64_t *v)
{
	char *end;

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
		s += 2;
	if (!isxdigit((unsigned char)*s) || strspn(s, "0123456789abcdefABCDEF") > digits)
		return NULL;
	*v = strtoull(s, &end, 16);
	return end;
}

/* The value of an option, if it was given. False when it is not of that form. */
static bool value(const struct ctl *ctl, enum ctl_opt opt, size_t digits, uint64_t *v, bool *have)
{
	const char *end;

	*have = ctl->given[opt];
	if (!*have)
		return true;
	end = hex(ctl->value[opt], digits, v);
	if (end && !*end)
		return true;
	ctl_complain(ctl, "--%s=%s: not a number of 1 to %zu hexadecimal digits",
		     ctl_options[opt].name, ctl->value[opt], digits);
	return false;
}

static int put_json(FILE *out, const struct s390_logrecord *r)
{
	_Alignas(16) char room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	const struct ras_host host = { .vendor = X86_UNKNOWN };
	bool crw = r->kind == S390_LOG_CRW;

	ras_event_init(ev, sizeof(room), crw ? &ras_class_s390_crw : &ras_class_s390_mchk);
	if (crw)
		ras_s390_crw_set(ev, r, "text");
	else
		ras_s390_mchk_set(ev, r, "text");
	ev->severity = ev->cls->decode(&host, ev);
	return ras_json_line(out, ev);
}

int ctl_decode_s390_record(FILE *out, bool json, const struct s390_logrecord *r)
{
	char text[S390_EXPLAIN_SIZE];
	struct ras_text t = RAS_TEXT(text);

	if (json)
		return put_json(out, r);
	if (r->kind == S390_LOG_CRW)
		(void)s390_crw_explain(&t, r->crw, r->crw_chained, r->have_chained);
	else
		(void)s390_mchk_explain(&t, &r->m);
	if (*r->task) {
		ras_text_add(&t, "  %-10s ", "killed");
		ras_text_clean(&t, r->task, strlen(r->task));
		ras_text_add(&t, ", process %d\n", (int)r->pid);
	} else if (r->kind == S390_LOG_GUEST) {
		ras_text_add(&t, "  %-10s the guest's vCPU of thread %d\n", "given to",
			     (int)r->pid);
	}
	return fputs(text, out) < 0 ? -1 : 0;
}

/* A channel-report word, and the one chained to it behind a comma. */
static bool words(const struct ctl *ctl, struct s390_logrecord *r)
{
	const char *s = ctl->value[CTL_CRW];
	uint64_t first = 0, second = 0;

	s = hex(s, 8, &first);
	if (s && *s == ',') {
		s = hex(s + 1, 8, &second);
		r->have_chained = true;
	}
	if (!s || *s) {
		ctl_complain(ctl,
			     "--crw=%s: not a word of 1 to 8 hexadecimal digits, or two with a "
			     "comma between",
			     ctl->value[CTL_CRW]);
		return false;
	}
	r->crw = (uint32_t)first;
	r->crw_chained = (uint32_t)second;
	return true;
}

bool ctl_decode_s390_given(const struct ctl *ctl)
{
	return ctl->given[CTL_MCIC] || ctl->given[CTL_CR14] || ctl->given[CTL_EDC] ||
	       ctl->given[CTL_FSA] || ctl->given[CTL_CRW];
}

enum ctl_exit ctl_decode_s390(struct ctl *ctl)
{
	struct s390_logrecord mchk = { .kind = S390_LOG_STOPPED }, crw = { .kind = S390_LOG_CRW };
	struct s390_mchk *m = &mchk.m;
	bool json = ctl->given[CTL_JSON], have;
	uint64_t edc = 0;

	if (!value(ctl, CTL_MCIC, 16, &m->mcic, &have) ||
	    !value(ctl, CTL_CR14, 16, &m->cr14, &m->have_cr14) ||
	    !value(ctl, CTL_EDC, 8, &edc, &m->have_edc) ||
	    !value(ctl, CTL_FSA, 16, &m->fsa, &m->have_fsa))
		return CTL_USAGE;
	m->edc = (uint32_t)edc;
	if (!have && (m->have_cr14 || m->have_edc || m->have_fsa)) {
		ctl_complain(ctl, "--cr14, --edc and --fsa say more of a --mcic, which is missing");
		return CTL_USAGE;
	}
	if (ctl->given[CTL_CRW] && !words(ctl, &crw))
		return CTL_USAGE;
	if ((have && ctl_decode_s390_record(stdout, json, &mchk)) ||
	    (ctl->given[CTL_CRW] && ctl_decode_s390_record(stdout, json, &crw)))
		return CTL_NOT_OK;
	return CTL_OK;
}
