// SPDX-License-Identifier: GPL-2.0-or-later
/* What kind of place this is: bare metal, a guest, a container; and what cannot exist here. */
#include "daemon/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"

/* One sign of a place: a file and what must stand in it. */
struct sign {
	const char *file;
	const char *word; /* NULL: that the file exists is enough */
	const char *kind, *means;
};

#define GUEST_MEANS                                                                           \
	"memory, PCIe root port and CPU errors of the hardware are the host's: only what the " \
	"hypervisor relays can be seen here"
#define CONTAINER_MEANS                                                                      \
	"the kernel's trace buffer is the host's: run the daemon there"
#define HOST_MEANS                                                                            \
	"machine checks go to the hypervisor first: it may keep some from this system"

/*
 * First match counts, and before what core/hypervisor.c found: a container inside a guest is a
 * container.
 */
static const struct sign signs[] = {
	/* systemd.io/CONTAINER_INTERFACE */
	{ "/run/systemd/container", NULL, "container", CONTAINER_MEANS },
	{ "/.dockerenv", NULL, "container", CONTAINER_MEANS },
	{ "/run/.containerenv", NULL, "container", CONTAINER_MEANS },
	/* Linux drivers/s390/char/…, arch/s390/kernel/sysinfo.c: STSI levels 3 and 2 */
	{ "/proc/sysinfo", "KVM/Linux", "s390 KVM guest", GUEST_MEANS },
	{ "/proc/sysinfo", "z/VM", "s390 z/VM guest", GUEST_MEANS },
	{ "/proc/sysinfo", "LPAR Number", "s390 LPAR",
	  "there are no EDAC, AER or MCE events on s390; machine checks of the CPU have no trace "
	  "event of the host" },
};

static bool shows(const struct sign *s, const char *root)
{
	char path[512], *text;
	size_t len;
	bool found;

	if (snprintf(path, sizeof(path), "%s%s", root, s->file) >= (int)sizeof(path))
		return false;
	if (!s->word)
		return !access(path, F_OK);
	text = ras_file_read(path, 1 << 16, &len);
	found = text && strstr(text, s->word);
	free(text);
	return found;
}

void ras_place_probe(struct ras_place *p, const struct ras_host *host, const char *root)
{
	struct ras_text t = RAS_TEXT(p->detail);

	*p->detail = '\0';
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		const struct sign *s = &signs[i];

		if (!shows(s, root))
			continue;
		p->kind = s->kind;
		p->means = s->means;
		ras_text_add(&t, "%s%s%s", s->file, s->word ? " says " : " exists",
			     s->word ? s->word : "");
		return;
	}
	if (host->vmm) {
		p->kind = host->vmm;
		p->means = host->banks == RAS_BANKS_REAL ? HOST_MEANS : GUEST_MEANS;
		ras_text_puts(&t, host->vmm_sign);
		return;
	}
	p->kind = host->hypervisor ? "guest of an unknown hypervisor" : "bare metal";
	p->means = host->hypervisor ? GUEST_MEANS : "";
	ras_text_puts(&t,
		      host->hypervisor ? "the CPU's hypervisor flag" : "no sign of a hypervisor");
}
