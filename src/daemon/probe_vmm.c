// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon --probe-vmm: what could be asked of the VMs of this host. */
#include "daemon/probe_vmm.h"

#include <stdio.h>
#include <string.h>

#include "core/log.h"
#include "vmm/survey.h"

static void print_row(void *ctx, const struct vmm_survey_row *row)
{
	char line[2048];
	struct ras_text t = RAS_TEXT(line);

	(void)ctx;
	vmm_survey_text(row, &t);
	(void)puts(line);
}

int ras_probe_vmm_main(const struct ras_config *c)
{
	struct vmm_place place;
	char err[512] = "";
	unsigned int found;
	int rc;

	if (vmm_place_from(&place, c, err, sizeof(err))) {
		ras_log(LOG_ERR, "%s", err);
		return 2;
	}
	rc = vmm_survey(&place, "/proc", "/dev/kvm", print_row, NULL, &found);
	if (rc < 0)
		ras_log(LOG_ERR, "cannot look at the VMs: %s", strerror(-rc));
	else if (!found)
		ras_log(LOG_NOTICE, "no VM was found");
	return rc || !found ? 1 : 0;
}
