// SPDX-License-Identifier: GPL-2.0-or-later
/* The store thread: takes events from the queue and commits them in groups. */
#include "store/store.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/events.h"
#include "store/db.h"

#define MSEC 1000000LL

enum {
	BUSY_MS = 2000,             /* one wait for a lock; then it is logged and tried again */
	FULL_PERCENT = 75,          /* queue fill from which a failing store lets events go */
	GIVE_UP_MS = 5000,          /* after the end, how long a busy database is waited for */
	STUCK_MS = 60000,           /* a lock held so long counts as a failure */
};
static const int64_t retry_ns = 500 * MSEC; /* between attempts to write again */
/*
 * From the start of one commit to that of the next: an event that comes alone never waits, and
 * under load groups become large enough that fsync does not count.
 */
static const int64_t pace_ns = 5 * MSEC;
static const int64_t quiet_ns = 200 * MSEC; /* without events before a checkpoint */
static const int64_t again_ns = 5000 * MSEC; /* until a checkpoint that readers held up */
static const int64_t tidy_ns = 60 * RAS_NSEC_PER_SEC; /* from one run of retention to the next */
static const int64_t tidy_step_ns = 4 * MSEC; /* that one step of it may take from recording */

/* What kind of trouble a result code is: what is counted, what is said, and what to do. */
struct trouble {
	int rc;
	enum ras_counter counter;
	bool damaged; /* set the file aside and begin anew */
	bool busy;    /* somebody else's lock: wait for it, lose nothing */
	const char *advice;
};

static const struct trouble troubles[] = {
	{ SQLITE_BUSY, RAS_C_STORE_BUSY, false, true,
	  "another program holds the database locked; events wait" },
	{ SQLITE_LOCKED, RAS_C_STORE_BUSY, false, true,
	  "another program holds the database locked; events wait" },
	{ SQLITE_FULL, RAS_C_STORE_FULL, false, false,
	  "the disk is full: free some space; events are logged, and recording resumes by itself" },
	{ SQLITE_READONLY, RAS_C_STORE_FULL, false, false,
	  "the database is not writable: check mount and permissions; events are logged, and "
	  "recording resumes by itself" },
	{ SQLITE_NOTADB, RAS_C_STORE_REPLACED, true, false, "the file is no database" },
	{ SQLITE_CORRUPT, RAS_C_STORE_REPLACED, true, false, "the database is damaged" },
	/* Anything else, I/O errors and missing directories among it. Must be the last row. */
	{ SQLITE_ERROR, RAS_C_STORE_FULL, false, false,
	  "events are logged, and recording resumes by itself once it can" },
};

struct ras_store {
	struct ras_store_options o;
	struct ras_db db;
	pthread_t thread;
	pthread_mutex_t lock; /* guards state */
	struct ras_store_state state;
	struct ras_retention_limits limits; /* to be taken over by the thread */
	bool new_limits;
	/* The thread's own: */
	struct ras_retention tidy;
	bool tidy_wanted;  /* there was a commit, or other limits, since the last run began */
	int64_t tidy_next; /* monotonic ns: when the next run may begin */
	bool anew;                /* a damaged file was set aside: a new one can be begun at once */
	int said_rc;              /* trouble that was logged and has not ended; 0: none */
	int64_t trouble_since;    /* monotonic ns */
	uint64_t lost;            /* events let go and not yet told of in a row */
	int64_t lost_first, lost_last;
	uint64_t lost_total;
};

static const struct trouble *trouble_of(int rc)
{
	const struct trouble *t = troubles;

	while (t->rc != SQLITE_ERROR && t->rc != rc)
		t++;
	return t;
}

static void set_state(struct ras_store *s, bool failing, const char *error)
{
	struct ras_text t;

	(void)pthread_mutex_lock(&s->lock);
	s->state.open = s->db.sql;
	s->state.failing = failing;
	t = RAS_TEXT(s->state.error);
	ras_text_puts(&t, error);
	(void)pthread_mutex_unlock(&s->lock);
}

static void committed(struct ras_store *s)
{
	set_state(s, false, "");
	(void)pthread_mutex_lock(&s->lock);
	s->state.last_commit_ns = ras_clock_now(CLOCK_REALTIME);
	(void)pthread_mutex_unlock(&s->lock);
}

/* Say once what is wrong, count it, and move a damaged file out of the way. */
static void meet_trouble(struct ras_store *s, int rc, const char *what)
{
	const struct trouble *t = trouble_of(rc);
	const bool fresh = s->said_rc != rc;
	char aside[4096];

	if (fresh) {
		ras_log(LOG_ERR, "%s (%s)", what, t->advice);
		ras_count(s->o.counters, t->counter);
		if (!s->said_rc)
			s->trouble_since = ras_clock_now(CLOCK_MONOTONIC);
		s->said_rc = rc;
	}
	set_state(s, true, what);
	if (!t->damaged)
		return;
	ras_db_close(&s->db, false);
	if (ras_db_set_aside(s->o.path, aside, sizeof(aside))) {
		if (fresh)
			ras_log(LOG_ERR, "%s: cannot set the damaged database aside: %m",
				s->o.path);
		return;
	}
	/* One that is damaged again is the disk's fault: not without a pause. */
	s->anew = fresh;
	ras_log(LOG_WARNING,
		"%s: damaged, kept as %s; a new database is begun. "
		"Try 'sqlite3 %s .recover' to read what it held",
		s->o.path, aside, aside);
}

/* 0 when the database is open, else an SQLite code that was dealt with. */
static int ensure_open(struct ras_store *s)
{
	char err[512];
	int rc;

	if (s->db.sql && !ras_db_same_file(&s->db, s->o.path)) {
		ras_log(LOG_WARNING, "%s: the database was removed or replaced; opening it anew",
			s->o.path);
		ras_db_close(&s->db, false);
		ras_db_drop_wal(s->o.path);
	}
	if (s->db.sql)
		return 0;
	rc = ras_db_open(&s->db, s->o.path, s->o.classes, BUSY_MS, err, sizeof(err));
	if (rc)
		meet_trouble(s, rc, err);
	else
		set_state(s, false, "");
	return rc;
}

/* A row for what was let go, first thing when writing works again. */
static int insert_lost(struct ras_store *s)
{
	union {
		struct ras_lost_event l;
		/* cppcheck-suppress unusedStructMember ; the event's arena lies in it */
		char room[sizeof(struct ras_lost_event) + 256];
	} u;

	if (!s->lost)
		return SQLITE_OK;
	ras_event_init(&u.l.ev, sizeof(u), &ras_class_lost_events);
	u.l.ev.timestamp = s->lost_last;
	u.l.ev.severity = RAS_INFO;
	u.l.ev.boot_id = (struct ras_str){ s->o.host->boot_id, strlen(s->o.host->boot_id) };
	u.l.cpu = -1;
	u.l.count = s->lost;
	u.l.first_ns = (uint64_t)s->lost_first;
	u.l.last_ns = (uint64_t)s->lost_last;
	u.l.reason = (struct ras_str){ "database not writable", 21 };
	return ras_db_insert(&s->db, &u.l.ev);
}

/* Write all events of a group in one transaction. 0 when they are durable. */
static int write_group(struct ras_store *s, struct ras_cursor c)
{
	struct ras_event *ev;
	uint64_t n = 0;
	int rc = ensure_open(s);

	if (rc)
		return rc;
	rc = ras_db_begin(&s->db);
	if (rc == SQLITE_OK)
		rc = insert_lost(s);
	while (rc == SQLITE_OK && (ev = ras_queue_next(s->o.queue, &c))) {
		rc = ras_db_insert(&s->db, ev);
		n++;
	}
	if (rc == SQLITE_OK)
		rc = ras_db_commit(&s->db);
	if (rc != SQLITE_OK) {
		char what[512];
		struct ras_text t = RAS_TEXT(what);

		ras_text_add(&t, "%s: %s", s->o.path, sqlite3_errmsg(s->db.sql));
		ras_db_rollback(&s->db);
		ras_count(s->o.counters, RAS_C_STORE_RETRIES);
		meet_trouble(s, rc, what);
		/* A table that vanished or changed is put right by opening anew. */
		if (s->db.sql && rc == SQLITE_ERROR)
			ras_db_close(&s->db, false);
		return rc;
	}
	if (s->said_rc) {
		ras_log(LOG_NOTICE, "%s: recording again%s", s->o.path,
			s->lost ? "; see table lost_events for what is missing" : "");
		s->said_rc = 0;
	}
	s->lost = 0;
	ras_count_n(s->o.counters, RAS_C_STORED, n);
	ras_count(s->o.counters, RAS_C_STORE_COMMITS);
	committed(s);
	return 0;
}

/* Let the oldest half of what waits go, so that reading and logging go on. */
static void let_go(struct ras_store *s, struct ras_cursor c, bool all)
{
	size_t n = all ? c.count : (c.count + 1) / 2;
	struct ras_event *ev;

	while (n-- && (ev = ras_queue_next(s->o.queue, &c))) {
		if (!s->lost++)
			s->lost_first = ev->timestamp;
		s->lost_last = ev->timestamp;
		s->lost_total++;
		ras_count(s->o.counters, RAS_C_STORE_LOST);
	}
	ras_queue_release(s->o.queue, &c);
}

/*
 * Whether events may be dropped now: not for a lock, not in a patient replay, not while there is
 * room.
 */
static bool may_let_go(struct ras_store *s, int rc)
{
	int64_t failing_ms = (ras_clock_now(CLOCK_MONOTONIC) - s->trouble_since) / MSEC;

	if (s->o.patience_ms)
		return failing_ms > s->o.patience_ms;
	if (ras_queue_closed(s->o.queue))
		return !trouble_of(rc)->busy || failing_ms > GIVE_UP_MS;
	return ras_queue_fill(s->o.queue) >= FULL_PERCENT &&
	       (!trouble_of(rc)->busy || failing_ms > STUCK_MS);
}

static void nap(int64_t ns)
{
	struct timespec t = { (time_t)(ns / RAS_NSEC_PER_SEC), (long)(ns % RAS_NSEC_PER_SEC) };

	(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &t, NULL);
}

static void take_limits(struct ras_store *s)
{
	(void)pthread_mutex_lock(&s->lock);
	if (s->new_limits) {
		s->tidy.limits = s->limits;
		s->tidy.full_ns = 0;
		s->tidy.phase = RAS_RETENTION_DONE;
		s->tidy.told_small = false;
		s->tidy_next = 0;
		s->tidy_wanted = true;
	}
	s->new_limits = false;
	(void)pthread_mutex_unlock(&s->lock);
}

/*
 * One step of retention, if one is due: between groups, and more of them when it is quiet. Returns
 * ns until the next step is due; negative when none is until something is recorded.
 */
static int64_t tidy(struct ras_store *s)
{
	int64_t now = ras_clock_now(CLOCK_MONOTONIC);
	int rc;

	take_limits(s);
	if (!s->db.sql || (!s->tidy.limits.days && !s->tidy.limits.bytes))
		return -1;
	if (s->tidy.phase == RAS_RETENTION_DONE) {
		if (!s->tidy_wanted)
			return -1;
		if (now < s->tidy_next)
			return s->tidy_next - now;
		ras_retention_begin(&s->tidy, now);
		s->tidy_wanted = false;
		s->tidy_next = now + tidy_ns;
	}
	/* Somebody else's lock is no reason to keep events waiting. */
	(void)sqlite3_busy_timeout(s->db.sql, 0);
	rc = ras_retention_step(&s->tidy, s->db.sql, ras_clock_now(CLOCK_REALTIME), tidy_step_ns);
	(void)sqlite3_busy_timeout(s->db.sql, BUSY_MS);
	if (rc == SQLITE_OK && s->tidy.phase != RAS_RETENTION_DONE)
		return 0;
	/* What went wrong is met by the next group, or has passed by the next run. */
	s->tidy_wanted |= rc == SQLITE_BUSY || rc == SQLITE_LOCKED;
	return s->tidy_wanted ? tidy_ns : -1;
}

/* The sooner of two waits, where a negative one never ends. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static void *store_main(void *arg)
{
	struct ras_store *s = arg;
	int64_t timeout = 0, begun = 0;

	(void)ensure_open(s);
	for (;;) {
		struct ras_cursor c = ras_queue_take(s->o.queue, timeout), end;
		int64_t early = begun + pace_ns - ras_clock_now(CLOCK_MONOTONIC);
		int rc;

		if (c.count && early > 0) {
			nap(early);
			c = ras_queue_take(s->o.queue, timeout);
		}
		begun = ras_clock_now(CLOCK_MONOTONIC);
		if (!c.count) {
			if (ras_queue_closed(s->o.queue))
				break;
			/* Quiet: fold the WAL in, so that a plain copy of the file is complete. */
			timeout = tidy(s);
			if (timeout && s->db.sql && ras_db_checkpoint(&s->db) == SQLITE_BUSY)
				timeout = sooner(timeout, again_ns);
			continue;
		}
		s->anew = false;
		rc = write_group(s, c);
		if (!rc) {
			end = c;
			while (ras_queue_next(s->o.queue, &end))
				;
			ras_queue_release(s->o.queue, &end);
			s->tidy_wanted = true;
			timeout = sooner(quiet_ns, tidy(s));
		} else if (s->anew) {
			continue;
		} else if (may_let_go(s, rc)) {
			let_go(s, c, ras_queue_closed(s->o.queue));
		} else {
			nap(retry_ns);
		}
	}
	if (s->db.sql)
		ras_db_close(&s->db, true);
	return NULL;
}

struct ras_store *ras_store_start(const struct ras_store_options *o, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_store *s = calloc(1, sizeof(*s));
	int rc;

	if (!s) {
		ras_text_puts(&e, "out of memory");
		return NULL;
	}
	s->o = *o;
	s->limits = o->limits;
	s->new_limits = true;
	s->tidy.classes = o->classes;
	(void)pthread_mutex_init(&s->lock, NULL);
	rc = pthread_create(&s->thread, NULL, store_main, s);
	if (rc) {
		ras_text_add(&e, "cannot start the store thread: %s", strerror(rc));
		free(s);
		return NULL;
	}
	return s;
}

uint64_t ras_store_stop(struct ras_store *s)
{
	uint64_t lost;

	ras_queue_close(s->o.queue);
	(void)pthread_join(s->thread, NULL);
	lost = s->lost_total;
	(void)pthread_mutex_destroy(&s->lock);
	free(s);
	return lost;
}

void ras_store_limits(struct ras_store *s, struct ras_retention_limits limits)
{
	(void)pthread_mutex_lock(&s->lock);
	s->limits = limits;
	s->new_limits = true;
	(void)pthread_mutex_unlock(&s->lock);
	ras_queue_wake(s->o.queue);
}

void ras_store_state(struct ras_store *s, struct ras_store_state *out)
{
	(void)pthread_mutex_lock(&s->lock);
	*out = s->state;
	(void)pthread_mutex_unlock(&s->lock);
}
