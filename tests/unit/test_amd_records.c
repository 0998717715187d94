// SPDX-License-Identifier: GPL-2.0-or-later
/* Real AMD records: each decodes to what the kernel, EDAC or the vendor said of it. */
#include "tests/unit/unit.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/amd_case.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* The kernel's words of drivers/edac/mce_amd.c, and how they look here. */
struct word {
	const char *kernel, *ours;
};

static const struct word flags[] = {
	{ "Over", "Error_overflow" }, { "MiscV", "MISCV" },    { "AddrV", "ADDRV" },
	{ "PCC", "Processor_context_corrupt" },                { "TCC", "Task_context_corrupt" },
	{ "SyndV", "SYNDV" },         { "CECC", "CECC" },      { "UECC", "UECC" },
	{ "Deferred", "Deferred" },   { "Scrub", "Scrub" },    { "Poison", "Poison consumed" },
};

static const struct word levels[] = {
	{ "RESV", "level: reserved'" }, { "L1", "level: L1'" }, { "L2", "level: L2'" },
	{ "L3/GEN", "level: L3/generic'" },
};

static const struct word transactions[] = {
	{ "GEN", "mem-tx: generic," },    { "RD", "mem-tx: generic read," },
	{ "DRD", "mem-tx: data read," },  { "EV", "mem-tx: evict," },
	{ "IRD", "mem-tx: instruction fetch," },
};

static const char *const sentences[] = {
	"System Fatal error.",
	"Uncorrected, software restartable error.",
	"Uncorrected, software containable error.",
	"Deferred error, no action required.",
	"Corrected error, no action required.",
};

static const char *ours(const struct word *words, size_t n, const char *kernel)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(words[i].kernel, kernel))
			return words[i].ours;
	fail_msg("the test does not know the kernel's word %s", kernel);
	return "";
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" lacks \"%s\"", text, part);
}

static uint64_t number(struct json_object *rec, const char *key)
{
	struct json_object *v = json_object_object_get(rec, key);

	return v ? strtoull(json_object_get_string(v), NULL, 0) : 0;
}

/* "MC18_STATUS[Over|CE|MiscV|AddrV|-|-|SyndV|CECC|-|-|-]": these bits and no others. */
static void check_flags(const struct amd_case *c, const char *said)
{
	char list[128];
	const char *from = strchr(said, '['), *to = from ? strchr(from, ']') : NULL;

	assert_non_null(to);
	assert_in_range((size_t)(to - from), 2, sizeof(list) - 3);
	/* Each word between two bars, so that CECC is not found in UECC. */
	(void)snprintf(list, sizeof(list), "|%.*s|", (int)(to - from - 1), from + 1);
	for (size_t i = 0; i < COUNT(flags); i++) {
		char word[16];

		(void)snprintf(word, sizeof(word), "|%s|", flags[i].kernel);
		if (!strstr(list, word) != !strstr(c->r.mcistatus_msg.buf, flags[i].ours))
			fail_msg("bank %u: \"%s\" and \"%s\" differ in %s", c->m.bank, said,
				 c->r.mcistatus_msg.buf, flags[i].kernel);
	}
}

/* "Load Store Unit Ext. Error Code: 12, …" */
static void check_block(const struct amd_case *c, const char *said)
{
	const char *at = strstr(said, " Ext. Error Code: ");
	char want[128];

	(void)snprintf(want, sizeof(want), "%.*s (bank=%u)", (int)(at - said), said, c->m.bank);
	assert_string_equal(c->r.bank_name.buf, want);
	(void)snprintf(want, sizeof(want), "Ext Err Code: %ld ",
		       strtol(at + strlen(" Ext. Error Code: "), NULL, 10));
	has(c->r.mcastatus_msg.buf, want);
	if (strstr(said, "DRAM ECC error"))
		has(c->r.mcastatus_msg.buf, "DRAM ECC error. Ext Err Code: 0 ");
}

/* "… csrow:3 channel:1 page:0x0 … grain:64 syndrome:0x4000)"; EDAC keeps 16 bits of it. */
static void check_edac(const struct amd_case *c, const char *said)
{
	const char *csrow = strstr(said, "csrow:"), *channel = strstr(said, "channel:");
	const char *syndrome = strstr(said, "syndrome:"), *ours_is;
	char want[64];

	assert_non_null(csrow);
	assert_non_null(channel);
	(void)snprintf(want, sizeof(want), "memory_channel=%ld,csrow=%ld",
		       strtol(channel + strlen("channel:"), NULL, 10),
		       strtol(csrow + strlen("csrow:"), NULL, 10));
	assert_memory_equal(c->r.mc_location.buf, want, strlen(want));
	assert_int_equal(c->r.address, X86_ADDR_NORMALIZED);
	if (!syndrome)
		return;
	ours_is = strstr(c->r.mcistatus_msg.buf, "Syndrome=");
	assert_non_null(ours_is);
	assert_int_equal(strtoull(ours_is + strlen("Syndrome="), NULL, 16) & 0xffff,
			 strtoull(syndrome + strlen("syndrome:"), NULL, 16));
}

/* "cache level: L3/GEN, tx: GEN, mem-tx: RD" */
static void check_code(const struct amd_case *c, const char *said)
{
	char level[16], tx[16];
	const char *mem_tx = strstr(said, "mem-tx: ");

	assert_int_equal(sscanf(said, "cache level: %15[^,]", level), 1);
	assert_non_null(mem_tx);
	assert_int_equal(sscanf(mem_tx, "mem-tx: %15[A-Z]", tx), 1);
	has(c->r.mcastatus_msg.buf, ours(levels, COUNT(levels), level));
	has(c->r.mcastatus_msg.buf, ours(transactions, COUNT(transactions), tx));
}

static void check_text(struct amd_case *c, const char *said)
{
	for (size_t i = 0; i < COUNT(sentences); i++)
		if (!strcmp(said, sentences[i]))
			assert_string_equal(c->r.error_msg.buf, said);
	if (!strncmp(said, "MC", 2) && strstr(said, "_STATUS["))
		check_flags(c, said);
	else if (c->m.ipid && strstr(said, " Ext. Error Code: "))
		check_block(c, said);
	else if (c->m.ipid && strstr(said, "EDAC MC"))
		check_edac(c, said);
	else if (!strncmp(said, "cache level: ", 13))
		check_code(c, said);
	else if (strstr(said, "Northbridge Error"))
		assert_string_equal(c->r.bank_name.buf, "Northbridge (bank=4)");
}

static void check_record(struct json_object *rec)
{
	struct json_object *cpu = json_object_object_get(rec, "cpu");
	struct json_object *family = json_object_object_get(cpu, "family");
	struct json_object *text = json_object_object_get(rec, "decoded_text");
	const char *all = json_object_to_json_string(text);
	const char *notes = json_object_get_string(json_object_object_get(rec, "notes"));
	bool guest = strstr(json_object_get_string(json_object_object_get(rec, "source")), "guest");
	struct amd_case c;

	/* Where the source names no family, its notes say 10h or 15h. */
	amd_case_init(&c, family ? (unsigned int)json_object_get_int(family) : 0x10,
		      (unsigned int)json_object_get_int(json_object_object_get(cpu, "model")),
		      (unsigned int)json_object_get_int(json_object_object_get(cpu, "stepping")));
	c.m.bank = (uint8_t)json_object_get_int(json_object_object_get(rec, "bank"));
	c.m.status = number(rec, "status");
	c.m.addr = number(rec, "addr");
	c.m.misc = number(rec, "misc");
	c.m.synd = number(rec, "synd");
	c.m.ipid = number(rec, "ipid");
	c.m.mcgstatus = number(rec, "mcgstatus");
	/* The kernel says "restartable" by RIPV, which these sources do not print. */
	if (strstr(all, "software restartable"))
		c.m.mcgstatus |= MCG_STATUS_RIPV;
	c.host.hypervisor = guest;
	amd_case_decode(&c);
	for (size_t i = 0; i < json_object_array_length(text); i++)
		check_text(&c, json_object_get_string(json_object_array_get_idx(text, i)));
	assert_int_equal(c.r.origin == X86_ORIGIN_SUSPECT, strstr(notes, "SPURIOUS") != NULL);
	if (strstr(all, "context corrupt"))
		assert_int_equal(c.r.severity, RAS_FATAL);
	if (strstr(all, "Deferred error"))
		assert_int_equal(c.r.severity, RAS_DEFERRED);
}

static void records(void **state)
{
	const char *src = getenv("srcdir");
	char path[1024], line[8192];
	unsigned int n = 0;
	FILE *f;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/tests/data/amd-mces.jsonl", src ? src : ".");
	f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct json_object *rec = json_tokener_parse(line);

		assert_non_null(rec);
		check_record(rec);
		json_object_put(rec);
		n++;
	}
	assert_int_equal(fclose(f), 0);
	assert_int_equal(n, 23);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
