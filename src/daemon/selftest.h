/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rasdaemon --self-test: a marker through the running daemon, from trace buffer to row. */
#ifndef RAS_DAEMON_SELFTEST_H
#define RAS_DAEMON_SELFTEST_H

#include "daemon/options.h"

/*
 * Prints a line a step. 0: the marker came through; 1: it did not, the last line says where it
 * stopped.
 */
int ras_selftest_main(const struct ras_options *o);

#endif
