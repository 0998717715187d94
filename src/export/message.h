/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The journal's message of each event class: its ID, and for people what it means and what to do.
 */
#ifndef RAS_EXPORT_MESSAGE_H
#define RAS_EXPORT_MESSAGE_H

struct ras_message {
	const char *class_name;
	const char *id;      /* MESSAGE_ID (systemd.journal-fields(7)): 32 hexadecimal digits */
	const char *subject; /* of the catalog's entry; @FIELD@ stands for the journal's field */
	const char *advice;  /* what to do */
};

/* The message of a class, or NULL. */
const struct ras_message *ras_message(const char *class_name);

#endif
