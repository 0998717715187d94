// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any registers on any CPU decode to one severity, within the texts' bounds, and repeat. */
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "decode/x86/explain.h"
#include "decode/x86/mce.h"

#define TEXTS ((size_t)9)
#define FULL  ((size_t)4096)

/* A report whose texts have size bytes each, on the heap so that one byte too many is seen. */
struct sized {
	struct x86_mce_report r;
	struct ras_text explained;
	char *mem;
};

static void decode(const struct ras_host *host, const struct x86_mce *m, size_t size,
		   struct sized *s)
{
	struct ras_text *const texts[TEXTS] = {
		&s->r.bank_name,   &s->r.error_msg,   &s->r.mcgstatus_msg,
		&s->r.mcistatus_msg, &s->r.mcastatus_msg, &s->r.user_action,
		&s->r.mc_location, &s->r.origin_reason, &s->explained,
	};

	memset(s, 0, sizeof(*s));
	s->mem = malloc(size * TEXTS);
	FUZZ_CHECK(s->mem);
	/* The last one ends at the end of the allocation. */
	for (size_t i = 0; i < TEXTS; i++)
		*texts[i] = ras_text_over(s->mem + i * size, size);
	x86_mce_decode(host, m, &s->r);
	x86_mce_explain(m, &s->r, &s->explained);
	FUZZ_CHECK((unsigned int)s->r.severity < RAS_SEVERITIES);
	FUZZ_CHECK((unsigned int)s->r.origin < X86_ORIGINS);
	FUZZ_CHECK((unsigned int)s->r.certainty < X86_CERTAINTIES);
	FUZZ_CHECK((unsigned int)s->r.address < X86_ADDRESSES);
	FUZZ_CHECK(s->r.error_count >= 1);
	for (size_t i = 0; i < TEXTS; i++) {
		FUZZ_CHECK(texts[i]->size == size && texts[i]->len < size);
		FUZZ_CHECK(strlen(texts[i]->buf) == texts[i]->len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct sized full, again, small;
	struct ras_host host = { 0 };
	struct x86_mce m = { 0 };
	unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	size_t room = 1 + fuzz_take(&in, 1);

	m.vendor = (uint8_t)fuzz_take(&in, 1);
	m.family = (unsigned int)fuzz_take(&in, 1);
	m.model = (unsigned int)fuzz_take(&in, 1);
	m.stepping = (unsigned int)fuzz_take(&in, 1) & 15;
	m.bank = (uint8_t)fuzz_take(&in, 1);
	m.cs = (uint8_t)fuzz_take(&in, 1);
	m.status = fuzz_take(&in, 8);
	m.ipid = fuzz_take(&in, 8);
	m.misc = fuzz_take(&in, 8);
	m.addr = fuzz_take(&in, 8);
	m.synd = fuzz_take(&in, 8);
	m.mcgcap = fuzz_take(&in, 8);
	m.mcgstatus = fuzz_take(&in, 8);
	m.synd1 = fuzz_take(&in, 8);
	m.synd2 = fuzz_take(&in, 8);
	m.have_synd12 = flags & 1;
	host.hypervisor = flags & 2;
	host.smca = flags & 4;
	host.succor = flags & 8;
	host.overflow_recov = flags & 16;
	host.have_cpu = flags & 32;
	host.live = flags & 64;
	host.vendor = (enum x86_vendor)m.vendor;
	host.family = m.family;
	host.model = m.model;
	host.stepping = m.stepping;

	decode(&host, &m, FULL, &full);
	decode(&host, &m, FULL, &again);
	decode(&host, &m, room, &small);
	/* Pure: the same again, and not other because a text was cut. */
	FUZZ_CHECK(!memcmp(full.explained.buf, again.explained.buf, full.explained.len + 1));
	FUZZ_CHECK(full.r.severity == again.r.severity && full.r.severity == small.r.severity);
	FUZZ_CHECK(full.r.origin == again.r.origin && full.r.origin == small.r.origin);
	FUZZ_CHECK(!full.explained.cut && full.explained.len);
	free(full.mem);
	free(again.mem);
	free(small.mem);
	return 0;
}
