// SPDX-License-Identifier: GPL-2.0-or-later
/* What the CXL classes share: device, and the common header of event records. */
#include "events/cxl.h"

#include "decode/bits.h"

const struct ras_report cxl_report = { .summary_form = "{memdev} errors: {#}" };

struct ras_str cxl_uuid(struct ras_event *ev, struct ras_bytes uuid, bool zeros)
{
	struct ras_text t = ras_event_text(ev, RAS_GUID_TEXT);
	uint8_t any = 0;

	if (uuid.len != RAS_GUID_BYTES)
		return RAS_STR_EMPTY;
	for (size_t i = 0; i < uuid.len; i++)
		any |= uuid.p[i];
	if (any || zeros)
		ras_uuid_text(&t, uuid.p);
	return ras_event_text_end(ev, &t);
}

void cxl_record_decode(struct cxl_record *r)
{
	struct ras_event *ev = &r->dev.ev;
	struct ras_text t;

	r->log_type = ras_str_of(cxl_log_name(r->log));
	r->hdr_uuid = cxl_uuid(ev, r->uuid, true);
	t = ras_event_text(ev, 128);
	cxl_header_flags_text(&t, r->hdr_flags);
	r->hdr_flags_msg = ras_event_text_end(ev, &t);
	if (!(r->hdr_flags & RAS_BIT(CXL_HDR_SUB_CLASS_VALID)))
		r->hdr_maint_op_sub_class = 0;
	if (!(r->hdr_flags & RAS_BIT(CXL_HDR_LD_ID_VALID)))
		r->hdr_ld_id = 0;
	if (!(r->hdr_flags & RAS_BIT(CXL_HDR_HEAD_ID_VALID)))
		r->hdr_head_id = 0;
}

void cxl_device_text(struct ras_text *t, const struct cxl_device *d)
{
	ras_text_clean(t, d->memdev.s, d->memdev.len);
	ras_text_puts(t, " (");
	ras_text_clean(t, d->host.s, d->host.len);
	ras_text_putc(t, ')');
}

/* CXL 3.1, 8.2.9.2.1 table 8-44, Component Identifier Format: flags, entity, resource. */
enum {
	COMPONENT_ID = 16, /* bytes */
	PLDM_ENTITY_VALID = 0, PLDM_ENTITY_AT = 1, PLDM_ENTITY = 6,
	PLDM_RESOURCE_VALID = 1, PLDM_RESOURCE_AT = 7, PLDM_RESOURCE = 4,
};

void cxl_component_decode(struct cxl_component *c, uint16_t validity,
			  struct cxl_component_valid bits)
{
	if (!(validity & RAS_BIT(bits.id)) || c->id.len != COMPONENT_ID) {
		c->id = (struct ras_bytes){ NULL, 0 };
		return;
	}
	if (!(validity & RAS_BIT(bits.pldm)))
		return;
	if (c->id.p[0] & RAS_BIT(PLDM_ENTITY_VALID))
		c->entity = (struct ras_bytes){ c->id.p + PLDM_ENTITY_AT, PLDM_ENTITY };
	if (c->id.p[0] & RAS_BIT(PLDM_RESOURCE_VALID))
		c->resource = (struct ras_bytes){ c->id.p + PLDM_RESOURCE_AT, PLDM_RESOURCE };
}
