// SPDX-License-Identifier: GPL-2.0-or-later
/* UUIDs and GUIDs as text (RFC 9562, UEFI 2.10 appendix A). */
#include "decode/guid.h"

#include <string.h>

void ras_uuid_text(struct ras_text *t, const uint8_t b[static RAS_GUID_BYTES])
{
	static const uint8_t group[] = { 4, 2, 2, 2, 6 };
	size_t at = 0;

	for (size_t i = 0; i < sizeof(group); i++) {
		if (i)
			ras_text_putc(t, '-');
		ras_text_bytes(t, b + at, group[i]);
		at += group[i];
	}
}

void ras_guid_text(struct ras_text *t, const uint8_t b[static RAS_GUID_BYTES])
{
	/* Where each byte of the text is in a GUID. */
	static const uint8_t order[RAS_GUID_BYTES] = { 3, 2,  1,  0,  5,  4,  7,  6,
						       8, 9, 10, 11, 12, 13, 14, 15 };
	uint8_t uuid[RAS_GUID_BYTES];

	for (size_t i = 0; i < sizeof(uuid); i++)
		uuid[i] = b[order[i]];
	ras_uuid_text(t, uuid);
}

bool ras_guid_is(const uint8_t b[static RAS_GUID_BYTES], const char *text)
{
	char own[RAS_GUID_TEXT];
	struct ras_text t = RAS_TEXT(own);

	ras_guid_text(&t, b);
	return !strcmp(own, text);
}
