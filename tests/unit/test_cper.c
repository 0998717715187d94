// SPDX-License-Identifier: GPL-2.0-or-later
/* Memory errors of CPER: every validation bit shows its own field, and no other. */
#include "tests/unit/unit.h"

#include <string.h>

#include "decode/cper/cper.h"

/* UEFI 2.10, N.2.5; offsets of struct cper_mem_err_compact, Linux include/linux/cper.h. */
static void every_field(void **state)
{
	static const struct {
		unsigned int valid, at, size;
		uint8_t bytes[8];
		const char *text;
	} rows[] = {
		{ 3, 8, 2, { 0x01, 0x02 }, "node:513" },
		{ 4, 10, 2, { 0x02 }, "card:2" },
		{ 5, 12, 2, { 0x03 }, "module:3" },
		{ 6, 14, 2, { 0x04, 0x01 }, "bank:260" },
		{ 7, 16, 2, { 0x05 }, "device:5" },
		{ 8, 18, 2, { 0xff, 0xff }, "row:65535" },
		{ 9, 20, 2, { 0x06 }, "column:6" },
		{ 10, 22, 2, { 0x07 }, "bit_position:7" },
		{ 11, 24, 8, { 0x08 }, "requestor_id:8" },
		{ 12, 32, 8, { 0x09 }, "responder_id:9" },
		{ 13, 40, 8, { 0, 0, 0, 0, 0, 0, 0, 0x80 }, "target_id:9223372036854775808" },
		{ 15, 48, 2, { 0x0a }, "rank:10" },
		{ 16, 50, 2, { 0x0b }, "card_handle:11" },
		{ 17, 52, 2, { 0x0c }, "module_handle:12" },
		{ 19, 14, 2, { 0x04, 0x03 }, "bank_group:3" },
		{ 20, 14, 2, { 0x04, 0x03 }, "bank_address:4" },
		{ 21, 54, 1, { 0xa3 }, "chip_id:5" },
	};
	char buf[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t mem[CPER_MEM_COMPACT] = { 0 };
		struct ras_text t = RAS_TEXT(buf);

		memcpy(mem + rows[i].at, rows[i].bytes, rows[i].size);
		cper_mem_location_text(&t, mem);
		assert_string_equal(buf, "");
		mem[rows[i].valid / 8] = (uint8_t)(1U << rows[i].valid % 8);
		cper_mem_location_text(&t, mem);
		assert_string_equal(buf, rows[i].text);
	}
}

/* The row of 18 bits: bit 18 alone says that it is there. */
static void extended_row(void **state)
{
	uint8_t mem[CPER_MEM_COMPACT] = { 0 };
	char buf[512];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	mem[18] = 0x34;
	mem[19] = 0x12;
	mem[54] = 0xe2;
	mem[2] = 0x04;
	cper_mem_location_text(&t, mem);
	assert_string_equal(buf, "row:135732"); /* 21234H */
	t = RAS_TEXT(buf);
	mem[1] = 0x01;
	cper_mem_location_text(&t, mem);
	assert_string_equal(buf, "row:135732");
	t = RAS_TEXT(buf);
	mem[2] = 0;
	cper_mem_location_text(&t, mem);
	assert_string_equal(buf, "row:4660");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field),
		cmocka_unit_test(extended_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
