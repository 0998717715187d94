// SPDX-License-Identifier: GPL-2.0-or-later
/* --vendor-…: tables of errors that only one vendor's platforms report. */
#include <strings.h>

#include "ctl/reports.h"
#include "events/events.h"

/* Platform IDs as rasdaemon 0.8.5 has them. */
static const struct platform {
	const char *name, *id;
} platforms[] = {
	{ "HiSilicon KunPeng9xx", "KunPeng9xx" },
	{ "THead Yitian7xx", "YiTian7XX" },
	{ "JaguarMicro CorsicaDpu1xx", "CorsicaDpu1xx" },
};

/* Their tables, and columns, of rasdaemon 0.8.5. */
static const struct vendor_table {
	const struct platform *platform;
	const char *table, *title, *by, *module, *show;
} tables[] = {
	{ &platforms[0], "hip08_oem_type1_event_v2", "HiSilicon KunPeng9xx OEM type1 error",
	  "err_severity,module_id", "module_id",
	  "version,soc_id,socket_id,nimbus_id,module_id,sub_module_id,err_severity,regs_dump" },
	{ &platforms[0], "hip08_oem_type2_event_v2", "HiSilicon KunPeng9xx OEM type2 error",
	  "err_severity,module_id", "module_id",
	  "version,soc_id,socket_id,nimbus_id,module_id,sub_module_id,err_severity,regs_dump" },
	{ &platforms[0], "hip08_pcie_local_event_v2",
	  "HiSilicon KunPeng9xx PCIe controller error", "err_severity,sub_module_id",
	  "sub_module_id",
	  "version,soc_id,socket_id,nimbus_id,sub_module_id,core_id,port_id,err_severity,err_type,"
	  "regs_dump" },
	{ &platforms[0], "hisi_common_section_v2", "HiSilicon KunPeng9xx common error",
	  "err_severity,module_id", "module_id",
	  "version,soc_id,socket_id,totem_id,nimbus_id,sub_system_id,module_id,sub_module_id,"
	  "core_id,port_id,err_type,pcie_info,err_severity,regs_dump" },
	{ &platforms[1], "yitian_ddr_reg_dump_event", "THead YiTian710 DDR error dump", "address",
	  NULL, "address,regs_dump" },
	{ &platforms[2], "jm_payload0_event", "JaguarMicro CorsicaDpu1xx OEM type0 error",
	  "err_severity,subsystem", "module_id",
	  "version,soc_id,subsystem,module,module_id,sub_module,submodule_id,dev,dev_id,err_type,"
	  "err_severity,regs_dump" },
};

enum {
	PLATFORMS = sizeof(platforms) / sizeof(platforms[0]),
	TABLES = sizeof(tables) / sizeof(tables[0]),
};

static const struct platform *find(const char *id)
{
	for (size_t i = 0; i < PLATFORMS; i++)
		if (!strcasecmp(platforms[i].id, id))
			return &platforms[i];
	return NULL;
}

static enum ctl_exit put_tables(struct ctl *ctl, const struct platform *p, bool summary)
{
	enum ctl_exit rc = CTL_OK;

	for (size_t i = 0; rc == CTL_OK && i < TABLES; i++) {
		const struct vendor_table *v = &tables[i];
		const char *only = summary ? NULL : ctl->module;
		struct ctl_source src = {
			.table = v->table, .cls = ras_class_by_name(v->table),
			.since = ctl->since, .since_ns = ctl->since_ns,
			.only_column = only ? v->module : NULL, .only_value = only,
		};
		struct ctl_words w;

		/* A table that knows no modules holds nothing of the one asked for. */
		if (v->platform != p || (only && !v->module))
			continue;
		ctl_words_plain(&w, v->title, v->by, v->show);
		rc = ctl_report(ctl, &w, &src, summary);
	}
	return rc;
}

static enum ctl_exit vendor(struct ctl *ctl, enum ctl_opt opt, const char *key, bool summary)
{
	const struct platform *p = find(ctl->value[opt]);
	enum ctl_exit rc;

	if (!p) {
		ctl_complain(ctl, "--%s=%s: no such platform; see --vendor-platforms",
			     ctl_options[opt].name, ctl->value[opt]);
		return CTL_USAGE;
	}
	rc = ctl_db(ctl);
	if (rc != CTL_OK)
		return rc;
	ctl_output_member(&ctl->out, key, false);
	rc = put_tables(ctl, p, summary);
	ctl_output_member_end(&ctl->out);
	return rc;
}

enum ctl_exit ctl_vendor_summary(struct ctl *ctl)
{
	return vendor(ctl, CTL_VENDOR_SUMMARY, "vendor_summary", true);
}

enum ctl_exit ctl_vendor_errors(struct ctl *ctl)
{
	return vendor(ctl, CTL_VENDOR_ERRORS, "vendor_errors", false);
}

enum ctl_exit ctl_vendor_platforms(struct ctl *ctl)
{
	ctl_output_member(&ctl->out, "vendor_platforms", false);
	ctl_output_block(&ctl->out, "Supported platforms for the vendor-specific errors:", NULL);
	for (size_t i = 0; i < PLATFORMS; i++) {
		const struct ctl_value v[] = {
			ctl_text("name", platforms[i].name),
			ctl_text("platform_id", platforms[i].id),
		};

		ctl_output_record(&ctl->out, "\t{name}, platform-id=\"{platform_id}\"", v,
				  sizeof(v) / sizeof(v[0]));
	}
	ctl_output_block_end(&ctl->out);
	ctl_output_member_end(&ctl->out);
	return CTL_OK;
}
