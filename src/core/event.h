/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events and their classes: one table says all there is to say about one kind of event. */
#ifndef RAS_CORE_EVENT_H
#define RAS_CORE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/host.h"
#include "core/severity.h"
#include "core/text.h"

/* How a value lies in an event's struct, and how it is shown. */
enum ras_type {
	RAS_U8,
	RAS_U16,
	RAS_U32,
	RAS_U64,
	RAS_S8,
	RAS_S32,
	RAS_S64,
	RAS_HEX8, /* like the unsigned ones, but people read them in hexadecimal */
	RAS_HEX16,
	RAS_HEX32,
	RAS_HEX64,
	RAS_STR,      /* struct ras_str */
	RAS_SYMBOL,   /* struct ras_str, from a number by the symbols of the format's print fmt */
	RAS_BYTES,    /* struct ras_bytes */
	RAS_WORDS,    /* struct ras_words: 32-bit values in host order */
	RAS_TIME,     /* int64_t, ns since the epoch; shown as 0.8.x local time text */
	RAS_SEVERITY, /* enum ras_severity, shown by name */
};

struct ras_bytes {
	const uint8_t *p;
	size_t len;
};

struct ras_words {
	const uint32_t *p;
	size_t n;
};

enum {
	RAS_F_NO_COLUMN = 1,   /* for decode() only: not stored, not shown */
	RAS_F_NULL_IF_ZERO = 2 /* SQL NULL and nothing in text while the value is 0 */
};

/* One value of an event. */
struct ras_field {
	const char *name;   /* SQL column, JSON key, journal field */
	const char *source; /* name in the kernel's format; NULL: set by decode() */
	const char *also;   /* a name that some kernels use instead; NULL: none */
	enum ras_type type;
	unsigned int flags; /* RAS_F_* */
	size_t offset;      /* in the class's struct */
};

struct ras_event;

/*
 * How ras-mc-ctl words a class where 0.8.x has set a wording that scripts match. Forms are text
 * with columns in braces:
 *	{name}    the value of that column; integers in decimal, as SQLite has them
 *	{name:xN} "0x" and at least N hexadecimal digits
 *	{#}       in a summary: how many
 *	[ … ]     left out unless every column in it is set: not NULL, not empty, not 0
 *	< … >     left out unless every column in it is known: not NULL, not empty
 */
struct ras_report {
	const char *summary_heading; /* "MCE records summary:" */
	const char *summary_form;    /* of its lines; names columns of summary_by */
	const char *error_heading;   /* "MCE events:" */
	const char *error_form;      /* of its lines, behind "ID TIMESTAMP " */
	const char *none;            /* "No MCE errors."; "": nothing is said then */
	const char *total;           /* column with what a row counts for; NULL: one */
	bool no_error;               /* no error, or told by another class: only in JSON */
};

/* What becomes of a loaded event. */
enum ras_gather {
	RAS_GATHER_PUBLISH,
	RAS_GATHER_JOINED, /* publish; what was kept of a record is in it */
	RAS_GATHER_KEPT,   /* its values are kept for a record that follows */
	RAS_GATHER_EMPTY,  /* it tells nothing */
	RAS_GATHER_FIRST,  /* it now is one that was kept: publish it, ask again for this record */
};

/* Room that gather() has to keep values in, and how many classes of one kernel may do so. */
enum { RAS_KEEP_ROOM = 1024, RAS_KEEPERS = 4 };

/* A kernel event that a class comes from. */
struct ras_tracepoint {
	const char *name;   /* "system/event"; NULL ends an array of these */
	const char *filter; /* kernel filter (Documentation/trace/events.rst); NULL: none */
};

/* One kind of event: its tracepoints, its table, its struct. */
struct ras_class {
	const char *name;               /* as in ras-mc-ctl and JSON */
	const char *table;              /* SQL table */
	const char *title;              /* as in 0.8.x reports: "Memory", "PCIe AER", … */
	const struct ras_tracepoint *tracepoints; /* NULL: none */
	const char *hold;               /* file to hold open, or the kernel is silent; NULL: none */
	bool alternatives;              /* the first of them that the kernel has is enough */
	const struct ras_field *fields;
	size_t nfields;
	size_t size;                    /* of the struct; a struct ras_event is its first member */
	/*
	 * Whether a loaded record is this class's business: several classes may share a tracepoint,
	 * and a filter may not have been in force. Pure. NULL: always.
	 */
	bool (*wants)(const struct ras_event *ev);
	/*
	 * Where the kernel spreads one event over several records: what becomes of ev, which is
	 * loaded and has its times, but is not decoded. kept is RAS_KEEP_ROOM bytes, 16-aligned,
	 * zero at first, one for all records of a kernel; records of one CPU come in order, those
	 * of several CPUs nearly so. No pointer into ev may be kept. end: no record follows and ev
	 * is empty: FIRST if it now is one that was kept, else EMPTY. Pure but for kept. NULL: each
	 * record is an event.
	 */
	enum ras_gather (*gather)(void *kept, struct ras_event *ev, bool end);
	/*
	 * Work out derived fields and the severity, which it returns. Pure: reads the event and the
	 * host, allocates text in the event's arena only. NULL: severity as it is.
	 */
	enum ras_severity (*decode)(const struct ras_host *host, struct ras_event *ev);
	/* What and where, in a few words, for the head of a log line. */
	void (*describe)(const struct ras_event *ev, struct ras_text *out);
	/* A short paragraph for people: what happened, who is to blame, what to do. NULL: none. */
	void (*explain)(const struct ras_host *host, const struct ras_event *ev,
			struct ras_text *out);
	/* Columns that `ras-mc-ctl --summary` counts by: "a,b"; NULL: the severity. */
	const char *summary_by;
	/*
	 * Columns that tell what this event has to do with others: "a,b"; NULL: those of
	 * summary_by.
	 */
	const char *incident_by;
	const struct ras_report *report; /* NULL: worded from the title and the fields */
};

/* Head of every event. The memory behind the class's struct is its arena for text and bytes. */
struct ras_event {
	const struct ras_class *cls;
	const struct ras_tracepoint *tracepoint; /* row of cls that wrote it; NULL: none */
	enum ras_severity severity;
	int32_t pid; /* task that was current when the trace event was written; 0: none */
	int32_t ring_cpu;       /* CPU whose ring buffer held it; -1: none */
	uint64_t trace_ns;      /* trace clock */
	int64_t timestamp;      /* wall clock, ns since the epoch */
	struct ras_str boot_id; /* of the host; outlives the event */
	int64_t incident;       /* 0: not tied to other events */
	size_t used, size;      /* of the memory the event lies in, struct included */
	bool cut;               /* a text or bytes did not fit, or not whole */
};

/* Room that a new event gets for itself and its text: more than any kernel event can carry. */
#define RAS_EVENT_ROOM 16384

/*
 * Make an event of cls in mem (size bytes, 16-aligned, at least cls->size): empty, severity info.
 */
void ras_event_init(struct ras_event *ev, size_t size, const struct ras_class *cls);

/*
 * Room in the event's arena for n bytes, aligned to 8, or NULL when it is full. Lives as long as
 * the event.
 */
void *ras_event_alloc(struct ras_event *ev, size_t n);

/* Copy n bytes of s, cut when the arena is full, NUL added. */
struct ras_str ras_event_str(struct ras_event *ev, const char *s, size_t n);

/* Begin a text of at most max bytes in the arena; end it before anything else is put there. */
struct ras_text ras_event_text(struct ras_event *ev, size_t max);
struct ras_str ras_event_text_end(struct ras_event *ev, const struct ras_text *t);

/*
 * Columns of a class in SQL order: timestamp, then the class's own, then ras_severity, time_ns,
 * boot_id, incident. n counts from 0; NULL behind the last.
 */
const struct ras_field *ras_class_column(const struct ras_class *cls, size_t n);
size_t ras_class_columns(const struct ras_class *cls);

/* Integer value of a field, sign-extended; 0 for text. */
int64_t ras_field_int(const struct ras_field *f, const struct ras_event *ev);

/* The text of a RAS_STR, RAS_SYMBOL or RAS_SEVERITY field; empty for other types. */
struct ras_str ras_field_str(const struct ras_field *f, const struct ras_event *ev);

/* The bytes of a RAS_BYTES or RAS_WORDS field. */
struct ras_bytes ras_field_bytes(const struct ras_field *f, const struct ras_event *ev);

/*
 * Set a field: of an integer type (cut to its size), or from text or bytes, which are copied into
 * the event's arena. A value of the wrong kind for the field's type is left out; text for
 * RAS_SEVERITY is taken by name.
 */
void ras_field_set_int(const struct ras_field *f, struct ras_event *ev, int64_t v);
void ras_field_set_text(const struct ras_field *f, struct ras_event *ev, const char *s, size_t len);
void ras_field_set_bytes(const struct ras_field *f, struct ras_event *ev, const void *p,
			 size_t len);

bool ras_type_is_text(enum ras_type type);
bool ras_type_is_blob(enum ras_type type);

/* Digits that a hexadecimal type is shown with; 0 for a type shown in decimal. */
unsigned int ras_type_hex_digits(enum ras_type type);

/* Bytes that a value of this type takes in an event's struct. */
size_t ras_type_size(enum ras_type type);

/* Put v into the integer of 1, 2, 4 or 8 bytes at p, cut to its size. */
static inline void ras_put_int(void *p, size_t size, uint64_t v)
{
	switch (size) {
	case 1:
		*(uint8_t *)p = (uint8_t)v;
		break;
	case 2:
		*(uint16_t *)p = (uint16_t)v;
		break;
	case 4:
		*(uint32_t *)p = (uint32_t)v;
		break;
	default:
		*(uint64_t *)p = v;
	}
}

/* "SQL column type": TEXT, INTEGER or BLOB. */
const char *ras_type_sql(enum ras_type type);

/* Field F of struct S, shorthand for class tables. */
#define RAS_FIELD_AS(S, F, COL, SRC, TYPE, FLAGS) \
	{ .name = (COL), .source = (SRC), .type = (TYPE), .flags = (FLAGS), \
	  .offset = offsetof(struct S, F) }
/* The same, for a value that some kernels give under the name ALSO. */
#define RAS_FIELD_ALSO(S, F, COL, SRC, ALSO, TYPE, FLAGS) \
	{ .name = (COL), .source = (SRC), .also = (ALSO), .type = (TYPE), .flags = (FLAGS), \
	  .offset = offsetof(struct S, F) }
/* Read from the format under the column's own name. */
#define RAS_FIELD(S, F, TYPE) RAS_FIELD_AS(S, F, #F, #F, TYPE, 0)
/* Worked out by decode(). */
#define RAS_DERIVED(S, F, TYPE) RAS_FIELD_AS(S, F, #F, NULL, TYPE, 0)
/* Read from the format for decode() only. */
#define RAS_HIDDEN(S, F, TYPE) RAS_FIELD_AS(S, F, #F, #F, TYPE, RAS_F_NO_COLUMN)

#endif
