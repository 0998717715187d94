/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a kernel's format files to plain loads: worked out once, used for each record. */
#ifndef RAS_TRACE_BIND_H
#define RAS_TRACE_BIND_H

#include <stddef.h>
#include <stdint.h>

#include "core/counter.h"
#include "core/event.h"
#include "trace/page.h"

/* All formats of one kernel that classes were bound to. */
struct ras_formats;

/*
 * Read header_page below root (a tracefs directory or a capture of one). On failure returns NULL
 * with errno set and says in err (size bytes) which file is missing or wrong.
 */
struct ras_formats *ras_formats_open(const char *root, char *err, size_t size);
void ras_formats_free(struct ras_formats *f);

/* The page layout; its byte order may be changed until the first record is read. */
struct ras_page_layout *ras_formats_layout(struct ras_formats *f);

/*
 * Bind cls to tracepoint "system/event" of this kernel. 0; -1 with errno: ENOENT when the kernel
 * has no such event, else what went wrong. Binding again replaces (an event may come back under
 * another id when its module is loaded again).
 */
int ras_formats_bind(struct ras_formats *f, const struct ras_class *cls, const char *tracepoint);

/*
 * The n-th class (from 0, in the order they were bound) that comes from records of this type; NULL
 * behind the last.
 */
const struct ras_class *ras_formats_class(const struct ras_formats *f,
					  const struct ras_record *rec, size_t n);

/* Tracepoint of a record, NULL when its type is not bound. */
const char *ras_formats_tracepoint(const struct ras_formats *f, const struct ras_record *rec);

/*
 * Load a record's fields into ev, which was initialised for the record's class. Fields that the
 * kernel lacks stay empty; those that point outside of the record are counted and stay empty.
 */
void ras_formats_load(const struct ras_formats *f, const struct ras_record *rec,
		      struct ras_event *ev, struct ras_counters *counters);

#endif
