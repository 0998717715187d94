// SPDX-License-Identifier: GPL-2.0-or-later
/* The policies: what is counted, when a threshold is reached, and what is then asked for. */
#include "policy/policy.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/bucket.h"
#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"
#include "policy/actor.h"

/* How many are kept apart at most; the one not hit for longest gives way. */
enum { PAGES = 16384, ROWS = 1024, ROW_PAGES = 64, CPUS = 4096 };

/* A warning that holds on is said again after this. */
enum { RATE_AGAIN_S = 60 };

/* A page or a CPU. */
struct thing {
	bool asked; /* the kernel has been asked, and has not refused */
};

/* Pages of a row in which errors were seen in its cycle; a page too many replaces the first. */
struct row_pages {
	uint64_t address[ROW_PAGES];
	size_t n, next;
};

struct ras_policy {
	struct ras_bus *bus;
	struct policy_roots roots;
	struct policy_actor *actor;
	/* Of what follows: events come one at a time, but settings and answers from elsewhere. */
	pthread_mutex_t lock;
	struct ras_config config;
	struct ras_buckets *pages, *rows, *cpus;
	uint64_t evicted; /* counted so far */
	struct ras_bucket rate;
	int64_t rate_said_ns;
};

static struct ras_limit limit_of(uint64_t threshold, uint64_t cycle_s)
{
	return (struct ras_limit){ threshold, (int64_t)cycle_s * RAS_NSEC_PER_SEC };
}

static struct policy_request request_for(const struct ras_event *ev, const char *actor,
					 enum policy_kind kind)
{
	return (struct policy_request){ .kind = kind, .actor = actor, .action = "",
					.cause_class = ev->cls->name,
					.cause_time_ns = ev->timestamp,
					.incident = ev->incident };
}

/* Whether ev is to be counted, by what a decision said of it. */
static bool wanted(struct ras_policy *p, const char *why)
{
	if (why && why[0])
		ras_count(p->bus->counters, RAS_C_LEFT_OUT);
	return !why;
}

/*
 * Ask for page to be taken offline for q's reason, or record that it is only counted. Once the
 * kernel has been asked it is not asked again, unless it refused.
 */
static void ask_page(struct ras_policy *p, struct policy_request *q, int action, uint64_t address)
{
	struct ras_text t = RAS_TEXT(q->target);
	void *extra;
	struct thing *page;

	ras_text_hex(&t, address, 1);
	q->number = address;
	if (action == RAS_CE_ACCOUNT) {
		q->kind = POLICY_NOTE;
		q->action = "count page";
		(void)policy_actor_ask(p->actor, q);
		return;
	}
	(void)ras_buckets_get(p->pages, &address, &extra);
	page = extra;
	q->kind = POLICY_PAGE;
	q->ce_action = (enum ras_ce_action)action;
	if (!page->asked)
		page->asked = policy_actor_ask(p->actor, q);
}

static void page_policy(struct ras_policy *p, const struct ras_event *ev)
{
	const struct ras_config *c = &p->config;
	const struct ras_limit l = limit_of(c->page_ce_threshold, c->page_ce_cycle);
	struct policy_request q;
	struct policy_page page;
	struct ras_text t;
	uint64_t reached = 0;

	if (!policy_page_counts(c) ||
	    !wanted(p, policy_page_error(ev, p->roots.page_size, &page)))
		return;
	if (!page.at_once) {
		reached = ras_bucket_add(ras_buckets_get(p->pages, &page.address, NULL), &l,
					 page.count, ev->timestamp);
		if (!reached)
			return;
	}
	q = request_for(ev, "page policy", POLICY_PAGE);
	t = RAS_TEXT(q.reason);
	if (reached)
		ras_text_add(&t,
			     "%" PRIu64 " corrected errors within %" PRIu64
			     " s (PAGE_CE_THRESHOLD %" PRIu64 ")",
			     reached, c->page_ce_cycle, c->page_ce_threshold);
	else
		ras_text_puts(&t, "the device's own threshold of corrected errors is reached");
	ask_page(p, &q, c->page_ce_action, page.address);
}

static void keep_page(struct row_pages *pages, uint64_t address)
{
	for (size_t i = 0; i < pages->n; i++)
		if (pages->address[i] == address)
			return;
	pages->address[pages->next] = address;
	pages->next = (pages->next + 1) % ROW_PAGES;
	if (pages->n < ROW_PAGES)
		pages->n++;
}

static void row_policy(struct ras_policy *p, const struct ras_event *ev)
{
	const struct ras_config *c = &p->config;
	const struct ras_limit l = limit_of(c->row_ce_threshold, c->row_ce_cycle);
	struct policy_request q;
	struct policy_page page;
	struct policy_row row;
	struct ras_text t;
	struct row_pages *pages;
	struct ras_bucket *b;
	uint64_t reached;
	void *extra;

	if (c->row_ce_action == RAS_CE_OFF ||
	    !wanted(p, policy_row_error(ev, p->bus->host, &row)) ||
	    !wanted(p, policy_page_error(ev, p->roots.page_size, &page)))
		return;
	b = ras_buckets_get(p->rows, &row, &extra);
	pages = extra;
	if (ras_bucket_over(b, &l, ev->timestamp))
		*pages = (struct row_pages){ 0 };
	keep_page(pages, page.address);
	reached = ras_bucket_add(b, &l, page.count, ev->timestamp);
	if (!reached)
		return;
	q = request_for(ev, "row policy", POLICY_PAGE);
	t = RAS_TEXT(q.reason);
	ras_text_add(&t, "%" PRIu64 " corrected errors of row ", reached);
	policy_row_text(&row, &t);
	ras_text_add(&t, " within %" PRIu64 " s (ROW_CE_THRESHOLD %" PRIu64 ")", c->row_ce_cycle,
		     c->row_ce_threshold);
	for (size_t i = 0; i < pages->n; i++) {
		struct policy_request each = q;

		ask_page(p, &each, c->row_ce_action, pages->address[i]);
	}
}

static void cpu_policy(struct ras_policy *p, const struct ras_event *ev)
{
	const struct ras_config *c = &p->config;
	const struct ras_limit l = limit_of(c->cpu_ce_threshold, c->cpu_isolation_cycle);
	struct policy_request q;
	struct ras_text target, reason;
	struct policy_cpu cpu;
	struct thing *thing;
	uint64_t reached;
	void *extra;

	if (!c->cpu_isolation || !wanted(p, policy_cpu_error(ev, p->bus->host, &cpu)))
		return;
	reached = ras_bucket_add(ras_buckets_get(p->cpus, &cpu.cpu, &extra), &l, cpu.count,
				 ev->timestamp);
	thing = extra;
	if (!reached || thing->asked)
		return;
	q = request_for(ev, "CPU policy", POLICY_CPU);
	target = RAS_TEXT(q.target);
	reason = RAS_TEXT(q.reason);
	q.number = cpu.cpu;
	q.limit = c->cpu_isolation_limit;
	ras_text_add(&target, "CPU %" PRIu32, cpu.cpu);
	ras_text_add(&reason,
		     "%" PRIu64 " corrected errors within %" PRIu64
		     " s (CPU_CE_THRESHOLD %" PRIu64 ")",
		     reached, c->cpu_isolation_cycle, c->cpu_ce_threshold);
	thing->asked = policy_actor_ask(p->actor, &q);
}

static void rate_policy(struct ras_policy *p, const struct ras_event *ev)
{
	const struct ras_limit l = limit_of(p->config.mc_ce_stat_threshold, 1);
	uint64_t n = policy_rate_count(ev), reached;
	struct policy_request q;
	struct ras_text target, reason;

	if (!n || !l.threshold)
		return;
	reached = ras_bucket_add(&p->rate, &l, n, ev->timestamp);
	/* Times of a damaged record may be any: their difference is one of unsigned numbers. */
	if (!reached || (p->rate_said_ns && ev->timestamp >= p->rate_said_ns &&
			 (uint64_t)ev->timestamp - (uint64_t)p->rate_said_ns <
				 RATE_AGAIN_S * (uint64_t)RAS_NSEC_PER_SEC))
		return;
	p->rate_said_ns = ev->timestamp;
	q = request_for(ev, "rate policy", POLICY_NOTE);
	target = RAS_TEXT(q.target);
	reason = RAS_TEXT(q.reason);
	q.action = "warn";
	q.warn = true;
	ras_text_puts(&target, "memory");
	ras_text_add(&reason,
		     "%" PRIu64
		     " corrected memory errors within a second (MC_CE_STAT_THRESHOLD %" PRIu64 ")",
		     reached, l.threshold);
	(void)policy_actor_ask(p->actor, &q);
}

static void poison_policy(struct ras_policy *p, const struct policy_request *cause)
{
	struct policy_request q = *cause;
	struct ras_text target = RAS_TEXT(q.target);

	if (!p->config.poison_stat_threshold)
		return;
	q.kind = POLICY_POISON;
	q.actor = "poison policy";
	q.action = "warn";
	q.warn = true;
	q.limit = p->config.poison_stat_threshold;
	ras_text_puts(&target, "memory");
	(void)policy_actor_ask(p->actor, &q);
}

static void ask_run(struct ras_policy *p, const struct ras_event *ev, const char *setting,
		    const char *program)
{
	struct policy_run run = { .setting = setting, .cause_class = ev->cls->name,
				  .cause_time_ns = ev->timestamp, .incident = ev->incident,
				  .timeout_s = p->config.trigger_timeout };
	struct ras_text path = RAS_TEXT(run.path);

	/* What is wrong with a path was said when the configuration was read. */
	if (policy_trigger_path(&p->config, program, &path))
		return;
	policy_trigger_env(ev, &run);
	(void)policy_actor_run(p->actor, &run);
}

static void trigger_policy(struct ras_policy *p, const struct ras_event *ev)
{
	const char *program, *setting = policy_trigger_setting(ev, &p->config, &program);

	if (setting)
		ask_run(p, ev, setting, program);
}

void ras_policy_event(void *ctx, const struct ras_event *ev)
{
	struct ras_policy *p = ctx;
	uint64_t evicted;

	/* An action is no cause of another one. */
	if (ev->cls == &ras_class_ras_action)
		return;
	(void)pthread_mutex_lock(&p->lock);
	page_policy(p, ev);
	row_policy(p, ev);
	cpu_policy(p, ev);
	rate_policy(p, ev);
	trigger_policy(p, ev);
	if (ev->cls == &ras_class_memory_failure) {
		const struct policy_request q = request_for(ev, "", POLICY_POISON);

		poison_policy(p, &q);
	}
	evicted = ras_buckets_evicted(p->pages) + ras_buckets_evicted(p->rows) +
		  ras_buckets_evicted(p->cpus);
	ras_count_n(p->bus->counters, RAS_C_BUCKET_EVICTED, evicted - p->evicted);
	p->evicted = evicted;
	(void)pthread_mutex_unlock(&p->lock);
}

/* The kernel's answer: what it refused may be asked for again when the threshold is met anew. */
static void done(void *arg, const struct policy_request *q, bool ok)
{
	struct ras_policy *p = arg;
	uint32_t cpu = (uint32_t)q->number;
	struct thing *thing;

	(void)pthread_mutex_lock(&p->lock);
	thing = q->kind == POLICY_CPU ? ras_buckets_find(p->cpus, &cpu)
				      : ras_buckets_find(p->pages, &q->number);
	if (thing && !ok)
		thing->asked = false;
	if (ok && q->kind == POLICY_PAGE)
		poison_policy(p, q);
	(void)pthread_mutex_unlock(&p->lock);
}

/* Take over settings, and say what they ask for that cannot be had. */
static void configure(struct ras_policy *p, const struct ras_config *c)
{
	p->config = *c;
	if (c->row_ce_action != RAS_CE_OFF && c->page_ce_action != RAS_CE_OFF)
		ras_log(LOG_NOTICE,
			"ROW_CE_ACTION is on: corrected errors are counted by row, not by page");
	policy_page_check(&p->roots, c);
	policy_trigger_check(c);
}

static void free_policy(struct ras_policy *p)
{
	ras_buckets_free(p->pages);
	ras_buckets_free(p->rows);
	ras_buckets_free(p->cpus);
	(void)pthread_mutex_destroy(&p->lock);
	free(p);
}

static void set_roots(struct policy_roots *r, const char *sysfs)
{
	struct ras_text s = RAS_TEXT(r->sysfs), proc = RAS_TEXT(r->procfs);
	long page = sysconf(_SC_PAGESIZE);

	ras_text_puts(&s, sysfs ? sysfs : "/sys");
	ras_text_add(&proc, "%s/proc", sysfs ? sysfs : "");
	r->page_size = page > 0 ? (uint64_t)page : 4096;
}

struct ras_policy *ras_policy_start(const struct ras_policy_options *o, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_policy *p = calloc(1, sizeof(*p));

	if (!p)
		goto fail;
	p->bus = o->bus;
	set_roots(&p->roots, o->sysfs);
	(void)pthread_mutex_init(&p->lock, NULL);
	p->pages = ras_buckets_new(PAGES, sizeof(uint64_t), sizeof(struct thing));
	p->rows = ras_buckets_new(ROWS, sizeof(struct policy_row), sizeof(struct row_pages));
	p->cpus = ras_buckets_new(CPUS, sizeof(uint32_t), sizeof(struct thing));
	if (!p->pages || !p->rows || !p->cpus)
		goto fail;
	configure(p, o->config);
	p->actor = policy_actor_start(&(struct policy_actor_options){
		.bus = o->bus, .roots = &p->roots, .done = done, .arg = p });
	if (p->actor)
		return p;
fail:
	ras_text_add(&e, "cannot start the action thread: %s", strerror(errno));
	if (p)
		free_policy(p);
	return NULL;
}

void ras_policy_reload(struct ras_policy *p, const struct ras_config *c)
{
	(void)pthread_mutex_lock(&p->lock);
	configure(p, c);
	(void)pthread_mutex_unlock(&p->lock);
}

void ras_policy_settle(struct ras_policy *p)
{
	policy_actor_settle(p->actor);
}

void ras_policy_stop(struct ras_policy *p)
{
	if (!p)
		return;
	policy_actor_stop(p->actor);
	free_policy(p);
}
