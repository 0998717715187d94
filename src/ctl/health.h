/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --health: whether errors are being recorded, by the daemon's own words and by the database. */
#ifndef RAS_CTL_HEALTH_H
#define RAS_CTL_HEALTH_H

#include "ctl/ctl.h"

/*
 * The status file, ${runstatedir}/rasdaemon/status.json. The daemon puts a new one in the place of
 * the old one (write another name, then rename), mode 0644, whenever its state changes, and
 * removes it when it stops. It is at most 1 MiB; times are nanoseconds since the epoch, 0: never.
 * One object:
 *
 *	"version"        string
 *	"pid"            integer; the process is named "rasdaemon"
 *	"started_ns"     integer
 *	"updated_ns"     integer; when this file was written
 *	"place"          { "kind": string: "bare-metal", "kvm-guest", "s390-lpar", …,
 *	                   "detail": string: which sources therefore cannot exist here }
 *	"source"         string: what it reads ("tracefs …", a replay)
 *	"events"         [ { "name": "system/event", "state": "on", "absent", "denied" or "off",
 *	                     "why": string, empty for "on" } ]
 *	"cpus"           [ { "cpu": integer, "read": integer, "lost": integer: overwritten by the
 *	                     kernel before they could be read, "dropped": integer: not written
 *	                     by the kernel for want of room } ]
 *	"counters"       [ { "name": string, "count": integer, "meaning": string } ], as in
 *	                 core/counter.h
 *	"last_event_ns"  integer
 *	"last_commit_ns" integer
 *	"store"          { "path": string, "state": "open", "failing" or "off" (not recording),
 *	                   "why": string, "writable": boolean, "free_bytes": integer }
 *
 * A member that is missing is taken for empty, 0 or false; members not named here are for later
 * versions.
 */

/*
 * Exit code 0: a daemon runs, hears at least one event, records, and lost nothing since it started;
 * 1: not so, and every reason is given.
 */
enum ctl_exit ctl_health(struct ctl *ctl);

#endif
