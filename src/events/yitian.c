// SPDX-License-Identifier: GPL-2.0-or-later
/* yitian_ddr_reg_dump_event: registers of Yitian 710 memory controllers. */
#include "decode/le.h"
#include "events/events.h"
#include "events/section.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

struct yitian_event {
	struct ras_section_event s;
	uint64_t address; /* 0.8.x has the column, and always 0 in it */
	struct ras_str regs_dump;
};

static const struct ras_field fields[] = {
	RAS_DERIVED(yitian_event, address, RAS_U64),
	RAS_DERIVED(yitian_event, regs_dump, RAS_STR),
	RAS_SECTION_FIELDS,
};

/*
 * The vendor published this layout with rasdaemon (Alibaba, 2023): type, subtype, instance (16
 * bits), then the registers of the memory controller, 32 bits each.
 */
enum { TYPE_DDR = 0x50, HEAD = 4 };

static const char *const registers[] = {
	"ECCCFG0:", "ECCCFG1:", "ECCSTAT:", "ECCERRCNT:", "ECCCADDR0:", "ECCCADDR1:", "ECCCSYN0:",
	"ECCCSYN1:", "ECCCSYN2:", "ECCUADDR0:", "ECCUADDR1:", "ECCUSYN0:", "ECCUSYN1:",
	"ECCUSYN2:", "ECCBITMASK0:", "ECCBITMASK1:", "ECCBITMASK2:", "ADVECCSTAT:", "ECCAPSTAT:",
	"ECCCDATA0:", "ECCCDATA1:", "ECCUDATA0:", "ECCUDATA1:", "ECCSYMBOL:", "ECCERRCNTCTL:",
	"ECCERRCNTSTAT:", "ECCERRCNT0:", "ECCERRCNT1:", "RESERVED0:", "RESERVED1:", "RESERVED2:",
};

static bool wants(const struct ras_event *ev)
{
	const struct ras_section_event *e = (const void *)ev;

	return ras_section_is(ev, "a6980811-16ea-4e4d-b936-fb00a23ff29c",
			      HEAD + 4 * COUNT(registers)) &&
	       e->buf.p[0] == TYPE_DDR;
}

/* The blanks are those of 0.8.x. */
static enum ras_severity decode(const struct ras_host *host, struct ras_event *ev)
{
	struct yitian_event *e = (void *)ev;
	const uint8_t *p = e->s.buf.p;
	struct ras_text t = ras_event_text(ev, 1024);

	(void)host;
	ras_text_add(&t, " Error Type: DDR, Error SubType: DDR, Error Instance: 0x%x,",
		     (unsigned int)ras_le(p + 2, 2));
	for (size_t i = 0; i < COUNT(registers); i++)
		ras_text_add(&t, "%s%s 0x%x", i ? "  " : " ", registers[i],
			     (unsigned int)ras_le(p + HEAD + 4 * i, 4));
	e->regs_dump = ras_event_text_end(ev, &t);
	return ras_section_severity(ev);
}

static void describe(const struct ras_event *ev, struct ras_text *out)
{
	(void)ev;
	ras_text_puts(out, "Yitian 710 memory controller");
}

const struct ras_class ras_class_yitian_ddr = {
	.name = "yitian_ddr_reg_dump_event",
	.table = "yitian_ddr_reg_dump_event",
	.title = "Yitian DDR",
	.tracepoints = ras_section_tracepoints,
	.fields = fields,
	.nfields = COUNT(fields),
	.size = sizeof(struct yitian_event),
	.wants = wants,
	.decode = decode,
	.describe = describe,
	.report = &ras_section_report,
};
