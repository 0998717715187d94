/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UEFI Common Platform Error Records: severities, section types, memory errors. */
#ifndef RAS_DECODE_CPER_H
#define RAS_DECODE_CPER_H

#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"
#include "decode/guid.h"

/*
 * Severity of a record as APEI hands it to the kernel's trace events (GHES_SEV_*, Linux
 * include/acpi/ghes.h): 0 none, 1 corrected, 2 recoverable, 3 and above panic.
 */
enum ras_severity cper_ghes_severity(unsigned int sev);

/* The same in the words that 0.8.x stores: Informational, Corrected, Recoverable, Fatal. */
const char *cper_ghes_name(unsigned int sev);

/*
 * Severity as records themselves number it (UEFI 2.10, N.2.1): 0 recoverable, 1 fatal,
 * 2 corrected, 3 informational. What is out of range counts as fatal.
 */
enum ras_severity cper_severity(unsigned int sev);

/* What a section of this type describes, or "" when the type is not known. */
const char *cper_section_name(const uint8_t sec_type[static RAS_GUID_BYTES]);

/* Memory error type (UEFI 2.10, N.2.5, "Memory Error Type"); 0xff is the kernel's unknown. */
const char *cper_mem_error_type(unsigned int type);

/* Bytes of the kernel's struct cper_mem_err_compact (Linux include/linux/cper.h), packed. */
#define CPER_MEM_COMPACT 55

/* Where a memory error is: "node:0 card:1 module:0 …", only what the record says is valid. */
void cper_mem_location_text(struct ras_text *t, const uint8_t mem[static CPER_MEM_COMPACT]);

#endif
