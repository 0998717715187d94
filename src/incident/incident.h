/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One number over the events that tell of one thing, given before anybody is shown them. */
#ifndef RAS_INCIDENT_INCIDENT_H
#define RAS_INCIDENT_INCIDENT_H

#include "core/event.h"
#include "incident/rules.h"

/* What is remembered of an event; older ones are forgotten. */
enum { RAS_INCIDENT_HISTORY = 128 };

struct ras_incident_entry {
	enum ras_part part;
	int64_t id;          /* 0: free */
	int64_t timestamp;   /* wall clock, ns */
	uint64_t page;       /* page frame number */
	bool has_page;
	bool done;           /* the kernel has dealt with the page since */
	int32_t thread;      /* at work when it was written; 0: none */
	int32_t process;     /* told of it; 0: none */
};

/* Which class and fields a row of ras_part_rules means; cls is NULL where no class has the name. */
struct ras_incident_plan {
	const struct ras_class *cls;
	const struct ras_field *is[2], *page, *process;
};

struct ras_incidents {
	struct ras_incident_plan plan[RAS_PART_RULES];
	struct ras_incident_entry past[RAS_INCIDENT_HISTORY];
	size_t next; /* where the next goes, over the oldest */
};

/* Begin with an empty history. classes: those that there are, NULL behind the last. */
void ras_incidents_init(struct ras_incidents *in, const struct ras_class *const *classes);

/* Forget all: what follows comes from another machine. */
void ras_incidents_forget(struct ras_incidents *in);

/*
 * Tie a decoded event to earlier ones: set its incident. An incident's number is the time in µs of
 * its first event that came here, made unique; so it is one over restarts, and a 53-bit integer.
 * Other events, and those that have one, stay as they are. ctx is the struct ras_incidents; calls
 * must not overlap.
 */
void ras_incidents_event(void *ctx, struct ras_event *ev);

#endif
