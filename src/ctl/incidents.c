// SPDX-License-Identifier: GPL-2.0-or-later
/* --incidents: which events tell of one thing. */
#include "ctl/query.h"
#include "ctl/reports.h"

enum ctl_exit ctl_incidents(struct ctl *ctl)
{
	const struct ctl_source src = {
		.table = "incidents", .since = ctl->since, .since_ns = ctl->since_ns,
	};
	enum ctl_exit rc = ctl_db(ctl);
	struct ctl_query q;

	if (rc != CTL_OK)
		return rc;
	ctl_output_member(&ctl->out, "incidents", false);
	ctl_output_block(&ctl->out, "Incidents:", "No incidents.");
	rc = ctl_put_all(ctl, &q, ctl_query_incidents(&q, ctl->sql, &src),
			 "{incident} {time} {class} {severity}[: {summary}]");
	if (rc == CTL_OK)
		ctl_output_block_end(&ctl->out);
	ctl_output_member_end(&ctl->out);
	return rc;
}
