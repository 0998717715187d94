/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the CXL classes share: device, and the common header of event records. */
#ifndef RAS_EVENTS_CXL_H
#define RAS_EVENTS_CXL_H

#include "core/event.h"
#include "decode/cxl/cxl.h"
#include "decode/guid.h"

/* First member of the struct of every CXL class. */
struct cxl_device {
	struct ras_event ev;
	struct ras_str memdev, host;
	uint64_t serial;
};

/* Events of ports name their device otherwise and have no serial number. */
#define CXL_DEVICE_FIELDS \
	RAS_FIELD_ALSO(cxl_device, memdev, "memdev", "memdev", "device", RAS_STR, 0), \
	RAS_FIELD(cxl_device, host, RAS_STR), RAS_FIELD(cxl_device, serial, RAS_HEX64)

/* First member of the struct of a class whose records have the common header. */
struct cxl_record {
	struct cxl_device dev;
	uint32_t log, hdr_flags;
	struct ras_str log_type, hdr_uuid, hdr_flags_msg;
	struct ras_bytes uuid;
	uint16_t hdr_handle, hdr_related_handle, hdr_ld_id;
	int64_t hdr_ts;
	uint8_t hdr_length, hdr_maint_op_class, hdr_maint_op_sub_class, hdr_head_id;
};

/* CXL 3.1, 8.2.9.2.1 table 8-43; Linux drivers/cxl/core/trace.h, CXL_EVT_TP_entry. */
#define CXL_RECORD_FIELDS \
	CXL_DEVICE_FIELDS, RAS_HIDDEN(cxl_record, log, RAS_U32), \
	RAS_DERIVED(cxl_record, log_type, RAS_STR), \
	RAS_FIELD_AS(cxl_record, uuid, "hdr_uuid", "hdr_uuid", RAS_BYTES, RAS_F_NO_COLUMN), \
	RAS_DERIVED(cxl_record, hdr_uuid, RAS_STR), \
	RAS_FIELD(cxl_record, hdr_flags, RAS_HEX32), RAS_FIELD(cxl_record, hdr_handle, RAS_U16), \
	RAS_FIELD(cxl_record, hdr_related_handle, RAS_U16), \
	RAS_FIELD_AS(cxl_record, hdr_ts, "hdr_ts", "hdr_timestamp", RAS_TIME, 0), \
	RAS_FIELD(cxl_record, hdr_length, RAS_U8), \
	RAS_FIELD(cxl_record, hdr_maint_op_class, RAS_U8), \
	RAS_FIELD(cxl_record, hdr_maint_op_sub_class, RAS_U8), \
	RAS_FIELD(cxl_record, hdr_ld_id, RAS_U16), RAS_FIELD(cxl_record, hdr_head_id, RAS_U8)

/* Not in 0.8.x, so last among the columns. */
#define CXL_RECORD_OWN_FIELDS RAS_DERIVED(cxl_record, hdr_flags_msg, RAS_STR)

/* Counts by device, as 0.8.x words them. */
extern const struct ras_report cxl_report;

/* Work out the header's texts; what its flags do not vouch for becomes 0. */
void cxl_record_decode(struct cxl_record *r);

/* "mem0 (0000:0d:00.0)" */
void cxl_device_text(struct ras_text *t, const struct cxl_device *d);

/* The text of a UUID; with "" for one of zeros. Empty when there are no 16 bytes. */
struct ras_str cxl_uuid(struct ras_event *ev, struct ras_bytes uuid, bool zeros);

/* Which bits of a record's validity flags vouch for the component identifier. */
struct cxl_component_valid {
	uint8_t id, pldm; /* bits */
};

/* A component identifier and what it says when it has the PLDM format. */
struct cxl_component {
	struct ras_bytes id, entity, resource;
};

/* Leave of c->id what is valid and find the parts of it. */
void cxl_component_decode(struct cxl_component *c, uint16_t validity,
			  struct cxl_component_valid bits);

#endif
