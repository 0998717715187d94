// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 machine checks from kernel messages, from counts and from dead guests. */
#include "config.h"

#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "events/events.h"
#include "s390/autopsy.h"
#include "s390/counts.h"
#include "s390/kmsg.h"

/* A bus whose events come out as text, a line each, and a scratch folder. */
struct bench {
	struct ras_host host;
	struct ras_counters counters;
	struct ras_bus bus;
	char rows[8192];
	struct ras_text out;
	char dir[32];
	bool traced;
};

static void put_field(struct ras_text *t, const struct ras_event *ev, const char *name)
{
	const struct ras_field *f = NULL;

	for (size_t i = 0; (f = ras_class_column(ev->cls, i)); i++)
		if (!strcmp(f->name, name))
			break;
	assert_non_null(f);
	ras_text_putc(t, ' ');
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): asserted above */
	if (ras_type_is_text(f->type))
		ras_text_puts(t, ras_field_str(f, ev).s);
	else if (ras_type_hex_digits(f->type))
		ras_text_hex(t, (uint64_t)ras_field_int(f, ev), 1);
	else
		ras_text_s64(t, ras_field_int(f, ev));
}

static void sink(void *ctx, const struct ras_event *ev)
{
	static const char *const crw[] = { "origin", "rsid", "ssid", "crw_chained", NULL };
	static const char *const mchk[] = { "source",      "scope", "vm",      "vcpu",
					    "thread",      "mcic",  "fsa",     "psw_addr",
					    "consequence", "task",  "verdict", NULL };
	static const char *const counter[] = { "counter", "place", "rise", "explained",
					       "unexplained", NULL };
	const char *const *names = ev->cls == &ras_class_s390_crw	 ? crw
				   : ev->cls == &ras_class_s390_mchk ? mchk
								     : counter;
	struct bench *b = ctx;

	ras_text_puts(&b->out, ras_severity_name(ev->severity));
	for (; *names; names++)
		put_field(&b->out, ev, *names);
	ras_text_putc(&b->out, '\n');
}

static int setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	assert_non_null(b);
	(void)snprintf(b->host.boot_id, sizeof(b->host.boot_id), "%s",
		       "01234567-89ab-cdef-0123-456789abcdef");
	b->out = RAS_TEXT(b->rows);
	b->bus = (struct ras_bus){ .host = &b->host, .counters = &b->counters };
	b->bus.queue = ras_queue_new(1 << 20);
	assert_non_null(b->bus.queue);
	assert_int_equal(ras_bus_add(&b->bus, (struct ras_sink){ sink, b }), 0);
	(void)snprintf(b->dir, sizeof(b->dir), "test_sources_XXXXXX");
	assert_non_null(mkdtemp(b->dir));
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;
	char command[64];

	(void)snprintf(command, sizeof(command), "rm -rf %s", b->dir);
	ras_queue_free(b->bus.queue);
	/* NOLINTNEXTLINE(cert-env33-c): a name that mkdtemp made */
	assert_int_equal(system(command), 0);
	free(b);
	return 0;
}

static void expect(struct bench *b, const char *rows)
{
	assert_string_equal(b->rows, rows);
	b->out = RAS_TEXT(b->rows);
}

static void write_file(const struct bench *b, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", b->dir, name);
	for (char *p = path + strlen(b->dir) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		(void)mkdir(path, 0700);
		*p = '/';
	}
	f = fopen(path, "we");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static bool traced(void *ctx, const char *tracepoint, int64_t at)
{
	const struct bench *b = ctx;

	assert_true(at > 0);
	assert_true(!strcmp(tracepoint, "s390/s390_cio_stcrw") ||
		    !strcmp(tracepoint, "kvm-s390/kvm_s390_inject_vcpu"));
	return b->traced;
}

/*
 * Run a reader over records, which it finds one a read: a pipe in packet mode behaves so, up to its
 * end. The path is the pipe's name under /proc.
 */
static void read_log(struct bench *b, const char *const *records)
{
	char path[64], state[64], err[512] = "";
	struct s390_kmsg_options o = { .path = path, .state = state, .traced = traced, .ctx = b };
	struct s390_kmsg *k;
	sd_event *loop = NULL;
	int fd[2];

	assert_int_equal(pipe2(fd, O_CLOEXEC | O_DIRECT), 0);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd[0]);
	(void)snprintf(state, sizeof(state), "%s/kmsg", b->dir);
	for (; *records; records++)
		assert_int_equal(write(fd[1], *records, strlen(*records)), strlen(*records));
	assert_true(sd_event_new(&loop) >= 0);
	k = s390_kmsg_new(loop, &b->bus, &o, err, sizeof(err));
	assert_string_equal(err, "");
	assert_non_null(k);
	assert_true(sd_event_run(loop, 0) >= 0);
	s390_kmsg_free(k);
	(void)sd_event_unref(loop);
	assert_int_equal(close(fd[0]), 0);
	assert_int_equal(close(fd[1]), 0);
}

/* Formats: Documentation/ABI/testing/dev-kmsg; texts: the kernel's nmi.c, crw.c, interrupt.c. */
/* The first task is killed for its general registers: bit 28 is zero. */
static void messages(void **state)
{
	static const char *const first[] = {
		"7,100,5000000,-;crw_info : CRW reports slct=0, oflw=0, chn=1, rsc=3, anc=0, "
		"erc=4, rsid=1\n",
		"6,101,5000001,-;virtio_ccw: hello\n SUBSYSTEM=ccw\n DEVICE=+ccw:0.0.0001\n",
		"7,102,5000002,-;crw_info : CRW reports slct=0, oflw=0, chn=0, rsc=3, anc=0, "
		"erc=4, rsid=30\n",
		"0,103,6000000,-;mcck: Terminating task because of machine malfunction (code "
		"0x20000f5540330000).\n",
		"0,104,6000001,-;mcck: task: stress, pid: 4711.\n",
		"0,104,6000001,-;mcck: task: another, pid: 9.\n",
		/* A program's words about it (facility 1) are no message of the kernel. */
		"12,105,6000002,-;mcck: Terminating task because of machine malfunction (code "
		"0x1).\n",
		"garbage without a head",
		/* No kernel runs for 500 000 years. */
		"7,105,18446744073709551615,-;crw_info : CRW reports slct=0, oflw=0, chn=0, rsc=3, "
		"anc=0, erc=4, rsid=31\n",
		"3,106,7000000,-;guest machine check pid 815: 0x0080000000000000\n",
		NULL,
	};
	static const char *const again[] = {
		"3,106,7000000,-;guest machine check pid 815: 0x0080000000000000\n",
		"7,107,8000000,-;crw_info : CRW reports slct=0, oflw=0, chn=0, rsc=4, anc=0, "
		"erc=2, rsid=17\n",
		NULL,
	};
	struct bench *b = *state;

	read_log(b, first);
	expect(b,
	       "info kmsg 0x1 3 0x3040030\n"
	       "uncorrected kmsg system  -1 4711 0x20000f5540330000 0x0 0x0 task-killed stress \n"
	       "recoverable kmsg vcpu  -1 815 0x80000000000000 0x0 0x0 power-warning  \n");
	assert_int_equal(ras_counted(&b->counters, RAS_C_RECORD_SHORT), 2);
	/* What an earlier run has recorded is not recorded again. */
	read_log(b, again);
	expect(b, "info kmsg 0x17 0 0x0\n");
	/* In another boot, numbers begin anew. */
	b->host.boot_id[0] = 'f';
	/* What a trace event tells is left out. */
	b->traced = true;
	read_log(b, first);
	expect(b,
	       "uncorrected kmsg system  -1 4711 0x20000f5540330000 0x0 0x0 task-killed stress \n");
	assert_int_equal(ras_counted(&b->counters, RAS_C_GATHERED), 2);
	/* And stays left out when that trace event is no longer read. */
	b->traced = false;
	read_log(b, again);
	expect(b, "info kmsg 0x17 0 0x0\n");
}

/* The console of a kernel that stopped: lines of one machine check, and what interrupts them. */
static void log_records(void **state)
{
	static const char *const lines[] = {
		"Unrecoverable machine check, code: 4000000000000000",
		"PSW: 0704C00180000000 000003FF8000BEEF PFX: 0000000000008000",
		"LBA: 0000000000001000 EDC: 00000080 FSA: 00000000007F4000",
		"CRW reports slct=0, oflw=0, chn=1, rsc=3, anc=0, erc=4, rsid=1",
		"CRW reports slct=0, oflw=1, chn=0, rsc=3, anc=0, erc=4, rsid=2",
		"mcck: task: nobody, pid: 1.",
	};
	struct s390_log log = { .open = { .kind = S390_LOG_NONE } };
	struct s390_logrecord done[3];
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		n += s390_log_add(&log, lines[i], strlen(lines[i]), &done[n]);
	assert_int_equal(n, 2);
	assert_true(s390_log_end(&log, &done[2]));
	assert_false(s390_log_end(&log, &done[0 + 2]));
	assert_int_equal(done[0].kind, S390_LOG_STOPPED);
	assert_int_equal(done[0].m.mcic, 0x4000000000000000);
	assert_int_equal(done[0].m.psw_mask, 0x0704c00180000000);
	assert_int_equal(done[0].psw_addr, 0x3ff8000beef);
	assert_int_equal(done[0].m.edc, 0x80);
	assert_int_equal(done[0].m.fsa, 0x7f4000);
	assert_int_equal(done[0].pid, 0);
	/* Reports were lost behind the first word: the one with overflow is not its second. */
	assert_int_equal(done[1].kind, S390_LOG_CRW);
	assert_int_equal(done[1].crw, 0x13040001);
	assert_false(done[1].have_chained);
}

static void channel_report(struct bench *b)
{
	struct s390_logrecord r = { .kind = S390_LOG_CRW, .crw = 0x03040001 };
	struct ras_event *ev = ras_bus_begin(&b->bus, &ras_class_s390_crw, true);

	ras_s390_crw_set(ev, &r, "kmsg");
	ras_bus_publish(&b->bus, ev);
}

/* As the tracepoints would: a machine check injected into a vCPU, and delivered. */
static void guest_check(struct bench *b, const char *direction, const char *scope, uint64_t mcic)
{
	struct ras_event *ev = ras_bus_begin(&b->bus, &ras_class_s390_mchk, true);
	struct ras_s390_mchk_event *e = (void *)ev;

	e->source = ras_event_str(ev, "kvm-trace", 9);
	e->direction = ras_event_str(ev, direction, strlen(direction));
	e->scope = ras_event_str(ev, scope, strlen(scope));
	e->mcic = mcic;
	ras_bus_publish(&b->bus, ev);
}

static void counts(void **state)
{
	static const char head[] = "           CPU0       CPU2       \n"
				   "EXT:        900        800   External\n";
	struct bench *b = *state;
	struct s390_counts *c;
	char text[512];

	(void)snprintf(text, sizeof(text), "%s%s", head,
		       "NMI:          5          7   [NMI] Machine Check\n"
		       "RST:          0          0   [CPU] CPU Restart\n");
	write_file(b, "proc/interrupts", text);
	write_file(b, "sys/kernel/debug/kvm/99-14/inject_mchk", "3\n");
	write_file(b, "sys/kernel/debug/kvm/99-14/inject_float_mchk", "0\n");
	write_file(b, "sys/kernel/debug/kvm/99-14/deliver_machine_check", "2\n");
	write_file(b, "sys/kernel/debug/kvm/inject_mchk", "1000\n"); /* of all VMs: not a folder */
	c = s390_counts_new(&b->bus, b->dir);
	assert_non_null(c);
	assert_int_equal(ras_bus_add(&b->bus, (struct ras_sink){ s390_counts_event, c }), 0);
	s390_counts_look(c);
	expect(b, "");

	/* Two machine checks on CPU 2 and one on CPU 0, of which a channel report explains one. */
	(void)snprintf(text, sizeof(text), "%s%s", head, "NMI:          6          9   [NMI]\n");
	write_file(b, "proc/interrupts", text);
	channel_report(b);
	expect(b, "info kmsg 0x1 0 0x0\n");
	s390_counts_look(c);
	expect(b, "corrected NMI CPU 0 +1, CPU 2 +2 3 1 2\n");
	s390_counts_look(c);
	expect(b, "");

	/* Several reports of one machine check; what is too much explains nothing later. */
	(void)snprintf(text, sizeof(text), "%s%s", head, "NMI:          6         10   [NMI]\n");
	write_file(b, "proc/interrupts", text);
	channel_report(b);
	channel_report(b);
	channel_report(b);
	s390_counts_look(c);
	expect(b, "info kmsg 0x1 0 0x0\ninfo kmsg 0x1 0 0x0\ninfo kmsg 0x1 0 0x0\n");
	/* A CPU goes, another comes: columns have the CPU's number. */
	write_file(b, "proc/interrupts",
		   "           CPU0       CPU3\nNMI:          7   4   [NMI]\n");
	s390_counts_look(c);
	expect(b, "corrected NMI CPU 0 +1, CPU 3 +4 5 0 5\n");

	/* No kernel names a CPU twice or in another row: such columns are not counted. */
	write_file(b, "proc/interrupts",
		   "           CPU0       CPU:       CPU0\nRST: CPU5\n"
		   "NMI:          7   9   11   13\n");
	s390_counts_look(c);
	expect(b, "");

	/* A guest's: one injection is seen, two were counted; its host took one of them. */
	write_file(b, "proc/interrupts",
		   "           CPU0       CPU3\nNMI:          8   4   [NMI]\n");
	write_file(b, "sys/kernel/debug/kvm/99-14/inject_mchk", "5\n");
	write_file(b, "sys/kernel/debug/kvm/99-14/deliver_machine_check", "3\n");
	guest_check(b, "inject", "vcpu", 0x0080000000000000);
	guest_check(b, "deliver", "vcpu", 0x0080000000000000);
	b->out = RAS_TEXT(b->rows);
	s390_counts_look(c);
	expect(b, "info inject_mchk VM 99-14 +2 2 1 1\n");

	/* A new VM with what it counted before it was seen; nothing explains it. */
	write_file(b, "sys/kernel/debug/kvm/100-9/inject_float_mchk", "1\n");
	write_file(b, "sys/kernel/debug/kvm/100-9/deliver_machine_check", "nonsense\n");
	s390_counts_look(c);
	expect(b, "info inject_float_mchk VM 100-9 +1 1 0 1\n");
	s390_counts_free(c);
}

/* A monitor that answers from a table; lines as QEMU 7.2 sent them, but for made-up values. */
struct answers {
	const struct {
		const char *has, *reply;
	} *row;
	size_t n;
};

static bool ask(void *ctx, const char *command, char *reply, size_t size)
{
	const struct answers *a = ctx;

	for (size_t i = 0; i < a->n; i++) {
		if (!strstr(command, a->row[i].has))
			continue;
		assert_true((size_t)snprintf(reply, size, "%s", a->row[i].reply) < size);
		return true;
	}
	return false;
}

/* A line of the transcript that the monitor sent, the n-th that has text. */
static bool transcript(const char *has, unsigned int n, char *line, size_t size)
{
	const char *src = getenv("srcdir");
	char path[4096];
	bool found = false;
	FILE *f;

	(void)snprintf(path, sizeof(path),
		       "%s/tests/data/qmp/s390x-04-panic-pause-crashinfo-mcic.qmp",
		       src ? src : ".");
	f = fopen(path, "re");
	assert_non_null(f);
	while (!found && fgets(line, (int)size, f))
		found = !strncmp(line, "S: ", 3) && strstr(line, has) && !n--;
	assert_int_equal(fclose(f), 0);
	memmove(line, line + 3, strlen(line + 3) + 1);
	return found;
}

static void panic_is_recognised(void **state)
{
	char line[4096];

	(void)state;
	assert_true(transcript("GUEST_PANICKED", 0, line, sizeof(line)));
	assert_true(s390_autopsy_wanted(line));
	*strstr(line, "disabled-wait") = 'x';
	assert_false(s390_autopsy_wanted(line));
	assert_true(transcript("STOP", 0, line, sizeof(line)));
	assert_false(s390_autopsy_wanted(line));
	assert_false(s390_autopsy_wanted("{"));
	assert_false(s390_autopsy_wanted("[1]"));
}

/* What QEMU really sent: a channel report lies there, which stops nothing. */
static void real_transcript(void **state)
{
	struct bench *b = *state;
	struct s390_autopsy *a = calloc(1, sizeof(*a));
	static const char *const commands[] = {
		"{\"execute\": \"query-cpus-fast\"}",
		"{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": "
		"\"x /3gx 0xe8\", \"cpu-index\": 0}}",
		"{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": "
		"\"x /2gx 0x160\", \"cpu-index\": 0}}",
		"{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": "
		"\"x /3gx 0xe8\", \"cpu-index\": 1}}",
		"{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": "
		"\"x /2gx 0x160\", \"cpu-index\": 1}}",
	};
	const struct s390_found found = { "db\033[2J", 1, 7 };
	char command[S390_AUTOPSY_COMMAND], line[4096];
	size_t lost = 9;

	assert_non_null(a);
	for (size_t i = 0; i < 5; i++) {
		assert_true(s390_autopsy_next(a, command));
		assert_string_equal(command, commands[i]);
		switch (i) {
		case 0:
			assert_true(transcript("query-cpus", 0, line, sizeof(line)) ||
				    transcript("thread-id", 0, line, sizeof(line)));
			break;
		case 1:
			(void)snprintf(line, sizeof(line),
				       "{\"return\": \"00000000000000e8: 0x0000000000000000 "
				       "0x0000000000000000\\r\\n00000000000000f8: "
				       "0x0000000000000000\\r\\n\"}");
			break;
		case 3: /* the transcript has the first word of it */
			assert_true(transcript("0x00400f5d40330000", 0, line, sizeof(line)));
			(void)snprintf(strstr(line, "\\r\\n"), 128,
				       " 0x0000000000000000\\r\\n00000000000000f8: "
				       "0x0000000000000000\\r\\n\"}");
			break;
		default:
			assert_true(transcript("\"0000000000000160:", i == 4, line, sizeof(line)));
			break;
		}
		s390_autopsy_answer(a, line);
	}
	assert_false(s390_autopsy_next(a, command));
	assert_int_equal(a->ncpus, 2);
	assert_int_equal(s390_autopsy_judge(&a->cpu[0]), S390_VERDICT_NONE);
	assert_int_equal(s390_autopsy_verdict(a), S390_VERDICT_OTHER);
	assert_int_equal(s390_autopsy_publish(a, &b->bus, &found, &lost), 1);
	assert_int_equal(lost, 0);
	expect(b, "info post-mortem vcpu db\033[2J 1 0 0x400f5d40330000 0x0 0x3ffff03b23e "
		  "channel-reports  no explanation of the stop: Linux goes on after such a machine "
		  "check\n");
	free(a);
}

static void verdicts(void **state)
{
	static const struct {
		const char *lowcore;
		enum s390_verdict verdict;
	} cases[] = {
		/* Processing damage without backup, in the kernel (PSW bit 15 zero). */
		{ "00000000000000e8: 0x40000f5d40330000 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x0000000000000000\\r\\n", S390_VERDICT_MCHK },
		/* Storage error uncorrected with a valid address (nmi.c, mci.se). */
		{ "00000000000000e8: 0x40028fdd40330000 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x00000000007f4000\\r\\n", S390_VERDICT_MCHK },
		{ "00000000000000e8: 0x0000000000000000 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x0000000000000000\\r\\n", S390_VERDICT_NONE },
		/* Repaired: system recovery with a corrected error. */
		{ "00000000000000e8: 0x20004f5d40330000 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x0000000000000000\\r\\n", S390_VERDICT_OTHER },
		/* Cut off, of another address, of another form, too long, not a dump at all. */
		{ "00000000000000e8: 0x40000f5d40330000 0x0000000000000000\\r\\n",
		  S390_VERDICT_UNREAD },
		{ "00000000000000e9: 0x40000f5d40330000 0x0000000000000000\\r\\n"
		  "00000000000000f9: 0x0000000000000000\\r\\n", S390_VERDICT_UNREAD },
		{ "00000000000000e8: 0x40000f5d4033 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x0000000000000000\\r\\n", S390_VERDICT_UNREAD },
		{ "00000000000000e8: 0x40000f5d40330000 0x0000000000000000\\r\\n"
		  "00000000000000f8: 0x0000000000000000\\r\\n"
		  "0000000000000100: 0x0000000000000000\\r\\n", S390_VERDICT_UNREAD },
		{ "Cannot access memory\\r\\n", S390_VERDICT_UNREAD },
		{ "", S390_VERDICT_UNREAD },
	};
	static const char cpus[] =
		"{\"return\": [{\"cpu-index\": 0, \"target\": \"s390x\"}, {\"cpu-index\": \"x\"}, "
		"{\"cpu-index\": 1, \"target\": \"x86_64\"}, 7]}";
	static const char psw[] = "{\"return\": \"0000000000000160: 0x0704c00180000000 "
				  "0x000003ff8000beef\\r\\n\"}";
	const struct s390_found found = { "db", 1, 0 };
	struct bench *b = *state;
	struct s390_autopsy *a = calloc(1, sizeof(*a));
	char lowcore[512], reply[4096];
	size_t lost = 9;

	assert_non_null(a);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct {
			/* cppcheck-suppress unusedStructMember ; ask() reads them */
			const char *has, *reply;
		} row[] = { { "query-cpus-fast", cpus }, { "0xe8", lowcore }, { "0x160", psw } };
		struct answers answers = { (const void *)row, 3 };
		const struct s390_monitor monitor = { ask, &answers };

		(void)snprintf(lowcore, sizeof(lowcore), "{\"return\": \"%s\"}", cases[i].lowcore);
		memset(a, 0, sizeof(*a));
		s390_autopsy_run(a, &monitor, reply, sizeof(reply));
		assert_int_equal(a->ncpus, 1);
		if (s390_autopsy_verdict(a) != cases[i].verdict)
			fail_msg("case %zu: verdict %d", i, (int)s390_autopsy_verdict(a));
	}
	/* No answer at all, or an error. */
	memset(a, 0, sizeof(*a));
	s390_autopsy_answer(a, NULL);
	assert_false(s390_autopsy_next(a, lowcore));
	assert_int_equal(s390_autopsy_verdict(a), S390_VERDICT_UNREAD);
	assert_int_equal(s390_autopsy_publish(a, &b->bus, &found, &lost), 1);
	assert_int_equal(lost, 0);
	/* Said once for the VM, and nothing about registers that nobody has seen. */
	expect(b, "info post-mortem vm db -1 0 0x0 0x0 0x0   the lowcores could not be read\n");
	memset(a, 0, sizeof(*a));
	s390_autopsy_answer(a, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}");
	assert_int_equal(a->ncpus, 0);
	free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(messages, setup, teardown),
		cmocka_unit_test(log_records),
		cmocka_unit_test_setup_teardown(counts, setup, teardown),
		cmocka_unit_test(panic_is_recognised),
		cmocka_unit_test_setup_teardown(real_transcript, setup, teardown),
		cmocka_unit_test_setup_teardown(verdicts, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
