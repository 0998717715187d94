// SPDX-License-Identifier: GPL-2.0-or-later
/* One number over the events that tell of one thing, given before anybody is shown them. */
#include "incident/incident.h"

#include <string.h>

#include "core/clock.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { NSEC_PER_USEC = 1000, NSEC_PER_MSEC = 1000000 };

/* The field of that name, text or not; columns may share a name with a value for decode(). */
static const struct ras_field *field(const struct ras_class *cls, const char *name, bool text)
{
	for (size_t i = 0; name && i < cls->nfields; i++)
		if (!strcmp(cls->fields[i].name, name) &&
		    ras_type_is_text(cls->fields[i].type) == text)
			return &cls->fields[i];
	return NULL;
}

void ras_incidents_forget(struct ras_incidents *in)
{
	memset(in->past, 0, sizeof(in->past));
	in->next = 0;
}

void ras_incidents_init(struct ras_incidents *in, const struct ras_class *const *classes)
{
	*in = (struct ras_incidents){ 0 };
	for (size_t i = 0; i < RAS_PART_RULES; i++) {
		const struct ras_part_rule *rule = &ras_part_rules[i];
		struct ras_incident_plan *plan = &in->plan[i];

		for (size_t k = 0; classes[k] && !plan->cls; k++)
			if (!strcmp(classes[k]->name, rule->class_name))
				plan->cls = classes[k];
		if (!plan->cls)
			continue;
		for (size_t k = 0; k < COUNT(plan->is); k++)
			plan->is[k] = field(plan->cls, rule->is[k].column, true);
		plan->page = field(plan->cls, rule->page, false);
		plan->process = field(plan->cls, rule->process, false);
	}
}

static bool plays(const struct ras_part_rule *rule, const struct ras_incident_plan *plan,
		  const struct ras_event *ev)
{
	if (plan->cls != ev->cls || ev->severity < rule->at_least)
		return false;
	for (size_t k = 0; k < COUNT(plan->is); k++)
		if (rule->is[k].column &&
		    (!plan->is[k] ||
		     strcmp(ras_field_str(plan->is[k], ev).s, rule->is[k].value) != 0))
			return false;
	return true;
}

static bool same(const struct ras_tie_rule *rule, const struct ras_incident_entry *a,
		 const struct ras_incident_entry *b)
{
	switch (rule->tie) {
	case RAS_TIE_PAGE:
		return a->has_page && b->has_page && a->page == b->page;
	case RAS_TIE_THREAD:
		return a->thread && a->thread == b->thread;
	case RAS_TIE_PROCESS:
		return a->process && a->process == b->process;
	case RAS_TIE_TIME:
		return true;
	}
	return false;
}

/* How far apart two events are, in ns, if the rule ties first to second; -1: it does not. */
static int64_t distance(const struct ras_tie_rule *rule, const struct ras_incident_entry *first,
			const struct ras_incident_entry *second)
{
	int64_t dt;

	if (first->part != rule->first || second->part != rule->second ||
	    (rule->until_done && (first->done || second->done)) ||
	    __builtin_sub_overflow(second->timestamp, first->timestamp, &dt) ||
	    dt < -(int64_t)rule->before_ms * NSEC_PER_MSEC ||
	    dt > (int64_t)rule->after_ms * NSEC_PER_MSEC || !same(rule, first, second))
		return -1;
	return dt < 0 ? -dt : dt;
}

/* The incident that e belongs to: the nearest in time by the surest tie; 0: none. */
static int64_t find(const struct ras_incidents *in, const struct ras_incident_entry *e)
{
	for (size_t i = 0; i < RAS_TIE_RULES; i++) {
		const struct ras_tie_rule *rule = &ras_tie_rules[i];
		int64_t best = -1, id = 0;

		if (rule->first != e->part && rule->second != e->part)
			continue;
		for (size_t k = 0; k < COUNT(in->past); k++) {
			const struct ras_incident_entry *p = &in->past[k];
			int64_t d;

			if (!p->id)
				continue;
			d = distance(rule, p, e);
			if (d < 0)
				d = distance(rule, e, p);
			if (d >= 0 && (best < 0 || d < best)) {
				best = d;
				id = p->id;
			}
		}
		if (id)
			return id;
	}
	return 0;
}

static bool taken(const struct ras_incidents *in, int64_t id)
{
	for (size_t k = 0; k < COUNT(in->past); k++)
		if (in->past[k].id == id)
			return true;
	return false;
}

static int64_t new_id(const struct ras_incidents *in, int64_t timestamp)
{
	int64_t id = timestamp / NSEC_PER_USEC;

	if (id <= 0)
		id = ras_clock_now(CLOCK_REALTIME) / NSEC_PER_USEC;
	while (taken(in, id))
		id++;
	return id;
}

/*
 * The kernel has dealt with a page: what the same thread does from now on is about another one.
 * Only what came before it, as another CPU's record may be read late.
 */
static void close_page(struct ras_incidents *in, const struct ras_incident_entry *e)
{
	for (size_t k = 0; k < COUNT(in->past); k++) {
		struct ras_incident_entry *p = &in->past[k];

		if ((p->id == e->id || (e->thread && p->thread == e->thread)) &&
		    p->timestamp <= e->timestamp)
			p->done = true;
	}
}

static void remember(struct ras_incidents *in, const struct ras_incident_entry *e)
{
	if (e->part == RAS_PART_PAGE)
		close_page(in, e);
	in->past[in->next] = *e;
	in->next = (in->next + 1) % COUNT(in->past);
}

void ras_incidents_event(void *ctx, struct ras_event *ev)
{
	struct ras_incidents *in = ctx;

	for (size_t i = 0; i < RAS_PART_RULES; i++) {
		const struct ras_part_rule *rule = &ras_part_rules[i];
		const struct ras_incident_plan *plan = &in->plan[i];
		struct ras_incident_entry e = { .part = rule->part, .timestamp = ev->timestamp,
						.thread = ev->pid };

		if (!plays(rule, plan, ev) || ev->incident)
			continue;
		if (plan->page) {
			e.has_page = true;
			e.page = (uint64_t)ras_field_int(plan->page, ev) >> rule->page_shift;
		}
		if (plan->process)
			e.process = (int32_t)ras_field_int(plan->process, ev);
		e.id = find(in, &e);
		if (!e.id && !rule->joins_only)
			e.id = new_id(in, ev->timestamp);
		ev->incident = e.id;
		if (e.id)
			remember(in, &e);
		return;
	}
}
