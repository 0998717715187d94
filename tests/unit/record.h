/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trace records by field names, and what a class must make of them: rows of a table. */
#ifndef RAS_TESTS_RECORD_H
#define RAS_TESTS_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/event.h"

enum { TEST_VALUES = 48, TEST_RECORD = 2048 };

/* One value: of a format's field going in, of a column coming out. */
struct test_value {
	const char *name; /* NULL: end of the list */
	enum { NUMBER, TEXT, BYTES } kind;
	uint64_t number;
	const char *bytes; /* of TEXT and BYTES */
	size_t len;
};

#define N(NAME, VALUE)                                                                             \
	{                                                                                          \
		(NAME), NUMBER, (uint64_t)(VALUE), NULL, 0                                         \
	}
#define T(NAME, TEXT_)                                                                             \
	{                                                                                          \
		(NAME), TEXT, 0, (TEXT_), sizeof(TEXT_) - 1                                        \
	}
#define B(NAME, BYTES_)                                                                            \
	{                                                                                          \
		(NAME), BYTES, 0, (BYTES_), sizeof(BYTES_) - 1                                     \
	}

struct test_case {
	const struct ras_class *cls;
	const char *root;       /* a folder with events/, below tests/data */
	const char *tracepoint; /* "system/event" there */
	bool unwanted;          /* wants() says no: out is not looked at */
	enum ras_severity severity;
	struct test_value in[TEST_VALUES];  /* fields not named are 0 */
	struct test_value out[TEST_VALUES]; /* columns not named are not looked at */
};

/*
 * Lay out a record as the kernel of root would: by the offsets in its format file, numbers in the
 * given byte order, arrays behind the fixed part. Returns its length (at most TEST_RECORD).
 */
size_t test_record(const struct test_case *t, bool big_endian, uint8_t out[TEST_RECORD]);

enum { TEST_PAGE = 4096 };

/* The same as the only record of a ring-buffer page whose header is 16 bytes (64-bit kernels). */
void test_page(const struct test_case *t, bool big_endian, uint64_t ts, uint8_t page[TEST_PAGE]);

/* Bind, load, ask, decode and compare, little-endian and big-endian; fails the test. */
void test_case_run(const struct test_case *t);

/* All of an array. */
void test_cases_run(const struct test_case *t, size_t n);
#define RUN(TESTS) test_cases_run((TESTS), sizeof(TESTS) / sizeof((TESTS)[0]))

/* The same in one byte order. */
void test_case_run_order(const struct test_case *t, bool big_endian);

/* The column of that name, or NULL. */
const struct ras_field *test_column(const struct ras_class *cls, const char *name);

#endif
