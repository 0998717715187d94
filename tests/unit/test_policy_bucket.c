// SPDX-License-Identifier: GPL-2.0-or-later
/* Thresholds: a cycle's count, clocks that jump, and a table that gives up its oldest entry. */
#include "tests/unit/unit.h"

#include "core/bucket.h"

#define HOUR 3600000000000LL

static void reaches_threshold_in_cycle(void **state)
{
	const struct ras_limit l = { .threshold = 50, .cycle_ns = 24 * HOUR };
	struct ras_bucket b = { 0 };

	(void)state;
	assert_int_equal(ras_bucket_add(&b, &l, 49, 100 * HOUR), 0);
	/* One ns before the cycle is over it still counts, and the answer is the whole count. */
	assert_int_equal(ras_bucket_add(&b, &l, 3, 124 * HOUR - 1), 52);
	/* Begun again: empty. */
	assert_int_equal(ras_bucket_add(&b, &l, 49, 124 * HOUR), 0);
	assert_int_equal(ras_bucket_add(&b, &l, 1, 124 * HOUR), 50);
}

static void forgets_after_cycle(void **state)
{
	const struct ras_limit l = { .threshold = 50, .cycle_ns = 24 * HOUR };
	struct ras_bucket b = { 0 };

	(void)state;
	assert_int_equal(ras_bucket_add(&b, &l, 49, 0), 0);
	assert_false(ras_bucket_over(&b, &l, 24 * HOUR - 1));
	assert_true(ras_bucket_over(&b, &l, 24 * HOUR));
	assert_int_equal(ras_bucket_add(&b, &l, 49, 24 * HOUR), 0);
}

static void clock_going_back_is_no_new_cycle(void **state)
{
	const struct ras_limit l = { .threshold = 2, .cycle_ns = HOUR };
	struct ras_bucket b = { 0 };

	(void)state;
	assert_int_equal(ras_bucket_add(&b, &l, 1, 100 * HOUR), 0);
	assert_int_equal(ras_bucket_add(&b, &l, 1, 50 * HOUR), 2);
}

/* A clock that was years ahead at the start: cycles end all the same once it is right. */
static void clock_put_right_does_not_stop_cycles(void **state)
{
	const struct ras_limit l = { .threshold = 3, .cycle_ns = HOUR };
	struct ras_bucket b = { 0 };

	(void)state;
	assert_int_equal(ras_bucket_add(&b, &l, 1, 100000 * HOUR), 0);
	assert_int_equal(ras_bucket_add(&b, &l, 1, 50 * HOUR), 0);
	assert_int_equal(ras_bucket_add(&b, &l, 1, 52 * HOUR), 0);
	assert_int_equal(ras_bucket_add(&b, &l, 1, 54 * HOUR), 0);
}

static void huge_counts_do_not_wrap(void **state)
{
	const struct ras_limit l = { .threshold = UINT64_MAX, .cycle_ns = HOUR };
	struct ras_bucket b = { 0 };

	(void)state;
	assert_int_equal(ras_bucket_add(&b, &l, UINT64_MAX - 1, 1), 0);
	assert_true(ras_bucket_add(&b, &l, 5, 2) == UINT64_MAX);
}

static void table_keeps_apart_and_gives_up_oldest(void **state)
{
	enum { ENTRIES = 100 };
	const struct ras_limit l = { .threshold = 1000, .cycle_ns = HOUR };
	struct ras_buckets *t = ras_buckets_new(ENTRIES, sizeof(uint64_t), sizeof(uint64_t));
	void *extra;

	(void)state;
	assert_non_null(t);
	for (uint64_t key = 0; key < ENTRIES; key++) {
		struct ras_bucket *b = ras_buckets_get(t, &key, &extra);

		assert_int_equal(ras_bucket_add(b, &l, key + 1, 1), 0);
		assert_true(*(uint64_t *)extra == 0);
		*(uint64_t *)extra = key * 3;
	}
	for (uint64_t key = 0; key < ENTRIES; key++) {
		assert_int_equal(ras_buckets_get(t, &key, &extra)->count, key + 1);
		assert_true(*(uint64_t *)extra == key * 3);
	}
	assert_int_equal(ras_buckets_evicted(t), 0);
	/* 0 is used again, so 1 is the oldest; finding 1 does not make it younger. */
	(void)ras_buckets_get(t, &(uint64_t){ 0 }, NULL);
	assert_non_null(ras_buckets_find(t, &(uint64_t){ 1 }));
	assert_int_equal(ras_buckets_get(t, &(uint64_t){ 5000 }, &extra)->count, 0);
	assert_true(*(uint64_t *)extra == 0);
	assert_int_equal(ras_buckets_evicted(t), 1);
	assert_null(ras_buckets_find(t, &(uint64_t){ 1 }));
	assert_non_null(ras_buckets_find(t, &(uint64_t){ 0 }));
	assert_non_null(ras_buckets_find(t, &(uint64_t){ 2 }));
	/* All replaced, several times over. */
	for (uint64_t key = 0; key < 10ULL * ENTRIES; key++)
		(void)ras_buckets_get(t, &key, NULL);
	assert_non_null(ras_buckets_find(t, &(uint64_t){ 10 * ENTRIES - 1 }));
	assert_null(ras_buckets_find(t, &(uint64_t){ 5000 }));
	ras_buckets_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reaches_threshold_in_cycle),
		cmocka_unit_test(forgets_after_cycle),
		cmocka_unit_test(clock_going_back_is_no_new_cycle),
		cmocka_unit_test(clock_put_right_does_not_stop_cycles),
		cmocka_unit_test(huge_counts_do_not_wrap),
		cmocka_unit_test(table_keeps_apart_and_gives_up_oldest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
