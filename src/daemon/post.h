/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rasdaemon --post-processing: one AMD record from the command line, decoded and explained. */
#ifndef RAS_DAEMON_POST_H
#define RAS_DAEMON_POST_H

#include "daemon/options.h"

/* 0; 1: the answer could not be written; 2: --status or a part of the CPU's identity is missing. */
int ras_post_main(const struct ras_post_options *o);

#endif
