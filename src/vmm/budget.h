/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much a peer may send: an allowance that time fills up again. */
#ifndef RAS_VMM_BUDGET_H
#define RAS_VMM_BUDGET_H

#include <stdint.h>

/* Units are the caller's: bytes, events, requests. */
struct vmm_budget {
	uint32_t rate;  /* units a second */
	uint64_t burst; /* most that can be saved up */
	uint64_t left;
	int64_t last_ns; /* when left was last brought up to date */
};

/* A full budget at time now_ns of any steady clock. */
struct vmm_budget vmm_budget_new(uint32_t rate, uint64_t burst, int64_t now_ns);

/* What may be used up at time now_ns. A clock that steps back adds nothing. */
uint64_t vmm_budget_left(struct vmm_budget *b, int64_t now_ns);

/* Use up n, or all that is left if that is less. */
void vmm_budget_take(struct vmm_budget *b, uint64_t n);

#endif
