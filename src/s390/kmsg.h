/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's messages on s390 machine checks, read from /dev/kmsg and made events. */
#ifndef RAS_S390_KMSG_H
#define RAS_S390_KMSG_H

#include <systemd/sd-event.h>

#include "core/bus.h"

struct s390_kmsg;

struct s390_kmsg_options {
	const char *path;  /* "/dev/kmsg", or what behaves like it: a read gives one record */
	const char *state; /* file that remembers, during this boot, what was read; NULL: none */
	/*
	 * Whether this trace event was being read at that wall-clock time, in ns: a message that
	 * tells the same is left out. NULL: none was.
	 */
	bool (*traced)(void *ctx, const char *tracepoint, int64_t at);
	void *ctx;
};

/*
 * Read on from where an earlier run of this boot stopped, or from the oldest message there is, and
 * watch for more. Strings of opt are copied. NULL with err (size bytes).
 */
struct s390_kmsg *s390_kmsg_new(sd_event *loop, struct ras_bus *bus,
				const struct s390_kmsg_options *opt, char *err, size_t size);

/* Publish what is not complete yet, too, and close. NULL is fine. */
void s390_kmsg_free(struct s390_kmsg *k);

/* Messages that the kernel overwrote before they could be read: times that it said so. */
uint64_t s390_kmsg_gaps(const struct s390_kmsg *k);

#endif
