/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walking an SMBIOS structure table: bytes in, structures and their strings out. */
#ifndef RAS_CTL_SMBIOS_H
#define RAS_CTL_SMBIOS_H

#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

/* DMTF DSP0134 (SMBIOS Reference Specification) 3.7, chapter 7: structure types. */
enum smbios_type {
	SMBIOS_MEMORY_DEVICE = 17,
	SMBIOS_END_OF_TABLE = 127,
};

/* DSP0134 3.7, 7.18 table 83, Memory Device: offsets of bytes that number a string. */
enum smbios_memory_device {
	SMBIOS_MEMORY_DEVICE_LOCATOR = 0x10,
	SMBIOS_MEMORY_DEVICE_BANK = 0x11,
};

struct smbios {
	uint8_t type;
	uint16_t handle;
	const uint8_t *data; /* the formatted area, its header of 4 bytes included */
	size_t len;          /* of data */
	const char *strings; /* each ends in NUL */
	size_t strings_len;  /* the last string's NUL included; 0 if there are none */
};

/*
 * The structure at *at of a table of len bytes, and *at moved behind it. Returns 1; 0 at the end
 * (no bytes left, or the end-of-table structure); -1 when the bytes left are no whole structure.
 */
int smbios_next(const uint8_t *table, size_t len, size_t *at, struct smbios *out);

/*
 * The string whose number is in the byte at offset of s. Empty when the structure is too short for
 * that byte, names no string (0), or names one that is not there.
 */
struct ras_str smbios_string(const struct smbios *s, size_t offset);

#endif
