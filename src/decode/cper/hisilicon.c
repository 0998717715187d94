// SPDX-License-Identifier: GPL-2.0-or-later
/* HiSilicon's CPER sections: names of modules, tables of registers. */
#include "decode/cper/hisilicon.h"

#include "decode/le.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/*
 * The vendor published these layouts and names with rasdaemon (HiSilicon, 2019 and 2020: HIP08 OEM
 * type 1 and 2, PCIe local, common section); there is no manual.
 */
struct part {
	uint8_t id;
	const char *name;
	const char *const *sub; /* NULL: the module has no parts */
	size_t nsub;
};

static const char *const pll[] = {
	"TB_PLL0", "TB_PLL1", "TB_PLL2", "TB_PLL3", "TA_PLL0", "TA_PLL1", "TA_PLL2", "TA_PLL3",
	"NIMBUS_PLL0", "NIMBUS_PLL1", "NIMBUS_PLL2", "NIMBUS_PLL3", "NIMBUS_PLL4",
};
static const char *const sllc[] = {
	"TB_SLLC0", "TB_SLLC1", "TB_SLLC2", "TA_SLLC0", "TA_SLLC1", "TA_SLLC2",
	"NIMBUS_SLLC0", "NIMBUS_SLLC1",
};
static const char *const sioe[] = {
	"TB_SIOE0", "TB_SIOE1", "TB_SIOE2", "TB_SIOE3", "TA_SIOE0", "TA_SIOE1", "TA_SIOE2",
	"TA_SIOE3", "NIMBUS_SIOE0", "NIMBUS_SIOE1",
};
static const char *const poe[] = { "TB_POE", "TA_POE" };
static const char *const disp[] = {
	"TB_PERI_DISP", "TB_POE_DISP", "TB_GIC_DISP", "TA_PERI_DISP", "TA_POE_DISP", "TA_GIC_DISP",
	"HAC_DISP", "PCIE_DISP", "IO_MGMT_DISP", "NETWORK_DISP",
};
static const char *const sas[] = { "SAS0", "SAS1" };
static const char *const smmu[] = { "HAC_SMMU", "PCIE_SMMU", "MGMT_SMMU", "NIC_SMMU" };
static const char *const hllc[] = { "HLLC0", "HLLC1", "HLLC2" };
static const char *const hha[] = { "TB_HHA0", "TB_HHA1", "TA_HHA0", "TA_HHA1" };
static const char *const ddrc[] = {
	"TB_DDRC0", "TB_DDRC1", "TB_DDRC2", "TB_DDRC3", "TA_DDRC0", "TA_DDRC1", "TA_DDRC2",
	"TA_DDRC3",
};
static const char *const l3tag[] = {
	"TB_PARTITION0", "TB_PARTITION1", "TB_PARTITION2", "TB_PARTITION3", "TB_PARTITION4",
	"TB_PARTITION5", "TB_PARTITION6", "TB_PARTITION7", "TA_PARTITION0", "TA_PARTITION1",
	"TA_PARTITION2", "TA_PARTITION3", "TA_PARTITION4", "TA_PARTITION5", "TA_PARTITION6",
	"TA_PARTITION7",
};
static const char *const l3data[] = {
	"TB_BANK0", "TB_BANK1", "TB_BANK2", "TB_BANK3", "TA_BANK0", "TA_BANK1", "TA_BANK2",
	"TA_BANK3",
};

#define PARTS(SUB) (SUB), COUNT(SUB)

static const struct part type1_parts[] = {
	{ 0, "MN", NULL, 0 },           { 1, "PLL", PARTS(pll) },   { 2, "SLLC", PARTS(sllc) },
	{ 3, "AA", NULL, 0 },           { 4, "SIOE", PARTS(sioe) }, { 5, "POE", PARTS(poe) },
	{ 8, "DISP", PARTS(disp) },     { 9, "LPC", NULL, 0 },      { 13, "GIC", NULL, 0 },
	{ 14, "RDE", NULL, 0 },         { 15, "SAS", PARTS(sas) },  { 16, "SATA", NULL, 0 },
	{ 17, "USB", NULL, 0 },
};

static const struct part type2_parts[] = {
	{ 0, "SMMU", PARTS(smmu) },     { 1, "HHA", PARTS(hha) },     { 2, "PA", NULL, 0 },
	{ 3, "HLLC", PARTS(hllc) },     { 4, "DDRC", PARTS(ddrc) },   { 5, "L3TAG", PARTS(l3tag) },
	{ 6, "L3DATA", PARTS(l3data) },
};

static const struct cper_register type1_registers[] = {
	{ { 12, 4, 6 }, "ERR_MISC0" },  { { 16, 4, 7 }, "ERR_MISC1" },
	{ { 20, 4, 8 }, "ERR_MISC2" },  { { 24, 4, 9 }, "ERR_MISC3" },
	{ { 28, 4, 10 }, "ERR_MISC4" }, { { 32, 8, 11 }, "ERR_ADDR" },
};

static const struct cper_register type2_registers[] = {
	{ { 12, 4, 6 }, "ERR_FR_0" },      { { 16, 4, 6 }, "ERR_FR_1" },
	{ { 20, 4, 7 }, "ERR_CTRL_0" },    { { 24, 4, 7 }, "ERR_CTRL_1" },
	{ { 28, 4, 8 }, "ERR_STATUS_0" },  { { 32, 4, 8 }, "ERR_STATUS_1" },
	{ { 36, 4, 9 }, "ERR_ADDR_0" },    { { 40, 4, 9 }, "ERR_ADDR_1" },
	{ { 44, 4, 10 }, "ERR_MISC0_0" },  { { 48, 4, 10 }, "ERR_MISC0_1" },
	{ { 52, 4, 11 }, "ERR_MISC1_0" },  { { 56, 4, 11 }, "ERR_MISC1_1" },
};

static const struct {
	const struct part *parts;
	size_t nparts;
	const struct cper_register *regs;
	size_t nregs;
} oems[] = {
	[HISI_OEM_TYPE1] = { PARTS(type1_parts), PARTS(type1_registers) },
	[HISI_OEM_TYPE2] = { PARTS(type2_parts), PARTS(type2_registers) },
};

static const char *const pcie_layers[] = {
	"AP_Layer", "TL_Layer", "MAC_Layer", "DL_Layer", "SDI_Layer",
};

static const char *const common_modules[] = {
	"MN", "PLL", "SLLC", "AA", "SIOE", "POE", "CPA", "DISP", "GIC", "ITS", "AVSBUS", "CS",
	"PPU", "SMMU", "PA", "HLLC", "DDRC", "L3TAG", "L3DATA", "PCS", "HHA", "PCIe Local", "SAS",
	"SATA", "NIC", "RoCE", "USB", "ZIP", "HPRE", "SEC", "RDE", "MEE", "L4D", "Tsensor", "ROH",
	"BTC", "HILINK", "STARS", "SDMA", "UC", "HBMC", "PMC", "SCHE", "ASMB_DFS", "ASMB_NTU", "UB",
	"UMMU", "PCU", "UCMI", "DJTAGM", "CFGBUS", "MPU", "CRG", "ACG3", "DCIP", "UMAU", "UPA",
	"AXI_MSTR_OOO", "RBIST", "LC300",
};

/* Offsets and validation bits beyond the headers. */
enum {
	PCIE_MISC = 20, PCIE_MISC_VALID = 9, PCIE_MISC_COUNT = 33,
	COMMON_FUNCTION = 16, COMMON_DEVICE = 17, COMMON_SEGMENT = 18, COMMON_BUS = 20,
	COMMON_REGS_SIZE = 28, COMMON_REGS = 32, COMMON_REGS_VALID = 12,
};

static const struct part *find(enum hisi_oem oem, uint64_t module)
{
	for (size_t i = 0; i < oems[oem].nparts; i++)
		if (oems[oem].parts[i].id == module)
			return &oems[oem].parts[i];
	return NULL;
}

const char *hisi_oem_module(enum hisi_oem oem, uint64_t module)
{
	const struct part *p = find(oem, module);

	return p ? p->name : "unknown";
}

const char *hisi_oem_sub_module(enum hisi_oem oem, uint64_t module, uint64_t sub_module)
{
	const struct part *p = find(oem, module);

	if (!p)
		return "unknown";
	return p->sub ? cper_name(p->sub, p->nsub, sub_module) : p->name;
}

const char *hisi_pcie_sub_module(uint64_t sub_module)
{
	return cper_name(pcie_layers, COUNT(pcie_layers), sub_module);
}

const char *hisi_common_module(uint64_t module)
{
	return cper_name(common_modules, COUNT(common_modules), module);
}

size_t hisi_oem_registers(enum hisi_oem oem, const struct cper_register **regs)
{
	*regs = oems[oem].regs;
	return oems[oem].nregs;
}

void hisi_pcie_registers_text(struct ras_text *t, const struct cper_section *s)
{
	for (unsigned int i = 0; i < PCIE_MISC_COUNT; i++) {
		const struct cper_value at = { (uint16_t)(PCIE_MISC + 4 * i), 4,
					       (uint8_t)(PCIE_MISC_VALID + i) };
		uint64_t v;

		if (!cper_section_value(s, at, &v))
			continue;
		ras_text_sep(t, " ");
		ras_text_add(t, "ERR_MISC_%u=", i);
		ras_text_hex(t, v, 1);
	}
}

void hisi_common_registers_text(struct ras_text *t, const struct cper_section *s)
{
	uint64_t bytes;

	if (cper_section_value(s, (struct cper_value){ COMMON_REGS_SIZE, 4, COMMON_REGS_VALID },
			       &bytes))
		cper_section_array(t, s, COMMON_REGS, (size_t)(bytes / 4));
}

void hisi_common_pcie_text(struct ras_text *t, const struct cper_section *s)
{
	if (s->len <= COMMON_BUS)
		return;
	ras_text_add(t, "%04x:%02x:%02x.%x", (unsigned int)ras_le(s->p + COMMON_SEGMENT, 2),
		     s->p[COMMON_BUS], s->p[COMMON_DEVICE], s->p[COMMON_FUNCTION]);
}
