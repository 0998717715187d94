// SPDX-License-Identifier: GPL-2.0-or-later
/* Fields of an event by name, for policies that several classes feed. */
#include <string.h>

#include "policy/parts.h"

const struct ras_field *policy_field(const struct ras_event *ev, const char *name)
{
	const struct ras_field *hidden = NULL;

	/* A column goes before the raw value of the same name that it was made from. */
	for (size_t i = 0; i < ev->cls->nfields; i++) {
		const struct ras_field *f = &ev->cls->fields[i];

		if (strcmp(f->name, name) != 0)
			continue;
		if (!(f->flags & RAS_F_NO_COLUMN))
			return f;
		hidden = f;
	}
	return hidden;
}

int64_t policy_int(const struct ras_event *ev, const char *name)
{
	const struct ras_field *f = policy_field(ev, name);

	return f ? ras_field_int(f, ev) : 0;
}

const char *policy_str(const struct ras_event *ev, const char *name)
{
	const struct ras_field *f = policy_field(ev, name);

	return f ? ras_field_str(f, ev).s : "";
}
