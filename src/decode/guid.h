/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UUIDs and GUIDs as text (RFC 9562, UEFI 2.10 appendix A). */
#ifndef RAS_DECODE_GUID_H
#define RAS_DECODE_GUID_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"

enum { RAS_GUID_BYTES = 16, RAS_GUID_TEXT = 37 /* NUL included */ };

/* Lower-case text of a UUID whose bytes are in the order of the text (kernel type uuid_t). */
void ras_uuid_text(struct ras_text *t, const uint8_t b[static RAS_GUID_BYTES]);

/* The same of an EFI GUID, whose first three groups are little-endian (kernel type guid_t). */
void ras_guid_text(struct ras_text *t, const uint8_t b[static RAS_GUID_BYTES]);

/* Whether an EFI GUID is the one of that lower-case text. */
bool ras_guid_is(const uint8_t b[static RAS_GUID_BYTES], const char *text);

#endif
