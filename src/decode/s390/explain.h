/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390 machine checks and channel reports told to a person, line by line. */
#ifndef RAS_DECODE_S390_EXPLAIN_H
#define RAS_DECODE_S390_EXPLAIN_H

#include "decode/s390/crw.h"
#include "decode/s390/logtext.h"
#include "decode/s390/mcic.h"

/* Room that an explanation needs at most, its NUL included. */
enum { S390_EXPLAIN_SIZE = 8192 };

/*
 * What the code says, what was lost, what Linux does: a line each, a line end behind each. Lines
 * that have nothing to say are left out. Returns the severity.
 */
enum ras_severity s390_mchk_explain(struct ras_text *t, const struct s390_mchk *m);

/* A channel-report word, and the one chained to it if have_second. Returns the severity. */
enum ras_severity s390_crw_explain(struct ras_text *t, uint32_t word, uint32_t second,
				   bool have_second);

/*
 * Add what a log line tells to the machine check of the lines before it: a line with a code begins
 * a new one in m, the two that follow it when the system stops bring its old PSW, damage code and
 * failing address. False when the line tells nothing of a machine check; m stays.
 */
bool s390_log_gather(struct s390_mchk *m, const struct s390_logline *line);

#endif
