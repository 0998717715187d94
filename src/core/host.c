// SPDX-License-Identifier: GPL-2.0-or-later
/* What is known about the machine that the events come from. */
#include "core/host.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "core/file.h"
#include "core/hypervisor.h"
#include "core/text.h"

/* Some kB a CPU, thousands of CPUs. */
enum { CPUINFO_MAX = 64 << 20 };

static const struct {
	const char *id;
	enum x86_vendor vendor;
} vendors[] = {
	{ "GenuineIntel", X86_INTEL }, { "AuthenticAMD", X86_AMD },
	{ "HygonGenuine", X86_HYGON }, { "CentaurHauls", X86_CENTAUR },
	{ "  Shanghai  ", X86_ZHAOXIN }, { "Shanghai", X86_ZHAOXIN },
};

void x86_cpuid_split(uint32_t eax, unsigned int *family, unsigned int *model,
		     unsigned int *stepping)
{
	unsigned int base = eax >> 8 & 0xf;

	*family = base == 0xf ? base + (eax >> 20 & 0xff) : base;
	*model = eax >> 4 & 0xf;
	if (base == 6 || base == 0xf)
		*model |= eax >> 12 & 0xf0;
	*stepping = eax & 0xf;
}

static void set_vendor(struct ras_host *h, const char *value)
{
	for (size_t i = 0; i < sizeof(vendors) / sizeof(vendors[0]); i++) {
		if (!strcmp(vendors[i].id, value)) {
			h->vendor = vendors[i].vendor;
			h->have_cpu = true;
		}
	}
}

static void set_family(struct ras_host *h, const char *value)
{
	h->family = (unsigned int)strtoul(value, NULL, 10);
}

static void set_model(struct ras_host *h, const char *value)
{
	h->model = (unsigned int)strtoul(value, NULL, 10);
}

static void set_stepping(struct ras_host *h, const char *value)
{
	h->stepping = (unsigned int)strtoul(value, NULL, 10);
}

static void set_model_name(struct ras_host *h, const char *value)
{
	struct ras_text t = RAS_TEXT(h->model_name);

	ras_text_clean(&t, value, strlen(value));
}

static void set_flags(struct ras_host *h, const char *value)
{
	const struct {
		const char *name;
		bool *flag;
	} known[] = {
		{ "hypervisor", &h->hypervisor },
		{ "smca", &h->smca },
		{ "succor", &h->succor },
		{ "overflow_recov", &h->overflow_recov },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		*known[i].flag = false;
	while (*value) {
		size_t len = strcspn(value, " ");

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (strlen(known[i].name) == len && !strncmp(value, known[i].name, len))
				*known[i].flag = true;
		value += len;
		value += strspn(value, " ");
	}
}

static const struct {
	const char *key;
	void (*set)(struct ras_host *h, const char *value);
} cpuinfo_keys[] = {
	{ "vendor_id", set_vendor },   { "cpu family", set_family },      { "model", set_model },
	{ "stepping", set_stepping },  { "model name", set_model_name },  { "flags", set_flags },
};

/* One line of it, without its end. */
static void take_line(struct ras_host *h, char *line)
{
	char *colon = strchr(line, ':'), *end;

	if (!colon)
		return;
	for (end = colon; end > line && isspace((unsigned char)end[-1]); end--)
		;
	*end = '\0';
	/* One space follows the colon; more belong to the value (a vendor id has some). */
	if (colon[1] == ' ')
		colon++;
	for (size_t i = 0; i < sizeof(cpuinfo_keys) / sizeof(cpuinfo_keys[0]); i++)
		if (!strcmp(cpuinfo_keys[i].key, line))
			cpuinfo_keys[i].set(h, colon + 1);
}

int ras_host_read_cpuinfo(struct ras_host *h, const char *path)
{
	char *text, *rest, *line;
	size_t len;

	text = ras_file_read(path, CPUINFO_MAX, &len);
	if (!text)
		return -1;
	rest = text;
	/* One block per CPU, all alike: the first one is enough. */
	while ((line = strsep(&rest, "\n")) && line[0])
		take_line(h, line);
	free(text);
	return 0;
}

void ras_host_probe(struct ras_host *h, const char *cpuinfo)
{
	struct ras_hypervisor_leaf leaf;
	struct utsname u;
	FILE *f;

	h->live = true;
	if (!uname(&u)) {
		struct ras_text m = RAS_TEXT(h->machine), r = RAS_TEXT(h->release);

		ras_text_puts(&m, u.machine);
		ras_text_puts(&r, u.release);
	}
	f = fopen("/proc/sys/kernel/random/boot_id", "re");
	if (f) {
		if (!fgets(h->boot_id, sizeof(h->boot_id), f))
			h->boot_id[0] = '\0';
		(void)fclose(f);
	}
	/* Without it decoding goes by what each record says of its CPU. */
	(void)ras_host_read_cpuinfo(h, cpuinfo);
	ras_hypervisor_leaf(&leaf);
	ras_host_read_hypervisor(h, &leaf, "");
}
