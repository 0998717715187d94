// SPDX-License-Identifier: GPL-2.0-or-later
/* _OST: what a guest's ACPI answers when a device is added or to be ejected. */
#include "vmm/ost.h"

#include <stddef.h>

/*
 * ACPI 6.5, section 6.3.5 "_OST (OSPM Status Indication)"; Linux include/linux/acpi.h,
 * ACPI_OST_EC_* and ACPI_OST_SC_*. Linux reports -EPERM (hotplug profile disabled) as 0x80, -EBUSY
 * as 0x82 and other errors as 1 (drivers/acpi/scan.c, acpi_device_hotplug).
 */
enum {
	BUS_CHECK = 0x0,
	DEVICE_CHECK = 0x1,
	EJECT_REQUEST = 0x3,
	OSPM_EJECT = 0x103,
	OSPM_INSERT = 0x200,
};

static const struct {
	uint16_t source, status;
	enum vmm_ost means;
	const char *text;
} rows[] = {
	{ EJECT_REQUEST, 0x00, VMM_OST_DONE, "ejection: done" },
	{ EJECT_REQUEST, 0x01, VMM_OST_REFUSED, "ejection: failed" },
	{ EJECT_REQUEST, 0x02, VMM_OST_REFUSED, "ejection: unrecognized notify code" },
	{ EJECT_REQUEST, 0x80, VMM_OST_REFUSED, "ejection: not supported by the guest" },
	{ EJECT_REQUEST, 0x81, VMM_OST_REFUSED, "ejection: device in use" },
	{ EJECT_REQUEST, 0x82, VMM_OST_REFUSED, "ejection: device busy" },
	{ EJECT_REQUEST, 0x83, VMM_OST_REFUSED, "ejection: dependency busy or not supported" },
	{ EJECT_REQUEST, 0x84, VMM_OST_PROGRESS, "ejection: in progress" },
	{ OSPM_INSERT, 0x00, VMM_OST_OTHER, "insertion: done" },
	{ OSPM_INSERT, 0x01, VMM_OST_OTHER, "insertion: failed" },
	{ OSPM_INSERT, 0x80, VMM_OST_OTHER, "insertion: in progress" },
	{ OSPM_INSERT, 0x81, VMM_OST_OTHER, "insertion: driver load failure" },
	{ OSPM_INSERT, 0x82, VMM_OST_OTHER, "insertion: not supported by the guest" },
};

/* Sources that use the codes of another one. */
static uint16_t source_group(int64_t source)
{
	switch (source) {
	case EJECT_REQUEST:
	case OSPM_EJECT:
		return EJECT_REQUEST;
	case BUS_CHECK:
	case DEVICE_CHECK:
	case OSPM_INSERT:
		return OSPM_INSERT;
	default:
		return UINT16_MAX;
	}
}

enum vmm_ost vmm_ost_read(int64_t source, int64_t status, const char **text)
{
	uint16_t group = source_group(source);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].source != group || rows[i].status != status)
			continue;
		*text = rows[i].text;
		return rows[i].means;
	}
	*text = "unknown source or status";
	return VMM_OST_OTHER;
}
