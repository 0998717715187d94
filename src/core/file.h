/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files opened with care; small ones read whole, with a limit. */
#ifndef RAS_CORE_FILE_H
#define RAS_CORE_FILE_H

#include <stddef.h>

/*
 * Open a regular file for reading, or /dev/null. The descriptor, or -1 with errno: EINVAL for
 * FIFOs, sockets and devices, which are not even opened: that may wait for ever, or do something.
 */
int ras_file_open(const char *path);

/*
 * The content of a file of at most max bytes and a NUL behind it, *len without the NUL. The caller
 * frees it. NULL with errno: EFBIG when it is larger. Works where stat tells no size (tracefs).
 */
char *ras_file_read(const char *path, size_t max, size_t *len);

#endif
