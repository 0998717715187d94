// SPDX-License-Identifier: GPL-2.0-or-later
/* A monitor's event object into the fields of a vmm_event. */
#include "vmm/event_decode.h"

#include <string.h>

#include <json-c/json.h>

#include "core/clock.h"
#include "vmm/json.h"
#include "vmm/ost.h"

enum {
	WORD = 256,     /* most that is kept of one string */
	DETAILS = 4096, /* and of the rest as JSON */
};

/*
 * Events and where their values lie in "data"; what these do not name goes to details.
 * QEMU 10.2 qapi/run-state.json, qapi/acpi.json, qapi/qdev.json, qapi/machine.json.
 */
static const struct row {
	const char *event, *action, *reason, *device;
} rows[] = {
	{ "MEMORY_FAILURE", "action", NULL, NULL },
	{ "GUEST_PANICKED", "action", "info.reason", NULL },
	{ "GUEST_CRASHLOADED", "action", "info.reason", NULL },
	{ "WATCHDOG", "action", NULL, NULL },
	{ "RESET", NULL, "reason", NULL },
	{ "SHUTDOWN", NULL, "reason", NULL },
	{ "ACPI_DEVICE_OST", NULL, NULL, "info.device" },
	{ "DEVICE_UNPLUG_GUEST_ERROR", NULL, NULL, "device" },
	{ "DEVICE_DELETED", NULL, NULL, "device" },
};

static const struct row *row_of(const char *name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].event, name))
			return &rows[i];
	return NULL;
}

bool vmm_event_known(const char *name)
{
	return row_of(name);
}

static struct ras_str put_text(struct ras_vmm_event *e, const char *s, size_t max)
{
	struct ras_text t = ras_event_text(&e->ev, max);
	size_t len = strnlen(s, max);

	ras_text_clean(&t, s, len);
	return ras_event_text_end(&e->ev, &t);
}

static struct ras_str put_member(struct ras_vmm_event *e, struct json_object *data,
				 const char *path)
{
	return path ? put_text(e, vmm_json_str(data, path), WORD) : RAS_STR_EMPTY;
}

/* Whether a member of "data" of this event has a column of its own. */
static bool has_column(const struct row *row, const char *member)
{
	const char *const own[] = { "recipient", "flags", row->action, row->reason, row->device };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i] && !strcmp(own[i], member))
			return true;
	return false;
}

/* JSON of json-c, with the controls that it lets pass (DEL, U+0080 to U+009F) as \u escapes. */
static void put_json(struct ras_text *t, const char *s)
{
	for (; *s; s++) {
		const unsigned char c = (unsigned char)s[0], next = (unsigned char)s[1];

		if (c == 0x7f) {
			ras_text_puts(t, "\\u007f");
		} else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {
			ras_text_add(t, "\\u%04x", next);
			s++;
		} else {
			ras_text_putc(t, *s);
		}
	}
}

/*
 * Members without a column, as a JSON object; too long for the room, or with text that is none: its
 * length, not half of it.
 */
static struct ras_str put_details(struct ras_vmm_event *e, const struct row *row,
				  struct json_object *data)
{
	struct json_object *rest = json_object_new_object();
	struct ras_str out = RAS_STR_EMPTY;

	if (!rest)
		return out;
	json_object_object_foreach(data, name, value) {
		if (has_column(row, name))
			continue;
		if (json_object_object_add(rest, name, json_object_get(value)))
			json_object_put(value);
	}
	if (json_object_object_length(rest)) {
		const char *json = json_object_to_json_string_ext(rest, JSON_C_TO_STRING_PLAIN);
		char text[DETAILS];
		struct ras_text whole = RAS_TEXT(text), t = ras_event_text(&e->ev, DETAILS);

		if (json)
			put_json(&whole, json);
		ras_text_clean(&t, text, whole.len);
		/* Where cleaning had to change something, it is JSON no more. */
		if (json && (whole.cut || t.cut || t.len != whole.len)) {
			t = ras_event_text(&e->ev, WORD);
			ras_text_puts(&t, whole.cut || t.cut ? "{\"too-long\":" : "{\"no-text\":");
			ras_text_u64(&t, strlen(json));
			ras_text_puts(&t, "}");
		}
		out = ras_event_text_end(&e->ev, &t);
	}
	json_object_put(rest);
	return out;
}

/* {"seconds": s, "microseconds": u}; seconds is -1 where the VMM has no clock. */
static int64_t vm_time(struct json_object *obj)
{
	int64_t s, us;

	if (!vmm_json_int(obj, "timestamp.seconds", &s) ||
	    !vmm_json_int(obj, "timestamp.microseconds", &us))
		return 0;
	if (s <= 0 || s >= INT64_MAX / RAS_NSEC_PER_SEC || us < 0 || us >= 1000000)
		return 0;
	return s * RAS_NSEC_PER_SEC + us * 1000;
}

bool vmm_event_decode(struct ras_vmm_event *e, struct json_object *obj)
{
	const struct row *row = row_of(vmm_json_str(obj, "event"));
	struct json_object *data = vmm_json_at(obj, "data");
	int64_t source, status;
	const char *text;

	if (!row)
		return false;
	e->event = (struct ras_str){ row->event, strlen(row->event) };
	e->vm_time_ns = vm_time(obj);
	if (!json_object_is_type(data, json_type_object))
		return true;
	e->recipient = put_member(e, data, "recipient");
	e->action = put_member(e, data, row->action);
	e->reason = put_member(e, data, row->reason);
	e->device = put_member(e, data, row->device);
	e->action_required = vmm_json_bool(data, "flags.action-required");
	e->recursive = vmm_json_bool(data, "flags.recursive");
	if (vmm_json_int(data, "info.source", &source) &&
	    vmm_json_int(data, "info.status", &status)) {
		(void)vmm_ost_read(source, status, &text);
		e->reason = (struct ras_str){ text, strlen(text) };
	}
	e->details = put_details(e, row, data);
	return true;
}
