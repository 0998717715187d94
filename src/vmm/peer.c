// SPDX-License-Identifier: GPL-2.0-or-later
/* Opening a monitor's socket, and only one of an owner who is trusted. */
#include "config.h" /* struct ucred needs _GNU_SOURCE */

#include "vmm/peer.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool trusted(uid_t uid, uid_t user)
{
	return uid == 0 || uid == user;
}

static int check_peer(int fd, uid_t user, pid_t *pid)
{
	struct ucred cred;
	socklen_t len = sizeof(cred);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &len))
		return -errno;
	if (len != sizeof(cred) || !trusted(cred.uid, user))
		return -EPERM;
	*pid = cred.pid;
	return 0;
}

int vmm_peer_connect(const char *path, uid_t user, pid_t *pid)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	size_t len = strlen(path);
	struct stat st;
	int fd, err;

	if (len >= sizeof(addr.sun_path))
		return -ENAMETOOLONG;
	if (lstat(path, &st))
		return -errno;
	if (!S_ISSOCK(st.st_mode))
		return -ENOTSOCK;
	if (!trusted(st.st_uid, user))
		return -EPERM;
	memcpy(addr.sun_path, path, len);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	/* A UNIX socket connects at once or not at all. */
	err = connect(fd, (const struct sockaddr *)&addr, sizeof(addr)) ? -errno : 0;
	if (!err)
		err = check_peer(fd, user, pid);
	if (err) {
		(void)close(fd);
		return err;
	}
	return fd;
}
