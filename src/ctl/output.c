// SPDX-License-Identifier: GPL-2.0-or-later
/* The one way out of every report: records, as lines of text or as JSON. */
#include "ctl/output.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "ctl/form.h"

enum { KEY_ROOM = 256 };

struct ctl_value ctl_text(const char *name, const char *s)
{
	return (struct ctl_value){ .name = name, .kind = CTL_TEXT, .s = s, .len = strlen(s) };
}

void ctl_output_begin(struct ctl_output *o, FILE *file, bool json)
{
	*o = (struct ctl_output){ .file = file, .json = json };
}

void ctl_output_end(struct ctl_output *o)
{
	if (o->json && o->members)
		(void)fputs("\n}\n", o->file);
}

void ctl_output_member(struct ctl_output *o, const char *key, bool single)
{
	o->records = 0;
	o->single = single;
	if (!o->json)
		return;
	(void)fprintf(o->file, "%s\"%s\": %s", o->members ? ",\n" : "{\n", key, single ? "" : "[");
	o->members++;
}

void ctl_output_member_end(struct ctl_output *o)
{
	if (!o->json)
		return;
	if (o->single && !o->records)
		(void)fputs("null", o->file);
	if (!o->single)
		(void)fputs(o->records ? "\n]" : "]", o->file);
}

void ctl_output_block(struct ctl_output *o, const char *heading, const char *none)
{
	o->heading = heading;
	o->none = none;
	if (!o->json)
		o->records = 0;
}

void ctl_output_block_end(struct ctl_output *o)
{
	if (o->json)
		return;
	if (!o->records && o->none)
		(void)fprintf(o->file, "%s\n", o->none);
	if (o->records || o->none)
		(void)fputc('\n', o->file);
}

/*
 * Text for JSON. json-c escapes C0 control characters, so those stay as they are; it does not look
 * at bytes that are no UTF-8, nor at C1 control characters, so those are replaced as in text.
 */
static struct json_object *json_text(const char *s, size_t len)
{
	size_t room = 4 * len + 1; /* "\xNN" at worst */
	char *buf = len > (SIZE_MAX - 1) / 4 ? NULL : malloc(room);
	struct json_object *j;
	struct ras_text t;

	if (!buf)
		return NULL;
	t = ras_text_over(buf, room);
	for (size_t i = 0; i < len;) {
		size_t run = 0;

		while (i + run < len && (unsigned char)s[i + run] >= 0x20)
			run++;
		ras_text_clean(&t, s + i, run);
		i += run;
		if (i < len)
			ras_text_putc(&t, s[i++]);
	}
	j = json_object_new_string_len(buf, (int)t.len);
	free(buf);
	return j;
}

static struct json_object *json_bytes(const char *s, size_t len)
{
	char *buf = len > (SIZE_MAX - 1) / 2 ? NULL : malloc(2 * len + 1);
	struct json_object *j;
	struct ras_text t;

	if (!buf)
		return NULL;
	t = ras_text_over(buf, 2 * len + 1);
	ras_text_bytes(&t, s, len);
	j = json_object_new_string_len(buf, (int)t.len);
	free(buf);
	return j;
}

static struct json_object *json_value(const struct ctl_value *v)
{
	char hex[24];
	struct ras_text t = RAS_TEXT(hex);

	switch (v->kind) {
	case CTL_INT:
	case CTL_TIME:
		return json_object_new_int64(v->i);
	case CTL_UINT:
		return json_object_new_uint64((uint64_t)v->i);
	case CTL_HEX64:
		ras_text_hex(&t, (uint64_t)v->i, 16);
		return json_object_new_string(hex);
	case CTL_BOOL:
		return json_object_new_boolean(v->i != 0);
	case CTL_TEXT:
		return json_text(v->s, v->len);
	case CTL_BLOB:
		return json_bytes(v->s, v->len);
	default:
		return NULL;
	}
}

static void write_json(struct ctl_output *o, const struct ctl_value *v, size_t n)
{
	const int flags = JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE;
	struct json_object *obj = json_object_new_object();

	for (size_t i = 0; obj && i < n; i++) {
		/* "#" is what forms call the number that a summary gives. */
		const char *name = strcmp(v[i].name, "#") ? v[i].name : "count";
		struct json_object *value = json_value(&v[i]);
		char key[KEY_ROOM];
		struct ras_text t = RAS_TEXT(key);

		/* Somebody may have added a column of any name. */
		ras_text_clean(&t, name, strlen(name));
		if (json_object_object_add(obj, key, value))
			json_object_put(value);
	}
	if (!o->single)
		(void)fputs(o->records ? ",\n" : "\n", o->file);
	(void)fputs(obj ? json_object_to_json_string_ext(obj, flags) : "null", o->file);
	(void)json_object_put(obj);
}

void ctl_output_record(struct ctl_output *o, const char *form, const struct ctl_value *v, size_t n)
{
	if (o->json) {
		write_json(o, v, n);
	} else {
		if (!o->records && o->heading)
			(void)fprintf(o->file, "%s\n", o->heading);
		ctl_form_write(o->file, form, v, n);
		(void)fputc('\n', o->file);
	}
	o->records++;
}
