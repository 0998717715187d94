/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Giving up privileges that the daemon does not need, where systemd has not taken them. */
#ifndef RAS_DAEMON_DROP_H
#define RAS_DAEMON_DROP_H

#include <stdint.h>

#include "core/config.h"

/*
 * The capabilities to keep (bit n: capability n of capabilities(7)) for this configuration and this
 * database; UINT64_MAX: all, as a trigger is a program of the administrator's own, which may need
 * any.
 */
uint64_t ras_drop_keep(const struct ras_config *c, const char *db);

/*
 * Give up all capabilities but keep, for ever, and the right to gain any by running a program.
 * Before any thread starts. 0, or -1 with errno.
 */
int ras_drop(uint64_t keep);

#endif
