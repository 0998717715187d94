// SPDX-License-Identifier: GPL-2.0-or-later
/* Threads of VMs on this host: whose they are, and to which CPU they are pinned. */
#include "vmm/threads.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"

enum { PATH = 512, LONGEST = 65536 };

/* A whole decimal number that is a process or thread id, else 0. */
static int32_t number(const char *s)
{
	char *end;
	long v;

	if (s[0] < '1' || s[0] > '9')
		return 0;
	errno = 0;
	v = strtol(s, &end, 10);
	return *end || errno || v > INT32_MAX ? 0 : (int32_t)v;
}

/*
 * The value of "Name:\tvalue" in a status file (proc(5)) into value; false when there is none or it
 * does not fit.
 */
static bool status_value(const char *path, const char *name, char *value, size_t size)
{
	size_t len, n = strlen(name);
	char *text = ras_file_read(path, LONGEST, &len), *line, *rest = text;
	bool found = false;

	while (!found && (line = strsep(&rest, "\n"))) {
		if (strncmp(line, name, n) != 0 || line[n] != ':')
			continue;
		line += n + 1;
		line += strspn(line, " \t");
		if (strlen(line) >= size)
			break;
		memcpy(value, line, strlen(line) + 1);
		found = true;
	}
	free(text);
	return found;
}

int32_t vmm_thread_process(const char *proc, int32_t tid)
{
	char path[PATH], value[32];
	int n = snprintf(path, sizeof(path), "%s/%d/status", proc, (int)tid);

	if (tid <= 0 || n < 0 || (size_t)n >= sizeof(path) ||
	    !status_value(path, "Tgid", value, sizeof(value)))
		return 0;
	return number(value);
}

/* Calls fn with the folder of each thread of pid. */
static void each(const char *proc, int32_t pid,
		 void (*fn)(void *ctx, const char *folder, int32_t tid), void *ctx)
{
	char path[PATH], folder[PATH + 32];
	int n = snprintf(path, sizeof(path), "%s/%d/task", proc, (int)pid);
	const struct dirent *e;
	DIR *d;

	if (n < 0 || (size_t)n >= sizeof(path))
		return;
	d = opendir(path);
	if (!d)
		return;
	while ((e = readdir(d))) {
		int32_t tid = number(e->d_name);

		if (!tid)
			continue;
		n = snprintf(folder, sizeof(folder), "%s/%d", path, (int)tid);
		if (n > 0 && (size_t)n < sizeof(folder))
			fn(ctx, folder, tid);
	}
	(void)closedir(d);
}

struct pinned {
	unsigned int cpu;
	int32_t *tids;
	size_t n, max;
};

static void if_pinned(void *ctx, const char *folder, int32_t tid)
{
	struct pinned *p = ctx;
	char path[PATH + 48], have[32], want[16];

	if (p->n == p->max || snprintf(path, sizeof(path), "%s/status", folder) < 0 ||
	    snprintf(want, sizeof(want), "%u", p->cpu) < 0)
		return;
	if (status_value(path, "Cpus_allowed_list", have, sizeof(have)) && !strcmp(have, want))
		p->tids[p->n++] = tid;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): if_pinned() writes them */
size_t vmm_threads_on(const char *proc, int32_t pid, unsigned int cpu, int32_t *tids, size_t max)
{
	struct pinned p = { cpu, tids, 0, max };

	each(proc, pid, if_pinned, &p);
	return p.n;
}

struct named {
	vmm_vcpu_thread_fn fn;
	void *ctx;
};

/* qemu_thread_create() of accel/kvm and accel/tcg: "CPU %d/KVM", "CPU %d/TCG". */
static void if_named(void *ctx, const char *folder, int32_t tid)
{
	const struct named *n = ctx;
	char path[PATH + 48], *comm, *end;
	size_t len;
	long vcpu;

	if (snprintf(path, sizeof(path), "%s/comm", folder) < 0)
		return;
	comm = ras_file_read(path, 64, &len);
	if (!comm)
		return;
	if (!strncmp(comm, "CPU ", 4) && comm[4] >= '0' && comm[4] <= '9') {
		errno = 0;
		vcpu = strtol(comm + 4, &end, 10);
		if (!errno && *end == '/' && vcpu <= INT32_MAX)
			n->fn(n->ctx, (int32_t)vcpu, tid);
	}
	free(comm);
}

void vmm_vcpu_threads(const char *proc, int32_t pid, vmm_vcpu_thread_fn fn, void *ctx)
{
	struct named n = { fn, ctx };

	each(proc, pid, if_named, &n);
}
