// SPDX-License-Identifier: GPL-2.0-or-later
/* Decisions of the policies: whom an event blames and whom it does not, as tables of cases. */
#include "tests/unit/unit.h"

#include <stdio.h>

#include "events/events.h"
#include "policy/parts.h"
#include "tests/unit/policy_event.h"

enum { CORRECTED = 0, UNCORRECTED = 1, DEFERRED = 2, FATAL = 3 }; /* include/linux/edac.h */

static const struct ras_host bare = { .vendor = X86_INTEL }, guest = { .hypervisor = true };

static struct ras_event *mc_event(struct policy_case *c, unsigned int type, uint64_t address,
				  unsigned int grain_bits, unsigned int count)
{
	struct ras_event *ev = case_begin(c, &ras_class_mc_event);

	put_int(ev, "error_type", type);
	put_int(ev, "address", address);
	put_int(ev, "grain", grain_bits);
	put_int(ev, "err_count", count);
	put_text(ev, "driver_detail", "");
	ev->severity = ev->cls->decode(&bare, ev);
	return ev;
}

static void same(const char *got, const char *want)
{
	if (!want)
		assert_null(got);
	else
		assert_string_equal(got ? got : "(blamed)", want);
}

static void pages(void **state)
{
	static const struct {
		unsigned int type, grain_bits, count;
		uint64_t address, page;
		const char *why;
	} cases[] = {
		{ CORRECTED, 6, 3, 0x12345678, 0x12345000, NULL },
		{ CORRECTED, 12, 1, 0xfffffffff000, 0xfffffffff000, NULL },
		{ UNCORRECTED, 6, 1, 0x12345678, 0, "" },
		{ DEFERRED, 6, 1, 0x12345678, 0, "" },
		{ FATAL, 6, 1, 0x12345678, 0, "" },
		{ CORRECTED, 6, 1, 0, 0, "no address" },
		{ CORRECTED, 6, 0, 0x1000, 0, "no error is counted" },
		{ CORRECTED, 13, 1, 0x12345678, 0, "the address is less exact than a page" },
		{ CORRECTED, 255, 1, 0x12345678, 0, "the address is less exact than a page" },
		{ CORRECTED, 6, 1, 1ULL << 56, 0, "not a system-physical address" },
	};
	struct policy_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ras_event *ev = mc_event(&c, cases[i].type, cases[i].address,
						cases[i].grain_bits, cases[i].count);
		struct policy_page page = { 0 };
		const char *why = policy_page_error(ev, 4096, &page);

		same(why, cases[i].why);
		if (why)
			continue;
		assert_true(page.address == cases[i].page);
		assert_int_equal(page.count, cases[i].count);
		assert_false(page.at_once);
	}
}

/* CXL 3.1 table 8-45: descriptor bit 0 uncorrectable, bit 1 threshold. */
static void pages_of_cxl(void **state)
{
	static const struct {
		uint64_t hpa;
		uint8_t descriptor;
		const char *why;
	} cases[] = {
		{ 0x240000040, 2, NULL },
		{ 0x240000040, 6, NULL },
		{ 0x240000040, 0, "" },
		{ 0x240000040, 3, "" },
		{ 0, 2, "no address" },
		{ UINT64_MAX, 2, "not a system-physical address" },
	};
	const struct ras_class *const classes[] = { ras_class_by_name("cxl_dram_event"),
						    ras_class_by_name("cxl_general_media_event") };
	enum { CASES = sizeof(cases) / sizeof(cases[0]) };
	struct policy_case c;

	(void)state;
	for (size_t n = 0; n < 2 * (size_t)CASES; n++) {
		size_t i = n % CASES, k = n / CASES;
		struct ras_event *ev = case_begin(&c, classes[k]);
		struct policy_page page = { 0 };

		put_int(ev, "hpa", cases[i].hpa);
		put_int(ev, "descriptor", cases[i].descriptor);
		same(policy_page_error(ev, 4096, &page), cases[i].why);
		if (cases[i].why)
			continue;
		assert_true(page.address == 0x240000000);
		assert_true(page.at_once);
	}
}

static void rows_take_the_place_of_pages(void **state)
{
	struct ras_config c;

	(void)state;
	ras_config_init(&c);
	assert_true(policy_page_counts(&c));
	c.row_ce_action = RAS_CE_ACCOUNT;
	assert_false(policy_page_counts(&c));
	c.row_ce_action = RAS_CE_OFF;
	c.page_ce_action = RAS_CE_OFF;
	assert_false(policy_page_counts(&c));
}

#define APEI "APEI location: node:1 card:2 module:0 rank:1 bank:3 device:4 row:4660 column:8 "
#define ADXL(ROW)                                                                          \
	" err_code:0x0101:0x0090 SystemAddress:0x1aa4dde80 ProcessorSocketId:0x0 "         \
	"MemoryControllerId:0x1 ChannelAddress:0x3 NmChannelId:0x9 ChannelId:0x2 "          \
	"PhysicalRankId:0x1 DimmSlotId:0x0 Row:" ROW " Column:0x1f0 Bank:0x2 BankGroup:0x1 " \
	"ChipSelect:0x0 ChipId:0x0"

static void rows(void **state)
{
	static const struct {
		const char *detail, *text, *why;
	} cases[] = {
		{ APEI "bit_pos:1", "mc1 node:1 card:2 module:0 rank:1 device:4 bank:3 row:4660",
		  NULL },
		/* DDR5 by UEFI 2.8 and later. */
		{ "APEI location: node:1 card:2 module:0 rank:1 bank_group:2 bank_address:1 row:7",
		  "mc1 node:1 card:2 module:0 rank:1 bank_group:2 bank:1 row:7", NULL },
		{ ADXL("0x27b2"),
		  "mc1 ProcessorSocketId:0 MemoryControllerId:1 ChannelId:2 DimmSlotId:0 "
		  "PhysicalRankId:1 ChipId:0 BankGroup:1 Bank:2 Row:10162",
		  NULL },
		{ "APEI location: node:1 card:2 module:0 rank:1 bank:3", NULL,
		  "a part of the row's place is missing" },
		{ ADXL("-1"), NULL, "a part of the row's place is missing" },
		{ ADXL("0x1ffffffff"), NULL, "a part of the row's place is missing" },
		{ ADXL("0xz"), NULL, "a part of the row's place is missing" },
		{ "area:DRAM err_code:0001:0090 socket:0 ha:0", NULL,
		  "the driver does not name a row" },
		{ "", NULL, "the driver does not name a row" },
	};
	struct policy_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ras_event *ev = mc_event(&c, CORRECTED, 0x1000, 6, 1);
		struct policy_row row;
		char buf[256];
		struct ras_text t = RAS_TEXT(buf);

		put_int(ev, "mc", 1);
		put_text(ev, "driver_detail", cases[i].detail);
		same(policy_row_error(ev, &bare, &row), cases[i].why);
		if (cases[i].why)
			continue;
		policy_row_text(&row, &t);
		assert_string_equal(buf, cases[i].text);
	}
}

static void rows_apart(void **state)
{
	struct policy_case c;
	struct ras_event *ev = mc_event(&c, CORRECTED, 0x1000, 6, 1);
	struct policy_row a, b;

	(void)state;
	put_text(ev, "driver_detail", ADXL("0x27b2"));
	assert_null(policy_row_error(ev, &bare, &a));
	put_int(ev, "address", 0x99000);
	assert_null(policy_row_error(ev, &bare, &b));
	assert_memory_equal(&a, &b, sizeof(a));
	/* Without the DSM's own channel, EDAC's layers tell the rows apart. */
	put_int(ev, "top_layer", 1);
	assert_null(policy_row_error(ev, &bare, &b));
	assert_memory_not_equal(&a, &b, sizeof(a));
	same(policy_row_error(ev, &guest, &b), "a virtual machine has no DIMM to blame");
	ev = mc_event(&c, UNCORRECTED, 0x1000, 6, 1);
	same(policy_row_error(ev, &bare, &b), "");
}

/* Codes: SDM vol. 3B 17.9; AMD's 0x011b with xec 0 of a UMC is a DRAM ECC error. */
static void cpus_of_machine_checks(void **state)
{
	static const struct {
		uint64_t status;
		unsigned int vendor;
		enum ras_severity severity;
		const char *origin, *why;
	} cases[] = {
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x90000040000f0005, X86_INTEL, RAS_CORRECTED, "hardware",
		  "known to be reported without an error" },
		{ 0x9000004000000400, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x9000004000001135, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x9000004000000135, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x9000004000000019, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x900000400000000d, X86_INTEL, RAS_CORRECTED, "hardware", NULL },
		{ 0x900000400000000e, X86_INTEL, RAS_CORRECTED, "hardware",
		  "a cache that CPUs share" },
		{ 0x900000400000017a, X86_INTEL, RAS_CORRECTED, "hardware",
		  "a cache that CPUs share" },
		{ 0x900000400000017a, X86_AMD, RAS_CORRECTED, "hardware", NULL },
		{ 0x9c2040000000011b, X86_AMD, RAS_CORRECTED, "hardware",
		  "a cache that CPUs share" },
		{ 0x9c00004000010090, X86_INTEL, RAS_CORRECTED, "hardware", "a memory controller" },
		{ 0x9000004000000e0f, X86_INTEL, RAS_CORRECTED, "hardware",
		  "a bus or interconnect" },
		{ 0x9000004000000001, X86_INTEL, RAS_CORRECTED, "hardware",
		  "the error code does not blame the CPU" },
		{ 0x9000004000000005, X86_INTEL, RAS_UNCORRECTED, "hardware", "" },
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "vmm-relayed",
		  "not from this machine's own hardware" },
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "vmm-companion",
		  "not from this machine's own hardware" },
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "vmm-injected",
		  "not from this machine's own hardware" },
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "suspect",
		  "not from this machine's own hardware" },
		{ 0x9000004000000005, X86_INTEL, RAS_CORRECTED, "firmware",
		  "not from this machine's own hardware" },
	};
	struct policy_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ras_event *ev = case_begin(&c, &ras_class_mce_record);
		struct policy_cpu cpu = { 0 };

		put_int(ev, "status", cases[i].status);
		put_int(ev, "cpuvendor", cases[i].vendor);
		put_int(ev, "cpu", 7);
		put_int(ev, "error_count", 262);
		put_text(ev, "origin", cases[i].origin);
		ev->severity = cases[i].severity;
		same(policy_cpu_error(ev, &bare, &cpu), cases[i].why);
		if (cases[i].why)
			continue;
		assert_int_equal(cpu.cpu, 7);
		assert_int_equal(cpu.count, 262);
		same(policy_cpu_error(ev, &guest, &cpu),
		     "a virtual machine has no CPU of its own to blame");
	}
}

static void cpus_of_arm(void **state)
{
	static const struct {
		int32_t cpu;
		uint32_t sev, count;
		const char *why;
	} cases[] = {
		{ 5, 1, 2, NULL },
		{ 0, 1, 1, NULL },
		{ 0, 0, 1, "the kernel does not tell the CPU" },
		{ -22, 1, 1, "the kernel does not tell the CPU" },
		{ 5, 1, 0, "no error is counted" },
	};
	struct policy_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ras_event *ev = case_begin(&c, &ras_class_arm_event);
		struct policy_cpu cpu = { 0 };

		put_int(ev, "cpu", (uint64_t)cases[i].cpu);
		put_int(ev, "sev", cases[i].sev);
		put_int(ev, "error_count", cases[i].count);
		ev->severity = RAS_CORRECTED;
		same(policy_cpu_error(ev, &bare, &cpu), cases[i].why);
		if (!cases[i].why)
			assert_int_equal(cpu.cpu, cases[i].cpu);
	}
}

static void cpus_that_may_go(void **state)
{
	static const struct {
		struct policy_cpu_state s;
		const char *why;
	} cases[] = {
		{ { true, true, true, 1, 9, 10 }, NULL },
		{ { true, true, true, 1, 10, 10 }, "CPU_ISOLATION_LIMIT is reached" },
		{ { true, true, true, 1, 0, 0 }, "CPU_ISOLATION_LIMIT is reached" },
		{ { true, true, true, 0, 0, 10 }, "it is the last CPU online" },
		{ { true, true, false, 3, 0, 10 }, "it is offline already" },
		{ { true, false, true, 3, 0, 10 }, "the kernel cannot take this CPU offline" },
		{ { false, false, false, 3, 0, 10 }, "there is no such CPU" },
	};
	static const struct {
		const char *list;
		uint32_t cpu;
		unsigned int others;
		bool in;
	} lists[] = {
		{ "0-3\n", 2, 3, true },        { "0-1,4,6-7\n", 4, 4, true },
		{ "0-1,4,6-7\n", 5, 5, false }, { "3\n", 3, 0, true },
		{ "\n", 0, 0, false },          { "7-3\n", 3, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		same(policy_cpu_refusal(&cases[i].s), cases[i].why);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		bool in;

		assert_int_equal(policy_cpu_others(lists[i].list, lists[i].cpu, &in),
				 lists[i].others);
		assert_int_equal(in, lists[i].in);
	}
}

static void poisoned_memory(void **state)
{
	uint64_t kb = 1;

	(void)state;
	assert_int_equal(policy_poison_kb("MemTotal: 8 kB\nHardwareCorrupted:    12 kB\n", &kb), 0);
	assert_int_equal(kb, 12);
	assert_int_equal(policy_poison_kb("MemTotal:  8 kB\n", &kb), -1);
	assert_int_equal(policy_poison_kb("HardwareCorrupted: kB\n", &kb), -1);
	assert_int_equal(policy_poison_kb("HardwareCorrupted: 7", &kb), -1);
}

static void triggers(void **state)
{
	static const struct {
		unsigned int type;
		const char *setting;
	} cases[] = { { CORRECTED, "MC_CE_TRIGGER" },
		      { UNCORRECTED, "MC_UE_TRIGGER" },
		      { DEFERRED, NULL },
		      { FATAL, "MC_UE_TRIGGER" },
		      { 4, NULL } };
	struct ras_config config;
	struct policy_case c;
	const char *program;

	(void)state;
	ras_config_init(&config);
	assert_null(policy_trigger_setting(mc_event(&c, CORRECTED, 1, 6, 1), &config, &program));
	strcpy(config.mc_ce_trigger, "ce");
	strcpy(config.mc_ue_trigger, "ue");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ras_event *ev = mc_event(&c, cases[i].type, 1, 6, 1);

		same(policy_trigger_setting(ev, &config, &program), cases[i].setting);
	}
}

static void trigger_paths(void **state)
{
	static const struct {
		const char *dir, *program, *path, *why;
	} cases[] = {
		{ "/etc/ras/triggers", "mc_trigger", "/etc/ras/triggers/mc_trigger", NULL },
		{ "", "/usr/bin/tell", "/usr/bin/tell", NULL },
		{ "", "tell", NULL, "without TRIGGER_DIR it must begin with a slash" },
		{ "triggers", "tell", NULL, "TRIGGER_DIR does not begin with a slash" },
		{ "/etc/ras", "../tell", NULL, "it leaves its folder" },
		{ "/etc/ras", "a/../../tell", NULL, "it leaves its folder" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ras_config config;
		char buf[POLICY_PATH];
		struct ras_text t = RAS_TEXT(buf);

		ras_config_init(&config);
		(void)snprintf(config.trigger_dir, sizeof(config.trigger_dir), "%s",
			       cases[i].dir);
		same(policy_trigger_path(&config, cases[i].program, &t), cases[i].why);
		if (!cases[i].why)
			assert_string_equal(buf, cases[i].path);
	}
}

static void has_variable(const struct policy_run *run, const char *want)
{
	for (size_t at = 0; at < run->env_len; at += strlen(run->env + at) + 1)
		if (!strcmp(run->env + at, want))
			return;
	fail_msg("no variable %s", want);
}

/* Names and forms: contrib/mc_event_trigger and aer_trigger of rasdaemon 0.8. */
static void trigger_variables(void **state)
{
	static const uint32_t tlp[] = { 0x4a000001, 0x2, 0xabc, 0, 5 };
	struct policy_case c;
	struct ras_event *ev = mc_event(&c, CORRECTED, 0x1234abcd, 6, 3);
	static struct policy_run run;
	char big[8192];
	const struct ras_field *f;

	(void)state;
	put_text(ev, "label", "DIMM\033[2J$(reboot)");
	put_text(ev, "driver_detail", "x");
	put_int(ev, "top_layer", (uint64_t)-1);
	policy_trigger_env(ev, &run);
	has_variable(&run, "COUNT=3");
	has_variable(&run, "TYPE=Corrected");
	has_variable(&run, "ADDRESS=1234abcd");
	has_variable(&run, "GRAIN=6");
	has_variable(&run, "TOP_LAYER=-1");
	has_variable(&run, "SYNDROME=0");
	has_variable(&run, "LABEL=DIMM\\x1b[2J$(reboot)");
	has_variable(&run, "DRIVER_DETAIL=x");
	/* A long text is cut; what follows is there all the same, and nothing is overrun. */
	memset(big, 'a', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	put_text(ev, "err_msg", big);
	put_text(ev, "label", big);
	policy_trigger_env(ev, &run);
	assert_true(run.env_len <= sizeof(run.env));
	has_variable(&run, "DRIVER_DETAIL=x");

	ev = case_begin(&c, &ras_class_aer_event);
	put_int(ev, "severity", 2);
	put_text(ev, "dev_name", "0000:00:1c.0");
	put_int(ev, "tlp_header_valid", 1);
	f = policy_field(ev, "tlp_header");
	*(struct ras_words *)(void *)((char *)ev + f->offset) = (struct ras_words){ tlp, 5 };
	ev->severity = ev->cls->decode(&bare, ev);
	policy_trigger_env(ev, &run);
	has_variable(&run, "ERROR_TYPE=Corrected");
	has_variable(&run, "DEV_NAME=0000:00:1c.0");
	has_variable(&run, "TLP_HEADER_VALID=1");
	has_variable(&run, "TLP_HEADER=4a000001 00000002 00000abc 00000000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(pages_of_cxl),
		cmocka_unit_test(rows_take_the_place_of_pages),
		cmocka_unit_test(rows),
		cmocka_unit_test(rows_apart),
		cmocka_unit_test(cpus_of_machine_checks),
		cmocka_unit_test(cpus_of_arm),
		cmocka_unit_test(cpus_that_may_go),
		cmocka_unit_test(poisoned_memory),
		cmocka_unit_test(triggers),
		cmocka_unit_test(trigger_paths),
		cmocka_unit_test(trigger_variables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
