/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One event as one JSON object, from its class table. */
#ifndef RAS_EXPORT_JSON_H
#define RAS_EXPORT_JSON_H

#include <json-c/json_object.h>
#include <stdio.h>

#include "core/event.h"

/*
 * An object with "class" and then a member for each SQL column, under its name and in its order:
 * integers as numbers, registers (RAS_HEX64) as text of "0x" and 16 digits because JSON readers
 * round them, bytes as hexadecimal text, null where the database has NULL. Text is clean UTF-8. The
 * caller puts it (json_object_put). NULL: out of memory.
 */
struct json_object *ras_json_event(const struct ras_event *ev);

/* The same, written as a line of its own. 0; -1 with errno. */
int ras_json_line(FILE *out, const struct ras_event *ev);

#endif
