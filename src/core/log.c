// SPDX-License-Identifier: GPL-2.0-or-later
/* What the program says of itself: to stderr, or to syslog once it is a daemon. */
#include "core/log.h"

#include <stdio.h>

#include "core/text.h"

enum { MESSAGE = 2048 };

/* Set once before threads start. */
static struct {
	const char *program;
	bool to_syslog;
} out = { "rasdaemon", false };

void ras_log_open(const char *program, bool to_syslog)
{
	out.program = program;
	out.to_syslog = to_syslog;
	if (to_syslog)
		openlog(program, LOG_PID, LOG_DAEMON);
}

void ras_log(int priority, const char *fmt, ...)
{
	char buf[MESSAGE];
	struct ras_text t = RAS_TEXT(buf);
	va_list ap;

	va_start(ap, fmt);
	ras_text_vadd(&t, fmt, ap);
	va_end(ap);
	if (out.to_syslog)
		syslog(priority, "%s", buf);
	else
		(void)fprintf(stderr, "%s: %s\n", out.program, buf);
}
