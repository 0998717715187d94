// SPDX-License-Identifier: GPL-2.0-or-later
/* How much a peer may send: an allowance that time fills up again. */
#include "vmm/budget.h"

#include "core/clock.h"

/* Longer waits add no more than this many seconds' worth; keeps the product in 64 bits. */
enum { LONGEST_S = 3600 };

struct vmm_budget vmm_budget_new(uint32_t rate, uint64_t burst, int64_t now_ns)
{
	return (struct vmm_budget){
		.rate = rate, .burst = burst, .left = burst, .last_ns = now_ns
	};
}

uint64_t vmm_budget_left(struct vmm_budget *b, int64_t now_ns)
{
	uint64_t ns, add;

	if (now_ns <= b->last_ns)
		return b->left;
	ns = (uint64_t)(now_ns - b->last_ns);
	if (ns > LONGEST_S * (uint64_t)RAS_NSEC_PER_SEC)
		ns = LONGEST_S * (uint64_t)RAS_NSEC_PER_SEC;
	add = ns / RAS_NSEC_PER_SEC * b->rate + ns % RAS_NSEC_PER_SEC * b->rate / RAS_NSEC_PER_SEC;
	/* Too short for a whole unit: leave the time to add up. */
	if (!add)
		return b->left;
	b->last_ns = now_ns;
	b->left = add > b->burst - b->left ? b->burst : b->left + add;
	return b->left;
}

void vmm_budget_take(struct vmm_budget *b, uint64_t n)
{
	b->left -= n < b->left ? n : b->left;
}
