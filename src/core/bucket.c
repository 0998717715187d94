// SPDX-License-Identifier: GPL-2.0-or-later
/* Counting against a threshold: one bucket, and a table of buckets by key in bounded memory. */
#include "core/bucket.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* No entry. */
#define NONE SIZE_MAX

/* Head of an entry; its key and its owner's bytes follow. */
struct entry {
	struct ras_bucket bucket;
	size_t chain;        /* next with the same hash */
	size_t older, newer; /* order of use */
};

struct ras_buckets {
	size_t entries, used, key_size, extra_at, stride, slots;
	size_t oldest, newest;
	uint64_t evicted;
	size_t *head; /* by hash: first of a chain */
	char *mem;
};

bool ras_bucket_over(const struct ras_bucket *b, const struct ras_limit *l, int64_t now_ns)
{
	return !b->begun || (now_ns > b->start_ns &&
			     (uint64_t)now_ns - (uint64_t)b->start_ns >= (uint64_t)l->cycle_ns);
}

uint64_t ras_bucket_add(struct ras_bucket *b, const struct ras_limit *l, uint64_t n,
			int64_t now_ns)
{
	uint64_t reached;

	if (ras_bucket_over(b, l, now_ns))
		*b = (struct ras_bucket){ .start_ns = now_ns, .begun = true };
	/* Else a cycle that began at a wrong, later time would not end before that has come. */
	else if (now_ns < b->start_ns)
		b->start_ns = now_ns;
	b->count = n > UINT64_MAX - b->count ? UINT64_MAX : b->count + n;
	if (b->count < l->threshold)
		return 0;
	reached = b->count;
	*b = (struct ras_bucket){ .start_ns = now_ns, .begun = true };
	return reached;
}

static size_t rounded(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

struct ras_buckets *ras_buckets_new(size_t entries, size_t key_size, size_t extra_size)
{
	struct ras_buckets *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	t->entries = entries;
	t->key_size = key_size;
	t->extra_at = rounded(sizeof(struct entry)) + rounded(key_size);
	t->stride = t->extra_at + rounded(extra_size);
	for (t->slots = 16; t->slots < entries; t->slots *= 2)
		;
	t->oldest = t->newest = NONE;
	t->head = malloc(t->slots * sizeof(*t->head));
	t->mem = calloc(entries, t->stride);
	if (!t->head || !t->mem) {
		ras_buckets_free(t);
		errno = ENOMEM;
		return NULL;
	}
	for (size_t i = 0; i < t->slots; i++)
		t->head[i] = NONE;
	return t;
}

void ras_buckets_free(struct ras_buckets *t)
{
	if (!t)
		return;
	free(t->head);
	free(t->mem);
	free(t);
}

static struct entry *at(const struct ras_buckets *t, size_t i)
{
	return (struct entry *)(void *)(t->mem + i * t->stride);
}

static void *key_of(const struct ras_buckets *t, size_t i)
{
	return t->mem + i * t->stride + rounded(sizeof(struct entry));
}

static void *extra_of(const struct ras_buckets *t, size_t i)
{
	return t->mem + i * t->stride + t->extra_at;
}

/* FNV-1a (draft-eastlake-fnv, 64 bits): spreads neighbouring addresses well enough. */
static size_t slot_of(const struct ras_buckets *t, const void *key)
{
	const unsigned char *p = key;
	uint64_t h = 0xcbf29ce484222325ULL;

	for (size_t i = 0; i < t->key_size; i++)
		h = (h ^ p[i]) * 0x100000001b3ULL;
	return (size_t)(h ^ h >> 32) & (t->slots - 1);
}

static size_t lookup(const struct ras_buckets *t, const void *key)
{
	size_t i = t->head[slot_of(t, key)];

	while (i != NONE && memcmp(key_of(t, i), key, t->key_size) != 0)
		i = at(t, i)->chain;
	return i;
}

static void unlink_use(struct ras_buckets *t, size_t i)
{
	const struct entry *e = at(t, i);

	if (e->older == NONE)
		t->oldest = e->newer;
	else
		at(t, e->older)->newer = e->newer;
	if (e->newer == NONE)
		t->newest = e->older;
	else
		at(t, e->newer)->older = e->older;
}

static void make_newest(struct ras_buckets *t, size_t i)
{
	struct entry *e = at(t, i);

	e->older = t->newest;
	e->newer = NONE;
	if (t->newest == NONE)
		t->oldest = i;
	else
		at(t, t->newest)->newer = i;
	t->newest = i;
}

static size_t give_up_oldest(struct ras_buckets *t)
{
	size_t i = t->oldest;
	size_t *from = &t->head[slot_of(t, key_of(t, i))];

	while (*from != i)
		from = &at(t, *from)->chain;
	*from = at(t, i)->chain;
	unlink_use(t, i);
	memset(at(t, i), 0, t->stride);
	t->evicted++;
	return i;
}

struct ras_bucket *ras_buckets_get(struct ras_buckets *t, const void *key, void **extra)
{
	size_t i = lookup(t, key);

	if (i != NONE) {
		unlink_use(t, i);
	} else {
		size_t *head = &t->head[slot_of(t, key)];

		i = t->used < t->entries ? t->used++ : give_up_oldest(t);
		memcpy(key_of(t, i), key, t->key_size);
		at(t, i)->chain = *head;
		*head = i;
	}
	make_newest(t, i);
	if (extra)
		*extra = extra_of(t, i);
	return &at(t, i)->bucket;
}

void *ras_buckets_find(const struct ras_buckets *t, const void *key)
{
	size_t i = lookup(t, key);

	return i == NONE ? NULL : extra_of(t, i);
}

uint64_t ras_buckets_evicted(const struct ras_buckets *t)
{
	return t->evicted;
}
