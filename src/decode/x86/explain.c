// SPDX-License-Identifier: GPL-2.0-or-later
/* A machine check as a short paragraph: what it is, what Linux does, whose fault, what to do. */
#include "decode/x86/explain.h"

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* What part of the machine speaks. */
enum kind {
	KIND_ANY, /* in a row: whichever */
	KIND_MEMORY,
	KIND_CACHE,
	KIND_TLB,
	KIND_BUS,
	KIND_IO,
	KIND_INTERNAL,
	KIND_TIMER,
	KIND_OTHER,
};

enum { HWID_UMC = 0x96 }; /* AMD PPR, MCA_IPID[43:32] of the unified memory controller */

/*
 * MCA error codes by kind. Intel SDM vol. 3B tables 17-9 and 17-10; AMD APM vol. 2 9.3.2.2.1,
 * figure 9-8. The filter bit 12 is Intel's. The first row whose bits agree is the one.
 */
static const struct {
	uint16_t mask, value;
	enum kind kind;
} codes[] = {
	{ 0xefff, 0x0400, KIND_TIMER },
	{ 0xefff, 0x0e0b, KIND_IO },
	{ 0xef80, 0x0080, KIND_MEMORY },
	{ 0xef80, 0x0280, KIND_MEMORY },
	{ 0xeff0, 0x0010, KIND_TLB },
	{ 0xeffc, 0x000c, KIND_CACHE },
	{ 0xef00, 0x0100, KIND_CACHE },
	{ 0xe80c, 0x0808, KIND_IO }, /* II = I/O */
	{ 0xe800, 0x0800, KIND_BUS },
	{ 0xfc00, 0x0400, KIND_INTERNAL },
	{ 0xffff, 0x0002, KIND_INTERNAL },
	{ 0xfffe, 0x0004, KIND_INTERNAL }, /* FRC, internal parity */
};

static bool amd(const struct x86_mce *m)
{
	return m->vendor == X86_AMD || m->vendor == X86_HYGON;
}

static enum kind kind_of(const struct x86_mce *m)
{
	uint16_t code = (uint16_t)m->status;

	/* AMD's memory controllers use the codes of caches; only a DRAM ECC error (XEC 0) is
	 * memory. */
	if (amd(m) && ras_bits(m->ipid, 43, 32) == HWID_UMC)
		return ras_bits(m->status, 21, 16) ? KIND_BUS : KIND_MEMORY;
	/* BKDG 10h–15h, MC4: northbridge bus code for a memory access with an ECC syndrome. */
	if (amd(m) && !m->ipid && m->bank == 4 && (code & 0xf80c) == 0x0800 &&
	    m->status & (MCI_STATUS_CECC | MCI_STATUS_UECC))
		return KIND_MEMORY;
	for (size_t i = 0; i < COUNT(codes); i++)
		if ((code & codes[i].mask) == codes[i].value)
			return codes[i].kind;
	return KIND_OTHER;
}

#define HW    (1U << X86_ORIGIN_HARDWARE)
#define RELAY (1U << X86_ORIGIN_VMM_RELAYED)
#define COMP  (1U << X86_ORIGIN_VMM_COMPANION)
#define INJ   (1U << X86_ORIGIN_VMM_INJECTED)
#define SUSP  (1U << X86_ORIGIN_SUSPECT)
#define FIRM  (1U << X86_ORIGIN_FIRMWARE)
#define ALL   (~0U)

#define INFO  (1U << RAS_INFO)
#define CORR  (1U << RAS_CORRECTED)
#define DEFER (1U << RAS_DEFERRED)
#define RECOV (1U << RAS_RECOVERABLE)
#define UNCOR (1U << RAS_UNCORRECTED)
#define FATAL (1U << RAS_FATAL)
#define BAD   (DEFER | RECOV | UNCOR | FATAL)

/* One sentence and when it is true. */
struct row {
	unsigned int origins, severities;
	enum kind kind;
	const char *text;
};

/* What was reported. */
static const struct row reported[] = {
	{ RELAY, ALL, KIND_ANY,
	  "a message of the virtual machine monitor: a page of this guest's memory "
	  "is lost to an uncorrected memory error of the host" },
	{ COMP, ALL, KIND_ANY,
	  "an empty record that the virtual machine monitor leaves on the other "
	  "virtual CPUs when it relays an error to one" },
	{ INJ, ALL, KIND_ANY,
	  "a record that was written into the virtual banks of this guest; no "
	  "hardware of the guest made it" },
	{ SUSP, ALL, KIND_ANY,
	  "a record that such hardware does not make, or is known to make without "
	  "a fault" },
	{ ALL, INFO, KIND_ANY, "no error" },
	{ ALL, CORR, KIND_ANY, "an error that the hardware corrected; no data was lost" },
	{ ALL, DEFER, KIND_ANY,
	  "damaged data that nothing has used yet (a deferred, or UCNA, error)" },
	{ ALL, RECOV, KIND_ANY, "an uncorrected error that software can contain" },
	{ ALL, UNCOR, KIND_ANY, "an uncorrected error: data or state was lost" },
	{ ALL, FATAL, KIND_ANY, "an uncorrected error that left the processor's state unusable" },
};

/* What Linux does with it (mce/severity.c, mce/core.c uc_decode_notifier, mm/memory-failure.c). */
static const struct row linux_does[] = {
	{ RELAY, DEFER, KIND_ANY,
	  "Linux finds it by polling, up to five minutes late, and takes the page "
	  "out of use; a process that touches it gets SIGBUS." },
	{ RELAY, UNCOR, KIND_ANY,
	  "Linux found it by polling, too late to act on it (Linux passes over the exception that "
	  "QEMU raises for AMD guests): the page is still in use, and nobody was told." },
	{ RELAY, ALL, KIND_ANY,
	  "A machine-check exception told Linux at once. "
	  "Linux takes the page out of use and sends SIGBUS to the processes that "
	  "have it mapped; if the kernel itself needed it, the guest panics." },
	{ COMP | INJ | SUSP, ALL, KIND_ANY, "Linux logs it." },
	{ ALL, INFO, KIND_ANY, "Linux does nothing with it." },
	{ ALL, CORR, KIND_MEMORY,
	  "Linux counts it (EDAC); where the corrected errors collector is built in, "
	  "a page with many of them is soft-offlined." },
	{ ALL, CORR, KIND_ANY, "Linux logs it and goes on." },
	{ ALL, DEFER, KIND_ANY,
	  "Linux takes the page out of use if the address names one, and goes on; "
	  "whoever reads the data before that raises a machine check." },
	{ ALL, RECOV, KIND_ANY,
	  "Linux kills the process that used the data, or takes the page out of use; "
	  "it panics where the kernel itself cannot go on without the data." },
	{ ALL, UNCOR, KIND_ANY,
	  "Linux kills the process that was hit if it can be told, else it panics." },
	{ ALL, FATAL, KIND_ANY,
	  "Linux panics; a record that is found after a reboot is what was left in the "
	  "banks." },
};

/* Which part is suspect. */
static const struct row suspect[] = {
	{ RELAY, ALL, KIND_ANY,
	  "No CPU, bank or DIMM of the guest is at fault; the host's memory is." },
	{ COMP | INJ, ALL, KIND_ANY, "No part is suspect." },
	{ SUSP, ALL, KIND_ANY, "No part should be replaced because of this record alone." },
	{ ALL, INFO, KIND_ANY, "No part is suspect." },
	{ ALL, ALL, KIND_MEMORY,
	  "Suspect is the DIMM behind that memory channel, then its slot and the memory "
	  "controller." },
	{ ALL, ALL, KIND_CACHE,
	  "Suspect is a cache of this processor, or data that arrived there already "
	  "damaged." },
	{ ALL, ALL, KIND_TLB, "Suspect is a translation buffer of this processor." },
	{ ALL, ALL, KIND_BUS,
	  "Suspect is a link between processors or to memory, or one of its two ends." },
	{ ALL, ALL, KIND_IO, "Suspect is a device, or the path to it." },
	{ ALL, ALL, KIND_TIMER,
	  "An instruction did not finish in time: suspect is what it waited for, often a "
	  "device or a link, then the processor." },
	{ ALL, ALL, KIND_INTERNAL,
	  "Suspect is this processor, its power supply, cooling or clocking." },
	{ ALL, ALL, KIND_ANY, "The error code does not say which part." },
};

/* What to check next. */
static const struct row next[] = {
	{ RELAY, UNCOR, KIND_ANY,
	  "Restart what uses that page, or the guest: its data may be wrong; look into the host's "
	  "log at this time, and move the guest to another host." },
	{ RELAY, ALL, KIND_ANY,
	  "Look into the host's log at this time; move the guest to another host, and "
	  "restart what was killed." },
	{ COMP, ALL, KIND_ANY, "Look for the relayed record on another CPU at the same time." },
	{ INJ, ALL, KIND_ANY, "Ask who tests machine checks on this guest or its host." },
	{ SUSP, ALL, KIND_ANY, "Look for the processor's errata and for a newer microcode." },
	{ FIRM, ALL, KIND_ANY,
	  "Look into the firmware's own log (BMC, or CPER records in the kernel log) for the "
	  "place." },
	{ ALL, INFO, KIND_ANY, "Nothing is to be done." },
	{ ALL, CORR, KIND_MEMORY,
	  "One now and then needs nothing; watch the rate per DIMM (ras-mc-ctl "
	  "--error-count) and replace a DIMM whose rate goes up." },
	{ ALL, CORR, KIND_INTERNAL,
	  "If it comes again: end overclocking and undervolting, update the microcode, "
	  "look at temperatures and supply voltage." },
	{ ALL, CORR, KIND_ANY,
	  "One now and then needs nothing; if it comes again on the same CPU, test or "
	  "replace that part." },
	{ ALL, BAD, KIND_MEMORY,
	  "Find the DIMM (ras-mc-ctl --layout), replace it, and test the memory." },
	{ ALL, BAD, KIND_CACHE,
	  "Look for a memory error at the same time, which would be the cause; without one, "
	  "replace the processor if it comes again." },
	{ ALL, BAD, KIND_INTERNAL,
	  "End overclocking and undervolting, update firmware and microcode; replace the "
	  "processor if it comes again." },
	{ ALL, BAD, KIND_TIMER,
	  "Look for PCIe errors and hung devices before it; update firmware." },
	{ ALL, BAD, KIND_IO, "Look for PCIe errors (AER) at the same time." },
	{ ALL, ALL, KIND_ANY,
	  "Look for other errors at the same time, and update firmware and microcode." },
};

/* What can be said of the address. */
static const char *const address[X86_ADDRESSES] = {
	[X86_ADDR_UNKNOWN] = "of a kind that the record does not tell",
	[X86_ADDR_PHYSICAL] = "a system physical address",
	[X86_ADDR_GUEST_PHYSICAL] = "a physical address of this guest, of a page of 4 KiB",
	[X86_ADDR_NORMALIZED] = "counted within one memory controller, no system address",
	[X86_ADDR_LINEAR] = "a linear address",
	[X86_ADDR_SEGMENT] = "an offset in a segment",
	[X86_ADDR_MEMORY] = "an address of a memory device",
};

static const char *choose(const struct row *rows, size_t n, const struct x86_mce_report *r,
			  enum kind kind)
{
	unsigned int origin = 1U << r->origin, severity = 1U << r->severity;

	for (size_t i = 0; i < n; i++)
		if (rows[i].origins & origin && rows[i].severities & severity &&
		    (rows[i].kind == KIND_ANY || rows[i].kind == kind))
			return rows[i].text;
	return "";
}

static void put_error(const struct x86_mce_report *r, struct ras_text *t)
{
	const struct ras_text *what = r->mcastatus_msg.len ? &r->mcastatus_msg : &r->error_msg;

	if (what->len)
		ras_text_add(t, " (%s)", what->buf);
	if (r->mc_location.len)
		ras_text_add(t, " at %s", r->mc_location.buf);
}

void x86_mce_explain(const struct x86_mce *m, const struct x86_mce_report *r, struct ras_text *t)
{
	enum kind kind = kind_of(m);

	/* The CPU and the bank of a firmware's report are made up by the kernel. */
	if (r->origin == X86_ORIGIN_FIRMWARE)
		ras_text_puts(t, "The firmware reported ");
	else
		ras_text_add(t, "CPU %u reported in %s ", m->cpu,
			     r->bank_name.len ? r->bank_name.buf : "a bank");
	ras_text_puts(t, choose(reported, COUNT(reported), r, kind));
	put_error(r, t);
	if (r->error_count > 1)
		ras_text_add(t, ", %u times", r->error_count);
	ras_text_puts(t, ". ");
	if (r->origin_reason.len)
		ras_text_add(t, "It is known by this: %s. ", r->origin_reason.buf);
	/* Logs leave out an address that is 0. */
	if (m->addr && r->address < X86_ADDRESSES && address[r->address]) {
		ras_text_puts(t, "Its address is ");
		ras_text_hex(t, m->addr, 1);
		ras_text_add(t, ", %s. ", address[r->address]);
	}
	if (m->status & MCI_STATUS_OVER)
		ras_text_puts(t,
			      "Further errors came before this one was read and left no record. ");
	ras_text_add(t, "%s %s %s", choose(linux_does, COUNT(linux_does), r, kind),
		     choose(suspect, COUNT(suspect), r, kind), choose(next, COUNT(next), r, kind));
}
