/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One scale of severity for all classes of events. */
#ifndef RAS_CORE_SEVERITY_H
#define RAS_CORE_SEVERITY_H

enum ras_severity {
	RAS_INFO,        /* nothing is wrong: a report, a state change */
	RAS_CORRECTED,   /* repaired by hardware; data is good */
	RAS_DEFERRED,    /* uncorrected but not consumed yet */
	RAS_RECOVERABLE, /* uncorrected; software can contain it */
	RAS_UNCORRECTED, /* uncorrected; data or state was lost */
	RAS_FATAL,       /* the system, or the VM, cannot go on */
	RAS_SEVERITIES,
};

/* The lower-case name, as stored in ras_severity; "info" for a value out of range. */
const char *ras_severity_name(enum ras_severity s);

/* The severity of that name, or RAS_SEVERITIES if there is none. */
enum ras_severity ras_severity_by_name(const char *name);

/* syslog(3) priority (LOG_DEBUG … LOG_EMERG) of an event of this severity. */
int ras_severity_priority(enum ras_severity s);

#endif
