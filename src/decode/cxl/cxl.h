/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CXL error and event records: what their numbers and bits mean. */
#ifndef RAS_DECODE_CXL_H
#define RAS_DECODE_CXL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"

/* Names of the bits of a RAS capability's status register, ", " between; BITn for the unnamed. */
void cxl_uncorrectable_text(struct ras_text *t, uint32_t status);
void cxl_correctable_text(struct ras_text *t, uint32_t status);

/* The event log that a record came from (CXL 3.0 table 8-49), "Unknown" out of range. */
const char *cxl_log_name(uint32_t log);
enum ras_severity cxl_log_severity(uint32_t log);

/* Poison list: what was done, and who reported it; "Invalid" for a value without a meaning. */
const char *cxl_poison_trace_name(unsigned int trace_type);
const char *cxl_poison_source_name(unsigned int source);

enum {
	CXL_POISON_OVERFLOW = 1,           /* bit of flags: the list overflowed */
	CXL_DESC_UNCORRECTABLE = 0,        /* bits of descriptor */
	CXL_DESC_THRESHOLD = 1,
	CXL_HDR_SUB_CLASS_VALID = 6,       /* bits of hdr_flags */
	CXL_HDR_LD_ID_VALID = 7,
	CXL_HDR_HEAD_ID_VALID = 8,
};

/* Names of the bits of a common record header's flags. */
void cxl_header_flags_text(struct ras_text *t, uint32_t flags);

/* What a general media or a DRAM event record says, numbers as in the record. */
struct cxl_media {
	uint8_t type, sub_type, transaction_type, descriptor, dpa_flags, threshold_flags;
};
void cxl_general_media_text(struct ras_text *t, const struct cxl_media *m);
void cxl_dram_text(struct ras_text *t, const struct cxl_media *m);

/* Severity of a media event: the log's, but at least what the descriptor says. */
enum ras_severity cxl_media_severity(uint32_t log, uint8_t descriptor);

/* What a memory module event record says, numbers as in the record. */
struct cxl_module {
	uint8_t event_type, event_sub_type, health_status, media_status, add_status;
};
void cxl_module_text(struct ras_text *t, const struct cxl_module *m);

#endif
