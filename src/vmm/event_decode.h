/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A monitor's event object into the fields of a vmm_event. */
#ifndef RAS_VMM_EVENT_DECODE_H
#define RAS_VMM_EVENT_DECODE_H

#include <stdbool.h>

#include "events/vmm_event.h"

struct json_object;

/* Whether an event of this name is one that gets recorded. */
bool vmm_event_known(const char *name);

/*
 * Fill in e (initialised, its arena empty) from obj, {"event": …, "data": {…}, "timestamp": {…}}.
 * VM name, UUID and process are the caller's to set. False when obj is no event that gets recorded;
 * members that are missing or of another type stay empty, text is cleaned and cut.
 */
bool vmm_event_decode(struct ras_vmm_event *e, struct json_object *obj);

#endif
