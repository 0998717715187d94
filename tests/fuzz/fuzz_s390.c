// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz target: s390 machine-check codes, channel reports and log lines. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "decode/s390/explain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes n bytes of the input, zeros once it is used up. */
static uint64_t take(const uint8_t **p, size_t *left, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++) {
		v <<= 8;
		if (!*left)
			continue;
		v |= **p;
		(*p)++;
		(*left)--;
	}
	return v;
}

/* A text must end where it says, however small its buffer is. */
static void check(const struct ras_text *t)
{
	if (t->len >= t->size || strlen(t->buf) != t->len)
		abort();
}

static void machine_check(const uint8_t *p, size_t left, size_t room)
{
	const unsigned int flags = (unsigned int)take(&p, &left, 1);
	const struct s390_mchk m = {
		.mcic = take(&p, &left, 8),
		.cr14 = take(&p, &left, 8),
		.psw_mask = take(&p, &left, 8),
		.fsa = take(&p, &left, 8),
		.edc = (uint32_t)take(&p, &left, 4),
		.have_cr14 = flags & 1,
		.have_psw = flags & 2,
		.have_fsa = flags & 4,
		.have_edc = flags & 8,
		.mode = (flags >> 4) % S390_MODES,
		.kernel = (flags >> 6) % S390_KERNELS,
	};
	struct s390_mchk_report r = { .severity = RAS_INFO };
	struct ras_text *texts[] = { &r.conditions, &r.meaning, &r.not_valid, &r.consequence_text,
				     &r.delivery };
	char buf[5][S390_TEXT_SIZE];

	for (size_t i = 0; i < 5; i++)
		*texts[i] = ras_text_over(buf[i], room);
	s390_mchk_decode(&m, &r);
	for (size_t i = 0; i < 5; i++)
		check(texts[i]);
	/* The largest buffer of all is enough for any text. */
	for (size_t i = 0; i < 5; i++)
		if (room > S390_TEXT_SIZE - 256 && texts[i]->cut)
			abort();
	/* Room for any explanation is enough, and it tells the same severity. */
	char whole[S390_EXPLAIN_SIZE];
	struct ras_text t = RAS_TEXT(whole);

	if (s390_mchk_explain(&t, &m) != r.severity || t.cut)
		abort();
	check(&t);
	/* Every code has a consequence in words, and what is fatal stops the system. */
	if (r.severity >= RAS_SEVERITIES || !*s390_consequence_name(r.consequence) ||
	    (room > 1 && !r.consequence_text.len) ||
	    (r.severity == RAS_FATAL) != (r.consequence >= S390_STOPPED))
		abort();
}

static void channel_report(const uint8_t *p, size_t left, size_t room)
{
	const uint32_t word = (uint32_t)take(&p, &left, 4);
	const uint32_t next = (uint32_t)take(&p, &left, 4);
	const struct s390_crw first = s390_crw_split(word), second = s390_crw_split(next);
	char buf[S390_TEXT_SIZE];
	struct ras_text t = ras_text_over(buf, room);

	/* Bits 0 and 9 are reserved. */
	if (s390_crw_join(&first) != (word & 0x7fbfffff))
		abort();
	if (s390_crw_text(&t, &first, left ? &second : NULL) >= RAS_SEVERITIES)
		abort();
	check(&t);
}

static void log_line(const uint8_t *p, size_t left)
{
	struct s390_logline l;

	if (s390_log_line(&l, (const char *)p, left) != (l.kind != S390_LOG_NONE))
		abort();
	/* A name lies in the line. */
	if (l.name && (l.name < (const char *)p || l.name + l.name_len > (const char *)p + left))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t left = size;
	const uint8_t *p = data;
	/* Buffers from one byte up: texts are cut, never overrun. */
	const size_t room = (size_t)take(&p, &left, 1) * (S390_TEXT_SIZE / 256) + 1;

	machine_check(p, left, room);
	channel_report(p, left, room);
	log_line(p, left);
	return 0;
}
