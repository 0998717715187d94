/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a monitor's socket, and only one of an owner who is trusted. */
#ifndef RAS_VMM_PEER_H
#define RAS_VMM_PEER_H

#include <sys/types.h>

/*
 * Connect to the UNIX stream socket at path without waiting. The socket file must belong to root or
 * to user, and so must the process that listens, as the kernel saw it when it began to listen
 * (SO_PEERCRED); so nothing is won by swapping the file in between. *pid: that process, 0 if it is
 * in another PID namespace.
 * Returns a non-blocking descriptor that the caller closes, or -errno: -ENOENT, -ECONNREFUSED,
 * -ENOTSOCK, -EPERM (owner), -EAGAIN (too many wait already), -ENAMETOOLONG …
 */
int vmm_peer_connect(const char *path, uid_t user, pid_t *pid);

#endif
