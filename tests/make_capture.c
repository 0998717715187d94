// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes pages of records to standard output, for scripts: an event a class, or "completions". */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/record.h"

#define K72               "captures/amd-ao-7.2"
#define EVENT(TRACEPOINT) .root = K72, .tracepoint = (TRACEPOINT)

static const struct test_case events[] = {
	{ EVENT("ras/mc_event"),
	  .in = { N("error_type", 0), N("error_count", 2), T("msg", "memory read error"),
		  T("label", "CPU_SrcID#0_DIMM#1"), N("mc_index", 0), N("top_layer", 1),
		  N("middle_layer", 2), N("lower_layer", -1), N("address", 0x123456000),
		  N("grain_bits", 6), N("syndrome", 0x99), T("driver_detail", "row:5") } },
	{ EVENT("ras/mc_event"),
	  .in = { N("error_type", 0), N("error_count", 3), T("msg", "memory read error"),
		  T("label", "CPU_SrcID#0_DIMM#1"), N("mc_index", 0), N("top_layer", 1),
		  N("middle_layer", 2), N("lower_layer", -1), T("driver_detail", "") } },
	{ EVENT("ras/mc_event"),
	  .in = { N("error_type", 1), N("error_count", 1), T("msg", "memory scrubbing error"),
		  T("label", "unknown memory"), N("mc_index", 1), N("top_layer", -1),
		  N("middle_layer", -1), N("lower_layer", -1), T("driver_detail", "") } },
	{ EVENT("ras/aer_event"), .in = { T("dev_name", "0000:00:1c.0"), N("status", 1),
					  N("severity", 2), T("bus_type", "PCIe") } },
	{ EVENT("ras/aer_event"), .in = { T("dev_name", "0000:3a:00.0"), N("status", 0x40000),
					  N("severity", 1), T("bus_type", "PCIe") } },
	{ EVENT("ras/extlog_mem_event"), .in = { N("err_seq", 1), N("etype", 2), N("sev", 2),
						 N("pa", 0x1000), T("fru_text", "A1") } },
	{ EVENT("devlink/devlink_health_report"),
	  .in = { T("bus_name", "pci"), T("dev_name", "0000:01:00.0"),
		  T("driver_name", "mlx5_core"), T("reporter_name", "fw"),
		  T("msg", "firmware asserted") } },
	{ EVENT("net/net_dev_xmit_timeout"),
	  .in = { T("name", "eth0"), T("driver", "e1000e"), N("queue_index", 1) } },
	{ EVENT("block/block_rq_error"),
	  .in = { N("dev", 8 << 20), N("sector", 2048), N("nr_sector", 8), N("error", -61),
		  B("rwbs", "R\0"), T("cmd", "") } },
	{ EVENT("signal/signal_generate"),
	  .in = { N("sig", 7), N("code", 4), B("comm", "victim\0"), N("pid", 99) } },
	{ EVENT("ras/memory_failure_event"),
	  .in = { N("pfn", 0x1234), N("type", 13), N("result", 3) } },
	{ EVENT("ras/arm_event"), .in = { N("mpidr", 0x81000000), N("sev", 1) } },
	{ EVENT("ras/non_standard_event"),
	  .in = { B("sec_type", "\xf2\x44\x52\x6d\x12\x27\xec\x11\xbe\xa7\xcb\x3f\xdb\x95\xc7\x86"),
		  N("sev", 1), T("fru_text", "GPU"), N("len", 32),
		  B("buf", "L2-ECC\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") } },
};

/* A kernel without block_rq_error, and without its filter: one of two requests failed. */
static const struct test_case completions[] = {
	{ .root = "formats/linux-6.12",
	  .tracepoint = "block/block_rq_complete",
	  .in = { N("dev", 8 << 20), N("error", 0), B("rwbs", "R\0"), T("cmd", "") } },
	{ .root = "formats/linux-6.12",
	  .tracepoint = "block/block_rq_complete",
	  .in = { N("dev", 8 << 20 | 1), N("error", -5), B("rwbs", "W\0"), T("cmd", "") } },
};

static int write_all(const struct test_case *t, size_t n)
{
	uint8_t page[TEST_PAGE];

	for (size_t i = 0; i < n; i++) {
		test_page(&t[i], false, 1000 * (i + 1), page);
		if (fwrite(page, sizeof(page), 1, stdout) != 1)
			return 1;
	}
	return fflush(stdout) ? 1 : 0;
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "completions"))
		return write_all(completions, sizeof(completions) / sizeof(completions[0]));
	return write_all(events, sizeof(events) / sizeof(events[0]));
}
