/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390 machine checks and channel reports, each put together from its lines of a kernel log. */
#ifndef RAS_DECODE_S390_LOGRECORD_H
#define RAS_DECODE_S390_LOGRECORD_H

#include "decode/s390/explain.h"

/* A task's name has 15 bytes at most (TASK_COMM_LEN in include/linux/sched.h). */
enum { S390_TASK_NAME = 16 };

/* One machine check or channel report. */
struct s390_logrecord {
	/*
	 * Of the line that begins it: STOPPED, KILLING, GUEST (machine checks) or CRW; else NONE.
	 */
	enum s390_log_kind kind;
	struct s390_mchk m;
	uint64_t psw_addr; /* of the old PSW, if m has one */
	int32_t pid;       /* of the task that is killed, or of the vCPU; 0: unknown */
	char task[S390_TASK_NAME];
	uint32_t crw, crw_chained;
	bool have_chained;
};

/* What is not complete yet. Zero at first. */
struct s390_log {
	struct s390_logrecord open;
};

/*
 * Take one line of a log. True when a record is complete: it is in done, and was begun by a line
 * before this one. Lines that tell of nothing may stand in between.
 */
bool s390_log_add(struct s390_log *log, const char *line, size_t len, struct s390_logrecord *done);

/* No more lines belong to it: true when there was a record, which is in done then. */
bool s390_log_end(struct s390_log *log, struct s390_logrecord *done);

#endif
