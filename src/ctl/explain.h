/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ras-mc-ctl --explain: one recorded error in a paragraph for people. */
#ifndef RAS_CTL_EXPLAIN_H
#define RAS_CTL_EXPLAIN_H

#include "ctl/ctl.h"

/* For the option table. CTL_NOT_OK when there is no such row. */
enum ctl_exit ctl_explain(struct ctl *ctl);

#endif
