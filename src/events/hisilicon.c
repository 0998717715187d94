// SPDX-License-Identifier: GPL-2.0-or-later
/* HiSilicon's CPER sections: HIP08 OEM types 1 and 2, PCIe local errors, the common section. */
#include "decode/cper/hisilicon.h"
#include "events/events.h"
#include "events/section.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* All four share one struct; each table has the columns that it has. */
struct hisi_event {
	struct ras_section_event s;
	uint64_t version, soc_id, socket_id, totem_id, nimbus_id, sub_system_id;
	uint64_t module, sub_module, core_id, port_id, err_type, severity;
	struct ras_str module_id, sub_module_id, pcie_info, err_severity, regs_dump;
};

#define ID(F) RAS_DERIVED(hisi_event, F, RAS_U64)
#define TEXT(F) RAS_DERIVED(hisi_event, F, RAS_STR)
#define AT(OFFSET, SIZE, VALID, F) { { (OFFSET), (SIZE), (VALID) }, offsetof(struct hisi_event, F) }

static const struct ras_field oem_fields[] = {
	ID(version), ID(soc_id), ID(socket_id), ID(nimbus_id), TEXT(module_id),
	TEXT(sub_module_id), TEXT(err_severity), TEXT(regs_dump), RAS_SECTION_FIELDS,
};

static const struct ras_field pcie_fields[] = {
	ID(version), ID(soc_id), ID(socket_id), ID(nimbus_id), TEXT(sub_module_id), ID(core_id),
	ID(port_id), TEXT(err_severity), ID(err_type), TEXT(regs_dump), RAS_SECTION_FIELDS,
};

static const struct ras_field common_fields[] = {
	ID(version), ID(soc_id), ID(socket_id), ID(totem_id), ID(nimbus_id), ID(sub_system_id),
	TEXT(module_id), RAS_FIELD_AS(hisi_event, sub_module, "sub_module_id", NULL, RAS_U64, 0),
	ID(core_id), ID(port_id), ID(err_type), TEXT(pcie_info), TEXT(err_severity),
	TEXT(regs_dump), RAS_SECTION_FIELDS,
};

/* HIP08 OEM types 1 and 2: 32 validation bits, then the same header. */
static const struct cper_column oem_columns[] = {
	AT(4, 1, CPER_ALWAYS, version), AT(5, 1, 0, soc_id),     AT(6, 1, 1, socket_id),
	AT(7, 1, 2, nimbus_id),         AT(8, 1, 3, module),     AT(9, 1, 4, sub_module),
	AT(10, 1, 5, severity),
};
enum { OEM_MODULE_VALID = 3, OEM_SUB_MODULE_VALID = 4, OEM_SEVERITY_VALID = 5 };

/* HIP08 PCIe local: 64 validation bits. */
static const struct cper_column pcie_columns[] = {
	AT(8, 1, CPER_ALWAYS, version), AT(9, 1, 1, soc_id),   AT(10, 1, 2, socket_id),
	AT(11, 1, 3, nimbus_id),        AT(12, 1, 4, sub_module), AT(13, 1, 5, core_id),
	AT(14, 1, 6, port_id),          AT(15, 1, 8, severity),   AT(16, 2, 7, err_type),
};
enum { PCIE_SUB_MODULE_VALID = 4, PCIE_SEVERITY_VALID = 8 };

/* The common section: 32 validation bits. */
static const struct cper_column common_columns[] = {
	AT(4, 1, CPER_ALWAYS, version), AT(5, 1, 0, soc_id),    AT(6, 1, 1, socket_id),
	AT(7, 1, 2, totem_id),          AT(8, 1, 3, nimbus_id), AT(9, 1, 4, sub_system_id),
	AT(10, 1, 5, module),           AT(11, 1, 6, sub_module), AT(12, 1, 7, core_id),
	AT(13, 1, 8, port_id),          AT(14, 2, 9, err_type), AT(24, 1, 11, severity),
};
enum { COMMON_MODULE_VALID = 5, COMMON_PCIE_VALID = 10, COMMON_SEVERITY_VALID = 11 };

static bool valid(const struct cper_section *s, unsigned int bit)
{
	return s->valid >> bit & 1;
}

static void put_severity(struct hisi_event *e, const struct cper_section *s, unsigned int bit)
{
	if (valid(s, bit))
		e->err_severity = ras_str_of(cper_vendor_severity(e->severity));
}

static enum ras_severity decode_oem(struct ras_event *ev, enum hisi_oem oem)
{
	struct hisi_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 4);
	const struct cper_register *regs;
	size_t n = hisi_oem_registers(oem, &regs);

	cper_section_columns(&s, oem_columns, COUNT(oem_columns), e);
	if (valid(&s, OEM_MODULE_VALID))
		e->module_id = ras_str_of(hisi_oem_module(oem, e->module));
	if (valid(&s, OEM_SUB_MODULE_VALID))
		e->sub_module_id = ras_str_of(hisi_oem_sub_module(oem, e->module, e->sub_module));
	put_severity(e, &s, OEM_SEVERITY_VALID);
	e->regs_dump = ras_section_dump(ev, &s, regs, n, "=");
	return ras_section_severity(ev);
}

static enum ras_severity decode_type1(const struct ras_host *host, struct ras_event *ev)
{
	(void)host;
	return decode_oem(ev, HISI_OEM_TYPE1);
}

static enum ras_severity decode_type2(const struct ras_host *host, struct ras_event *ev)
{
	(void)host;
	return decode_oem(ev, HISI_OEM_TYPE2);
}

static enum ras_severity decode_pcie(const struct ras_host *host, struct ras_event *ev)
{
	struct hisi_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 8);
	struct ras_text t;

	(void)host;
	cper_section_columns(&s, pcie_columns, COUNT(pcie_columns), e);
	if (valid(&s, PCIE_SUB_MODULE_VALID))
		e->sub_module_id = ras_str_of(hisi_pcie_sub_module(e->sub_module));
	put_severity(e, &s, PCIE_SEVERITY_VALID);
	t = ras_event_text(ev, 1024);
	hisi_pcie_registers_text(&t, &s);
	e->regs_dump = ras_event_text_end(ev, &t);
	return ras_section_severity(ev);
}

static enum ras_severity decode_common(const struct ras_host *host, struct ras_event *ev)
{
	struct hisi_event *e = (void *)ev;
	struct cper_section s = ras_section(ev, 4);
	struct ras_text t;

	(void)host;
	cper_section_columns(&s, common_columns, COUNT(common_columns), e);
	if (valid(&s, COMMON_MODULE_VALID))
		e->module_id = ras_str_of(hisi_common_module(e->module));
	if (valid(&s, COMMON_PCIE_VALID)) {
		t = ras_event_text(ev, 32);
		hisi_common_pcie_text(&t, &s);
		e->pcie_info = ras_event_text_end(ev, &t);
	}
	put_severity(e, &s, COMMON_SEVERITY_VALID);
	t = ras_event_text(ev, 4096);
	hisi_common_registers_text(&t, &s);
	e->regs_dump = ras_event_text_end(ev, &t);
	return ras_section_severity(ev);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	const struct hisi_event *e = (const void *)ev;

	ras_text_puts(out, "HiSilicon");
	if (e->module_id.len)
		ras_text_add(out, " module %s", e->module_id.s);
	if (e->sub_module_id.len)
		ras_text_add(out, " %s", e->sub_module_id.s);
	if (e->err_severity.len)
		ras_text_add(out, ": %s", e->err_severity.s);
}

static bool wants_type1(const struct ras_event *ev)
{
	return ras_section_is(ev, "1f8161e1-55d6-41e6-bd10-7afd1dc5f7c5", 12);
}

static bool wants_type2(const struct ras_event *ev)
{
	return ras_section_is(ev, "45534ea6-ce23-4115-8535-e07ab3aef91d", 12);
}

static bool wants_pcie(const struct ras_event *ev)
{
	return ras_section_is(ev, "b2889fc9-e7d7-4f9d-a867-af42e98be772", 20);
}

static bool wants_common(const struct ras_event *ev)
{
	return ras_section_is(ev, "c8b328a8-9917-4af6-9a13-2e08ab2e7586", 32);
}

#define CLASS(NAME, TITLE, FIELDS, WANTS, DECODE, BY) \
	{ \
		.name = (NAME), .table = (NAME), .title = (TITLE), \
		.tracepoints = ras_section_tracepoints, .fields = (FIELDS), \
		.nfields = COUNT(FIELDS), .size = sizeof(struct hisi_event), .wants = (WANTS), \
		.decode = (DECODE), .describe = describe, .report = &ras_section_report, \
		.summary_by = (BY), \
	}

const struct ras_class ras_class_hip08_oem_type1 =
	CLASS("hip08_oem_type1_event_v2", "HiSilicon HIP08 OEM type 1", oem_fields, wants_type1,
	      decode_type1, "err_severity,module_id");
const struct ras_class ras_class_hip08_oem_type2 =
	CLASS("hip08_oem_type2_event_v2", "HiSilicon HIP08 OEM type 2", oem_fields, wants_type2,
	      decode_type2, "err_severity,module_id");
const struct ras_class ras_class_hip08_pcie_local =
	CLASS("hip08_pcie_local_event_v2", "HiSilicon HIP08 PCIe local", pcie_fields, wants_pcie,
	      decode_pcie, "err_severity,sub_module_id");
const struct ras_class ras_class_hisi_common =
	CLASS("hisi_common_section_v2", "HiSilicon common", common_fields, wants_common,
	      decode_common, "err_severity,module_id");
