/* SPDX-License-Identifier: GPL-2.0-or-later */
/* _OST: what a guest's ACPI answers when a device is added or to be ejected. */
#ifndef RAS_VMM_OST_H
#define RAS_VMM_OST_H

#include <stdint.h>

enum vmm_ost {
	VMM_OST_OTHER,    /* nothing about an ejection */
	VMM_OST_PROGRESS, /* the guest is at it */
	VMM_OST_DONE,     /* the guest says it is done */
	VMM_OST_REFUSED,
};

/* What source and status of ACPI_DEVICE_OST mean for an ejection; *text: in words, never NULL. */
enum vmm_ost vmm_ost_read(int64_t source, int64_t status, const char **text);

#endif
