/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the program says of itself: to stderr, or to syslog once it is a daemon. */
#ifndef RAS_CORE_LOG_H
#define RAS_CORE_LOG_H

#include <stdbool.h>
#include <syslog.h>

/* Once, at start: the program's name, and whether messages go to syslog(3) instead of stderr. */
void ras_log_open(const char *program, bool to_syslog);

/* One message: priority as in syslog(3), no newline at its end. Any thread. */
void ras_log(int priority, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
