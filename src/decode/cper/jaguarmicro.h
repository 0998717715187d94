/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JaguarMicro's CPER sections: payload types, names, tables of registers. */
#ifndef RAS_DECODE_CPER_JAGUARMICRO_H
#define RAS_DECODE_CPER_JAGUARMICRO_H

#include "decode/cper/section.h"
#include "decode/guid.h"

enum { JM_HEAD = 16 }; /* bytes that all payloads begin with */

/* One payload type; opaque. */
struct jm_payload;

/* The payload type of a section, or NULL. */
const struct jm_payload *jm_payload_find(const uint8_t sec_type[static RAS_GUID_BYTES]);

/* Names by number, "unknown" for those without. */
const char *jm_subsystem(uint64_t subsystem);
const char *jm_module(uint64_t subsystem, uint64_t module);
const char *jm_sub_module(uint64_t subsystem, uint64_t module, uint64_t sub_module);

/* What the device number counts in that subsystem. */
const char *jm_device(uint64_t subsystem);

/* The registers of the payload and what follows them, in the form of 0.8.x. */
void jm_registers_text(struct ras_text *t, const struct jm_payload *p,
		       const struct cper_section *s);

#endif
