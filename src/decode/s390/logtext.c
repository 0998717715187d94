// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 machine checks in kernel logs: one line in, what it tells out. */
#include "decode/s390/logtext.h"

#include <string.h>

#include "decode/s390/crw.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { MAX_VALUES = 7 };

/* Values of one line in their order. */
struct values {
	uint64_t v[MAX_VALUES];
	size_t n;
	const char *name;
	size_t name_len;
};

/* Where a value goes: a member of struct s390_logline. */
struct target {
	size_t offset, size; /* size 0: nowhere */
};

#define TO(F) { offsetof(struct s390_logline, F), sizeof(((struct s390_logline *)0)->F) }

/*
 * The texts: Linux arch/s390/kernel/nmi.c (s390_handle_damage: one line in 6.12, several lines
 * later; s390_handle_mcck), arch/s390/kvm/interrupt.c (kvm_s390_reinject_machine_check),
 * drivers/s390/cio/crw.c (crw_collect_info) and css.c (in the debug feature cio_crw),
 * arch/s390/pci/pci_event.c. %d: decimal, %x: hexadecimal, with 0x or without; %s: a name, up to
 * the text that follows it.
 */
static const struct {
	enum s390_log_kind kind;
	const char *text;
	struct target to[3]; /* of the first values, in their order */
} lines[] = {
	{ S390_LOG_STOPPED, "System stopped due to unrecoverable machine check, code: %x",
	  { TO(mcic) } },
	{ S390_LOG_STOPPED, "Unrecoverable machine check, code: %x", { TO(mcic) } },
	{ S390_LOG_PSW, "PSW: %x %x PFX: %x", { TO(psw_mask), TO(psw_addr), TO(prefix) } },
	{ S390_LOG_DAMAGE, "LBA: %x EDC: %x FSA: %x", { TO(break_addr), TO(edc), TO(fsa) } },
	{ S390_LOG_KILLING, "mcck: Terminating task because of machine malfunction (code %x)",
	  { TO(mcic) } },
	{ S390_LOG_KILLED, "mcck: task: %s, pid: %d.", { TO(pid) } },
	{ S390_LOG_INIT, "mcck: Attempting to kill init!", { { 0 } } },
	{ S390_LOG_GUEST, "guest machine check pid %d: %x", { TO(pid), TO(mcic) } },
	{ S390_LOG_CRW,
	  "CRW reports slct=%d, oflw=%d, chn=%d, rsc=%x, anc=%d, erc=%x, rsid=%x", { { 0 } } },
	{ S390_LOG_CRW,
	  "CRW0 reports slct=%d, oflw=%d, chn=%d, rsc=%x, anc=%d, erc=%x, rsid=%x", { { 0 } } },
	{ S390_LOG_CRW,
	  "CRW1 reports slct=%d, oflw=%d, chn=%d, rsc=%x, anc=%d, erc=%x, rsid=%x", { { 0 } } },
	{ S390_LOG_CRW,
	  "crw reports slct=%d, oflw=%d, chn=%d, rsc=%x, anc=%d, erc=%x, rsid=%x", { { 0 } } },
	{ S390_LOG_LONG_CHAIN, "Code does not support more than two chained crws", { { 0 } } },
	{ S390_LOG_PCI, "%s: Event %x reports an error for PCI function %x",
	  { TO(event), TO(fid) } },
};

static const char *const kind_names[S390_LOG_KINDS] = {
	[S390_LOG_NONE] = "",
	[S390_LOG_STOPPED] = "stopped",
	[S390_LOG_PSW] = "psw",
	[S390_LOG_DAMAGE] = "damage",
	[S390_LOG_KILLING] = "killing",
	[S390_LOG_KILLED] = "killed",
	[S390_LOG_INIT] = "init",
	[S390_LOG_GUEST] = "guest",
	[S390_LOG_CRW] = "crw",
	[S390_LOG_LONG_CHAIN] = "long-chain",
	[S390_LOG_PCI] = "pci",
};

const char *s390_log_kind_name(enum s390_log_kind kind)
{
	return (unsigned int)kind < S390_LOG_KINDS ? kind_names[kind] : "";
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* Read a number of at most 16 digits at s. Bytes it takes, 0 when there is none. */
static size_t number(const char *s, size_t len, int base, uint64_t *v)
{
	size_t at = 0, first;

	if (base == 16 && len > 2 && s[0] == '0' && s[1] == 'x' && digit(s[2]) < 16)
		at = 2;
	first = at;
	*v = 0;
	for (; at < len && digit(s[at]) < base; at++) {
		if (at - first == 16)
			return 0;
		*v = *v * (unsigned int)base + (unsigned int)digit(s[at]);
	}
	return at == first ? 0 : at;
}

/* Length of the literal text at the head of a pattern. */
static size_t literal(const char *text)
{
	return strcspn(text, "%");
}

/* The first place in s where want (n bytes) is; len when it is nowhere. */
static size_t find(const char *s, size_t len, const char *want, size_t n)
{
	for (size_t at = 0; n <= len && at <= len - n; at++)
		if (!memcmp(s + at, want, n))
			return at;
	return len;
}

/* Match s with a pattern from its first byte on. */
static bool match(const char *text, const char *s, size_t len, struct values *out)
{
	*out = (struct values){ .n = 0 };
	while (*text) {
		size_t n = literal(text), took;

		if (n > len || memcmp(text, s, n) != 0)
			return false;
		text += n;
		s += n;
		len -= n;
		if (!*text)
			break;
		if (text[1] == 's') {
			took = find(s, len, text + 2, literal(text + 2));
			if (took == len)
				return false;
			out->name = s;
			out->name_len = took;
		} else {
			took = out->n < MAX_VALUES
				       ? number(s, len, text[1] == 'x' ? 16 : 10, &out->v[out->n++])
				       : 0;
			if (!took)
				return false;
		}
		text += 2;
		s += took;
		len -= took;
	}
	return true;
}

static void put(struct s390_logline *out, const struct target *to, uint64_t v)
{
	void *p = (char *)out + to->offset;

	if (to->size == sizeof(uint32_t))
		*(uint32_t *)p = (uint32_t)v;
	else if (to->size == sizeof(uint64_t))
		*(uint64_t *)p = v;
}

static uint32_t crw_word(const uint64_t *v)
{
	struct s390_crw crw = {
		.solicited = v[0], .overflow = v[1], .chained = v[2], .rsc = v[3] & 0xf,
		.ancillary = v[4], .erc = v[5] & 0x3f, .rsid = v[6] & 0xffff,
	};

	return s390_crw_join(&crw);
}

/* A name stands last before its text: without the time, host and tag of a log. */
static void trim_name(struct values *v)
{
	for (size_t i = v->name_len; i-- > 0;) {
		if (v->name[i] != ' ')
			continue;
		v->name += i + 1;
		v->name_len -= i + 1;
		return;
	}
}

bool s390_log_line(struct s390_logline *out, const char *line, size_t len)
{
	struct values v;

	*out = (struct s390_logline){ .kind = S390_LOG_NONE };
	for (size_t i = 0; i < COUNT(lines); i++) {
		size_t n = literal(lines[i].text);
		size_t at = n ? find(line, len, lines[i].text, n) : 0;

		if (at == len || !match(lines[i].text, line + at, len - at, &v))
			continue;
		if (!n)
			trim_name(&v);
		out->kind = lines[i].kind;
		out->name = v.name;
		out->name_len = v.name_len;
		for (size_t k = 0; k < COUNT(lines[i].to) && k < v.n; k++)
			put(out, &lines[i].to[k], v.v[k]);
		if (out->kind == S390_LOG_CRW)
			out->crw = crw_word(v.v);
		return true;
	}
	return false;
}
