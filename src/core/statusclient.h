/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking the running daemon how it is: its status socket. */
#ifndef RAS_CORE_STATUSCLIENT_H
#define RAS_CORE_STATUSCLIENT_H

#include <stddef.h>

/* Name of the socket in the run directory. */
#define RAS_STATUS_NAME "status"

/*
 * The daemon's answer (one JSON object as text), at most max bytes, to be freed by the caller; NULL
 * with err (size bytes): no socket, nobody behind it, or no whole answer within two seconds. A
 * regular file at path is read instead.
 */
char *ras_status_ask(const char *path, size_t max, char *err, size_t size);

#endif
