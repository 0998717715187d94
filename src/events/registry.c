// SPDX-License-Identifier: GPL-2.0-or-later
/* The registry of event classes. */
#include <string.h>

#include "events/events.h"

const struct ras_class *const ras_classes[] = {
	&ras_class_mc_event,
	&ras_class_aer_event,
	&ras_class_memory_failure,
	&ras_class_mce_record,
	&ras_class_s390_mchk,
	&ras_class_s390_crw,
	&ras_class_s390_counter,
	&ras_class_lost_events,
	&ras_class_ras_action,
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
