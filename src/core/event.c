// SPDX-License-Identifier: GPL-2.0-or-later
/* Events and their classes: one table says all there is to say about one kind of event. */
#include "core/event.h"

#include <string.h>

/* What each type is: its size in a struct, its SQL type, hexadecimal digits, signedness. */
static const struct {
	uint8_t size, hex;
	bool sign;
	const char *sql;
} types[] = {
	[RAS_U8] = { 1, 0, false, "INTEGER" },
	[RAS_U16] = { 2, 0, false, "INTEGER" },
	[RAS_U32] = { 4, 0, false, "INTEGER" },
	[RAS_U64] = { 8, 0, false, "INTEGER" },
	[RAS_S8] = { 1, 0, true, "INTEGER" },
	[RAS_S32] = { 4, 0, true, "INTEGER" },
	[RAS_S64] = { 8, 0, true, "INTEGER" },
	[RAS_HEX8] = { 1, 2, false, "INTEGER" },
	[RAS_HEX16] = { 2, 4, false, "INTEGER" },
	[RAS_HEX32] = { 4, 8, false, "INTEGER" },
	[RAS_HEX64] = { 8, 16, false, "INTEGER" },
	[RAS_STR] = { sizeof(struct ras_str), 0, false, "TEXT" },
	[RAS_SYMBOL] = { sizeof(struct ras_str), 0, false, "TEXT" },
	[RAS_BYTES] = { sizeof(struct ras_bytes), 0, false, "BLOB" },
	[RAS_WORDS] = { sizeof(struct ras_words), 0, false, "BLOB" },
	[RAS_TIME] = { sizeof(int64_t), 0, true, "TEXT" },
	[RAS_SEVERITY] = { sizeof(enum ras_severity), 0, false, "TEXT" },
};

/* Columns around the class's own. */
static const struct ras_field head_fields[] = {
	RAS_FIELD_AS(ras_event, timestamp, "timestamp", NULL, RAS_TIME, 0),
};
static const struct ras_field tail_fields[] = {
	RAS_FIELD_AS(ras_event, severity, "ras_severity", NULL, RAS_SEVERITY, 0),
	RAS_FIELD_AS(ras_event, timestamp, "time_ns", NULL, RAS_S64, 0),
	RAS_FIELD_AS(ras_event, boot_id, "boot_id", NULL, RAS_STR, 0),
	RAS_FIELD_AS(ras_event, incident, "incident", NULL, RAS_S64, RAS_F_NULL_IF_ZERO),
};

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

size_t ras_type_size(enum ras_type type)
{
	return types[type].size;
}

const char *ras_type_sql(enum ras_type type)
{
	return types[type].sql;
}

unsigned int ras_type_hex_digits(enum ras_type type)
{
	return types[type].hex;
}

bool ras_type_is_text(enum ras_type type)
{
	return types[type].sql[0] == 'T';
}

bool ras_type_is_blob(enum ras_type type)
{
	return types[type].sql[0] == 'B';
}

void ras_event_init(struct ras_event *ev, size_t size, const struct ras_class *cls)
{
	memset(ev, 0, cls->size);
	ev->cls = cls;
	ev->ring_cpu = -1;
	ev->boot_id = RAS_STR_EMPTY;
	ev->size = size;
	ev->used = cls->size;
	for (size_t i = 0; i < cls->nfields; i++)
		if (cls->fields[i].type == RAS_STR || cls->fields[i].type == RAS_SYMBOL)
			*(struct ras_str *)((char *)ev + cls->fields[i].offset) = RAS_STR_EMPTY;
}

static size_t align8(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

void *ras_event_alloc(struct ras_event *ev, size_t n)
{
	size_t at = align8(ev->used);

	/* The last byte stays free: it is a text's NUL. */
	if (at >= ev->size || n >= ev->size - at) {
		ev->cut = true;
		return NULL;
	}
	ev->used = at + n;
	return (char *)ev + at;
}

struct ras_text ras_event_text(struct ras_event *ev, size_t max)
{
	size_t room = ev->used < ev->size ? ev->size - ev->used : 0;

	if (!room) {
		/* Full: the last byte of the arena is always the NUL of some text. */
		struct ras_text none = { (char *)ev + ev->size - 1, 1, 0, true };
		return none;
	}
	return ras_text_over((char *)ev + ev->used, room < max ? room : max);
}

struct ras_str ras_event_text_end(struct ras_event *ev, const struct ras_text *t)
{
	ev->cut |= t->cut;
	if (!t->len)
		return RAS_STR_EMPTY;
	ev->used += t->len + 1;
	return (struct ras_str){ t->buf, t->len };
}

struct ras_str ras_event_str(struct ras_event *ev, const char *s, size_t n)
{
	struct ras_text t = ras_event_text(ev, n + 1);

	ras_text_putn(&t, s, n);
	return ras_event_text_end(ev, &t);
}

const struct ras_field *ras_class_column(const struct ras_class *cls, size_t n)
{
	if (n < COUNT(head_fields))
		return &head_fields[n];
	n -= COUNT(head_fields);
	for (size_t i = 0; i < cls->nfields; i++) {
		if (cls->fields[i].flags & RAS_F_NO_COLUMN)
			continue;
		if (!n--)
			return &cls->fields[i];
	}
	return n < COUNT(tail_fields) ? &tail_fields[n] : NULL;
}

size_t ras_class_columns(const struct ras_class *cls)
{
	size_t n = COUNT(head_fields) + COUNT(tail_fields);

	for (size_t i = 0; i < cls->nfields; i++)
		n += !(cls->fields[i].flags & RAS_F_NO_COLUMN);
	return n;
}

int64_t ras_field_int(const struct ras_field *f, const struct ras_event *ev)
{
	const void *p = (const char *)ev + f->offset;
	bool sign = types[f->type].sign;

	if (types[f->type].sql[0] != 'I' && f->type != RAS_TIME)
		return 0;
	switch (types[f->type].size) {
	case 1:
		return sign ? (int64_t)*(const int8_t *)p : (int64_t)*(const uint8_t *)p;
	case 2:
		return sign ? (int64_t)*(const int16_t *)p : (int64_t)*(const uint16_t *)p;
	case 4:
		return sign ? (int64_t)*(const int32_t *)p : (int64_t)*(const uint32_t *)p;
	default:
		return *(const int64_t *)p;
	}
}

struct ras_str ras_field_str(const struct ras_field *f, const struct ras_event *ev)
{
	const void *p = (const char *)ev + f->offset;

	if (f->type == RAS_STR || f->type == RAS_SYMBOL)
		return *(const struct ras_str *)p;
	if (f->type == RAS_SEVERITY) {
		const char *name = ras_severity_name(*(const enum ras_severity *)p);

		return (struct ras_str){ name, strlen(name) };
	}
	return RAS_STR_EMPTY;
}

struct ras_bytes ras_field_bytes(const struct ras_field *f, const struct ras_event *ev)
{
	const void *p = (const char *)ev + f->offset;

	if (f->type == RAS_BYTES)
		return *(const struct ras_bytes *)p;
	if (f->type == RAS_WORDS) {
		const struct ras_words *w = p;

		return (struct ras_bytes){ (const uint8_t *)w->p, w->n * sizeof(*w->p) };
	}
	return (struct ras_bytes){ NULL, 0 };
}

void ras_field_set_int(const struct ras_field *f, struct ras_event *ev, int64_t v)
{
	if (types[f->type].sql[0] == 'I' || f->type == RAS_TIME)
		ras_put_int((char *)ev + f->offset, types[f->type].size, (uint64_t)v);
}

void ras_field_set_text(const struct ras_field *f, struct ras_event *ev, const char *s, size_t len)
{
	void *p = (char *)ev + f->offset;
	enum ras_severity severity;

	if (f->type == RAS_STR || f->type == RAS_SYMBOL) {
		*(struct ras_str *)p = ras_event_str(ev, s, len);
	} else if (f->type == RAS_SEVERITY) {
		severity = ras_severity_by_name(ras_event_str(ev, s, len).s);
		if (severity != RAS_SEVERITIES)
			*(enum ras_severity *)p = severity;
	}
}

void ras_field_set_bytes(const struct ras_field *f, struct ras_event *ev, const void *p, size_t len)
{
	void *copy;

	if (!ras_type_is_blob(f->type) || !len)
		return;
	copy = ras_event_alloc(ev, len);
	if (!copy)
		return;
	memcpy(copy, p, len);
	if (f->type == RAS_BYTES)
		*(struct ras_bytes *)((char *)ev + f->offset) = (struct ras_bytes){ copy, len };
	else
		*(struct ras_words *)((char *)ev + f->offset) =
			(struct ras_words){ copy, len / sizeof(uint32_t) };
}
