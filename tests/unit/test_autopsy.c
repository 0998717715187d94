// SPDX-License-Identifier: GPL-2.0-or-later
/* From the event of an s390 guest that stopped to rows on why, by honest and lying monitors. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/queue.h"
#include "daemon/autopsy.h"
#include "events/events.h"
#include "events/vmm_event.h"
#include "incident/incident.h"
#include "tests/unit/monitor.h"

#define TRANSCRIPT "%s/tests/data/qmp/s390x-05-nothing-booted.qmp"

enum { LINE = 4096, ROWS = 512 };

struct row {
	int64_t incident, timestamp;
	uint64_t mcic, fsa;
	int32_t vcpu;
	enum ras_severity severity;
	char vm[64], source[32], verdict[128], text[512];
};

struct world {
	sd_event *loop;
	struct monitor m;
	struct ras_host host;
	struct ras_counters counters;
	struct ras_incidents incidents;
	struct ras_bus bus;
	struct ras_autopsies *p;
	struct vmm_watch *watch;
	const char *paths[2];
	int panics, mchks;
	int64_t panic_incident, panic_time;
	struct row rows[ROWS];
};

static void on_sink(void *ctx, const struct ras_event *ev)
{
	const struct ras_s390_mchk_event *e = (const void *)ev;
	struct world *w = ctx;
	struct row *r = &w->rows[w->mchks % ROWS];
	struct ras_text t = RAS_TEXT(r->text);

	if (ev->cls == &ras_class_vmm_event) {
		w->panics++;
		w->panic_incident = ev->incident;
		w->panic_time = ev->timestamp;
		return;
	}
	assert_ptr_equal(ev->cls, &ras_class_s390_mchk);
	r->incident = ev->incident;
	r->timestamp = ev->timestamp;
	r->severity = ev->severity;
	r->mcic = e->mcic;
	r->fsa = e->fsa;
	r->vcpu = e->vcpu;
	(void)snprintf(r->vm, sizeof(r->vm), "%s", e->vm.s);
	(void)snprintf(r->source, sizeof(r->source), "%s", e->source.s);
	(void)snprintf(r->verdict, sizeof(r->verdict), "%s", e->verdict.s);
	ev->cls->describe(ev, &t);
	w->mchks++;
}

static void on_heard(void *ctx, const struct qmp *q, struct json_object *event)
{
	(void)q;
	ras_autopsies_heard(((struct world *)ctx)->p, event);
}

static void on_gone(void *ctx, const struct qmp *q)
{
	ras_autopsies_gone(((struct world *)ctx)->p, q);
}

/* Watch the monitor, which says that its VM is called db1; answers may take timeout_ms. */
static void begin(struct world *w, uint32_t timeout_ms)
{
	struct vmm_watch_options o = vmm_watch_defaults();

	w->paths[0] = w->m.path;
	o.paths = w->paths;
	o.user = getuid();
	o.heard = on_heard;
	o.gone = on_gone;
	o.ctx = w;
	o.qmp.retry_ms = 5;
	w->watch = vmm_watch_new(w->loop, &w->bus, &o);
	assert_non_null(w->watch);
	ras_autopsies_watch(w->p, w->watch, timeout_ms);
	mon_handshake(&w->m);
	mon_send(&w->m, "{\"return\": {\"name\": \"db1\"}, \"id\": %ld}\r\n",
		 mon_expect(&w->m, "query-name"));
	mon_send(&w->m, "{\"return\": {\"UUID\": \"\"}, \"id\": %ld}\r\n",
		 mon_expect(&w->m, "query-uuid"));
	run_idle(w->loop);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	assert_true(sd_event_new(&w->loop) >= 0);
	mon_open(&w->m, w->loop);
	ras_incidents_init(&w->incidents, ras_classes);
	w->bus = (struct ras_bus){ .host = &w->host, .counters = &w->counters,
				   .correlate = { ras_incidents_event, &w->incidents } };
	w->bus.queue = ras_queue_new((size_t)8 * RAS_EVENT_ROOM);
	assert_non_null(w->bus.queue);
	w->p = ras_autopsies_new(w->loop, &w->bus);
	assert_non_null(w->p);
	assert_int_equal(ras_bus_add(&w->bus, (struct ras_sink){ ras_autopsies_event, w->p }), 0);
	assert_int_equal(ras_bus_add(&w->bus, (struct ras_sink){ on_sink, w }), 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	vmm_watch_free(w->watch);
	ras_autopsies_free(w->p);
	mon_close(&w->m);
	ras_queue_free(w->bus.queue);
	(void)sd_event_unref(w->loop);
	free(w);
	return 0;
}

static FILE *transcript(void)
{
	const char *src = getenv("srcdir");
	char path[4096];

	(void)snprintf(path, sizeof(path), TRANSCRIPT, src ? src : ".");
	return fopen(path, "r");
}

/* The next line of the transcript that begins so, without that. */
static void line_of(FILE *f, const char *begins, char *line)
{
	size_t n = strlen(begins);

	do
		assert_non_null(fgets(line, LINE, f));
	while (strncmp(line, begins, n) != 0);
	line[strcspn(line, "\n")] = '\0';
	memmove(line, line + n, strlen(line + n) + 1);
}

static void panic(struct world *w)
{
	int panics = w->panics + 1;
	FILE *f = transcript();
	char line[LINE];

	assert_non_null(f);
	line_of(f, "S: ", line);
	assert_non_null(strstr(line, "GUEST_PANICKED"));
	assert_int_equal(fclose(f), 0);
	mon_send(&w->m, "%s\r\n", line);
	run_until(w->loop, &w->panics, panics);
}

/* An answer, "\"return\": …" or "\"error\": …", to a question that has this word in it. */
static void answer(struct world *w, const char *verb, const char *has, const char *value)
{
	long id = mon_expect(&w->m, verb);

	assert_non_null(strstr(w->m.line, has));
	mon_send(&w->m, "{%s, \"id\": %ld}\r\n", value, id);
}

static const char cpus[] = "\"return\": [{\"cpu-index\": 0, \"target\": \"s390x\"}, "
			   "{\"cpu-index\": 1, \"target\": \"s390x\"}]";
static const char refused[] = "\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}";
static const char hmp[] = "human-monitor-command";

/* The lowcore of Processing Damage without backup, with a failing address (nmi.c: the end). */
static const char damaged[] =
	"\"return\": \"00000000000000e8: 0x40000f9d40330000 0x0000000000000000\\r\\n"
	"00000000000000f8: 0x00000000007f4000\\r\\n\"";
/* System recovery, but the general registers (bit 28) are lost: worse for a kernel than a task. */
static const char recovered[] =
	"\"return\": \"00000000000000e8: 0x20000f9540330000 0x0000000000000000\\r\\n"
	"00000000000000f8: 0x0000000000000000\\r\\n\"";
static const char psw[] =
	"\"return\": \"0000000000000160: 0x0704c00180000000 0x000003ff8000beef\\r\\n\"";

static void nothing_booted(void **state)
{
	struct world *w = *state;
	FILE *f = transcript();
	char line[LINE];

	assert_non_null(f);
	begin(w, 5000);
	panic(w);
	assert_int_equal(w->mchks, 0);
	line_of(f, "S: ", line); /* the event */
	line_of(f, "S: ", line); /* STOP */
	/* Word for word what was asked of the real one, and what that said. */
	for (int i = 0; i < 5; i++) {
		char want[LINE], *arguments;
		long id;

		line_of(f, "C: ", line);
		id = mon_expect(&w->m, i ? hmp : "query-cpus-fast");
		arguments = strstr(line, "{\"command-line\"");
		if (arguments) {
			char *cpu = strstr(arguments, "\"cpu-index\": ");

			assert_non_null(cpu);
			(void)snprintf(want, sizeof(want), "\"cpu-index\":%c", cpu[13]);
			assert_non_null(strstr(w->m.line, want));
			*strchr(arguments + 18, ',') = '\0';
			(void)snprintf(want, sizeof(want), "\"command-line\":%s", arguments + 17);
			assert_non_null(strstr(w->m.line, want));
		}
		line_of(f, "S: {", line);
		mon_send(&w->m, "{\"id\": %ld, %s\r\n", id, line);
	}
	assert_int_equal(fclose(f), 0);
	run_until(w->loop, &w->mchks, 1);
	run_idle(w->loop);
	assert_int_equal(w->mchks, 1);
	assert_int_equal(w->m.len, 0);
	assert_string_equal(w->rows[0].vm, "db1");
	assert_string_equal(w->rows[0].source, "post-mortem");
	assert_string_equal(w->rows[0].verdict,
			    "no machine check explains the stop: no lowcore that could be "
			    "read holds one");
	assert_string_equal(w->rows[0].text,
			    "post-mortem for guest db1: no machine check explains "
			    "the stop: no lowcore that could be read holds one");
	assert_int_equal(w->rows[0].vcpu, -1);
	assert_int_equal(w->rows[0].severity, RAS_INFO);
	assert_true(w->panic_incident > 0);
	assert_int_equal(w->rows[0].incident, w->panic_incident);
	assert_int_equal(w->rows[0].timestamp, w->panic_time);
}

/* One vCPU died of it, the other's lowcore cannot be read. A second stop meanwhile asks nothing. */
static void explained(void **state)
{
	struct world *w = *state;
	int64_t first;

	begin(w, 5000);
	panic(w);
	first = w->panic_incident;
	answer(w, "query-cpus-fast", "id", cpus);
	panic(w);
	answer(w, hmp, "0xe8", refused);
	answer(w, hmp, "0x160", refused);
	answer(w, hmp, "\"x /3gx 0xe8\"", damaged);
	answer(w, hmp, "\"x /2gx 0x160\"", psw);
	run_until(w->loop, &w->mchks, 1);
	run_idle(w->loop);
	assert_int_equal(w->m.len, 0);
	assert_int_equal(w->mchks, 1);
	assert_int_equal(w->rows[0].vcpu, 1);
	assert_true(w->rows[0].mcic == 0x40000f9d40330000);
	assert_true(w->rows[0].fsa == 0x7f4000);
	assert_string_equal(w->rows[0].verdict, "explains the stop: Linux stops the system on it");
	assert_int_equal(w->rows[0].incident, first);
	/* Once it has ended, the next stop is looked into. */
	panic(w);
	answer(w, "query-cpus-fast", "id", refused);
	run_until(w->loop, &w->mchks, 2);
	assert_string_equal(w->rows[1].verdict, "the lowcores could not be read");
}

/* Other reasons, other machines: nobody is asked anything. */
static void others(void **state)
{
	struct world *w = *state;

	begin(w, 5000);
	mon_send(&w->m, "{\"event\": \"GUEST_PANICKED\", \"data\": {\"action\": \"pause\"}}\r\n"
			"{\"event\": \"GUEST_PANICKED\", \"data\": {\"info\": "
			"{\"type\": \"s390\", \"reason\": \"extint-loop\"}}}\r\n"
			"{\"event\": \"GUEST_PANICKED\", \"data\": {\"info\": "
			"{\"type\": \"hyper-v\", \"reason\": \"disabled-wait\"}}}\r\n"
			"{\"event\": \"WATCHDOG\", \"data\": {\"action\": \"pause\"}}\r\n");
	run_until(w->loop, &w->panics, 4);
	run_idle(w->loop);
	assert_int_equal(w->m.len, 0);
	assert_int_equal(recv(w->m.fd, w->m.in, 1, MSG_DONTWAIT), -1);
	assert_int_equal(w->mchks, 0);
}

/* After one answer too late no other question is asked; what is known by then is told. */
static void silent(void **state)
{
	struct world *w = *state;

	begin(w, 50);
	panic(w);
	answer(w, "query-cpus-fast", "id", cpus);
	answer(w, hmp, "0xe8", recovered);
	(void)mon_expect(&w->m, hmp);
	run_until(w->loop, &w->mchks, 1);
	assert_int_equal(w->rows[0].vcpu, 0);
	/* Its old PSW is not known, so neither is whether it hit the kernel. */
	assert_string_equal(w->rows[0].verdict,
			    "may explain the stop: Linux stops if it hits the kernel");
	assert_int_equal(w->mchks, 1);
	run_idle(w->loop);
	assert_int_equal(recv(w->m.fd, w->m.in, 1, MSG_DONTWAIT), -1);
}

/* The VM goes away, and so does its monitor: the row is written all the same. */
static void hangs_up(void **state)
{
	struct world *w = *state;

	begin(w, 5000);
	panic(w);
	answer(w, "query-cpus-fast", "id", cpus);
	(void)mon_expect(&w->m, hmp);
	mon_hang_up(&w->m);
	run_until(w->loop, &w->mchks, 1);
	assert_string_equal(w->rows[0].verdict, "the lowcores could not be read");
	/* The watch ends in the middle of an autopsy: the same. */
	mon_handshake(&w->m);
	panic(w);
	(void)mon_expect(&w->m, "query-name");
	(void)mon_expect(&w->m, "query-uuid");
	(void)mon_expect(&w->m, "query-cpus-fast");
	vmm_watch_free(w->watch);
	w->watch = NULL;
	assert_int_equal(w->mchks, 2);
	assert_string_equal(w->rows[1].vm, "db1");
}

/* A monitor that says the same for ever fills no database: 496 rows, and one a second. */
static void liar(void **state)
{
	static char many[16384];
	struct ras_text t = RAS_TEXT(many);
	struct world *w = *state;
	int rounds = 0;

	ras_text_puts(&t, "\"return\": [");
	for (int i = 0; i < 300; i++)
		ras_text_add(&t, "%s{\"cpu-index\": %d, \"target\": \"s390x\"}", i ? ", " : "", i);
	ras_text_putc(&t, ']');
	assert_false(t.cut);
	begin(w, 5000);
	for (; rounds < 8; rounds++) {
		int before = w->mchks;

		panic(w);
		run_idle(w->loop);
		if (!w->m.len && recv(w->m.fd, w->m.in, 1, MSG_DONTWAIT | MSG_PEEK) != 1)
			break;
		answer(w, "query-cpus-fast", "id", many);
		for (int i = 0; i < 248; i++) {
			answer(w, hmp, "0xe8", damaged);
			answer(w, hmp, "0x160", psw);
		}
		run_until(w->loop, &w->mchks, before + 248);
	}
	/* A slow machine takes seconds for a round, and each second earns a row more. */
	assert_in_range(rounds, 2, 7);
	assert_true(w->mchks == rounds * 248);
}

#define CASE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_booted), CASE(explained), CASE(others), CASE(silent),
		CASE(hangs_up), CASE(liar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
