// SPDX-License-Identifier: GPL-2.0-or-later
/* CXL classes, on the fields of Linux 6.12 and of 7.1. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "events/events.h"
#include "tests/unit/record.h"

#define K612 "formats/linux-6.12"
#define K71  "formats/linux-7.1"

#define DEVICE_IN  T("memdev", "mem0"), T("host", "0000:0d:00.0"), N("serial", 0x1122334455667788)
#define DEVICE_OUT DEVICE_IN

/* General media event record, CXL 3.1 table 8-45: fbcd0a77-c260-417f-85a9-088b1621eba6. */
#define UUID_GENERAL "\xfb\xcd\x0a\x77\xc2\x60\x41\x7f\x85\xa9\x08\x8b\x16\x21\xeb\xa6"
#define UUID_REGION  "\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff"
#define ZEROS        "00000000-0000-0000-0000-000000000000"

static void poison(void **state)
{
	static const struct test_case tests[] = {
		/* 1780000000 s after the epoch; the list overflowed (flags bit 1). */
		{ .cls = &ras_class_cxl_poison,
		  .root = K71,
		  .tracepoint = "cxl/cxl_poison",
		  .severity = RAS_DEFERRED,
		  .in = { DEVICE_IN, N("trace_type", 0), T("region", "region0"),
			  B("uuid", UUID_REGION), N("hpa", 0x100001000), N("hpa_alias0", 0x2000),
			  N("dpa", 0x40), N("dpa_length", 64), N("source", 7), N("flags", 2),
			  N("overflow_ts", 1780000000000000000) },
		  .out = { DEVICE_OUT, T("trace_type", "List"), T("region", "region0"),
			   T("region_uuid", "00112233-4455-6677-8899-aabbccddeeff"),
			   N("hpa", 0x100001000), N("dpa", 0x40), N("dpa_length", 64),
			   T("source", "Vendor"), N("flags", 2),
			   N("overflow_ts", 1780000000000000000), N("hpa_alias0", 0x2000) } },
		/* 6.12: no alias. Without the overflow flag its time means nothing. */
		{ .cls = &ras_class_cxl_poison,
		  .root = K612,
		  .tracepoint = "cxl/cxl_poison",
		  .severity = RAS_INFO,
		  .in = { DEVICE_IN, N("trace_type", 1), T("region", ""), N("hpa", UINT64_MAX),
			  N("source", 4), N("flags", 5), N("overflow_ts", 1) },
		  .out = { T("trace_type", "Inject"), T("region", ""), T("region_uuid", ""),
			   N("hpa", UINT64_MAX), T("source", "Invalid"), N("overflow_ts", 0),
			   N("hpa_alias0", 0) } },
	};

	(void)state;
	RUN(tests);
}

static void aer(void **state)
{
	static const struct test_case tests[] = {
		{ .cls = &ras_class_cxl_aer_ue,
		  .root = K612,
		  .tracepoint = "cxl/cxl_aer_uncorrectable_error",
		  .severity = RAS_UNCORRECTED,
		  .in = { DEVICE_IN, N("status", 0x10401), N("first_error", 0x400) },
		  .out = { DEVICE_OUT, N("error_status", 0x10401), N("first_error", 0x400),
			   T("error_msg", "Cache Data Parity Error, Received Poison From Peer, "
					  "IDE Rx Error"),
			   T("first_error_msg", "Received Poison From Peer") } },
		/* Of a port: another name for the device, no serial number. Bit 12 is reserved. */
		{ .cls = &ras_class_cxl_aer_ue,
		  .root = K71,
		  .tracepoint = "cxl/cxl_port_aer_uncorrectable_error",
		  .severity = RAS_UNCORRECTED,
		  .in = { T("device", "0000:0c:00.0"), T("host", "pci0000:0c"),
			  N("status", 0x1000) },
		  .out = { T("memdev", "0000:0c:00.0"), T("host", "pci0000:0c"), N("serial", 0),
			   T("error_msg", "BIT12") } },
		{ .cls = &ras_class_cxl_aer_ce,
		  .root = K612,
		  .tracepoint = "cxl/cxl_aer_correctable_error",
		  .severity = RAS_CORRECTED,
		  .in = { DEVICE_IN, N("status", 0x41) },
		  .out = { DEVICE_OUT, N("error_status", 0x41),
			   T("error_msg",
			     "Cache Data ECC Error, Received Error From Physical Layer") } },
		{ .cls = &ras_class_cxl_aer_ce,
		  .root = K71,
		  .tracepoint = "cxl/cxl_port_aer_correctable_error",
		  .severity = RAS_CORRECTED,
		  .in = { T("device", "0000:0c:00.0"), T("host", "pci0000:0c"), N("status", 4) },
		  .out = { T("memdev", "0000:0c:00.0"), T("error_msg", "CRC Threshold Hit") } },
	};

	(void)state;
	RUN(tests);
}

/* The same words in the byte order of the machine become the same bytes: each word big-endian. */
static void header_log(void **state)
{
	static const char words[][9] = { "\x04\x03\x02\x01\x08\x07\x06\x05", /* little-endian */
					 "\x01\x02\x03\x04\x05\x06\x07\x08" };
	struct test_case t = {
		.cls = &ras_class_cxl_aer_ue,
		.root = K612,
		.tracepoint = "cxl/cxl_aer_uncorrectable_error",
		.severity = RAS_UNCORRECTED,
	};
	static char want[512];

	(void)state;
	memcpy(want, words[1], 8);
	t.out[0] = (struct test_value){ "header_log", BYTES, 0, want, sizeof(want) };
	for (size_t i = 0; i < 2; i++) {
		t.in[0] = (struct test_value){ "header_log", BYTES, 0, words[i], 8 };
		test_case_run_order(&t, i == 1);
	}
}

static void logs(void **state)
{
	static const struct test_case tests[] = {
		{ .cls = &ras_class_cxl_overflow,
		  .root = K612,
		  .tracepoint = "cxl/cxl_overflow",
		  .severity = RAS_UNCORRECTED,
		  .in = { DEVICE_IN, N("log", 2), N("count", 7), N("first_ts", 1),
			  N("last_ts", 2) },
		  .out = { DEVICE_OUT, T("log_type", "Failure"), N("count", 7), N("first_ts", 1),
			   N("last_ts", 2) } },
		/* Flags 2, 4, 6, 7, 8: sub-class, logical device and head are valid. */
		{ .cls = &ras_class_cxl_generic,
		  .root = K71,
		  .tracepoint = "cxl/cxl_generic_event",
		  .severity = RAS_FATAL,
		  .in = { DEVICE_IN, N("log", 3), B("hdr_uuid", UUID_GENERAL),
			  N("hdr_flags", 0x1d4), N("hdr_handle", 1), N("hdr_related_handle", 2),
			  N("hdr_length", 128), N("hdr_timestamp", 1780000000000000000),
			  N("hdr_maint_op_class", 3), N("hdr_maint_op_sub_class", 4),
			  N("hdr_ld_id", 5), N("hdr_head_id", 6), B("data", "\x01\x02") },
		  .out = { DEVICE_OUT,
			   T("log_type", "Fatal"),
			   T("hdr_uuid", "fbcd0a77-c260-417f-85a9-088b1621eba6"),
			   N("hdr_flags", 0x1d4),
			   N("hdr_handle", 1),
			   N("hdr_related_handle", 2),
			   N("hdr_length", 128),
			   N("hdr_ts", 1780000000000000000),
			   N("hdr_maint_op_class", 3),
			   N("hdr_maint_op_sub_class", 4),
			   N("hdr_ld_id", 5),
			   N("hdr_head_id", 6),
			   T("hdr_flags_msg", "PERMANENT_CONDITION, PERFORMANCE_DEGRADED"),
			   { "data", BYTES, 0,
			     "\x01\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			     "\0\0\0\0"
			     "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			     "\0\0\0\0"
			     "\0\0\0\0\0\0",
			     80 } } },
		/* Without them, what the fields hold means nothing. */
		{ .cls = &ras_class_cxl_generic,
		  .root = K71,
		  .tracepoint = "cxl/cxl_generic_event",
		  .severity = RAS_INFO,
		  .in = { N("hdr_maint_op_sub_class", 4), N("hdr_ld_id", 5), N("hdr_head_id", 6) },
		  .out = { T("log_type", "Informational"), T("hdr_uuid", ZEROS),
			   N("hdr_maint_op_sub_class", 0), N("hdr_ld_id", 0),
			   N("hdr_head_id", 0) } },
	};

	(void)state;
	RUN(tests);
}

/* A component in PLDM format (CXL 3.1 table 8-44): flags 3, six bytes of entity, four of resource.
 */
#define PLDM                                                                                       \
	"\x03"                                                                                     \
	"ENTITY"                                                                                   \
	"RESO"                                                                                     \
	"\0\0\0\0\0"

static void media(void **state)
{
	static const struct test_case tests[] = {
		/* Validity: channel, device, component, its format; not rank. Threshold event. */
		{ .cls = &ras_class_cxl_general_media,
		  .root = K71,
		  .tracepoint = "cxl/cxl_general_media",
		  .severity = RAS_UNCORRECTED,
		  .in = { DEVICE_IN, N("log", 1), N("dpa", 0x1000), N("dpa_flags", 3),
			  N("descriptor", 3), N("type", 4), N("sub_type", 2),
			  N("transaction_type", 1), N("channel", 9), N("rank", 8),
			  N("device", 0x123456), B("comp_id", PLDM), N("validity_flags", 0x1d),
			  N("hpa", 0x2000), N("hpa_alias0", 0x3000), B("region_uuid", UUID_REGION),
			  T("region_name", "region1"), N("cme_threshold_ev_flags", 2),
			  N("cme_count", 12) },
		  .out = { DEVICE_OUT,
			   T("log_type", "Warning"),
			   N("dpa", 0x1000),
			   N("dpa_flags", 3),
			   N("descriptor", 3),
			   N("type", 4),
			   N("transaction_type", 1),
			   N("channel", 9),
			   N("rank", 0),
			   N("device", 0x123456),
			   B("comp_id", PLDM),
			   N("hpa", 0x2000),
			   T("region", "region1"),
			   T("region_uuid", "00112233-4455-6677-8899-aabbccddeeff"),
			   B("pldm_entity_id", "ENTITY"),
			   B("pldm_resource_id", "RESO"),
			   N("sub_type", 2),
			   N("cme_threshold_ev_flags", 2),
			   N("cme_count", 12),
			   N("hpa_alias0", 0x3000),
			   T("error_msg",
			     "Scrub Media ECC Error, Media Link Command Training Error, "
			     "Host Read, UNCORRECTABLE EVENT, THRESHOLD EVENT, VOLATILE, "
			     "NOT_REPAIRABLE, Exceeded Programmable Threshold") } },
		/* 6.12 lacks half of the fields: the event counts all the same. */
		{ .cls = &ras_class_cxl_general_media,
		  .root = K612,
		  .tracepoint = "cxl/cxl_general_media",
		  .severity = RAS_CORRECTED,
		  .in = { DEVICE_IN, N("log", 0), N("dpa", 0x40), N("rank", 2), N("device", 1),
			  B("comp_id", PLDM), N("validity_flags", 2) },
		  .out = { T("log_type", "Informational"), N("rank", 2), N("device", 0),
			   B("comp_id", ""), B("pldm_entity_id", ""), B("pldm_resource_id", ""),
			   T("region", ""), T("region_uuid", ZEROS), N("sub_type", 0),
			   N("cme_count", 0), N("hpa_alias0", 0), T("error_msg", "ECC Error") } },
	};

	(void)state;
	RUN(tests);
}

static void dram(void **state)
{
	static const struct test_case tests[] = {
		/* All that a DRAM event record has (CXL 3.1 table 8-46: validity bits 0 to 10). */
		{ .cls = &ras_class_cxl_dram,
		  .root = K71,
		  .tracepoint = "cxl/cxl_dram",
		  .severity = RAS_FATAL,
		  .in = { DEVICE_IN,
			  N("log", 3),
			  N("dpa", 0x80),
			  N("descriptor", 2),
			  N("type", 0),
			  N("transaction_type", 5),
			  N("validity_flags", 0x7ff),
			  N("channel", 1),
			  N("rank", 2),
			  N("nibble_mask", 0xabcdef),
			  N("bank_group", 3),
			  N("bank", 4),
			  N("row", 0x54321),
			  N("column", 0x777),
			  B("cor_mask", "\xff"),
			  N("hpa", 0x9000),
			  N("sub_channel", 6),
			  B("comp_id", PLDM),
			  N("cme_threshold_ev_flags", 1),
			  N("cvme_count", 33),
			  N("sub_type", 1),
			  N("hpa_alias0", 0xa000) },
		  .out = { DEVICE_OUT,
			   N("channel", 1),
			   N("rank", 2),
			   N("nibble_mask", 0xabcdef),
			   N("bank_group", 3),
			   N("bank", 4),
			   N("row", 0x54321),
			   N("column", 0x777),
			   { "cor_mask", BYTES, 0,
			     "\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
			     32 },
			   N("hpa", 0x9000),
			   B("comp_id", PLDM),
			   B("pldm_entity_id", "ENTITY"),
			   B("pldm_resource_id", "RESO"),
			   N("sub_type", 1),
			   N("sub_channel", 6),
			   N("cme_threshold_ev_flags", 1),
			   N("cvme_count", 33),
			   N("hpa_alias0", 0xa000),
			   T("error_msg",
			     "Media ECC Error, Internal Datapath Error, Internal Media Scrub, "
			     "THRESHOLD EVENT, Corrected Memory Errors in Multiple Media "
			     "Components") } },
		/* The same values, none of them vouched for. */
		{ .cls = &ras_class_cxl_dram,
		  .root = K71,
		  .tracepoint = "cxl/cxl_dram",
		  .severity = RAS_CORRECTED,
		  .in = { N("channel", 1), N("rank", 2), N("nibble_mask", 0xabcdef),
			  N("bank_group", 3), N("bank", 4), N("row", 0x54321), N("column", 0x777),
			  B("cor_mask", "\xff"), N("sub_channel", 6), B("comp_id", PLDM),
			  N("cme_threshold_ev_flags", 1), N("cvme_count", 33) },
		  .out = { N("channel", 0), N("rank", 0), N("nibble_mask", 0), N("bank_group", 0),
			   N("bank", 0), N("row", 0), N("column", 0), B("cor_mask", ""),
			   N("sub_channel", 0), B("comp_id", ""), B("pldm_entity_id", ""),
			   N("cme_threshold_ev_flags", 0), N("cvme_count", 0) } },
		{ .cls = &ras_class_cxl_dram,
		  .root = K612,
		  .tracepoint = "cxl/cxl_dram",
		  .severity = RAS_CORRECTED,
		  .in = { DEVICE_IN, N("validity_flags", 0x20), N("row", 0x54321), N("type", 9) },
		  .out = { N("row", 0x54321), N("sub_channel", 0), B("comp_id", ""),
			   T("error_msg", "reserved (9)") } },
	};

	(void)state;
	RUN(tests);
}

static void module(void **state)
{
	static const struct test_case tests[] = {
		/* Additional status 0x29: life used warning, temperature critical, persistent
		   warning. */
		{ .cls = &ras_class_cxl_memory_module,
		  .root = K71,
		  .tracepoint = "cxl/cxl_memory_module",
		  .severity = RAS_CORRECTED,
		  .in = { DEVICE_IN, N("log", 1), N("event_type", 3), N("event_sub_type", 0),
			  N("health_status", 5), N("media_status", 2), N("life_used", 90),
			  N("dirty_shutdown_cnt", 1), N("cor_vol_err_cnt", 2),
			  N("cor_per_err_cnt", 3), N("device_temp", -40), N("add_status", 0x29),
			  N("validity_flags", 3), B("comp_id", PLDM) },
		  .out = { DEVICE_OUT, N("event_type", 3), N("health_status", 5),
			   N("media_status", 2), N("life_used", 90), N("dirty_shutdown_cnt", 1),
			   N("cor_vol_err_cnt", 2), N("cor_per_err_cnt", 3), N("device_temp", -40),
			   N("add_status", 0x29), N("event_sub_type", 0), B("comp_id", PLDM),
			   B("pldm_entity_id", "ENTITY"), B("pldm_resource_id", "RESO"),
			   T("error_msg",
			     "Temperature Change, MAINTENANCE_NEEDED, REPLACEMENT_NEEDED, "
			     "Write Persistency Lost, life used warning, temperature critical, "
			     "corrected persistent error count warning") } },
		{ .cls = &ras_class_cxl_memory_module,
		  .root = K612,
		  .tracepoint = "cxl/cxl_memory_module",
		  .severity = RAS_INFO,
		  .in = { DEVICE_IN, N("device_temp", 35) },
		  .out = { N("device_temp", 35), N("event_sub_type", 0), B("comp_id", ""),
			   T("error_msg", "Health Status Change") } },
	};

	(void)state;
	RUN(tests);
}

/* 0.8.x stores this text for a time of 0 in every zone. */
static void no_time(void **state)
{
	struct ras_stamp s = { 0 };

	(void)state;
	assert_int_equal(setenv("TZ", "XYZ-3", 1), 0);
	tzset();
	assert_string_equal(ras_stamp_text(&s, 0).s, "1970-01-01 00:00:00 +0000");
	assert_string_equal(ras_stamp_text(&s, 1780000000000000000).s, "2026-05-28 23:26:40 +0300");
	assert_string_equal(ras_stamp_text(&s, 0).s, "1970-01-01 00:00:00 +0000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(poison), cmocka_unit_test(aer),     cmocka_unit_test(header_log),
		cmocka_unit_test(logs),   cmocka_unit_test(media),   cmocka_unit_test(dram),
		cmocka_unit_test(module), cmocka_unit_test(no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
