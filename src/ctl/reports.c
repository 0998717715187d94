// SPDX-License-Identifier: GPL-2.0-or-later
/* --summary and --errors: what the database holds, class by class. */
#include "ctl/query.h"
#include "ctl/reports.h"
#include "ctl/words.h"
#include "events/events.h"

enum ctl_exit ctl_put_all(struct ctl *ctl, struct ctl_query *q, int rc, const char *form)
{
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = ctl_query_next(q);
		if (rc == SQLITE_ROW)
			ctl_output_record(&ctl->out, form, q->v, q->n);
	}
	ctl_query_end(q);
	return rc == SQLITE_DONE ? CTL_OK : ctl_db_failed(ctl, rc);
}

enum ctl_exit ctl_report(struct ctl *ctl, const struct ctl_words *w, const struct ctl_source *src,
			 bool summary)
{
	struct ctl_query q;
	enum ctl_exit rc;
	int sq;

	ctl_output_block(&ctl->out, summary ? w->summary_heading : w->error_heading,
			 w->none[0] ? w->none : NULL);
	sq = summary ? ctl_query_summary(&q, ctl->sql, src, w->by, w->total)
		     : ctl_query_rows(&q, ctl->sql, src);
	rc = ctl_put_all(ctl, &q, sq, summary ? w->summary_form : w->error_form);
	if (rc == CTL_OK)
		ctl_output_block_end(&ctl->out);
	return rc;
}

static enum ctl_exit all_classes(struct ctl *ctl, const char *key, bool summary)
{
	enum ctl_exit rc = ctl_db(ctl);

	if (rc != CTL_OK)
		return rc;
	ctl_output_member(&ctl->out, key, false);
	for (size_t i = 0; rc == CTL_OK && ras_classes[i]; i++) {
		struct ctl_source src = {
			.table = ras_classes[i]->table,
			.cls = ras_classes[i],
			.since = ctl->since,
			.since_ns = ctl->since_ns,
		};
		const struct ras_report *r = ras_classes[i]->report;
		struct ctl_words w;

		if (r && r->no_error && !ctl->out.json)
			continue;
		ctl_words(&w, ras_classes[i]);
		rc = ctl_report(ctl, &w, &src, summary);
	}
	ctl_output_member_end(&ctl->out);
	return rc;
}

enum ctl_exit ctl_summary(struct ctl *ctl)
{
	return all_classes(ctl, "summary", true);
}

enum ctl_exit ctl_errors(struct ctl *ctl)
{
	return all_classes(ctl, "errors", false);
}
