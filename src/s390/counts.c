// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel's counts of machine checks, held against the events that were seen. */
#include "s390/counts.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/file.h"
#include "decode/s390/mcic.h"
#include "events/events.h"

enum {
	CPUS = 1024, /* CONFIG_NR_CPUS is 512 at most on s390 */
	VMS = 256,
	VM_NAME = 32, /* "PID-FD" */
	INTERRUPTS_BYTES = 4 << 20,
	NUMBER_BYTES = 64,
	PATH_BYTES = 512,
	PLACE_BYTES = 256,
};

/* What is counted. The first is a row of /proc/interrupts, the others are files of a VM. */
enum { NMI, INJECT, INJECT_FLOAT, DELIVER, COUNTERS };

/*
 * Linux arch/s390/kernel/nmi.c (inc_irq_stat(NMI_NMI)), arch/s390/kvm/kvm-s390.c
 * (kvm_vm_stats_desc, kvm_vcpu_stats_desc; a VM's folder has the sum over its vCPUs).
 */
static const struct {
	const char *name;
	enum ras_severity severity;
	const char *meaning;
} counters[COUNTERS] = {
	[NMI] = { "NMI", RAS_CORRECTED,
		  "this system took machine checks and went on without a word: something was "
		  "repaired or is degraded, or the clock was set anew" },
	[INJECT] = { "inject_mchk", RAS_INFO,
		     "a vCPU was given machine checks that no trace event shows" },
	[INJECT_FLOAT] = { "inject_float_mchk", RAS_INFO,
			   "a guest was given machine checks for any vCPU; QEMU gives channel "
			   "reports in a way that KVM does not trace" },
	[DELIVER] = { "deliver_machine_check", RAS_INFO,
		      "a vCPU took machine checks that no trace event shows" },
};

struct vm {
	char name[VM_NAME]; /* empty: free */
	uint64_t v[COUNTERS]; /* NMI is not used */
	bool seen;
};

/* What explains a rise, since the last look. */
struct explained {
	uint64_t by[COUNTERS];
	uint64_t guest_trace, guest_log; /* one reinjection may be told by both */
};

struct s390_counts {
	struct ras_bus *bus;
	char root[PATH_BYTES];
	uint64_t nmi[CPUS];
	struct vm vm[VMS];
	struct explained seen;
};

/* One look: by how much each counter rose, and where. */
struct look {
	uint64_t rise[COUNTERS];
	char text[COUNTERS][PLACE_BYTES];
	struct ras_text place[COUNTERS];
};

static void rose(struct look *look, int counter, uint64_t was, uint64_t is, const char *what,
		 const char *which)
{
	struct ras_text *t = &look->place[counter];

	if (is <= was)
		return;
	look->rise[counter] += is - was;
	ras_text_sep(t, ", ");
	ras_text_add(t, "%s %s +%llu", what, which, (unsigned long long)(is - was));
}

/* A path below root. False when it is too long. */
static bool below(const struct s390_counts *c, char path[static PATH_BYTES], const char *dir,
		  const char *vm, const char *file)
{
	struct ras_text t = ras_text_over(path, PATH_BYTES);

	ras_text_add(&t, "%s%s", c->root, dir);
	if (vm)
		ras_text_add(&t, "/%s/%s", vm, file);
	return !t.cut;
}

/* The numbers of the row that begins with name; columns are the CPUs that are online. */
static void look_nmi(struct s390_counts *c, struct look *look)
{
	char path[PATH_BYTES], *text, *row, *head;
	size_t len;

	if (!below(c, path, "/proc/interrupts", NULL, NULL))
		return;
	text = ras_file_read(path, INTERRUPTS_BYTES, &len);
	if (!text)
		return;
	head = text;
	row = strstr(text, "\n NMI:");
	row = row ? row : strstr(text, "\nNMI:");
	if (row) {
		const char *const behind = strchr(text, '\n');
		long last = -1;

		row = strchr(row, ':') + 1;
		while ((head = strstr(head, "CPU")) && head < behind) {
			char *end;
			long cpu = strtol(head + 3, &head, 10);
			unsigned long long v = strtoull(row, &end, 10);
			char which[24];

			/* In rising order: none counts twice. */
			if (end == row || cpu <= last || cpu >= CPUS)
				break;
			row = end;
			last = cpu;
			(void)snprintf(which, sizeof(which), "%ld", cpu);
			rose(look, NMI, c->nmi[cpu], v, "CPU", which);
			c->nmi[cpu] = v;
		}
	}
	free(text);
}

/* The VM of that name, a new one if it is not known; NULL: no room. */
static struct vm *vm_of(struct s390_counts *c, const char *name)
{
	struct vm *unused = NULL;

	for (size_t i = 0; i < VMS; i++) {
		if (!strcmp(c->vm[i].name, name))
			return &c->vm[i];
		if (!unused && !*c->vm[i].name)
			unused = &c->vm[i];
	}
	if (unused) {
		struct ras_text t = RAS_TEXT(unused->name);

		*unused = (struct vm){ .seen = false };
		ras_text_puts(&t, name);
	}
	return unused;
}

static void look_vm(struct s390_counts *c, struct look *look, struct vm *vm)
{
	char path[PATH_BYTES];

	vm->seen = true;
	for (int i = INJECT; i < COUNTERS; i++) {
		size_t len;
		char *text, *end;
		uint64_t v;

		if (!below(c, path, "/sys/kernel/debug/kvm", vm->name, counters[i].name))
			continue;
		text = ras_file_read(path, NUMBER_BYTES, &len);
		if (!text)
			continue;
		v = strtoull(text, &end, 10);
		if (end != text) {
			rose(look, i, vm->v[i], v, "VM", vm->name);
			vm->v[i] = v;
		}
		free(text);
	}
}

static void look_vms(struct s390_counts *c, struct look *look)
{
	char path[PATH_BYTES];
	DIR *dir = below(c, path, "/sys/kernel/debug/kvm", NULL, NULL) ? opendir(path) : NULL;
	const struct dirent *d;

	for (size_t i = 0; i < VMS; i++)
		c->vm[i].seen = false;
	while (dir && (d = readdir(dir))) { /* NOLINT(concurrency-mt-unsafe): a stream of our own */
		struct vm *vm;

		if (!isdigit((unsigned char)d->d_name[0]) || strlen(d->d_name) >= VM_NAME)
			continue;
		vm = vm_of(c, d->d_name);
		if (vm)
			look_vm(c, look, vm);
	}
	if (dir)
		(void)closedir(dir);
	for (size_t i = 0; i < VMS; i++)
		if (!c->vm[i].seen)
			c->vm[i].name[0] = '\0';
}

static void look_all(struct s390_counts *c, struct look *look)
{
	for (int i = 0; i < COUNTERS; i++) {
		look->rise[i] = 0;
		look->place[i] = RAS_TEXT(look->text[i]);
	}
	look_nmi(c, look);
	look_vms(c, look);
}

struct s390_counts *s390_counts_new(struct ras_bus *bus, const char *root)
{
	struct s390_counts *c = calloc(1, sizeof(*c));
	struct ras_text t;
	struct look look;

	if (!c)
		return NULL;
	t = RAS_TEXT(c->root);
	ras_text_puts(&t, root);
	if (t.cut) {
		free(c);
		errno = ENAMETOOLONG;
		return NULL;
	}
	c->bus = bus;
	look_all(c, &look);
	return c;
}

void s390_counts_free(struct s390_counts *c)
{
	free(c);
}

static bool is(struct ras_str s, const char *word)
{
	return s.len && !strcmp(s.s, word);
}

void s390_counts_event(void *counts, const struct ras_event *ev)
{
	struct s390_counts *c = counts;
	struct explained *x = &c->seen;
	const struct ras_s390_mchk_event *e = (const void *)ev;

	/* A report comes with a machine check at most; one machine check may bring several. */
	if (ev->cls == &ras_class_s390_crw)
		x->by[NMI]++;
	if (ev->cls != &ras_class_s390_mchk || is(e->source, "post-mortem"))
		return;
	if (is(e->scope, "system")) {
		x->by[NMI]++;
	} else if (is(e->direction, "inject") && is(e->source, "kmsg")) {
		x->guest_log++;
	} else if (is(e->direction, "inject") && is(e->scope, "vcpu")) {
		x->by[INJECT]++;
		x->guest_trace++;
	} else if (is(e->direction, "inject")) {
		x->by[INJECT_FLOAT]++;
	} else if (is(e->direction, "deliver")) {
		x->by[DELIVER]++;
		x->by[INJECT_FLOAT] += (e->mcic & (MCIC_CP | MCIC_CK)) != 0;
	}
}

static void publish(struct s390_counts *c, const struct look *look, int counter, uint64_t explained)
{
	struct ras_event *ev = ras_bus_begin(c->bus, &ras_class_s390_counter, true);
	struct ras_s390_counter_event *e = (void *)ev;
	const struct ras_text *place = &look->place[counter];
	const char *name = counters[counter].name, *meaning = counters[counter].meaning;

	ev->severity = counters[counter].severity;
	ev->timestamp = ras_clock_now(CLOCK_REALTIME);
	ev->ring_cpu = -1;
	e->counter = ras_event_str(ev, name, strlen(name));
	e->place = ras_event_str(ev, place->buf, place->len);
	e->rise = look->rise[counter];
	e->explained = explained;
	e->unexplained = e->rise - explained;
	e->meaning = ras_event_str(ev, meaning, strlen(meaning));
	ras_count(c->bus->counters, RAS_C_READ);
	ras_bus_publish(c->bus, ev);
}

void s390_counts_look(struct s390_counts *c)
{
	struct explained x = c->seen;
	struct look look;

	c->seen = (struct explained){ .guest_log = 0 };
	look_all(c, &look);
	/* A host's machine check while a guest ran, which the guest is given. */
	x.by[NMI] += x.guest_trace > x.guest_log ? x.guest_trace : x.guest_log;
	if (x.by[INJECT] < x.guest_log)
		x.by[INJECT] = x.guest_log;
	for (int i = 0; i < COUNTERS; i++)
		if (look.rise[i] > x.by[i])
			publish(c, &look, i, x.by[i]);
}
