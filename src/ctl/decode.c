// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl --decode: kernel log text in, explained machine checks out. */
#include "ctl/decode.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "ctl/decode_s390.h"
#include "decode/x86/logtext.h"
#include "decode/x86/mcgcap.h"
#include "events/events.h"
#include "export/json.h"
#include "export/line.h"

enum { LINE_MAX_BYTES = 4096, WIDTH = 78, INDENT = 2 };

static const struct {
	const char *name, *id;
	enum x86_vendor vendor;
} vendors[] = {
	{ "intel", "GenuineIntel", X86_INTEL },     { "amd", "AuthenticAMD", X86_AMD },
	{ "hygon", "HygonGenuine", X86_HYGON },     { "zhaoxin", "Shanghai", X86_ZHAOXIN },
	{ "centaur", "CentaurHauls", X86_CENTAUR },
};

struct run {
	FILE *out;
	bool json;
	struct ras_host host; /* as the command line tells it */
	struct x86_logtext log;
	struct s390_log s390;
	uint64_t records;
};

int ctl_decode_cpu(const char *text, struct ras_host *host)
{
	size_t len = strcspn(text, ":");
	struct ras_host h = { .vendor = X86_UNKNOWN, .have_cpu = true };
	unsigned int *const number[] = { &h.family, &h.model, &h.stepping };
	size_t n = 0;

	for (size_t i = 0; i < sizeof(vendors) / sizeof(vendors[0]); i++)
		if ((strlen(vendors[i].name) == len && !strncasecmp(text, vendors[i].name, len)) ||
		    (strlen(vendors[i].id) == len && !strncasecmp(text, vendors[i].id, len)))
			h.vendor = vendors[i].vendor;
	if (h.vendor == X86_UNKNOWN)
		return -1;
	for (text += len; *text; n++) {
		unsigned long v;
		char *end;

		if (*text != ':' || n == sizeof(number) / sizeof(number[0]) || text[1] < '0' ||
		    text[1] > '9')
			return -1;
		errno = 0;
		v = strtoul(text + 1, &end, 0);
		if (errno || v > 0x10e) /* the largest family that CPUID can express */
			return -1;
		*number[n] = (unsigned int)v;
		text = end;
	}
	if (n < 2)
		return -1;
	*host = h;
	return 0;
}

static int put_text(struct run *run, const struct ras_host *host, const struct ras_event *ev,
		    const struct x86_logtext_record *rec)
{
	const struct {
		bool is;
		const char *text;
	} notes[] = {
		{ !rec->have_cpu, "The log does not tell the CPU: decoded by the codes that all "
				  "share; --cpu VENDOR:FAMILY:MODEL gives more." },
		{ rec->mixed, "Records of several CPUs are interleaved in this log: registers "
			      "other than the status may belong to another one." },
		{ rec->partial, "Some lines of this record are missing." },
	};
	char line[8192], words[4096];
	struct ras_text t = RAS_TEXT(line), w = RAS_TEXT(words);

	if (run->records)
		ras_text_putc(&t, '\n');
	ras_line_text(&t, ev);
	ras_text_putc(&t, '\n');
	ev->cls->explain(host, ev, &w);
	ras_text_wrap(&t, words, INDENT, WIDTH);
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (notes[i].is)
			ras_text_wrap(&t, notes[i].text, INDENT, WIDTH);
	return fputs(line, run->out) < 0 ? -1 : 0;
}

static int put_record(struct run *run, const struct x86_logtext_record *rec)
{
	_Alignas(16) char room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	struct ras_host host = run->host;
	struct x86_mce m = rec->m;
	int rc;

	host.vendor = m.vendor;
	host.family = m.family;
	host.model = m.model;
	host.stepping = m.stepping;
	host.have_cpu = rec->have_cpu;
	host.hypervisor = run->log.guest || x86_mcgcap_virtual(&m);
	/* Each AMD CPU that has MCA_IPID is of the scalable kind, and no guest is. */
	host.smca = m.ipid;
	if (!m.mcgcap && run->log.guest)
		m.mcgcap = X86_MCG_CAP_QEMU;
	ras_event_init(ev, sizeof(room), &ras_class_mce_record);
	ras_mce_event_set(ev, &m);
	ev->timestamp = m.walltime < INT64_MAX / RAS_NSEC_PER_SEC
				? (int64_t)m.walltime * RAS_NSEC_PER_SEC
				: 0;
	ev->severity = ev->cls->decode(&host, ev);
	rc = run->json ? ras_json_line(run->out, ev) : put_text(run, &host, ev, rec);
	run->records++;
	return rc;
}

static int take_all(struct run *run)
{
	struct x86_logtext_record rec;

	while (x86_logtext_take(&run->log, &rec))
		if (put_record(run, &rec))
			return -1;
	return 0;
}

static int put_s390(struct run *run, const struct s390_logrecord *r)
{
	if (run->records++ && !run->json && fputc('\n', run->out) == EOF)
		return -1;
	return ctl_decode_s390_record(run->out, run->json, r);
}

/* A line of at most LINE_MAX_BYTES into buf; the rest of a longer one is passed. -1: the end. */
static ssize_t read_line(FILE *in, char *buf)
{
	size_t n = 0;
	int c;

	while ((c = getc(in)) != EOF && c != '\n')
		if (n < LINE_MAX_BYTES)
			buf[n++] = (char)c;
	return c == EOF && !n ? -1 : (ssize_t)n;
}

/* "ras-mc-ctl: …" on stderr unless quiet. */
__attribute__((format(printf, 2, 3))) static void note(const struct ctl_decode_options *o,
						       const char *fmt, ...)
{
	char buf[512];
	struct ras_text t = RAS_TEXT(buf);
	va_list ap;

	if (o->quiet)
		return;
	va_start(ap, fmt);
	ras_text_vadd(&t, fmt, ap);
	va_end(ap);
	(void)fprintf(stderr, "ras-mc-ctl: %s\n", buf);
}

/* Read to the end. 0; -1 with errno when out cannot be written. */
static int read_log(struct run *run, FILE *in)
{
	char line[LINE_MAX_BYTES];
	struct s390_logrecord done;
	ssize_t n;

	while ((n = read_line(in, line)) >= 0) {
		x86_logtext_line(&run->log, line, (size_t)n);
		if (take_all(run) || (s390_log_add(&run->s390, line, (size_t)n, &done) &&
				      put_s390(run, &done)))
			return -1;
	}
	x86_logtext_end(&run->log);
	if (s390_log_end(&run->s390, &done) && put_s390(run, &done))
		return -1;
	return take_all(run) || fflush(run->out) ? -1 : 0;
}

int ctl_decode(FILE *in, FILE *out, const struct ctl_decode_options *o)
{
	struct run run = { .out = out, .json = o->json, .host = { .vendor = X86_UNKNOWN } };
	struct x86_logtext_cpu cpu = { .known = false };

	if (o->cpu) {
		if (ctl_decode_cpu(o->cpu, &run.host)) {
			note(o, "--cpu %s: not of the form VENDOR:FAMILY:MODEL[:STEPPING], as in "
				"intel:6:85:7 or amd:0x19:0x61", o->cpu);
			return CTL_USAGE;
		}
		cpu = (struct x86_logtext_cpu){ true, (uint8_t)run.host.vendor, run.host.family,
						run.host.model, run.host.stepping };
	}
	x86_logtext_begin(&run.log, &cpu);
	if (read_log(&run, in)) {
		note(o, "cannot write: %s", strerror(errno));
		return CTL_NOT_OK;
	}
	if (ferror(in)) {
		note(o, "cannot read the log: %s", strerror(errno));
		return CTL_NOT_OK;
	}
	if (run.log.cut)
		note(o, "%llu records are cut off before their status ends and cannot be decoded",
		     (unsigned long long)run.log.cut);
	if (!run.records)
		note(o, "no machine check in this text");
	return run.records ? CTL_OK : CTL_NOT_OK;
}

enum ctl_exit ctl_decode_command(struct ctl *ctl)
{
	const struct ctl_decode_options o = {
		.json = ctl->given[CTL_JSON], .quiet = ctl->given[CTL_QUIET],
		.cpu = ctl->value[CTL_CPU],
	};

	if (ctl_decode_s390_given(ctl))
		return ctl_decode_s390(ctl);
	return (enum ctl_exit)ctl_decode(stdin, stdout, &o);
}
