// SPDX-License-Identifier: GPL-2.0-or-later
/* s390 channel-report words (CRW): what the channel subsystem says of paths and devices. */
#include "decode/s390/crw.h"

#include <stddef.h>

#include "decode/bits.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

/*
 * Principles of Operation chapter 17, "Channel-Report Word", "Reporting-Source Code"; Linux
 * arch/s390/include/asm/crw.h, CRW_RSC_*.
 */
static const struct ras_code sources[] = {
	{ CRW_RSC_MONITOR, "monitoring facility" },
	{ CRW_RSC_SUBCHANNEL, "subchannel" },
	{ CRW_RSC_CHANNEL_PATH, "channel path" },
	{ CRW_RSC_CONFIGURATION, "configuration-alert facility" },
	{ CRW_RSC_SUBSYSTEM, "channel subsystem" },
};

/*
 * The same chapter, "Error-Recovery Code"; Linux CRW_ERC_*. Severity: an error that the facility
 * got over by itself is corrected, one that it did not is uncorrected.
 */
enum {
	ERC_EVENT,
	ERC_AVAILABLE,
	ERC_INITIALIZED,
	ERC_TEMPORARY,
	ERC_INSTALLED,
	ERC_TERMINAL,
	ERC_PERMANENT_OFF,
	ERC_PERMANENT_ON,
	ERC_MODIFIED,
};

static const struct {
	const char *text;
	enum ras_severity severity;
} recoveries[] = {
	[ERC_EVENT] = { "event information pending", RAS_INFO },
	[ERC_AVAILABLE] = { "available", RAS_INFO },
	[ERC_INITIALIZED] = { "initialized", RAS_INFO },
	[ERC_TEMPORARY] = { "temporary error", RAS_CORRECTED },
	[ERC_INSTALLED] = { "installed parameters initialized", RAS_INFO },
	[ERC_TERMINAL] = { "terminal", RAS_UNCORRECTED },
	[ERC_PERMANENT_OFF] = { "permanent error, facility not initialized", RAS_UNCORRECTED },
	[ERC_PERMANENT_ON] = { "permanent error, facility initialized", RAS_UNCORRECTED },
	[ERC_MODIFIED] = { "installed parameters modified", RAS_INFO },
};

/*
 * What Linux reads from a report (6.1 to 7.1): drivers/s390/cio/chp.c chp_process_crw(), css.c
 * css_process_crw(), chsc.c chsc_process_crw(). erc: a bit for each code, 0 for all.
 */
static const struct {
	uint8_t rsc;
	uint64_t erc;
	const char *text;
} readings[] = {
	{ CRW_RSC_SUBCHANNEL, 0, "Linux looks whether the device has come, gone or changed" },
	{ CRW_RSC_CHANNEL_PATH, RAS_BIT(ERC_INITIALIZED) | RAS_BIT(ERC_INSTALLED),
	  "the path has come" },
	{ CRW_RSC_CHANNEL_PATH, RAS_BIT(ERC_PERMANENT_OFF) | RAS_BIT(ERC_PERMANENT_ON),
	  "the path has gone" },
	{ CRW_RSC_SUBSYSTEM, RAS_BIT(ERC_EVENT), "Linux fetches the event from the subsystem" },
};

struct s390_crw s390_crw_split(uint32_t word)
{
	return (struct s390_crw){
		.rsc = word >> 24 & 0xf,
		.erc = word >> 16 & 0x3f,
		.rsid = word & 0xffff,
		.solicited = word & CRW_SOLICITED,
		.overflow = word & CRW_OVERFLOW,
		.chained = word & CRW_CHAINED,
		.ancillary = word & CRW_ANCILLARY,
	};
}

uint32_t s390_crw_join(const struct s390_crw *crw)
{
	return (crw->solicited ? CRW_SOLICITED : 0) | (crw->overflow ? CRW_OVERFLOW : 0) |
	       (crw->chained ? CRW_CHAINED : 0) | (crw->ancillary ? CRW_ANCILLARY : 0) |
	       (uint32_t)(crw->rsc & 0xf) << 24 | (uint32_t)(crw->erc & 0x3f) << 16 | crw->rsid;
}

unsigned int s390_crw_ssid(const struct s390_crw *second)
{
	return second->rsid >> 4 & 3;
}

const char *s390_crw_source(uint8_t rsc)
{
	return ras_code_text(sources, COUNT(sources), rsc);
}

const char *s390_crw_recovery(uint8_t erc)
{
	return erc < COUNT(recoveries) ? recoveries[erc].text : NULL;
}

static void put_source(struct ras_text *t, const struct s390_crw *first,
		       const struct s390_crw *second)
{
	const char *source = s390_crw_source(first->rsc);

	if (source)
		ras_text_puts(t, source);
	else
		ras_text_add(t, "source %X", first->rsc);
	switch (first->rsc) {
	case CRW_RSC_SUBCHANNEL: /* as Linux names it on its bus */
		ras_text_add(t, " 0.%u.%04x", second ? s390_crw_ssid(second) : 0, first->rsid);
		break;
	case CRW_RSC_CHANNEL_PATH:
		ras_text_add(t, " 0.%02x", first->rsid);
		break;
	case CRW_RSC_SUBSYSTEM: /* the ID tells nothing: the event does */
		break;
	default:
		ras_text_add(t, " %04x", first->rsid);
	}
}

enum ras_severity s390_crw_text(struct ras_text *t, const struct s390_crw *first,
				const struct s390_crw *second)
{
	bool overflow = first->overflow || (second && second->overflow);
	enum ras_severity severity = RAS_UNCORRECTED;

	put_source(t, first, second);
	if (first->erc < COUNT(recoveries)) {
		severity = recoveries[first->erc].severity;
		ras_text_add(t, ": %s", recoveries[first->erc].text);
	} else {
		ras_text_add(t, ": error-recovery code %X", first->erc);
	}
	if (first->ancillary)
		ras_text_puts(t, ", ancillary report");
	/* The answer to an order of the program itself, such as reset channel path. */
	if (first->solicited)
		ras_text_puts(t, ", solicited");
	if (overflow)
		ras_text_puts(t, "; channel reports were lost: Linux looks at all devices anew");
	if (first->solicited || overflow)
		return severity;
	for (size_t i = 0; i < COUNT(readings); i++)
		if (readings[i].rsc == first->rsc &&
		    (!readings[i].erc || readings[i].erc & RAS_BIT(first->erc & 0x3f)))
			ras_text_add(t, "; %s", readings[i].text);
	return severity;
}
