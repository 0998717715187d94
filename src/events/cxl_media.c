// SPDX-License-Identifier: GPL-2.0-or-later
/* cxl_general_media_event and cxl_dram_event: errors of a CXL device's media. */
#include "decode/bits.h"
#include "events/cxl.h"
#include "events/events.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

struct cxl_media_event {
	struct cxl_record r;
	struct cxl_media media;
	uint64_t dpa, hpa, hpa_alias0;
	uint32_t device, nibble_mask, row, me_count;
	uint16_t validity_flags, column;
	uint8_t channel, rank, bank_group, bank, sub_channel;
	struct ras_bytes uuid, cor_mask;
	struct cxl_component component;
	struct ras_str region, region_uuid, error_msg;
};

#define NUMBER(F, TYPE) RAS_FIELD(cxl_media_event, F, TYPE)
#define NAMED(F, COL, SRC, TYPE) RAS_FIELD_AS(cxl_media_event, F, COL, SRC, TYPE, 0)

/* Columns that both tables have in this order. */
#define MEDIA_FIELDS \
	NUMBER(dpa, RAS_HEX64), NAMED(media.dpa_flags, "dpa_flags", "dpa_flags", RAS_HEX8), \
	NAMED(media.descriptor, "descriptor", "descriptor", RAS_HEX8), \
	NAMED(media.type, "type", "type", RAS_U8), \
	NAMED(media.transaction_type, "transaction_type", "transaction_type", RAS_U8), \
	NUMBER(channel, RAS_U8), NUMBER(rank, RAS_U8)

#define REGION_FIELDS \
	NUMBER(hpa, RAS_HEX64), NAMED(region, "region", "region_name", RAS_STR), \
	RAS_DERIVED(cxl_media_event, region_uuid, RAS_STR)

#define COMPONENT_FIELD NAMED(component.id, "comp_id", "comp_id", RAS_BYTES)
#define PLDM_FIELDS \
	NAMED(component.entity, "pldm_entity_id", NULL, RAS_BYTES), \
	NAMED(component.resource, "pldm_resource_id", NULL, RAS_BYTES)
#define SUB_TYPE_FIELD NAMED(media.sub_type, "sub_type", "sub_type", RAS_U8)
#define THRESHOLD_FIELD \
	NAMED(media.threshold_flags, "cme_threshold_ev_flags", "cme_threshold_ev_flags", RAS_HEX8)

/* For decode() only, and ours behind those of 0.8.x. */
#define LAST_FIELDS \
	RAS_HIDDEN(cxl_media_event, validity_flags, RAS_U16), \
	RAS_FIELD_AS(cxl_media_event, uuid, "region_uuid", "region_uuid", RAS_BYTES, \
		     RAS_F_NO_COLUMN), \
	RAS_DERIVED(cxl_media_event, error_msg, RAS_STR), CXL_RECORD_OWN_FIELDS

static const struct ras_field general_fields[] = {
	CXL_RECORD_FIELDS, MEDIA_FIELDS, NUMBER(device, RAS_HEX32), COMPONENT_FIELD,
	REGION_FIELDS, PLDM_FIELDS, SUB_TYPE_FIELD, THRESHOLD_FIELD,
	NAMED(me_count, "cme_count", "cme_count", RAS_U32), NUMBER(hpa_alias0, RAS_HEX64),
	LAST_FIELDS,
};

static const struct ras_field dram_fields[] = {
	CXL_RECORD_FIELDS, MEDIA_FIELDS, NUMBER(nibble_mask, RAS_HEX32),
	NUMBER(bank_group, RAS_U8), NUMBER(bank, RAS_U8), NUMBER(row, RAS_U32),
	NUMBER(column, RAS_U16), NUMBER(cor_mask, RAS_BYTES), REGION_FIELDS, COMPONENT_FIELD,
	PLDM_FIELDS, SUB_TYPE_FIELD, NUMBER(sub_channel, RAS_U8), THRESHOLD_FIELD,
	NAMED(me_count, "cvme_count", "cvme_count", RAS_U32), NUMBER(hpa_alias0, RAS_HEX64),
	LAST_FIELDS,
};

/* CXL 3.1 tables 8-45 and 8-46, Validity Flags. */
enum {
	CHANNEL = 0, RANK = 1, /* both */
	GENERAL_DEVICE = 2, GENERAL_COMPONENT = 3, GENERAL_PLDM = 4,
	DRAM_NIBBLE = 2, DRAM_BANK_GROUP = 3, DRAM_BANK = 4, DRAM_ROW = 5, DRAM_COLUMN = 6,
	DRAM_COR_MASK = 7, DRAM_COMPONENT = 8, DRAM_PLDM = 9, DRAM_SUB_CHANNEL = 10,
};

static bool valid(const struct cxl_media_event *e, unsigned int bit)
{
	return e->validity_flags >> bit & 1;
}

/* What both have; values that the record does not vouch for become 0, as in 0.8.x. */
static enum ras_severity decode(struct cxl_media_event *e, struct cxl_component_valid component,
				void (*text)(struct ras_text *t, const struct cxl_media *m))
{
	struct ras_event *ev = &e->r.dev.ev;
	struct ras_text t;

	cxl_record_decode(&e->r);
	cxl_component_decode(&e->component, e->validity_flags, component);
	e->region_uuid = cxl_uuid(ev, e->uuid, true);
	if (!valid(e, CHANNEL))
		e->channel = 0;
	if (!valid(e, RANK))
		e->rank = 0;
	if (!(e->media.descriptor & RAS_BIT(CXL_DESC_THRESHOLD))) {
		e->media.threshold_flags = 0;
		e->me_count = 0;
	}
	t = ras_event_text(ev, 512);
	text(&t, &e->media);
	e->error_msg = ras_event_text_end(ev, &t);
	return cxl_media_severity(e->r.log, e->media.descriptor);
}

static enum ras_severity decode_general(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_media_event *e = (void *)ev;

	(void)host;
	if (!valid(e, GENERAL_DEVICE))
		e->device = 0;
	return decode(e, (struct cxl_component_valid){ GENERAL_COMPONENT, GENERAL_PLDM },
		      cxl_general_media_text);
}

static enum ras_severity decode_dram(const struct ras_host *host, struct ras_event *ev)
{
	struct cxl_media_event *e = (void *)ev;

	(void)host;
	if (!valid(e, DRAM_NIBBLE))
		e->nibble_mask = 0;
	if (!valid(e, DRAM_BANK_GROUP))
		e->bank_group = 0;
	if (!valid(e, DRAM_BANK))
		e->bank = 0;
	if (!valid(e, DRAM_ROW))
		e->row = 0;
	if (!valid(e, DRAM_COLUMN))
		e->column = 0;
	if (!valid(e, DRAM_COR_MASK))
		e->cor_mask = (struct ras_bytes){ NULL, 0 };
	if (!valid(e, DRAM_SUB_CHANNEL))
		e->sub_channel = 0;
	return decode(e, (struct cxl_component_valid){ DRAM_COMPONENT, DRAM_PLDM }, cxl_dram_text);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct cxl_media_event *e = (const void *)ev;

	cxl_device_text(out, &e->r.dev);
	ras_text_add(out, ": %s at device address ", e->error_msg.s);
	ras_text_hex(out, e->dpa, 1);
}

static const struct ras_tracepoint general_tracepoints[] = {
	{ "cxl/cxl_general_media", NULL },
	{ NULL, NULL },
};
static const struct ras_tracepoint dram_tracepoints[] = {
	{ "cxl/cxl_dram", NULL },
	{ NULL, NULL },
};

const struct ras_class ras_class_cxl_general_media = {
	.name = "cxl_general_media_event",
	.table = "cxl_general_media_event",
	.title = "CXL general media",
	.tracepoints = general_tracepoints,
	.fields = general_fields,
	.nfields = COUNT(general_fields),
	.size = sizeof(struct cxl_media_event),
	.decode = decode_general,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};

const struct ras_class ras_class_cxl_dram = {
	.name = "cxl_dram_event",
	.table = "cxl_dram_event",
	.title = "CXL DRAM",
	.tracepoints = dram_tracepoints,
	.fields = dram_fields,
	.nfields = COUNT(dram_fields),
	.size = sizeof(struct cxl_media_event),
	.decode = decode_dram,
	.describe = describe,
	.report = &cxl_report,
	.summary_by = "memdev",
};
