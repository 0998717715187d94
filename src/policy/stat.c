// SPDX-License-Identifier: GPL-2.0-or-later
/* Statistics that are warned of: corrected memory errors a second, poisoned memory. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "policy/parts.h"

enum { MEMINFO_MAX = 1 << 16 };

uint64_t policy_rate_count(const struct ras_event *ev)
{
	if (strcmp(ev->cls->name, "mc_event") != 0 || ev->severity != RAS_CORRECTED)
		return 0;
	return (uint64_t)policy_int(ev, "err_count");
}

/* Documentation/filesystems/proc.rst, meminfo: HardwareCorrupted, in kB. */
int policy_poison_kb(const char *meminfo, uint64_t *kb)
{
	static const char name[] = "HardwareCorrupted:";
	const char *at = strstr(meminfo, name);
	unsigned long long v;
	char *end;

	if (!at)
		return -1;
	at += sizeof(name) - 1;
	at += strspn(at, " \t");
	if (!isdigit((unsigned char)at[0]))
		return -1;
	errno = 0;
	v = strtoull(at, &end, 10);
	if (errno || strncmp(end, " kB", 3) != 0)
		return -1;
	*kb = v;
	return 0;
}

int policy_poison_read(const struct policy_roots *r, uint64_t *kb)
{
	char path[POLICY_PATH], *text;
	size_t len;
	int rc;

	(void)snprintf(path, sizeof(path), "%s/meminfo", r->procfs);
	text = ras_file_read(path, MEMINFO_MAX, &len);
	if (!text)
		return -1;
	rc = policy_poison_kb(text, kb);
	free(text);
	return rc;
}
