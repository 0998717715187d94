/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reports of ras-mc-ctl: each runs one command of the option table. */
#ifndef RAS_CTL_REPORTS_H
#define RAS_CTL_REPORTS_H

#include "ctl/ctl.h"
#include "ctl/query.h"
#include "ctl/words.h"

/* --summary and --errors. */
enum ctl_exit ctl_summary(struct ctl *ctl);
enum ctl_exit ctl_errors(struct ctl *ctl);

/* --incidents: the view "incidents", by incident and time. */
enum ctl_exit ctl_incidents(struct ctl *ctl);

/* --error-count: counts of each DIMM from EDAC in sysfs. CTL_NOT_OK when no DIMM is known. */
enum ctl_exit ctl_error_count(struct ctl *ctl);

/* --vendor-errors-summary, --vendor-errors, --vendor-platforms: tables of one vendor's platform. */
enum ctl_exit ctl_vendor_summary(struct ctl *ctl);
enum ctl_exit ctl_vendor_errors(struct ctl *ctl);
enum ctl_exit ctl_vendor_platforms(struct ctl *ctl);

/* Put out what q finds, worded by form, and end it; the exit code. rc: of what began the query. */
enum ctl_exit ctl_put_all(struct ctl *ctl, struct ctl_query *q, int rc, const char *form);

/* --vacuum: rewrites the database. CTL_DB_LOCKED when another program holds it locked. */
enum ctl_exit ctl_vacuum(struct ctl *ctl);

/* --export: one JSON object with an array of rows for each table, read and written row by row. */
enum ctl_exit ctl_export(struct ctl *ctl);

/* One block of a report on an open database: what src selects, worded by w. */
enum ctl_exit ctl_report(struct ctl *ctl, const struct ctl_words *w, const struct ctl_source *src,
			 bool summary);

#endif
