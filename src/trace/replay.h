/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replay of a capture: a folder in tracefs layout. */
#ifndef RAS_TRACE_REPLAY_H
#define RAS_TRACE_REPLAY_H

#include <stdint.h>

#include "core/bus.h"

struct ras_replay {
	unsigned int cpus, bound; /* ring buffers read, tracepoints bound */
	uint64_t pages;
};

/*
 * Read all pages of the capture at path and publish their events in the order of their times, over
 * all CPUs, waiting while the queue is full.
 * The capture's kernel is told by its own files: byte order by its pages, wall clock by clocks.txt
 * ("realtime S monotonic S boottime S") or else the time of the replay. classes is NULL-terminated.
 * 0; -1 when path is no capture: err (size bytes) says what is missing.
 */
int ras_replay_run(struct ras_bus *bus, const struct ras_class *const *classes, const char *path,
		   struct ras_replay *out, char *err, size_t size);

#endif
