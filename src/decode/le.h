/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Little-endian numbers in raw records, on any machine. */
#ifndef RAS_DECODE_LE_H
#define RAS_DECODE_LE_H

#include <stddef.h>
#include <stdint.h>

/* The number of size (at most 8) bytes at p, which may lie anywhere. */
static inline uint64_t ras_le(const uint8_t *p, size_t size)
{
	uint64_t v = 0;

	while (size--)
		v = v << 8 | p[size];
	return v;
}

#endif
