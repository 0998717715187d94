/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms: a record's values worded as one line of text. */
#ifndef RAS_CTL_FORM_H
#define RAS_CTL_FORM_H

#include "ctl/output.h"

/*
 * Write v (n values) worded by form, without a newline. The form's language is told at struct
 * ras_report in core/event.h; a column that the record lacks (an older table) is empty.
 */
void ctl_form_write(FILE *file, const char *form, const struct ctl_value *v, size_t n);

#endif
