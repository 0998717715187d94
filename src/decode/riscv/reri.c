// SPDX-License-Identifier: GPL-2.0-or-later
/* RISC-V RAS Error-record Register Interface: the status register. */
#include "decode/riscv/reri.h"

#include <stddef.h>

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* RISC-V RERI 1.0, error record status register; the most severe first. */
static const struct {
	uint8_t bit, number;
	enum ras_severity severity;
} severities[] = {
	{ 3, 3, RAS_FATAL },     /* UEC: uncorrected, critical */
	{ 2, 2, RAS_DEFERRED },  /* UED: uncorrected, deferred */
	{ 1, 1, RAS_CORRECTED }, /* CE */
};

/* RISC-V RERI 1.0, error codes (status.ec, bits 31:24). */
static const char *const error_codes[] = {
	"no error",
	"other unspecified error",
	"corrupted data access",
	"cache block data error",
	"cache scrubbing detected",
	"cache address/state error",
	"cache unspecified error",
	"snoop-filter/directory address/control error",
	"snoop-filter/directory unspecified error",
	"TLB/page-walk cache data error",
	"TLB/page-walk cache address/control error",
	"TLB/page-walk cache unspecified error",
	"hart state error",
	"interrupt controller state error",
	"interconnect data error",
	"interconnect other error",
	"internal watchdog error",
	"internal datapath, memory or execution unit error",
	"system memory command/address bus error",
	"system memory unspecified error",
	"system memory data error",
	"system memory scrubbing detected",
	"protocol error: illegal I/O",
	"protocol error: illegal state",
	"protocol error: timeout",
	"system internal controller error",
	"deferred error passthrough not supported",
	"PCIe/CXL detected error",
};

/* RISC-V RERI 1.0, transaction type (status.tt, bits 10:8); 0 is "unspecified". */
static const char *const transactions[] = {
	NULL, "custom transaction", "reserved transaction", "reserved transaction",
	"explicit read", "explicit write", "implicit read", "implicit write",
};

/* RISC-V RERI 1.0, address-or-info type (status.ait, bits 15:12); 0 is "none". */
static const char *const address_types[] = {
	NULL, "supervisor physical address", "guest physical address", "virtual address",
};

unsigned int reri_address_type(uint64_t status)
{
	return (unsigned int)ras_bits(status, 15, 12);
}

unsigned int reri_severity_number(uint64_t status)
{
	for (size_t i = 0; i < COUNT(severities); i++)
		if (status & RAS_BIT(severities[i].bit))
			return severities[i].number;
	return 0;
}

enum ras_severity reri_severity(uint64_t status)
{
	for (size_t i = 0; i < COUNT(severities); i++)
		if (status & RAS_BIT(severities[i].bit))
			return severities[i].severity;
	return RAS_INFO;
}

void reri_status_text(struct ras_text *t, uint64_t status)
{
	unsigned int ec = (unsigned int)ras_bits(status, 31, 24);
	unsigned int tt = (unsigned int)ras_bits(status, 10, 8);
	unsigned int ait = reri_address_type(status);

	if (ec < COUNT(error_codes))
		ras_text_puts(t, error_codes[ec]);
	else
		ras_text_add(t, "error code 0x%x", ec);
	if (transactions[tt])
		ras_text_add(t, ", %s", transactions[tt]);
	if (ait < COUNT(address_types) && address_types[ait])
		ras_text_add(t, ", %s", address_types[ait]);
}
