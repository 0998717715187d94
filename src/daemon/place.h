/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of place this is: bare metal, a guest, a container; and what cannot exist here. */
#ifndef RAS_DAEMON_PLACE_H
#define RAS_DAEMON_PLACE_H

#include "core/host.h"
#include "core/text.h"

struct ras_place {
	const char *kind;  /* "bare metal", "KVM guest", …, "container" */
	const char *means; /* which error sources cannot exist here, for people */
	char detail[160];  /* what it was told by */
};

/* Look at the files below root ("" for this machine) and at what the CPU says. */
void ras_place_probe(struct ras_place *p, const struct ras_host *host, const char *root);

#endif
