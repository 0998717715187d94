/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rasdaemon --replay: captures in, rows out, a line of counts, exit code. */
#ifndef RAS_DAEMON_REPLAY_RUN_H
#define RAS_DAEMON_REPLAY_RUN_H

#include "daemon/options.h"

/* 0: all read and stored; 1: something could not be stored; 2: no capture, or wrong usage. */
int ras_replay_main(const struct ras_options *o);

#endif
