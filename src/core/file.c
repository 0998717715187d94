// SPDX-License-Identifier: GPL-2.0-or-later
/* Files opened with care; small ones read whole, with a limit. */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Linux Documentation/admin-guide/devices.txt: a way to say "an empty file". */
static bool null_device(const struct stat *st)
{
	return S_ISCHR(st->st_mode) && st->st_rdev == makedev(1, 3);
}

int ras_file_open(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return -1;
	if (!S_ISREG(st.st_mode) && !null_device(&st)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return -1;
	}
	/* Should it have become a FIFO since: opening that must not wait for its other end. */
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

char *ras_file_read(const char *path, size_t max, size_t *len)
{
	int fd = ras_file_open(path);
	size_t size = 0, at = 0;
	char *buf = NULL;
	int saved;

	if (fd < 0)
		return NULL;
	for (;;) {
		ssize_t n;

		if (size - at < 2) {
			size_t more = size ? 2 * size : 4096;
			char *grown = realloc(buf, more);

			if (!grown)
				goto fail;
			buf = grown;
			size = more;
		}
		n = read(fd, buf + at, size - at - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			goto fail;
		if (!n)
			break;
		at += (size_t)n;
		if (at > max) {
			errno = EFBIG;
			goto fail;
		}
	}
	(void)close(fd);
	buf[at] = '\0';
	*len = at;
	return buf;
fail:
	saved = errno;
	free(buf);
	(void)close(fd);
	errno = saved;
	return NULL;
}
