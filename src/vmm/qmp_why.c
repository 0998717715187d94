// SPDX-License-Identifier: GPL-2.0-or-later
/* Why a monitor cannot be used, by name and in words. */
#include "vmm/qmp.h"

static const struct {
	const char *name, *text;
} why_texts[] = {
	[QMP_WHY_NONE] = { "unknown", "no reason known" },
	[QMP_WHY_ABSENT] = { "absent", "there is no such socket" },
	[QMP_WHY_REFUSED] = { "gone", "nobody listens on the socket, the VM is gone" },
	[QMP_WHY_FORBIDDEN] = { "forbidden",
				"the socket belongs neither to root nor to the configured user" },
	[QMP_WHY_BUSY] = { "busy",
			   "the monitor is busy with another client: give the daemon its own" },
	[QMP_WHY_SILENT] = { "silent", "it does not answer" },
	[QMP_WHY_CLOSED] = { "closed", "the other side closed the connection" },
	[QMP_WHY_PROTOCOL] = { "protocol", "it does not speak the protocol" },
	[QMP_WHY_SYSTEM] = { "system", "the system refused a connection" },
};

const char *qmp_why_text(enum qmp_why why)
{
	return why_texts[why <= QMP_WHY_SYSTEM ? why : QMP_WHY_SYSTEM].text;
}

const char *qmp_why_name(enum qmp_why why)
{
	return why_texts[why <= QMP_WHY_SYSTEM ? why : QMP_WHY_SYSTEM].name;
}
