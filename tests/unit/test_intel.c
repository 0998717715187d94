// SPDX-License-Identifier: GPL-2.0-or-later
/* Intel machine checks: the architecture's codes, severity, counts, address, and false records. */
#include "tests/unit/mce_unit.h"

/* SDM tables 17-9 and 17-10; the words are what collectd and telegraf look for. */
static void error_codes(void **state)
{
	static const struct {
		uint16_t code;
		const char *text;
	} rows[] = {
		{ 0x0000, "No Error" },
		{ 0x0001, "Unclassified" },
		{ 0x0002, "Microcode ROM parity error" },
		{ 0x0003, "External error" },
		{ 0x0004, "FRC error" },
		{ 0x0005, "Internal parity error" },
		{ 0x0006, "SMM Handler Code Access Violation" },
		{ 0x0400, "Internal Timer error" },
		{ 0x0402, "Internal unclassified error: 402" },
		{ 0x0e0b,
		  "BUS Level-3 Generic Generic IO Request-did-not-timeout Error (I/O error)" },
		{ 0x000d, "Level-1 Generic memory hierarchy error" },
		{ 0x0010, "Instruction TLB Level-0 Error" },
		{ 0x0015, "Data TLB Level-1 Error" },
		{ 0x001a, "Generic TLB Level-2 Error" },
		{ 0x0080,
		  "MEMORY CONTROLLER GEN_CHANNEL0_ERR Transaction: Generic undefined request" },
		{ 0x0091, "MEMORY CONTROLLER RD_CHANNEL1_ERR Transaction: Memory read error" },
		{ 0x00a2, "MEMORY CONTROLLER WR_CHANNEL2_ERR Transaction: Memory write error" },
		{ 0x00be, "MEMORY CONTROLLER AC_CHANNEL14_ERR Transaction: Address/Command error" },
		{ 0x00cf, "MS_CHANNELunspecified_ERR Transaction: Memory scrubbing error" },
		{ 0x0290, "Extended memory" },
		{ 0x0290, "RD_CHANNEL0_ERR Transaction: Memory read error" },
		{ 0x0134, "Data CACHE Level-0 Data-Read Error" },
		{ 0x0150, "Instruction CACHE Level-0 Instruction-Fetch Error" },
		{ 0x017a, "Generic CACHE Level-2 Eviction Error" },
		{ 0x0185, "Data CACHE Level-1 Snoop Error" },
		{ 0x0801, "BUS Level-1 Local-CPU-originated-request Generic Memory-access" },
		{ 0x0d1e, "BUS Level-2 Observed-error-as-third-party Read Other-transaction "
			  "Request-timed-out Error" },
		{ 0x2000, "Unknown Error 2000" },
		{ 0x0200, "Unknown Error 200" },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6,
				     .model = 0xff,
				     .mcgcap = CAP_SERVER,
				     .status = 1ULL << 63 | rows[i].code };

		decode(&s, &m);
		assert_has(error_msg(&s), rows[i].text);
		assert_null(s.r.cpu_type);
	}
}

/* SDM 17.9.2.1: bit 12 filters compound codes and changes nothing else. */
static void filter_bit(void **state)
{
	static const uint16_t codes[] = { 0x000d, 0x0015, 0x0091, 0x0134, 0x0290, 0x0801 };
	struct seen with, without;

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct x86_mce m = { .family = 6, .model = 0xff, .status = 1ULL << 63 | codes[i] };

		decode(&without, &m);
		assert_has_not(error_msg(&without), "filtering");
		m.status |= 0x1000;
		decode(&with, &m);
		assert_has(error_msg(&with), "corrected filtering");
		assert_has(error_msg(&with), error_msg(&without));
	}
}

/* SDM 17.6.3 and Linux mce/severity.c, as conditions that leave no combination out. */
static const struct {
	bool ser;
	uint64_t smask, svalue; /* MCi_STATUS, the bits named by B_ below */
	uint64_t gmask, gvalue; /* MCG_STATUS: RIPV 1, EIPV 2, MCIP 4 */
	enum ras_severity severity;
} rules[] = {
#define B_VAL  (1ULL << 63)
#define B_OVER (1ULL << 62)
#define B_UC   (1ULL << 61)
#define B_PCC  (1ULL << 57)
#define B_S    (1ULL << 56)
#define B_AR   (1ULL << 55)
#define B_ALL  (B_VAL | B_UC | B_PCC | B_S | B_AR)
#define B_SRAR (B_VAL | B_UC | B_S | B_AR)
	{ true, B_VAL, 0, 0, 0, RAS_INFO },
	{ true, B_VAL | B_UC | B_PCC, B_VAL, 0, 0, RAS_CORRECTED },
	{ true, B_VAL | B_PCC, B_VAL | B_PCC, 0, 0, RAS_FATAL },
	{ true, B_ALL, B_VAL | B_UC, 4, 0, RAS_DEFERRED }, /* UCNA */
	{ true, B_ALL, B_VAL | B_UC, 5, 5, RAS_DEFERRED },
	{ true, B_ALL, B_VAL | B_UC, 7, 6, RAS_DEFERRED },
	{ true, B_ALL, B_VAL | B_UC, 7, 4, RAS_FATAL },
	{ true, B_ALL, B_VAL | B_UC | B_AR, 0, 0, RAS_FATAL },      /* cannot be */
	{ true, B_ALL, B_VAL | B_UC | B_S, 4, 0, RAS_RECOVERABLE }, /* SRAO */
	{ true, B_ALL, B_VAL | B_UC | B_S, 5, 5, RAS_RECOVERABLE },
	{ true, B_ALL, B_VAL | B_UC | B_S, 7, 6, RAS_RECOVERABLE },
	{ true, B_ALL, B_VAL | B_UC | B_S, 7, 4, RAS_FATAL },
	{ true, B_ALL | B_OVER, B_SRAR | B_OVER, 0, 0, RAS_FATAL },
	{ true, B_ALL | B_OVER, B_SRAR, 4, 0, RAS_RECOVERABLE }, /* SRAR */
	{ true, B_ALL | B_OVER, B_SRAR, 5, 5, RAS_RECOVERABLE },
	{ true, B_ALL | B_OVER, B_SRAR, 7, 6, RAS_RECOVERABLE },
	{ true, B_ALL | B_OVER, B_SRAR, 7, 4, RAS_FATAL },
	{ false, B_VAL, 0, 0, 0, RAS_INFO },
	{ false, B_VAL | B_UC | B_PCC, B_VAL, 0, 0, RAS_CORRECTED },
	{ false, B_VAL | B_PCC, B_VAL | B_PCC, 0, 0, RAS_FATAL },
	{ false, B_VAL | B_UC | B_PCC, B_VAL | B_UC, 4, 4, RAS_FATAL },
	{ false, B_VAL | B_UC | B_PCC, B_VAL | B_UC, 4, 0, RAS_UNCORRECTED },
};

static void check_severity(uint64_t status, uint64_t mcgstatus, bool ser)
{
	struct x86_mce m = { .family = 6,
			     .model = 0x6a,
			     .bank = 4,
			     .status = status | 0x0405,
			     .mcgstatus = mcgstatus,
			     .mcgcap = ser ? CAP_SERVER : 0xc14 };
	size_t n = 0, at = 0;
	struct seen s;

	for (size_t i = 0; i < COUNT(rules); i++) {
		if (rules[i].ser != ser || (status & rules[i].smask) != rules[i].svalue ||
		    (mcgstatus & rules[i].gmask) != rules[i].gvalue)
			continue;
		at = i;
		n++;
	}
	assert_int_equal(n, 1);
	decode(&s, &m);
	assert_int_equal(s.r.severity, rules[at].severity);
	assert_int_equal(s.r.origin, (status & B_VAL) ? X86_ORIGIN_HARDWARE : X86_ORIGIN_SUSPECT);
	/* S and AR are model specific without SER_P: no word of them then. */
	if (!ser) {
		assert_has_not(mcistatus(&s), "UCNA");
		assert_has_not(mcistatus(&s), "SRA");
	}
}

/* Every combination of bits 63 to 53, of RIPV, EIPV and MCIP, with SER_P and without. */
static void one_severity_each(void **state)
{
	(void)state;
	for (uint64_t high = 0; high < 1 << 11; high++)
		for (uint64_t mcgstatus = 0; mcgstatus < 8; mcgstatus++)
			for (int ser = 0; ser < 2; ser++)
				check_severity(high << 53, mcgstatus, ser);
}

/* Linux mce/severity.c: scrubbing (C0H to CFH) and L3 write-back (17AH) are AO, S=0 or S=1. */
static void optional_by_code(void **state)
{
	static const struct {
		uint64_t status;
		enum ras_severity severity;
	} rows[] = {
		{ 0xac000000000000c0, RAS_RECOVERABLE }, { 0xec000000000010cf, RAS_RECOVERABLE },
		{ 0xac0000000000017a, RAS_RECOVERABLE }, { 0xac0000000000117a, RAS_RECOVERABLE },
		{ 0xac0000000000008f, RAS_DEFERRED },    { 0xac0000000000017b, RAS_DEFERRED },
		{ 0xac800000000000c0, RAS_FATAL },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6, .model = 0x6a, .bank = 4, .mcgcap = CAP_SERVER,
				     .status = rows[i].status };

		decode(&s, &m);
		assert_int_equal(s.r.severity, rows[i].severity);
	}
}

/* The same file: what Skylake-SP's patrol scrubber reports by CMCI with UC=0 is uncorrected. */
static void scrub_by_cmci(void **state)
{
	static const struct {
		uint64_t status;
		uint8_t model, stepping, bank;
		enum ras_severity severity;
	} rows[] = {
		{ 0x8c000000001000c1, 0x55, 4, 13, RAS_RECOVERABLE },
		{ 0x8c000040001010cf, 0x55, 7, 18, RAS_RECOVERABLE },
		{ 0x8c000000001000c1, 0x55, 3, 13, RAS_CORRECTED },
		{ 0x8c000000001000c1, 0x55, 4, 12, RAS_CORRECTED },
		{ 0x8c000000001000c1, 0x55, 4, 19, RAS_CORRECTED },
		{ 0x8c000000001000c1, 0x6a, 4, 13, RAS_CORRECTED },
		{ 0x88000000001000c1, 0x55, 4, 13, RAS_CORRECTED },
		{ 0x8c000000000800c1, 0x55, 4, 13, RAS_CORRECTED },
		{ 0x8c00000000100091, 0x55, 4, 13, RAS_CORRECTED },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6, .model = rows[i].model,
				     .stepping = rows[i].stepping, .bank = rows[i].bank,
				     .mcgcap = CAP_SERVER, .status = rows[i].status };

		decode(&s, &m);
		assert_int_equal(s.r.severity, rows[i].severity);
	}
}

static void action_words(void **state)
{
	static const struct {
		uint64_t status;
		const char *word;
	} rows[] = {
		{ 0xb400000000000090, " UCNA" },
		{ 0xbd000000000000c0, " SRAO" },
		{ 0xbd80000000000134, " SRAR" },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6,
				     .model = 0x6a,
				     .bank = 4,
				     .mcgcap = CAP_SERVER,
				     .status = rows[i].status };

		decode(&s, &m);
		assert_has(mcistatus(&s), rows[i].word);
		assert_has(mcistatus(&s), "Uncorrected_error");
	}
}

/* SDM 17.3.2.2.1: bits 52:38 count where CMCI_P is set and UC is not. */
static void counts(void **state)
{
	static const struct {
		uint64_t mcgcap, status;
		uint8_t family, model, bank;
		uint32_t count;
	} rows[] = {
		{ 0x1000c14, 0x8000000000000090 | 0x106ULL << 38, 6, 0x6a, 4, 262 },
		{ 0x1000c14, 0x8000000000000090 | 0x7fffULL << 38, 6, 0x6a, 4, 32767 },
		{ 0x1000c14, 0x8000000000000090, 6, 0x6a, 4, 1 },
		{ 0x1000c14, 0xa000000000000090 | 0x106ULL << 38, 6, 0x6a, 4, 1 },
		{ 0x1000814, 0x8000000000000090 | 0x106ULL << 38, 6, 0x6a, 4, 1 },
		/* no MCG_CAP in the record: what the model is known to have */
		{ 0, 0x8000000000000090 | 0x106ULL << 38, 6, 0x6a, 4, 262 },
		{ 0, 0x8000000000000090 | 0x106ULL << 38, 6, 0x0e, 4, 1 },
		/* SDM table E-16: Xeon 7100 has a total since reset in 39:32, and no count */
		{ 0x806, 0x8000000000000400 | 0x2aULL << 32, 15, 6, 4, 1 },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = rows[i].family,
				     .model = rows[i].model,
				     .bank = rows[i].bank,
				     .mcgcap = rows[i].mcgcap,
				     .status = rows[i].status };

		decode(&s, &m);
		assert_int_equal(s.r.error_count, rows[i].count);
	}
}

/* SDM table 17-7: threshold status, where TES_P is set and UC is not. */
static void thresholds(void **state)
{
	static const char *const words[4] = { NULL, "green", "yellow", "reserved" };
	struct x86_mce m = { .family = 6, .model = 0x8f, .bank = 3 };
	struct seen s;

	(void)state;
	for (uint64_t level = 0; level < 4; level++) {
		m.mcgcap = CAP_SERVER;
		m.status = 0x8000000000000179 | level << 53;
		decode(&s, &m);
		if (words[level])
			assert_has(mcistatus(&s), words[level]);
		else
			assert_has_not(mcistatus(&s), "Threshold");
		assert_int_equal(s.r.user_action.len > 0, level == 2);
		m.mcgcap = CAP_SERVER & ~0x800ULL;
		decode(&s, &m);
		assert_has_not(mcistatus(&s), "Threshold");
		m.mcgcap = CAP_SERVER;
		m.status |= 1ULL << 61;
		decode(&s, &m);
		assert_has_not(mcistatus(&s), "Threshold");
	}
}

/* SDM table 17-6: MISC[8:6] says what ADDR is, with SER_P, MISCV and ADDRV. */
static void address_modes(void **state)
{
	static const enum x86_address modes[8] = {
		X86_ADDR_SEGMENT, X86_ADDR_LINEAR,  X86_ADDR_PHYSICAL, X86_ADDR_MEMORY,
		X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN, X86_ADDR_UNKNOWN,  X86_ADDR_UNKNOWN,
	};
	struct x86_mce m = { .family = 6, .model = 0x6a, .bank = 1 };
	struct seen s;

	(void)state;
	for (uint64_t mode = 0; mode < 8; mode++) {
		m.misc = mode << 6 | 12;
		m.mcgcap = CAP_SERVER;
		m.status = 0x8c00000000000134;
		decode(&s, &m);
		assert_int_equal(s.r.address, modes[mode]);
		m.status = 0x8400000000000134;
		decode(&s, &m);
		assert_int_equal(s.r.address, X86_ADDR_UNKNOWN);
		m.status = 0x8800000000000134;
		decode(&s, &m);
		assert_int_equal(s.r.address, X86_ADDR_NONE);
		m.status = 0x8c00000000000134;
		m.mcgcap = 0xc14;
		decode(&s, &m);
		assert_int_equal(s.r.address, X86_ADDR_UNKNOWN);
	}
}

/* Linux mce/intel.c intel_filter_mce(): which records are false, and which look like them only. */
static void errata(void **state)
{
	static const struct {
		uint8_t model, bank;
		uint64_t status;
		bool is_false;
	} rows[] = {
		{ 0x3c, 0, 0x90000040000f0005, true },  { 0x45, 0, 0x90000040000f0005, true },
		{ 0x46, 0, 0xd0000040000f0005, true },  { 0x3d, 0, 0x80000000000f0005, true },
		{ 0x55, 0, 0x90000040000f0005, true },  { 0x3c, 0, 0xb0000040000f0005, false },
		{ 0x3c, 1, 0x90000040000f0005, false }, { 0x3c, 0, 0x9000004000070005, false },
		{ 0x3f, 0, 0x90000040000f0005, false },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6,
				     .model = rows[i].model,
				     .bank = rows[i].bank,
				     .mcgcap = 0xc09,
				     .status = rows[i].status };

		decode(&s, &m);
		assert_int_equal(s.r.origin == X86_ORIGIN_SUSPECT, rows[i].is_false);
		assert_int_equal(s.r.severity == RAS_INFO, rows[i].is_false);
	}
}

/* Linux mce/apei.c: bank -1 (or 1), MCACOD 9FH, MISC with an address mode or empty. */
static void firmware_reports(void **state)
{
	static const struct {
		uint8_t bank;
		uint64_t status, misc;
		bool firmware;
		enum ras_severity severity;
	} rows[] = {
		{ 255, 0x940000000000009f, 0, true, RAS_CORRECTED },
		{ 255, 0xbc0000000000009f, 0x8c, true, RAS_RECOVERABLE },
		{ 255, 0xbe0000000000009f, 0x86, true, RAS_FATAL },
		{ 1, 0x940000000000009f, 0, true, RAS_CORRECTED },
		{ 13, 0x940000000000009f, 0, false, RAS_CORRECTED },
		{ 1, 0x940000400000009f, 0, false, RAS_CORRECTED },
		{ 1, 0x9c0000000000009f, 0x200000000086, false, RAS_CORRECTED },
	};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct x86_mce m = { .family = 6,
				     .model = 0x6a,
				     .bank = rows[i].bank,
				     .mcgcap = CAP_SERVER,
				     .status = rows[i].status,
				     .misc = rows[i].misc };

		decode(&s, &m);
		assert_int_equal(s.r.origin == X86_ORIGIN_FIRMWARE, rows[i].firmware);
		assert_int_equal(s.r.severity, rows[i].severity);
		if (rows[i].firmware)
			assert_int_equal(s.r.address, X86_ADDR_PHYSICAL);
	}
}

/* A record of the thermal monitor is no machine check and nothing to doubt. */
static void thermal_events(void **state)
{
	struct x86_mce m = {
		.family = 6, .model = 0x2d, .bank = 128, .mcgcap = CAP_SERVER, .status = 0x88030003
	};
	struct seen s;

	(void)state;
	decode(&s, &m);
	assert_int_equal(s.r.severity, RAS_INFO);
	assert_int_equal(s.r.origin, X86_ORIGIN_HARDWARE);
	assert_string_equal(s.r.bank_name.buf, "THERMAL EVENT");
	assert_has(error_msg(&s), "above its trip temperature");
	assert_true(s.r.user_action.len > 0);
	m.status = 0x88030002;
	decode(&s, &m);
	assert_has(error_msg(&s), "below its trip temperature");
	assert_int_equal(s.r.user_action.len, 0);
	m.status = 0x4000000088030001;
	decode(&s, &m);
	assert_has(error_msg(&s), "power limit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(error_codes),
		cmocka_unit_test(filter_bit),
		cmocka_unit_test(one_severity_each),
		cmocka_unit_test(optional_by_code),
		cmocka_unit_test(scrub_by_cmci),
		cmocka_unit_test(action_words),
		cmocka_unit_test(counts),
		cmocka_unit_test(thresholds),
		cmocka_unit_test(address_modes),
		cmocka_unit_test(errata),
		cmocka_unit_test(firmware_reports),
		cmocka_unit_test(thermal_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
