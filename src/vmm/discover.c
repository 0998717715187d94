// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMs that run on this host, found by their processes. */
#include "vmm/discover.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/text.h"

enum {
	LONGEST = 256 * 1024, /* command line */
	PATH = 512,
};

/* Names of QEMU's system emulators: upstream, Red Hat's, Debian's wrapper. */
static bool is_qemu(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return !strncmp(name, "qemu-system-", 12) || !strcmp(name, "qemu-kvm") ||
	       !strncmp(name, "qemu-kvm ", 9) /* "(deleted)" after an update */ ||
	       !strcmp(name, "kvm");
}

static bool path_of(char *out, size_t size, const char *proc, const char *pid, const char *file)
{
	int n = snprintf(out, size, "%s/%s%s", proc, pid, file);

	return n > 0 && (size_t)n < size;
}

/* The target of a link of the process; false when it cannot be read or is too long. */
static bool link_of(char *out, size_t size, const char *proc, const char *pid, const char *file)
{
	char path[PATH];
	ssize_t n;

	if (!path_of(path, sizeof(path), proc, pid, file))
		return false;
	n = readlink(path, out, size);
	if (n < 0 || (size_t)n >= size)
		return false;
	out[n] = '\0';
	return true;
}

/* Put dir before a relative path; a path that gets too long becomes "". */
static void make_absolute(char *path, const char *dir)
{
	char whole[VMM_PATH];
	int n;

	if (path[0] == '/' || !path[0])
		return;
	n = snprintf(whole, sizeof(whole), "%s/%s", dir, path);
	if (!dir[0] || n < 0 || (size_t)n >= sizeof(whole))
		whole[0] = '\0';
	memcpy(path, whole, strlen(whole) + 1);
}

/* 1: a VM, filled in; 0: none; -1: a VM whose command line cannot be had. */
static int look_at(struct vmm_process *v, const char *proc, const char *pid, uid_t user)
{
	char path[PATH], exe[PATH], dir[VMM_PATH];
	bool have_exe = link_of(exe, sizeof(exe), proc, pid, "/exe");
	struct stat st;
	size_t len;
	char *args;

	if (have_exe && !is_qemu(exe))
		return 0;
	if (!path_of(path, sizeof(path), proc, pid, "") || stat(path, &st))
		return 0;
	if (st.st_uid && st.st_uid != user)
		return 0;
	if (!path_of(path, sizeof(path), proc, pid, "/cmdline"))
		return 0;
	args = ras_file_read(path, LONGEST, &len);
	if (!args)
		return have_exe ? -1 : 0;
	if (!have_exe && !is_qemu(args)) {
		free(args);
		return 0;
	}
	vmm_cmdline_read(&v->line, args, len);
	free(args);
	v->uid = st.st_uid;
	if (!link_of(dir, sizeof(dir), proc, pid, "/cwd"))
		dir[0] = '\0';
	for (size_t i = 0; i < v->line.nmonitors; i++)
		make_absolute(v->line.monitors[i].path, dir);
	make_absolute(v->line.agent.path, dir);
	return 1;
}

int vmm_process_read(struct vmm_process *v, const char *proc, int32_t pid, uid_t user)
{
	char number[16];
	struct ras_text t = RAS_TEXT(number);

	ras_text_s64(&t, pid);
	v->pid = pid;
	return look_at(v, proc, number, user);
}

int vmm_discover(const char *proc, uid_t user, vmm_found_fn found, void *ctx, unsigned int *skipped)
{
	struct vmm_process v;
	const struct dirent *e;
	DIR *d = opendir(proc);
	int n = 0;

	*skipped = 0;
	if (!d)
		return -errno;
	while ((e = readdir(d))) {
		char *end;
		long pid;
		int is;

		if (e->d_name[0] < '1' || e->d_name[0] > '9')
			continue;
		errno = 0;
		pid = strtol(e->d_name, &end, 10);
		if (*end || errno || pid > INT32_MAX)
			continue;
		is = look_at(&v, proc, e->d_name, user);
		v.pid = (int32_t)pid;
		*skipped += is < 0;
		if (is <= 0)
			continue;
		n++;
		found(ctx, &v);
	}
	(void)closedir(d);
	return n;
}
