/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where monitors are looked for, as the configuration says. */
#ifndef RAS_VMM_PLACE_H
#define RAS_VMM_PLACE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/config.h"

/*
 * File names of monitors that are taken without being named in QMP_SOCKETS: only such as say whom
 * they are for, as a monitor has room for one client.
 */
#define VMM_PLACE_PATTERN "*ras*"

enum { VMM_SOCKETS = RAS_CONFIG_TEXT / 2 }; /* more do not fit in QMP_SOCKETS */

struct vmm_place {
	char text[RAS_CONFIG_TEXT];          /* what the paths lie in */
	const char *paths[VMM_SOCKETS + 1];  /* QMP_SOCKETS, NULL behind the last */
	const char *pattern;                 /* for names of sockets found; NULL: find none */
	uid_t user;                          /* QMP_USER; root where there is none */
	uint32_t timeout_ms;                 /* VMM_TIMEOUT */
};

/* That of c. 0, or -1 with err (size bytes): no such user, a path that is not absolute. */
int vmm_place_from(struct vmm_place *p, const struct ras_config *c, char *err, size_t size);

/* Make the paths of a copy point into the copy. */
void vmm_place_paths(struct vmm_place *p);

/* Whether the same monitors are looked for. */
bool vmm_place_same(const struct vmm_place *a, const struct vmm_place *b);

#endif
