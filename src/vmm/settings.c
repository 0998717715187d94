// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM_ settings: names, values, what is accepted. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "vmm/decide.h"

struct vmm_settings vmm_settings_default(void)
{
	return (struct vmm_settings){
		.action = VMM_NOTHING,
		.least = RAS_UNCORRECTED,
		.fallback = VMM_NOTHING,
		.dry_run = true,
		.rate = 4,
		.max_vcpus = 1,
	};
}

static bool set_request(enum vmm_request *r, const char *value)
{
	for (int i = VMM_NOTHING; i < VMM_REQUESTS; i++) {
		if (strcmp(vmm_request_name(i), value) != 0)
			continue;
		*r = i;
		return true;
	}
	return false;
}

static bool set_number(unsigned int *n, const char *value, unsigned int most)
{
	char *end;
	unsigned long v;

	if (value[0] < '0' || value[0] > '9')
		return false;
	errno = 0;
	v = strtoul(value, &end, 10);
	if (errno || *end || v > most)
		return false;
	*n = (unsigned int)v;
	return true;
}

static bool set_list(char (*list)[VMM_LIST], const char *value)
{
	size_t n = strlen(value);

	if (n >= sizeof(*list))
		return false;
	memcpy(*list, value, n + 1);
	return true;
}

static bool set_action(struct vmm_settings *s, const char *value)
{
	return set_request(&s->action, value);
}

/* "severity", or "severity:class,class". */
static bool set_action_on(struct vmm_settings *s, const char *value)
{
	char name[32];
	size_t n = strcspn(value, ":");
	enum ras_severity least;

	if (n >= sizeof(name))
		return false;
	memcpy(name, value, n);
	name[n] = '\0';
	least = ras_severity_by_name(name);
	if (least == RAS_SEVERITIES || !set_list(&s->classes, value + n + (value[n] == ':')))
		return false;
	s->least = least;
	return true;
}

static bool set_fallback(struct vmm_settings *s, const char *value)
{
	return strcmp(value, "checkstop") != 0 && set_request(&s->fallback, value);
}

static bool set_dry_run(struct vmm_settings *s, const char *value)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return false;
	s->dry_run = value[0] == 'y';
	return true;
}

static bool set_rate(struct vmm_settings *s, const char *value)
{
	return set_number(&s->rate, value, VMM_HISTORY);
}

static bool set_max_vcpus(struct vmm_settings *s, const char *value)
{
	return set_number(&s->max_vcpus, value, VMM_VCPUS);
}

static bool set_allow(struct vmm_settings *s, const char *value)
{
	return set_list(&s->allow, value);
}

static bool set_deny(struct vmm_settings *s, const char *value)
{
	return set_list(&s->deny, value);
}

static const char list_accepted[] = "VM names or shell patterns, up to 511 characters";

static const struct {
	const char *name;
	bool (*set)(struct vmm_settings *s, const char *value);
	const char *accepted;
} settings[] = {
	{ "VMM_ACTION", set_action, "none, offline, checkstop or stop-vm" },
	{ "VMM_ACTION_ON", set_action_on,
	  "info, corrected, deferred, recoverable, uncorrected or fatal; then : and classes" },
	{ "VMM_FALLBACK", set_fallback, "none, offline or stop-vm" },
	{ "VMM_DRY_RUN", set_dry_run, "yes or no" },
	{ "VMM_RATE", set_rate, "requests an hour, 0 to 64" },
	{ "VMM_MAX_VCPUS", set_max_vcpus, "vCPUs of one VM, 0 to 1024" },
	{ "VMM_ALLOW", set_allow, list_accepted },
	{ "VMM_DENY", set_deny, list_accepted },
};

int vmm_settings_set(struct vmm_settings *s, const char *name, const char *value,
		     const char **accepted)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		if (strcmp(settings[i].name, name) != 0)
			continue;
		*accepted = settings[i].accepted;
		return settings[i].set(s, value) ? 0 : -EINVAL;
	}
	*accepted = "";
	return -ENOENT;
}
