// SPDX-License-Identifier: GPL-2.0-or-later
/* ARM Processor Error Information structures of a CPER record. */
#include "decode/arm/pei.h"

#include "decode/bits.h"
#include "decode/le.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { CACHE = 1, TLB = 2, BUS = 3, VENDOR = 4 }; /* bits of type */

/* UEFI 2.10 (since 2.9A), N.2.4.4.1 ARM Processor Error Information, Type. */
static const struct ras_bit types[] = {
	{ CACHE, "cache error" },
	{ TLB, "TLB error" },
	{ BUS, "bus error" },
	{ VENDOR, "micro-architectural error" },
};

/* The same, Flags. */
static const struct ras_bit flag_names[] = {
	{ 0, "first error" },
	{ 1, "last error" },
	{ 2, "propagated error" },
	{ 3, "overflow" },
};

/* UEFI 2.10, N.2.4.4.1 cache, TLB and bus error structures: Operation. */
static const char *const operations[] = {
	"generic error", "generic read", "generic write", "data read", "data write",
	"instruction fetch", "prefetch",
};
static const char *const cache_operations[] = { "eviction", "snooping", "snooped", "management" };
static const char *const tlb_operations[] = { "local management", "external management" };

/* The same structures: Transaction Type. */
static const char *const transactions[] = { "instruction", "data access", "generic", "reserved" };

/* The bus error structure: Participation Type and Address Space. */
static const char *const participations[] = {
	"local processor originated request", "local processor responded to request",
	"local processor observed", "generic",
};
static const char *const spaces[] = {
	"external memory access", "internal memory access", "unknown", "device memory access",
};

/* One-bit values of all three: the bit that says it is valid, and the words for 0 and 1. */
static const struct {
	uint8_t valid, bit;
	const char *no, *yes;
} yes_no[] = {
	{ 3, 25, "processor context not corrupted", "processor context corrupted" },
	{ 4, 26, "not corrected", "corrected" },
	{ 5, 27, "imprecise PC", "precise PC" },
	{ 6, 28, "not restartable", "restartable" },
};

/* Bits of the error information that the severity hangs on. */
enum { CONTEXT_CORRUPT_VALID = 3, CORRECTED_VALID = 4, CONTEXT_CORRUPT = 25, CORRECTED = 26 };

bool arm_pei_get(const uint8_t *p, size_t len, size_t n, struct arm_pei *out)
{
	unsigned int several;

	*out = (struct arm_pei){ 0 };
	if (n >= len / ARM_PEI_BYTES)
		return false;
	p += n * ARM_PEI_BYTES;
	out->valid = (uint16_t)ras_le(p + 2, 2);
	out->type = p[4];
	out->errors = 1;
	several = (unsigned int)ras_le(p + 5, 2);
	/* 0: one; 1: several, how many is not known; else their number. */
	if (out->valid & RAS_BIT(ARM_PEI_COUNT))
		out->errors = several < 2 ? several + 1 : several;
	if (out->valid & RAS_BIT(ARM_PEI_FLAGS))
		out->flags = p[7];
	if (out->valid & RAS_BIT(ARM_PEI_INFO))
		out->info = ras_le(p + 8, 8);
	if (out->valid & RAS_BIT(ARM_PEI_VIRT_ADDR))
		out->virt_addr = ras_le(p + 16, 8);
	if (out->valid & RAS_BIT(ARM_PEI_PHYS_ADDR))
		out->phys_addr = ras_le(p + 24, 8);
	return true;
}

void arm_pei_type_text(struct ras_text *t, uint8_t type)
{
	ras_bits_text(t, types, COUNT(types), type, ", ");
}

void arm_pei_flags_text(struct ras_text *t, uint8_t flags)
{
	ras_bits_text(t, flag_names, COUNT(flag_names), flags, ", ");
}

static const char *operation(uint8_t type, unsigned int op)
{
	size_t more = op - COUNT(operations);

	if (op < COUNT(operations))
		return operations[op];
	if (type & RAS_BIT(CACHE) && more < COUNT(cache_operations))
		return cache_operations[more];
	if (type & RAS_BIT(TLB) && more < COUNT(tlb_operations))
		return tlb_operations[more];
	return "reserved operation";
}

static void put(struct ras_text *t, const char *s)
{
	ras_text_sep(t, ", ");
	ras_text_puts(t, s);
}

/* What bus errors have beyond the others. */
static void bus_text(struct ras_text *t, uint64_t info)
{
	if (info & RAS_BIT(7))
		put(t, participations[ras_bits(info, 30, 29)]);
	if (info & RAS_BIT(8) && info & RAS_BIT(31))
		put(t, "timed out");
	if (info & RAS_BIT(9))
		put(t, spaces[ras_bits(info, 33, 32)]);
	if (info & RAS_BIT(10)) {
		put(t, "memory attributes ");
		ras_text_hex(t, ras_bits(info, 42, 34), 1);
	}
	if (info & RAS_BIT(11))
		put(t, ras_bits(info, 43, 43) ? "normal access" : "secure access");
}

void arm_pei_info_text(struct ras_text *t, const struct arm_pei *pei)
{
	uint64_t info = pei->info;

	if (!(pei->valid & RAS_BIT(ARM_PEI_INFO)) || pei->type & RAS_BIT(VENDOR))
		return;
	if (info & RAS_BIT(0)) {
		put(t, transactions[ras_bits(info, 17, 16)]);
		ras_text_puts(t, " transaction");
	}
	if (info & RAS_BIT(1))
		put(t, operation(pei->type, (unsigned int)ras_bits(info, 21, 18)));
	if (info & RAS_BIT(2)) {
		put(t, ras_bits(pei->type, BUS, BUS) ? "affinity level " : "level ");
		ras_text_u64(t, ras_bits(info, 24, 22));
	}
	for (size_t i = 0; i < COUNT(yes_no); i++)
		if (info & RAS_BIT(yes_no[i].valid))
			put(t, (info & RAS_BIT(yes_no[i].bit)) ? yes_no[i].yes : yes_no[i].no);
	if (pei->type & RAS_BIT(BUS))
		bus_text(t, info);
}

enum ras_severity arm_pei_severity(const struct arm_pei *pei, enum ras_severity other)
{
	if (pei->type & RAS_BIT(VENDOR))
		return other;
	if (pei->info & RAS_BIT(CONTEXT_CORRUPT_VALID) && pei->info & RAS_BIT(CONTEXT_CORRUPT))
		return RAS_FATAL;
	if (pei->info & RAS_BIT(CORRECTED_VALID))
		return (pei->info & RAS_BIT(CORRECTED)) ? RAS_CORRECTED : RAS_UNCORRECTED;
	return other;
}
