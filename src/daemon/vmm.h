/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon's VMs: monitors watched and VMMs asked, as the configuration says. */
#ifndef RAS_DAEMON_VMM_H
#define RAS_DAEMON_VMM_H

#include <systemd/sd-event.h>

#include "core/bus.h"
#include "core/config.h"

struct ras_vmm;
struct json_object;

/*
 * Begin, before the first event: adds sinks to the bus. root: whose /proc names the guests of trace
 * events, NULL: this system; copied. NULL with err (size bytes): a setting that cannot be used, or
 * the system's words.
 */
struct ras_vmm *ras_vmm_start(sd_event *loop, struct ras_bus *bus, const char *root,
			      const struct ras_config *c, char *err, size_t size);

/* Other settings. 0, or -1 with err and all as it was. */
int ras_vmm_reload(struct ras_vmm *v, const struct ras_config *c, char *err, size_t size);

/*
 * End in two steps, as what others publish still comes to the sink: let go of all monitors and
 * record what is under way; then, once nobody publishes, free. NULL is fine.
 */
void ras_vmm_finish(struct ras_vmm *v);
void ras_vmm_free(struct ras_vmm *v);

/* For the bus's correlator: name the guest that ev is about (daemon/guests.h). NULL is fine. */
void ras_vmm_name(struct ras_vmm *v, struct ras_event *ev);

/* "monitors" of the status (ctl/health.h): a new array, the caller's. */
struct json_object *ras_vmm_status(const struct ras_vmm *v);

#endif
