/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an s390 system tells of machine checks besides trace events: kernel messages and counts. */
#ifndef RAS_DAEMON_S390_H
#define RAS_DAEMON_S390_H

#include <systemd/sd-event.h>

#include "core/bus.h"
#include "daemon/options.h"
#include "trace/subscribe.h"

struct ras_s390;

/*
 * Note the counts and become a sink, before the first event. NULL on other machines (unless --root
 * is given), and where it cannot be had, which is said. All functions take NULL.
 */
struct ras_s390 *ras_s390_new(sd_event *loop, struct ras_bus *bus, const struct ras_options *o);

/*
 * Begin to read the kernel's messages, without what subs brings. The folder of --run-dir is there.
 */
void ras_s390_read_log(struct ras_s390 *s, const struct ras_subscriptions *subs);

/* Somebody asks for the status (a struct ras_s390): look at the counts, soon. */
void ras_s390_asked(void *s390);

/* The last messages; before the trace events are switched off. */
void ras_s390_end_log(struct ras_s390 *s);

/* The last look, behind the last trace event. */
void ras_s390_finish(struct ras_s390 *s);

/* After the last event of all. */
void ras_s390_free(struct ras_s390 *s);

#endif
