/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracefs: where it is, and an instance of our own in it. */
#ifndef RAS_TRACE_TRACEFS_H
#define RAS_TRACE_TRACEFS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define RAS_INSTANCE_NAME "rasdaemon"

enum { RAS_TRACEFS_PATH = 512 };

/*
 * Where tracefs is: mounted by itself, or the "tracing" folder of a mounted debugfs. 0; -1 when it
 * is not mounted: err (size bytes) says how to mount it.
 */
int ras_tracefs_find(char path[static RAS_TRACEFS_PATH], char *err, size_t size);

/* A ring buffer with events of its own: tracefs/instances/NAME. */
struct ras_instance {
	char path[RAS_TRACEFS_PATH];
	int dirfd;    /* also holds the lock that keeps a second daemon away */
	bool created; /* by us: removed at the end */
};

/*
 * Create the instance or take over one that exists (of an earlier run, or made at boot by the
 * kernel's trace_instance= parameter). own: as the one reader of it, which no other process may be
 * at the same time. 0; -1 with errno and err: EBUSY when another process has it.
 */
int ras_instance_open(struct ras_instance *i, const char *tracefs, const char *name, bool own,
		      char *err, size_t size);

/* Close, and remove the instance if it was created by an owner and nobody else uses it. */
void ras_instance_close(struct ras_instance *i);

/* Write text to a file of the instance. 0, or -1 with errno. */
int ras_instance_write(const struct ras_instance *i, const char *file, const char *text);

/* Read the start of a file of the instance as text: length, or -1 with errno. */
ssize_t ras_instance_read(const struct ras_instance *i, const char *file, char *buf, size_t size);

#endif
