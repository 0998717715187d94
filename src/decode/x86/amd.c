// SPDX-License-Identifier: GPL-2.0-or-later
/* AMD and Hygon machine checks: status bits, error codes, severity (AMD APM vol. 2 chapter 9). */
#include "decode/bits.h"
#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* APM vol. 2 9.3.2.1 and PPR MCA_STATUS: what is shown of MCA_STATUS, in this order. */
static const struct ras_bit status_bits[] = {
	{ 62, "Error_overflow" }, { 59, "MISCV" },	 { 58, "ADDRV" },
	{ 57, "PCC" },		  { 55, "TCC" },	 { 53, "SYNDV" },
	{ 52, "Transparent" },	  { 46, "CECC" },	 { 45, "UECC" },
	{ 44, "Deferred" },	  { 43, "Poison consumed" }, { 40, "Scrub" },
};

/* APM vol. 2 9.3.2.2.1, figure 9-8 and tables 9-4 to 9-8. */
static const char *const tt[4] = { "instruction", "data", "generic", "reserved" };
static const char *const ll[4] = { "reserved", "L1", "L2", "L3/generic" };
static const char *const rrrr[16] = {
	"generic",  "generic read", "generic write", "data read", "data write", "instruction fetch",
	"prefetch", "evict",        "snoop",         "-",         "-",          "-",
	"-",        "-",            "-",             "-",
};
static const char *const ii[4] = { "mem access", "reserved", "I/O", "generic" };
static const char *const pp[4] = { "local node origin", "local node response",
				   "local node observed", "generic participation" };
static const char *const uu[4] = { "reserved", "reserved", "hardware assert", "reserved" };

/* The error code, bits 15:0, in the words of 0.8.x. */
static void error_code_text(struct ras_text *t, unsigned int c)
{
	if ((c & 0xfff0) == 0x0010)
		ras_text_add(t, "TLB Error 'tx: %s, level: %s'", tt[c >> 2 & 3], ll[c & 3]);
	else if ((c & 0xff00) == 0x0100)
		ras_text_add(t, "Memory Error 'mem-tx: %s, tx: %s, level: %s'", rrrr[c >> 4 & 0xf],
			     tt[c >> 2 & 3], ll[c & 3]);
	else if ((c & 0xf800) == 0x0800)
		ras_text_add(t, "Bus Error '%s, %s, mem-tx: %s, %s, level: %s'", pp[c >> 9 & 3],
			     c & 0x100 ? "timed out" : "no timeout", rrrr[c >> 4 & 0xf],
			     ii[c >> 2 & 3], ll[c & 3]);
	else if ((c & 0xfcff) == 0x0400)
		ras_text_add(t, "Internal '%s'", uu[c >> 8 & 3]);
	else
		ras_text_add(t, "error code %04x", c);
}

/* Sentences of 0.8.x, which consumers match, and one that it lacks. */
static const char *const error_text[RAS_SEVERITIES] = {
	[RAS_INFO] = "No error.",
	[RAS_CORRECTED] = "Corrected error, no action required.",
	[RAS_DEFERRED] = "Deferred error, no action required.",
	[RAS_RECOVERABLE] = "Uncorrected, software restartable error.",
	[RAS_UNCORRECTED] = "Uncorrected, software containable error.",
	[RAS_FATAL] = "System Fatal error.",
};

/* PPR "MCA_STATUS severity": PCC first, then UC, deferred, corrected (Linux mce/severity.c). */
static enum ras_severity severity(const struct x86_mce *m)
{
	if (m->status & MCI_STATUS_PCC && m->status & MCI_STATUS_UC)
		return RAS_FATAL;
	if (m->status & MCI_STATUS_UC)
		return m->mcgstatus & MCG_STATUS_RIPV ? RAS_RECOVERABLE : RAS_UNCORRECTED;
	if (m->status & MCI_STATUS_DEFERRED)
		return RAS_DEFERRED;
	return RAS_CORRECTED;
}

static enum ras_severity decode(const struct ras_host *host, const struct x86_mce *m,
				struct x86_mce_report *r)
{
	enum ras_severity s = severity(m);

	(void)host;
	ras_text_add(&r->bank_name, "bank=%u", m->bank);
	ras_text_puts(&r->error_msg, error_text[s]);
	ras_bits_text(&r->mcistatus_msg, status_bits, COUNT(status_bits), m->status, " ");
	error_code_text(&r->mcastatus_msg, (unsigned int)ras_bits(m->status, 15, 0));
	if (m->status & MCI_STATUS_ADDRV)
		r->address = X86_ADDR_UNKNOWN;
	return s;
}

const struct x86_vendor_ops x86_amd_ops = { .vendor = X86_AMD, .decode = decode };
