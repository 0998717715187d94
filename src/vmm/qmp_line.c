// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines of JSON from a monitor or a guest agent, put together within bounds. */
#include "vmm/qmp_line.h"

#include <stdlib.h>
#include <string.h>

enum {
	ROOM_FIRST = 4096,
	ROOM_KEPT = 65536, /* a larger buffer is given back after its line */
};

const struct vmm_json_limits qmp_line_limits = {
	.bytes = 1 << 20,
	.containers = 32768,
	.depth = 32,
};

struct qmp_line qmp_line_new(const struct vmm_json_limits *limits, bool sentinel)
{
	return (struct qmp_line){ .sentinel = sentinel, .limits = *limits };
}

void qmp_line_reset(struct qmp_line *l)
{
	free(l->buf);
	l->buf = NULL;
	l->len = 0;
	l->room = 0;
	l->skip = false;
}

/* Room for n more bytes; false when that is over the limit or there is no memory. */
static bool make_room(struct qmp_line *l, size_t n)
{
	size_t room = l->room ? l->room : ROOM_FIRST;
	char *buf;

	if (n > l->limits.bytes - l->len)
		return false;
	while (room < l->len + n)
		room *= 2;
	if (room == l->room)
		return true;
	buf = realloc(l->buf, room);
	if (!buf)
		return false;
	l->buf = buf;
	l->room = room;
	return true;
}

static void take(struct qmp_line *l, const char *p, size_t n)
{
	const char *mark;

	while (l->sentinel && (mark = memchr(p, 0xff, n))) {
		n -= (size_t)(mark + 1 - p);
		p = mark + 1;
		l->len = 0;
		l->skip = false;
	}
	if (l->skip || !n)
		return;
	if (!make_room(l, n)) {
		qmp_line_reset(l);
		l->skip = true;
		return;
	}
	memcpy(l->buf + l->len, p, n);
	l->len += n;
}

/* The line is complete: what is it? */
static enum qmp_line_kind finish(struct qmp_line *l, struct json_object **obj)
{
	enum qmp_line_kind kind = QMP_LINE_MORE;

	if (l->skip) {
		kind = QMP_LINE_LONG;
	} else if (l->len && !(l->len == 1 && l->buf[0] == '\r')) {
		*obj = vmm_json_parse(l->buf, l->len, &l->limits);
		kind = *obj ? QMP_LINE_OBJECT : QMP_LINE_BAD;
	}
	l->skip = false;
	l->len = 0;
	if (l->room > ROOM_KEPT)
		qmp_line_reset(l);
	return kind;
}

enum qmp_line_kind qmp_line_next(struct qmp_line *l, const char **p, size_t *n,
				 struct json_object **obj)
{
	enum qmp_line_kind kind = QMP_LINE_MORE;

	*obj = NULL;
	while (*n && kind == QMP_LINE_MORE) {
		const char *end = memchr(*p, '\n', *n);
		size_t part = end ? (size_t)(end - *p) : *n;

		take(l, *p, part);
		part += !!end;
		*p += part;
		*n -= part;
		if (end)
			kind = finish(l, obj);
	}
	return kind;
}
