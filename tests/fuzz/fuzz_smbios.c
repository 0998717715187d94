// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzzing of the SMBIOS table walk; the input is the table. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ctl/smbios.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t at = 0, before = 0;
	struct smbios s;

	while (smbios_next(data, size, &at, &s) > 0) {
		assert(at > before && at <= size);
		before = at;
		for (size_t offset = 0; offset <= s.len; offset++) {
			struct ras_str string = smbios_string(&s, offset);

			assert(strlen(string.s) == string.len);
		}
	}
	return 0;
}
