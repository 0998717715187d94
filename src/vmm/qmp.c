// SPDX-License-Identifier: GPL-2.0-or-later
/* A client of one QEMU monitor (QMP) or one guest agent, on an sd-event loop. */
#include "vmm/qmp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <json-c/json.h>

#include "core/clock.h"
#include "vmm/budget.h"
#include "vmm/peer.h"
#include "vmm/qmp_line.h"

enum {
	PENDING = 16,
	OUT_ROOM = 16384,
	CHUNK = 16384,  /* read in one turn of the loop */
	PAUSE_MS = 100, /* wait when bytes_per_s is used up */
	US_PER_MS = 1000,
	/* Behind everything else that is ready: readers of trace buffers go first. */
	PRIORITY = SD_EVENT_PRIORITY_NORMAL + 50,
};

struct pending {
	int64_t id; /* 0: free */
	uint64_t deadline_us;
	qmp_reply_fn fn;
	void *ctx;
};

struct qmp {
	struct qmp_options opt;
	char *path;
	const struct qmp_ops *ops;
	void *ctx;
	sd_event *loop;
	sd_event_source *io;
	sd_event_source *conn_timer; /* deadline to be ready, or time of the next try */
	sd_event_source *cmd_timer;  /* earliest deadline of a command */
	sd_event_source *pause_timer;
	enum qmp_state state;
	enum qmp_why why;
	int fd;
	pid_t pid;
	unsigned int fails; /* tries in a row that did not get ready */
	int64_t next_id, hello_id;
	struct qmp_line line;
	struct vmm_budget bytes, events;
	struct pending pending[PENDING];
	size_t out_len;
	char out[OUT_ROOM];
	struct qmp_counts counts;
};

static const struct {
	int err;
	enum qmp_why why;
} whys[] = {
	{ -ENOENT, QMP_WHY_ABSENT },   { -ENOTDIR, QMP_WHY_ABSENT },
	{ -ENOTSOCK, QMP_WHY_ABSENT }, { -ECONNREFUSED, QMP_WHY_REFUSED },
	{ -EPERM, QMP_WHY_FORBIDDEN }, { -EACCES, QMP_WHY_FORBIDDEN },
	{ -EAGAIN, QMP_WHY_BUSY }, /* others wait to be greeted already */
};

static void try_connect(struct qmp *q);

struct qmp_options qmp_defaults(const char *path, enum vmm_peer peer)
{
	return (struct qmp_options){
		.path = path,
		.peer = peer,
		.greeting_ms = 2000,
		.command_ms = 5000,
		.retry_ms = 1000,
		.retry_most_ms = 60000,
		.bytes_per_s = 1 << 20,
		.events_per_s = 100,
		.line = qmp_line_limits,
	};
}

static uint64_t now_us(const struct qmp *q)
{
	uint64_t us = 0;

	/* Cannot fail for a clock that the kernel has. */
	(void)sd_event_now(q->loop, CLOCK_MONOTONIC, &us);
	return us;
}

/* The only steps that can fail are for sources that do not exist; those were made in qmp_new(). */
static void arm(sd_event_source *timer, uint64_t at_us)
{
	(void)sd_event_source_set_time(timer, at_us);
	(void)sd_event_source_set_enabled(timer, SD_EVENT_ONESHOT);
}

static void disarm(sd_event_source *timer)
{
	(void)sd_event_source_set_enabled(timer, SD_EVENT_OFF);
}

static void arm_commands(struct qmp *q)
{
	uint64_t first = UINT64_MAX;

	for (size_t i = 0; i < PENDING; i++)
		if (q->pending[i].id && q->pending[i].deadline_us < first)
			first = q->pending[i].deadline_us;
	if (first == UINT64_MAX)
		disarm(q->cmd_timer);
	else
		arm(q->cmd_timer, first);
}

/* Free the slot before the callback: it may send the next command. */
static void answer(struct pending *slot, const struct qmp_reply *reply)
{
	struct pending p = *slot;

	slot->id = 0;
	if (p.fn)
		p.fn(p.ctx, reply);
}

static void set_state(struct qmp *q, enum qmp_state state, enum qmp_why why)
{
	q->state = state;
	q->why = why;
	if (q->ops->state && (state == QMP_READY || state == QMP_DOWN))
		q->ops->state(q->ctx, state, why);
}

static void close_socket(struct qmp *q)
{
	q->io = sd_event_source_disable_unref(q->io);
	if (q->fd >= 0)
		(void)close(q->fd);
	q->fd = -1;
	q->pid = 0;
	q->out_len = 0;
	qmp_line_reset(&q->line);
	disarm(q->pause_timer);
	disarm(q->cmd_timer);
}

/* No connection, for why: answer all commands, try again later and later. */
static void go_down(struct qmp *q, enum qmp_why why)
{
	const struct qmp_reply lost = { QMP_LOST, NULL, "", qmp_why_text(why) };
	uint64_t wait = q->opt.retry_ms;

	close_socket(q);
	for (unsigned int i = 0; i < q->fails && wait < q->opt.retry_most_ms; i++)
		wait *= 2;
	if (wait > q->opt.retry_most_ms)
		wait = q->opt.retry_most_ms;
	q->fails++;
	arm(q->conn_timer, now_us(q) + wait * US_PER_MS);
	q->state = QMP_DOWN;
	for (size_t i = 0; i < PENDING; i++)
		if (q->pending[i].id)
			answer(&q->pending[i], &lost);
	set_state(q, QMP_DOWN, why);
}

static void watch(struct qmp *q)
{
	(void)sd_event_source_set_io_events(q->io, EPOLLIN | (q->out_len ? EPOLLOUT : 0));
}

/* Write what the socket takes; a broken one shows when reading. */
static void flush(struct qmp *q)
{
	ssize_t n = send(q->fd, q->out, q->out_len, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n > 0) {
		q->out_len -= (size_t)n;
		memmove(q->out, q->out + n, q->out_len);
	}
	watch(q);
}

/* Queue {"execute": verb, "arguments": args, "id": id}. */
static int put_command(struct qmp *q, const char *verb, struct json_object *args, int64_t id)
{
	struct json_object *o = json_object_new_object();
	struct json_object *name = json_object_new_string(verb), *num = json_object_new_int64(id);
	const char *text = NULL;
	size_t len = 0;
	int err = -ENOMEM;

	if (!o || !name || !num)
		goto out;
	if (json_object_object_add(o, "execute", name))
		goto out;
	name = NULL;
	if (json_object_object_add(o, "id", num))
		goto out;
	num = NULL;
	if (args && json_object_object_add(o, "arguments", json_object_get(args))) {
		json_object_put(args);
		goto out;
	}
	text = json_object_to_json_string_length(
		o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &len);
	if (!text)
		goto out;
	err = -ENOBUFS;
	if (len + 1 > OUT_ROOM - q->out_len)
		goto out;
	memcpy(q->out + q->out_len, text, len);
	q->out[q->out_len + len] = '\n';
	q->out_len += len + 1;
	err = 0;
out:
	json_object_put(num);
	json_object_put(name);
	json_object_put(o);
	return err;
}

static struct pending *pending_of(struct qmp *q, int64_t id)
{
	for (size_t i = 0; i < PENDING; i++)
		if (q->pending[i].id == id)
			return &q->pending[i];
	return NULL;
}

int qmp_command(struct qmp *q, const char *verb, struct json_object *args, uint32_t timeout_ms,
		qmp_reply_fn fn, void *ctx)
{
	const struct vmm_verb *v = vmm_verb(q->opt.peer, verb);
	struct pending *slot = pending_of(q, 0);
	bool under_way = false;
	int err = 0;

	for (size_t i = 0; i < PENDING; i++)
		under_way |= q->pending[i].id != 0;
	if (!v || !vmm_verb_fits(v, args))
		err = -EPERM;
	else if (q->state != QMP_READY)
		err = -ENOTCONN;
	else if (!slot || (q->opt.peer == VMM_AGENT && under_way))
		err = -EBUSY;
	else
		err = put_command(q, verb, args, q->next_id);
	json_object_put(args);
	if (err)
		return err;
	*slot = (struct pending){
		.id = q->next_id++,
		.deadline_us = now_us(q) +
			       (uint64_t)(timeout_ms ? timeout_ms : q->opt.command_ms) * US_PER_MS,
		.fn = fn,
		.ctx = ctx,
	};
	arm_commands(q);
	flush(q);
	return 0;
}

void qmp_forget(struct qmp *q, const void *ctx)
{
	for (size_t i = 0; i < PENDING; i++)
		if (q->pending[i].ctx == ctx)
			q->pending[i].fn = NULL;
}

/* The first command after connecting; its answer makes the client ready. */
static void say_hello(struct qmp *q)
{
	struct json_object *args = NULL;
	int err = -ENOMEM;

	q->hello_id = q->next_id++;
	q->state = QMP_NEGOTIATING;
	if (q->opt.peer == VMM_AGENT) {
		struct json_object *num = json_object_new_int64(q->hello_id);

		args = json_object_new_object();
		if (args && num && !json_object_object_add(args, "id", num))
			err = put_command(q, "guest-sync-delimited", args, q->hello_id);
		else
			json_object_put(num);
	} else {
		err = put_command(q, "qmp_capabilities", NULL, q->hello_id);
	}
	json_object_put(args);
	if (err)
		go_down(q, QMP_WHY_SYSTEM);
	else
		flush(q);
}

static void become_ready(struct qmp *q)
{
	disarm(q->conn_timer);
	q->fails = 0;
	set_state(q, QMP_READY, QMP_WHY_NONE);
}

static void on_answer(struct qmp *q, struct json_object *obj)
{
	struct json_object *error = vmm_json_at(obj, "error"), *value = vmm_json_at(obj, "return");
	struct pending *slot;
	struct qmp_reply reply = {
		.outcome = error ? QMP_ERROR : QMP_RETURN,
		.value = value,
		.error_class = vmm_json_str(error, "class"),
		.desc = vmm_json_str(error, "desc"),
	};
	int64_t id = 0;
	bool has_id = vmm_json_int(obj, "id", &id);

	if (q->state == QMP_NEGOTIATING) {
		/* An agent returns the number it was given; agents before 4.0 echo no id. */
		if (q->opt.peer == VMM_AGENT)
			has_id = vmm_json_int(obj, "return", &id);
		if (!has_id || id != q->hello_id)
			q->counts.strays++;
		else if (error)
			go_down(q, QMP_WHY_PROTOCOL);
		else
			become_ready(q);
		return;
	}
	slot = has_id && id > 0 ? pending_of(q, id) : NULL;
	if (!has_id && q->opt.peer == VMM_AGENT) {
		for (size_t i = 0; i < PENDING && !slot; i++)
			if (q->pending[i].id)
				slot = &q->pending[i];
	}
	if (slot) {
		answer(slot, &reply);
		arm_commands(q);
	} else if (error && !has_id) {
		q->counts.protocol_errors++;
	} else {
		q->counts.strays++;
	}
}

static void on_event(struct qmp *q, struct json_object *obj)
{
	q->counts.events++;
	if (!vmm_budget_left(&q->events, ras_clock_now(CLOCK_MONOTONIC))) {
		q->counts.events_dropped++;
		return;
	}
	vmm_budget_take(&q->events, 1);
	if (q->ops->event)
		q->ops->event(q->ctx, obj);
}

static void on_object(struct qmp *q, struct json_object *obj)
{
	if (q->state == QMP_GREETING) {
		if (vmm_json_at(obj, "QMP"))
			say_hello(q);
		else
			go_down(q, QMP_WHY_PROTOCOL);
	} else if (vmm_json_at(obj, "event")) {
		/* Events also come before qmp_capabilities is answered. */
		on_event(q, obj);
	} else if (json_object_object_get_ex(obj, "return", NULL) || vmm_json_at(obj, "error")) {
		on_answer(q, obj);
	} else {
		q->counts.bad_lines++;
	}
}

static void on_bytes(struct qmp *q, const char *p, size_t n)
{
	struct json_object *obj;
	enum qmp_line_kind kind;

	/* A line may end the connection: its own descriptor tells. */
	while (q->fd >= 0 && (kind = qmp_line_next(&q->line, &p, &n, &obj)) != QMP_LINE_MORE) {
		q->counts.bad_lines += kind == QMP_LINE_BAD;
		q->counts.long_lines += kind == QMP_LINE_LONG;
		if (kind == QMP_LINE_OBJECT)
			on_object(q, obj);
		else if (q->state == QMP_GREETING)
			go_down(q, QMP_WHY_PROTOCOL);
		json_object_put(obj);
	}
}

static int on_io(sd_event_source *s, int fd, uint32_t revents, void *arg)
{
	struct qmp *q = arg;
	char chunk[CHUNK];
	uint64_t most = vmm_budget_left(&q->bytes, ras_clock_now(CLOCK_MONOTONIC));
	ssize_t n;

	if (revents & EPOLLOUT)
		flush(q);
	if (!most) {
		/* Let the socket's own buffer hold the peer back for a while. */
		q->counts.pauses++;
		(void)sd_event_source_set_enabled(s, SD_EVENT_OFF);
		arm(q->pause_timer, now_us(q) + (uint64_t)PAUSE_MS * US_PER_MS);
		return 0;
	}
	n = recv(fd, chunk, most < CHUNK ? (size_t)most : CHUNK, MSG_DONTWAIT);
	if (n > 0) {
		q->counts.bytes += (uint64_t)n;
		vmm_budget_take(&q->bytes, (uint64_t)n);
		on_bytes(q, chunk, (size_t)n);
	} else if (!n || (errno != EAGAIN && errno != EINTR)) {
		go_down(q, QMP_WHY_CLOSED);
	}
	return 0;
}

static int on_pause_end(sd_event_source *s, uint64_t usec, void *arg)
{
	struct qmp *q = arg;

	(void)s;
	(void)usec;
	(void)sd_event_source_set_enabled(q->io, SD_EVENT_ON);
	return 0;
}

static int on_cmd_timer(sd_event_source *s, uint64_t usec, void *arg)
{
	const struct qmp_reply late = { QMP_TIMEOUT, NULL, "", "no answer in time" };
	struct qmp *q = arg;
	bool any = false;

	(void)s;
	for (size_t i = 0; i < PENDING; i++) {
		if (!q->pending[i].id || q->pending[i].deadline_us > usec)
			continue;
		any = true;
		answer(&q->pending[i], &late);
	}
	/* An agent may not echo ids: only a new connection tells old answers from new ones. */
	if (any && q->opt.peer == VMM_AGENT && q->fd >= 0)
		go_down(q, QMP_WHY_SILENT);
	else
		arm_commands(q);
	return 0;
}

static int on_conn_timer(sd_event_source *s, uint64_t usec, void *arg)
{
	struct qmp *q = arg;

	(void)s;
	(void)usec;
	if (q->state == QMP_DOWN)
		try_connect(q);
	else
		go_down(q, q->state == QMP_GREETING ? QMP_WHY_BUSY : QMP_WHY_SILENT);
	return 0;
}

static void try_connect(struct qmp *q)
{
	enum qmp_why why = QMP_WHY_SYSTEM;
	int fd = vmm_peer_connect(q->path, q->opt.user, &q->pid);

	for (size_t i = 0; i < sizeof(whys) / sizeof(whys[0]); i++)
		if (whys[i].err == fd)
			why = whys[i].why;
	if (fd < 0) {
		go_down(q, why);
		return;
	}
	q->fd = fd;
	q->counts.connects++;
	if (sd_event_add_io(q->loop, &q->io, fd, EPOLLIN, on_io, q) < 0 ||
	    sd_event_source_set_priority(q->io, PRIORITY) < 0) {
		go_down(q, QMP_WHY_SYSTEM);
		return;
	}
	q->state = QMP_GREETING;
	arm(q->conn_timer, now_us(q) + (uint64_t)q->opt.greeting_ms * US_PER_MS);
	if (q->opt.peer == VMM_AGENT)
		say_hello(q);
}

static int add_timer(struct qmp *q, sd_event_source **s, sd_event_time_handler_t fn)
{
	int err = sd_event_add_time(q->loop, s, CLOCK_MONOTONIC, 0, US_PER_MS, fn, q);

	if (err < 0)
		return err;
	err = sd_event_source_set_enabled(*s, SD_EVENT_OFF);
	return err < 0 ? err : sd_event_source_set_priority(*s, PRIORITY);
}

struct qmp *qmp_new(sd_event *loop, const struct qmp_options *opt, const struct qmp_ops *ops,
		    void *ctx)
{
	struct qmp *q = calloc(1, sizeof(*q));
	int64_t now = ras_clock_now(CLOCK_MONOTONIC);
	int err = -ENOMEM;

	if (!q)
		return NULL;
	q->fd = -1;
	q->opt = *opt;
	q->ops = ops;
	q->ctx = ctx;
	q->next_id = 1;
	q->loop = sd_event_ref(loop);
	q->line = qmp_line_new(&opt->line, opt->peer == VMM_AGENT);
	q->bytes = vmm_budget_new(opt->bytes_per_s, 2ULL * opt->bytes_per_s, now);
	q->events = vmm_budget_new(opt->events_per_s, 2ULL * opt->events_per_s, now);
	q->path = strdup(opt->path);
	q->opt.path = q->path;
	if (!q->path)
		goto fail;
	err = add_timer(q, &q->conn_timer, on_conn_timer);
	if (err >= 0)
		err = add_timer(q, &q->cmd_timer, on_cmd_timer);
	if (err >= 0)
		err = add_timer(q, &q->pause_timer, on_pause_end);
	if (err < 0)
		goto fail;
	/* From the loop, so that the owner has the client before it hears of it. */
	arm(q->conn_timer, 0);
	return q;
fail:
	qmp_free(q);
	errno = -err;
	return NULL;
}

void qmp_free(struct qmp *q)
{
	if (!q)
		return;
	if (q->fd >= 0)
		close_socket(q);
	qmp_line_reset(&q->line);
	(void)sd_event_source_disable_unref(q->conn_timer);
	(void)sd_event_source_disable_unref(q->cmd_timer);
	(void)sd_event_source_disable_unref(q->pause_timer);
	(void)sd_event_unref(q->loop);
	free(q->path);
	free(q);
}

enum qmp_state qmp_state(const struct qmp *q)
{
	return q->state;
}

enum qmp_why qmp_why(const struct qmp *q)
{
	return q->why;
}

const struct qmp_counts *qmp_counts(const struct qmp *q)
{
	return &q->counts;
}

const char *qmp_path(const struct qmp *q)
{
	return q->path;
}

pid_t qmp_pid(const struct qmp *q)
{
	return q->pid;
}
