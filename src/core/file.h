/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files read whole, with a limit. */
#ifndef RAS_CORE_FILE_H
#define RAS_CORE_FILE_H

#include <stddef.h>

/*
 * The content of a file of at most max bytes and a NUL behind it, *len without the NUL. The caller
 * frees it. NULL with errno: EFBIG when it is larger. Works where stat tells no size (tracefs).
 */
char *ras_file_read(const char *path, size_t max, size_t *len);

#endif
