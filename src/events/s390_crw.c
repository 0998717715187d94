// SPDX-License-Identifier: GPL-2.0-or-later
/* s390_crw: channel reports (s390:s390_cio_stcrw, drivers/s390/cio/trace.h), one row a report. */
#include <string.h>

#include "decode/s390/crw.h"
#include "events/events.h"

struct crw_event {
	struct ras_event ev;
	int32_t cc; /* condition code of STCRW: 0: a word was stored, else none was left */
	uint8_t rsc, erc, solicited, overflow, chained, ancillary, ssid;
	uint16_t rsid;
	uint32_t crw, crw_chained;
	struct ras_str source, recovery, meaning;
	struct ras_str origin; /* who told it */
};

static const struct ras_field fields[] = {
	RAS_HIDDEN(crw_event, cc, RAS_S32),
	RAS_FIELD(crw_event, rsc, RAS_HEX8),
	RAS_FIELD(crw_event, erc, RAS_HEX8),
	RAS_FIELD(crw_event, rsid, RAS_HEX16),
	RAS_DERIVED(crw_event, ssid, RAS_U8),
	RAS_FIELD_AS(crw_event, solicited, "solicited", "slct", RAS_U8, 0),
	RAS_FIELD_AS(crw_event, overflow, "overflow", "oflw", RAS_U8, 0),
	RAS_FIELD_AS(crw_event, chained, "chained", "chn", RAS_U8, 0),
	RAS_FIELD_AS(crw_event, ancillary, "ancillary", "anc", RAS_U8, 0),
	RAS_DERIVED(crw_event, crw, RAS_HEX32),
	RAS_FIELD_AS(crw_event, crw_chained, "crw_chained", NULL, RAS_HEX32, RAS_F_NULL_IF_ZERO),
	RAS_DERIVED(crw_event, source, RAS_STR),
	RAS_DERIVED(crw_event, recovery, RAS_STR),
	RAS_DERIVED(crw_event, meaning, RAS_STR),
	RAS_DERIVED(crw_event, origin, RAS_STR),
};

/* A first word that waits for its second; and how far the chain behind it has come. */
struct first_word {
	bool waiting;
	uint32_t word;
	uint64_t trace_ns;
	int64_t timestamp;
	int32_t pid, ring_cpu;
};
_Static_assert(sizeof(struct first_word) <= RAS_KEEP_ROOM, "no room to keep a word");

static uint32_t word_of(const struct crw_event *e)
{
	struct s390_crw crw = {
		.rsc = e->rsc & 0xf, .erc = e->erc & 0x3f, .rsid = e->rsid,
		.solicited = e->solicited, .overflow = e->overflow, .chained = e->chained,
		.ancillary = e->ancillary,
	};

	return s390_crw_join(&crw);
}

static void set_word(struct crw_event *e, uint32_t word)
{
	struct s390_crw crw = s390_crw_split(word);

	e->rsc = crw.rsc;
	e->erc = crw.erc;
	e->rsid = crw.rsid;
	e->solicited = crw.solicited;
	e->overflow = crw.overflow;
	e->chained = crw.chained;
	e->ancillary = crw.ancillary;
}

void ras_s390_crw_set(struct ras_event *ev, const struct s390_logrecord *r, const char *source)
{
	struct crw_event *e = (void *)ev;

	set_word(e, r->crw);
	e->crw_chained = r->crw_chained;
	e->origin = ras_event_str(ev, source, strlen(source));
}

/* Make e the event of the word that waited. */
static void restore(struct crw_event *e, struct first_word *first)
{
	set_word(e, first->word);
	e->ev.trace_ns = first->trace_ns;
	e->ev.timestamp = first->timestamp;
	e->ev.pid = first->pid;
	e->ev.ring_cpu = first->ring_cpu;
	first->waiting = false;
}

/*
 * One thread (kmcheck) fetches word after word until none is left (crw_collect_info() in
 * drivers/s390/cio/crw.c), and may move to another CPU in between. A word with overflow begins
 * anew. Linux takes no more than two words of a chain; a third is an event of its own here.
 */
static enum ras_gather gather(void *kept, struct ras_event *ev, bool end)
{
	struct first_word *first = kept;
	struct crw_event *e = (void *)ev;
	bool second = first->waiting && !end && !e->cc && !e->overflow &&
		      e->rsc == (first->word >> 24 & 0xf) && ev->trace_ns >= first->trace_ns;

	if (second) {
		uint32_t word = word_of(e);

		restore(e, first);
		e->crw_chained = word;
		return RAS_GATHER_JOINED;
	}
	if (first->waiting) {
		restore(e, first);
		return RAS_GATHER_FIRST;
	}
	if (end || e->cc)
		return RAS_GATHER_EMPTY;
	if (!e->chained || e->overflow)
		return RAS_GATHER_PUBLISH;
	*first = (struct first_word){
		.waiting = true, .word = word_of(e), .trace_ns = ev->trace_ns,
		.timestamp = ev->timestamp, .pid = ev->pid, .ring_cpu = ev->ring_cpu,
	};
	return RAS_GATHER_KEPT;
}

/* Text of the tables, or none where a code has no name. */
static struct ras_str constant(const char *s)
{
	return s ? (struct ras_str){ s, strlen(s) } : RAS_STR_EMPTY;
}

static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct crw_event *e = (void *)ev;
	struct s390_crw first, second = s390_crw_split(e->crw_chained);
	struct ras_text t = ras_event_text(ev, 512);
	enum ras_severity severity;

	(void)host;
	e->crw = word_of(e);
	first = s390_crw_split(e->crw);
	if (e->crw_chained && e->rsc == CRW_RSC_SUBCHANNEL)
		e->ssid = (uint8_t)s390_crw_ssid(&second);
	severity = s390_crw_text(&t, &first, e->crw_chained ? &second : NULL);
	if (e->chained && !e->overflow && !e->crw_chained)
		ras_text_puts(&t, "; the second word of the chain was not seen");
	e->meaning = ras_event_text_end(ev, &t);
	e->source = constant(s390_crw_source(e->rsc));
	e->recovery = constant(s390_crw_recovery(e->erc));
	if (ev->tracepoint)
		e->origin = constant("trace");
	return severity;
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct crw_event *e = (const void *)ev;

	ras_text_add(out, "channel report: %s", e->meaning.s);
}

static void explain(const struct ras_host *host, const struct ras_event *ev, struct ras_text *out)
{
	const struct crw_event *e = (const void *)ev;

	(void)host;
	ras_text_add(out, "The channel subsystem reported: %s.", e->meaning.s);
	if (ev->severity == RAS_INFO)
		ras_text_puts(out, " This is an ordinary change of the configuration, no error.");
}

static const struct ras_tracepoint tracepoints[] = {
	{ "s390/s390_cio_stcrw", NULL },
	{ NULL, NULL },
};

/* 0.8.x has no such report: its readers need not hear that there is none. */
static const struct ras_report report = { .none = "" };

const struct ras_class ras_class_s390_crw = {
	.name = "s390_crw",
	.table = "s390_crw",
	.title = "s390 channel report",
	.tracepoints = tracepoints,
	.fields = fields,
	.nfields = sizeof(fields) / sizeof(fields[0]),
	.size = sizeof(struct crw_event),
	.gather = gather,
	.decode = decode,
	.describe = describe,
	.explain = explain,
	.summary_by = "source,recovery",
	.report = &report,
};
