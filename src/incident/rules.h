/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which events tell of one thing: parts that events play, and how two of them are tied. */
#ifndef RAS_INCIDENT_RULES_H
#define RAS_INCIDENT_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/severity.h"

/* The part that an event plays in an incident. */
enum ras_part {
	RAS_PART_RELAYED,   /* a machine check by which a VMM told this guest of a lost page */
	RAS_PART_COMPANION, /* the empty record that goes with it on other vCPUs */
	RAS_PART_HARDWARE,  /* a machine check of this machine's memory, with a page */
	RAS_PART_PAGE,      /* what the kernel did with the page */
	RAS_PART_SIGBUS,    /* a process was told */
	RAS_PART_VMM,       /* a VMM told its guest, or could not */
	RAS_PART_STOPPED,   /* a guest stopped: what is then found in it is given its number */
	RAS_PARTS,
};

/* A column and what must stand in it; NULL, NULL: nothing asked. */
struct ras_part_is {
	const char *column, *value;
};

/* How a part is recognised and where its keys stand. */
struct ras_part_rule {
	enum ras_part part;
	const char *class_name;
	struct ras_part_is is[2];
	enum ras_severity at_least;
	const char *page;        /* integer column with the page; NULL: none */
	unsigned int page_shift; /* of an address to its page frame number */
	const char *process;     /* integer column with the process told; NULL: none */
	bool joins_only;         /* alone it is no incident */
};

/* What two events must share, besides being near in time. */
enum ras_tie {
	RAS_TIE_PAGE,
	RAS_TIE_THREAD, /* the kernel thread or task that was at work */
	RAS_TIE_PROCESS,
	RAS_TIE_TIME, /* nothing */
};

/* Two parts of one incident: second comes from before_ms before to after_ms after first. */
struct ras_tie_rule {
	enum ras_part first, second;
	enum ras_tie tie;
	uint32_t before_ms, after_ms;
	bool until_done; /* only as long as the kernel has not dealt with the page */
};

enum { RAS_PART_RULES = 8, RAS_TIE_RULES = 14 };

extern const struct ras_part_rule ras_part_rules[RAS_PART_RULES];

/* The surest ties first: an event belongs to the incident of the first that holds. */
extern const struct ras_tie_rule ras_tie_rules[RAS_TIE_RULES];

#endif
