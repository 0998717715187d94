/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HiSilicon's CPER sections: names of modules, tables of registers. */
#ifndef RAS_DECODE_CPER_HISILICON_H
#define RAS_DECODE_CPER_HISILICON_H

#include "decode/cper/section.h"

/* The two OEM sections of HIP08 (Kunpeng 920). */
enum hisi_oem { HISI_OEM_TYPE1, HISI_OEM_TYPE2 };

/* Names by number; "unknown" for a number without one. A module without parts is its own part. */
const char *hisi_oem_module(enum hisi_oem oem, uint64_t module);
const char *hisi_oem_sub_module(enum hisi_oem oem, uint64_t module, uint64_t sub_module);
const char *hisi_pcie_sub_module(uint64_t sub_module);
const char *hisi_common_module(uint64_t module);

/* The register table of an OEM section; returns its length. */
size_t hisi_oem_registers(enum hisi_oem oem, const struct cper_register **regs);

/* "ERR_MISC_0=0x1 …", those that are valid. */
void hisi_pcie_registers_text(struct ras_text *t, const struct cper_section *s);

/* "reg00=0x00000001 …", as many as the section says it has. */
void hisi_common_registers_text(struct ras_text *t, const struct cper_section *s);

/* The PCI address that the section names: "0000:01:00.0". */
void hisi_common_pcie_text(struct ras_text *t, const struct cper_section *s);

#endif
