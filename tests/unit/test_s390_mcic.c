// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * MCIC: each bit by its value in Linux arch/s390/include/asm/nmi.h (union mci, IBM numbers), and
 * what Linux does with combined codes by arch/s390/kernel/nmi.c of 6.1 and 6.12.
 */
#include "tests/unit/unit.h"

#include <string.h>

#include "decode/s390/mcic.h"

/* All validity bits: what a machine with vector and guarded-storage facilities stores. */
#define VALID 0x00000f5d48330000ULL

struct decoded {
	struct s390_mchk_report r;
	char text[5][1024];
};

static void decode(struct decoded *d, const struct s390_mchk *m)
{
	memset(&d->r, 0, sizeof(d->r));
	d->r.conditions = RAS_TEXT(d->text[0]);
	d->r.meaning = RAS_TEXT(d->text[1]);
	d->r.not_valid = RAS_TEXT(d->text[2]);
	d->r.consequence_text = RAS_TEXT(d->text[3]);
	d->r.delivery = RAS_TEXT(d->text[4]);
	s390_mchk_decode(m, &d->r);
	assert_false(d->r.conditions.cut || d->r.meaning.cut || d->r.not_valid.cut ||
		     d->r.consequence_text.cut || d->r.delivery.cut);
}

/* Each condition and modifier alone beside full validity. */
static void each_condition(void **state)
{
	static const struct {
		uint64_t bit;
		const char *name, *meaning;
		enum ras_severity severity;
		enum s390_consequence consequence;
	} rows[] = {
		{ 0x8000000000000000, "SD(0)", "system damage (bit 0)", RAS_FATAL,
		  S390_STOPPED_MUTE },
		{ 0x4000000000000000, "PD(1)", "instruction-processing damage (bit 1)", RAS_FATAL,
		  S390_STOPPED },
		{ 0x2000000000000000, "SR(2)", "system recovery (bit 2)", RAS_CORRECTED,
		  S390_REPAIRED },
		{ 0x0800000000000000, "CD(4)", "timing-facility damage (bit 4)", RAS_FATAL,
		  S390_STOPPED },
		{ 0x0400000000000000, "ED(5)",
		  "external damage (bit 5); no external-damage code was stored (bit 26 is zero)",
		  RAS_UNCORRECTED, S390_IGNORED },
		{ 0x0100000000000000, "DG(7)", "degradation (bit 7)", RAS_CORRECTED, S390_IGNORED },
		{ 0x0080000000000000, "W(8)", "warning of imminent damage or power loss (bit 8)",
		  RAS_RECOVERABLE, S390_POWER_WARNING },
		{ 0x0040000000000000, "CP(9)", "channel report pending (bit 9)", RAS_INFO,
		  S390_CHANNEL_REPORTS },
		{ 0x0020000000000000, "SP(10)", "service-processor damage (bit 10)",
		  RAS_UNCORRECTED, S390_IGNORED },
		{ 0x0010000000000000, "CK(11)", "channel-subsystem damage (bit 11)",
		  RAS_UNCORRECTED, S390_IGNORED },
		{ 0x0002000000000000, "B(14)",
		  "backed up: interrupted before the point of damage (bit 14), without meaning "
		  "here",
		  RAS_INFO, S390_IGNORED },
		{ 0x0000800000000000, "SE(16)",
		  "storage error uncorrected (bit 16); no failing-storage address was stored (bit "
		  "24 "
		  "is zero)",
		  RAS_FATAL, S390_STOPPED },
		{ 0x0000400000000000, "SC(17)",
		  "storage error corrected (bit 17); no failing-storage address was stored (bit 24 "
		  "is "
		  "zero)",
		  RAS_CORRECTED, S390_REPAIRED },
		{ 0x0000200000000000, "KE(18)",
		  "storage-key error uncorrected (bit 18); no failing-storage address was stored "
		  "(bit "
		  "24 is zero)",
		  RAS_FATAL, S390_STOPPED },
		{ 0x0000100000000000, "DS(19)",
		  "storage degradation (bit 19), without meaning here; no failing-storage address "
		  "was "
		  "stored (bit 24 is zero)",
		  RAS_INFO, S390_IGNORED },
		{ 0x0000000080000000, "IE(32)",
		  "indirect storage error (bit 32), without meaning here", RAS_INFO, S390_IGNORED },
		{ 0x0000000020000000, "DA(34)",
		  "delayed access exception (bit 34), without meaning here", RAS_INFO,
		  S390_IGNORED },
		{ 0x0000000000080000, "AP(44)", "ancillary report (bit 44)", RAS_INFO,
		  S390_IGNORED },
		{ 0x1000000000000000, "", "unassigned (bit 3)", RAS_INFO, S390_IGNORED },
		{ 0x0000000000000001, "", "unassigned (bit 63)", RAS_INFO, S390_IGNORED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct s390_mchk m = { .mcic = rows[i].bit | VALID };
		struct decoded d;

		decode(&d, &m);
		assert_string_equal(d.r.conditions.buf, rows[i].name);
		assert_string_equal(d.r.meaning.buf, rows[i].meaning);
		assert_string_equal(d.r.not_valid.buf, "");
		assert_int_equal(d.r.severity, rows[i].severity);
		assert_int_equal(d.r.consequence, rows[i].consequence);
	}
}

/* Each validity bit missing from a channel-report machine check that hits user code. */
static void each_validity(void **state)
{
	static const struct {
		uint64_t bit;
		const char *lost;
		enum s390_consequence user, kernel;
	} rows[] = {
		{ 0x0000080000000000, "WP, bit 20)", S390_STOPPED_MUTE, S390_STOPPED_MUTE },
		{ 0x0000040000000000, "MS, bit 21)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000020000000000, "PM, bit 22)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000010000000000, "IA, bit 23)", S390_TASK_KILLED, S390_STOPPED_MUTE },
		{ 0x0000004000000000, "VR, bit 25)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
		{ 0x0000001000000000, "FP, bit 27)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000000800000000, "GR, bit 28)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000000400000000, "CR, bit 29)", S390_STOPPED_MUTE, S390_STOPPED_MUTE },
		{ 0x0000000100000000, "ST, bit 31)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
		{ 0x0000000040000000, "AR, bit 33)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000000008000000, "GS, bit 36)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
		{ 0x0000000000200000, "PR, bit 42)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
		{ 0x0000000000100000, "FC, bit 43)", S390_TASK_KILLED, S390_STOPPED },
		{ 0x0000000000020000, "CT, bit 46)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
		{ 0x0000000000010000, "CC, bit 47)", S390_CHANNEL_REPORTS, S390_CHANNEL_REPORTS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct s390_mchk m = { .mcic = 0x00400f5d48330000ULL & ~rows[i].bit,
				       .mode = S390_MODE_USER };
		struct decoded d;

		decode(&d, &m);
		assert_non_null(strstr(d.r.not_valid.buf, rows[i].lost));
		assert_null(strstr(d.r.not_valid.buf, ";"));
		assert_int_equal(d.r.consequence, rows[i].user);
		m.mode = S390_MODE_KERNEL;
		decode(&d, &m);
		assert_int_equal(d.r.consequence, rows[i].kernel);
	}
}

/* Whole codes and whole sentences. */
static void sentences(void **state)
{
	static const struct {
		struct s390_mchk m;
		const char *conditions, *meaning, *consequence;
		enum ras_severity severity;
	} rows[] = {
		/* What QEMU sends with every channel report (kvm_s390_crw_mchk), three machines. */
		{ { .mcic = 0x00400f5d48330000 },
		  "CP(9)",
		  "channel report pending (bit 9)",
		  "channel reports follow",
		  RAS_INFO },
		{ { .mcic = 0x00400f5d40330000 },
		  "CP(9)",
		  "channel report pending (bit 9)",
		  "channel reports follow",
		  RAS_INFO },
		{ { .mcic = 0x00400f1d40330000 },
		  "CP(9)",
		  "channel report pending (bit 9)",
		  "channel reports follow",
		  RAS_INFO },
		{ { .mcic = 0x0040000000000000 },
		  "CP(9)",
		  "channel report pending (bit 9)",
		  "channel reports follow",
		  RAS_INFO },
		/* A corrected storage error with its address. */
		{ { .mcic = 0x20004fdd48330000, .fsa = 0x7f4000, .have_fsa = true },
		  "SR(2) SC(17)",
		  "system recovery (bit 2); storage error corrected (bit 17); failing-storage "
		  "address 0x7f4000",
		  "repaired in silence: the kernel takes no action and says nothing",
		  RAS_CORRECTED },
		/* The same wearing out: 6.12 stops with a message, 6.1 without. */
		{ { .mcic = 0x20005fdd48330000, .fsa = 0x7f4000, .have_fsa = true },
		  "SR(2) SC(17) DS(19)",
		  "system recovery (bit 2); storage error corrected (bit 17); storage degradation "
		  "(bit 19); failing-storage address 0x7f4000",
		  "storage is wearing out at a known address: the kernel stops all CPUs, with a "
		  "message on the service-processor console only",
		  RAS_FATAL },
		{ { .mcic = 0x20005fdd48330000, .kernel = S390_KERNEL_OLD },
		  "SR(2) SC(17) DS(19)",
		  "system recovery (bit 2); storage error corrected (bit 17); storage degradation "
		  "(bit 19)",
		  "storage is wearing out at a known address: the kernel stops all CPUs at once, "
		  "without any message",
		  RAS_FATAL },
		/* Processing backup: survived with all registers, not with a delayed exception. */
		{ { .mcic = 0x40020f5d48330000 },
		  "PD(1) B(14)",
		  "instruction-processing damage (bit 1); backed up: interrupted before the point "
		  "of damage (bit 14)",
		  "the kernel retries the interrupted instruction; the 29th time within gaps of "
		  "five minutes it stops all CPUs",
		  RAS_RECOVERABLE },
		{ { .mcic = 0x40020f5d68330000 },
		  "PD(1) B(14) DA(34)",
		  "instruction-processing damage (bit 1); backed up: interrupted before the point "
		  "of damage (bit 14); delayed access exception (bit 34)",
		  "processing backup that cannot be retried: the kernel stops all CPUs, with a "
		  "message on the service-processor console only",
		  RAS_FATAL },
		/* Processing damage by an uncorrected storage error: on the host, in a guest. */
		{ { .mcic = 0x40008fdd48330000,
		    .fsa = 0x1000,
		    .have_fsa = true,
		    .kernel = S390_KERNEL_NEW },
		  "PD(1) SE(16)",
		  "instruction-processing damage (bit 1); storage error uncorrected (bit 16); "
		  "failing-storage address 0x1000",
		  "processing damage: the kernel stops all CPUs; uncorrected error in storage: the "
		  "kernel stops all CPUs, with a message on the service-processor console only",
		  RAS_FATAL },
		{ { .mcic = 0x40008fdd48330000, .mode = S390_MODE_SIE },
		  "PD(1) SE(16)",
		  "instruction-processing damage (bit 1); storage error uncorrected (bit 16)",
		  "KVM gives the damage to the guest that was running",
		  RAS_UNCORRECTED },
		/* A user's registers lost: what is killed, and what besides is done. */
		{ { .mcic = 0x00400f5540330000, .mode = S390_MODE_USER },
		  "CP(9)",
		  "channel report pending (bit 9)",
		  "registers are lost: the task is killed (if it is init, the kernel panics); "
		  "channel reports follow",
		  RAS_UNCORRECTED },
		/* The clock server is gone. */
		{ { .mcic = 0x04000f7d48330000, .edc = 0x80, .have_edc = true },
		  "ED(5)",
		  "external damage (bit 5); external-damage code 00000080: STP sync check (bit 24)",
		  "the clock lost its server: the kernel marks it unsynchronised and synchronises "
		  "it anew",
		  RAS_RECOVERABLE },
		{ { .mcic = 0x04000f7d48330000, .edc = 0x00800000, .have_edc = true },
		  "ED(5)",
		  "external damage (bit 5); external-damage code 00800000: bit 8",
		  "external damage of a kind that the kernel does not act on",
		  RAS_UNCORRECTED },
		/* A code that is not valid is not looked at. */
		{ { .mcic = 0x04000f5d48330000, .edc = 0x80, .have_edc = true },
		  "ED(5)",
		  "external damage (bit 5); no external-damage code was stored (bit 26 is zero)",
		  "external damage of a kind that the kernel does not act on",
		  RAS_UNCORRECTED },
		{ { .mcic = 0 },
		  "",
		  "no condition is set",
		  "the kernel takes no action and says nothing",
		  RAS_INFO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct decoded d;

		decode(&d, &rows[i].m);
		assert_string_equal(d.r.conditions.buf, rows[i].conditions);
		assert_string_equal(d.r.meaning.buf, rows[i].meaning);
		assert_string_equal(d.r.consequence_text.buf, rows[i].consequence);
		assert_int_equal(d.r.severity, rows[i].severity);
	}
}

/* s390_validate_registers() of 6.1 in kernel mode spares what the kernel does not use. */
static void old_kernels(void **state)
{
	static const struct {
		uint64_t missing;
		enum s390_consequence consequence;
	} rows[] = {
		{ 0x0000000800000000, S390_STOPPED },        /* GR */
		{ 0x0000001000000000, S390_TASK_OR_SYSTEM }, /* FP */
		{ 0x0000000000100000, S390_TASK_OR_SYSTEM }, /* FC */
		{ 0x0000000040000000, S390_TASK_KILLED },    /* AR */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct s390_mchk m = { .mcic = (0x2000000000000000ULL | VALID) &
						     ~rows[i].missing,
					     .mode = S390_MODE_KERNEL,
					     .kernel = S390_KERNEL_OLD };
		struct decoded d;

		decode(&d, &m);
		assert_int_equal(d.r.consequence, rows[i].consequence);
	}
	assert_int_equal(s390_kernel_of("6.1.0-50-s390x"), S390_KERNEL_OLD);
	assert_int_equal(s390_kernel_of("5.14.0-362.el9.s390x"), S390_KERNEL_OLD);
	assert_int_equal(s390_kernel_of("6.12.117"), S390_KERNEL_NEW);
	assert_int_equal(s390_kernel_of("7.1.8"), S390_KERNEL_NEW);
	assert_int_equal(s390_kernel_of(""), S390_KERNEL_NEW);
}

/* Control register 14: IBM bits 35 to 39 are 0x10000000 to 0x01000000. */
static void subclasses(void **state)
{
	static const struct {
		uint64_t mask, conditions;
		const char *text;
	} rows[] = {
		{ 0x10000000, 0x0040000000000000, "channel report (bit 35)" },
		{ 0x08000000, 0x2000000000000000, "recovery (bit 36)" },
		{ 0x04000000, 0x0100000000000000, "degradation (bit 37)" },
		{ 0x02000000, 0x0c00000000000000, "external damage (bit 38)" },
		{ 0x01000000, 0x0080000000000000, "warning (bit 39)" },
	};
	struct s390_mchk m = { .mcic = 0x21c00f5d48330000, .cr14 = 0x0b000000, .have_cr14 = true };
	struct decoded d;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buf[128];
		struct ras_text t = RAS_TEXT(buf);

		s390_cr14_text(&t, rows[i].mask);
		assert_string_equal(buf, rows[i].text);
		/* All but this subclass open: its conditions stay, exigent ones never do. */
		assert_int_equal(s390_cr14_masked(0xffffffffffffffff, 0x1f000000 & ~rows[i].mask),
				 rows[i].conditions);
	}
	/* What Linux opens at boot: SR, ED, W. */
	decode(&d, &m);
	assert_string_equal(d.r.delivery.buf, "DG(7) CP(9) masked in CR14");
	m.mcic |= 0x4000000000000000;
	decode(&d, &m);
	assert_string_equal(d.r.delivery.buf,
			    "DG(7) CP(9) masked in CR14, reported along with the exigent one");
}

static void check_stop(void **state)
{
	const struct s390_mchk m = { .mcic = 0x80000f5d48330000,
				     .psw_mask = 0x0000000180000000,
				     .have_psw = true };
	struct decoded d;

	(void)state;
	/* PSW bit 13 is 0x0004000000000000. */
	assert_int_equal(s390_check_stops(0x4000000000000000, 0x0004000000000000, false),
			 S390_CHECK_STOP_NONE);
	assert_int_equal(s390_check_stops(0x4000000000000000, 0, false),
			 S390_CHECK_STOP_EXIGENT_MASKED);
	assert_int_equal(s390_check_stops(0x8000000000000000, 0x0004000000000000, true),
			 S390_CHECK_STOP_EXIGENT_TWICE);
	/* A repressible condition waits instead. */
	assert_int_equal(s390_check_stops(0x2dff000000000000, 0, true), S390_CHECK_STOP_NONE);
	for (int c = S390_CHECK_STOP_EXIGENT_MASKED; c < S390_CHECK_STOPS; c++)
		assert_memory_equal(s390_check_stop_text((enum s390_check_stop)c),
				    "check-stop: ", 12);
	assert_string_equal(s390_check_stop_text(S390_CHECK_STOP_NONE), "");
	decode(&d, &m);
	assert_string_equal(
		d.r.delivery.buf,
		"check-stop: an exigent condition while PSW bit 13 masks machine checks");
}

static void damage_codes(void **state)
{
	static const struct {
		uint32_t edc;
		const char *text;
	} rows[] = {
		{ 0x00000080, "STP sync check (bit 24)" },
		{ 0x00000040, "STP island check (bit 25)" },
		{ 0x00001000, "ETR sync check (bit 19)" },
		{ 0x00002000, "ETR switch to local (bit 18)" },
		{ 0x80000001, "bit 0, bit 31" },
		{ 0x000000c1, "STP sync check (bit 24), STP island check (bit 25), bit 31" },
		{ 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char buf[256];
		struct ras_text t = RAS_TEXT(buf);

		s390_edc_text(&t, rows[i].edc);
		assert_string_equal(buf, rows[i].text);
	}
}

/* The old PSW tells the mode only where its bits are valid; problem state is bit 15. */
static void psw_mode(void **state)
{
	(void)state;
	assert_int_equal(s390_psw_mode(VALID, 0x0705000180000000), S390_MODE_USER);
	assert_int_equal(s390_psw_mode(VALID, 0x0704000180000000), S390_MODE_KERNEL);
	assert_int_equal(s390_psw_mode(VALID & ~0x0000080000000000ULL, 0x0705000180000000),
			 S390_MODE_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_condition), cmocka_unit_test(each_validity),
		cmocka_unit_test(sentences),      cmocka_unit_test(old_kernels),
		cmocka_unit_test(subclasses),     cmocka_unit_test(check_stop),
		cmocka_unit_test(damage_codes),   cmocka_unit_test(psw_mode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
