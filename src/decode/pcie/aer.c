// SPDX-License-Identifier: GPL-2.0-or-later
/* PCIe Advanced Error Reporting: names of the status bits. */
#include "decode/pcie/aer.h"

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/* PCI Express Base Specification 6.0, 7.8.4.5 Correctable Error Status Register. */
static const struct ras_bit correctable[] = {
	{ 0, "Receiver Error" },
	{ 6, "Bad TLP" },
	{ 7, "Bad DLLP" },
	{ 8, "RELAY_NUM Rollover" }, /* sic: the words of the kernel, which consumers match */
	{ 12, "Replay Timer Timeout" },
	{ 13, "Advisory Non-Fatal" },
	{ 14, "Corrected Internal" },
	{ 15, "Header Log Overflow" },
};

/* PCI Express Base Specification 6.0, 7.8.4.2 Uncorrectable Error Status Register. */
static const struct ras_bit uncorrectable[] = {
	{ 4, "Data Link Protocol" },
	{ 5, "Surprise Link Down" },
	{ 12, "Poisoned TLP" },
	{ 13, "Flow Control Protocol" },
	{ 14, "Completion Timeout" },
	{ 15, "Completer Abort" },
	{ 16, "Unexpected Completion" },
	{ 17, "Receiver Overflow" },
	{ 18, "Malformed TLP" },
	{ 19, "ECRC Error Status" },
	{ 20, "Unsupported Request" },
	{ 21, "ACS Violation" },
	{ 22, "Uncorrected Internal" },
	{ 23, "MC Blocked TLP" },
	{ 24, "AtomicOp egress blocked" },
	{ 25, "TLP prefix blocked" },
	{ 26, "Poisoned TLP egress blocked" },
	{ 27, "DMWr Request egress blocked" },
	{ 28, "IDE Check Failed" },
	{ 29, "Misrouted IDE TLP" },
	{ 30, "PCRC Check Failed" },
	{ 31, "TLP Translation egress blocked" },
};

void pcie_aer_status_text(struct ras_text *t, uint32_t status, bool corrected)
{
	if (corrected)
		ras_status_text(t, correctable, COUNT(correctable), status);
	else
		ras_status_text(t, uncorrectable, COUNT(uncorrectable), status);
}
