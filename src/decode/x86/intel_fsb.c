// SPDX-License-Identifier: GPL-2.0-or-later
/* Front-side bus generations: P6, Core 2, Dunnington, Pentium 4, Tulsa. */
#include "decode/x86/intel_tables.h"

/* SDM table 16-2, bits 24:19 of a bus error: what the bus queue was asked for. */
static const struct ras_code request_type[] = {
	{ 0x00, "BQ_DCU_READ_TYPE" },     { 0x02, "BQ_IFU_DEMAND_TYPE" },
	{ 0x03, "BQ_IFU_DEMAND_NC_TYPE" }, { 0x04, "BQ_DCU_RFO_TYPE" },
	{ 0x05, "BQ_DCU_RFO_LOCK_TYPE" }, { 0x06, "BQ_DCU_ITOM_TYPE" },
	{ 0x08, "BQ_DCU_WB_TYPE" },       { 0x0a, "BQ_DCU_WCEVICT_TYPE" },
	{ 0x0b, "BQ_DCU_WCLINE_TYPE" },   { 0x0c, "BQ_DCU_BTM_TYPE" },
	{ 0x0d, "BQ_DCU_INTACK_TYPE" },   { 0x0e, "BQ_DCU_INVALL2_TYPE" },
	{ 0x0f, "BQ_DCU_FLUSHL2_TYPE" },  { 0x10, "BQ_DCU_PART_RD_TYPE" },
	{ 0x12, "BQ_DCU_PART_WR_TYPE" },  { 0x14, "BQ_DCU_SPEC_CYC_TYPE" },
	{ 0x18, "BQ_DCU_IO_RD_TYPE" },    { 0x19, "BQ_DCU_IO_WR_TYPE" },
	{ 0x1c, "BQ_DCU_LOCK_RD_TYPE" },  { 0x1d, "BQ_DCU_LOCK_WR_TYPE" },
	{ 0x1e, "BQ_DCU_SPLOCK_RD_TYPE" },
};

/* SDM table 16-2, bits 27:25. */
static const struct ras_code queue_error[] = {
	{ 0, "BQ_ERR_HARD_TYPE" },   { 1, "BQ_ERR_DOUBLE_TYPE" }, { 2, "BQ_ERR_AERR2_TYPE" },
	{ 4, "BQ_ERR_SINGLE_TYPE" }, { 5, "BQ_ERR_AERR1_TYPE" },
};

/* SDM tables 16-2 and 16-4: bits that P6 and Core 2 share. */
static const struct ras_bit bus[] = {
	{ 30, "internal BINIT" },
	{ 36, "parity error in a response" },
	{ 38, "timeout BINIT: no micro-instruction retired for too long" },
	{ 42, "hard error response" },
	{ 43, "IERR asserted" },
};

/* SDM table 16-2 (family 06H: Pentium Pro to Pentium M and Core Duo). */
static const struct ras_bit p6_bus[] = {
	{ 28, "FRC error" },
	{ 29, "BERR driven by this CPU" },
	{ 35, "external BINIT" },
	{ 37, "bus BINIT: hard error response to a split transaction" },
	{ 44, "AERR: two address parity errors in a row" },
	{ 45, "uncorrected ECC error" },
	{ 46, "corrected ECC error" },
};

static const struct intel_field p6_fields[] = {
	INTEL_CODES_IF(INTEL_BUS_MASK, INTEL_BUS, 24, 19, request_type),
	INTEL_CODES_IF(INTEL_BUS_MASK, INTEL_BUS, 27, 25, queue_error),
	INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, bus),
	INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, p6_bus),
};

/* SDM table 16-2: bits 54:47 hold the syndrome where bit 45 or 46 says that there is one. */
static const struct intel_place p6_places[] = {
	{ .key = "syndrome", .form = INTEL_HEX, .hi = 54, .lo = 47,
	  .status_mask = RAS_BIT(46), .status_value = RAS_BIT(46) },
	{ .key = "syndrome", .form = INTEL_HEX, .hi = 54, .lo = 47,
	  .status_mask = RAS_BIT(46) | RAS_BIT(45), .status_value = RAS_BIT(45) },
};

static const struct intel_layout p6_layout = {
	.mask = INTEL_BUS_MASK, .value = INTEL_BUS, .places = p6_places, .n = COUNT(p6_places),
};

static const struct intel_bank p6_rows[] = {
	{ .first = 0, .last = 255, INTEL_FIELDS(p6_fields), .layout = &p6_layout },
};

const struct intel_banks intel_p6_banks = INTEL_BANKS(p6_rows);

/* SDM table 16-4 (Core 2: 06_0FH, 06_17H). */
static const struct ras_bit core2_bus[] = {
	{ 28, "MCE driven" },
	{ 29, "MCE observed" },
	{ 31, "BINIT observed" },
	{ 34, "PIC or FSB data parity error" },
	{ 37, "FSB address parity error" },
};

static const struct intel_field core2_fields[] = {
	INTEL_CODES_IF(INTEL_BUS_MASK, INTEL_BUS, 24, 19, request_type),
	INTEL_CODES_IF(INTEL_BUS_MASK, INTEL_BUS, 27, 25, queue_error),
	INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, bus),
	INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, core2_bus),
};

static const struct intel_bank core2_rows[] = {
	{ .first = 0, .last = 255, INTEL_FIELDS(core2_fields) },
};

const struct intel_banks intel_core2_banks = INTEL_BANKS(core2_rows);

#define FSB      0x0e0fULL /* "type B": bus and interconnect */
#define INTERNAL 0x0400ULL /* "type C": cache bus controller */

/* SDM table 16-6 (Xeon 7400, 06_1DH), type B. */
static const struct ras_bit dunnington_fsb[] = {
	{ 16, "parity error in the FSB request phase" },
	{ 20, "hard failure response to a local transaction" },
	{ 21, "parity error in the FSB response" },
	{ 22, "parity error in inbound FSB data" },
};

/* SDM table 16-7 and appendix E.4.3, type C: MSCOD as a whole, on Xeon 7100 and 7400. */
static const struct ras_code cbc[] = {
	{ 0x0001, "inclusion error from core 0" },
	{ 0x0002, "inclusion error from core 1" },
	{ 0x0003, "write exclusive error from core 0" },
	{ 0x0004, "write exclusive error from core 1" },
	{ 0x0005, "inclusion error from the FSB" },
	{ 0x0006, "snoop stall error from the FSB" },
	{ 0x0007, "write stall error from the FSB" },
	{ 0x0008, "FSB arbiter timeout" },
	{ 0x0200, "internal timeout" },
	{ 0x0300, "internal timeout" },
	{ 0x0400, "Cache Safe Technology: queue full, or too many disabled ways in a set" },
	{ 0xc002, "corrected ECC error in data to core 0" },
	{ 0xc004, "corrected ECC error in data to core 1" },
	{ 0xe002, "uncorrected ECC error in data to core 0" },
	{ 0xe004, "uncorrected ECC error in data to core 1" },
};

/* What only the Xeon 7400 has. */
static const struct ras_code dunnington_cbc[] = {
	{ 0x000a, "inclusion error from core 2" },
	{ 0x000b, "write exclusive error from core 2" },
	{ 0x0500, "quiet cycle timeout (correctable)" },
	{ 0xc008, "corrected ECC error in data to core 2" },
	{ 0xe008, "uncorrected ECC error in data to core 2" },
};

static const struct intel_field dunnington_fields[] = {
	INTEL_BITS_IF(MCACOD_MASK, FSB, dunnington_fsb),
	INTEL_CODES_IF(MCACOD_MASK, INTERNAL, 31, 16, cbc),
	INTEL_CODES_IF(MCACOD_MASK, INTERNAL, 31, 16, dunnington_cbc),
};

/* SDM 16.2.1 speaks of MC4 and of MC6 for the same errors. */
static const struct intel_bank dunnington_rows[] = {
	{ .first = 4, .last = 6, .name = "L3/FSB", INTEL_FIELDS(dunnington_fields) },
	{ .first = 0, .last = 255, INTEL_FIELDS(core2_fields) },
};

const struct intel_banks intel_dunnington_banks = INTEL_BANKS(dunnington_rows);

/* SDM table 16-31 (family 0FH), bus errors; bit 20 only on the processor signature F04H. */
static const struct ras_bit p4_bus[] = {
	{ 16, "FSB address parity error" },
	{ 17, "hard failure response" },
	{ 18, "parity error in a response" },
	{ 19, "PIC or FSB data parity error" },
	{ 20, "invalid PIC request" },
	{ 21, "pad state machine out of step" },
	{ 22, "data strobe glitch" },
	{ 23, "address strobe glitch" },
};

static const struct intel_field p4_fields[] = { INTEL_BITS_IF(INTEL_BUS_MASK, INTEL_BUS, p4_bus) };

static const struct intel_bank p4_rows[] = {
	{ .first = 0, .last = 255, INTEL_FIELDS(p4_fields) },
};

const struct intel_banks intel_p4_banks = INTEL_BANKS(p4_rows);

/* SDM appendix E, section E.4.3 of the 2009 editions (Xeon 7100), type B. */
static const struct ras_bit tulsa_fsb[] = {
	{ 16, "parity error in the FSB request phase" },
	{ 17, "parity error in the address of a request of core 0" },
	{ 18, "parity error in the address of a request of core 1" },
	{ 20, "parity error in the FSB response" },
	{ 21, "parity error in inbound FSB data" },
	{ 22, "parity error in data from core 0" },
	{ 23, "parity error in data from core 1" },
	{ 24, "parity error in an enhanced defer, phase A or B" },
	{ 25, "ECC event in inbound FSB data" },
	{ 26, "data strobe glitch or sequencing error" },
	{ 27, "request strobe glitch or sequencing error" },
};

/* Type C: what only the Xeon 7100 has. */
static const struct ras_code tulsa_cbc[] = {
	{ 0x0009, "CBC out-of-order data queue overflow or underflow" },
	{ 0x0100, "Enhanced SpeedStep TM1/TM2 error" },
	{ 0xc001, "corrected ECC error in data to the FSB" },
	{ 0xe001, "uncorrected ECC error in data to the FSB" },
};

static const struct intel_field tulsa_fields[] = {
	INTEL_BITS_IF(MCACOD_MASK, FSB, tulsa_fsb),
	INTEL_CODES_IF(MCACOD_MASK, INTERNAL, 31, 16, cbc),
	INTEL_CODES_IF(MCACOD_MASK, INTERNAL, 31, 16, tulsa_cbc),
};

/*
 * SDM table E-16: corrected events since cold reset, up to 255, in 39:32, which is no count of the
 * errors of this record; syndrome in 51:44 where bit 52 is set.
 */
static const struct intel_place tulsa_places[] = {
	{ .key = "corrected_since_reset", .hi = 39, .lo = 32 },
	{ .key = "syndrome", .form = INTEL_HEX, .hi = 51, .lo = 44,
	  .status_mask = RAS_BIT(52), .status_value = RAS_BIT(52) },
};

static const struct intel_layout tulsa_layout = {
	.places = tulsa_places, .n = COUNT(tulsa_places),
};

static const struct intel_bank tulsa_rows[] = {
	{ .first = 4, .last = 4, .name = "L3/FSB", INTEL_FIELDS(tulsa_fields),
	  .layout = &tulsa_layout },
	{ .first = 0, .last = 255, INTEL_FIELDS(p4_fields) },
};

const struct intel_banks intel_tulsa_banks = INTEL_BANKS(tulsa_rows);
