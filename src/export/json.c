// SPDX-License-Identifier: GPL-2.0-or-later
/* One event as one JSON object, from its class table. */
#include "export/json.h"

#include "core/clock.h"

static struct json_object *text(const struct ras_text *t)
{
	return json_object_new_string_len(t->buf, (int)t->len);
}

static struct json_object *clean(struct ras_str s)
{
	char buf[2048];
	struct ras_text t = RAS_TEXT(buf);

	ras_text_clean(&t, s.s, s.len);
	return text(&t);
}

static struct json_object *bytes(struct ras_bytes b)
{
	char buf[1024];
	struct ras_text t = RAS_TEXT(buf);

	ras_text_bytes(&t, b.p, b.len);
	return text(&t);
}

static struct json_object *value(const struct ras_field *f, const struct ras_event *ev)
{
	int64_t v = ras_field_int(f, ev);

	if (f->type == RAS_TIME) {
		struct ras_stamp stamp = { 0 };

		return clean(ras_stamp_text(&stamp, v));
	}
	if (ras_type_is_text(f->type))
		return clean(ras_field_str(f, ev));
	if (ras_type_is_blob(f->type))
		return bytes(ras_field_bytes(f, ev));
	if (f->type == RAS_HEX64) {
		char buf[24];
		struct ras_text t = RAS_TEXT(buf);

		ras_text_hex(&t, (uint64_t)v, 16);
		return text(&t);
	}
	return f->type == RAS_U64 ? json_object_new_uint64((uint64_t)v) : json_object_new_int64(v);
}

struct json_object *ras_json_event(const struct ras_event *ev)
{
	struct json_object *o = json_object_new_object(), *v;
	const struct ras_field *f;

	if (!o)
		return NULL;
	v = json_object_new_string(ev->cls->name);
	if (!v || json_object_object_add(o, "class", v))
		goto fail;
	for (size_t i = 0; (f = ras_class_column(ev->cls, i)); i++) {
		bool null = f->flags & RAS_F_NULL_IF_ZERO && !ras_field_int(f, ev);

		v = null ? NULL : value(f, ev);
		if ((!v && !null) || json_object_object_add(o, f->name, v))
			goto fail;
	}
	return o;
fail:
	json_object_put(v);
	json_object_put(o);
	return NULL;
}

int ras_json_line(FILE *out, const struct ras_event *ev)
{
	struct json_object *o = ras_json_event(ev);
	int rc = -1;

	if (o && fprintf(out, "%s\n",
			 json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN |
							   JSON_C_TO_STRING_NOSLASHESCAPE)) >= 0)
		rc = 0;
	json_object_put(o);
	return rc;
}
