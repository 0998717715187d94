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
	return stream && sscanf(stream, "%19" SCNuMAX ":%19" SCNuMAX, &dev, &ino) == 2 &&
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

/* Entries as sd_journal_sendv() takes them, "NAME=value" behind one another in t. */
struct entries {
	struct ras_text *t;
	struct iovec iov[MAX_FIELDS];
	size_t n, start; /* start: of the entry that is being written */
};

/* End an entry; an empty one, as there was no more room, is left out. */
static void end_entry(struct entries *e)
{
	const struct ras_text *t = e->t;

	if (e->n < MAX_FIELDS && t->len > e->start)
		e->iov[e->n++] = (struct iovec){ t->buf + e->start, t->len - e->start };
	e->start = t->len;
}

static void put_field(struct entries *e, const struct ras_field *f, const struct ras_event *ev)
{
	struct ras_str s;

	field_name(e->t, f->name);
	if (ras_type_is_text(f->type) && f->type != RAS_TIME) {
		s = ras_field_str(f, ev);
		ras_text_clean(e->t, s.s, s.len);
	} else {
		ras_line_value(e->t, f, ev);
	}
	end_entry(e);
}

int ras_journal_event(const struct ras_event *ev, const char *line)
{
	const struct ras_message *message = ras_message(ev->cls->name);
	char buf[BUFFER];
	struct ras_text t = RAS_TEXT(buf);
	struct entries e = { .t = &t };
	int rc;

	ras_text_add(&t, "MESSAGE=%s", line);
	end_entry(&e);
	if (message)
		ras_text_add(&t, "MESSAGE_ID=%s", message->id);
	end_entry(&e);
	ras_text_add(&t, "PRIORITY=%d", ras_severity_priority(ev->severity));
	end_entry(&e);
	ras_text_puts(&t, "SYSLOG_IDENTIFIER=rasdaemon");
	end_entry(&e);
	ras_text_add(&t, "RAS_CLASS=%s", ev->cls->name);
	end_entry(&e);
	ras_text_add(&t, "RAS_SEVERITY=%s", ras_severity_name(ev->severity));
	end_entry(&e);
	for (size_t i = 0; i < ev->cls->nfields && !t.cut; i++)
		if (!(ev->cls->fields[i].flags & RAS_F_NO_COLUMN))
			put_field(&e, &ev->cls->fields[i], ev);
	rc = sd_journal_sendv(e.iov, (int)e.n);
	if (rc < 0) {
		errno = -rc;
		return -1;
	}
	return 0;
}
