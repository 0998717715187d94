// SPDX-License-Identifier: GPL-2.0-or-later
/* Walking an SMBIOS structure table: bytes in, structures and their strings out. */
#include "ctl/smbios.h"

#include <string.h>

#define HEADER 4 /* DSP0134 3.7, 6.1.2: type, length, handle (little endian) */

int smbios_next(const uint8_t *table, size_t len, size_t *at, struct smbios *out)
{
	const uint8_t *s = table + *at;
	size_t left = len - *at, end, start;

	if (!left)
		return 0;
	if (left < HEADER || s[1] < HEADER || s[1] > left)
		return -1;
	if (s[0] == SMBIOS_END_OF_TABLE)
		return 0;
	/* DSP0134 3.7, 6.1.3: strings follow, and two NULs in a row end them, even if there are
	 * none. */
	start = s[1];
	for (end = start; left - end >= 2; end++)
		if (!s[end] && !s[end + 1])
			break;
	if (left - end < 2)
		return -1;
	*out = (struct smbios){
		.type = s[0],
		.handle = (uint16_t)(s[2] | s[3] << 8),
		.data = s,
		.len = start,
		.strings = (const char *)s + start,
		.strings_len = end > start ? end - start + 1 : 0,
	};
	*at += end + 2;
	return 1;
}

struct ras_str smbios_string(const struct smbios *s, size_t offset)
{
	const char *p = s->strings;
	size_t left = s->strings_len;
	unsigned int number;

	if (offset >= s->len)
		return RAS_STR_EMPTY;
	number = s->data[offset];
	while (number && left) {
		size_t n = strnlen(p, left);

		if (n == left)
			break;
		if (!--number)
			return (struct ras_str){ p, n };
		p += n + 1;
		left -= n + 1;
	}
	return RAS_STR_EMPTY;
}
