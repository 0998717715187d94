// SPDX-License-Identifier: GPL-2.0-or-later
/* From an event on the bus to a request and its ras_action row, with a scripted monitor. */
#include "config.h" /* gettid needs _GNU_SOURCE */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/events.h"
#include "tests/unit/monitor.h"
#include "vmm/asker.h"
#include "vmm/libvirt.h"

enum { THREAD_1 = 4721 };

struct world {
	sd_event *loop;
	struct monitor m;
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	struct vmm_watch *watch;
	struct vmm_asker *asker;
	char proc[64];
	int rows;
	/* Of the last row. */
	char action[64], target[64], asked[200], answer[300], verified[300], reason[300], cause[64];
	int64_t incident, cause_time;
};

static void copy(char *to, size_t size, struct ras_str s)
{
	struct ras_text t = ras_text_over(to, size);

	ras_text_putn(&t, s.s, s.len);
}

static void on_sink(void *ctx, const struct ras_event *ev)
{
	const struct ras_action_event *a = (const void *)ev;
	struct world *w = ctx;

	if (ev->cls != &ras_class_ras_action)
		return;
	w->rows++;
	copy(w->action, sizeof(w->action), a->action);
	copy(w->target, sizeof(w->target), a->target);
	copy(w->asked, sizeof(w->asked), a->asked);
	copy(w->answer, sizeof(w->answer), a->answer);
	copy(w->verified, sizeof(w->verified), a->verified);
	copy(w->reason, sizeof(w->reason), a->reason);
	copy(w->cause, sizeof(w->cause), a->cause_class);
	w->incident = ev->incident;
	w->cause_time = a->cause_time_ns;
}

/* A file below proc, of len bytes, with its folders. */
static void put(const struct world *w, const char *name, const char *text, size_t len)
{
	char path[256];
	FILE *f;

	assert_true(snprintf(path, sizeof(path), "%s/%s", w->proc, name) > 0);
	for (char *p = path + strlen(w->proc) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		(void)mkdir(path, 0755);
		*p = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

/* Like put(), below the folder of the VMM: it is who listens on the monitor, so this process. */
static void put_vmm(const struct world *w, const char *name, const char *text, size_t len)
{
	char path[64];

	assert_true(snprintf(path, sizeof(path), "%d/%s", (int)getpid(), name) > 0);
	put(w, path, text, len);
}

/* A status file with that Name and mask of CPUs; name in the folder of the VMM or, of proc. */
static void put_status(const struct world *w, const char *name, const char *comm, const char *cpus)
{
	char text[128];
	int len = snprintf(text, sizeof(text), "Name:\t%s\nTgid:\t%d\nCpus_allowed_list:\t%s\n",
			   comm, (int)getpid(), cpus);

	if (!strncmp(name, "task/", 5))
		put_vmm(w, name, text, (size_t)len);
	else
		put(w, name, text, (size_t)len);
}

/* A QEMU whose monitor is ours, with vCPU 1 pinned to CPU 7 of the host and vCPU 0 not pinned. */
static void make_proc(struct world *w)
{
	char line[256];
	int len;

	strcpy(w->proc, "/tmp/ras-proc-XXXXXX");
	assert_non_null(mkdtemp(w->proc));
	len = snprintf(line, sizeof(line), "qemu-kvm%c-name%cweb1%c-qmp%cunix:%s,server=on%c", 0, 0,
		       0, 0, w->m.path, 0);
	put_vmm(w, "cmdline", line, (size_t)len);
	put_status(w, "task/4720/status", "CPU 0/KVM", "6-7");
	put_status(w, "task/4721/status", "CPU 1/KVM", "7");
	/* Another thread of the VMM on that CPU is no vCPU. */
	put_status(w, "task/4730/status", "io", "7");
	put_status(w, "4721/status", "CPU 1/KVM", "7");
	/* Somebody else's process. */
	put(w, "99/status", "Name:\tbash\nTgid:\t99\n", 20);
	put(w, "99/cmdline", "bash", 5);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	assert_true(sd_event_new(&w->loop) >= 0);
	mon_open(&w->m, w->loop);
	make_proc(w);
	w->bus = (struct ras_bus){ .host = &w->host, .counters = &w->counters };
	w->bus.queue = ras_queue_new((size_t)8 * RAS_EVENT_ROOM);
	assert_non_null(w->bus.queue);
	assert_int_equal(ras_bus_add(&w->bus, (struct ras_sink){ on_sink, w }), 0);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	char command[96];

	if (w->watch)
		vmm_watch_free(w->watch);
	vmm_asker_free(w->asker);
	mon_close(&w->m);
	ras_queue_free(w->bus.queue);
	(void)sd_event_unref(w->loop);
	(void)snprintf(command, sizeof(command), "rm -r %s", w->proc);
	assert_int_equal(system(command), 0); /* NOLINT: a path of our own */
	free(w);
	return 0;
}

/* The asker on the bus, and the monitor found by proc and connected. */
static void begin(struct world *w, struct vmm_settings s, uint32_t timeout_ms)
{
	struct vmm_asker_options o = { .loop = w->loop, .bus = &w->bus, .proc = w->proc,
				       .user = getuid(), .settings = s, .timeout_ms = timeout_ms,
				       .libvirt = "test:///default", .kvm = "/nonexistent" };
	struct vmm_watch_options wo = vmm_watch_defaults();

	strcpy(o.settings.on, "uncorrected");
	w->asker = vmm_asker_new(&o);
	assert_non_null(w->asker);
	assert_int_equal(ras_bus_add(&w->bus, (struct ras_sink){ vmm_asker_event, w->asker }), 0);
	wo.proc = w->proc;
	wo.pattern = "s";
	wo.user = getuid();
	wo.heard = vmm_asker_heard;
	wo.gone = vmm_asker_gone;
	wo.ctx = w->asker;
	w->watch = vmm_watch_new(w->loop, &w->bus, &wo);
	assert_non_null(w->watch);
	vmm_asker_watch(w->asker, w->watch);
}

static void answer(struct world *w, const char *verb, const char *value)
{
	mon_send(&w->m, "{\"return\": %s, \"id\": %ld}\r\n", value, mon_expect(&w->m, verb));
	run_idle(w->loop);
}

static void greet(struct world *w)
{
	mon_handshake(&w->m);
	answer(w, "query-name", "{\"name\": \"web1\"}");
	answer(w, "query-uuid", "{\"UUID\": \"\"}");
}

/* A machine check that the CPU at cpu reports; no column but cpu and the severity matters here. */
static void machine_check(struct world *w, int cpu, enum ras_severity severity)
{
	const struct ras_class *cls = &ras_class_mce_record;
	struct ras_event *ev = ras_bus_begin(&w->bus, cls, true);

	ev->severity = severity;
	ev->timestamp = 1000;
	for (size_t i = 0; i < cls->nfields; i++)
		if (!strcmp(cls->fields[i].name, "cpu"))
			*(uint32_t *)(void *)((char *)ev + cls->fields[i].offset) = (uint32_t)cpu;
	/* As ras_bus_publish() does, but for the decoding. */
	for (size_t i = 0; i < w->bus.nsinks; i++)
		w->bus.sinks[i].event(w->bus.sinks[i].ctx, ev);
	ras_bus_drop(&w->bus);
}

/* A page that was lost while thread pid touched it. */
static void memory_failure(struct world *w, int32_t pid, int64_t incident)
{
	struct ras_event *ev = ras_bus_begin(&w->bus, &ras_class_memory_failure, true);

	ev->pid = pid;
	ev->timestamp = 2000;
	ev->incident = incident;
	ras_bus_publish(&w->bus, ev); /* no result known: uncorrected */
}

/* The answers of a q35 machine of two vCPUs, as QEMU 7.2 gives them; no agent. */
static void be_probed(struct world *w, const char *commands)
{
	answer(w, "query-commands", commands);
	answer(w, "query-name", "{\"name\": \"web1\"}");
	answer(w, "query-target", "{\"arch\": \"x86_64\"}");
	answer(w, "qom-get", "\"pc-q35-7.2-machine\"");
	answer(w, "query-status", "{\"status\": \"running\", \"running\": true}");
	answer(w, "query-cpus-fast",
	       "[{\"cpu-index\": 0, \"qom-path\": \"/machine/unattached/device[0]\", "
	       "\"thread-id\": 4720}, {\"cpu-index\": 1, "
	       "\"qom-path\": \"/machine/unattached/device[2]\", \"thread-id\": 4721}]");
	answer(w, "query-hotpluggable-cpus",
	       "[{\"type\": \"x\", \"vcpus-count\": 1, \"qom-path\": "
	       "\"/machine/unattached/device[2]\", \"props\": {}}, {\"type\": \"x\", "
	       "\"vcpus-count\": 1, \"qom-path\": \"/machine/unattached/device[0]\", "
	       "\"props\": {}}]");
}

#define COMMAND(N) "{\"name\": \"" N "\"},"
#define COMMON                                                                                     \
	"[" COMMAND("query-name") COMMAND("query-target") COMMAND("qom-get")                       \
		COMMAND("query-status") COMMAND("query-cpus-fast")                                 \
			COMMAND("query-hotpluggable-cpus")

static const char all[] = COMMON COMMAND("stop") "{\"name\": \"device_del\"}]";

static struct vmm_settings offline(bool dry)
{
	return (struct vmm_settings){ .action = VMM_OFFLINE, .dry_run = dry, .rate = 64,
				      .max_vcpus = 64 };
}

static void by_host_cpu(void **state)
{
	struct world *w = *state;
	long id;

	begin(w, offline(false), 10000);
	greet(w);
	/* Too light; and a CPU on which no VM is pinned: nobody is asked anything. */
	machine_check(w, 7, RAS_CORRECTED);
	machine_check(w, 6, RAS_FATAL);
	run_idle(w->loop);
	assert_true(vmm_asker_idle(w->asker));
	machine_check(w, 7, RAS_FATAL);
	be_probed(w, all);
	id = mon_expect(&w->m, "device_del");
	assert_non_null(strstr(w->m.line, "/machine/unattached/device[2]"));
	mon_send(&w->m, "{\"return\": {}, \"id\": %ld}\r\n", id);
	/* The slot is still full, then empty. */
	answer(w, "query-hotpluggable-cpus",
	       "[{\"type\": \"x\", \"qom-path\": \"/machine/unattached/device[2]\"}]");
	mon_send(&w->m, "{\"event\": \"DEVICE_DELETED\", \"data\": {\"path\": \"/x\"}}\r\n");
	run_idle(w->loop);
	answer(w, "query-hotpluggable-cpus", "[{\"type\": \"x\", \"vcpus-count\": 1}]");
	run_until(w->loop, &w->rows, 1);
	assert_string_equal(w->action, "offline");
	assert_string_equal(w->target, "VM web1 vCPU 1");
	assert_string_equal(w->asked, "hot-unplug: device_del for vCPU 1");
	assert_string_equal(w->answer, "done: accepted");
	assert_string_equal(w->verified, "its hot-plug slot is empty");
	assert_string_equal(w->cause, "mce_record");
	assert_int_equal(w->cause_time, 1000);
	run_idle(w->loop);
	assert_true(vmm_asker_idle(w->asker));
	assert_int_equal(w->rows, 1);
}

static void refusal(void **state)
{
	struct vmm_settings s = offline(false);
	struct world *w = *state;

	s.fallback = VMM_STOP_VM;
	begin(w, s, 10000);
	greet(w);
	memory_failure(w, THREAD_1, 77);
	be_probed(w, all);
	answer(w, "device_del", "{}");
	answer(w, "query-hotpluggable-cpus",
	       "[{\"type\": \"x\", \"qom-path\": \"/machine/unattached/device[2]\"}]");
	/* _OST of an ejection: refused (ACPI 6.5, 6.3.5: 0x80, device in use). */
	mon_send(&w->m,
		 "{\"event\": \"ACPI_DEVICE_OST\", \"data\": {\"info\": {\"slot\": \"1\", "
		 "\"slot-type\": \"CPU\", \"source\": 3, \"status\": 128}}}\r\n");
	run_until(w->loop, &w->rows, 1);
	assert_string_equal(w->action, "offline");
	assert_non_null(strstr(w->answer, "refused: accepted"));
	assert_int_equal(w->incident, 77);
	/* The fallback that is configured, and said to be one. */
	answer(w, "stop", "{}");
	answer(w, "query-status", "{\"status\": \"paused\", \"running\": false}");
	run_until(w->loop, &w->rows, 2);
	assert_string_equal(w->action, "stop-vm (fallback)");
	assert_string_equal(w->verified, "VM status paused");
	assert_non_null(strstr(w->reason, "offline failed; fallback stop-vm"));
	assert_int_equal(w->incident, 77);
	run_idle(w->loop);
	/* The same incident again leads to no further request. */
	memory_failure(w, THREAD_1, 77);
	be_probed(w, all);
	run_until(w->loop, &w->rows, 3);
	assert_string_equal(w->action, "offline (refused)");
	assert_string_equal(w->asked, "");
	assert_non_null(strstr(w->reason, "asked for this incident already"));
}

static void dry(void **state)
{
	struct world *w = *state;

	begin(w, offline(true), 10000);
	greet(w);
	memory_failure(w, THREAD_1, 0);
	be_probed(w, all);
	run_until(w->loop, &w->rows, 1);
	assert_string_equal(w->asked, "hot-unplug: device_del for vCPU 1");
	assert_string_equal(w->answer, "dry-run: dry run: not asked");
	/* An event that is tied to no other is named by its time. */
	assert_int_equal(w->incident, 2000);
	/* Nothing but questions was sent: the next thing is the probe of another incident. */
	memory_failure(w, THREAD_1, 5);
	mon_expect(&w->m, "query-commands");
}

static void not_found(void **state)
{
	struct world *w = *state;

	/* The monitor lacks device_del: nothing is sent. */
	begin(w, offline(false), 10000);
	greet(w);
	memory_failure(w, 99, 1); /* not a VM's thread */
	memory_failure(w, THREAD_1, 2);
	be_probed(w, COMMON "{\"name\": \"stop\"}]");
	run_until(w->loop, &w->rows, 1);
	assert_string_equal(w->action, "offline (refused)");
	assert_string_equal(w->reason,
			    "offline: not possible: by guest agent: no guest agent has its channel "
			    "open; by monitor: the monitor lacks the commands");
	run_idle(w->loop);
	assert_int_equal(w->rows, 1);
}

static void silent(void **state)
{
	struct world *w = *state;

	begin(w, offline(false), 50);
	greet(w);
	memory_failure(w, THREAD_1, 3);
	mon_expect(&w->m, "query-commands"); /* and no answer */
	run_until(w->loop, &w->rows, 1);
	assert_string_equal(w->action, "offline (refused)");
	assert_string_equal(w->reason, "offline: the monitor did not answer in time");
	run_idle(w->loop);
	assert_true(vmm_asker_idle(w->asker));
}

static void cut_off(void **state)
{
	struct world *w = *state;

	begin(w, offline(false), 10000);
	greet(w);
	memory_failure(w, THREAD_1, 4);
	be_probed(w, all);
	mon_expect(&w->m, "device_del");
	/* The daemon ends: what becomes of the request is not known, and said so. */
	vmm_watch_free(w->watch);
	w->watch = NULL;
	assert_int_equal(w->rows, 1);
	assert_string_equal(w->action, "offline");
	assert_non_null(strstr(w->answer, "lost: "));
	assert_true(vmm_asker_idle(w->asker));
}

static void storm(void **state)
{
	struct world *w = *state;

	begin(w, offline(false), 10000);
	greet(w);
	for (int i = 0; i < 100; i++)
		memory_failure(w, THREAD_1, 100 + i);
	/* 64 are remembered; of those a VM is looked at for 4, and the rest is counted. */
	assert_int_equal(ras_counted(&w->counters, RAS_C_VMM_SKIPPED), 36);
	run_idle(w->loop);
	assert_int_equal(ras_counted(&w->counters, RAS_C_VMM_SKIPPED), 96);
	be_probed(w, all);
	mon_expect(&w->m, "device_del");
}

/* A monitor that is libvirt's: libvirt is asked, here with its test driver, if it is installed. */
static void by_libvirt(void **state)
{
	static const char line[] =
		"qemu-kvm\0-name\0guest=lv1\0-uuid\0" "6695eb01-f6a4-8304-79aa-97f2502e193f\0"
		"-chardev\0socket,id=charmonitor,fd=3,server=on\0-mon\0"
		"chardev=charmonitor,id=monitor,mode=control";
	struct vmm_settings s = offline(false);
	struct world *w = *state;
	struct vmm_libvirt lv;
	char err[128];

	put_vmm(w, "cmdline", line, sizeof(line));
	put_vmm(w, "task/4720/comm", "CPU 0/KVM\n", 10);
	put_vmm(w, "task/4721/comm", "CPU 1/KVM\n", 10);
	put_vmm(w, "task/4730/comm", "CPUs/KVM\n", 9);
	s.fallback = VMM_STOP_VM;
	begin(w, s, 10000);
	memory_failure(w, THREAD_1, 6);
	run_until(w->loop, &w->rows, 1);
	if (vmm_libvirt_load(&lv, err, sizeof(err))) {
		assert_string_equal(w->action, "offline (refused)");
		assert_non_null(strstr(w->reason, err));
		return;
	}
	/* The test driver has no guest CPUs, but can stop a VM. */
	assert_string_equal(w->action, "stop-vm (fallback)");
	assert_string_equal(w->target, "VM lv1");
	assert_string_equal(w->asked, "libvirt: virDomainSuspend");
	assert_string_equal(w->answer, "done: accepted");
	assert_string_equal(w->verified, "libvirt says it is paused");
	assert_non_null(strstr(w->reason, "by libvirt: this function is not supported"));
	assert_int_equal(w->incident, 6);
	run_idle(w->loop);
	assert_true(vmm_asker_idle(w->asker));
}

#define CASE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(by_host_cpu), CASE(refusal), CASE(dry),   CASE(not_found),
		CASE(silent),      CASE(cut_off), CASE(storm), CASE(by_libvirt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
