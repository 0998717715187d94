// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * s390 trace records to rows, in both byte orders. The formats of system kvm-s390 are derived from
 * the kernel's sources (tests/data/derived/kvm-s390/README.md), that of s390_cio_stcrw is real.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/events.h"
#include "trace/pump.h"
#include "trace/replay.h"

enum { PAGE = 4096, CPUS = 2, HEAD = 16, STCRW = 1168, VM = 701, VCPU = 702, DELIVERED = 703 };

#define DERIVED "tests/data/derived/kvm-s390"
#define CAPTURE "tests/data/captures/s390-crw-6.1"

/* KVM_S390_MCHK and KVM_S390_INT_EMERGENCY, include/uapi/linux/kvm.h. */
#define MCHK      0xfffe1000U
#define EMERGENCY 0xffff1201U

/* A kernel of which records are written into pages, and the rows that come out as text. */
struct kernel {
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	struct ras_pump pump;
	const char *columns;
	bool big;
	uint8_t page[CPUS][PAGE];
	size_t len[CPUS];
	uint64_t last_ts[CPUS];
	char rows[4096];
	struct ras_text out;
};

/* "column=value" for each of the columns asked for; a line an event. */
static void sink(void *ctx, const struct ras_event *ev)
{
	struct kernel *k = ctx;
	char names[256];
	char *save = NULL;

	ras_text_puts(&k->out, ras_severity_name(ev->severity));
	(void)snprintf(names, sizeof(names), "%s", k->columns);
	for (char *n = strtok_r(names, " ", &save); n; n = strtok_r(NULL, " ", &save)) {
		const struct ras_field *f = NULL;

		for (size_t i = 0; (f = ras_class_column(ev->cls, i)); i++)
			if (!strcmp(f->name, n))
				break;
		assert_non_null(f);
		ras_text_add(&k->out, " %s=", n);
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): asserted above */
		if (ras_type_is_text(f->type))
			ras_text_puts(&k->out, ras_field_str(f, ev).s);
		else if (ras_type_hex_digits(f->type))
			ras_text_hex(&k->out, (uint64_t)ras_field_int(f, ev), 1);
		else
			ras_text_s64(&k->out, ras_field_int(f, ev));
	}
	ras_text_putc(&k->out, '\n');
}

static void put(struct kernel *k, uint8_t *p, size_t size, uint64_t v)
{
	for (size_t i = 0; i < size; i++)
		p[k->big ? size - 1 - i : i] = (uint8_t)(v >> 8 * i);
}

static void open_kernel(struct kernel *k, const char *dir, const struct ras_class *cls, bool big,
			const char *columns)
{
	const char *src = getenv("srcdir");
	char path[4096], err[256];

	memset(k, 0, sizeof(*k));
	k->big = big;
	k->columns = columns;
	k->out = RAS_TEXT(k->rows);
	k->bus = (struct ras_bus){ .host = &k->host, .counters = &k->counters };
	k->bus.queue = ras_queue_new(1 << 20);
	assert_non_null(k->bus.queue);
	assert_int_equal(ras_bus_add(&k->bus, (struct ras_sink){ sink, k }), 0);
	(void)snprintf(path, sizeof(path), "%s/%s", src ? src : ".", dir);
	k->pump = (struct ras_pump){ .bus = &k->bus, .whence = dir, .ns_per_tick = 1 };
	k->pump.formats = ras_formats_open(path, err, sizeof(err));
	assert_non_null(k->pump.formats);
	ras_formats_layout(k->pump.formats)->big_endian = big;
	for (const struct ras_tracepoint *tp = cls->tracepoints; tp->name; tp++)
		(void)ras_formats_bind(k->pump.formats, cls, tp->name);
}

/* Room for a record of len bytes on a CPU's page, its common fields filled in. */
static uint8_t *record(struct kernel *k, int cpu, uint64_t ts, size_t len, uint16_t id, int32_t pid)
{
	uint8_t *p = k->page[cpu] + HEAD + k->len[cpu];
	uint64_t delta = ts - k->last_ts[cpu], type = len / 4;

	put(k, p, 4, k->big ? type << 27 | delta : delta << 5 | type);
	put(k, p + 4, 2, id);
	put(k, p + 8, 4, (uint32_t)pid);
	k->len[cpu] += 4 + len;
	k->last_ts[cpu] = ts;
	return p + 4;
}

/* What the pages have, out to the rows. */
static void run(struct kernel *k)
{
	for (int cpu = 0; cpu < CPUS; cpu++) {
		struct ras_cpu_page c = { .cpu = cpu };

		put(k, k->page[cpu], 8, 0);
		put(k, k->page[cpu] + 8, 8, k->len[cpu]);
		ras_pump_page(&k->pump, &c, k->page[cpu], PAGE);
		assert_true(ras_pump_run(&k->pump, &c, true));
	}
	ras_pump_end(&k->pump);
	assert_false(k->out.cut);
	assert_int_equal(ras_counted(&k->counters, RAS_C_PAGE_BAD), 0);
	assert_int_equal(ras_counted(&k->counters, RAS_C_FIELD_BAD), 0);
	ras_formats_free(k->pump.formats);
	ras_queue_free(k->bus.queue);
}

static void stcrw(struct kernel *k, int cpu, uint64_t ts, int cc, uint32_t word)
{
	uint8_t *p = record(k, cpu, ts, 24, STCRW, 59);

	put(k, p + 8, 4, word);
	put(k, p + 12, 4, (uint32_t)cc);
	p[16] = word >> 30 & 1;
	p[17] = word >> 29 & 1;
	p[18] = word >> 28 & 1;
	p[19] = word >> 24 & 0xf;
	p[20] = word >> 23 & 1;
	p[21] = word >> 16 & 0x3f;
	put(k, p + 22, 2, word & 0xffff);
}

static void channel_reports(bool big)
{
	struct kernel k;

	open_kernel(&k, CAPTURE, &ras_class_s390_crw, big,
		    "rsc erc rsid ssid solicited overflow chained crw crw_chained time_ns");
	/* A pair in subchannel set 1, a path by itself, the end of the list. */
	stcrw(&k, 0, 100, 0, 0x13040007);
	stcrw(&k, 0, 110, 0, 0x03040010);
	stcrw(&k, 0, 120, 0, 0x44020052);
	stcrw(&k, 0, 130, 1, 0);
	/* A first word whose second never comes; words were lost behind another. */
	stcrw(&k, 0, 200, 0, 0x13040008);
	stcrw(&k, 0, 210, 1, 0x03040000);
	stcrw(&k, 0, 300, 0, 0x33040009);
	stcrw(&k, 0, 310, 1, 0);
	/* A first word, then one of another source. */
	stcrw(&k, 0, 400, 0, 0x1304000a);
	stcrw(&k, 0, 410, 0, 0x0b000000);
	/* A chain of three: Linux takes two. */
	stcrw(&k, 0, 500, 0, 0x1304000b);
	stcrw(&k, 0, 510, 0, 0x13040020);
	stcrw(&k, 0, 520, 0, 0x0304000c);
	/* The thread moves to another CPU between the two words of a pair. */
	stcrw(&k, 0, 600, 0, 0x1304000d);
	stcrw(&k, 1, 610, 0, 0x03040030);
	/* Where words were lost, the chain is broken too. */
	stcrw(&k, 1, 650, 0, 0x1304000f);
	stcrw(&k, 1, 660, 0, 0x23040010);
	/* And the last one waits when all is read. */
	stcrw(&k, 1, 700, 0, 0x1304000e);
	run(&k);
	assert_string_equal(
		k.rows, "info rsc=0x3 erc=0x4 rsid=0x7 ssid=1 solicited=0 overflow=0 chained=1 "
			"crw=0x13040007 crw_chained=0x3040010 time_ns=100\n"
			"info rsc=0x4 erc=0x2 rsid=0x52 ssid=0 solicited=1 overflow=0 chained=0 "
			"crw=0x44020052 crw_chained=0x0 time_ns=120\n"
			"info rsc=0x3 erc=0x4 rsid=0x8 ssid=0 solicited=0 overflow=0 chained=1 "
			"crw=0x13040008 crw_chained=0x0 time_ns=200\n"
			"info rsc=0x3 erc=0x4 rsid=0x9 ssid=0 solicited=0 overflow=1 chained=1 "
			"crw=0x33040009 crw_chained=0x0 time_ns=300\n"
			"info rsc=0x3 erc=0x4 rsid=0xa ssid=0 solicited=0 overflow=0 chained=1 "
			"crw=0x1304000a crw_chained=0x0 time_ns=400\n"
			"info rsc=0xb erc=0x0 rsid=0x0 ssid=0 solicited=0 overflow=0 chained=0 "
			"crw=0xb000000 crw_chained=0x0 time_ns=410\n"
			"info rsc=0x3 erc=0x4 rsid=0xb ssid=2 solicited=0 overflow=0 chained=1 "
			"crw=0x1304000b crw_chained=0x13040020 time_ns=500\n"
			"info rsc=0x3 erc=0x4 rsid=0xc ssid=0 solicited=0 overflow=0 chained=0 "
			"crw=0x304000c crw_chained=0x0 time_ns=520\n"
			"info rsc=0x3 erc=0x4 rsid=0xd ssid=3 solicited=0 overflow=0 chained=1 "
			"crw=0x1304000d crw_chained=0x3040030 time_ns=600\n"
			"info rsc=0x3 erc=0x4 rsid=0xf ssid=0 solicited=0 overflow=0 chained=1 "
			"crw=0x1304000f crw_chained=0x0 time_ns=650\n"
			"info rsc=0x3 erc=0x4 rsid=0x10 ssid=0 solicited=0 overflow=1 chained=0 "
			"crw=0x23040010 crw_chained=0x0 time_ns=660\n"
			"info rsc=0x3 erc=0x4 rsid=0xe ssid=0 solicited=0 overflow=0 chained=1 "
			"crw=0x1304000e crw_chained=0x0 time_ns=700\n");
	/* 18 records: 12 rows, of which three have a second word, and three ends of a list. */
	assert_int_equal(ras_counted(&k.counters, RAS_C_READ), 12);
	assert_int_equal(ras_counted(&k.counters, RAS_C_GATHERED), 6);
}

static void inject_vm(struct kernel *k, uint64_t ts, int32_t pid, uint32_t type, uint32_t parm,
		      uint64_t parm64)
{
	uint8_t *p = record(k, 0, ts, 28, VM, pid);

	put(k, p + 8, 4, type);
	put(k, p + 12, 4, parm);
	put(k, p + 16, 8, parm64);
	put(k, p + 24, 4, 2);
}

static void inject_vcpu(struct kernel *k, uint64_t ts, int32_t pid, int32_t id, uint32_t type,
			uint64_t parm64)
{
	uint8_t *p = record(k, 0, ts, 32, VCPU, pid);

	put(k, p + 8, 4, (uint32_t)id);
	put(k, p + 12, 4, type);
	put(k, p + 16, 4, 0);
	put(k, p + 24, 8, parm64);
}

static void deliver(struct kernel *k, uint64_t ts, int32_t pid, int32_t id, uint32_t type,
		    uint64_t data0, uint64_t data1)
{
	uint8_t *p = record(k, 0, ts, 32, DELIVERED, pid);

	put(k, p + 8, 4, (uint32_t)id);
	put(k, p + 12, 4, type);
	put(k, p + 16, 8, data0);
	put(k, p + 24, 8, data1);
}

static void guest_checks(bool big)
{
	static const char columns[] = "vm vcpu thread source direction scope injected_by mcic cr14 "
				      "conditions consequence "
				      "incident";
	struct kernel k;

	open_kernel(&k, DERIVED, &ras_class_s390_mchk, big, columns);
	/* Hotplug by the VM interface; another interrupt in between, which is no machine check. */
	inject_vm(&k, 100, 4000, MCHK, 0x10000000, 0x00400f5d48330000);
	inject_vcpu(&k, 110, 4002, 1, EMERGENCY, 0);
	deliver(&k, 120, 4001, 0, MCHK, 0x10000000, 0x00400f5d48330000);
	/* The host gives two of its own to vCPU 1; they are delivered as one. */
	inject_vcpu(&k, 200, 4002, 1, MCHK, 0x20004f5d48330000);
	inject_vcpu(&k, 210, 4002, 1, MCHK, 0x40008fdd48330000);
	deliver(&k, 220, 4002, 1, MCHK, 0x08000000, 0x6000cfdd48330000);
	/* The same vCPU number of another VM has nothing to do with this one. */
	inject_vcpu(&k, 300, 4002, 1, MCHK, 0x00800f5d48330000);
	deliver(&k, 310, 5002, 1, MCHK, 0x01000000, 0x00800f5d48330000);
	run(&k);
	assert_string_equal(
		k.rows,
		"info vm= vcpu=-1 thread=4000 source=kvm-trace direction=inject scope=vm "
		"injected_by=user mcic=0x400f5d48330000 cr14=0x10000000 conditions=CP(9) "
		"consequence=channel-reports incident=100\n"
		"info vm= vcpu=0 thread=4001 source=kvm-trace direction=deliver scope=vcpu "
		"injected_by= mcic=0x400f5d48330000 cr14=0x10000000 conditions=CP(9) "
		"consequence=channel-reports incident=100\n"
		"corrected vm= vcpu=1 thread=4002 source=kvm-trace direction=inject scope=vcpu "
		"injected_by= mcic=0x20004f5d48330000 cr14=0x0 conditions=SR(2) SC(17) "
		"consequence=repaired incident=200\n"
		"fatal vm= vcpu=1 thread=4002 source=kvm-trace direction=inject scope=vcpu "
		"injected_by= mcic=0x40008fdd48330000 cr14=0x0 conditions=PD(1) SE(16) "
		"consequence=stopped incident=200\n"
		"fatal vm= vcpu=1 thread=4002 source=kvm-trace direction=deliver scope=vcpu "
		"injected_by= mcic=0x6000cfdd48330000 cr14=0x8000000 conditions=PD(1) SR(2) SE(16) "
		"SC(17) consequence=stopped incident=200\n"
		"recoverable vm= vcpu=1 thread=4002 source=kvm-trace direction=inject scope=vcpu "
		"injected_by= mcic=0x800f5d48330000 cr14=0x0 conditions=W(8) "
		"consequence=power-warning incident=300\n"
		"recoverable vm= vcpu=1 thread=5002 source=kvm-trace direction=deliver scope=vcpu "
		"injected_by= mcic=0x800f5d48330000 cr14=0x1000000 conditions=W(8) "
		"consequence=power-warning incident=0\n");
	assert_int_equal(ras_counted(&k.counters, RAS_C_UNWANTED), 1);
}

/* Two VMs that plug devices at the same time: neither delivery can be tied to one injection. */
static void two_vms(bool big)
{
	struct kernel k;

	open_kernel(&k, DERIVED, &ras_class_s390_mchk, big, "thread direction incident delivery");
	inject_vm(&k, 100, 4000, MCHK, 0x10000000, 0x00400f5d48330000);
	inject_vm(&k, 110, 5000, MCHK, 0, 0x00400f5d48330000);
	deliver(&k, 120, 4001, 0, MCHK, 0x10000000, 0x00400f5d48330000);
	inject_vcpu(&k, 130, 4001, 0, MCHK, 0x20000f5d48330000);
	inject_vcpu(&k, 140, 5001, 0, MCHK, 0x01000f5d48330000);
	inject_vcpu(&k, 150, 6001, 0, MCHK, 0x40000f5d48330000);
	run(&k);
	assert_string_equal(
		k.rows,
		"info thread=4000 direction=inject incident=100 delivery=KVM delivers it to any "
		"vCPU "
		"that takes channel reports\n"
		"info thread=5000 direction=inject incident=110 delivery=KVM never delivers it: it "
		"names no channel-report subclass\n"
		"info thread=4001 direction=deliver incident=0 delivery=\n"
		"corrected thread=4001 direction=inject incident=130 delivery=KVM delivers it "
		"along "
		"with the next machine check only\n"
		"corrected thread=5001 direction=inject incident=140 delivery=KVM delivers it once "
		"the "
		"guest opens the subclass\n"
		"fatal thread=6001 direction=inject incident=150 delivery=KVM delivers it once the "
		"guest's PSW bit 13 is one\n");
}

/* Kernels that said who injects into a vCPU. */
static void old_format(bool big)
{
	struct kernel k;
	uint8_t *p;

	open_kernel(&k, DERIVED "-old", &ras_class_s390_mchk, big, "vcpu injected_by mcic");
	p = record(&k, 0, 100, 36, VCPU, 4002);
	put(&k, p + 8, 4, 3);
	put(&k, p + 12, 4, MCHK);
	put(&k, p + 24, 8, 0x00400f5d48330000);
	put(&k, p + 32, 4, 1);
	run(&k);
	assert_string_equal(k.rows, "info vcpu=3 injected_by=kernel mcic=0x400f5d48330000\n");
}

/* Read from a dead guest: damage code, address and old PSW are known then. */
static void post_mortem(void **state)
{
	static _Alignas(16) unsigned char mem[RAS_EVENT_ROOM];
	struct ras_s390_mchk_event *e = (void *)mem;
	const struct ras_host host = { .release = "" };
	char buf[512];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	ras_event_init(&e->ev, sizeof(mem), &ras_class_s390_mchk);
	e->vm = ras_event_str(&e->ev, "db\033[2J", 6);
	e->vcpu = 1;
	e->source = ras_event_str(&e->ev, "post-mortem", 11);
	e->mcic = 0x20005fdd48330000;
	e->fsa = 0x7f4000;
	e->psw_mask = 0x0705000180000000;
	assert_int_equal(ras_class_s390_mchk.decode(&host, &e->ev), RAS_FATAL);
	assert_string_equal(e->source.s, "post-mortem");
	assert_string_equal(e->consequence.s, "stopped");
	ras_class_s390_mchk.describe(&e->ev, &t);
	assert_string_equal(buf,
			    "machine check for guest db\\x1b[2J vCPU 1: system recovery (bit 2); "
			    "storage error corrected (bit 17); storage degradation (bit 19); "
			    "failing-storage address 0x7f4000; in the guest: storage is wearing "
			    "out at a known address: the kernel stops all CPUs, with a message on "
			    "the service-processor console only");
	e->verdict = ras_event_str(&e->ev, "explains the stop", 17);
	t = RAS_TEXT(buf);
	ras_class_s390_mchk.explain(&host, &e->ev, &t);
	assert_non_null(strstr(buf, "Linux in the guest: storage is wearing out"));
	assert_non_null(strstr(buf, "a guest that stopped: explains the stop."));
}

/* The kernel's own filter, as the live reader sets it. */
static void filters(void **state)
{
	size_t gatherers = 0;

	(void)state;
	for (const struct ras_tracepoint *tp = ras_class_s390_mchk.tracepoints; tp->name; tp++)
		assert_string_equal(tp->filter, "inttype == 0xfffe1000");
	assert_null(ras_class_s390_crw.tracepoints[0].filter);
	for (size_t i = 0; ras_classes[i]; i++)
		gatherers += ras_classes[i]->gather != NULL;
	assert_in_range(gatherers, 2, RAS_KEEPERS);
}

/* A page as a file of a capture. */
static void write_page(const char *root, const struct kernel *k, int cpu)
{
	char path[256];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/per_cpu/cpu%d", root, cpu);
	assert_int_equal(mkdir(path, 0700), 0);
	(void)snprintf(path, sizeof(path), "%s/per_cpu/cpu%d/trace_pipe_raw", root, cpu);
	f = fopen(path, "we");
	assert_non_null(f);
	assert_int_equal(fwrite(k->page[cpu], 1, PAGE, f), PAGE);
	assert_int_equal(fclose(f), 0);
}

static void remove_capture(const char *root)
{
	static const char *const files[] = {
		"per_cpu/cpu0/trace_pipe_raw",
		"per_cpu/cpu1/trace_pipe_raw",
		"per_cpu/cpu0",
		"per_cpu/cpu1",
		"per_cpu",
		"events",
		"trace_clock",
		"clocks.txt",
		"",
	};
	char path[256];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", root, files[i]);
		assert_int_equal(remove(path), 0);
	}
}

static void write_text(const char *root, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", root, name);
	f = fopen(path, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* A replay gives the records of all CPUs in the order of time: the second word is on CPU 0. */
static void time_order(void **state)
{
	static const struct ras_class *const classes[] = { &ras_class_s390_crw, NULL };
	char root[] = "test_s390_XXXXXX", path[256], cwd[2048], events[4096], err[256];
	const char *src = getenv("srcdir");
	struct ras_replay result;
	struct kernel k;

	(void)state;
	open_kernel(&k, CAPTURE, &ras_class_s390_crw, true, "rsid chained crw_chained time_ns");
	stcrw(&k, 0, 110, 0, 0x03040000);
	stcrw(&k, 0, 120, 1, 0);
	stcrw(&k, 0, 300, 0, 0x0b000000);
	stcrw(&k, 0, 310, 1, 0);
	stcrw(&k, 1, 100, 0, 0x13040001);
	stcrw(&k, 1, 200, 0, 0x13040002);
	stcrw(&k, 1, 210, 0, 0x03040000);
	stcrw(&k, 1, 220, 1, 0);
	assert_non_null(mkdtemp(root));
	(void)snprintf(path, sizeof(path), "%s/per_cpu", root);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	(void)snprintf(events, sizeof(events), "%s/%s/" CAPTURE "/events",
		       src && src[0] == '/' ? "" : cwd, src ? src : ".");
	(void)snprintf(path, sizeof(path), "%s/events", root);
	assert_int_equal(symlink(events, path), 0);
	write_text(root, "trace_clock", "local [boot]\n");
	write_text(root, "clocks.txt", "realtime 0.000000000 monotonic 0.0 boottime 0.000000000\n");
	for (int cpu = 0; cpu < CPUS; cpu++) {
		put(&k, k.page[cpu] + 8, 8, k.len[cpu]);
		write_page(root, &k, cpu);
	}
	assert_int_equal(ras_replay_run(&k.bus, classes, root, &result, err, sizeof(err)), 0);
	remove_capture(root);
	assert_int_equal(result.cpus, 2);
	assert_int_equal(result.pages, 2);
	assert_string_equal(k.rows, "info rsid=0x1 chained=1 crw_chained=0x3040000 time_ns=100\n"
				    "info rsid=0x2 chained=1 crw_chained=0x3040000 time_ns=200\n"
				    "info rsid=0x0 chained=0 crw_chained=0x0 time_ns=300\n");
	ras_formats_free(k.pump.formats);
	ras_queue_free(k.bus.queue);
}

static void both(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		channel_reports(big);
		guest_checks(big);
		two_vms(big);
		old_format(big);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both),
		cmocka_unit_test(time_order),
		cmocka_unit_test(post_mortem),
		cmocka_unit_test(filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
