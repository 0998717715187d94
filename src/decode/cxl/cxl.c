// SPDX-License-Identifier: GPL-2.0-or-later
/* CXL protocol errors, event logs and the poison list. */
#include "decode/cxl/cxl.h"

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* CXL 3.1, 8.2.4.17 CXL RAS Capability, Uncorrectable Error Status; names as in Linux and 0.8.x. */
static const struct ras_bit uncorrectable[] = {
	{ 0, "Cache Data Parity Error" },
	{ 1, "Cache Address Parity Error" },
	{ 2, "Cache Byte Enable Parity Error" },
	{ 3, "Cache Data ECC Error" },
	{ 4, "Memory Data Parity Error" },
	{ 5, "Memory Address Parity Error" },
	{ 6, "Memory Byte Enable Parity Error" },
	{ 7, "Memory Data ECC Error" },
	{ 8, "REINIT Threshold Hit" },
	{ 9, "Received Unrecognized Encoding" },
	{ 10, "Received Poison From Peer" },
	{ 11, "Receiver Overflow" },
	{ 14, "Component Specific Error" },
	{ 15, "IDE Tx Error" },
	{ 16, "IDE Rx Error" },
};

/* CXL 3.1, 8.2.4.17 CXL RAS Capability, Correctable Error Status. */
static const struct ras_bit correctable[] = {
	{ 0, "Cache Data ECC Error" },
	{ 1, "Memory Data ECC Error" },
	{ 2, "CRC Threshold Hit" },
	{ 3, "Retry Threshold" },
	{ 4, "Received Cache Poison From Peer" },
	{ 5, "Received Memory Poison From Peer" },
	{ 6, "Received Error From Physical Layer" },
};

/* CXL 3.1, 8.2.9.2.1 table 8-43, Event Record Flags, less the length of the record type. */
static const struct ras_bit header_flags[] = {
	{ 2, "PERMANENT_CONDITION" },
	{ 3, "MAINTENANCE_NEEDED" },
	{ 4, "PERFORMANCE_DEGRADED" },
	{ 5, "HARDWARE_REPLACEMENT_NEEDED" },
};

/* CXL 3.0, 8.2.9.2.2 table 8-49, Event Log; the severities are those the log stands for. */
static const struct {
	const char *name;
	enum ras_severity severity;
} logs[] = {
	{ "Informational", RAS_INFO },
	{ "Warning", RAS_CORRECTED },
	{ "Failure", RAS_UNCORRECTED },
	{ "Fatal", RAS_FATAL },
};

/* CXL 3.0, 8.2.9.8.4.1 Get Poison List, source of a media error record; others are reserved. */
static const struct ras_code poison_sources[] = {
	{ 0, "Unknown" }, { 1, "External" }, { 2, "Internal" }, { 3, "Injected" }, { 7, "Vendor" },
};

/* Linux drivers/cxl/core/trace.h, enum cxl_poison_trace_type. */
static const struct ras_code poison_traces[] = {
	{ 0, "List" }, { 1, "Inject" }, { 2, "Clear" },
};

void cxl_uncorrectable_text(struct ras_text *t, uint32_t status)
{
	ras_status_text(t, uncorrectable, COUNT(uncorrectable), status);
}

void cxl_correctable_text(struct ras_text *t, uint32_t status)
{
	ras_status_text(t, correctable, COUNT(correctable), status);
}

void cxl_header_flags_text(struct ras_text *t, uint32_t flags)
{
	ras_bits_text(t, header_flags, COUNT(header_flags), flags, ", ");
}

const char *cxl_log_name(uint32_t log)
{
	return log < COUNT(logs) ? logs[log].name : "Unknown";
}

enum ras_severity cxl_log_severity(uint32_t log)
{
	return log < COUNT(logs) ? logs[log].severity : RAS_UNCORRECTED;
}

const char *cxl_poison_trace_name(unsigned int trace_type)
{
	const char *s = ras_code_text(poison_traces, COUNT(poison_traces), trace_type);

	return s ? s : "Invalid";
}

const char *cxl_poison_source_name(unsigned int source)
{
	const char *s = ras_code_text(poison_sources, COUNT(poison_sources), source);

	return s ? s : "Invalid";
}
