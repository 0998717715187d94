// SPDX-License-Identifier: GPL-2.0-or-later
/* Decimal numbers out of text that is not trusted. */
#include "ctl/number.h"

size_t ctl_number(const char *s, size_t len, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < len && s[i] >= '0' && s[i] <= '9'; i++) {
		unsigned int digit = (unsigned int)(s[i] - '0');

		if (digit > max || v > (max - digit) / 10)
			return 0;
		v = 10 * v + digit;
	}
	if (i)
		*out = v;
	return i;
}
