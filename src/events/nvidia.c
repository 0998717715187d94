// SPDX-License-Identifier: GPL-2.0-or-later
/* nvidia_ns_event and nvidia_vera_ns_event: NVIDIA's CPER sections of Grace and Vera. */
#include <string.h>

#include "events/events.h"
#include "events/section.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* The vendor published both layouts with rasdaemon (NVIDIA, 2026). Neither has validation bits. */
struct grace_event {
	struct ras_section_event s;
	uint64_t error_type, error_instance, severity, socket, number_regs, instance_base;
	struct ras_str signature;
	struct ras_bytes reg_data, raw_data;
};

enum { SIGNATURE = 16, GRACE_HEAD = 32 }; /* bytes */

static const struct ras_field grace_fields[] = {
	RAS_DERIVED(grace_event, signature, RAS_STR),
	RAS_DERIVED(grace_event, error_type, RAS_U64),
	RAS_DERIVED(grace_event, error_instance, RAS_U64),
	RAS_DERIVED(grace_event, severity, RAS_U64),
	RAS_DERIVED(grace_event, socket, RAS_U64),
	RAS_DERIVED(grace_event, number_regs, RAS_U64),
	RAS_DERIVED(grace_event, instance_base, RAS_HEX64),
	RAS_DERIVED(grace_event, reg_data, RAS_BYTES),
	RAS_DERIVED(grace_event, raw_data, RAS_BYTES),
	RAS_SECTION_FIELDS,
};

#define GRACE(OFFSET, SIZE, F) \
	{ { (OFFSET), (SIZE), CPER_ALWAYS }, offsetof(struct grace_event, F) }

static const struct cper_column grace_columns[] = {
	GRACE(16, 2, error_type),  GRACE(18, 2, error_instance), GRACE(20, 1, severity),
	GRACE(21, 1, socket),      GRACE(22, 1, number_regs),    GRACE(24, 8, instance_base),
};

/* Version 1 for CPUs: event header (32 bytes), CPU information (32), contexts. */
struct vera_event {
	struct ras_section_event s;
	uint64_t version, event_type, event_sub_type, event_link_id, source_device_type;
	uint64_t event_context_count, socket, architecture, instance_base;
	struct ras_str signature;
	struct ras_bytes chip_serial_number, raw_data;
};

enum {
	VERA_HEAD = 32, VERA_CPU_INFO = 32, VERA_SIGNATURE_AT = 16, VERA_SERIAL_AT = 40,
	VERA_SERIAL = 16, VERA_VERSION = 1, VERA_DEVICE_CPU = 0,
};

static const struct ras_field vera_fields[] = {
	RAS_DERIVED(vera_event, signature, RAS_STR),
	RAS_DERIVED(vera_event, event_type, RAS_U64),
	RAS_DERIVED(vera_event, event_sub_type, RAS_U64),
	RAS_DERIVED(vera_event, event_link_id, RAS_U64),
	RAS_DERIVED(vera_event, source_device_type, RAS_U64),
	RAS_DERIVED(vera_event, event_context_count, RAS_U64),
	RAS_DERIVED(vera_event, socket, RAS_U64),
	RAS_DERIVED(vera_event, architecture, RAS_U64),
	RAS_DERIVED(vera_event, chip_serial_number, RAS_BYTES),
	RAS_DERIVED(vera_event, instance_base, RAS_HEX64),
	RAS_DERIVED(vera_event, raw_data, RAS_BYTES),
	RAS_SECTION_FIELDS,
};

#define VERA(OFFSET, SIZE, F) \
	{ { (OFFSET), (SIZE), CPER_ALWAYS }, offsetof(struct vera_event, F) }

static const struct cper_column vera_head[] = {
	VERA(0, 1, version),    VERA(1, 1, event_context_count), VERA(2, 1, source_device_type),
	VERA(4, 2, event_type), VERA(6, 2, event_sub_type),      VERA(8, 8, event_link_id),
};
static const struct cper_column vera_cpu_info[] = {
	VERA(35, 1, socket), VERA(36, 4, architecture), VERA(56, 8, instance_base),
};

/* A signature of up to 16 characters, NUL-padded, as text of the event. */
static struct ras_str signature(struct ras_event *ev, size_t at)
{
	struct ras_bytes b = ras_section_bytes(ev, at, SIGNATURE);

	return b.len ? ras_event_str(ev, (const char *)b.p, strnlen((const char *)b.p, b.len))
		     : RAS_STR_EMPTY;
}

static bool grace_wants(const struct ras_event *ev)
{
	return ras_section_is(ev, "6d5244f2-2712-11ec-bea7-cb3fdb95c786", GRACE_HEAD);
}

static enum ras_severity grace_decode(const struct ras_host *host, struct ras_event *ev)
{
	struct grace_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 0);

	(void)host;
	cper_section_columns(&s, grace_columns, COUNT(grace_columns), e);
	e->signature = signature(ev, 0);
	e->reg_data = ras_section_bytes(ev, GRACE_HEAD, s.len);
	e->raw_data = ras_section_bytes(ev, 0, s.len);
	return ras_section_severity(ev);
}

static void grace_describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct grace_event *e = (const void *)ev;

	ras_text_puts(out, "NVIDIA ");
	ras_text_clean(out, e->signature.s, e->signature.len);
	ras_text_add(out, " error %u, socket %u, %u registers", (unsigned int)e->error_type,
		     (unsigned int)e->socket, (unsigned int)e->number_regs);
}

static bool vera_wants(const struct ras_event *ev)
{
	return ras_section_is(ev, "9068e568-6ca0-11f0-aeaf-159343591eac", VERA_HEAD);
}

static enum ras_severity vera_decode(const struct ras_host *host, struct ras_event *ev)
{
	struct vera_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 0);

	(void)host;
	e->raw_data = ras_section_bytes(ev, 0, s.len);
	cper_section_columns(&s, vera_head, 1, e);
	/* Another version may have another layout: only the bytes are kept. */
	if (e->version != VERA_VERSION)
		return ras_section_severity(ev);
	cper_section_columns(&s, vera_head, COUNT(vera_head), e);
	e->signature = signature(ev, VERA_SIGNATURE_AT);
	if (e->source_device_type == VERA_DEVICE_CPU && s.len >= VERA_HEAD + VERA_CPU_INFO) {
		cper_section_columns(&s, vera_cpu_info, COUNT(vera_cpu_info), e);
		e->chip_serial_number = ras_section_bytes(ev, VERA_SERIAL_AT, VERA_SERIAL);
	}
	return ras_section_severity(ev);
}

static void vera_describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct vera_event *e = (const void *)ev;

	ras_text_puts(out, "NVIDIA ");
	ras_text_clean(out, e->signature.s, e->signature.len);
	ras_text_add(out, " event %u.%u, socket %u", (unsigned int)e->event_type,
		     (unsigned int)e->event_sub_type, (unsigned int)e->socket);
}

const struct ras_class ras_class_nvidia_ns = {
	.name = "nvidia_ns_event",
	.table = "nvidia_ns_event",
	.title = "NVIDIA Grace",
	.tracepoints = ras_section_tracepoints,
	.fields = grace_fields,
	.nfields = COUNT(grace_fields),
	.size = sizeof(struct grace_event),
	.wants = grace_wants,
	.decode = grace_decode,
	.describe = grace_describe,
	.report = &ras_section_report,
	.summary_by = "signature,error_type",
};

const struct ras_class ras_class_nvidia_vera_ns = {
	.name = "nvidia_vera_ns_event",
	.table = "nvidia_vera_ns_event",
	.title = "NVIDIA Vera",
	.tracepoints = ras_section_tracepoints,
	.fields = vera_fields,
	.nfields = COUNT(vera_fields),
	.size = sizeof(struct vera_event),
	.wants = vera_wants,
	.decode = vera_decode,
	.describe = vera_describe,
	.report = &ras_section_report,
	.summary_by = "signature,event_type",
};
