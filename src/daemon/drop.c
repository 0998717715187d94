// SPDX-License-Identifier: GPL-2.0-or-later
/* Giving up privileges that the daemon does not need, where systemd has not taken them. */
#include "daemon/drop.h"

#include <errno.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BIT(CAP) (UINT64_C(1) << (CAP))

static bool any_trigger(const struct ras_config *c)
{
	const char *const programs[] = { c->mc_ce_trigger, c->mc_ue_trigger, c->aer_ce_trigger,
					 c->aer_ue_trigger, c->mem_fail_trigger };

	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		if (programs[i][0])
			return true;
	return false;
}

/* Whether the database's folder is somebody else's. */
static bool foreign_folder(const char *db)
{
	char folder[4096] = "";
	struct ras_text t = RAS_TEXT(folder);
	const char *slash = strrchr(db, '/');
	struct stat st;

	if (slash)
		ras_text_putn(&t, db, slash == db ? 1 : (size_t)(slash - db));
	else
		ras_text_putc(&t, '.');
	return t.cut || (!stat(folder, &st) && st.st_uid != geteuid());
}

uint64_t ras_drop_keep(const struct ras_config *c, const char *db)
{
	/* soft_offline_page and hard_offline_page ask for it (Linux drivers/base/memory.c). */
	uint64_t keep = BIT(CAP_SYS_ADMIN);

	if (any_trigger(c))
		return UINT64_MAX;
	/* Monitor sockets lie in folders of the user that QEMU runs as. */
	if (c->qmp_sockets[0] || c->qmp_discover || foreign_folder(db))
		keep |= BIT(CAP_DAC_OVERRIDE);
	return keep;
}

int ras_drop(uint64_t keep)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
	bool may;

	if (keep == UINT64_MAX)
		return 0;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_capget, &head, data))
		return -1;
	may = data[CAP_TO_INDEX(CAP_SETPCAP)].effective & CAP_TO_MASK(CAP_SETPCAP);
	/* Behind the last capability that this kernel has, PR_CAPBSET_READ fails. */
	for (int cap = 0; may && prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if ((cap > 63 || !(keep & BIT(cap))) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			return -1;
	for (unsigned int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		uint32_t mask = (uint32_t)(keep >> 32 * i);

		data[i].effective &= mask;
		data[i].permitted &= mask;
		data[i].inheritable &= mask;
	}
	return syscall(SYS_capset, &head, data) ? -1 : 0;
}
