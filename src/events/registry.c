// SPDX-License-Identifier: GPL-2.0-or-later
/* The registry of event classes. */
#include <string.h>

#include "events/events.h"
#include "events/vmm_event.h"

const struct ras_class *const ras_classes[] = {
	&ras_class_mc_event,
	&ras_class_aer_event,
	&ras_class_arm_event,
	&ras_class_cxl_poison,
	&ras_class_cxl_aer_ue,
	&ras_class_cxl_aer_ce,
	&ras_class_cxl_overflow,
	&ras_class_cxl_generic,
	&ras_class_cxl_general_media,
	&ras_class_cxl_dram,
	&ras_class_cxl_memory_module,
	&ras_class_extlog_event,
	&ras_class_devlink_event,
	&ras_class_disk_errors,
	&ras_class_memory_failure,
	&ras_class_mce_record,
	&ras_class_signal_event,
	&ras_class_reri_event,
	&ras_class_non_standard_event,
	&ras_class_hip08_oem_type1,
	&ras_class_hip08_oem_type2,
	&ras_class_hip08_pcie_local,
	&ras_class_hisi_common,
	&ras_class_jm_payload,
	&ras_class_nvidia_ns,
	&ras_class_nvidia_vera_ns,
	&ras_class_yitian_ddr,
	&ras_class_s390_mchk,
	&ras_class_s390_crw,
	&ras_class_s390_counter,
	&ras_class_lost_events,
	&ras_class_ras_action,
	&ras_class_vmm_event,
	&ras_class_marker,
	NULL,
};

const struct ras_class *ras_class_by_name(const char *name)
{
	for (size_t i = 0; ras_classes[i]; i++)
		if (!strcmp(ras_classes[i]->name, name) || !strcmp(ras_classes[i]->table, name))
			return ras_classes[i];
	return NULL;
}
