// SPDX-License-Identifier: GPL-2.0-or-later
/* Machine checks in kernel log text: which lines belong together. */
#include "decode/x86/logtext.h"

#include <string.h>

#include "decode/x86/logline.h"

#define STALE_US 1000000ULL /* the lines of one record are printed at once */

void x86_logtext_begin(struct x86_logtext *p, const struct x86_logtext_cpu *cpu)
{
	memset(p, 0, sizeof(*p));
	if (cpu)
		p->cpu = *cpu;
}

static void finish(struct x86_logtext *p, struct x86_logtext_block *b)
{
	const uint32_t both = X86_WORD(X86_W_TSC) | X86_WORD(X86_W_PROCESSOR);
	struct x86_mce *m = &b->r.m;

	b->state = X86_BLOCK_DONE;
	b->order = ++p->order;
	b->r.partial = (b->seen & both) != both && !(b->seen & X86_WORD(X86_W_BARE));
	b->r.have_cpu = true;
	if (b->seen & X86_WORD(X86_W_PROCESSOR)) {
		x86_cpuid_split(m->cpuid, &m->family, &m->model, &m->stepping);
	} else if (p->cpu.known) {
		m->vendor = p->cpu.vendor;
		m->family = p->cpu.family;
		m->model = p->cpu.model;
		m->stepping = p->cpu.stepping;
	} else {
		m->vendor = X86_UNKNOWN;
		b->r.have_cpu = false;
	}
}

/* The first block, by order, in that state; NULL: none. */
static struct x86_logtext_block *oldest(struct x86_logtext *p, int state)
{
	struct x86_logtext_block *found = NULL;

	for (size_t i = 0; i < X86_LOGTEXT_SLOTS; i++) {
		struct x86_logtext_block *b = &p->block[i];

		if ((int)b->state == state && (!found || b->order < found->order))
			found = b;
	}
	return found;
}

bool x86_logtext_take(struct x86_logtext *p, struct x86_logtext_record *out)
{
	struct x86_logtext_block *b = oldest(p, X86_BLOCK_DONE);

	if (!b)
		return false;
	*out = b->r;
	b->state = X86_BLOCK_FREE;
	return true;
}

void x86_logtext_end(struct x86_logtext *p)
{
	struct x86_logtext_block *b;

	while ((b = oldest(p, X86_BLOCK_OPEN)))
		finish(p, b);
}

static struct x86_logtext_block *slot(struct x86_logtext *p)
{
	struct x86_logtext_block *b = oldest(p, X86_BLOCK_FREE);

	if (!b) {
		/* As no more than half of them are open, some wait for a caller who does not come.
		 */
		b = oldest(p, X86_BLOCK_DONE);
		p->lost++;
	}
	return b;
}

static bool stale(const struct x86_logtext_block *b, const struct x86_logtext *p,
		  const struct x86_logline *l)
{
	if (p->lines - b->line > X86_LOGTEXT_LINES)
		return true;
	return b->stamp_us && l->stamp_us &&
	       (l->stamp_us < b->stamp_us || l->stamp_us - b->stamp_us > STALE_US);
}

static void close_stale(struct x86_logtext *p, const struct x86_logline *l)
{
	for (size_t i = 0; i < X86_LOGTEXT_SLOTS; i++)
		if (p->block[i].state == X86_BLOCK_OPEN && stale(&p->block[i], p, l))
			finish(p, &p->block[i]);
}

static void add(struct x86_logtext *p, struct x86_logtext_block *b, const struct x86_logline *l)
{
	x86_logline_merge(&b->r.m, l);
	b->seen |= l->seen;
	b->line = p->lines;
	if (l->stamp_us)
		b->stamp_us = l->stamp_us;
	/* The PROCESSOR line is the last one of a block, a "Bank" line the only one. */
	if (b->seen & (X86_WORD(X86_W_PROCESSOR) | X86_WORD(X86_W_BARE)))
		finish(p, b);
}

static void open_block(struct x86_logtext *p, const struct x86_logline *l)
{
	struct x86_logtext_block *b;
	size_t open = 0;

	for (size_t i = 0; i < X86_LOGTEXT_SLOTS; i++) {
		b = &p->block[i];
		if (b->state != X86_BLOCK_OPEN)
			continue;
		if (b->r.m.cpu == l->m.cpu)
			finish(p, b);
		else
			open++;
	}
	if (open == X86_LOGTEXT_OPEN) {
		b = oldest(p, X86_BLOCK_OPEN);
		if (b)
			finish(p, b);
	}
	b = slot(p);
	*b = (struct x86_logtext_block){ .state = X86_BLOCK_OPEN,
					 .order = ++p->order,
					 .caller = l->caller };
	add(p, b, l);
}

/* May these registers be of that bank? What MCi_STATUS calls invalid, the kernel does not print. */
static bool consistent(const struct x86_logtext_block *b, const struct x86_logline *l)
{
	uint64_t status = b->r.m.status;

	return !(l->seen & X86_WORD(X86_W_ADDR) && l->m.addr && !(status & MCI_STATUS_ADDRV)) &&
	       !(l->seen & X86_WORD(X86_W_MISC) && l->m.misc && !(status & MCI_STATUS_MISCV));
}

/* May the line go on with that block? 0: no; 1: by its time; 2: printk says that it does. */
static int candidate(const struct x86_logtext_block *b, const struct x86_logline *l)
{
	if (b->state != X86_BLOCK_OPEN || b->seen & l->seen)
		return 0;
	if (!b->caller || !l->caller)
		return 1;
	return b->caller == l->caller ? 2 : 0;
}

/*
 * Registers without a CPU number: to the oldest block that still lacks them, as CPUs that print at
 * once take turns; printk's caller and the valid bits of MCi_STATUS decide where they can.
 */
static void continue_block(struct x86_logtext *p, const struct x86_logline *l)
{
	struct x86_logtext_block *found = NULL;
	bool fits = false;
	size_t unsure = 0;

	for (size_t i = 0; i < X86_LOGTEXT_SLOTS; i++) {
		struct x86_logtext_block *b = &p->block[i];
		int how = candidate(b, l);
		bool good = consistent(b, l);

		if (!how)
			continue;
		unsure += how == 1;
		if (!found || (good && !fits) || (good == fits && b->order < found->order)) {
			found = b;
			fits = good;
		}
	}
	if (!found)
		return;
	for (size_t i = 0; unsure > 1 && i < X86_LOGTEXT_SLOTS; i++)
		if (candidate(&p->block[i], l))
			p->block[i].r.mixed = true;
	add(p, found, l);
}

/* A 32-bit kernel's header has no bank; each "Bank" line after it is a record. */
static void bare_bank(struct x86_logtext *p, struct x86_logline *l)
{
	if (!(l->seen & X86_WORD(X86_W_CPU))) {
		if (!p->bare || p->lines - p->bare_line > X86_LOGTEXT_LINES)
			return;
		l->m.cpu = p->bare_cpu;
		l->seen |= X86_WORD(X86_W_CPU);
	}
	if (p->bare && p->bare_cpu == l->m.cpu)
		l->m.mcgstatus = p->bare_mcgstatus;
	open_block(p, l);
}

static void piece(struct x86_logtext *p, struct x86_logline *l)
{
	if (l->seen & X86_WORD(X86_W_BARE)) {
		bare_bank(p, l);
	} else if (l->seen & X86_WORD(X86_W_BANK)) {
		p->bare = false;
		open_block(p, l);
	} else if (l->seen & X86_WORD(X86_W_CPU)) {
		p->bare = true;
		p->bare_cpu = l->m.cpu;
		p->bare_mcgstatus = l->m.mcgstatus;
		p->bare_line = p->lines;
	} else if (l->seen) {
		continue_block(p, l);
	}
}

void x86_logtext_line(struct x86_logtext *p, const char *line, size_t len)
{
	struct x86_logline l;
	struct x86_logcursor at;

	p->lines++;
	if (x86_logline_guest(line, len))
		p->guest = true;
	x86_logline_begin(&at, &l, line, len);
	close_stale(p, &l);
	while (x86_logline_next(&at, &l))
		piece(p, &l);
	p->cut += at.cut;
}
