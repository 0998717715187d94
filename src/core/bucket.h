/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting against a threshold: one bucket, and a table of buckets by key in bounded memory. */
#ifndef RAS_CORE_BUCKET_H
#define RAS_CORE_BUCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* So many within so long. */
struct ras_limit {
	uint64_t threshold; /* at least 1 */
	int64_t cycle_ns;
};

/* What was counted since the cycle began; all zero: nothing yet. */
struct ras_bucket {
	int64_t start_ns;
	uint64_t count;
	bool begun;
};

/*
 * Whether the cycle that b counts in is over at now_ns, so that the next count begins a new one: as
 * in rasdaemon 0.8.x, whose leak is always as large as what a cycle can leave. A clock that went
 * back is no end of a cycle; what is then counted moves its beginning back.
 */
bool ras_bucket_over(const struct ras_bucket *b, const struct ras_limit *l, int64_t now_ns);

/*
 * Count n at now_ns. 0, or what was counted when that reaches the threshold; the bucket is then
 * empty and begins again.
 */
uint64_t ras_bucket_add(struct ras_bucket *b, const struct ras_limit *l, uint64_t n,
			int64_t now_ns);

/* Entries by key: a bucket and the owner's bytes each. Not for several threads at once. */
struct ras_buckets;

/*
 * Room for entries (at least 1) with keys of key_size bytes and extra_size bytes each of the
 * owner's own. NULL with errno when there is no memory. All of it is taken now.
 */
struct ras_buckets *ras_buckets_new(size_t entries, size_t key_size, size_t extra_size);
void ras_buckets_free(struct ras_buckets *t);

/*
 * The bucket of key, made empty where there is none; *extra is its owner's bytes, zero at first, 8
 * aligned (NULL: not wanted). A full table gives up the entry that was not asked for for longest
 * and counts that. Both live until the next call.
 */
struct ras_bucket *ras_buckets_get(struct ras_buckets *t, const void *key, void **extra);

/* The owner's bytes of key; NULL when it has no entry. It does not become younger by that. */
void *ras_buckets_find(const struct ras_buckets *t, const void *key);

/* Entries given up so far. */
uint64_t ras_buckets_evicted(const struct ras_buckets *t);

#endif
