/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rasdaemon --probe-vmm: what could be asked of the VMs of this host. */
#ifndef RAS_DAEMON_PROBE_VMM_H
#define RAS_DAEMON_PROBE_VMM_H

#include "core/config.h"

/* Print it. Exit code: 0, or 1 when no VM was found or one could not be asked, 2: configuration. */
int ras_probe_vmm_main(const struct ras_config *c);

#endif
