/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ras-mc-ctl --layout: sizes of the DIMMs, in a table by controller and layer. */
#ifndef RAS_CTL_LAYOUT_H
#define RAS_CTL_LAYOUT_H

#include <stdio.h>

#include "ctl/edac.h"

/*
 * Print one table for all controllers of the same layers: the last layer downwards, the others
 * across. Returns 0, or -1 if a table would be too large to be a real machine's.
 */
int ctl_layout(const struct edac_tree *t, FILE *out);

#endif
