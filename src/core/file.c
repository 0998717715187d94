// SPDX-License-Identifier: GPL-2.0-or-later
/* Small files read whole, with a limit. */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

char *ras_file_read(const char *path, size_t max, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
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
