// SPDX-License-Identifier: GPL-2.0-or-later
/* The monitor client against a scripted monitor, as QEMU is and as it never should be. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <json-c/json.h>

#include "core/clock.h"
#include "tests/unit/monitor.h"
#include "vmm/qmp.h"
#include "vmm/qmp_line.h"
#include "vmm/verbs.h"

struct world {
	sd_event *loop;
	struct monitor m;
	struct qmp *q;
	int ready, down, events;
	enum qmp_why why;
	char last_event[64];
};

struct got {
	int n;
	enum qmp_outcome outcome;
	char text[128], error_class[64];
};

static void on_state(void *ctx, enum qmp_state s, enum qmp_why why)
{
	struct world *w = ctx;

	w->ready += s == QMP_READY;
	w->down += s == QMP_DOWN;
	w->why = why;
}

static void on_event(void *ctx, struct json_object *event)
{
	struct world *w = ctx;

	w->events++;
	(void)snprintf(w->last_event, sizeof(w->last_event), "%s", vmm_json_str(event, "event"));
}

static void on_reply(void *ctx, const struct qmp_reply *r)
{
	struct got *g = ctx;

	g->n++;
	g->outcome = r->outcome;
	(void)snprintf(g->error_class, sizeof(g->error_class), "%s", r->error_class);
	(void)snprintf(g->text, sizeof(g->text), "%s",
		       r->value ? json_object_to_json_string_ext(r->value, JSON_C_TO_STRING_PLAIN)
				: r->desc);
}

static const struct qmp_ops ops = { on_state, on_event };

static struct qmp_options fast(const char *path, enum vmm_peer peer)
{
	struct qmp_options o = qmp_defaults(path, peer);

	o.user = getuid();
	o.greeting_ms = 4000;
	o.retry_ms = 5;
	o.retry_most_ms = 20;
	return o;
}

static void begin(struct world *w, const struct qmp_options *o)
{
	w->q = qmp_new(w->loop, o, &ops, w);
	assert_non_null(w->q);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	assert_true(sd_event_new(&w->loop) >= 0);
	mon_open(&w->m, w->loop);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	qmp_free(w->q);
	mon_close(&w->m);
	(void)sd_event_unref(w->loop);
	free(w);
	return 0;
}

static void connected(struct world *w)
{
	struct qmp_options o = fast(w->m.path, VMM_MONITOR);

	begin(w, &o);
	mon_handshake(&w->m);
	assert_int_equal(w->ready, 1);
}

static void greeting_and_answers(void **state)
{
	struct world *w = *state;
	struct got a = { 0 }, b = { 0 };
	long ida, idb;

	connected(w);
	assert_int_equal(qmp_pid(w->q), getpid());
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &a), 0);
	assert_int_equal(qmp_command(w->q, "device_del",
				     vmm_json_parse("{\"id\":\"nope\"}", 13, &qmp_line_limits), 0,
				     on_reply, &b),
			 0);
	ida = mon_expect(&w->m, "query-status");
	idb = mon_expect(&w->m, "device_del");
	assert_non_null(strstr(w->m.line, "\"arguments\":{\"id\":\"nope\"}"));
	/* An event and an error without id between command and answer; answers out of order. */
	mon_send(&w->m,
		 "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"STOP\"}\r\n");
	mon_send(&w->m, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, "
			"invalid keyword 'not'\"}}\r\n");
	mon_send(&w->m,
		 "{\"id\": %ld, \"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"Device "
		 "'nope' not found\"}}\r\n",
		 idb);
	mon_send(&w->m, "{\"return\": {\"status\": \"running\"}, \"id\": 99999}\r\n");
	mon_send(&w->m, "{\"return\": {\"status\": \"running\"}, \"id\": %ld}\r\n", ida);
	run_until(w->loop, &a.n, 1);
	assert_int_equal(a.outcome, QMP_RETURN);
	assert_string_equal(a.text, "{\"status\":\"running\"}");
	assert_int_equal(b.n, 1);
	assert_int_equal(b.outcome, QMP_ERROR);
	assert_string_equal(b.error_class, "DeviceNotFound");
	assert_string_equal(b.text, "Device 'nope' not found");
	assert_int_equal(w->events, 1);
	assert_string_equal(w->last_event, "STOP");
	assert_int_equal(qmp_counts(w->q)->protocol_errors, 1);
	assert_int_equal(qmp_counts(w->q)->strays, 1);
	/* The same id again is an answer to nothing. */
	mon_send(&w->m, "{\"return\": {}, \"id\": %ld}\r\n", ida);
	run_idle(w->loop);
	assert_int_equal(a.n, 1);
	assert_int_equal(qmp_counts(w->q)->strays, 2);
}

static void refused_before_sending(void **state)
{
	struct world *w = *state;
	struct got g = { 0 };
	struct json_object *big = json_object_new_object();
	char *text = malloc(20001);

	assert_non_null(text);
	memset(text, 'x', 20000);
	text[20000] = '\0';
	connected(w);
	assert_int_equal(qmp_command(w->q, "qom-set", NULL, 0, on_reply, &g), -EPERM);
	assert_int_equal(qmp_command(w->q, "quit", NULL, 0, on_reply, &g), -EPERM);
	assert_int_equal(qmp_command(w->q, "guest-set-vcpus", NULL, 0, on_reply, &g), -EPERM);
	assert_int_equal(json_object_object_add(big, "id", json_object_new_string(text)), 0);
	assert_int_equal(qmp_command(w->q, "device_del", big, 0, on_reply, &g), -ENOBUFS);
	for (int i = 0; i < 16; i++)
		assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), 0);
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), -EBUSY);
	assert_int_equal(g.n, 0);
	free(text);
}

static void busy(void **state)
{
	struct world *w = *state;
	struct qmp_options o = fast(w->m.path, VMM_MONITOR);
	struct got g = { 0 };

	o.greeting_ms = 30;
	begin(w, &o);
	assert_int_equal(qmp_command(w->q, "stop", NULL, 0, on_reply, &g), -ENOTCONN);
	run_until(w->loop, &w->down, 2);
	assert_int_equal(w->why, QMP_WHY_BUSY);
	assert_int_equal(w->ready, 0);
	/* The first two connections are gone; a later one is greeted. */
	for (int i = 0; i < 2; i++)
		mon_accept(&w->m);
	for (int i = 0; i < 50 && !w->ready; i++)
		mon_handshake(&w->m);
	assert_int_equal(w->ready, 1);
}

static void no_answer(void **state)
{
	struct world *w = *state;
	struct got g = { 0 }, h = { 0 };
	long id;

	connected(w);
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 20, on_reply, &g), 0);
	id = mon_expect(&w->m, "query-status");
	run_until(w->loop, &g.n, 1);
	assert_int_equal(g.outcome, QMP_TIMEOUT);
	/* The late answer is not taken for the next command's. */
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &h), 0);
	mon_send(&w->m, "{\"return\": {\"late\": true}, \"id\": %ld}\r\n", id);
	mon_send(&w->m, "{\"return\": {\"late\": false}, \"id\": %ld}\r\n",
		 mon_expect(&w->m, "query-status"));
	run_until(w->loop, &h.n, 1);
	assert_string_equal(h.text, "{\"late\":false}");
	assert_int_equal(g.n, 1);
	assert_int_equal(qmp_counts(w->q)->strays, 1);
	assert_int_equal(w->down, 0);
}

static void half_close(void **state)
{
	struct world *w = *state;
	struct got g = { 0 };

	connected(w);
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), 0);
	mon_expect(&w->m, "query-status");
	mon_send(&w->m, "{\"return\": {\"stat");
	assert_int_equal(shutdown(w->m.fd, SHUT_WR), 0);
	run_until(w->loop, &g.n, 1);
	assert_int_equal(g.outcome, QMP_LOST);
	assert_int_equal(w->down, 1);
	assert_int_equal(w->why, QMP_WHY_CLOSED);
	/* The half line is forgotten: the next connection starts clean. */
	mon_handshake(&w->m);
	assert_int_equal(w->ready, 2);
	assert_int_equal(qmp_counts(w->q)->bad_lines, 0);
}

static void garbage(void **state)
{
	struct world *w = *state;
	struct got g = { 0 };

	connected(w);
	mon_send(&w->m,
		 "complete nonsense\r\n{\"half\": \r\n[1,2]\r\n{\"neither\": 1}\r\n\r\n\xff\xfe\n");
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), 0);
	mon_send(&w->m, "{\"return\": 7, \"id\": %ld}\r\n", mon_expect(&w->m, "query-status"));
	run_until(w->loop, &g.n, 1);
	assert_string_equal(g.text, "7");
	assert_int_equal(qmp_counts(w->q)->bad_lines, 5);
	mon_hang_up(&w->m);
	run_until(w->loop, &w->down, 1);
	/* Something that is no monitor at all. */
	mon_accept(&w->m);
	mon_send(&w->m, "SSH-2.0-OpenSSH\r\n");
	run_until(w->loop, &w->down, 2);
	assert_int_equal(w->why, QMP_WHY_PROTOCOL);
	mon_accept(&w->m);
	mon_send(&w->m, "{\"hello\": 1}\r\n");
	run_until(w->loop, &w->down, 3);
	assert_int_equal(w->why, QMP_WHY_PROTOCOL);
}

static void hundred_megabytes(void **state)
{
	struct world *w = *state;
	struct qmp_options o = fast(w->m.path, VMM_MONITOR);
	struct got g = { 0 };
	static char piece[1 << 16];

	o.bytes_per_s = UINT32_MAX;
	begin(w, &o);
	mon_handshake(&w->m);
	memset(piece, '[', sizeof(piece));
	for (size_t sent = 0; sent < 100000000; sent += sizeof(piece))
		mon_send_bytes(&w->m, piece, sizeof(piece));
	mon_send(&w->m, "\r\n");
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), 0);
	mon_send(&w->m, "{\"return\": 7, \"id\": %ld}\r\n", mon_expect(&w->m, "query-status"));
	run_until(w->loop, &g.n, 1);
	assert_int_equal(g.outcome, QMP_RETURN);
	assert_int_equal(qmp_counts(w->q)->long_lines, 1);
	assert_true(qmp_counts(w->q)->bytes > 100000000);
	assert_int_equal(w->down, 0);
}

static void flood(void **state)
{
	static const char event[] =
		"{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"RESET\"}\r\n";
	struct world *w = *state;
	struct qmp_options o = fast(w->m.path, VMM_MONITOR);
	int64_t start, took;
	uint64_t before;

	o.bytes_per_s = 65536;
	o.events_per_s = 10;
	begin(w, &o);
	mon_handshake(&w->m);
	start = ras_clock_now(CLOCK_MONOTONIC);
	while (qmp_counts(w->q)->pauses < 3) {
		/* As much as the socket holds, at any time. */
		while (send(w->m.fd, event, sizeof(event) - 1, MSG_DONTWAIT | MSG_NOSIGNAL) ==
		       sizeof(event) - 1)
			;
		before = qmp_counts(w->q)->bytes;
		assert_true(sd_event_run(w->loop, 2000) >= 0);
		/* One turn of the loop never takes more than this from a monitor. */
		assert_true(qmp_counts(w->q)->bytes - before <= 16384);
	}
	took = ras_clock_now(CLOCK_MONOTONIC) - start;
	/* Two seconds' worth saved up, and then no more than the rate. */
	assert_true(qmp_counts(w->q)->bytes >= 131072);
	assert_true(qmp_counts(w->q)->bytes <=
		    131072 + 65536 * (uint64_t)took / 1000000000 + 200);
	assert_true(w->events >= 20 && w->events <= 20 + 10 * took / 1000000000 + 1);
	assert_int_equal(qmp_counts(w->q)->events_dropped + (uint64_t)w->events,
			 qmp_counts(w->q)->events);
}

static void owners(void **state)
{
	struct world *w = *state;
	struct qmp_options o = fast(w->m.path, VMM_MONITOR);

	if (getuid())
		skip();
	assert_int_equal(chown(w->m.path, 65534, 65534), 0);
	begin(w, &o);
	run_until(w->loop, &w->down, 1);
	assert_int_equal(w->why, QMP_WHY_FORBIDDEN);
	assert_int_equal(qmp_counts(w->q)->connects, 0);
	qmp_free(w->q);
	o.user = 65534;
	begin(w, &o);
	mon_handshake(&w->m);
	assert_int_equal(w->ready, 1);
	/* The file is root's again, but somebody else listens. */
	qmp_free(w->q);
	w->q = NULL;
	assert_int_equal(seteuid(65534), 0);
	assert_int_equal(listen(w->m.listener, 4), 0);
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(chown(w->m.path, 0, 0), 0);
	o.user = 0;
	w->down = 0;
	begin(w, &o);
	run_until(w->loop, &w->down, 1);
	assert_int_equal(w->why, QMP_WHY_FORBIDDEN);
}

static void nobody_there(void **state)
{
	struct world *w = *state;
	struct qmp_options o = fast("/nonexistent/monitor", VMM_MONITOR);

	begin(w, &o);
	/* It tries again, with longer and longer waits, and no connection leaks. */
	run_until(w->loop, &w->down, 4);
	assert_int_equal(w->why, QMP_WHY_ABSENT);
	qmp_free(w->q);
	o = fast("/dev/null", VMM_MONITOR);
	begin(w, &o);
	run_until(w->loop, &w->down, 5);
	assert_int_equal(w->why, QMP_WHY_ABSENT);
}

static void agent(void **state)
{
	struct world *w = *state;
	struct qmp_options o = fast(w->m.path, VMM_AGENT);
	struct got g = { 0 }, h = { 0 };
	long id;

	begin(w, &o);
	mon_accept(&w->m);
	id = mon_expect(&w->m, "guest-sync-delimited");
	/* Left over from a client before, then the mark and the number. */
	mon_send(&w->m, "{\"return\": %ld}\n{\"retu\xff{\"return\": %ld}\n", id + 1, id);
	run_until(w->loop, &w->ready, 1);
	assert_int_equal(qmp_command(w->q, "guest-get-vcpus", NULL, 0, on_reply, &g), 0);
	assert_int_equal(qmp_command(w->q, "guest-info", NULL, 0, on_reply, &h), -EBUSY);
	mon_expect(&w->m, "guest-get-vcpus");
	/* An old agent does not echo the id. */
	mon_send(&w->m, "{\"return\": []}\n");
	run_until(w->loop, &g.n, 1);
	assert_string_equal(g.text, "[]");
	/* No answer: only a new connection tells an old answer from a new one. */
	assert_int_equal(qmp_command(w->q, "guest-info", NULL, 20, on_reply, &h), 0);
	run_until(w->loop, &w->down, 1);
	assert_int_equal(h.outcome, QMP_TIMEOUT);
	assert_int_equal(w->why, QMP_WHY_SILENT);
	mon_accept(&w->m);
	id = mon_expect(&w->m, "guest-sync-delimited");
	mon_send(&w->m, "\xff{\"return\": %ld}\n", id);
	run_until(w->loop, &w->ready, 2);
}

static void forgotten(void **state)
{
	struct world *w = *state;
	struct got g = { 0 }, h = { 0 };
	long id;

	connected(w);
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &g), 0);
	id = mon_expect(&w->m, "query-status");
	qmp_forget(w->q, &g);
	mon_send(&w->m, "{\"return\": 1, \"id\": %ld}\r\n", id);
	assert_int_equal(qmp_command(w->q, "query-status", NULL, 0, on_reply, &h), 0);
	mon_send(&w->m, "{\"return\": 2, \"id\": %ld}\r\n", mon_expect(&w->m, "query-status"));
	run_until(w->loop, &h.n, 1);
	assert_int_equal(g.n, 0);
	assert_int_equal(qmp_counts(w->q)->strays, 0);
}

#define CASE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

/* The human monitor can do anything, migrate and quit included: only an s390 lowcore is read. */
static void human_monitor(void **state)
{
	static const struct {
		const char *args;
		bool allowed;
	} cases[] = {
		{ "{\"command-line\": \"x /3gx 0xe8\", \"cpu-index\": 0}", true },
		{ "{\"command-line\": \"x /2gx 0x160\", \"cpu-index\": 247}", true },
		{ "{\"command-line\": \"quit\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\"}", false },
		{ "{\"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\", \"cpu-index\": -1}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\", \"cpu-index\": \"0\"}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\", \"cpu-index\": 0, \"more\": 1}", false },
		{ "{\"command-line\": \"x /3gx 0xe80\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe8 \", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \" x /3gx 0xe8\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"xp /3gx 0xe8\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\\nquit\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx 0xe8\\u0000quit\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"x /3gx $pc\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"mce 0 9 1 1 1 1\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": \"\", \"cpu-index\": 0}", false },
		{ "{\"command-line\": [\"x /3gx 0xe8\"], \"cpu-index\": 0}", false },
		{ "[\"x /3gx 0xe8\", 0]", false },
		{ "{}", false },
	};
	const struct vmm_verb *v = vmm_verb(VMM_MONITOR, "human-monitor-command");
	struct world *w = *state;
	struct got g = { 0 };

	assert_non_null(v);
	assert_null(vmm_verb(VMM_AGENT, "human-monitor-command"));
	assert_false(vmm_verb_fits(v, NULL));
	connected(w);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json_object *args = json_tokener_parse(cases[i].args);
		int want = cases[i].allowed ? 0 : -EPERM;

		assert_non_null(args);
		if (vmm_verb_fits(v, args) != cases[i].allowed ||
		    qmp_command(w->q, "human-monitor-command", args, 0, on_reply, &g) != want)
			fail_msg("%s", cases[i].args);
	}
	/* What was refused was not sent either: the second line follows the first. */
	(void)mon_expect(&w->m, "human-monitor-command");
	assert_non_null(strstr(w->m.line, "\"x /3gx 0xe8\""));
	(void)mon_expect(&w->m, "human-monitor-command");
	assert_non_null(strstr(w->m.line, "\"x /2gx 0x160\""));
	run_idle(w->loop);
	assert_int_equal(w->m.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(greeting_and_answers),
		CASE(refused_before_sending),
		CASE(human_monitor),
		CASE(busy),
		CASE(no_answer),
		CASE(half_close),
		CASE(garbage),
		CASE(hundred_megabytes),
		CASE(flood),
		CASE(owners),
		CASE(nobody_there),
		CASE(agent),
		CASE(forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
