// SPDX-License-Identifier: GPL-2.0-or-later
/* Events as journal entries with fields of their own. */
/* The place in our source says nothing about an event. */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include "export/journal.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include "export/line.h"
#include "export/message.h"

enum { MAX_FIELDS = 96, BUFFER = 24576 };

bool ras_journal_here(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uintmax_t dev, ino;
	struct stat st;

	/* systemd.exec(5): device and inode of the socket, ":" between. */
	return stream && sscanf(stream, "%" SCNuMAX ":%" SCNuMAX, &dev, &ino) == 2 &&
	       !fstat(STDOUT_FILENO, &st) && st.st_dev == dev && st.st_ino == ino;
}

bool ras_journal_reachable(void)
{
	return !access("/run/systemd/journal/socket", F_OK);
}

/* Begins "RAS_NAME=" in t. */
static void field_name(struct ras_text *t, const char *name)
{
	ras_text_puts(t, "RAS_");
	for (; *name; name++)
		ras_text_putc(t, (char)toupper((unsigned char)*name));
	ras_text_putc(t, '=');
}

int ras_journal_event(const struct ras_event *ev, const char *line)
{
	const struct ras_message *message = ras_message(ev->cls->name);
	char buf[BUFFER];
	struct ras_text t = RAS_TEXT(buf);
	struct iovec iov[MAX_FIELDS];
	size_t start, n = 0;
	int rc;

#define ENTRY(...)                                                                  \
	do {                                                                        \
		start = t.len;                                                      \
		__VA_ARGS__;                                                        \
		if (n < MAX_FIELDS && t.len > start)                                \
			iov[n++] = (struct iovec){ t.buf + start, t.len - start };  \
	} while (0)

	ENTRY(ras_text_add(&t, "MESSAGE=%s", line));
	if (message)
		ENTRY(ras_text_add(&t, "MESSAGE_ID=%s", message->id));
	ENTRY(ras_text_add(&t, "PRIORITY=%d", ras_severity_priority(ev->severity)));
	ENTRY(ras_text_add(&t, "SYSLOG_IDENTIFIER=rasdaemon"));
	ENTRY(ras_text_add(&t, "RAS_CLASS=%s", ev->cls->name));
	ENTRY(ras_text_add(&t, "RAS_SEVERITY=%s", ras_severity_name(ev->severity)));
	for (size_t i = 0; i < ev->cls->nfields && !t.cut; i++) {
		const struct ras_field *f = &ev->cls->fields[i];

		if (f->flags & RAS_F_NO_COLUMN)
			continue;
		ENTRY(field_name(&t, f->name);
		      if (ras_type_is_text(f->type) && f->type != RAS_TIME) {
			      struct ras_str s = ras_field_str(f, ev);

			      ras_text_clean(&t, s.s, s.len);
		      } else {
			      ras_line_value(&t, f, ev);
		      });
	}
#undef ENTRY
	rc = sd_journal_sendv(iov, (int)n);
	if (rc < 0) {
		errno = -rc;
		return -1;
	}
	return 0;
}
