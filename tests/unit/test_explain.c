// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The paragraph about a machine check: who is to blame for what, and that nothing is left unsaid.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "decode/x86/explain.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

static const char *explain(const struct x86_mce *m, enum x86_origin origin,
			   enum ras_severity severity, enum x86_address address)
{
	static char buf[2048];
	char bank[] = "bank=5", none[] = "";
	struct x86_mce_report r = {
		.origin = origin, .severity = severity, .address = address, .error_count = 1,
		.bank_name = { bank, sizeof(bank), sizeof(bank) - 1, false },
		.error_msg = { none, 1, 0, false }, .mcastatus_msg = { none, 1, 0, false },
		.mc_location = { none, 1, 0, false }, .origin_reason = { none, 1, 0, false },
	};
	struct ras_text t = RAS_TEXT(buf);

	x86_mce_explain(m, &r, &t);
	assert_false(t.cut);
	return buf;
}

/* Error codes and the part that each makes suspect (SDM vol. 3B 17.9; APM vol. 2 9.3.2.2.1). */
static const struct {
	uint8_t vendor, bank;
	uint64_t status, ipid;
	const char *suspect;
} codes[] = {
	{ X86_INTEL, 5, 0x8c00004000010092, 0, "the DIMM behind that memory channel" },
	{ X86_INTEL, 5, 0x8c00004000011092, 0, "the DIMM behind that memory channel" }, /* filter */
	{ X86_INTEL, 5, 0x8c00004000010282, 0, "the DIMM behind that memory channel" },
	{ X86_INTEL, 1, 0xbd80000000100134, 0, "a cache of this processor" },
	{ X86_INTEL, 1, 0x900000400000000e, 0, "a cache of this processor" },
	{ X86_INTEL, 3, 0x9000004000000014, 0, "a translation buffer" },
	{ X86_INTEL, 4, 0x9000004000000e0b, 0, "a device, or the path to it" },
	{ X86_INTEL, 4, 0x9000004000000808, 0, "a device, or the path to it" }, /* II = 2 */
	{ X86_INTEL, 4, 0x9000004000000800, 0, "a link between processors" },
	{ X86_INTEL, 5, 0x9000004000000400, 0, "what it waited for" },
	{ X86_INTEL, 5, 0x9000004000000401, 0, "this processor, its power supply" },
	{ X86_INTEL, 5, 0x9000004000000005, 0, "this processor, its power supply" },
	{ X86_INTEL, 5, 0x9000004000000001, 0, "does not say which part" },
	/* A memory controller of AMD uses cache codes; its bank type and XEC decide. */
	{ X86_AMD, 18, 0xdc2040000000011b, 0x9600150f00, "the DIMM behind that memory channel" },
	{ X86_AMD, 18, 0xdc204000000c011b, 0x9600150f00, "a link between processors or to memory" },
	{ X86_AMD, 7, 0xdc2040000000011b, 0x700b040000000, "a cache of this processor" },
	/* Northbridge of families 0Fh to 15h: a bus code with an ECC syndrome. */
	{ X86_AMD, 4, 0x9c0240006b080813, 0, "the DIMM behind that memory channel" },
	{ X86_AMD, 4, 0x9c0200006b080813, 0, "a link between processors" },
};

static void suspects(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		struct x86_mce m = { .vendor = codes[i].vendor, .bank = codes[i].bank,
				     .status = codes[i].status, .ipid = codes[i].ipid };
		const char *text = explain(&m, X86_ORIGIN_HARDWARE, RAS_CORRECTED, X86_ADDR_NONE);

		if (!strstr(text, codes[i].suspect))
			fail_msg("row %zu: not \"%s\" in: %s", i, codes[i].suspect, text);
	}
}

/* What no hardware of this machine made, no part of it is blamed for, whatever the code. */
static void nobody(void **state)
{
	static const struct {
		enum x86_origin origin;
		const char *says;
	} rows[] = {
		{ X86_ORIGIN_VMM_RELAYED, "No CPU, bank or DIMM of the guest is at fault" },
		{ X86_ORIGIN_VMM_COMPANION, "No part is suspect" },
		{ X86_ORIGIN_VMM_INJECTED, "No part is suspect" },
		{ X86_ORIGIN_SUSPECT, "No part should be replaced because of this record alone" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t k = 0; k < COUNT(codes); k++) {
			struct x86_mce m = { .vendor = codes[k].vendor, .bank = codes[k].bank,
					     .status = codes[k].status, .ipid = codes[k].ipid };
			const char *text = explain(&m, rows[i].origin, RAS_RECOVERABLE,
						   X86_ADDR_NONE);

			assert_non_null(strstr(text, rows[i].says));
			assert_null(strstr(text, "replace that part"));
			assert_null(strstr(text, "Find the DIMM"));
		}
	}
}

/* A relayed error, by how Linux came to know of it: the severity tells. */
static void relayed(void **state)
{
	static const struct {
		enum ras_severity severity;
		const char *linux_does, *next;
	} rows[] = {
		{ RAS_DEFERRED, "by polling, up to five minutes late", "restart what was killed" },
		{ RAS_RECOVERABLE, "exception told Linux at once", "restart what was killed" },
		{ RAS_UNCORRECTED, "the page is still in use, and nobody was told",
		  "Restart what uses that page" },
	};
	const struct x86_mce m = { .vendor = X86_AMD, .bank = 9, .addr = 0x12345000,
				   .status = MCI_STATUS_VAL };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *text = explain(&m, X86_ORIGIN_VMM_RELAYED, rows[i].severity,
					   X86_ADDR_GUEST_PHYSICAL);

		assert_non_null(strstr(text, rows[i].linux_does));
		assert_non_null(strstr(text, rows[i].next));
		assert_non_null(strstr(text, "of this guest, of a page of 4 KiB"));
		assert_non_null(strstr(text, "the host's memory is"));
	}
}

/* Each combination gets each of its four sentences. */
static void all_said(void **state)
{
	(void)state;
	for (int o = 0; o < X86_ORIGINS; o++) {
		for (int s = 0; s < RAS_SEVERITIES; s++) {
			for (uint32_t code = 0; code <= 0xffff; code += code < 0x500 ? 1 : 0x101) {
				struct x86_mce m = { .status = MCI_STATUS_VAL | code };
				const char *text = explain(&m, (enum x86_origin)o,
							   (enum ras_severity)s, X86_ADDR_NONE);

				/* An empty sentence leaves two blanks, or one at the end. */
				assert_null(strstr(text, "  "));
				assert_int_equal(text[strlen(text) - 1], '.');
				assert_non_null(strstr(text, "Linux "));
			}
		}
	}
}

/* Severities say what became of the data; the address says what it counts. */
static void words(void **state)
{
	static const struct {
		enum ras_severity severity;
		const char *says, *linux_does;
	} rows[] = {
		{ RAS_CORRECTED, "the hardware corrected; no data was lost", "Linux counts it" },
		{ RAS_DEFERRED, "damaged data that nothing has used yet",
		  "takes the page out of use" },
		{ RAS_RECOVERABLE, "software can contain", "Linux kills the process" },
		{ RAS_UNCORRECTED, "data or state was lost", "else it panics" },
		{ RAS_FATAL, "left the processor's state unusable", "Linux panics" },
	};
	struct x86_mce m = { .vendor = X86_INTEL, .cpu = 7, .addr = 0x12345000,
			     .status = MCI_STATUS_VAL | 0x91 };
	const char *text;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		text = explain(&m, X86_ORIGIN_HARDWARE, rows[i].severity, X86_ADDR_PHYSICAL);
		assert_non_null(strstr(text, "CPU 7 reported in bank=5 "));
		assert_non_null(strstr(text, rows[i].says));
		assert_non_null(strstr(text, rows[i].linux_does));
		assert_non_null(strstr(text, "0x12345000, a system physical address."));
		assert_null(strstr(text, "Further errors"));
	}
	text = explain(&m, X86_ORIGIN_HARDWARE, RAS_CORRECTED, X86_ADDR_NORMALIZED);
	assert_null(strstr(text, "physical"));
	assert_non_null(strstr(text, "no system address"));
	text = explain(&m, X86_ORIGIN_HARDWARE, RAS_CORRECTED, X86_ADDR_NONE);
	assert_null(strstr(text, "address"));
	text = explain(&m, X86_ORIGIN_FIRMWARE, RAS_CORRECTED, X86_ADDR_NONE);
	assert_non_null(strstr(text, "The firmware reported an error that the hardware corrected"));
	assert_non_null(strstr(text, "the DIMM behind that memory channel"));
	assert_non_null(strstr(text, "the firmware's own log"));
	assert_null(strstr(text, "bank=5"));
	m.status |= MCI_STATUS_OVER;
	text = explain(&m, X86_ORIGIN_HARDWARE, RAS_CORRECTED, X86_ADDR_NONE);
	assert_non_null(strstr(text, "Further errors came before this one was read"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suspects),
		cmocka_unit_test(nobody),
		cmocka_unit_test(relayed),
		cmocka_unit_test(all_said),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
