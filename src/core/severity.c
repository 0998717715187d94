// SPDX-License-Identifier: GPL-2.0-or-later
/* One scale of severity for all classes of events. */
#include "core/severity.h"

#include <string.h>
#include <syslog.h>

static const struct {
	const char *name;
	int priority;
} severities[RAS_SEVERITIES] = {
	[RAS_INFO] = { "info", LOG_INFO },
	[RAS_CORRECTED] = { "corrected", LOG_WARNING },
	[RAS_DEFERRED] = { "deferred", LOG_ERR },
	[RAS_RECOVERABLE] = { "recoverable", LOG_ERR },
	[RAS_UNCORRECTED] = { "uncorrected", LOG_CRIT },
	[RAS_FATAL] = { "fatal", LOG_ALERT },
};

const char *ras_severity_name(enum ras_severity s)
{
	return severities[s < RAS_SEVERITIES ? s : RAS_INFO].name;
}

enum ras_severity ras_severity_by_name(const char *name)
{
	int s;

	for (s = 0; s < RAS_SEVERITIES; s++)
		if (!strcmp(severities[s].name, name))
			break;
	return s;
}

int ras_severity_priority(enum ras_severity s)
{
	return severities[s < RAS_SEVERITIES ? s : RAS_INFO].priority;
}
