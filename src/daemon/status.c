// SPDX-License-Identifier: GPL-2.0-or-later
/* The daemon's answer to "how are you": one JSON object for whoever connects to its socket. */
#include "config.h"

#include "daemon/status.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"

/* A client that asks without end gets no more than this. */
enum { ANSWERS_A_SECOND = 20, BACKLOG = 8, SEND_BUFFER = 1 << 20 };

struct ras_status {
	struct ras_status_sources from;
	struct sockaddr_un at;
	int fd;
	sd_event_source *source;
};

static void put_str(struct json_object *o, const char *key, const char *v)
{
	(void)json_object_object_add(o, key, json_object_new_string(v ? v : ""));
}

static void put_int(struct json_object *o, const char *key, int64_t v)
{
	(void)json_object_object_add(o, key, json_object_new_int64(v));
}

static void put_obj(struct json_object *o, const char *key, struct json_object *v)
{
	(void)json_object_object_add(o, key, v);
}

/* Several classes may come from one tracepoint: the first row stands for them. */
static bool told_before(const struct ras_subscriptions *s, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (s->row[i].cls->table &&
		    !strcmp(s->row[i].tracepoint->name, s->row[k].tracepoint->name))
			return true;
	return false;
}

static struct json_object *events(const struct ras_subscriptions *s)
{
	struct json_object *list = json_object_new_array();

	for (size_t k = 0; k < s->n; k++) {
		char why[128];
		struct ras_text t = RAS_TEXT(why);
		struct json_object *row;

		if (!s->row[k].cls->table || told_before(s, k))
			continue;
		row = json_object_new_object();
		ras_subscription_why(&s->row[k], &t);
		put_str(row, "name", s->row[k].tracepoint->name);
		put_str(row, "class", s->row[k].cls->name);
		put_str(row, "state", ras_sub_state_name(s->row[k].state));
		put_str(row, "why", why);
		(void)json_object_array_add(list, row);
	}
	return list;
}

static struct json_object *cpus(const struct ras_readers *rs)
{
	struct json_object *list = json_object_new_array();

	for (size_t k = 0; k < ras_readers_count(rs); k++) {
		const struct ras_reader *r = ras_readers_at(rs, k);
		struct json_object *row = json_object_new_object();

		put_int(row, "cpu", r->hand.cpu);
		put_int(row, "lost", (int64_t)ras_reader_lost(r));
		put_int(row, "pages", (int64_t)r->pages);
		(void)json_object_array_add(list, row);
	}
	return list;
}

static struct json_object *counters(const struct ras_counters *c)
{
	struct json_object *list = json_object_new_array();

	for (enum ras_counter k = 0; k < RAS_COUNTERS; k++) {
		struct json_object *row = json_object_new_object();

		put_str(row, "name", ras_counter_name(k));
		put_int(row, "count", (int64_t)ras_counted(c, k));
		put_str(row, "meaning", ras_counter_text(k));
		(void)json_object_array_add(list, row);
	}
	return list;
}

static struct json_object *store(const struct ras_status_sources *from, int64_t *last_commit)
{
	struct json_object *o = json_object_new_object();
	struct ras_store_state state = { 0 };
	struct statvfs fs;

	*last_commit = 0;
	put_str(o, "path", from->db);
	if (!from->store) {
		put_str(o, "state", "off");
		put_str(o, "why", "started without --record");
		return o;
	}
	ras_store_state(from->store, &state);
	*last_commit = state.last_commit_ns;
	put_str(o, "state", state.failing ? "failing" : state.open ? "open" : "closed");
	put_str(o, "why", state.error);
	put_obj(o, "writable", json_object_new_boolean(state.open && !state.failing));
	put_int(o, "free_bytes",
		statvfs(from->db, &fs) ? -1 : (int64_t)fs.f_bavail * (int64_t)fs.f_frsize);
	return o;
}

static struct json_object *answer(const struct ras_status_sources *from)
{
	struct json_object *o = json_object_new_object(), *place = json_object_new_object();
	int64_t last_commit;

	put_str(o, "version", PACKAGE_VERSION);
	put_int(o, "pid", getpid());
	put_int(o, "started_ns", from->started_ns);
	put_int(o, "updated_ns", ras_clock_now(CLOCK_REALTIME));
	put_str(o, "source", from->instance);
	put_str(place, "kind", from->place->kind);
	put_str(place, "detail", from->place->detail);
	put_str(place, "means", from->place->means);
	put_obj(o, "place", place);
	put_obj(o, "events", events(from->subs));
	put_obj(o, "cpus", cpus(from->readers));
	put_obj(o, "counters", counters(from->counters));
	put_int(o, "last_event_ns", from->pump->last_event);
	put_obj(o, "monitors", ras_vmm_status(from->vmm));
	put_obj(o, "store", store(from, &last_commit));
	put_int(o, "last_commit_ns", last_commit);
	return o;
}

static int on_client(sd_event_source *source, int fd, uint32_t revents, void *arg)
{
	const struct ras_status *s = arg;
	int client = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	int room = SEND_BUFFER;
	struct json_object *o;
	const char *text;
	size_t len;

	(void)source;
	(void)revents;
	if (client < 0)
		return 0;
	/* One write that must fit: a client that does not read cannot hold the loop up. */
	(void)setsockopt(client, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	if (s->from.asked)
		s->from.asked(s->from.ctx);
	o = answer(&s->from);
	text = json_object_to_json_string_length(o, JSON_C_TO_STRING_PLAIN, &len);
	if (text && send(client, text, len, MSG_NOSIGNAL) != (ssize_t)len)
		ras_log(LOG_NOTICE, "%s: an answer of %zu bytes was not taken", s->at.sun_path,
			len);
	(void)json_object_put(o);
	(void)close(client);
	return 0;
}

struct ras_status *ras_status_new(sd_event *loop, const char *path,
				  const struct ras_status_sources *sources, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	struct ras_status *s = calloc(1, sizeof(*s));
	struct ras_text p;
	int rc = -ENOMEM;

	if (!s)
		goto fail;
	s->from = *sources;
	s->at.sun_family = AF_UNIX;
	p = RAS_TEXT(s->at.sun_path);
	ras_text_puts(&p, path);
	rc = -ENAMETOOLONG;
	s->fd = -1;
	if (p.cut)
		goto fail;
	s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	/* What an earlier run left; the instance's lock says that nobody uses it. */
	(void)unlink(path);
	if (s->fd < 0 || bind(s->fd, (const struct sockaddr *)&s->at, sizeof(s->at)) ||
	    chmod(path, 0666) || listen(s->fd, BACKLOG)) {
		rc = -errno;
		goto fail;
	}
	rc = sd_event_add_io(loop, &s->source, s->fd, EPOLLIN, on_client, s);
	if (rc < 0)
		goto fail;
	/* Reading comes first. */
	(void)sd_event_source_set_priority(s->source, SD_EVENT_PRIORITY_IDLE);
	(void)sd_event_source_set_ratelimit(s->source, 1000000, ANSWERS_A_SECOND);
	return s;
fail:
	ras_text_add(&e, "%s: %s; ras-mc-ctl --health will not find this daemon", path,
		     strerror(-rc));
	if (s && s->fd >= 0)
		(void)close(s->fd);
	free(s);
	return NULL;
}

void ras_status_free(struct ras_status *s)
{
	if (!s)
		return;
	sd_event_source_unref(s->source);
	(void)unlink(s->at.sun_path);
	(void)close(s->fd);
	free(s);
}
