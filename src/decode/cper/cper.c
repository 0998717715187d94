// SPDX-License-Identifier: GPL-2.0-or-later
/* UEFI Common Platform Error Records: severities, section types, memory errors. */
#include "decode/cper/cper.h"

#include <stddef.h>

#include "decode/bits.h"
#include "decode/le.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* Linux include/acpi/ghes.h, enum ghes severity; the last row stands for all above. */
static const struct {
	const char *name;
	enum ras_severity severity;
} ghes[] = {
	{ "Informational", RAS_INFO },
	{ "Corrected", RAS_CORRECTED },
	{ "Recoverable", RAS_RECOVERABLE },
	{ "Fatal", RAS_FATAL },
};

/* UEFI 2.10, N.2.1, "Error Severity". */
static const enum ras_severity cper[] = { RAS_RECOVERABLE, RAS_FATAL, RAS_CORRECTED, RAS_INFO };

/* UEFI 2.10, N.2.5 Memory Error Section, "Memory Error Type". */
static const char *const mem_types[] = {
	"unknown",
	"no error",
	"single-bit ECC",
	"multi-bit ECC",
	"single-symbol chipkill ECC",
	"multi-symbol chipkill ECC",
	"master abort",
	"target abort",
	"parity error",
	"watchdog timeout",
	"invalid address",
	"mirror broken",
	"memory sparing",
	"scrub corrected error",
	"scrub uncorrected error",
	"physical memory map-out event",
};

/*
 * UEFI 2.10 section N.2.2 and what follows it; Linux include/linux/cper.h and cxl/event.h; the
 * vendors' own at the end.
 */
static const struct {
	const char *guid, *name;
} sections[] = {
	{ "9876ccad-47b4-4bdb-b65e-16f193c4f3db", "generic processor" },
	{ "dc3ea0b0-a144-4797-b95b-53fa242b6e1d", "IA32/X64 processor" },
	{ "e19e3d16-bc11-11e4-9caa-c2051d5d46b0", "ARM processor" },
	{ "a5bc1114-6f64-4ede-b863-3e83ed7c83b1", "memory" },
	{ "61ec04fc-48e6-d813-25c9-8daa44750b12", "memory 2" },
	{ "d995e954-bbc1-430f-ad91-b44dcb3c6f35", "PCI Express" },
	{ "81212a96-09ed-4996-9471-8d729c8e69ed", "firmware error record reference" },
	{ "c5753963-3b84-4095-bf78-eddad3f9c9dd", "PCI/PCI-X bus" },
	{ "eb5e4685-ca66-4769-b6a2-26068b001326", "PCI component" },
	{ "5b51fef7-c79d-4434-8f1b-aa62de3e2c64", "generic DMA remapping" },
	{ "71761d37-32b2-45cd-a7d0-b0fedd93e8cf", "VT-d DMA remapping" },
	{ "036f84e1-7f37-428c-a79e-575fdfaa84ec", "IOMMU DMA remapping" },
	{ "91335ef6-ebfb-4478-a6a6-88b728cf75d7", "CCIX protocol" },
	{ "80b9efb4-52b5-4de3-a777-68784b771048", "CXL protocol" },
	{ "fbcd0a77-c260-417f-85a9-088b1621eba6", "CXL general media" },
	{ "601dcbb3-9c06-4eab-b8af-4e9bfb5c9624", "CXL DRAM" },
	{ "fe927475-dd59-4339-a586-79bab113b774", "CXL memory module" },
	{ "e8ed898d-df16-43cc-8ecc-54f060ef157f", "Ampere" },
	{ "1f8161e1-55d6-41e6-bd10-7afd1dc5f7c5", "HiSilicon OEM type 1" },
	{ "45534ea6-ce23-4115-8535-e07ab3aef91d", "HiSilicon OEM type 2" },
	{ "b2889fc9-e7d7-4f9d-a867-af42e98be772", "HiSilicon PCIe local" },
	{ "c8b328a8-9917-4af6-9a13-2e08ab2e7586", "HiSilicon common" },
	{ "82d78ba3-fa14-407a-ba0e-f3ba8170013c", "JaguarMicro type 0" },
	{ "f9723053-2558-49b1-b58a-1c1a82492a62", "JaguarMicro type 1" },
	{ "2d31de54-3037-4f24-a283-f69ca1ec0b9a", "JaguarMicro type 2" },
	{ "dac80d69-0a72-4eba-8114-148ee344af06", "JaguarMicro type 5" },
	{ "746f06fe-405e-451f-8d09-02e802ed984a", "JaguarMicro type 6" },
	{ "6d5244f2-2712-11ec-bea7-cb3fdb95c786", "NVIDIA Grace" },
	{ "9068e568-6ca0-11f0-aeaf-159343591eac", "NVIDIA Vera" },
	{ "a6980811-16ea-4e4d-b936-fb00a23ff29c", "Yitian 710" },
};

enum ras_severity cper_ghes_severity(unsigned int sev)
{
	return ghes[sev < COUNT(ghes) ? sev : COUNT(ghes) - 1].severity;
}

const char *cper_ghes_name(unsigned int sev)
{
	return ghes[sev < COUNT(ghes) ? sev : COUNT(ghes) - 1].name;
}

enum ras_severity cper_severity(unsigned int sev)
{
	return sev < COUNT(cper) ? cper[sev] : RAS_FATAL;
}

const char *cper_mem_error_type(unsigned int type)
{
	return mem_types[type < COUNT(mem_types) ? type : 0];
}

const char *cper_section_name(const uint8_t sec_type[static RAS_GUID_BYTES])
{
	for (size_t i = 0; i < COUNT(sections); i++)
		if (ras_guid_is(sec_type, sections[i].guid))
			return sections[i].name;
	return "";
}

enum {
	MEM_BANK = 14, MEM_ROW = 18, MEM_EXTENDED = 54, /* offsets */
	VALID_ROW = 8, VALID_ROW_EXT = 18, VALID_BANK_GROUP = 19, VALID_BANK_ADDRESS = 20,
	VALID_CHIP_ID = 21,
};

/*
 * UEFI 2.10, N.2.5 Memory Error Section, by validation bit; offsets of cper_mem_err_compact.
 * Extended: 1:0 are two more bits of the row, 7:5 the chip.
 */
static const struct {
	uint8_t valid, at, size;
	const char *name;
} mem_fields[] = {
	{ 3, 8, 2, "node" },         { 4, 10, 2, "card" },
	{ 5, 12, 2, "module" },      { 15, 48, 2, "rank" },
	{ 6, MEM_BANK, 2, "bank" },  { VALID_BANK_GROUP, MEM_BANK + 1, 1, "bank_group" },
	{ VALID_BANK_ADDRESS, MEM_BANK, 1, "bank_address" },
	{ 7, 16, 2, "device" },      { VALID_ROW, MEM_ROW, 2, "row" },
	{ 9, 20, 2, "column" },      { 10, 22, 2, "bit_position" },
	{ 11, 24, 8, "requestor_id" }, { 12, 32, 8, "responder_id" },
	{ 13, 40, 8, "target_id" },  { 16, 50, 2, "card_handle" },
	{ 17, 52, 2, "module_handle" }, { VALID_CHIP_ID, MEM_EXTENDED, 1, "chip_id" },
};

void cper_mem_location_text(struct ras_text *t, const uint8_t mem[static CPER_MEM_COMPACT])
{
	uint64_t valid = ras_le(mem, 8);

	for (size_t i = 0; i < COUNT(mem_fields); i++) {
		uint64_t v = ras_le(mem + mem_fields[i].at, mem_fields[i].size);
		uint64_t by = RAS_BIT(mem_fields[i].valid);

		/* A row of 18 bits has a bit of its own; either will do (Linux efi/cper.c). */
		if (mem_fields[i].valid == VALID_ROW)
			by |= RAS_BIT(VALID_ROW_EXT);
		if (!(valid & by))
			continue;
		if (mem_fields[i].valid == VALID_ROW && valid & RAS_BIT(VALID_ROW_EXT))
			v |= (uint64_t)(mem[MEM_EXTENDED] & 3) << 16;
		if (mem_fields[i].valid == VALID_CHIP_ID)
			v >>= 5;
		ras_text_sep(t, " ");
		ras_text_add(t, "%s:", mem_fields[i].name);
		ras_text_u64(t, v);
	}
}
