/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --health: whether errors are being recorded, by the daemon's own words and by the database. */
#ifndef RAS_CTL_HEALTH_H
#define RAS_CTL_HEALTH_H

#include "core/statusclient.h"
#include "ctl/ctl.h"

/* Where the daemon answers. */
#define CTL_STATUS_PATH RAS_RUN_DIR "/" RAS_STATUS_NAME

/*
 * The daemon's status: what it answers on its socket, or a file with such an answer. At most 4 MiB;
 * times are nanoseconds since the epoch, 0: never. One object:
 *
 *	"version"        string
 *	"pid"            integer; the process is named "rasdaemon"
 *	"started_ns"     integer
 *	"updated_ns"     integer; when it was asked
 *	"place"          { "kind": string: "bare metal", "KVM guest", "s390 LPAR", …,
 *	                   "detail": string: what it was told by,
 *	                   "means": string: which sources therefore cannot exist here }
 *	"source"         string: what it reads, a tracefs instance
 *	"events"         [ { "name": "system/event", "class": string, "state": "on", "absent",
 *	                     "denied", "off" or "spare", "why": string, empty for "on" } ]
 *	"cpus"           [ { "cpu": integer, "lost": integer: overwritten by the kernel before
 *	                     they could be read, "dropped": integer: not written by the kernel
 *	                     for want of room, "read": integer: events, "pages": integer } ]
 *	"counters"       [ { "name": string, "count": integer, "meaning": string } ], as in
 *	                 core/counter.h
 *	"monitors"       [ { "path": string, "vm": string, "pid": integer, 0: not known,
 *	                     "state": "connected", "connecting", or why not: "absent", "gone",
 *	                     "forbidden", "busy", "silent", "closed", "protocol", "system",
 *	                     "why": the same as a sentence, "events": integer,
 *	                     "dropped": integer } ]
 *	"last_event_ns"  integer
 *	"last_commit_ns" integer
 *	"store"          { "path": string, "state": "open", "failing", "closed" or "off" (not
 *	                   recording), "why": string, "writable": boolean,
 *	                   "free_bytes": integer, negative: not known }
 *
 * A member that is missing is not known; members not named here are for later versions.
 */

/*
 * Exit code 0: a daemon runs, hears at least one event, records, and lost nothing since it started;
 * 1: not so, and every reason is given.
 */
enum ctl_exit ctl_health(struct ctl *ctl);

#endif
