/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390 channel-report words (CRW): what the channel subsystem says of paths and devices. */
#ifndef RAS_DECODE_S390_CRW_H
#define RAS_DECODE_S390_CRW_H

#include <stdbool.h>
#include <stdint.h>

#include "core/severity.h"
#include "core/text.h"

/*
 * z/Architecture Principles of Operation (SA22-7832), chapter 17 "Channel-Subsystem Recovery",
 * "Channel-Report Word"; struct crw in Linux arch/s390/include/asm/crw.h. As a 32-bit number:
 */
#define CRW_SOLICITED UINT32_C(0x40000000) /* bit 1 */
#define CRW_OVERFLOW  UINT32_C(0x20000000) /* bit 2: reports were lost before this one */
#define CRW_CHAINED   UINT32_C(0x10000000) /* bit 3: the next word belongs to this one */
#define CRW_ANCILLARY UINT32_C(0x00800000) /* bit 8 */

/* Reporting-source codes. */
enum {
	CRW_RSC_MONITOR = 0x2,
	CRW_RSC_SUBCHANNEL = 0x3,
	CRW_RSC_CHANNEL_PATH = 0x4,
	CRW_RSC_CONFIGURATION = 0x9,
	CRW_RSC_SUBSYSTEM = 0xb,
};

/* The fields of one word. */
struct s390_crw {
	uint8_t rsc; /* reporting-source code, 4 bits */
	uint8_t erc; /* error-recovery code, 6 bits */
	uint16_t rsid; /* reporting-source ID */
	bool solicited, overflow, chained, ancillary;
};

/* The fields of a word, and the word of fields: reserved bits (0 and 9) get lost. */
struct s390_crw s390_crw_split(uint32_t word);
uint32_t s390_crw_join(const struct s390_crw *crw);

/* Subchannel-set ID that the second word of a subchannel report carries, 0 to 3. */
unsigned int s390_crw_ssid(const struct s390_crw *second);

/* Words for the codes; NULL for one that is not assigned. */
const char *s390_crw_source(uint8_t rsc);
const char *s390_crw_recovery(uint8_t erc);

/*
 * One report in a sentence: first, and its second word if there is one (else NULL). Returns the
 * severity: ordinary configuration changes are info.
 */
enum ras_severity s390_crw_text(struct ras_text *t, const struct s390_crw *first,
				const struct s390_crw *second);

#endif
