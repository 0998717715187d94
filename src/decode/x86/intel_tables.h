/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Intel-architecture machine checks: rows that say what a model's banks mean, and their walker. */
#ifndef RAS_DECODE_X86_INTEL_TABLES_H
#define RAS_DECODE_X86_INTEL_TABLES_H

#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* Bits of MCi_STATUS: the MCA error code, its form for memory, and the model-specific code. */
#define MCACOD_MASK   0xffffULL
#define MCACOD_FILTER 0x1000ULL /* correction report filtering */
#define MSCOD(STATUS) ((uint16_t)((STATUS) >> 16 & 0xffff))

/*
 * Sources. "SDM" is the Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3B,
 * order number 253669. Tables 17-x are of the editions where chapter 17 is "Machine-Check
 * Architecture"; tables 16-x are of those, of about 2017, where chapter 16 is "Interpreting
 * Machine-Check Error Codes". Models younger than that are after mcelog's decoders, which Intel
 * wrote, checked against real records where there are any (tests/data/mce-intel.jsonl).
 */

/* A field of MCi_STATUS with a meaning in words: one code of a list, or a set of bits. */
struct intel_field {
	uint64_t mask, value; /* applies where (MCi_STATUS & mask) == value … */
	bool unless;          /* … or, if this is set, where not */
	uint8_t hi, lo;       /* codes: the field; unused with bits */
	const struct ras_code *codes;
	const struct ras_bit *bits; /* numbers are those of MCi_STATUS */
	size_t n;
};

#define INTEL_CODES(HI, LO, TABLE) \
	{ .hi = (HI), .lo = (LO), .codes = (TABLE), .n = COUNT(TABLE) }
#define INTEL_CODES_IF(MASK, VALUE, HI, LO, TABLE) \
	{ .mask = (MASK), .value = (VALUE), .hi = (HI), .lo = (LO), .codes = (TABLE), \
	  .n = COUNT(TABLE) }
#define INTEL_CODES_UNLESS(MASK, VALUE, HI, LO, TABLE) \
	{ .mask = (MASK), .value = (VALUE), .unless = true, .hi = (HI), .lo = (LO), \
	  .codes = (TABLE), .n = COUNT(TABLE) }
#define INTEL_BITS(TABLE) \
	{ .bits = (TABLE), .n = COUNT(TABLE) }
#define INTEL_BITS_IF(MASK, VALUE, TABLE) \
	{ .mask = (MASK), .value = (VALUE), .bits = (TABLE), .n = COUNT(TABLE) }

/* MCACOD forms for the conditions above, whatever the filter bit says (SDM table 17-10). */
#define INTEL_BUS_MASK    0xe800ULL
#define INTEL_BUS         0x0800ULL
#define INTEL_MEMORY_MASK 0xef80ULL
#define INTEL_MEMORY      0x0080ULL

enum intel_register { INTEL_STATUS, INTEL_MISC };
enum intel_form { INTEL_NUMBER, INTEL_HEX, INTEL_TOP_BIT, INTEL_WORD };

/* One coordinate of the place of an error: "row=0x27b2". */
struct intel_place {
	const char *key;
	enum intel_register reg; /* INTEL_MISC: only where MISCV is set */
	enum intel_form form;
	uint8_t hi, lo;
	uint8_t left; /* the field counts in units of 1 << left */
	uint8_t top;  /* one more bit of the register, above the field; 0: none */
	uint64_t status_mask, status_value; /* applies where MCi_STATUS agrees … */
	uint64_t misc_mask, misc_value;     /* … and MCi_MISC agrees */
	const struct ras_code *words;       /* INTEL_WORD; a code without a row is left out */
	size_t nwords;
};

/* Where a bank says where: a list of coordinates and when they hold. */
struct intel_layout {
	uint64_t mask, value; /* applies where (MCi_STATUS & mask) == value … */
	bool unless;          /* … or, if this is set, where not */
	uint16_t skip_first, skip_last; /* MSCODs that use MISC for something else; 0, 0: none */
	const struct intel_place *places;
	size_t n;
};

/* How a bank tells the channel of a memory error. */
enum {
	INTEL_CHANNEL_CODE = 1, /* CCCC of the MCACOD, plus .channel */
	INTEL_CHANNEL_BANK = 2, /* .channel is that of the first bank, one channel a bank */
	INTEL_MC = 4,           /* .mc is the memory controller, for every bank of the row */
	INTEL_MC_BANK = 8,      /* .mc is that of the first bank, one controller a bank */
	INTEL_IMH = 16,         /* bank of one of two IMH dies, by APIC ID bit 2 */
};

/* One bank, or several alike. */
struct intel_bank {
	uint8_t first, last;
	uint8_t flags;
	uint8_t mc, channel;
	const char *name;           /* NULL: it has none */
	const struct intel_field *fields;
	size_t nfields;
	const struct intel_layout *layout; /* NULL: none */
};

#define INTEL_FIELDS(TABLE) .fields = (TABLE), .nfields = COUNT(TABLE)

struct intel_banks {
	const struct intel_bank *rows;
	size_t n;
};

#define INTEL_BANKS(TABLE) \
	{ .rows = (TABLE), .n = COUNT(TABLE) }

/* One model, or several alike. */
struct intel_model {
	uint8_t family;
	uint8_t model_first, model_last;
	uint8_t stepping_first, stepping_last;
	const char *name;
	uint64_t caps; /* what its MCG_CAP has; used only for a record that lacks it */
	const struct intel_banks *banks;
};

/*
 * Banks of the cores since Sandy Bridge: instruction fetch, data cache, data TLB, mid-level cache.
 * SDM 16.6.1 names bank 3 (MLC); Linux mce/intel.c and mce/core.c take bank 0 for instruction
 * fetch and bank 1 for data loads; drivers/edac and the bitfix filter driver name 1 to 3.
 */
#define INTEL_CORE_BANKS                               \
	{ .first = 0, .last = 0, .name = "IFU" },      \
	{ .first = 1, .last = 1, .name = "DCU" },      \
	{ .first = 2, .last = 2, .name = "DTLB" },     \
	{ .first = 3, .last = 3, .name = "MLC" }

extern const struct intel_banks intel_p6_banks, intel_core2_banks, intel_dunnington_banks,
	intel_p4_banks, intel_tulsa_banks, intel_nehalem_banks, intel_xeon75xx_banks,
	intel_core_banks, intel_snb_ep_banks, intel_ivb_ep_banks, intel_hsx_banks, intel_bdx_banks,
	intel_bde_banks, intel_knl_banks, intel_skx_banks, intel_icx_banks, intel_icx_d_banks,
	intel_snr_banks, intel_spr_banks, intel_emr_banks, intel_gnr_banks, intel_srf_banks,
	intel_dmr_banks;

/* Tables that several generations share (intel_common.c), with their sizes. */
enum {
	INTEL_UBOX = 4, INTEL_IMC_SCRUB = 4, INTEL_UPI = 16, INTEL_UPI_CONTROL = 10,
	INTEL_PUNIT_UNIT = 9, INTEL_PUNIT = 8, INTEL_MCCHAN = 10, INTEL_YES = 1,
};

extern const struct ras_code intel_ubox[INTEL_UBOX], intel_upi[INTEL_UPI],
	intel_punit_unit[INTEL_PUNIT_UNIT], intel_punit[INTEL_PUNIT], intel_mcchan[INTEL_MCCHAN],
	intel_yes[INTEL_YES];
extern const struct ras_bit intel_imc_scrub[INTEL_IMC_SCRUB],
	intel_upi_control[INTEL_UPI_CONTROL];
extern const struct intel_layout intel_rank_layout;

/* The first row that covers the CPU of m, or NULL. */
const struct intel_model *intel_model_find(const struct intel_model *models, size_t n,
					   const struct x86_mce *m);

/* Intel's models; NULL for one that is not listed: its records are decoded architecturally. */
const struct intel_model *intel_model(const struct x86_mce *m);

/* The row of m's bank, or NULL. */
const struct intel_bank *intel_bank(const struct intel_model *model, const struct x86_mce *m);

/* What MSCOD and the other fields of the bank mean; nothing where the tables have nothing. */
void intel_bank_words(const struct intel_bank *bank, uint64_t status, struct ras_text *t);

/* Controller, channel and coordinates, as "key=value" with spaces between. */
void intel_bank_place(const struct intel_bank *bank, const struct x86_mce *m,
		      struct ras_text *t);

/* True for MCACOD 000F 0000 1MMM CCCC and 000F 0010 1MMM CCCC (SDM table 17-10). */
bool intel_is_memory(uint64_t status);

/*
 * Decode all that follows Intel's architecture, with a model's tables where model is not NULL.
 * Fills in the texts of r and its address, error count and CPU type; returns the severity.
 */
enum ras_severity intel_decode(const struct x86_mce *m, const struct intel_model *model,
			       struct x86_mce_report *r);

#endif
