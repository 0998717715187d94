// SPDX-License-Identifier: GPL-2.0-or-later
/* CPUs: which corrected errors are one's own, and taking it offline. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"
#include "decode/x86/mce.h"
#include "policy/parts.h"

enum { LIST_MAX = 1 << 16 };

/*
 * Whom the error code in MCi_STATUS[31:0] blames, first match: Intel SDM vol. 3B 17.9.1 and 17.9.2,
 * which AMD's codes follow (APM vol. 2, 9.3.3.1). Bit 12 ("corrected report filtering") is left
 * open. What several cores share, or what only passes a CPU by, is reported by some CPU as well: it
 * must not blame that one.
 */
static const struct {
	uint32_t mask, value;
	bool amd; /* AMD and Hygon only */
	const char *innocent; /* NULL: the CPU's own */
} codes[] = {
	/* Intel errata HSD131, HSM142, HSW131 and BDM48: reported without an error. */
	{ 0xffffefff, 0x000f0005, false, "known to be reported without an error" },
	{ 0xefff, 0x0002, false, NULL }, /* microcode ROM parity */
	{ 0xefff, 0x0004, false, NULL }, /* functional redundancy check */
	{ 0xefff, 0x0005, false, NULL }, /* internal parity */
	{ 0xefff, 0x0400, false, NULL }, /* internal timer */
	{ 0xeffe, 0x000c, false, NULL }, /* generic cache hierarchy, levels 0 and 1 */
	{ 0xeffe, 0x000e, false, "a cache that CPUs share" }, /* levels 2 and G */
	{ 0xeff0, 0x0010, false, NULL }, /* TLB */
	{ 0xef02, 0x0100, false, NULL }, /* cache, levels 0 and 1 */
	{ 0xef03, 0x0102, true, NULL },  /* cache, level 2: of a core; Intel's last level says 2 */
	{ 0xef02, 0x0102, false, "a cache that CPUs share" },
	{ 0xef80, 0x0080, false, "a memory controller" },
	{ 0xe800, 0x0800, false, "a bus or interconnect" },
	{ 0, 0, false, "the error code does not blame the CPU" },
};

static const char *mce_error(const struct ras_event *ev, struct policy_cpu *out)
{
	const char *origin = policy_str(ev, "origin");
	uint64_t status = (uint64_t)policy_int(ev, "status");
	int64_t vendor = policy_int(ev, "cpuvendor");
	bool amd = vendor == X86_AMD || vendor == X86_HYGON;
	size_t i = 0;

	/* Relayed or made by a VMM, made from a firmware report, or not to be believed. */
	if (strcmp(origin, x86_origin_name(X86_ORIGIN_HARDWARE)) != 0)
		return "not from this machine's own hardware";
	while ((status & codes[i].mask) != codes[i].value || (codes[i].amd && !amd))
		i++;
	if (codes[i].innocent)
		return codes[i].innocent;
	*out = (struct policy_cpu){ (uint32_t)policy_int(ev, "cpu"),
				    (uint64_t)policy_int(ev, "error_count") };
	return NULL;
}

/*
 * Linux from 6.12.117, 6.18.44 and 6.19 on tells the CPU, and the severity with it (GHES: 0 is
 * none); in what older ones give, CPU 0 would stand for "not told".
 */
static const char *arm_error(const struct ras_event *ev, struct policy_cpu *out)
{
	int64_t cpu = policy_int(ev, "cpu");

	if (!policy_int(ev, "sev") || cpu < 0)
		return "the kernel does not tell the CPU";
	*out = (struct policy_cpu){ (uint32_t)cpu, (uint64_t)policy_int(ev, "error_count") };
	return NULL;
}

static const struct {
	const char *cls;
	const char *(*error)(const struct ras_event *ev, struct policy_cpu *out);
} sources[] = {
	{ "mce_record", mce_error },
	{ "arm_event", arm_error },
};

const char *policy_cpu_error(const struct ras_event *ev, const struct ras_host *host,
			     struct policy_cpu *out)
{
	const char *why;

	if (ev->severity != RAS_CORRECTED)
		return "";
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp(sources[i].cls, ev->cls->name) != 0)
			continue;
		/* Its CPUs are threads of the host, on whatever core is free. */
		if (host->hypervisor)
			return "a virtual machine has no CPU of its own to blame";
		why = sources[i].error(ev, out);
		return why || out->count ? why : "no error is counted";
	}
	return "";
}

const char *policy_cpu_refusal(const struct policy_cpu_state *s)
{
	const struct {
		bool is;
		const char *why;
	} rules[] = {
		{ !s->present, "there is no such CPU" },
		{ !s->can, "the kernel cannot take this CPU offline" },
		{ !s->online, "it is offline already" },
		{ !s->others, "it is the last CPU online" },
		{ s->isolated >= s->limit, "CPU_ISOLATION_LIMIT is reached" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].is)
			return rules[i].why;
	return NULL;
}

unsigned int policy_cpu_others(const char *list, uint32_t cpu, bool *in)
{
	unsigned int n = 0;

	*in = false;
	while (*list >= '0' && *list <= '9') {
		char *end;
		unsigned long first = strtoul(list, &end, 10), last = first;

		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		if (last < first || last >= UINT32_MAX)
			break;
		if (cpu >= first && cpu <= last) {
			*in = true;
			n--;
		}
		n += (unsigned int)(last - first + 1);
		list = *end == ',' ? end + 1 : end;
	}
	return n;
}

static void cpu_path(const struct policy_roots *r, uint32_t cpu, const char *file,
		     char path[static POLICY_PATH])
{
	(void)snprintf(path, POLICY_PATH, "%s/devices/system/cpu/cpu%u%s", r->sysfs,
		       (unsigned int)cpu, file);
}

/* Documentation/ABI/testing/sysfs-devices-system-cpu. */
void policy_cpu_look(const struct policy_roots *r, uint32_t cpu, struct policy_cpu_state *s)
{
	char path[POLICY_PATH], *list;
	size_t len;

	cpu_path(r, cpu, "", path);
	s->present = !access(path, F_OK);
	cpu_path(r, cpu, "/online", path);
	s->can = !access(path, F_OK);
	s->online = false;
	s->others = 0;
	(void)snprintf(path, sizeof(path), "%s/devices/system/cpu/online", r->sysfs);
	list = ras_file_read(path, LIST_MAX, &len);
	if (list)
		s->others = policy_cpu_others(list, cpu, &s->online);
	free(list);
}

void policy_cpu_offline(const struct policy_roots *r, uint32_t cpu, struct policy_answer *out)
{
	struct ras_text a = RAS_TEXT(out->answer), v = RAS_TEXT(out->verified);
	char path[POLICY_PATH], now = 0;
	int fd, error = 0;

	cpu_path(r, cpu, "/online", path);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || write(fd, "0\n", 2) != 2)
		error = errno;
	if (fd >= 0 && pread(fd, &now, 1, 0) != 1)
		now = 0;
	if (fd >= 0 && close(fd) && !error)
		error = errno;
	out->ok = !error && now == '0';
	ras_text_puts(&a, error ? strerror(error) : "ok");
	ras_text_puts(&v, now == '0' ? "offline" : now == '1' ? "still online" : "unknown");
}
