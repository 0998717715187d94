// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose error a machine check tells of: QEMU's records, their look-alikes, bare metal. */
#include "tests/unit/mce_unit.h"

/* What QEMU shows its guests (captures amd-ao-*, intel-ao-*: MCGc 100010a); and with LMCE. */
#define QEMU_CAP 0x100010aULL
#define LMCE_CAP 0x900010aULL

#define AMD_AO   0x9c00180000000000ULL
#define AMD_AR   0xbc00080000000000ULL
#define INTEL_AO 0xbd000000000000c0ULL
#define INTEL_AR 0xbd80000000000134ULL
#define FILLER   0xa000000000000000ULL
#define OVER     0x4000000000000000ULL

static const struct ras_host bare, flag = { .hypervisor = true },
	kvm = { .hypervisor = true, .banks = RAS_BANKS_VIRTUAL, .vmm = "QEMU guest" },
	kvm_smca = { .hypervisor = true, .banks = RAS_BANKS_VIRTUAL, .smca = true },
	hidden = { .banks = RAS_BANKS_VIRTUAL, .vmm = "QEMU guest" },
	dom0 = { .hypervisor = true, .banks = RAS_BANKS_REAL, .vmm = "Xen dom0" };

struct row {
	const char *what;
	const struct ras_host *host;
	uint8_t vendor, bank;
	uint64_t mcgcap, mcgstatus, status, addr, misc, ipid;
	enum x86_origin origin;
	enum x86_certainty certainty;
	enum ras_severity severity;
	uint64_t guest_page;
	const char *reason; /* a part of it; "": none at all */
};

static void run(struct seen *s, const struct ras_host *host, const struct x86_mce *m)
{
	s->r = (struct x86_mce_report){ .severity = RAS_INFO };
	for (size_t i = 0; i < TEXTS; i++)
		*texts_of(&s->r, i) = ras_text_over(s->text[i], TEXT);
	x86_mce_decode(host, m, &s->r);
}

static struct x86_mce record(const struct row *r)
{
	return (struct x86_mce){
		.vendor = r->vendor, .bank = r->bank, .mcgcap = r->mcgcap,
		.mcgstatus = r->mcgstatus, .status = r->status, .addr = r->addr, .misc = r->misc,
		.ipid = r->ipid, .family = r->vendor == X86_INTEL ? 6 : 0x17,
		.model = r->vendor == X86_INTEL ? 0x55 : 1,
	};
}

static void check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct x86_mce m = record(&rows[i]);
		struct seen s;

		run(&s, rows[i].host, &m);
		if (s.r.origin != rows[i].origin || s.r.certainty != rows[i].certainty ||
		    s.r.severity != rows[i].severity || s.r.guest_page != rows[i].guest_page)
			fail_msg("%s: %s, %s, %s, page %#llx (%s)", rows[i].what,
				 x86_origin_name(s.r.origin), x86_certainty_name(s.r.certainty),
				 ras_severity_name(s.r.severity),
				 (unsigned long long)s.r.guest_page, s.r.origin_reason.buf);
		assert_has(s.r.origin_reason.buf, rows[i].reason);
		if (!*rows[i].reason)
			assert_string_equal(s.r.origin_reason.buf, "");
		if (s.r.origin == X86_ORIGIN_VMM_RELAYED) {
			assert_int_equal(s.r.address, X86_ADDR_GUEST_PHYSICAL);
			assert_has(s.r.bank_name.buf, "Virtual bank");
			assert_string_equal(s.r.mc_location.buf, "");
		}
	}
}

#define RELAYED   X86_ORIGIN_VMM_RELAYED
#define COMPANION X86_ORIGIN_VMM_COMPANION
#define INJECTED  X86_ORIGIN_VMM_INJECTED
#define SUSPECT   X86_ORIGIN_SUSPECT
#define HARDWARE  X86_ORIGIN_HARDWARE

/* What kvm_mce_inject() writes, by guest vendor and release (captures and QEMU's source). */
static void relayed(void **state)
{
	static const struct row rows[] = {
		{ "AMD AO, QEMU known", &kvm, X86_AMD, 9, QEMU_CAP, 0, AMD_AO, 0x12345000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_DEFERRED, 0x12345, "action-optional for AMD" },
		/* AMD with SER_P is no hardware, so the flag is proof enough. */
		{ "AMD AO, flag alone", &flag, X86_AMD, 9, QEMU_CAP, 0, AMD_AO, 0x3e987000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_DEFERRED, 0x3e987, "action-optional for AMD" },
		{ "AMD AO, DMI alone", &hidden, X86_AMD, 9, QEMU_CAP, 0, AMD_AO, 0x12345000, 0x8c,
		  0, RELAYED, X86_YES, RAS_DEFERRED, 0x12345, "action-optional" },
		{ "AMD AO, SMCA shown", &kvm_smca, X86_AMD, 9, QEMU_CAP, 0, AMD_AO, 0x12345000,
		  0x8c, 0, RELAYED, X86_LIKELY, RAS_DEFERRED, 0x12345, "Scalable MCA" },
		{ "AMD AO twice before a poll", &kvm, X86_AMD, 9, QEMU_CAP, 0, AMD_AO | OVER,
		  0x12346000, 0x8c, 0, RELAYED, X86_YES, RAS_DEFERRED, 0x12346, "unreported" },
		{ "AMD AO read in an exception", &kvm, X86_AMD, 9, QEMU_CAP, 7, AMD_AO, 0x12345000,
		  0x8c, 0, RELAYED, X86_YES, RAS_DEFERRED, 0x12345, "action-optional" },
		{ "AMD AR in #MC", &kvm, X86_AMD, 9, QEMU_CAP, 7, AMD_AR, 0x7d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x7d14, "action-required for AMD" },
		{ "AMD AR polled", &kvm, X86_AMD, 9, QEMU_CAP, 0, AMD_AR, 0x7d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_UNCORRECTED, 0x7d14, "nobody acted on" },
		{ "AMD guest of QEMU before 9.1", &kvm, X86_AMD, 9, QEMU_CAP, 5, INTEL_AO,
		  0x7d14000, 0x8c, 0, RELAYED, X86_YES, RAS_RECOVERABLE, 0x7d14, "SRAO" },
		{ "Hygon AO", &kvm, X86_HYGON, 9, QEMU_CAP, 5, INTEL_AO, 0x7d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x7d14, "SRAO" },
		{ "Hygon AR", &flag, X86_HYGON, 9, QEMU_CAP, 7, INTEL_AR, 0x7d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x7d14, "SRAR" },
		{ "Zhaoxin AO", &kvm, X86_ZHAOXIN, 9, QEMU_CAP, 5, INTEL_AO, 0x7d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x7d14, "SRAO" },
		{ "Intel AO", &kvm, X86_INTEL, 9, QEMU_CAP, 5, INTEL_AO, 0x3e9a4000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x3e9a4, "SRAO" },
		{ "Intel AO, flag alone", &flag, X86_INTEL, 9, QEMU_CAP, 5, INTEL_AO, 0x3e9a4000,
		  0x8c, 0, RELAYED, X86_LIKELY, RAS_RECOVERABLE, 0x3e9a4, "hypervisor flag" },
		{ "Intel AR", &kvm, X86_INTEL, 9, QEMU_CAP, 7, INTEL_AR, 0x37d14000, 0x8c, 0,
		  RELAYED, X86_YES, RAS_RECOVERABLE, 0x37d14, "SRAR" },
		{ "Intel AR with LMCE", &kvm, X86_INTEL, 9, LMCE_CAP, 0xf, INTEL_AR, 0x37d14000,
		  0x8c, 0, RELAYED, X86_YES, RAS_RECOVERABLE, 0x37d14, "SRAR" },
		{ "Intel AR, OVER", &kvm, X86_INTEL, 9, QEMU_CAP, 7, INTEL_AR | OVER, 0x37d14000,
		  0x8c, 0, RELAYED, X86_YES, RAS_RECOVERABLE, 0x37d14, "unreported" },
		{ "Intel AR left in the bank", &kvm, X86_INTEL, 9, QEMU_CAP, 0, INTEL_AR,
		  0x37d14000, 0x8c, 0, RELAYED, X86_YES, RAS_UNCORRECTED, 0x37d14,
		  "nobody acted on" },
		/* A log has no MCG_CAP, and leaves out a MISC that it does not show. */
		{ "Intel AO from a log", &flag, X86_INTEL, 9, 0, 5, INTEL_AO, 0x3e9a4000, 0x8c, 0,
		  RELAYED, X86_LIKELY, RAS_RECOVERABLE, 0x3e9a4, "SRAO" },
		{ "AMD AR from a log", &flag, X86_AMD, 9, 0, 7, AMD_AR, 0x3e9a4000, 0, 0, RELAYED,
		  X86_LIKELY, RAS_RECOVERABLE, 0x3e9a4, "action-required" },
		{ "filler", &kvm, X86_INTEL, 1, QEMU_CAP, 0, FILLER, 0, 0, 0, COMPANION, X86_YES,
		  RAS_INFO, 0, "broadcast" },
		{ "filler in an exception", &kvm, X86_INTEL, 1, QEMU_CAP, 5, FILLER | OVER, 0, 0, 0,
		  COMPANION, X86_YES, RAS_INFO, 0, "broadcast" },
		{ "filler, flag alone", &flag, X86_INTEL, 1, QEMU_CAP, 0, FILLER, 0, 0, 0,
		  COMPANION, X86_LIKELY, RAS_INFO, 0, "broadcast" },
		{ "filler, AMD guest before 9.1", &flag, X86_AMD, 1, QEMU_CAP, 0, FILLER, 0, 0, 0,
		  COMPANION, X86_YES, RAS_INFO, 0, "broadcast" },
		/* DEFERRED with POISON in another form: a VMM, but not as QEMU does it. */
		{ "other bank", &kvm, X86_AMD, 4, QEMU_CAP, 0, AMD_AO, 0x12345000, 0x8c, 0, RELAYED,
		  X86_LIKELY, RAS_DEFERRED, 0x12345, "not quite as QEMU" },
		{ "other MISC, other banks", &flag, X86_AMD, 9, 0x10a, 0, AMD_AO, 0x12345000, 0x8a,
		  0, RELAYED, X86_LIKELY, RAS_DEFERRED, 0x12345, "not quite as QEMU" },
	};

	(void)state;
	check(rows, COUNT(rows));
}

/* Records of a guest that relay nothing, and records of places that are no guest. */
static void others(void **state)
{
	static const struct row rows[] = {
		{ "corrected, by hand", &kvm, X86_INTEL, 7, QEMU_CAP, 0, 0x9c00004000000090,
		  0x23456000, 0x8c, 0, INJECTED, X86_YES, RAS_CORRECTED, 0,
		  "banks of this guest are virtual" },
		{ "corrected, flag alone", &flag, X86_INTEL, 7, QEMU_CAP, 0, 0x9c00004000000090,
		  0x23456000, 0x8c, 0, INJECTED, X86_LIKELY, RAS_CORRECTED, 0,
		  "QEMU's virtual banks" },
		{ "AMD corrected, flag alone", &flag, X86_AMD, 4, QEMU_CAP, 0, 0x9c2040005a00011b,
		  0x1fff0040, 0xd000000100000000, 0, INJECTED, X86_YES, RAS_CORRECTED, 0,
		  "virtual" },
		{ "AMD deferred without poison", &kvm, X86_AMD, 8, QEMU_CAP, 0, 0x940030000000011b,
		  0x34568000, 0, 0, INJECTED, X86_YES, RAS_DEFERRED, 0, "virtual" },
		{ "SRAO with a code of hardware", &kvm, X86_INTEL, 9, QEMU_CAP, 5,
		  0xbd000000000000cf, 0x3e9a4000, 0x8c, 0, INJECTED, X86_YES, RAS_RECOVERABLE, 0,
		  "virtual" },
		{ "filler with an address", &kvm, X86_INTEL, 1, QEMU_CAP, 0, FILLER, 0x1000, 0, 0,
		  INJECTED, X86_YES, RAS_DEFERRED, 0, "virtual" },
		{ "AR in another bank", &kvm, X86_INTEL, 8, QEMU_CAP, 7, INTEL_AR, 0x37d14000, 0x8c,
		  0, INJECTED, X86_YES, RAS_RECOVERABLE, 0, "virtual" },
		/* A hypervisor alone proves nothing: 20 banks with CMCI are those of hardware. */
		{ "who knows", &flag, X86_INTEL, 7, CAP_SERVER, 0, 0x9c00004000000090, 0x23456000,
		  0x8c, 0, HARDWARE, X86_NO, RAS_CORRECTED, 0, "not known" },
		{ "who knows, QEMU's status", &flag, X86_INTEL, 9, CAP_SERVER, 5, INTEL_AO,
		  0x23456000, 0x8c, 0, HARDWARE, X86_NO, RAS_RECOVERABLE, 0, "not known" },
		{ "dom0", &dom0, X86_INTEL, 7, CAP_SERVER, 0, 0x9c00004000000090, 0x23456000, 0x8c,
		  0, HARDWARE, X86_LIKELY, RAS_CORRECTED, 0, "shows this system the real banks" },
		{ "dom0, 10 banks", &dom0, X86_INTEL, 9, QEMU_CAP, 5, INTEL_AO, 0x3e9a4000, 0x8c, 0,
		  HARDWARE, X86_LIKELY, RAS_RECOVERABLE, 0, "real banks" },
		{ "dom0, both bits", &dom0, X86_AMD, 9, 0x117, 0, AMD_AO, 0x12345000, 0x8c, 0,
		  SUSPECT, X86_LIKELY, RAS_DEFERRED, 0, "never come from AMD hardware" },
		/* Bare metal: QEMU's Intel forms are real ones there, its AMD form is none. */
		{ "real SRAO, 10 banks", &bare, X86_INTEL, 9, QEMU_CAP, 5, INTEL_AO, 0x3e9a4000,
		  0x8c, 0, HARDWARE, X86_YES, RAS_RECOVERABLE, 0, "" },
		{ "real UC", &bare, X86_INTEL, 1, CAP_SERVER, 0, FILLER, 0, 0, 0, HARDWARE, X86_YES,
		  RAS_DEFERRED, 0, "" },
		{ "both bits, bare", &bare, X86_AMD, 9, 0x117, 0, AMD_AO, 0x12345000, 0x8c, 0,
		  SUSPECT, X86_LIKELY, RAS_DEFERRED, 0, "never come from AMD hardware" },
		{ "both bits, SMCA bank", &bare, X86_AMD, 18, 0x117, 0, 0x9c20180000000110,
		  0x12345000, 0, 0x9600150f00, SUSPECT, X86_LIKELY, RAS_DEFERRED, 0,
		  "never come from AMD" },
		{ "SER_P on AMD", &bare, X86_AMD, 9, QEMU_CAP, 7, AMD_AR, 0x12345000, 0x8c, 0,
		  SUSPECT, X86_LIKELY, RAS_RECOVERABLE, 0, "SER_P" },
		{ "AMD deferred", &bare, X86_AMD, 18, 0x117, 0, 0x9c2030000000011b, 0x12345000, 0,
		  0x9600150f00, HARDWARE, X86_YES, RAS_DEFERRED, 0, "" },
		{ "AMD poison consumed", &bare, X86_AMD, 0, 0x117, 7, 0xbc00080001010135,
		  0x12345000, 0, 0x1000b000000000, HARDWARE, X86_YES, RAS_RECOVERABLE, 0, "" },
	};

	(void)state;
	check(rows, COUNT(rows));
}

/*
 * Whatever else is in the registers: QEMU's record is never the guest's hardware, and a record of
 * bare metal, or of a dom0, is never relayed.
 */
static void never(void **state)
{
	static const uint64_t statuses[] = { AMD_AO, AMD_AR, INTEL_AO, INTEL_AR, FILLER,
					     0x9c20180000000110, 0xdc2040000000011b,
					     0x9c00004000000090 };
	static const uint8_t vendors[] = { X86_INTEL, X86_AMD, X86_HYGON, X86_ZHAOXIN };
	static const uint64_t caps[] = { QEMU_CAP, LMCE_CAP, CAP_SERVER, 0x117, 0 };
	static const struct ras_host *const guests[] = { &kvm, &kvm_smca, &hidden, &flag };
	static const struct ras_host *const machines[] = { &bare, &dom0 };
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT(statuses) * COUNT(vendors) * COUNT(caps) * 64; i++) {
		struct x86_mce m = {
			.status = statuses[i % COUNT(statuses)] | (i & 8 ? OVER : 0),
			.vendor = vendors[i / 32 % COUNT(vendors)],
			.mcgcap = caps[i / 128 % COUNT(caps)],
			.bank = i & 16 ? 9 : 1,
			.misc = i / 640 % 2 ? 0x8c : 0,
			.mcgstatus = i / 1280 % 8,
			.addr = 0x12345000,
			.family = 0x17,
		};

		for (size_t k = 0; k < COUNT(machines); k++) {
			run(&s, machines[k], &m);
			assert_int_not_equal(s.r.origin, RELAYED);
			assert_int_not_equal(s.r.origin, COMPANION);
			assert_int_not_equal(s.r.origin, INJECTED);
			assert_int_equal(s.r.guest_page, 0);
		}
		if (m.mcgcap != QEMU_CAP && m.mcgcap != LMCE_CAP)
			continue;
		for (size_t k = 0; k < COUNT(guests); k++) {
			run(&s, guests[k], &m);
			assert_int_not_equal(s.r.origin, HARDWARE);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relayed),
		cmocka_unit_test(others),
		cmocka_unit_test(never),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
