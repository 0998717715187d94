/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON from outside: parsed within limits, looked up without trusting its shape. */
#ifndef RAS_VMM_JSON_H
#define RAS_VMM_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_object;

/*
 * What one JSON text may cost. json-c spends up to about 1 KiB on an empty object and 300 bytes on
 * an empty array, so it is the number of values that bounds the memory, not the bytes.
 */
struct vmm_json_limits {
	size_t bytes;
	size_t containers; /* objects and arrays */
	int depth;         /* of nesting */
};

/*
 * The JSON object in the len bytes at s, and nothing else but white space around it; NULL when it
 * is none, is broken, has no valid UTF-8 or is over a limit. The caller puts it.
 */
struct json_object *vmm_json_parse(const char *s, size_t len, const struct vmm_json_limits *limits);

/* The value at a path of member names, "flags.recursive"; NULL where a step is missing. */
struct json_object *vmm_json_at(struct json_object *obj, const char *path);

/* The string at a path, "" if there is none or it is of another type. Lives as long as obj. */
const char *vmm_json_str(struct json_object *obj, const char *path);

/* Whether there is an integer at a path; *v is it (unsigned values above INT64_MAX: clamped). */
bool vmm_json_int(struct json_object *obj, const char *path, int64_t *v);

/* The boolean at a path; false if there is none. */
bool vmm_json_bool(struct json_object *obj, const char *path);

/* The array at a path, or NULL; a path of "" is obj itself. */
struct json_object *vmm_json_array(struct json_object *obj, const char *path);

#endif
