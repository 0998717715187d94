// SPDX-License-Identifier: GPL-2.0-or-later
/* --vmm and --actions: what VMs can be asked for, and what was asked or done. */
#include "ctl/vmm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/config.h"
#include "core/text.h"
#include "ctl/reports.h"
#include "events/events.h"
#include "vmm/survey.h"

static void put_row(void *ctx, const struct vmm_survey_row *row)
{
	const bool known = row->vcpu >= 0;
	const enum ctl_kind number = known ? CTL_INT : CTL_NULL, flag = known ? CTL_BOOL : CTL_NULL;
	char line[2048];
	struct ras_text t = RAS_TEXT(line);
	const struct ctl_value v[] = {
		ctl_text("vm", row->vm),
		ctl_text("uuid", row->uuid),
		{ .name = "process", .kind = row->process ? CTL_INT : CTL_NULL, .i = row->process },
		ctl_text("monitor", row->monitor),
		ctl_text("arch", row->arch),
		ctl_text("machine", row->machine),
		ctl_text("status", row->status),
		ctl_text("why", row->why),
		{ .name = "vcpu", .kind = number, .i = row->vcpu },
		{ .name = "thread", .kind = row->thread ? CTL_INT : CTL_NULL, .i = row->thread },
		{ .name = "can_offline", .kind = flag, .i = row->possible[VMM_OFFLINE] },
		ctl_text("offline", row->can[VMM_OFFLINE]),
		{ .name = "can_checkstop", .kind = flag, .i = row->possible[VMM_CHECKSTOP] },
		ctl_text("checkstop", row->can[VMM_CHECKSTOP]),
		{ .name = "can_stop_vm", .kind = flag, .i = row->possible[VMM_STOP_VM] },
		ctl_text("stop_vm", row->can[VMM_STOP_VM]),
		{ .name = "text", .kind = CTL_TEXT, .s = line, .len = 0 },
	};
	struct ctl_value all[sizeof(v) / sizeof(v[0])];

	vmm_survey_text(row, &t);
	memcpy(all, v, sizeof(v));
	all[sizeof(v) / sizeof(v[0]) - 1].len = t.len;
	ctl_output_record(ctx, "{text}", all, sizeof(v) / sizeof(v[0]));
}

/* The daemon's configuration, as it would read it now. */
static bool configure(struct ctl *ctl, struct vmm_place *place)
{
	struct ras_config c;
	char err[1024] = "";

	ras_config_init(&c);
	if ((access(RAS_DEFAULTS_FILE, R_OK) == 0 &&
	     ras_config_read(&c, RAS_DEFAULTS_FILE, err, sizeof(err))) ||
	    ras_config_environment(&c, err, sizeof(err)) ||
	    vmm_place_from(place, &c, err, sizeof(err))) {
		ctl_complain(ctl, "%s", err);
		return false;
	}
	return true;
}

enum ctl_exit ctl_vmm(struct ctl *ctl)
{
	struct vmm_place place;
	char proc[4096];
	struct ras_text t = RAS_TEXT(proc);
	unsigned int found = 0;
	int rc;

	if (!configure(ctl, &place))
		return CTL_USAGE;
	ras_text_add(&t, "%s/proc", ctl_root(ctl));
	ctl_output_block(&ctl->out, NULL, "No VMs.");
	ctl_output_member(&ctl->out, "vmm", false);
	rc = t.cut ? -1 : vmm_survey(&place, proc, "/dev/kvm", put_row, &ctl->out, &found);
	ctl_output_member_end(&ctl->out);
	ctl_output_block_end(&ctl->out);
	if (rc < 0)
		ctl_complain(ctl, "cannot look at the VMs: %s", strerror(-rc));
	return rc || !found ? CTL_NOT_OK : CTL_OK;
}

enum ctl_exit ctl_actions(struct ctl *ctl)
{
	const struct ctl_source src = {
		.table = ras_class_ras_action.table,
		.cls = &ras_class_ras_action,
		.since = ctl->since,
		.since_ns = ctl->since_ns,
	};
	enum ctl_exit rc = ctl_db(ctl);
	struct ctl_words w;

	if (rc != CTL_OK)
		return rc;
	ctl_words(&w, &ras_class_ras_action);
	ctl_output_member(&ctl->out, "actions", false);
	rc = ctl_report(ctl, &w, &src, false);
	ctl_output_member_end(&ctl->out);
	return rc;
}
