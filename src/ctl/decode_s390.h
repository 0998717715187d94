/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ras-mc-ctl --decode for s390: machine checks and channel reports, as values or from a log. */
#ifndef RAS_CTL_DECODE_S390_H
#define RAS_CTL_DECODE_S390_H

#include <stdbool.h>
#include <stdio.h>

#include "ctl/ctl.h"
#include "decode/s390/logrecord.h"

/* --decode with --mcic (and --cr14, --edc, --fsa) or --crw: explain these values on stdout. */
enum ctl_exit ctl_decode_s390(struct ctl *ctl);

/* Whether one of those values was given. */
bool ctl_decode_s390_given(const struct ctl *ctl);

/* A record of a log: explained, or as one JSON object on its line. 0; -1 with errno. */
int ctl_decode_s390_record(FILE *out, bool json, const struct s390_logrecord *r);

#endif
