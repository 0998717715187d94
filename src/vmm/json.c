// SPDX-License-Identifier: GPL-2.0-or-later
/* JSON from outside: parsed within limits, looked up without trusting its shape. */
#include "vmm/json.h"

#include <limits.h>
#include <string.h>

#include <json-c/json.h>

enum { NAME = 64 }; /* longest member name that is looked up */

/*
 * At least as many as the objects and arrays in s. What stands in strings counts too: json-c takes
 * more kinds of quotes than JSON has, so a scanner of JSON's strings could be led astray.
 */
static size_t count_containers(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += s[i] == '{' || s[i] == '[';
	return n;
}

struct json_object *vmm_json_parse(const char *s, size_t len, const struct vmm_json_limits *limits)
{
	struct json_tokener *tok;
	struct json_object *obj;

	while (len && strchr(" \t\r\n", s[len - 1]) && s[len - 1])
		len--;
	/* json-c takes NUL for the end of the text. */
	if (!len || len > limits->bytes || len > INT_MAX || memchr(s, '\0', len) ||
	    count_containers(s, len) > limits->containers)
		return NULL;
	tok = json_tokener_new_ex(limits->depth);
	if (!tok)
		return NULL;
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	obj = json_tokener_parse_ex(tok, s, (int)len);
	if (obj && (json_tokener_get_error(tok) != json_tokener_success ||
		    json_tokener_get_parse_end(tok) != len ||
		    !json_object_is_type(obj, json_type_object))) {
		json_object_put(obj);
		obj = NULL;
	}
	json_tokener_free(tok);
	return obj;
}

struct json_object *vmm_json_at(struct json_object *obj, const char *path)
{
	while (obj && *path) {
		char name[NAME];
		size_t n = strcspn(path, ".");
		struct json_object *next = NULL;

		if (n >= sizeof(name) || !json_object_is_type(obj, json_type_object))
			return NULL;
		memcpy(name, path, n);
		name[n] = '\0';
		if (!json_object_object_get_ex(obj, name, &next))
			return NULL;
		obj = next;
		path += n + (path[n] == '.');
	}
	return obj;
}

const char *vmm_json_str(struct json_object *obj, const char *path)
{
	struct json_object *v = vmm_json_at(obj, path);

	return json_object_is_type(v, json_type_string) ? json_object_get_string(v) : "";
}

bool vmm_json_int(struct json_object *obj, const char *path, int64_t *v)
{
	struct json_object *o = vmm_json_at(obj, path);

	if (!json_object_is_type(o, json_type_int))
		return false;
	*v = json_object_get_int64(o);
	return true;
}

bool vmm_json_bool(struct json_object *obj, const char *path)
{
	struct json_object *v = vmm_json_at(obj, path);

	return json_object_is_type(v, json_type_boolean) && json_object_get_boolean(v);
}

struct json_object *vmm_json_array(struct json_object *obj, const char *path)
{
	struct json_object *v = vmm_json_at(obj, path);

	return json_object_is_type(v, json_type_array) ? v : NULL;
}
