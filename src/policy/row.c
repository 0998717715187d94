// SPDX-License-Identifier: GPL-2.0-or-later
/* Rows: where a corrected memory error lies, from the text that the EDAC driver gives. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policy/parts.h"

struct part {
	const char *name;
	const char *also;  /* a name that is used instead; NULL: none */
	bool optional;     /* not all machines have it, or EDAC's layers tell it as well */
};

/*
 * Formats of driver_detail that name a row; a text is of the first one whose mark is in it.
 * "apei": Linux drivers/firmware/efi/cper.c, cper_mem_err_location(), through ghes_edac.c; DDR4 and
 * later have bank_group and bank_address for bank (UEFI 2.10, N.2.5 table N.31).
 * "adxl": names of the Address Translation DSM (Intel 336990) through drivers/edac/skx_common.c, as
 * 0x…; without that DSM, it names itself no channel and no slot, which the layers then do.
 */
static const struct {
	const char *mark;
	int base;
	struct part parts[POLICY_ROW_PARTS];
} formats[] = {
	{ "APEI location:",
	  10,
	  { { "node", NULL, false },
	    { "card", NULL, false },
	    { "module", NULL, false },
	    { "rank", NULL, true },
	    { "device", NULL, true },
	    { "bank_group", NULL, true },
	    { "bank", "bank_address", false },
	    { "row", NULL, false } } },
	{ "ProcessorSocketId:",
	  16,
	  { { "ProcessorSocketId", NULL, false },
	    { "MemoryControllerId", NULL, false },
	    { "ChannelId", NULL, true },
	    { "DimmSlotId", NULL, true },
	    { "PhysicalRankId", NULL, true },
	    { "ChipId", NULL, true },
	    { "BankGroup", NULL, true },
	    { "Bank", NULL, false },
	    { "Row", NULL, false } } },
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

/* Behind "name:" in text, where name is not the end of a longer one; NULL: it is not there. */
static const char *behind(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = text; (p = strstr(p, name)); p += len) {
		bool whole = p == text || !(isalnum((unsigned char)p[-1]) || p[-1] == '_');

		if (whole && p[len] == ':')
			return p + len + 1;
	}
	return NULL;
}

static bool value_of(const char *text, const char *name, int base, uint32_t *out)
{
	const char *at = name ? behind(text, name) : NULL;
	unsigned long long v;
	char *end;

	/* No sign, no blanks: strtoull() would take both. */
	if (!at || !isdigit((unsigned char)at[0]))
		return false;
	errno = 0;
	v = strtoull(at, &end, base);
	if (errno || v >= UINT32_MAX || isalnum((unsigned char)*end))
		return false;
	*out = (uint32_t)v;
	return true;
}

static const char *place(const char *detail, struct policy_row *row)
{
	size_t f = 0;

	while (f < FORMATS && !strstr(detail, formats[f].mark))
		f++;
	if (f == FORMATS)
		return "the driver does not name a row";
	row->format = (uint32_t)f;
	for (size_t i = 0; i < POLICY_ROW_PARTS && formats[f].parts[i].name; i++) {
		const struct part *p = &formats[f].parts[i];

		row->part[i] = UINT32_MAX;
		if (!value_of(detail, p->name, formats[f].base, &row->part[i]) &&
		    !value_of(detail, p->also, formats[f].base, &row->part[i]) && !p->optional)
			return "a part of the row's place is missing";
	}
	return NULL;
}

const char *policy_row_error(const struct ras_event *ev, const struct ras_host *host,
			     struct policy_row *out)
{
	static const char *const layers[] = { "top_layer", "middle_layer", "lower_layer" };

	if (strcmp(ev->cls->name, "mc_event") != 0 || ev->severity != RAS_CORRECTED)
		return "";
	/* Whatever a VMM shows its guest: these are not the DIMMs that the data lies in. */
	if (host->hypervisor)
		return "a virtual machine has no DIMM to blame";
	memset(out, 0, sizeof(*out));
	out->mc = (int32_t)policy_int(ev, "mc");
	for (size_t i = 0; i < 3; i++)
		out->layers[i] = (int32_t)policy_int(ev, layers[i]);
	return place(policy_str(ev, "driver_detail"), out);
}

void policy_row_text(const struct policy_row *row, struct ras_text *t)
{
	ras_text_add(t, "mc%d", (int)row->mc);
	for (size_t i = 0; i < POLICY_ROW_PARTS && formats[row->format].parts[i].name; i++)
		if (row->part[i] != UINT32_MAX)
			ras_text_add(t, " %s:%u", formats[row->format].parts[i].name,
				     (unsigned int)row->part[i]);
}
