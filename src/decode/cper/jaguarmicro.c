// SPDX-License-Identifier: GPL-2.0-or-later
/* JaguarMicro's CPER sections: payload types, names, tables of registers. */
#include "decode/cper/jaguarmicro.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/*
 * The vendor published these layouts and names with rasdaemon (JaguarMicro Corsica 1.0, 2023);
 * there is no manual. The head has 32 validation bits; the registers follow it without any.
 */
enum { EXTENDED_VALID = 11 };

#define REG4(N, NAME) { { JM_HEAD + 4 * (N), 4, CPER_ALWAYS }, (NAME) }
#define REG8(N, NAME) { { JM_HEAD + 8 * (N), 8, CPER_ALWAYS }, (NAME) }

static const struct cper_register type0[] = {
	REG4(0, "LOCK_CONTROL:"),      REG4(1, "LOCK_FUNCTION:"),     REG4(2, "CFG_RAM_ID:"),
	REG4(3, "ERR_FR_LOW32:"),      REG4(4, "ERR_FR_HIGH32:"),     REG4(5, "ERR_CTLR_LOW32:"),
	REG4(6, "ECC_STATUS_LOW32:"),  REG4(7, "ECC_ADDR_LOW32:"),    REG4(8, "ECC_ADDR_HIGH32:"),
	REG4(9, "ECC_MISC0_LOW32:"),   REG4(10, "ECC_MISC0_HIGH32:"), REG4(11, "ECC_MISC1_LOW32:"),
	REG4(12, "ECC_MISC1_HIGH32:"), REG4(13, "ECC_MISC2_LOW32:"),  REG4(14, "ECC_MISC2_HIGH32:"),
};
static const struct cper_register type1[] = {
	REG4(0, "CSR_INT_STATUS:"), REG4(1, "ERR_FR:"), REG4(2, "ERR_CTLR:"),
	REG4(3, "ERR_STATUS:"),     REG4(4, "ERR_GEN:"),
};
static const struct cper_register type2[] = {
	REG4(0, "ECC_1BIT_INFO_LOW32:"), REG4(1, "ECC_1BIT_INFO_HIGH32:"),
	REG4(2, "ECC_2BIT_INFO_LOW32:"), REG4(3, "ECC_2BIT_INFO_HIGH32:"),
};
static const struct cper_register type5[] = {
	REG8(0, "CFGM_MXP_0:"),   REG8(1, "CFGM_HNF_0:"),    REG8(2, "CFGM_HNI_0:"),
	REG8(3, "CFGM_SBSX_0:"),  REG8(4, "ERR_FR_NS:"),     REG8(5, "ERR_CTLRR_NS:"),
	REG8(6, "ERR_STATUSR_NS:"), REG8(7, "ERR_ADDRR_NS:"), REG8(8, "ERR_MISCR_NS:"),
	REG8(9, "ERR_FR:"),       REG8(10, "ERR_CTLR:"),     REG8(11, "ERR_STATUS:"),
	REG8(12, "ERR_ADDR:"),    REG8(13, "ERR_MISC:"),
};
static const struct cper_register type6[] = {
	REG8(0, "RECORD_ID:"),     REG8(1, "GICT_ERR_FR:"),    REG8(2, "GICT_ERR_CTLR:"),
	REG8(3, "GICT_ERR_STATUS:"), REG8(4, "GICT_ERR_ADDR:"), REG8(5, "GICT_ERR_MISC0:"),
	REG8(6, "GICT_ERR_MISC1:"), REG8(7, "GICT_ERRGSR:"),
};

/* extended: where the number of further registers is, with the registers behind it. */
struct jm_payload {
	const char *guid;
	const struct cper_register *regs;
	size_t nregs;
	uint16_t extended;
};

#define PAYLOAD(GUID, REGS, SIZE) \
	{ (GUID), (REGS), COUNT(REGS), (uint16_t)(JM_HEAD + (SIZE) * COUNT(REGS)) }

static const struct jm_payload payloads[] = {
	PAYLOAD("82d78ba3-fa14-407a-ba0e-f3ba8170013c", type0, 4),
	PAYLOAD("f9723053-2558-49b1-b58a-1c1a82492a62", type1, 4),
	PAYLOAD("2d31de54-3037-4f24-a283-f69ca1ec0b9a", type2, 4),
	PAYLOAD("dac80d69-0a72-4eba-8114-148ee344af06", type5, 8),
	PAYLOAD("746f06fe-405e-451f-8d09-02e802ed984a", type6, 8),
};

static const char *const core[] = { "CORE" };
static const char *const cmn[] = { "MXP", "HNI", "HNF", "SBSX", "CCG", "HND" };
static const char *const ddr[] = { "DDRCtrl", "DDRPHY", "SRAM" };
static const char *const gic[] = { "GICIP", "GICSRAM" };
static const char *const iosub[] = { "SMMU", "NIC450", "OTHER" };
static const char *const scp[] = { "SRAM", "WDT", "PLL" };
static const char *const sram_wdt[] = { "SRAM", "WDT" };
static const char *const dpe[] = {
	"EPG", "PIPE", "EMEP", "IMEP", "EPAE", "IPAE", "ETH", "TPG", "MIG", "HIG", "DPETOP", "SMMU",
};
static const char *const rpe[] = { "TOP", "TXP_RXP", "SMMU" };
static const char *const psub[] = {
	"PCIE0", "UP_MIX", "PCIE1", "PTOP", "N2IF", "VPE0_RAS", "VPE1_RAS", "X2RC_SMMU",
	"X16RC_SMMU", "SDMA_SMMU",
};
static const char *const hac[] = { "SRAM", "SMMU" };
static const char *const tcm[] = { "SRAM", "SMMU", "IP" };

/* By subsystem number: its name, its modules, what its devices are. */
static const struct {
	const char *name;
	const char *const *modules;
	size_t nmodules;
	const char *device;
} subsystems[] = {
	{ "AP", core, COUNT(core), "CORE" },
	{ "CMN", cmn, COUNT(cmn), "NID" },
	{ "DDRH", ddr, COUNT(ddr), "CHNL" },
	{ "DDRV", ddr, COUNT(ddr), "CHNL" },
	{ "GIC", gic, COUNT(gic), "DEV" },
	{ "IOSUB", iosub, COUNT(iosub), "DEV" },
	{ "SCP", scp, COUNT(scp), "DEV" },
	{ "MCP", sram_wdt, COUNT(sram_wdt), "DEV" },
	{ "IMU0", sram_wdt, COUNT(sram_wdt), "DEV" },
	{ "DPE", dpe, COUNT(dpe), "DEV" },
	{ "RPE", rpe, COUNT(rpe), "DEV" },
	{ "PSUB", psub, COUNT(psub), "DEV" },
	{ "HAC", hac, COUNT(hac), "DEV" },
	{ "TCM", tcm, COUNT(tcm), "DEV" },
	{ "IMU1", sram_wdt, COUNT(sram_wdt), "DEV" },
};

static const char *const tbu_tcu[] = { "TBU", "TCU" };
static const char *const tcu_tbu[] = { "TCU", "TBU" };
static const char *const ram[] = { "RAM" };
static const char *const ras01[] = { "RAS0", "RAS1" };

/* Modules that have parts, by subsystem and module number. */
static const struct {
	uint8_t subsystem, module;
	const char *const *names;
	size_t n;
} sub_modules[] = {
	{ 5, 0, tbu_tcu, COUNT(tbu_tcu) },  { 5, 2, ram, COUNT(ram) },
	{ 9, 11, tcu_tbu, COUNT(tcu_tbu) }, { 10, 2, tcu_tbu, COUNT(tcu_tbu) },
	{ 11, 0, ras01, COUNT(ras01) },     { 11, 7, tcu_tbu, COUNT(tcu_tbu) },
	{ 11, 8, tcu_tbu, COUNT(tcu_tbu) }, { 11, 9, tcu_tbu, COUNT(tcu_tbu) },
	{ 13, 1, tcu_tbu, COUNT(tcu_tbu) },
};

const struct jm_payload *jm_payload_find(const uint8_t sec_type[static RAS_GUID_BYTES])
{
	for (size_t i = 0; i < COUNT(payloads); i++)
		if (ras_guid_is(sec_type, payloads[i].guid))
			return &payloads[i];
	return NULL;
}

const char *jm_subsystem(uint64_t subsystem)
{
	return subsystem < COUNT(subsystems) ? subsystems[subsystem].name : "unknown";
}

const char *jm_module(uint64_t subsystem, uint64_t module)
{
	if (subsystem >= COUNT(subsystems))
		return "unknown";
	return cper_name(subsystems[subsystem].modules, subsystems[subsystem].nmodules, module);
}

const char *jm_sub_module(uint64_t subsystem, uint64_t module, uint64_t sub_module)
{
	for (size_t i = 0; i < COUNT(sub_modules); i++)
		if (sub_modules[i].subsystem == subsystem && sub_modules[i].module == module)
			return cper_name(sub_modules[i].names, sub_modules[i].n, sub_module);
	return "unknown";
}

const char *jm_device(uint64_t subsystem)
{
	return subsystem < COUNT(subsystems) ? subsystems[subsystem].device : "DEV";
}

void jm_registers_text(struct ras_text *t, const struct jm_payload *p,
		       const struct cper_section *s)
{
	uint64_t more;

	ras_text_puts(t, "[ ");
	cper_section_dump(t, s, p->regs, p->nregs, " ");
	ras_text_puts(t, " ]");
	if (!cper_section_value(s, (struct cper_value){ p->extended, 4, EXTENDED_VALID }, &more) ||
	    !more)
		return;
	ras_text_puts(t, " Extended Register Dump: [ ");
	cper_section_array(t, s, p->extended + 4U, (size_t)more);
	ras_text_puts(t, " ]");
}
