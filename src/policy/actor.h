/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The action thread: does what may block, one request after the other, and tells what it did. */
#ifndef RAS_POLICY_ACTOR_H
#define RAS_POLICY_ACTOR_H

#include "core/bus.h"
#include "policy/parts.h"

enum policy_kind {
	POLICY_NOTE,   /* nothing but record it: counted, refused, warned of */
	POLICY_PAGE,   /* take a page offline */
	POLICY_CPU,    /* take a CPU offline */
	POLICY_POISON, /* look how much memory is poisoned */
};

/* What is asked of the action thread. */
struct policy_request {
	enum policy_kind kind;
	const char *actor, *action; /* constant texts; action: of a note */
	const char *cause_class;
	int64_t cause_time_ns, incident;
	enum ras_ce_action ce_action; /* POLICY_PAGE: soft, hard or soft-then-hard */
	bool warn;          /* POLICY_NOTE: log it as a warning, too */
	uint64_t number;    /* page's address, CPU */
	uint64_t limit;     /* CPUs, kB */
	char target[POLICY_TEXT], reason[POLICY_TEXT];
};

struct policy_actor;

struct policy_actor_options {
	struct ras_bus *bus;
	const struct policy_roots *roots; /* outlives the actor */
	/* Called on the action thread when a page or CPU was dealt with. */
	void (*done)(void *arg, const struct policy_request *q, bool ok);
	void *arg;
};

/* NULL with errno. */
struct policy_actor *policy_actor_start(const struct policy_actor_options *o);

/* Queue a copy, without waiting. false: the queue is full, which is counted and logged. */
bool policy_actor_ask(struct policy_actor *a, const struct policy_request *q);
bool policy_actor_run(struct policy_actor *a, const struct policy_run *run);

/* Wait until nothing is queued, under way or running. */
void policy_actor_settle(struct policy_actor *a);

/* Do what is queued, begin no program, end those that run on, end the thread and free. */
void policy_actor_stop(struct policy_actor *a);

#endif
