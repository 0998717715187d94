/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of JSON from a monitor or a guest agent, put together within bounds. */
#ifndef RAS_VMM_QMP_LINE_H
#define RAS_VMM_QMP_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "vmm/json.h"

enum qmp_line_kind {
	QMP_LINE_MORE,   /* all bytes are taken, no line is complete */
	QMP_LINE_OBJECT, /* a JSON object */
	QMP_LINE_BAD,    /* a line that is no JSON object */
	QMP_LINE_LONG,   /* a line over the limit (or over the memory there is), skipped whole */
};

struct qmp_line {
	char *buf;
	size_t len, room;
	bool skip;     /* the line is too long: wait for its end */
	bool sentinel; /* byte 0xff throws away what came before it (guest-sync-delimited) */
	struct vmm_json_limits limits;
};

/*
 * Limits that the largest known answer keeps with room to spare: query-qmp-schema of QEMU 7.2 has
 * about 207 kB and 10 000 objects. At worst a line costs 1 MiB and what json-c makes of it, 32 MiB.
 */
extern const struct vmm_json_limits qmp_line_limits;

/* An empty reader; qmp_line_reset() frees what it holds and makes it empty again. */
struct qmp_line qmp_line_new(const struct vmm_json_limits *limits, bool sentinel);
void qmp_line_reset(struct qmp_line *l);

/*
 * Take bytes from *p (*n of them; both advance) up to the end of a line. For QMP_LINE_OBJECT *obj
 * is the object, which the caller puts; else NULL. Call again while it does not return
 * QMP_LINE_MORE. Empty lines are passed over.
 */
enum qmp_line_kind qmp_line_next(struct qmp_line *l, const char **p, size_t *n,
				 struct json_object **obj);

#endif
