/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every fuzz target includes: libFuzzer's entry points, and taking values from an input. */
#ifndef RAS_TESTS_FUZZ_H
#define RAS_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is left of an input. Beyond its end all values are 0. */
struct fuzz_input {
	const uint8_t *p;
	size_t left;
};

/* The next n bytes (at most 8) as a little-endian number. */
static inline uint64_t fuzz_take(struct fuzz_input *in, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n && in->left; i++, in->p++, in->left--)
		v |= (uint64_t)*in->p << 8 * i;
	return v;
}

/* What must hold: a failure is a crash, which libFuzzer keeps the input of. */
#define FUZZ_CHECK(COND) ((COND) ? (void)0 : __builtin_trap())

#endif
