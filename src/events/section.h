/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the classes share that come from ras:non_standard_event: one a vendor's CPER section. */
#ifndef RAS_EVENTS_SECTION_H
#define RAS_EVENTS_SECTION_H

#include "core/event.h"
#include "decode/cper/section.h"

/* First member of each of their structs: the record as the kernel passes it on. */
struct ras_section_event {
	struct ras_event ev;
	struct ras_bytes sec_type, buf; /* bytes of a GUID; the section */
	uint8_t sev;                    /* GHES_SEV_* */
};

#define RAS_SECTION_FIELDS \
	RAS_HIDDEN(ras_section_event, sec_type, RAS_BYTES), \
	RAS_HIDDEN(ras_section_event, buf, RAS_BYTES), \
	RAS_HIDDEN(ras_section_event, sev, RAS_U8)

/* { "ras/non_standard_event" } */
extern const struct ras_tracepoint ras_section_tracepoints[];

/* Vendors' tables are reported by vendor, not again among all errors. */
extern const struct ras_report ras_section_report;

/* Whether the record's type is that GUID (lower-case text) and it has at least len bytes. */
bool ras_section_is(const struct ras_event *ev, const char *guid, size_t len);

/* The section with its valid_size bytes of validation bits. */
struct cper_section ras_section(const struct ras_event *ev, size_t valid_size);

/* Severity of the whole record. */
enum ras_severity ras_section_severity(const struct ras_event *ev);

/* The bytes of the section from at on, at most n of them; they live as long as the event. */
struct ras_bytes ras_section_bytes(const struct ras_event *ev, size_t at, size_t n);

/* A dump of registers as text of the event. */
struct ras_str ras_section_dump(struct ras_event *ev, const struct cper_section *s,
				const struct cper_register *regs, size_t n, const char *is);

#endif
