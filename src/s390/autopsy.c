// SPDX-License-Identifier: GPL-2.0-or-later
/* Why an s390 guest stopped: the machine checks that lie in the lowcores of its vCPUs. */
#include "s390/autopsy.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "events/events.h"

static const char *const verdicts[S390_VERDICTS] = {
	[S390_VERDICT_UNREAD] = "the lowcores could not be read",
	[S390_VERDICT_NONE] =
		"no machine check explains the stop: no lowcore that could be read holds one",
	[S390_VERDICT_OTHER] =
		"no explanation of the stop: Linux goes on after such a machine check",
	[S390_VERDICT_MAYBE] = "may explain the stop: Linux stops if it hits the kernel",
	[S390_VERDICT_MCHK] = "explains the stop: Linux stops the system on it",
};

const char *s390_verdict_text(enum s390_verdict v)
{
	return (unsigned int)v < S390_VERDICTS ? verdicts[v] : "";
}

/* A reply or event as an object, which the caller puts; NULL when it is none. */
static struct json_object *parse(const char *line)
{
	struct json_object *o = line ? json_tokener_parse(line) : NULL;

	if (o && !json_object_is_type(o, json_type_object)) {
		(void)json_object_put(o);
		o = NULL;
	}
	return o;
}

/* The text of a member, "" if there is none. */
static const char *text(struct json_object *o, const char *key)
{
	struct json_object *v;

	return json_object_object_get_ex(o, key, &v) && json_object_is_type(v, json_type_string)
		       ? json_object_get_string(v)
		       : "";
}

bool s390_autopsy_wanted(const char *event)
{
	struct json_object *o = parse(event), *data, *info;
	bool wanted = false;

	if (!o)
		return false;
	if (!strcmp(text(o, "event"), "GUEST_PANICKED") &&
	    json_object_object_get_ex(o, "data", &data) &&
	    json_object_object_get_ex(data, "info", &info))
		wanted = !strcmp(text(info, "type"), "s390") &&
			 !strcmp(text(info, "reason"), "disabled-wait");
	(void)json_object_put(o);
	return wanted;
}

/* Offsets in the lowcore, in the order in which they are asked for. */
static const struct {
	unsigned int at, words;
} reads[] = {
	{ 0xe8, 3 },  /* MCIC; at 0xf4 the damage code; at 0xf8 the failing address */
	{ 0x160, 2 }, /* machine-check old PSW */
};

enum { READS = sizeof(reads) / sizeof(reads[0]), WORDS = 3 };

bool s390_autopsy_next(const struct s390_autopsy *a, char command[static S390_AUTOPSY_COMMAND])
{
	struct ras_text t = ras_text_over(command, S390_AUTOPSY_COMMAND);
	size_t cpu = (a->step - 1) / READS, what = (a->step - 1) % READS;

	if (!a->step) {
		ras_text_puts(&t, "{\"execute\": \"query-cpus-fast\"}");
		return true;
	}
	if (cpu >= a->ncpus)
		return false;
	/* Through each vCPU, as each has its own prefix. */
	ras_text_add(&t,
		     "{\"execute\": \"human-monitor-command\", \"arguments\": "
		     "{\"command-line\": \"x /%ugx 0x%x\", \"cpu-index\": %d}}",
		     reads[what].words, reads[what].at, (int)a->cpu[cpu].vcpu);
	return true;
}

static void take_cpus(struct s390_autopsy *a, struct json_object *list)
{
	size_t n = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n && a->ncpus < S390_VCPUS; i++) {
		struct json_object *cpu = json_object_array_get_idx(list, i), *index;

		if (!json_object_is_type(cpu, json_type_object) ||
		    !json_object_object_get_ex(cpu, "cpu-index", &index) ||
		    !json_object_is_type(index, json_type_int) ||
		    strcmp(text(cpu, "target"), "s390x") != 0)
			continue;
		a->cpu[a->ncpus++].vcpu = json_object_get_int(index);
	}
}

/*
 * "00000000000000e8: 0x0000000000000000 0x0000000000000000\r\n": an address, a colon, values, two
 * on a line. n values from address at on; anything else is refused.
 */
static bool take_words(const char *s, unsigned long at, size_t n, uint64_t *words)
{
	size_t got = 0;

	while (got < n) {
		char *end;

		if (strtoull(s, &end, 16) != at + 8 * got || end == s || *end != ':')
			return false;
		for (s = end + 1; got < n && s[0] == ' '; got++) {
			if (strncmp(s, " 0x", 3) != 0 || strspn(s + 3, "0123456789abcdef") != 16)
				return false;
			words[got] = strtoull(s + 3, NULL, 16);
			s += 3 + 16;
		}
		s += strspn(s, "\r\n");
	}
	return !*s;
}

static void take_lowcore(struct s390_lowcore *cpu, size_t what, const char *answer)
{
	uint64_t w[WORDS] = { 0 };

	if (strlen(answer) >= S390_AUTOPSY_ANSWER ||
	    !take_words(answer, reads[what].at, reads[what].words, w))
		return;
	if (what == 0) {
		cpu->mcic = w[0];
		cpu->edc = (uint32_t)w[1];
		cpu->fsa = w[2];
		cpu->read = true;
	} else {
		cpu->psw_mask = w[0];
		cpu->psw_addr = w[1];
	}
}

void s390_autopsy_answer(struct s390_autopsy *a, const char *reply)
{
	struct json_object *o = parse(reply), *value;
	size_t cpu = (a->step - 1) / READS, what = (a->step - 1) % READS;

	if (json_object_object_get_ex(o, "return", &value)) {
		if (!a->step)
			take_cpus(a, value);
		else if (cpu < a->ncpus)
			take_lowcore(&a->cpu[cpu], what, text(o, "return"));
	}
	(void)json_object_put(o);
	a->step++;
}

void s390_autopsy_run(struct s390_autopsy *a, const struct s390_monitor *monitor, char *reply,
		      size_t size)
{
	char command[S390_AUTOPSY_COMMAND];

	while (s390_autopsy_next(a, command))
		s390_autopsy_answer(a, monitor->ask(monitor->ctx, command, reply, size) ? reply
											: NULL);
}

enum s390_verdict s390_autopsy_judge(const struct s390_lowcore *cpu)
{
	const struct s390_mchk m = {
		.mcic = cpu->mcic, .psw_mask = cpu->psw_mask, .have_psw = cpu->psw_mask != 0,
		.fsa = cpu->fsa, .edc = cpu->edc, .have_fsa = true, .have_edc = true,
		/* The old PSW may not have been read: no Linux runs with a mask of zeros. */
		.mode = cpu->psw_mask ? s390_psw_mode(cpu->mcic, cpu->psw_mask) : S390_MODE_UNKNOWN,
	};
	char buf[S390_TEXT_SIZE];
	struct ras_text t = RAS_TEXT(buf);
	enum ras_severity severity = RAS_INFO;

	if (!cpu->read)
		return S390_VERDICT_UNREAD;
	if (!cpu->mcic)
		return S390_VERDICT_NONE;
	switch (s390_mchk_rules(&m, &severity, &t)) {
	case S390_STOPPED:
	case S390_STOPPED_MUTE:
		return S390_VERDICT_MCHK;
	case S390_TASK_OR_SYSTEM:
		return S390_VERDICT_MAYBE;
	default:
		return S390_VERDICT_OTHER;
	}
}

enum s390_verdict s390_autopsy_verdict(const struct s390_autopsy *a)
{
	enum s390_verdict most = S390_VERDICT_UNREAD;

	for (size_t i = 0; i < a->ncpus; i++) {
		enum s390_verdict v = s390_autopsy_judge(&a->cpu[i]);

		most = v > most ? v : most;
	}
	return most;
}

/* One row: of a vCPU with a machine check stored, or (NULL) of a VM where none was found. */
static bool publish_row(const struct s390_found *found, struct ras_bus *bus,
			const struct s390_lowcore *cpu, enum s390_verdict verdict)
{
	struct ras_event *ev = ras_bus_begin(bus, &ras_class_s390_mchk, false);
	struct ras_s390_mchk_event *e = (void *)ev;

	if (!ev)
		return false;
	ev->ring_cpu = -1;
	ev->timestamp = found->at;
	ev->incident = found->incident;
	e->vm = ras_event_str(ev, found->vm, strlen(found->vm));
	e->source = ras_str_of("post-mortem");
	e->scope = ras_str_of(cpu ? "vcpu" : "vm");
	e->verdict = ras_str_of(s390_verdict_text(verdict));
	e->vcpu = -1;
	if (cpu) {
		e->vcpu = cpu->vcpu;
		e->mcic = cpu->mcic;
		e->edc = cpu->edc;
		e->fsa = cpu->fsa;
		e->psw_mask = cpu->psw_mask;
		e->psw_addr = cpu->psw_addr;
	}
	ras_count(bus->counters, RAS_C_READ);
	ras_bus_publish(bus, ev);
	return true;
}

size_t s390_autopsy_publish(const struct s390_autopsy *a, struct ras_bus *bus,
			    const struct s390_found *found, size_t *lost)
{
	size_t tried = 0, n = 0;

	for (size_t i = 0; i < a->ncpus; i++) {
		const struct s390_lowcore *cpu = &a->cpu[i];

		if (!cpu->read || !cpu->mcic)
			continue;
		tried++;
		n += publish_row(found, bus, cpu, s390_autopsy_judge(cpu));
	}
	if (!tried) {
		tried++;
		n += publish_row(found, bus, NULL, s390_autopsy_verdict(a));
	}
	*lost = tried - n;
	return n;
}
