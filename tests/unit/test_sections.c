// SPDX-License-Identifier: GPL-2.0-or-later
/* CPER sections of vendors: from non_standard_event's bytes to the vendor's own table. */
#include "tests/unit/unit.h"

#include <string.h>

#include "events/events.h"
#include "tests/unit/record.h"

#define K72 "captures/amd-ao-7.2"

/* A section: class, severity of the record (GHES), GUID bytes as in memory, bytes, columns. */
#define SECTION(CLASS, SEVERITY, SEV, GUID, BYTES_)                                                \
	.cls = &ras_class_##CLASS, .root = K72, .tracepoint = "ras/non_standard_event",            \
	.severity = (SEVERITY),                                                                    \
	.in = { B("sec_type", GUID),                                                               \
		N("sev", SEV),                                                                     \
		B("fru_id", "0123456789abcdef"),                                                   \
		T("fru_text", "board"),                                                            \
		N("len", sizeof(BYTES_) - 1),                                                      \
		B("buf", BYTES_) }

/* GUIDs have their first three groups little-endian. */
#define GUID_UNKNOWN    "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"
#define GUID_ARM        "\x16\x3d\x9e\xe1\x11\xbc\xe4\x11\x9c\xaa\xc2\x05\x1d\x5d\x46\xb0"
#define GUID_HIP08_1    "\xe1\x61\x81\x1f\xd6\x55\xe6\x41\xbd\x10\x7a\xfd\x1d\xc5\xf7\xc5"
#define GUID_HIP08_2    "\xa6\x4e\x53\x45\x23\xce\x15\x41\x85\x35\xe0\x7a\xb3\xae\xf9\x1d"
#define GUID_HIP08_PCIE "\xc9\x9f\x88\xb2\xd7\xe7\x9d\x4f\xa8\x67\xaf\x42\xe9\x8b\xe7\x72"
#define GUID_HISI       "\xa8\x28\xb3\xc8\x17\x99\xf6\x4a\x9a\x13\x2e\x08\xab\x2e\x75\x86"
#define GUID_JM0        "\xa3\x8b\xd7\x82\x14\xfa\x7a\x40\xba\x0e\xf3\xba\x81\x70\x01\x3c"
#define GUID_JM6        "\xfe\x06\x6f\x74\x5e\x40\x1f\x45\x8d\x09\x02\xe8\x02\xed\x98\x4a"
#define GUID_GRACE      "\xf2\x44\x52\x6d\x12\x27\xec\x11\xbe\xa7\xcb\x3f\xdb\x95\xc7\x86"
#define GUID_VERA       "\x68\xe5\x68\x90\xa0\x6c\xf0\x11\xae\xaf\x15\x93\x43\x59\x1e\xac"
#define GUID_YITIAN     "\x11\x08\x98\xa6\xea\x16\x4d\x4e\xb9\x36\xfb\x00\xa2\x3f\xf2\x9c"

static void any_section(void **state)
{
	static const struct test_case tests[] = {
		{ SECTION(non_standard_event, RAS_RECOVERABLE, 2, GUID_ARM, "\x01\x02\x03"),
		  .out = { B("sec_type", GUID_ARM), B("fru_id", "0123456789abcdef"),
			   T("fru_text", "board"), T("severity", "Recoverable"),
			   B("error", "\x01\x02\x03"),
			   T("section", "e19e3d16-bc11-11e4-9caa-c2051d5d46b0"),
			   T("section_name", "ARM processor") } },
		{ SECTION(non_standard_event, RAS_INFO, 0, GUID_UNKNOWN, ""),
		  .out = { T("severity", "Informational"), B("error", ""),
			   T("section", "00112233-4455-6677-8899-aabbccddeeff"),
			   T("section_name", "") } },
		{ SECTION(non_standard_event, RAS_CORRECTED, 1, GUID_UNKNOWN, ""),
		  .out = { T("severity", "Corrected") } },
		{ SECTION(non_standard_event, RAS_FATAL, 9, GUID_UNKNOWN, ""),
		  .out = { T("severity", "Fatal") } },
	};

	(void)state;
	RUN(tests);
}

/* Validation bits, version 1, SoC 2, socket 3, nimbus 4, module, sub-module, severity, 0. */
#define HIP08(VALID, MODULE, SUB) VALID "\x01\x02\x03\x04" MODULE SUB "\x02\0"

static void hip08(void **state)
{
	static const struct test_case tests[] = {
		/* PLL 12; miscellaneous registers 0 and 4 and the address are valid. */
		{ SECTION(hip08_oem_type1, RAS_CORRECTED, 1, GUID_HIP08_1,
			  HIP08("\x7f\x0c\0\0", "\x01", "\x0c") "\xef\xbe\xad\xde"
								"\x01\0\0\0"
								"\x02\0\0\0"
								"\x03\0\0\0"
								"\x04\0\0\0"
								"\x88\x77\x66\x55\x44\x33\x22\x11"),
		  .out = { N("version", 1), N("soc_id", 2), N("socket_id", 3), N("nimbus_id", 4),
			   T("module_id", "PLL"), T("sub_module_id", "NIMBUS_PLL4"),
			   T("err_severity", "corrected"),
			   T("regs_dump", "ERR_MISC0=0xdeadbeef ERR_MISC4=0x4 "
					  "ERR_ADDR=0x1122334455667788") } },
		/* A module without parts is its own part; what is not valid is not there. */
		{ SECTION(hip08_oem_type1, RAS_FATAL, 3, GUID_HIP08_1,
			  HIP08("\x18\0\0\0", "\x0e", "\x07")),
		  .out = { N("version", 1), N("soc_id", 0), T("module_id", "RDE"),
			   T("sub_module_id", "RDE"), T("err_severity", ""), T("regs_dump", "") } },
		/* Cut short behind ERR_CTRL_0, though the bits promise more. */
		{ SECTION(hip08_oem_type2, RAS_RECOVERABLE, 2, GUID_HIP08_2,
			  HIP08("\xff\x0f\0\0", "\x05", "\x0f") "\x10\0\0\0"
								"\x20\0\0\0"
								"\x30\0\0\0"),
		  .out = { T("module_id", "L3TAG"), T("sub_module_id", "TA_PARTITION7"),
			   T("regs_dump", "ERR_FR_0=0x10 ERR_FR_1=0x20 ERR_CTRL_0=0x30") } },
		{ SECTION(hip08_oem_type2, RAS_CORRECTED, 1, GUID_HIP08_2,
			  HIP08("\x18\0\0\0", "\x63", "\0")),
		  .out = { T("module_id", "unknown"), T("sub_module_id", "unknown") } },
		/* Too short for the header. */
		{ SECTION(hip08_oem_type1, RAS_INFO, 1, GUID_HIP08_1, "\xff\xff\0\0\x01\x02"),
		  .unwanted = true },
		/* Another vendor's. */
		{ SECTION(hip08_oem_type1, RAS_INFO, 1, GUID_HIP08_2,
			  HIP08("\x18\0\0\0", "\0", "\0")),
		  .unwanted = true },
	};

	(void)state;
	RUN(tests);
}

static void hip08_pcie(void **state)
{
	/* 64 validation bits: all of the header, registers 0 (bit 9) and 32 (bit 41). */
	static char bytes[20 + 33 * 4] = "\xff\x03\0\0\0\x02\0\0"
					 "\x01\x02\x03\x04\x02\x05\x06\x01"
					 "\x34\x12\0\0"
					 "\x0a\0\0\0";
	struct test_case t = { SECTION(hip08_pcie_local, RAS_FATAL, 3, GUID_HIP08_PCIE, ""),
			       .out = { N("version", 1), N("soc_id", 2), N("socket_id", 3),
					N("nimbus_id", 4), T("sub_module_id", "MAC_Layer"),
					N("core_id", 5), N("port_id", 6),
					T("err_severity", "fatal"), N("err_type", 0x1234),
					T("regs_dump", "ERR_MISC_0=0xa ERR_MISC_32=0xb") } };

	(void)state;
	bytes[20 + 32 * 4] = 0x0b;
	t.in[5] = (struct test_value){ "buf", BYTES, 0, bytes, sizeof(bytes) };
	test_case_run(&t);
	/* Every other one is valid: bits 2, 4, 6, 8, then 1, 3, 5, 7. */
	memset(bytes, 0, 8);
	bytes[0] = 0x54;
	bytes[1] = 0x01;
	memcpy(t.out,
	       (struct test_value[]){ N("soc_id", 0),
				      N("socket_id", 3),
				      N("nimbus_id", 0),
				      T("sub_module_id", "MAC_Layer"),
				      N("core_id", 0),
				      N("port_id", 6),
				      T("err_severity", "fatal"),
				      N("err_type", 0),
				      T("regs_dump", ""),
				      N(NULL, 0) },
	       10 * sizeof(t.out[0]));
	test_case_run(&t);
	bytes[0] = (char)0xaa;
	bytes[1] = 0;
	memcpy(t.out,
	       (struct test_value[]){ N("soc_id", 2),
				      N("socket_id", 0),
				      N("nimbus_id", 4),
				      T("sub_module_id", ""),
				      N("core_id", 5),
				      N("port_id", 0),
				      T("err_severity", ""),
				      N("err_type", 0x1234),
				      N(NULL, 0) },
	       9 * sizeof(t.out[0]));
	test_case_run(&t);
}

static void hisi_common(void **state)
{
	static const struct test_case tests[] = {
		/* All valid; module 21; device 0001:80:1f.7; two of the three registers are there.
		 */
		{ SECTION(hisi_common, RAS_CORRECTED, 1, GUID_HISI,
			  "\xff\x1f\0\0"
			  "\x01\x01\x02\x03\x04\x05\x15\x06\x07\x08"
			  "\x0a\0"
			  "\x07\x1f\x01\0\x80\0\0\0"
			  "\x02\0\0\0"
			  "\x0c\0\0\0"
			  "\x01\0\0\0"
			  "\x02\0\0\0"),
		  .out = { N("version", 1), N("soc_id", 1), N("socket_id", 2), N("totem_id", 3),
			   N("nimbus_id", 4), N("sub_system_id", 5), T("module_id", "PCIe Local"),
			   N("sub_module_id", 6), N("core_id", 7), N("port_id", 8),
			   N("err_type", 10), T("pcie_info", "0001:80:1f.7"),
			   T("err_severity", "corrected"),
			   T("regs_dump", "reg00=0x00000001 reg01=0x00000002") } },
		{ SECTION(hisi_common, RAS_CORRECTED, 1, GUID_HISI,
			  "\x20\0\0\0"
			  "\x01\x01\x02\x03\x04\x05\xc8\x06\x07\x08"
			  "\x0a\0"
			  "\x07\x1f\x01\0\x80\0\0\0"
			  "\x02\0\0\0"
			  "\x04\0\0\0"
			  "\x01\0\0\0"),
		  .out = { T("module_id", "unknown"), N("sub_module_id", 0), T("pcie_info", ""),
			   T("err_severity", ""), T("regs_dump", "") } },
		/* Even bits, odd bits. */
		{ SECTION(hisi_common, RAS_CORRECTED, 1, GUID_HISI,
			  "\x55\x15\0\0"
			  "\x01\x01\x02\x03\x04\x05\x15\x06\x07\x08"
			  "\x0a\0"
			  "\x07\x1f\x01\0\x80\0\0\0"
			  "\x02\0\0\0"
			  "\x04\0\0\0"
			  "\x01\0\0\0"),
		  .out = { N("soc_id", 1), N("socket_id", 0), N("totem_id", 3), N("nimbus_id", 0),
			   N("sub_system_id", 5), T("module_id", ""), N("sub_module_id", 6),
			   N("core_id", 0), N("port_id", 8), N("err_type", 0),
			   T("pcie_info", "0001:80:1f.7"), T("err_severity", ""),
			   T("regs_dump", "reg00=0x00000001") } },
		{ SECTION(hisi_common, RAS_CORRECTED, 1, GUID_HISI,
			  "\xaa\x0a\0\0"
			  "\x01\x01\x02\x03\x04\x05\x15\x06\x07\x08"
			  "\x0a\0"
			  "\x07\x1f\x01\0\x80\0\0\0"
			  "\x02\0\0\0"
			  "\x04\0\0\0"
			  "\x01\0\0\0"),
		  .out = { N("soc_id", 0), N("socket_id", 2), N("totem_id", 0), N("nimbus_id", 4),
			   N("sub_system_id", 0), T("module_id", "PCIe Local"),
			   N("sub_module_id", 0), N("core_id", 7), N("port_id", 0),
			   N("err_type", 10), T("pcie_info", ""), T("err_severity", "corrected"),
			   T("regs_dump", "") } },
	};

	(void)state;
	RUN(tests);
}

static void jaguarmicro(void **state)
{
	static const struct test_case tests[] = {
		/* Subsystem 9 (DPE), module 11 (SMMU), part 1; 15 registers, then one extended. */
		{ SECTION(jm_payload, RAS_FATAL, 3, GUID_JM0,
			  "\xff\x08\0\0"
			  "\x01\x02\x09\x0b\x01\x06"
			  "\x07\0"
			  "\x01\0\0\0"
			  "\x01\0\0\0"
			  "\x02\0\0\0"
			  "\x03\0\0\0"
			  "\x04\0\0\0"
			  "\x05\0\0\0"
			  "\x06\0\0\0"
			  "\x07\0\0\0"
			  "\x08\0\0\0"
			  "\x09\0\0\0"
			  "\x0a\0\0\0"
			  "\x0b\0\0\0"
			  "\x0c\0\0\0"
			  "\x0d\0\0\0"
			  "\x0e\0\0\0"
			  "\x0f\0\0\0"
			  "\x01\0\0\0"
			  "\xff\0\0\0"),
		  .out = { N("version", 1), N("soc_id", 2), T("subsystem", "DPE"),
			   T("module", "SMMU"), N("module_id", 11), T("sub_module", "TBU"),
			   N("submodule_id", 1), T("dev", "DEV"), N("dev_id", 6), N("err_type", 7),
			   T("err_severity", "fatal"),
			   T("regs_dump",
			     "[ LOCK_CONTROL: 0x1 LOCK_FUNCTION: 0x2 CFG_RAM_ID: 0x3 "
			     "ERR_FR_LOW32: 0x4 ERR_FR_HIGH32: 0x5 ERR_CTLR_LOW32: 0x6 "
			     "ECC_STATUS_LOW32: 0x7 ECC_ADDR_LOW32: 0x8 ECC_ADDR_HIGH32: 0x9 "
			     "ECC_MISC0_LOW32: 0xa ECC_MISC0_HIGH32: 0xb ECC_MISC1_LOW32: 0xc "
			     "ECC_MISC1_HIGH32: 0xd ECC_MISC2_LOW32: 0xe ECC_MISC2_HIGH32: 0xf ] "
			     "Extended Register Dump: [ reg00=0x000000ff ]") } },
		/* Type 6 has 64-bit registers; the DDR subsystem's devices are channels. */
		{ SECTION(jm_payload, RAS_CORRECTED, 1, GUID_JM6,
			  "\x2c\0\0\0"
			  "\0\0\x02\x01\0\x03"
			  "\0\0"
			  "\0\0\0\0"
			  "\x01\0\0\0\x01\0\0\0"
			  "\x02\0\0\0\0\0\0\0"),
		  .out = { T("subsystem", "DDRH"), T("module", "DDRPHY"), T("sub_module", ""),
			   T("dev", "CHNL"), T("err_severity", ""),
			   T("regs_dump", "[ RECORD_ID: 0x100000001 GICT_ERR_FR: 0x2 ]") } },
		/* Even bits, odd bits; no registers at all. */
		{ SECTION(jm_payload, RAS_CORRECTED, 1, GUID_JM0,
			  "\x55\0\0\0"
			  "\x01\x02\x09\x0b\x01\x06"
			  "\x07\0"
			  "\x01\0\0\0"),
		  .out = { N("version", 1), N("soc_id", 0), T("subsystem", "DPE"), T("module", ""),
			   N("module_id", 0), N("submodule_id", 1), T("dev", ""), N("dev_id", 0),
			   N("err_type", 7), T("err_severity", ""), T("regs_dump", "[  ]") } },
		{ SECTION(jm_payload, RAS_CORRECTED, 1, GUID_JM0,
			  "\xaa\0\0\0"
			  "\x01\x02\x09\x0b\x01\x06"
			  "\x07\0"
			  "\x01\0\0\0"),
		  .out = { N("version", 0), N("soc_id", 2), T("subsystem", ""), N("module_id", 11),
			   T("sub_module", ""), N("submodule_id", 0), T("dev", "DEV"),
			   N("dev_id", 6), N("err_type", 0), T("err_severity", "fatal") } },
		{ SECTION(jm_payload, RAS_CORRECTED, 1, GUID_YITIAN,
			  "\xff\x08\0\0"
			  "\x01\x02\x09\x0b\x01\x06"
			  "\x07\0"
			  "\x01\0\0\0"),
		  .unwanted = true },
	};

	(void)state;
	RUN(tests);
}

#define GRACE                                                                                      \
	"L2-ECC\0\0\0\0\0\0\0\0\0\0"                                                               \
	"\x05\0"                                                                                   \
	"\x06\0"                                                                                   \
	"\x02\x01\x01\0"                                                                           \
	"\0\0\0\x10\0\0\0\0"
#define GRACE_REGS                                                                                 \
	"\x10\0\0\0\0\0\0\0"                                                                       \
	"\xff\0\0\0\0\0\0\0"
/* Version 1, one context, CPU; type 3, sub-type 4, link 5; signature; CPU information. */
#define VERA_HEAD(VERSION)                                                                         \
	VERSION "\x01\0\0"                                                                         \
		"\x03\0\x04\0"                                                                     \
		"\x05\0\0\0\0\0\0\0"                                                               \
		"CMET-FULL-16-CHR"
#define VERA_CPU                                                                                   \
	"\0\0\x20\x01"                                                                             \
	"\x64\x34\x12\0"                                                                           \
	"serial-number-16"                                                                         \
	"\0\0\0\x20\0\0\0\0"

static void nvidia(void **state)
{
	static const struct test_case tests[] = {
		{ SECTION(nvidia_ns, RAS_CORRECTED, 1, GUID_GRACE, GRACE GRACE_REGS),
		  .out = { T("signature", "L2-ECC"), N("error_type", 5), N("error_instance", 6),
			   N("severity", 2), N("socket", 1), N("number_regs", 1),
			   N("instance_base", 0x10000000), B("reg_data", GRACE_REGS),
			   B("raw_data", GRACE GRACE_REGS) } },
		{ SECTION(nvidia_ns, RAS_CORRECTED, 1, GUID_GRACE, GRACE),
		  .out = { B("reg_data", ""), B("raw_data", GRACE) } },
		{ SECTION(nvidia_ns, RAS_CORRECTED, 1, GUID_GRACE, "too short"), .unwanted = true },
		{ SECTION(nvidia_vera_ns, RAS_FATAL, 3, GUID_VERA, VERA_HEAD("\x01") VERA_CPU),
		  .out = { T("signature", "CMET-FULL-16-CHR"), N("event_type", 3),
			   N("event_sub_type", 4), N("event_link_id", 5),
			   N("source_device_type", 0), N("event_context_count", 1), N("socket", 1),
			   N("architecture", 0x123464), B("chip_serial_number", "serial-number-16"),
			   N("instance_base", 0x20000000),
			   B("raw_data", VERA_HEAD("\x01") VERA_CPU) } },
		/* A version that is not known: nothing but the bytes. */
		{ SECTION(nvidia_vera_ns, RAS_FATAL, 3, GUID_VERA, VERA_HEAD("\x02") VERA_CPU),
		  .out = { T("signature", ""), N("event_type", 0), N("socket", 0),
			   B("chip_serial_number", ""),
			   B("raw_data", VERA_HEAD("\x02") VERA_CPU) } },
	};

	(void)state;
	RUN(tests);
}

static void yitian(void **state)
{
	/* Type 0x50 is DDR; instance 3; 31 registers, the first and the last not 0. */
	static char bytes[4 + 31 * 4] = "\x50\0\x03\0"
					"\x11";
	struct test_case t = { SECTION(yitian_ddr, RAS_CORRECTED, 1, GUID_YITIAN, ""),
			       .out = { N("address", 0) } };
	static const char want[] =
		" Error Type: DDR, Error SubType: DDR, Error Instance: 0x3, ECCCFG0: 0x11  "
		"ECCCFG1: 0x0  ECCSTAT: 0x0  ECCERRCNT: 0x0  ECCCADDR0: 0x0  ECCCADDR1: 0x0  "
		"ECCCSYN0: 0x0  ECCCSYN1: 0x0  ECCCSYN2: 0x0  ECCUADDR0: 0x0  ECCUADDR1: 0x0  "
		"ECCUSYN0: 0x0  ECCUSYN1: 0x0  ECCUSYN2: 0x0  ECCBITMASK0: 0x0  ECCBITMASK1: 0x0  "
		"ECCBITMASK2: 0x0  ADVECCSTAT: 0x0  ECCAPSTAT: 0x0  ECCCDATA0: 0x0  "
		"ECCCDATA1: 0x0  ECCUDATA0: 0x0  ECCUDATA1: 0x0  ECCSYMBOL: 0x0  "
		"ECCERRCNTCTL: 0x0  ECCERRCNTSTAT: 0x0  ECCERRCNT0: 0x0  ECCERRCNT1: 0x0  "
		"RESERVED0: 0x0  RESERVED1: 0x0  RESERVED2: 0x22";

	(void)state;
	bytes[4 + 30 * 4] = 0x22;
	t.in[5] = (struct test_value){ "buf", BYTES, 0, bytes, sizeof(bytes) };
	t.out[1] = (struct test_value){ "regs_dump", TEXT, 0, want, sizeof(want) - 1 };
	test_case_run(&t);
	/* One byte less, and another type. */
	t.unwanted = true;
	t.in[5].len--;
	test_case_run(&t);
	t.in[5].len++;
	bytes[0] = 0x51;
	test_case_run(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_section), cmocka_unit_test(hip08),
		cmocka_unit_test(hip08_pcie),  cmocka_unit_test(hisi_common),
		cmocka_unit_test(jaguarmicro), cmocka_unit_test(nvidia),
		cmocka_unit_test(yitian),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
