// SPDX-License-Identifier: GPL-2.0-or-later
/* Zhaoxin and Centaur machine checks: Intel's architecture with banks of their own. */
#include "decode/x86/intel_tables.h"

/*
 * Linux mce/core.c and mce/severity.c treat both vendors like Intel (LMCE and CMCI included).
 * What the KH-40000 and KH-50000 report is known from Zhaoxin's own decoders (mcelog
 * zhaoxin-kh40000.c, and the KH-50000 part that the vendor contributed to rasdaemon in 2026).
 * There is no public manual. Other models are decoded architecturally.
 */

/* Who it was: three fields of MCi_STATUS on the KH-50000. */
#define KH50000_CORE                                      \
	{ .key = "siod", .hi = 24, .lo = 23 },            \
	{ .key = "ccd", .hi = 22, .lo = 19 },             \
	{ .key = "core", .hi = 18, .lo = 16 }

static const struct intel_place core_places[] = { KH50000_CORE };
static const struct intel_layout core_layout = {
	.places = core_places, .n = COUNT(core_places),
};

static const struct ras_code cpu_error[] = {
	{ 2, "machine hung" },
	{ 3, "undefined microcode address" },
};

static const struct ras_code cache_error[] = {
	{ 1, "single-bit ECC errors in the same line" },
	{ 2, "single-bit ECC error in a different line" },
	{ 3, "multi-bit ECC error" },
};

static const struct ras_code pcie_error[] = {
	{ 0, "PCIe fatal error" },
	{ 1, "PCIe non-fatal error" },
	{ 2, "PCIe correctable error" },
};

/* MISC of a PCIe bank: function, device, bus, segment, as for an I/O error. */
static const struct intel_place pcie_places[] = {
	{ .key = "segment", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 39, .lo = 32 },
	{ .key = "bus", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 31, .lo = 24 },
	{ .key = "device", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 23, .lo = 19 },
	{ .key = "function", .reg = INTEL_MISC, .hi = 18, .lo = 16 },
};

/* Where MCACOD is 0E0BH the requester is shown for every vendor already. */
#define IO_ERROR 0x0e0bULL

static const struct intel_layout pcie_layout = {
	.places = pcie_places, .n = COUNT(pcie_places), .mask = MCACOD_MASK, .value = IO_ERROR,
	.unless = true,
};

/* Links between dies (ZDI) and sockets (ZPI), MSCOD: both models, then the KH-50000. */
static const struct ras_code link_common[] = {
	{ 1, "transaction layer: receiver overflow" },
	{ 2, "transaction layer: flow control protocol error" },
	{ 3, "surprise down" },
	{ 4, "data link layer: protocol error" },
	{ 5, "data link layer: replay timer timeout" },
	{ 6, "data link layer: replay number rollover" },
	{ 7, "data link layer: bad packet (DLLP)" },
	{ 8, "data link layer: bad transaction layer packet" },
	{ 9, "physical layer: receiver error" },
	{ 11, "unreliable link: width reduced" },
};

static const struct ras_code link_error[] = {
	{ 10, "physical layer: training error" },
	{ 14, "unreliable link: speed reduced" },
	{ 16, "unreliable link: width reduced at x32/x24" },
	{ 17, "unreliable link: width reduced at x16/x12" },
	{ 18, "unreliable link: width reduced at x8" },
	{ 19, "unreliable link: width reduced at x4" },
	{ 20, "unreliable link: width reduced at x2" },
	{ 21, "unreliable link: speed reduced at Gen4" },
	{ 22, "unreliable link: speed reduced at Gen3" },
	{ 23, "unreliable link: speed reduced at Gen2" },
};

/* The same on a core die, MCi_STATUS[29:25]. */
static const struct ras_code ccd_link_error[] = {
	{ 1, "receiver overflow" },
	{ 2, "physical layer: training error" },
	{ 3, "flow control protocol error" },
	{ 4, "surprise down" },
	{ 5, "data link layer: protocol error" },
	{ 6, "data link layer: replay timer timeout" },
	{ 7, "data link layer: replay number rollover" },
	{ 8, "data link layer: bad packet (DLLP)" },
	{ 9, "data link layer: bad transaction layer packet" },
	{ 10, "unreliable link: Gen2" },
	{ 11, "unreliable link: Gen3" },
	{ 12, "unreliable link: Gen4" },
	{ 13, "unreliable link: x2" },
	{ 14, "unreliable link: x4" },
	{ 15, "unreliable link: x8" },
	{ 16, "unreliable link: x16/x12" },
	{ 17, "unreliable link: x32/x24" },
};

static const struct ras_code svid_error[] = {
	{ 1, "SVID resend failed" },
	{ 2, "VRM over current" },
	{ 3, "VRM over temperature" },
	{ 4, "VRM parity error" },
};

static const struct intel_place svid_places[] = {
	{ .key = "vrm", .reg = INTEL_MISC, .hi = 25, .lo = 24 },
};
static const struct intel_layout svid_layout = {
	.places = svid_places, .n = COUNT(svid_places),
};

/* One bit for each link; the highest that is set is named. */
static const struct intel_place zdi_places[] = {
	{ .key = "zdi", .reg = INTEL_MISC, .form = INTEL_TOP_BIT, .hi = 30, .lo = 25 },
};
static const struct intel_layout zdi_layout = { .places = zdi_places, .n = COUNT(zdi_places) };

static const struct intel_place zpi_places[] = {
	{ .key = "zpi", .reg = INTEL_MISC, .form = INTEL_TOP_BIT, .hi = 27, .lo = 25 },
};
static const struct intel_layout zpi_layout = { .places = zpi_places, .n = COUNT(zpi_places) };

static const struct ras_code hif_error[] = {
	{ 1, "DVAD error" },
	{ 2, "SNT multi-bit ECC error" },
	{ 3, "SNT single-bit ECC error" },
	{ 4, "CXL poison, uncorrected" },
	{ 5, "CXL poison, corrected" },
	{ 6, "CXL parity error" },
};

/* Memory: MCACOD 0001H is an address that no rule decodes; MMM 5 to 7 are the vendor's. */
static const struct ras_code dvad[] = { { 0x0001, "DVAD error" } };

static const struct ras_code mmm[] = {
	{ 5, "poisoned data in a normal read" },
	{ 6, "poisoned data in a patrol read" },
	{ 7, "key hit error" },
};

static const struct ras_code memory_error[] = {
	{ 1, "single-bit ECC error" },
	{ 2, "multi-bit ECC error" },
	{ 3, "command parity error" },
	{ 4, "CRC error" },
	{ 5, "parity error, retry failed" },
	{ 6, "CRC error, retry failed" },
	{ 16, "key not hit" },
};

static const struct ras_code channel_name[] = {
	{ 0, "A0" }, { 1, "B0" }, { 2, "A1" }, { 3, "B1" }, { 4, "C0" },  { 5, "C1" },
	{ 6, "A2" }, { 7, "B2" }, { 8, "C2" }, { 9, "A3" }, { 10, "B3" }, { 11, "C3" },
};

#define IF_MEMORY .status_mask = INTEL_MEMORY_MASK, .status_value = INTEL_MEMORY

#define DRAM_MISC                                                                         \
	{ .key = "rank", .reg = INTEL_MISC, .hi = 26, .lo = 25 },                         \
	{ .key = "syndrome", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 16, .lo = 9 },   \
	{ .key = "retry_log", .reg = INTEL_MISC, .form = INTEL_HEX, .hi = 63, .lo = 31 }

static const struct intel_place kh50000_dram_places[] = {
	{ .key = "channel", .form = INTEL_WORD, .hi = 3, .lo = 0, .words = channel_name,
	  .nwords = COUNT(channel_name), IF_MEMORY },
	DRAM_MISC,
};
static const struct intel_layout kh50000_dram_layout = {
	.places = kh50000_dram_places, .n = COUNT(kh50000_dram_places),
};

static const struct intel_field cpu_fields[] = { INTEL_CODES(29, 25, cpu_error) };
static const struct intel_field pl2_fields[] = { INTEL_CODES(25, 24, cache_error) };
static const struct intel_field llc_fields[] = { INTEL_CODES(26, 25, cache_error) };
static const struct intel_field pcie_fields[] = { INTEL_CODES(23, 16, pcie_error) };
static const struct intel_field link_fields[] = {
	INTEL_CODES(31, 16, link_common),
	INTEL_CODES(31, 16, link_error),
};
static const struct intel_field ccd_link_fields[] = { INTEL_CODES(29, 25, ccd_link_error) };
static const struct intel_field svid_fields[] = { INTEL_CODES(31, 24, svid_error) };
static const struct intel_field hif_fields[] = { INTEL_CODES(23, 16, hif_error) };
static const struct intel_field dram_fields[] = {
	INTEL_CODES(15, 0, dvad),
	INTEL_CODES_IF(INTEL_MEMORY_MASK, INTEL_MEMORY, 6, 4, mmm),
	INTEL_CODES(31, 16, memory_error),
};

#define BANK(FIRST, LAST, NAME, FIELDS, LAYOUT)                                  \
	{ .first = (FIRST), .last = (LAST), .name = (NAME), INTEL_FIELDS(FIELDS), \
	  .layout = (LAYOUT) }
#define DRAM(FIRST, LAST, LAYOUT)                                                   \
	{ .first = (FIRST), .last = (LAST), .name = "Memory",                       \
	  .flags = INTEL_CHANNEL_CODE, INTEL_FIELDS(dram_fields), .layout = (LAYOUT) }

static const struct intel_bank kh50000_rows[] = {
	BANK(0, 0, "CPU", cpu_fields, &core_layout),
	BANK(1, 1, "PL2 cache", pl2_fields, NULL),
	BANK(2, 2, "CRMCA0 PCIe", pcie_fields, &pcie_layout),
	BANK(3, 3, "CRMCA0 IOD ZDI", link_fields, &zdi_layout),
	BANK(4, 4, "SVID0", svid_fields, &svid_layout),
	BANK(5, 5, "CRMCA1 IOD ZDI", link_fields, &zdi_layout),
	BANK(6, 6, "CRMCA1 PCIe", pcie_fields, &pcie_layout),
	BANK(7, 7, "CCD ZDI", ccd_link_fields, &core_layout),
	DRAM(9, 16, &kh50000_dram_layout),
	BANK(17, 17, "LLC", llc_fields, &core_layout),
	DRAM(18, 21, &kh50000_dram_layout),
	BANK(22, 22, "SVID2", svid_fields, &svid_layout),
	BANK(26, 26, "ZPI", link_fields, &zpi_layout),
	BANK(27, 27, "SVID1", svid_fields, &svid_layout),
	BANK(28, 28, "HIF H0", hif_fields, NULL),
	BANK(29, 29, "HIF H1", hif_fields, NULL),
	BANK(30, 30, "HIF H2", hif_fields, NULL),
	BANK(31, 31, "HIF H3", hif_fields, NULL),
};

static const struct intel_banks kh50000_banks = INTEL_BANKS(kh50000_rows);

/* KH-40000: 01 in MCi_STATUS[31:30] marks a CPU or cache error; who, in the bits below. */
#define KH40000_OWN_MASK (3ULL << 30)
#define KH40000_OWN      (1ULL << 30)

static const struct intel_place kh40000_core_places[] = {
	{ .key = "socket_bit", .hi = 23, .lo = 23 },
	{ .key = "subnode", .hi = 22, .lo = 20 },
	{ .key = "cluster", .hi = 19, .lo = 18 },
	{ .key = "core", .hi = 17, .lo = 16 },
};
static const struct intel_layout kh40000_core_layout = {
	.mask = KH40000_OWN_MASK, .value = KH40000_OWN,
	.places = kh40000_core_places, .n = COUNT(kh40000_core_places),
};

static const struct ras_code kh40000_cpu_error[] = {
	{ 1, "thermal trip" },
};

/* Links, MSCOD: what the KH-50000 has otherwise. */
static const struct ras_code kh40000_zpi_error[] = {
	{ 10, "unsupported or undefined packet" },
	{ 12, "unreliable link: speed reduced" },
};

static const struct ras_code kh40000_link[] = { { 0, "opi0" }, { 1, "opi1" }, { 2, "zpi" } };

static const struct intel_place kh40000_zpi_places[] = {
	{ .key = "link", .reg = INTEL_MISC, .form = INTEL_WORD, .hi = 26, .lo = 25,
	  .words = kh40000_link, .nwords = COUNT(kh40000_link) },
};
static const struct intel_layout kh40000_zpi_layout = {
	.places = kh40000_zpi_places, .n = COUNT(kh40000_zpi_places),
};

static const struct intel_place kh40000_dram_places[] = { DRAM_MISC };
static const struct intel_layout kh40000_dram_layout = {
	.places = kh40000_dram_places, .n = COUNT(kh40000_dram_places),
};

/* Codes 7 and 8 are those of the KH-40000 alone. */
static const struct ras_code kh40000_memory_error[] = {
	{ 7, "CPUIF DVAD decode error" },
	{ 8, "MCUTRF DVAD decode error" },
};

static const struct intel_field kh40000_cpu_fields[] = {
	INTEL_CODES_IF(KH40000_OWN_MASK, KH40000_OWN, 25, 24, cpu_error),
	INTEL_CODES_IF(KH40000_OWN_MASK, KH40000_OWN, 25, 24, kh40000_cpu_error),
};
static const struct intel_field kh40000_cache_fields[] = {
	INTEL_CODES_IF(KH40000_OWN_MASK, KH40000_OWN, 25, 24, cache_error),
};
static const struct intel_field kh40000_zpi_fields[] = {
	INTEL_CODES(31, 16, link_common),
	INTEL_CODES(31, 16, kh40000_zpi_error),
};
static const struct intel_field kh40000_dram_fields[] = {
	INTEL_CODES(15, 0, dvad),
	INTEL_CODES(31, 16, memory_error),
	INTEL_CODES(31, 16, kh40000_memory_error),
};

static const struct intel_bank kh40000_rows[] = {
	BANK(0, 0, "CPU", kh40000_cpu_fields, &kh40000_core_layout),
	BANK(1, 1, "PL2 cache", kh40000_cache_fields, &kh40000_core_layout),
	BANK(4, 4, "SVID", svid_fields, &svid_layout),
	BANK(5, 5, "ZPI", kh40000_zpi_fields, &kh40000_zpi_layout),
	BANK(6, 6, "PCIe", pcie_fields, &pcie_layout),
	{ .first = 9, .last = 10, .name = "Memory", .flags = INTEL_CHANNEL_CODE,
	  INTEL_FIELDS(kh40000_dram_fields), .layout = &kh40000_dram_layout },
	BANK(17, 17, "LLC", kh40000_cache_fields, &kh40000_core_layout),
};

static const struct intel_banks kh40000_banks = INTEL_BANKS(kh40000_rows);

#define CAPS (MCG_CAP_TES_P | MCG_CAP_CMCI_P | MCG_CAP_SER_P)

/* 07_7BH: as the vendor's decoders have it; 07_5BH: as Zhaoxin's kernel drivers have it. */
static const struct intel_model models[] = {
	{ 7, 0x7b, 0x7b, 0, 15, "KH-50000", CAPS, &kh50000_banks },
	{ 7, 0x5b, 0x5b, 0, 15, "KH-40000", CAPS, &kh40000_banks },
};

static enum ras_severity decode(const struct ras_host *host, const struct x86_mce *m,
				struct x86_mce_report *r)
{
	(void)host;
	return intel_decode(m, intel_model_find(models, COUNT(models), m), r);
}

const struct x86_vendor_ops x86_zhaoxin_ops = { .vendor = X86_ZHAOXIN, .decode = decode };
