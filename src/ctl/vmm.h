/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --vmm and --actions: what VMs can be asked for, and what was asked or done. */
#ifndef RAS_CTL_VMM_H
#define RAS_CTL_VMM_H

#include "ctl/ctl.h"

/* One line for each vCPU. CTL_NOT_OK when no VM was found, or one could not be asked. */
enum ctl_exit ctl_vmm(struct ctl *ctl);

/* All that was decided or done about errors, one line each, oldest first. */
enum ctl_exit ctl_actions(struct ctl *ctl);

#endif
