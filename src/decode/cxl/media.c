// SPDX-License-Identifier: GPL-2.0-or-later
/* CXL event records of media and memory modules. */
#include "decode/bits.h"
#include "decode/cxl/cxl.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* CXL 3.1, 8.2.9.2.1.1 table 8-45, General Media Event Record: Memory Event Type. */
static const struct ras_code general_types[] = {
	{ 0, "ECC Error" },
	{ 1, "Invalid Address" },
	{ 2, "Data Path Error" },
	{ 3, "TE State Violation" },
	{ 4, "Scrub Media ECC Error" },
	{ 5, "Advanced Programmable CME Counter Expiration" },
	{ 6, "CKID Violation" },
};

/* CXL 3.1, 8.2.9.2.1.2 table 8-46, DRAM Event Record: Memory Event Type. */
static const struct ras_code dram_types[] = {
	{ 0, "Media ECC Error" },
	{ 1, "Scrub Media ECC Error" },
	{ 2, "Invalid Address" },
	{ 3, "Data Path Error" },
	{ 4, "TE State Violation" },
	{ 5, "Advanced Programmable CME Counter Expiration" },
	{ 6, "CKID Violation" },
};

/* Both tables: Memory Event Sub-Type; 0 is "not reported". */
static const struct ras_code media_sub_types[] = {
	{ 1, "Internal Datapath Error" },
	{ 2, "Media Link Command Training Error" },
	{ 3, "Media Link Control Training Error" },
	{ 4, "Media Link Data Training Error" },
	{ 5, "Media Link CRC Error" },
};

/* Both tables: Transaction Type; 0 is "unknown". */
static const struct ras_code transactions[] = {
	{ 1, "Host Read" },
	{ 2, "Host Write" },
	{ 3, "Host Scan Media" },
	{ 4, "Host Inject Poison" },
	{ 5, "Internal Media Scrub" },
	{ 6, "Internal Media Management" },
	{ 7, "Internal Media Error Check Scrub" },
	{ 8, "Media Initialization" },
};

/* Both tables: Memory Event Descriptor. */
static const struct ras_bit descriptors[] = {
	{ CXL_DESC_UNCORRECTABLE, "UNCORRECTABLE EVENT" },
	{ CXL_DESC_THRESHOLD, "THRESHOLD EVENT" },
	{ 2, "POISON LIST OVERFLOW" },
};

/* Both tables: flags in the low bits of the Physical Address. */
static const struct ras_bit dpa_flags[] = {
	{ 0, "VOLATILE" },
	{ 1, "NOT_REPAIRABLE" },
};

/* Both tables: Advanced Programmable CME Threshold Event Flags. */
static const struct ras_bit threshold_flags[] = {
	{ 0, "Corrected Memory Errors in Multiple Media Components" },
	{ 1, "Exceeded Programmable Threshold" },
};

/* CXL 3.1, 8.2.9.2.1.3 table 8-47, Memory Module Event Record: Device Event Type. */
static const struct ras_code module_types[] = {
	{ 0, "Health Status Change" },
	{ 1, "Media Status Change" },
	{ 2, "Life Used Change" },
	{ 3, "Temperature Change" },
	{ 4, "Data Path Error" },
	{ 5, "LSA Error" },
	{ 6, "Unrecoverable Internal Sideband Bus Error" },
	{ 7, "Memory Media FRU Error" },
	{ 8, "Power Management Fault" },
};

/* The same: Device Event Sub-Type; 0 is "not reported". */
static const struct ras_code module_sub_types[] = {
	{ 1, "Invalid Config Data" },
	{ 2, "Unsupported Config Data" },
	{ 3, "Unsupported Memory Media FRU" },
};

/* CXL 3.1, 8.2.9.9.3.1 table 8-133, Get Health Info: Health Status. */
static const struct ras_bit health[] = {
	{ 0, "MAINTENANCE_NEEDED" },
	{ 1, "PERFORMANCE_DEGRADED" },
	{ 2, "REPLACEMENT_NEEDED" },
	{ 3, "MEM_CAPACITY_DEGRADED" },
};

/* The same: Media Status; 0 is "normal". */
static const struct ras_code media_status[] = {
	{ 1, "Not Ready" },
	{ 2, "Write Persistency Lost" },
	{ 3, "All Data Lost" },
	{ 4, "Write Persistency Loss in the Event of Power Loss" },
	{ 5, "Write Persistency Loss in Event of Shutdown" },
	{ 6, "Write Persistency Loss Imminent" },
	{ 7, "All Data Loss in Event of Power Loss" },
	{ 8, "All Data Loss in the Event of Shutdown" },
	{ 9, "All Data Loss Imminent" },
};

/* The same: Additional Status, a few levels in one byte (0 normal, 1 warning, 2 critical). */
static const struct {
	uint8_t hi, lo;
	const char *name;
} additional[] = {
	{ 1, 0, "life used" },
	{ 3, 2, "temperature" },
	{ 4, 4, "corrected volatile error count" },
	{ 5, 5, "corrected persistent error count" },
};

/* The text of a code after what is there already. 0 without a text is nothing to tell. */
static void put_code(struct ras_text *t, const struct ras_code *codes, size_t n, unsigned int code)
{
	const char *s = ras_code_text(codes, n, code);

	if (!s && !code)
		return;
	ras_text_sep(t, ", ");
	if (s)
		ras_text_puts(t, s);
	else
		ras_text_add(t, "reserved (%u)", code);
}

static void media_text(struct ras_text *t, const struct ras_code *types, size_t n,
		       const struct cxl_media *m)
{
	put_code(t, types, n, m->type);
	put_code(t, media_sub_types, COUNT(media_sub_types), m->sub_type);
	put_code(t, transactions, COUNT(transactions), m->transaction_type);
	ras_bits_text(t, descriptors, COUNT(descriptors), m->descriptor, ", ");
	ras_bits_text(t, dpa_flags, COUNT(dpa_flags), m->dpa_flags, ", ");
	ras_bits_text(t, threshold_flags, COUNT(threshold_flags), m->threshold_flags, ", ");
}

void cxl_general_media_text(struct ras_text *t, const struct cxl_media *m)
{
	media_text(t, general_types, COUNT(general_types), m);
}

void cxl_dram_text(struct ras_text *t, const struct cxl_media *m)
{
	media_text(t, dram_types, COUNT(dram_types), m);
}

enum ras_severity cxl_media_severity(uint32_t log, uint8_t descriptor)
{
	enum ras_severity by_log = cxl_log_severity(log);
	bool uncorrectable = descriptor & RAS_BIT(CXL_DESC_UNCORRECTABLE);
	enum ras_severity least = uncorrectable ? RAS_UNCORRECTED : RAS_CORRECTED;

	return by_log > least ? by_log : least;
}

void cxl_module_text(struct ras_text *t, const struct cxl_module *m)
{
	static const char *const level[] = { "normal", "warning", "critical", "reserved" };

	put_code(t, module_types, COUNT(module_types), m->event_type);
	put_code(t, module_sub_types, COUNT(module_sub_types), m->event_sub_type);
	ras_bits_text(t, health, COUNT(health), m->health_status, ", ");
	put_code(t, media_status, COUNT(media_status), m->media_status);
	for (size_t i = 0; i < COUNT(additional); i++) {
		uint64_t v = ras_bits(m->add_status, additional[i].hi, additional[i].lo);

		if (v)
			ras_text_add(t, ", %s %s", additional[i].name, level[v]);
	}
}
