/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A client of one QEMU monitor (QMP) or one guest agent, on an sd-event loop. */
#ifndef RAS_VMM_QMP_H
#define RAS_VMM_QMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include <systemd/sd-event.h>

#include "vmm/json.h"
#include "vmm/verbs.h"

struct qmp;
struct json_object;

enum qmp_state {
	QMP_DOWN,        /* no connection; the next try is set */
	QMP_GREETING,    /* connected, the monitor has not greeted */
	QMP_NEGOTIATING, /* qmp_capabilities, or guest-sync-delimited, is on its way */
	QMP_READY,
};

/* Why there is no connection. */
enum qmp_why {
	QMP_WHY_NONE,
	QMP_WHY_ABSENT,    /* no such socket */
	QMP_WHY_REFUSED,   /* nobody listens: the VM is gone */
	QMP_WHY_FORBIDDEN, /* owner is neither root nor the configured user */
	QMP_WHY_BUSY,      /* no greeting: another client has the monitor */
	QMP_WHY_SILENT,    /* greeted, or is an agent, and then did not answer */
	QMP_WHY_CLOSED,    /* by the other side */
	QMP_WHY_PROTOCOL,  /* speaks something else */
	QMP_WHY_SYSTEM,    /* out of memory, descriptors … */
};

/* One sentence about it, for people; and one word, "busy", for programs. */
const char *qmp_why_text(enum qmp_why why);
const char *qmp_why_name(enum qmp_why why);

struct qmp_options {
	const char *path; /* of the socket; copied */
	enum vmm_peer peer;
	uid_t user;           /* may own the socket, besides root */
	uint32_t greeting_ms; /* from connecting to ready */
	uint32_t command_ms;  /* default time for a command */
	uint32_t retry_ms;    /* first wait before connecting again; doubles */
	uint32_t retry_most_ms;
	uint32_t bytes_per_s;  /* more is left in the socket for later */
	uint32_t events_per_s; /* more are counted and dropped */
	struct vmm_json_limits line;
};

/* Fit for a monitor of a normal VM: 2 s, 5 s, 1 s … 60 s, 1 MiB/s, 100/s; user root. */
struct qmp_options qmp_defaults(const char *path, enum vmm_peer peer);

/* What a client tells its owner. Any may be NULL. Not to free the client from here. */
struct qmp_ops {
	/* Became QMP_READY, or QMP_DOWN for why. */
	void (*state)(void *ctx, enum qmp_state state, enum qmp_why why);
	/* An event, possibly before QMP_READY; the object is the client's. */
	void (*event)(void *ctx, struct json_object *event);
};

/* What went by, since qmp_new(). */
struct qmp_counts {
	uint64_t bytes, connects;
	uint64_t events, events_dropped; /* dropped: over events_per_s */
	uint64_t bad_lines, long_lines;
	uint64_t protocol_errors; /* error answers without id: the peer misread something */
	uint64_t strays;          /* answers to no command, or too late */
	uint64_t pauses;          /* times reading stopped for bytes_per_s */
};

/* A client that starts to connect at once. NULL with errno. Free it before the loop. */
struct qmp *qmp_new(sd_event *loop, const struct qmp_options *opt, const struct qmp_ops *ops,
		    void *ctx);

/* Closes the connection; no callback is called. NULL is fine. */
void qmp_free(struct qmp *q);

enum qmp_state qmp_state(const struct qmp *q);
enum qmp_why qmp_why(const struct qmp *q);
const struct qmp_counts *qmp_counts(const struct qmp *q);
const char *qmp_path(const struct qmp *q);

/* The process that listens, 0: unknown or not connected. */
pid_t qmp_pid(const struct qmp *q);

enum qmp_outcome {
	QMP_RETURN,  /* value is what "return" holds */
	QMP_ERROR,   /* error_class and desc */
	QMP_TIMEOUT, /* no answer in time; one that comes later is dropped */
	QMP_LOST,    /* the connection went away; whether it was done is unknown */
};

struct qmp_reply {
	enum qmp_outcome outcome;
	struct json_object *value;
	const char *error_class, *desc; /* never NULL; live during the callback */
};

typedef void (*qmp_reply_fn)(void *ctx, const struct qmp_reply *reply);

/*
 * Send a command; fn is called exactly once, later, unless qmp_forget() comes first. args becomes
 * the client's, also on failure; NULL: none. timeout_ms 0: the default.
 * 0, or -EPERM: not in the list of verbs, or not with these arguments, -ENOTCONN: not ready,
 * -EBUSY: too many are under way (an agent takes one at a time), -ENOBUFS: the peer does not read,
 * -ENOMEM.
 */
int qmp_command(struct qmp *q, const char *verb, struct json_object *args, uint32_t timeout_ms,
		qmp_reply_fn fn, void *ctx);

/* No callback with this ctx any more. */
void qmp_forget(struct qmp *q, const void *ctx);

#endif
