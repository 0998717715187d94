// SPDX-License-Identifier: GPL-2.0-or-later
/* --health: whether errors are being recorded, by the daemon's own words and by the database. */
#include "ctl/health.h"

#include <errno.h>
#include <json-c/json.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/counter.h"
#include "core/file.h"
#include "core/text.h"
#include "ctl/open.h"
#include "ctl/query.h"
#include "events/events.h"

enum { STATUS_MAX = 4 << 20, DEPTH_MAX = 16, PROBLEMS_MAX = 64, LITTLE_SPACE = 16 << 20 };

/* What is wrong, one sentence each. */
struct problems {
	char text[PROBLEMS_MAX][256];
	size_t n; /* may be more than there is room for */
};

static void problem(struct problems *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void problem(struct problems *p, const char *fmt, ...)
{
	if (p->n < PROBLEMS_MAX) {
		struct ras_text t = RAS_TEXT(p->text[p->n]);
		va_list ap;

		va_start(ap, fmt);
		ras_text_vadd(&t, fmt, ap);
		va_end(ap);
	}
	p->n++;
}

/* The member if it is of that type, else NULL. */
static struct json_object *part_of(struct json_object *obj, const char *key, enum json_type type)
{
	struct json_object *v = NULL;

	if (!json_object_object_get_ex(obj, key, &v) || !json_object_is_type(v, type))
		return NULL;
	return v;
}

/* Members of JSON objects; what is missing or of another type is empty, 0 or false. */
static const char *text_of(struct json_object *obj, const char *key)
{
	struct json_object *v = part_of(obj, key, json_type_string);

	return v ? json_object_get_string(v) : "";
}

static int64_t int_of(struct json_object *obj, const char *key)
{
	return json_object_get_int64(part_of(obj, key, json_type_int));
}

static bool bool_of(struct json_object *obj, const char *key)
{
	return json_object_get_boolean(part_of(obj, key, json_type_boolean));
}

static size_t length(struct json_object *array)
{
	return array ? json_object_array_length(array) : 0;
}

/* The status as an object that the caller puts; NULL and a problem when there is none. */
static struct json_object *read_status(const char *path, struct problems *p)
{
	struct json_tokener *tok = NULL;
	struct json_object *root = NULL;
	char err[512];
	char *text = ras_status_ask(path, STATUS_MAX, err, sizeof(err));

	if (!text) {
		problem(p, "rasdaemon is not running, or does not answer: %s", err);
		return NULL;
	}
	tok = json_tokener_new_ex(DEPTH_MAX);
	if (tok)
		root = json_tokener_parse_ex(tok, text, (int)strlen(text));
	if (!root || !json_object_is_type(root, json_type_object)) {
		problem(p, "%s: not the status of a rasdaemon (no JSON object)", path);
		(void)json_object_put(root);
		root = NULL;
	}
	json_tokener_free(tok);
	free(text);
	return root;
}

/* Who answers runs; but a status in a file may be of a daemon that is gone. */
static void check_process(const char *status, struct json_object *root, struct problems *p)
{
	long long pid = int_of(root, "pid");
	char path[64], *comm;
	struct ras_text t = RAS_TEXT(path);
	struct stat st;
	size_t len;

	if (stat(status, &st) || !S_ISREG(st.st_mode))
		return;
	if (pid <= 0 || pid > INT32_MAX || (kill((pid_t)pid, 0) && errno == ESRCH)) {
		problem(p, "rasdaemon is not running: its process %lld is gone", pid);
		return;
	}
	ras_text_add(&t, "/proc/%lld/comm", pid);
	comm = ras_file_read(path, 64, &len);
	/* Where other users' processes are hidden, this is all that can be told. */
	if (comm && strcmp(comm, "rasdaemon\n") != 0)
		problem(p, "rasdaemon is not running: process %lld is another program", pid);
	free(comm);
}

static void check_events(struct json_object *root, struct problems *p)
{
	struct json_object *events = part_of(root, "events", json_type_array);
	size_t on = 0;

	for (size_t i = 0; i < length(events); i++) {
		struct json_object *e = json_object_array_get_idx(events, i);
		const char *state = text_of(e, "state");

		on += !strcmp(state, "on");
		if (!strcmp(state, "denied"))
			problem(p, "event %s cannot be subscribed: %s", text_of(e, "name"),
				text_of(e, "why"));
	}
	if (!on)
		problem(p, "no event is subscribed: no error can be heard of");
}

static void check_cpus(struct json_object *root, struct problems *p)
{
	struct json_object *cpus = part_of(root, "cpus", json_type_array);

	for (size_t i = 0; i < length(cpus); i++) {
		struct json_object *c = json_object_array_get_idx(cpus, i);
		int64_t lost = int_of(c, "lost"), dropped = int_of(c, "dropped");

		if (lost || dropped)
			problem(p, "CPU %lld: the kernel lost %lld events and dropped %lld",
				(long long)int_of(c, "cpu"), (long long)lost, (long long)dropped);
	}
}

/* Counters that must stay 0, because each count is an event, or part of one, that is not stored. */
static const enum ras_counter bad_counters[] = {
	RAS_C_RECORD_SHORT, RAS_C_FIELD_BAD, RAS_C_PAGE_BAD, RAS_C_STORE_LOST,
};

static void check_counters(struct json_object *root, struct problems *p)
{
	struct json_object *counters = part_of(root, "counters", json_type_array);

	for (size_t i = 0; i < length(counters); i++) {
		struct json_object *c = json_object_array_get_idx(counters, i);

		for (size_t k = 0; k < sizeof(bad_counters) / sizeof(bad_counters[0]); k++)
			if (!strcmp(text_of(c, "name"), ras_counter_name(bad_counters[k])) &&
			    int_of(c, "count"))
				problem(p, "%lld %s", (long long)int_of(c, "count"),
					ras_counter_text(bad_counters[k]));
	}
}

/* A VM that does not run is none; a monitor that cannot be used is. */
static void check_monitors(struct json_object *root, struct problems *p)
{
	static const char *const bad[] = { "forbidden", "busy", "silent", "protocol" };
	struct json_object *monitors = part_of(root, "monitors", json_type_array);

	for (size_t i = 0; i < length(monitors); i++) {
		struct json_object *m = json_object_array_get_idx(monitors, i);

		for (size_t k = 0; k < sizeof(bad) / sizeof(bad[0]); k++)
			if (!strcmp(text_of(m, "state"), bad[k]))
				problem(p, "VM monitor %s: %s", text_of(m, "path"),
					text_of(m, "why"));
	}
}

static void check_store(struct json_object *store, struct problems *p)
{
	struct json_object *room = part_of(store, "free_bytes", json_type_int);
	const char *why = text_of(store, "why");

	if (!strcmp(text_of(store, "state"), "off")) {
		problem(p, "events are not recorded: rasdaemon runs without --record");
		return;
	}
	if (strcmp(text_of(store, "state"), "open") != 0 || !bool_of(store, "writable"))
		problem(p, "the database cannot be written%s%s", *why ? ": " : "", why);
	if (room && json_object_get_int64(room) >= 0 && json_object_get_int64(room) < LITTLE_SPACE)
		problem(p, "only %lld bytes are free where the database lies",
			(long long)json_object_get_int64(room));
}

/* A member of the status and what is shown of it. */
struct part {
	const char *key; /* in the answer, and in the status unless self */
	bool list, self; /* an array of objects; the status object itself */
	const char *form;
	/*
	 * In text, rows whose member dull_key is dull ("0" for a number) have no line of their own:
	 * their names stand behind dull_head, or nowhere.
	 */
	const char *dull_key, *dull, *dull_head;
	struct {
		const char *name;
		enum ctl_kind kind;
	} column[8];
};

static const struct part parts[] = {
	{ "daemon", false, true,
	  "daemon: version {version}, process {pid}, since {started_ns}, reads {source}; "
	  "last event {last_event_ns}, last commit {last_commit_ns}", NULL, NULL, NULL,
	  { { "version", CTL_TEXT }, { "pid", CTL_INT }, { "started_ns", CTL_TIME },
	    { "updated_ns", CTL_TIME }, { "source", CTL_TEXT }, { "last_event_ns", CTL_TIME },
	    { "last_commit_ns", CTL_TIME } } },
	{ "place", false, false, "place: {kind}[, told by {detail}][; {means}]",
	  NULL, NULL, NULL,
	  { { "kind", CTL_TEXT }, { "detail", CTL_TEXT }, { "means", CTL_TEXT } } },
	{ "events", true, false, "event {name}: {state}[, {why}]", "state", "absent",
	  "absent, as this kernel does not have them or their module is not loaded:",
	  { { "name", CTL_TEXT }, { "class", CTL_TEXT }, { "state", CTL_TEXT },
	    { "why", CTL_TEXT } } },
	{ "cpus", true, false,
	  "CPU {cpu}: {lost} lost<, {dropped} dropped><, {read} read><, {pages} pages read>",
	  NULL, NULL, NULL,
	  { { "cpu", CTL_INT }, { "lost", CTL_INT }, { "dropped", CTL_INT }, { "read", CTL_INT },
	    { "pages", CTL_INT } } },
	{ "counters", true, false, "{name}: {count} {meaning}", "count", "0", NULL,
	  { { "name", CTL_TEXT }, { "count", CTL_INT }, { "meaning", CTL_TEXT } } },
	{ "monitors", true, false,
	  "VM monitor {path}: {state}[, {why}][, VM {vm}][, process {pid}]", NULL, NULL, NULL,
	  { { "path", CTL_TEXT }, { "vm", CTL_TEXT }, { "pid", CTL_INT }, { "state", CTL_TEXT },
	    { "why", CTL_TEXT }, { "events", CTL_INT }, { "dropped", CTL_INT } } },
	{ "store", false, false,
	  "store: {path}: {state}[, {why}], writable: {writable}<, {free_bytes} bytes free>",
	  NULL, NULL, NULL,
	  { { "path", CTL_TEXT }, { "state", CTL_TEXT }, { "why", CTL_TEXT },
	    { "writable", CTL_BOOL }, { "free_bytes", CTL_INT } } },
};

/* A member as a value of that kind; NULL when it is missing or of another type. */
static struct ctl_value member(struct json_object *obj, const char *name, enum ctl_kind kind)
{
	static const enum json_type types[] = {
		[CTL_INT] = json_type_int,
		[CTL_TIME] = json_type_int,
		[CTL_BOOL] = json_type_boolean,
		[CTL_TEXT] = json_type_string,
	};
	struct json_object *j = part_of(obj, name, types[kind]);
	struct ctl_value v = { .name = name, .kind = j ? kind : CTL_NULL };

	if (j && kind == CTL_TEXT) {
		v.s = json_object_get_string(j);
		v.len = (size_t)json_object_get_string_len(j);
	} else if (j) {
		v.i = kind == CTL_BOOL ? json_object_get_boolean(j) : json_object_get_int64(j);
	}
	return v;
}

static void put_object(struct ctl_output *out, const struct part *part, struct json_object *obj)
{
	enum { MAX = sizeof(part->column) / sizeof(part->column[0]) };
	struct ctl_value v[MAX];
	size_t n = 0;

	for (; n < MAX && part->column[n].name; n++)
		v[n] = member(obj, part->column[n].name, part->column[n].kind);
	ctl_output_record(out, part->form, v, n);
}

static bool is_dull(const struct part *part, struct json_object *row)
{
	struct json_object *v = NULL;

	/* A null is there, but is no value. */
	return part->dull_key && json_object_object_get_ex(row, part->dull_key, &v) && v &&
	       !strcmp(json_object_get_string(v), part->dull);
}

/* One line that names the dull rows of a list. */
static void put_dull(struct ctl_output *out, const struct part *part, struct json_object *list)
{
	char line[8192];
	struct ras_text t = RAS_TEXT(line);
	struct ctl_value v;

	for (size_t i = 0; i < length(list); i++) {
		struct json_object *row = json_object_array_get_idx(list, i);

		if (is_dull(part, row))
			ras_text_add(&t, "%s%s", t.len ? ", " : "", text_of(row, "name"));
	}
	v = ctl_text("names", line);
	if (t.len && part->dull_head) {
		char form[256];
		struct ras_text f = RAS_TEXT(form);

		ras_text_add(&f, "%s {names}", part->dull_head);
		ctl_output_record(out, form, &v, 1);
	}
}

static void put_list(struct ctl_output *out, const struct part *part, struct json_object *list)
{
	for (size_t i = 0; i < length(list); i++) {
		struct json_object *row = json_object_array_get_idx(list, i);

		if (out->json || !is_dull(part, row))
			put_object(out, part, row);
	}
	if (!out->json)
		put_dull(out, part, list);
}

static void put_part(struct ctl_output *out, const struct part *part, struct json_object *root)
{
	const enum json_type type = part->list ? json_type_array : json_type_object;
	struct json_object *obj = part->self ? root : part_of(root, part->key, type);

	ctl_output_member(out, part->key, !part->list);
	if (part->list)
		put_list(out, part, obj);
	else if (obj)
		put_object(out, part, obj);
	ctl_output_member_end(out);
}

/* How many events of each class the database holds. */
static void put_database(struct ctl_output *out, sqlite3 *sql, const char *path, struct problems *p)
{
	char err[1024];
	int rc = SQLITE_DONE;

	ctl_output_member(out, "recorded", false);
	for (size_t i = 0; sql && rc == SQLITE_DONE && ras_classes[i]; i++) {
		const struct ctl_source src = { .table = ras_classes[i]->table };
		struct ctl_query q;

		rc = ctl_query_summary(&q, sql, &src, "", NULL);
		while (rc == SQLITE_OK || rc == SQLITE_ROW) {
			rc = ctl_query_next(&q);
			if (rc == SQLITE_ROW)
				ctl_output_record(out, "recorded: {#} {class}", q.v, q.n);
		}
		if (rc != SQLITE_DONE) {
			(void)ctl_open_failure(path, sql, rc, err, sizeof(err));
			problem(p, "%s", err);
		}
		ctl_query_end(&q);
	}
	ctl_output_member_end(out);
}

static void put_verdict(struct ctl_output *out, const struct problems *p)
{
	const struct ctl_value verdict[] = {
		{ .name = "healthy", .kind = CTL_BOOL, .i = !p->n },
		{ .name = "problems", .kind = CTL_INT, .i = (int64_t)p->n },
	};

	ctl_output_member(out, "problems", false);
	for (size_t i = 0; i < p->n && i < PROBLEMS_MAX; i++) {
		const struct ctl_value v = ctl_text("problem", p->text[i]);

		ctl_output_record(out, "problem: {problem}", &v, 1);
	}
	ctl_output_member_end(out);
	ctl_output_member(out, "health", true);
	ctl_output_record(out, p->n ? "health: NOT OK, {problems} problems" : "health: OK", verdict,
			  2);
	ctl_output_member_end(out);
}

enum ctl_exit ctl_health(struct ctl *ctl)
{
	const char *path = ctl->value[CTL_STATUS_FILE] ? ctl->value[CTL_STATUS_FILE]
						       : CTL_STATUS_PATH;
	struct problems p = { .n = 0 };
	struct json_object *root = read_status(path, &p);
	struct json_object *store = root ? part_of(root, "store", json_type_object) : NULL;
	const char *db = store && !ctl->given[CTL_DB] ? text_of(store, "path") : "";
	sqlite3 *sql = NULL;
	char err[1024];

	if (root) {
		check_process(path, root, &p);
		check_events(root, &p);
		check_cpus(root, &p);
		check_counters(root, &p);
		check_monitors(root, &p);
		check_store(store, &p);
	}
	if (!*db)
		db = ctl_db_path(ctl);
	if (ctl_open(db, &sql, err, sizeof(err)) != CTL_OK)
		problem(&p, "%s", err);
	ctl_output_block(&ctl->out, NULL, NULL);
	for (size_t i = 0; root && i < sizeof(parts) / sizeof(parts[0]); i++)
		put_part(&ctl->out, &parts[i], root);
	put_database(&ctl->out, sql, db, &p);
	/* At the end, where people look and what the exit code says. */
	put_verdict(&ctl->out, &p);
	(void)sqlite3_close(sql);
	(void)json_object_put(root);
	return p.n ? CTL_NOT_OK : CTL_OK;
}
