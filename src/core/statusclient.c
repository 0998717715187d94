// SPDX-License-Identifier: GPL-2.0-or-later
/* Asking the running daemon how it is: its status socket. */
#include "core/statusclient.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/file.h"
#include "core/text.h"

enum { CHUNK = 16384, TIMEOUT_S = 2 };

/* All that comes until the other side closes, NUL added; NULL with errno. */
static char *receive(int fd, size_t max)
{
	char *text = NULL;
	size_t len = 0;

	for (;;) {
		char *more = realloc(text, len + CHUNK + 1);
		ssize_t n;

		if (!more)
			break;
		text = more;
		n = recv(fd, text + len, CHUNK, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		len += (size_t)n;
		text[len] = '\0';
		if (!n && len)
			return text;
		errno = n ? EMSGSIZE : ENODATA;
		if (!n || len > max)
			break;
	}
	free(text);
	return NULL;
}

char *ras_status_ask(const char *path, size_t max, char *err, size_t size)
{
	const struct timeval limit = { .tv_sec = TIMEOUT_S };
	struct ras_text e = ras_text_over(err, size);
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct ras_text p = RAS_TEXT(at.sun_path);
	struct stat st;
	char *text = NULL;
	size_t len;
	int fd = -1;

	ras_text_puts(&p, path);
	errno = ENAMETOOLONG;
	if (p.cut || stat(path, &st))
		goto out;
	if (S_ISREG(st.st_mode)) {
		text = ras_file_read(path, max, &len);
		goto out;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) ||
	    connect(fd, (const struct sockaddr *)&at, sizeof(at)))
		goto out;
	text = receive(fd, max);
out:
	if (!text)
		ras_text_add(&e, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return text;
}
