/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One event as one line for people: severity, what and where first, then the values. */
#ifndef RAS_EXPORT_LINE_H
#define RAS_EXPORT_LINE_H

#include "core/event.h"
#include "core/text.h"

/* "corrected mce_record: what and where". */
void ras_line_head(struct ras_text *t, const struct ras_event *ev);

/* The head, then "; name=value name=value …". */
void ras_line_text(struct ras_text *t, const struct ras_event *ev);

/* The value of one field as in that line: decimal, 0x…, text in quotes where it has blanks. */
void ras_line_value(struct ras_text *t, const struct ras_field *f, const struct ras_event *ev);

#endif
