/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon at work: the kernel's live ring buffer, the event loop, start and end. */
#ifndef RAS_DAEMON_LIVE_H
#define RAS_DAEMON_LIVE_H

#include "core/config.h"
#include "daemon/options.h"

/* Run until a signal ends it. Exit code: 0, or 1 when it could not start; it says why. */
int ras_live_main(const struct ras_options *o, const struct ras_config *config);

/* rasdaemon --enable and --disable. Exit code. */
int ras_live_switch(const struct ras_options *o, const struct ras_config *config, bool on);

#endif
