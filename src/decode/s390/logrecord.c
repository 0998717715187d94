// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 machine checks and channel reports, each put together from its lines of a kernel log. */
#include "decode/s390/logrecord.h"

#include <string.h>

bool s390_log_end(struct s390_log *log, struct s390_logrecord *done)
{
	*done = log->open;
	log->open = (struct s390_logrecord){ .kind = S390_LOG_NONE };
	return done->kind != S390_LOG_NONE;
}

static void set_name(struct s390_logrecord *r, const struct s390_logline *line)
{
	size_t n = line->name_len < sizeof(r->task) - 1 ? line->name_len : sizeof(r->task) - 1;

	memcpy(r->task, line->name, n);
	r->task[n] = '\0';
}

/* Linux takes two words of a chain (drivers/s390/cio/crw.c); one with overflow begins anew. */
static bool second_word(const struct s390_logrecord *r, uint32_t word)
{
	const struct s390_crw first = s390_crw_split(r->crw), next = s390_crw_split(word);

	return first.chained && !first.overflow && !r->have_chained && !next.overflow &&
	       next.rsc == first.rsc;
}

/* Add to the open record. False when the line does not belong to it. */
static bool goes_on(struct s390_logrecord *r, const struct s390_logline *line)
{
	switch (line->kind) {
	case S390_LOG_PSW:
	case S390_LOG_DAMAGE:
		if (r->kind != S390_LOG_STOPPED || !s390_log_gather(&r->m, line))
			return false;
		if (line->kind == S390_LOG_PSW)
			r->psw_addr = line->psw_addr;
		return true;
	case S390_LOG_KILLED:
		if (r->kind != S390_LOG_KILLING || r->pid)
			return false;
		r->pid = line->pid;
		set_name(r, line);
		return true;
	case S390_LOG_CRW:
		if (r->kind != S390_LOG_CRW || !second_word(r, line->crw))
			return false;
		r->crw_chained = line->crw;
		r->have_chained = true;
		return true;
	default:
		return false;
	}
}

static bool begins(const struct s390_logline *line)
{
	return line->kind == S390_LOG_STOPPED || line->kind == S390_LOG_KILLING ||
	       line->kind == S390_LOG_GUEST || line->kind == S390_LOG_CRW;
}

bool s390_log_add(struct s390_log *log, const char *line, size_t len, struct s390_logrecord *done)
{
	struct s390_logline l;
	bool complete;

	if (!s390_log_line(&l, line, len) || goes_on(&log->open, &l) || !begins(&l))
		return false;
	complete = s390_log_end(log, done);
	log->open.kind = l.kind;
	if (l.kind == S390_LOG_CRW)
		log->open.crw = l.crw;
	else
		(void)s390_log_gather(&log->open.m, &l);
	if (l.kind == S390_LOG_GUEST)
		log->open.pid = l.pid;
	return complete;
}
