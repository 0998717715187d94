// SPDX-License-Identifier: GPL-2.0-or-later
/* Classes on the formats of real kernels: what of a record comes out in which column. */
#include "tests/unit/unit.h"

#include "events/events.h"
#include "tests/unit/record.h"

#define K61 "captures/amd-ao-6.1"
#define K72 "captures/amd-ao-7.2"

/* UEFI 2.10 N.2.5: valid are node, card, module, rank, bank, row with its two extra bits. */
#define CPER_MEM                                                                                   \
	"\x78\x81\x04\0\0\0\0\0" /* bits 3-6, 8, 15, 18 */                                         \
	"\x01\0"                                                                                   \
	"\x02\0"                                                                                   \
	"\x03\0"                                                                                   \
	"\x04\0"                                                                                   \
	"\x05\0"                                                                                   \
	"\x34\x12"                                                                                 \
	"\x07\0"                                                                                   \
	"\x08\0"                                                                                   \
	"\0\0\0\0\0\0\0\0"                                                                         \
	"\0\0\0\0\0\0\0\0"                                                                         \
	"\0\0\0\0\0\0\0\0"                                                                         \
	"\x09\0"                                                                                   \
	"\x0a\0"                                                                                   \
	"\x0b\0"                                                                                   \
	"\x02"

static void extlog(void **state)
{
	/* CPER severity 2 is corrected; type 2 single-bit ECC (UEFI 2.10 N.2.5). */
	static const struct test_case t = {
		.cls = &ras_class_extlog_event,
		.root = K72,
		.tracepoint = "ras/extlog_mem_event",
		.severity = RAS_CORRECTED,
		.in = { N("err_seq", 77), N("etype", 2), N("sev", 2), N("pa", 0x123456000),
			N("pa_mask_lsb", 12),
			B("fru_id",
			  "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"),
			T("fru_text", "DIMM A1"), B("data", CPER_MEM) },
		.out = { N("etype", 2), N("error_count", 77), N("severity", 2),
			 N("address", 0x123456000),
			 B("fru_id",
			   "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"),
			 T("fru_text", "DIMM A1"), B("cper_data", CPER_MEM), N("pa_mask_lsb", 12),
			 T("error_type", "single-bit ECC"),
			 T("location", "node:1 card:2 module:3 rank:9 bank:4 row:135732") },
	};

	(void)state;
	test_case_run(&t);
}

static void devlink(void **state)
{
	static const struct test_case tests[] = {
		{ .cls = &ras_class_devlink_event,
		  .root = K61,
		  .tracepoint = "devlink/devlink_health_report",
		  .severity = RAS_RECOVERABLE,
		  .in = { T("bus_name", "pci"), T("dev_name", "0000:01:00.0"),
			  T("driver_name", "mlx5_core"), T("reporter_name", "tx"),
			  T("msg", "ERR CQE on SQ: 0x1") },
		  .out = { T("bus_name", "pci"), T("dev_name", "0000:01:00.0"),
			   T("driver_name", "mlx5_core"), T("reporter_name", "tx"),
			   T("msg", "ERR CQE on SQ: 0x1") } },
		/* As 0.8.x stores a timeout: no bus, no reporter, a message of its own. */
		{ .cls = &ras_class_devlink_event,
		  .root = K72,
		  .tracepoint = "net/net_dev_xmit_timeout",
		  .severity = RAS_RECOVERABLE,
		  .in = { T("name", "eth0"), T("driver", "e1000e"), N("queue_index", 3) },
		  .out = { T("bus_name", ""), T("dev_name", "eth0"), T("driver_name", "e1000e"),
			   T("reporter_name", ""), T("msg", "TX timeout on queue: 3\n") } },
	};

	(void)state;
	RUN(tests);
	assert_string_equal(ras_class_devlink_event.tracepoints[0].filter,
			    "!(msg ~ \"TX timeout*\")");
}

static void disk(void **state)
{
	/* dev_t of a trace event: major in the bits from 20 on. -61 is ENODATA, a medium error. */
	static const struct test_case tests[] = {
		{ .cls = &ras_class_disk_errors,
		  .root = K61,
		  .tracepoint = "block/block_rq_error",
		  .severity = RAS_UNCORRECTED,
		  .in = { N("dev", 8 << 20 | 17), N("sector", 0x100000002), N("nr_sector", 8),
			  N("error", -61), B("rwbs", "RA\0"), T("cmd", "") },
		  .out = { T("dev", "8:17"), N("sector", 0x100000002), N("nr_sector", 8),
			   T("error", "critical medium error"), T("rwbs", "RA"), T("cmd", "") } },
		{ .cls = &ras_class_disk_errors,
		  .root = "formats/linux-6.12",
		  .tracepoint = "block/block_rq_complete",
		  .severity = RAS_INFO,
		  .in = { N("dev", 259 << 20), N("error", -11), B("rwbs", "WS\0") },
		  .out = { T("dev", "259:0"), T("error", "nonblocking retry error") } },
		{ .cls = &ras_class_disk_errors,
		  .root = K72,
		  .tracepoint = "block/block_rq_error",
		  .severity = RAS_UNCORRECTED,
		  .in = { N("error", -999), B("rwbs", "abcdefghij") },
		  .out = { T("error", "unknown block error"), T("rwbs", "abcdefghij") } },
		/* What a filter would have kept away. */
		{ .cls = &ras_class_disk_errors,
		  .root = K72,
		  .tracepoint = "block/block_rq_complete",
		  .unwanted = true,
		  .in = { N("error", 0) } },
	};

	(void)state;
	RUN(tests);
	assert_true(ras_class_disk_errors.alternatives);
	assert_string_equal(ras_class_disk_errors.tracepoints[0].name, "block/block_rq_error");
	assert_null(ras_class_disk_errors.tracepoints[0].filter);
	assert_string_equal(ras_class_disk_errors.tracepoints[1].name, "block/block_rq_complete");
	assert_string_equal(ras_class_disk_errors.tracepoints[1].filter, "error != 0");
}

static void signals(void **state)
{
	/* The task's name fills all of comm: no NUL. */
	static const struct test_case tests[] = {
		{ .cls = &ras_class_signal_event,
		  .root = K61,
		  .tracepoint = "signal/signal_generate",
		  .severity = RAS_RECOVERABLE,
		  .in = { N("sig", 7), N("code", 4), B("comm", "sixteen_letters_"), N("pid", 4242),
			  N("group", 0), N("result", 1) },
		  .out = { N("sig", 7), N("errorno", 0), N("code", 4),
			   T("comm", "sixteen_letters_"), N("pid", 4242), N("grp", 0),
			   N("res", 1) } },
		{ .cls = &ras_class_signal_event,
		  .root = K72,
		  .tracepoint = "signal/signal_generate",
		  .severity = RAS_DEFERRED,
		  .in = { N("sig", 7), N("errno", -5), N("code", 5), B("comm", "qemu\0"),
			  N("pid", 9) },
		  .out = { N("errorno", -5), N("code", 5), T("comm", "qemu") } },
		/* BUS_ADRERR is a program's mistake; another signal may have the same code. */
		{ .cls = &ras_class_signal_event,
		  .root = K72,
		  .tracepoint = "signal/signal_generate",
		  .unwanted = true,
		  .in = { N("sig", 7), N("code", 2) } },
		{ .cls = &ras_class_signal_event,
		  .root = K72,
		  .tracepoint = "signal/signal_generate",
		  .unwanted = true,
		  .in = { N("sig", 11), N("code", 4) } },
	};

	(void)state;
	RUN(tests);
}

/*
 * ARM Processor Error Information (UEFI 2.10 N.2.4.4.1): version, length, validation, type,
 * multiple error, flags, error information, virtual and physical address. A cache error that was
 * corrected: valid all; data transaction (bits 17:16 = 1), data write (21:18 = 4), level 1 (24:22),
 * corrected (bit 26); which of these are valid: bits 0, 1, 2, 4. Information 0x04500000 +
 * 0x00010000 + 0x17.
 */
#define PEI_CACHE                                                                                  \
	"\0\x20\x1f\0\x02\0\0\x01"                                                                 \
	"\x17\0\x51\x04\0\0\0\0"                                                                   \
	"\x00\x10\0\0\0\xff\xff\xff"                                                               \
	"\x40\x20\0\0\x08\0\0\0"
/* A bus error, three of them, no addresses: information 0x80 (participation 0), overflow. */
#define PEI_BUS                                                                                    \
	"\0\x20\x07\0\x08\x03\0\x08"                                                               \
	"\x80\0\0\0\0\0\0\0"                                                                       \
	"\xff\xff\xff\xff\xff\xff\xff\xff"                                                         \
	"\xff\xff\xff\xff\xff\xff\xff\xff"

/*
 * A TLB error of level 2 with a corrupted context: bits 2 and 3 say that level (24:22) and context
 * (bit 25) are valid; and operation 8, which only TLB errors have.
 */
#define PEI_TLB                                                                                    \
	"\0\x20\x05\0\x04\x01\0\x01"                                                               \
	"\x0e\0\xa0\x02\0\0\0\0"                                                                   \
	"\0\0\0\0\0\0\0\0"                                                                         \
	"\0\0\0\0\0\0\0\0"

static void arm(void **state)
{
	static const struct test_case tests[] = {
		/* Linux 6.1: registers only, so how bad it was is not known. */
		{ .cls = &ras_class_arm_event,
		  .root = K61,
		  .tracepoint = "ras/arm_event",
		  .severity = RAS_UNCORRECTED,
		  .in = { N("mpidr", 0x81000300), N("midr", 0x413fd0c1), N("running_state", 1),
			  N("psci_state", 2), N("affinity", 3) },
		  .out = { N("error_count", 0), N("affinity", 3), N("mpidr", 0x81000300),
			   N("running_state", 1), N("psci_state", 2), B("err_info", ""),
			   B("context_info", ""), B("vendor_info", ""), T("error_type", ""),
			   T("error_flags", ""), N("error_info", 0), N("virt_fault_addr", 0),
			   N("phy_fault_addr", 0), N("midr", 0x413fd0c1) } },
		{ .cls = &ras_class_arm_event,
		  .root = K72,
		  .tracepoint = "ras/arm_event",
		  .severity = RAS_CORRECTED,
		  .in = { N("mpidr", 1), N("pei_len", 64), B("pei_buf", PEI_CACHE PEI_BUS),
			  N("ctx_len", 3), B("ctx_buf", "ctx"), N("oem_len", 2), B("oem_buf", "oe"),
			  N("sev", 1), N("cpu", 5) },
		  .out = { N("error_count", 4), B("err_info", PEI_CACHE PEI_BUS),
			   B("context_info", "ctx"), B("vendor_info", "oe"),
			   T("error_type", "cache error, bus error"),
			   T("error_flags", "first error, overflow"), N("error_info", 0x80),
			   N("virt_fault_addr", 0xffffff0000001000),
			   N("phy_fault_addr", 0x0000000800002040), N("cpu", 5),
			   T("error_msg",
			     "data access transaction, data write, level 1, corrected; "
			     "local processor originated request") } },
		/* Vendor kernels: other names, no severity, so it is the structure that tells. */
		{ .cls = &ras_class_arm_event,
		  .root = "formats/vendor",
		  .tracepoint = "ras/arm_event",
		  .severity = RAS_CORRECTED,
		  .in = { B("buf", PEI_CACHE), B("buf1", "c"), B("buf2", "o") },
		  .out = { N("error_count", 1), B("err_info", PEI_CACHE), B("context_info", "c"),
			   B("vendor_info", "o"), T("error_type", "cache error"),
			   N("error_info", 0x04510017) } },
		/* "Several" counts as two; the flags are there but not valid. */
		{ .cls = &ras_class_arm_event,
		  .root = K72,
		  .tracepoint = "ras/arm_event",
		  .severity = RAS_FATAL,
		  .in = { B("pei_buf", PEI_TLB) },
		  .out = { N("error_count", 2), T("error_type", "TLB error"), T("error_flags", ""),
			   T("error_msg", "external management, level 2, "
					  "processor context corrupted") } },
		/* A structure that is cut short is no structure. */
		{ .cls = &ras_class_arm_event,
		  .root = K72,
		  .tracepoint = "ras/arm_event",
		  .severity = RAS_FATAL,
		  .in = { B("pei_buf", "\0\x20\x1f\0\x02"), N("sev", 3) },
		  .out = { N("error_count", 0), T("error_type", "") } },
	};

	(void)state;
	RUN(tests);
}

static void aer(void **state)
{
	/* The header has 14 words since flit mode came; 0.8.x shows four. */
	static const struct test_case tests[] = {
		{ .cls = &ras_class_aer_event,
		  .root = K72,
		  .tracepoint = "ras/aer_event",
		  .severity = RAS_FATAL,
		  .in = { T("dev_name", "0000:3a:00.0"), N("status", 0x80040000), N("severity", 1),
			  T("bus_type", "CXL") },
		  .out = { T("dev_name", "0000:3a:00.0"), T("err_type", "Uncorrected (Fatal)"),
			   T("err_msg", "Malformed TLP, TLP Translation egress blocked"),
			   T("bus_type", "CXL") } },
		{ .cls = &ras_class_aer_event,
		  .root = K61,
		  .tracepoint = "ras/aer_event",
		  .severity = RAS_CORRECTED,
		  .in = { T("dev_name", "0000:00:1c.0"), N("status", 0x3), N("severity", 2) },
		  .out = { T("err_type", "Corrected"), T("err_msg", "Receiver Error, BIT1"),
			   T("bus_type", "") } },
	};

	(void)state;
	RUN(tests);
}

static void memory_failure(void **state)
{
	/* Type 13 is a dirty page in one kernel and a clean one in the other: by their print fmt.
	 */
	static const struct test_case tests[] = {
		{ .cls = &ras_class_memory_failure,
		  .root = "formats/linux-7.1",
		  .tracepoint = "memory_failure/memory_failure_event",
		  .severity = RAS_RECOVERABLE,
		  .in = { N("pfn", 0x1234), N("type", 13), N("result", 3) },
		  .out = { T("pfn", "0x1234"), T("page_type", "clean LRU page"),
			   T("action_result", "Recovered") } },
		{ .cls = &ras_class_memory_failure,
		  .root = K72,
		  .tracepoint = "ras/memory_failure_event",
		  .severity = RAS_UNCORRECTED,
		  .in = { N("pfn", 0x1234), N("type", 13), N("result", 1) },
		  .out = { T("page_type", "dirty LRU page"), T("action_result", "Failed") } },
	};

	(void)state;
	RUN(tests);
}

static void reri(void **state)
{
	static const struct test_case tests[] = {
		/* V, UEC, TT 4, AIT 1, SIV; error code 20: IV and TSV are not set. */
		{ .cls = &ras_class_reri_event,
		  .root = "formats/vendor",
		  .tracepoint = "ras/reri_event",
		  .severity = RAS_FATAL,
		  .in = { N("err_src_id", 0x1234), N("source_type", 0), N("hart_id", 5),
			  N("cluster_id", 6), N("status", 0x14011409), N("addr_info", 0x8000),
			  N("info", 1), N("suppl_info", 2), N("timestamp_val", 3) },
		  .out = { N("err_src_id", 0x1234), N("source_type", 0), N("severity", 3),
			   N("hart_id", 5), N("cluster_id", 6), N("status", 0x14011409),
			   N("addr_info", 0x8000), N("info", 0), N("suppl_info", 2),
			   N("timestamp_val", 0),
			   T("error_msg", "system memory data error, explicit read, "
					  "supervisor physical address") } },
		/* V, CE, IV, TSV of an IOMMU. */
		{ .cls = &ras_class_reri_event,
		  .root = "formats/vendor",
		  .tracepoint = "ras/reri_event",
		  .severity = RAS_CORRECTED,
		  .in = { N("source_type", 1), N("hart_id", 5), N("cluster_id", 6),
			  N("status", 0x20803), N("addr_info", 0x8000), N("info", 1),
			  N("suppl_info", 2), N("timestamp_val", 3) },
		  .out = { N("severity", 1), N("hart_id", 0), N("cluster_id", 0), N("addr_info", 0),
			   N("info", 1), N("suppl_info", 0), N("timestamp_val", 3) } },
		/* V, UED. */
		{ .cls = &ras_class_reri_event,
		  .root = "formats/vendor",
		  .tracepoint = "ras/reri_event",
		  .severity = RAS_DEFERRED,
		  .in = { N("status", 0x5) },
		  .out = { N("severity", 2) } },
	};

	(void)state;
	RUN(tests);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extlog),         cmocka_unit_test(devlink), cmocka_unit_test(disk),
		cmocka_unit_test(signals),        cmocka_unit_test(arm),     cmocka_unit_test(aer),
		cmocka_unit_test(memory_failure), cmocka_unit_test(reri),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
