// SPDX-License-Identifier: GPL-2.0-or-later
/* Channel-report words by Linux arch/s390/include/asm/crw.h and drivers/s390/cio, and log lines. */
#include "tests/unit/unit.h"

#include <string.h>

#include "decode/s390/explain.h"

/* Each field of struct crw by its place in the word. */
static void each_field(void **state)
{
	struct s390_crw c = s390_crw_split(0x40000000);

	(void)state;
	assert_true(c.solicited && !c.overflow && !c.chained && !c.ancillary);
	c = s390_crw_split(0x20000000);
	assert_true(!c.solicited && c.overflow && !c.chained && !c.ancillary);
	c = s390_crw_split(0x10000000);
	assert_true(!c.solicited && !c.overflow && c.chained && !c.ancillary);
	c = s390_crw_split(0x00800000);
	assert_true(!c.solicited && !c.overflow && !c.chained && c.ancillary);
	c = s390_crw_split(0x0f3fabcd);
	assert_int_equal(c.rsc, 0xf);
	assert_int_equal(c.erc, 0x3f);
	assert_int_equal(c.rsid, 0xabcd);
	/* Bits 0 and 9 are reserved; all others come back. */
	c = s390_crw_split(0xffffffff);
	assert_int_equal(s390_crw_join(&c), 0x7fbfffff);
	for (unsigned int bit = 0; bit < 31; bit++) {
		if (bit == 22)
			continue;
		c = s390_crw_split(UINT32_C(1) << bit);
		assert_int_equal(s390_crw_join(&c), UINT32_C(1) << bit);
	}
}

static void codes(void **state)
{
	(void)state;
	assert_string_equal(s390_crw_source(0x2), "monitoring facility");
	assert_string_equal(s390_crw_source(0x3), "subchannel");
	assert_string_equal(s390_crw_source(0x4), "channel path");
	assert_string_equal(s390_crw_source(0x9), "configuration-alert facility");
	assert_string_equal(s390_crw_source(0xb), "channel subsystem");
	assert_null(s390_crw_source(0x0));
	assert_string_equal(s390_crw_recovery(0), "event information pending");
	assert_string_equal(s390_crw_recovery(1), "available");
	assert_string_equal(s390_crw_recovery(2), "initialized");
	assert_string_equal(s390_crw_recovery(3), "temporary error");
	assert_string_equal(s390_crw_recovery(4), "installed parameters initialized");
	assert_string_equal(s390_crw_recovery(5), "terminal");
	assert_string_equal(s390_crw_recovery(6), "permanent error, facility not initialized");
	assert_string_equal(s390_crw_recovery(7), "permanent error, facility initialized");
	assert_string_equal(s390_crw_recovery(8), "installed parameters modified");
	assert_null(s390_crw_recovery(9));
}

static void sentences(void **state)
{
	static const struct {
		uint32_t first, second; /* second 0: none */
		const char *text;
		enum ras_severity severity;
	} rows[] = {
		/* A device plugged in: subchannel 1 of set 0; the same in set 2 (bits 26-27). */
		{ 0x13040001, 0x03040000,
		  "subchannel 0.0.0001: installed parameters initialized; Linux looks whether the "
		  "device has come, gone or changed",
		  RAS_INFO },
		{ 0x13040001, 0x03040020,
		  "subchannel 0.2.0001: installed parameters initialized; Linux looks whether the "
		  "device has come, gone or changed",
		  RAS_INFO },
		{ 0x04040052, 0,
		  "channel path 0.52: installed parameters initialized; the path has "
		  "come",
		  RAS_INFO },
		{ 0x04060052, 0,
		  "channel path 0.52: permanent error, facility not initialized; the "
		  "path has gone",
		  RAS_UNCORRECTED },
		{ 0x04070052, 0,
		  "channel path 0.52: permanent error, facility initialized; the "
		  "path has gone",
		  RAS_UNCORRECTED },
		{ 0x04030052, 0, "channel path 0.52: temporary error", RAS_CORRECTED },
		{ 0x44020052, 0, "channel path 0.52: initialized, solicited", RAS_INFO },
		{ 0x0b000000, 0,
		  "channel subsystem: event information pending; Linux fetches the "
		  "event from the subsystem",
		  RAS_INFO },
		{ 0x33040001, 0,
		  "subchannel 0.0.0001: installed parameters initialized; channel "
		  "reports were lost: Linux looks at all devices anew",
		  RAS_INFO },
		{ 0x02850007, 0, "monitoring facility 0007: terminal, ancillary report",
		  RAS_UNCORRECTED },
		{ 0x04240052, 0, "channel path 0.52: error-recovery code 24", RAS_UNCORRECTED },
		{ 0x013f0007, 0, "source 1 0007: error-recovery code 3F", RAS_UNCORRECTED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct s390_crw first = s390_crw_split(rows[i].first);
		struct s390_crw second = s390_crw_split(rows[i].second);
		char buf[256];
		struct ras_text t = RAS_TEXT(buf);

		assert_int_equal(s390_crw_text(&t, &first, rows[i].second ? &second : NULL),
				 rows[i].severity);
		assert_string_equal(buf, rows[i].text);
	}
}

static struct s390_logline line(const char *s, enum s390_log_kind kind)
{
	struct s390_logline l;

	assert_int_equal(s390_log_line(&l, s, strlen(s)), kind != S390_LOG_NONE);
	assert_int_equal(l.kind, kind);
	return l;
}

/* Formats of the kernel's printk, with the prefixes of consoles and logs. */
static void log_lines(void **state)
{
	struct s390_logline l;

	(void)state;
	/* drivers/s390/cio/crw.c, as the captures of 6.1 and 6.12 have it; a CRW of vfio-ap. */
	l = line(
		"[    8.679652] crw_info : CRW reports slct=0, oflw=0, chn=1, rsc=3, anc=0, erc=4, "
		"rsid=1",
		S390_LOG_CRW);
	assert_int_equal(l.crw, 0x13040001);
	l = line("kernel: crw_info : CRW reports slct=0, oflw=0, chn=0, rsc=B, anc=0, erc=0, "
		 "rsid=0\r",
		 S390_LOG_CRW);
	assert_int_equal(l.crw, 0x0b000000);
	l = line("00 01795230583:631679 2 - 0000 00000000009ba4f6  CRW0 reports slct=1, oflw=1, "
		 "chn=0, "
		 "rsc=4, anc=1, erc=3F, rsid=FFFF",
		 S390_LOG_CRW);
	assert_int_equal(l.crw, 0x64bfffff);
	/* arch/s390/kernel/nmi.c */
	l = line("<0>[  100.000001] mcck: Terminating task because of machine malfunction (code "
		 "0x40020f5548330000).",
		 S390_LOG_KILLING);
	assert_int_equal(l.mcic, 0x40020f5548330000);
	l = line("Nov 21 03:14:14 lpar1 kernel: mcck: task: a, b, pid: 4711.", S390_LOG_KILLED);
	assert_int_equal(l.pid, 4711);
	assert_int_equal(l.name_len, 4);
	assert_memory_equal(l.name, "a, b", 4);
	l = line("Kernel panic - not syncing: mcck: Attempting to kill init!", S390_LOG_INIT);
	assert_int_equal(l.mcic, 0);
	l = line("System stopped due to unrecoverable machine check, code: 0xC0000F5D48330000",
		 S390_LOG_STOPPED);
	assert_int_equal(l.mcic, 0xc0000f5d48330000);
	l = line("Unrecoverable machine check, code: 40008FDD48330000", S390_LOG_STOPPED);
	assert_int_equal(l.mcic, 0x40008fdd48330000);
	l = line("PSW: 0706C00180000000 000003FFE0412AB8 PFX: 000000007F8D6000", S390_LOG_PSW);
	assert_int_equal(l.psw_mask, 0x0706c00180000000);
	assert_int_equal(l.psw_addr, 0x000003ffe0412ab8);
	assert_int_equal(l.prefix, 0x7f8d6000);
	l = line("LBA: 000003FFE0412AA0 EDC: 0000000000000080 FSA: 00000000007F4000",
		 S390_LOG_DAMAGE);
	assert_int_equal(l.break_addr, 0x000003ffe0412aa0);
	assert_int_equal(l.edc, 0x80);
	assert_int_equal(l.fsa, 0x7f4000);
	/* arch/s390/kvm/interrupt.c */
	l = line("[  12.5] kvm-s390: guest machine check pid 4242: 20000f5d48330000",
		 S390_LOG_GUEST);
	assert_int_equal(l.pid, 4242);
	assert_int_equal(l.mcic, 0x20000f5d48330000);
	/* drivers/s390/cio/crw.c and arch/s390/pci/pci_event.c */
	(void)line(
		"crw_collect_info: Code does not support more than two chained crws; please report "
		"to linux390@de.ibm.com!",
		S390_LOG_LONG_CHAIN);
	l = line("[ 1211.244319] zpci: 061a:00:00.0: Event 0x2 reports an error for PCI function "
		 "0x61a",
		 S390_LOG_PCI);
	assert_int_equal(l.event, 2);
	assert_int_equal(l.fid, 0x61a);
	assert_int_equal(l.name_len, 12);
	assert_memory_equal(l.name, "061a:00:00.0", 12);
}

static void other_lines(void **state)
{
	static const char *const lines[] = {
		"",
		" ",
		"mcck: task: ",
		"mcck: task: x, pid: ",
		"mcck: task: x, pid: 12",
		"Unrecoverable machine check, code: ",
		"Unrecoverable machine check, code: zz",
		"Unrecoverable machine check, code: 123456789abcdef01",
		"PSW: 0706C00180000000",
		"LBA: 1 EDC: 2",
		"crw_info : CRW reports slct=0, oflw=0, chn=1, rsc=3, anc=0, erc=4",
		"crw_info : CRW reports slct=0",
		": Event reports an error for PCI function",
		"[    0.000000] mce: CPU supports 10 MCE banks",
		"Krnl PSW : 0704c00180000000 00000000001158d0 (do_it+0x10/0x20)",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		(void)line(lines[i], S390_LOG_NONE);
}

/* The console of a kernel that stops (nmi.c since 6.13), told to a person. */
static void explained(void **state)
{
	static const char *const console[] = {
		"Unrecoverable machine check, code: 40008FDD48330000",
		"6.18.0-1-s390x",
		"PSW: 0705C00180000000 000003FFE0412AB8 PFX: 000000007F8D6000",
		"LBA: 000003FFE0412AA0 EDC: 0000000000000000 FSA: 00000000007F4000",
		"System stopped",
	};
	struct s390_mchk m = { .mcic = 0 };
	struct s390_logline l;
	char buf[S390_EXPLAIN_SIZE];
	struct ras_text t = RAS_TEXT(buf);

	(void)state;
	for (size_t i = 0; i < sizeof(console) / sizeof(console[0]); i++) {
		(void)s390_log_line(&l, console[i], strlen(console[i]));
		assert_int_equal(s390_log_gather(&m, &l), i == 0 || i == 2 || i == 3);
	}
	assert_int_equal(m.mode, S390_MODE_USER);
	assert_int_equal(s390_mchk_explain(&t, &m), RAS_FATAL);
	assert_string_equal(
		buf,
		"machine-check interruption code 0x40008fdd48330000: fatal\n"
		"  bits       PD(1) SE(16)\n"
		"  reported   instruction-processing damage (bit 1); storage error uncorrected "
		"(bit 16); failing-storage address 0x7f4000\n"
		"  Linux      processing damage: the kernel stops all CPUs; uncorrected error in "
		"storage: the kernel stops all CPUs, with a message on the service-processor "
		"console only\n");
	/* A person's values: what Linux opens in CR14 at boot, and a register lost. */
	m = (struct s390_mchk){ .mcic = 0x00400f5540330000, .cr14 = 0x0b000000, .have_cr14 = true };
	t = RAS_TEXT(buf);
	assert_int_equal(s390_mchk_explain(&t, &m), RAS_UNCORRECTED);
	assert_string_equal(
		buf,
		"machine-check interruption code 0x00400f5540330000: uncorrected\n"
		"  bits       CP(9)\n"
		"  reported   channel report pending (bit 9)\n"
		"  lost       general registers (GR, bit 28); guarded-storage registers, if "
		"installed (GS, bit 36)\n"
		"  CR14 opens recovery (bit 36), external damage (bit 38), warning (bit 39)\n"
		"  delivery   CP(9) masked in CR14\n"
		"  Linux      registers are lost: the task is killed if it ran in user mode, or "
		"else the kernel stops all CPUs; channel reports follow\n");
	/* What killed a task hit user mode; what KVM passes on hit a guest. */
	(void)s390_log_line(&l, "mcck: Terminating task because of machine malfunction (code 0x1).",
			    65);
	assert_true(s390_log_gather(&m, &l));
	assert_int_equal(m.mcic, 1);
	assert_int_equal(m.mode, S390_MODE_USER);
	assert_false(m.have_cr14);
	(void)s390_log_line(&l, "guest machine check pid 1: 2", 28);
	assert_true(s390_log_gather(&m, &l));
	assert_int_equal(m.mcic, 2);
	assert_int_equal(m.mode, S390_MODE_SIE);
	t = RAS_TEXT(buf);
	assert_int_equal(s390_crw_explain(&t, 0x13040001, 0, false), RAS_INFO);
	assert_string_equal(buf,
			    "channel-report word 13040001: info\n"
			    "  reported   subchannel 0.0.0001: installed parameters initialized; "
			    "Linux looks whether the device has come, gone or changed\n"
			    "  chained    a second word belongs to it\n");
	t = RAS_TEXT(buf);
	assert_int_equal(s390_crw_explain(&t, 0x13040001, 0x03040010, true), RAS_INFO);
	assert_string_equal(buf,
			    "channel-report word 13040001 03040010: info\n"
			    "  reported   subchannel 0.1.0001: installed parameters initialized; "
			    "Linux looks whether the device has come, gone or changed\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_field),  cmocka_unit_test(codes),
		cmocka_unit_test(sentences),   cmocka_unit_test(log_lines),
		cmocka_unit_test(other_lines), cmocka_unit_test(explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
