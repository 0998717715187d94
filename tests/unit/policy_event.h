/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events for tests of the policies, made of columns by name: the classes' structs are private. */
#ifndef RAS_TESTS_POLICY_EVENT_H
#define RAS_TESTS_POLICY_EVENT_H

#include <string.h>

#include "core/event.h"

/* An event and its memory. */
struct policy_case {
	_Alignas(16) char mem[RAS_EVENT_ROOM];
};

static inline struct ras_event *case_begin(struct policy_case *c, const struct ras_class *cls)
{
	struct ras_event *ev = (void *)c->mem;

	memset(c->mem, 0, sizeof(c->mem));
	ras_event_init(ev, sizeof(c->mem), cls);
	ev->timestamp = 1000000000;
	return ev;
}

/* The field of that name that holds text (or does not); the test fails where there is none. */
static inline const struct ras_field *case_field(const struct ras_event *ev, const char *name,
						 bool text)
{
	for (size_t i = 0; i < ev->cls->nfields; i++)
		if (!strcmp(ev->cls->fields[i].name, name) &&
		    ras_type_is_text(ev->cls->fields[i].type) == text)
			return &ev->cls->fields[i];
	fail_msg("%s has no %s", ev->cls->name, name);
	return NULL;
}

static inline void put_int(struct ras_event *ev, const char *name, uint64_t v)
{
	ras_field_set_int(case_field(ev, name, false), ev, (int64_t)v);
}

static inline void put_text(struct ras_event *ev, const char *name, const char *v)
{
	const struct ras_field *f = case_field(ev, name, true);

	*(struct ras_str *)(void *)((char *)ev + f->offset) = (struct ras_str){ v, strlen(v) };
}

#endif
