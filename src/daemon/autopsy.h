/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking into s390 guests that stopped: their monitors asked, what is found made events. */
#ifndef RAS_DAEMON_AUTOPSY_H
#define RAS_DAEMON_AUTOPSY_H

#include <systemd/sd-event.h>

#include "core/bus.h"
#include "vmm/watch.h"

struct ras_autopsies;
struct json_object;

/* NULL with errno. bus must outlive it. */
struct ras_autopsies *ras_autopsies_new(sd_event *loop, struct ras_bus *bus);

/* Once all monitors are gone, and nobody publishes events any more. NULL is fine. */
void ras_autopsies_free(struct ras_autopsies *p);

/* Where the monitors are (NULL: nowhere), and how long one may take for an answer. */
void ras_autopsies_watch(struct ras_autopsies *p, const struct vmm_watch *w, uint32_t timeout_ms);

/*
 * The watch's hooks: each event as it comes, before it is published; and a monitor that goes, with
 * which an autopsy of its VM ends, by what is known.
 */
void ras_autopsies_heard(struct ras_autopsies *p, struct json_object *event);
void ras_autopsies_gone(struct ras_autopsies *p, const struct qmp *q);

/*
 * A sink of the bus. The vmm_event of an s390 guest in disabled wait begins an autopsy, unless one
 * of that VM is under way, or its earlier ones have found more than one VM may tell (a VMM can say
 * anything). What is found has that event's incident, time and VM. After a question that is not
 * answered in time no other is asked.
 */
void ras_autopsies_event(void *autopsies, const struct ras_event *ev);

#endif
