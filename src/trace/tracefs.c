// SPDX-License-Identifier: GPL-2.0-or-later
/* tracefs: where it is, and an instance of our own in it. */
#include "trace/tracefs.h"

#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/text.h"

int ras_tracefs_find(char path[static RAS_TRACEFS_PATH], char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	char buf[4096];
	struct mntent m;
	bool found = false;

	while (mounts && !found && getmntent_r(mounts, &m, buf, sizeof(buf))) {
		struct ras_text p = ras_text_over(path, RAS_TRACEFS_PATH);
		bool own = !strcmp(m.mnt_type, "tracefs");

		if (!own && strcmp(m.mnt_type, "debugfs") != 0)
			continue;
		ras_text_add(&p, "%s%s", m.mnt_dir, own ? "" : "/tracing");
		found = !p.cut && !access(path, X_OK);
	}
	if (mounts)
		(void)endmntent(mounts);
	if (found)
		return 0;
	ras_text_puts(&e, "tracefs is not mounted: try 'mount -t tracefs tracefs "
			  "/sys/kernel/tracing', or say with --tracefs where it is");
	return -1;
}

int ras_instance_open(struct ras_instance *i, const char *tracefs, const char *name, bool own,
		      char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size), p = RAS_TEXT(i->path);
	int saved;

	i->dirfd = -1;
	ras_text_add(&p, "%s/instances/%s", tracefs, name);
	errno = ENAMETOOLONG;
	if (p.cut)
		goto fail;
	errno = 0;
	i->created = !mkdir(i->path, 0700) && own;
	if (!i->created && errno && errno != EEXIST)
		goto fail;
	i->dirfd = open(i->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (i->dirfd < 0)
		goto fail;
	if (own && flock(i->dirfd, LOCK_EX | LOCK_NB)) {
		if (errno == EWOULDBLOCK) {
			errno = EBUSY;
			ras_text_add(&e, "%s: another rasdaemon is reading it", i->path);
		}
		i->created = false;
		goto fail;
	}
	return 0;
fail:
	saved = errno;
	if (!e.len)
		ras_text_add(&e, "%s: %s%s", i->path, strerror(saved),
			     saved == EACCES || saved == EPERM ? " (run as root, or as the service)"
			     : saved == ENOENT ? " (is this tracefs, of Linux 3.12 or later?)"
					       : "");
	ras_instance_close(i);
	errno = saved;
	return -1;
}

void ras_instance_close(struct ras_instance *i)
{
	/* While the lock is held, or another daemon may have begun to read it. */
	if (i->created && rmdir(i->path) && errno != ENOENT)
		ras_log(LOG_NOTICE, "%s: left in place: %m", i->path);
	i->created = false;
	if (i->dirfd >= 0)
		(void)close(i->dirfd);
	i->dirfd = -1;
}

int ras_instance_write(const struct ras_instance *i, const char *file, const char *text)
{
	int fd = openat(i->dirfd, file, O_WRONLY | O_TRUNC | O_CLOEXEC), rc, saved;
	size_t len = strlen(text);

	if (fd < 0)
		return -1;
	rc = write(fd, text, len) == (ssize_t)len ? 0 : -1;
	saved = errno;
	if (close(fd) && !rc) {
		rc = -1;
		saved = errno;
	}
	errno = saved;
	return rc;
}

ssize_t ras_instance_read(const struct ras_instance *i, const char *file, char *buf, size_t size)
{
	int fd = openat(i->dirfd, file, O_RDONLY | O_CLOEXEC), saved;
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, buf, size - 1);
	saved = errno;
	(void)close(fd);
	buf[n > 0 ? n : 0] = '\0';
	errno = saved;
	return n;
}
