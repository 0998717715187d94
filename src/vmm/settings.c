// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM_ settings of the configuration, as decisions use them. */
#include <string.h>

#include "events/events.h"
#include "vmm/decide.h"

/* By enum ras_vmm_action and enum ras_vmm_fallback. */
static const enum vmm_request actions[] = {
	[RAS_VMM_NONE] = VMM_NOTHING,
	[RAS_VMM_OFFLINE] = VMM_OFFLINE,
	[RAS_VMM_CHECKSTOP] = VMM_CHECKSTOP,
	[RAS_VMM_STOP_VM] = VMM_STOP_VM,
};

static const enum vmm_request fallbacks[] = {
	[RAS_FALL_NONE] = VMM_NOTHING,
	[RAS_FALL_OFFLINE] = VMM_OFFLINE,
	[RAS_FALL_STOP_VM] = VMM_STOP_VM,
};

/* An entry of VMM_ACTION_ON. */
struct entry {
	char cls[RAS_CONFIG_TEXT]; /* "": any */
	enum ras_severity least;
};

/* Take the next entry off *list; false at its end. */
static bool next_entry(const char **list, struct entry *e)
{
	static const char between[] = ", \t";
	char word[RAS_CONFIG_TEXT];
	size_t n;
	char *colon;

	*list += strspn(*list, between);
	n = strcspn(*list, between);
	if (!n || n >= sizeof(word))
		return false;
	memcpy(word, *list, n);
	word[n] = '\0';
	*list += n;
	colon = strchr(word, ':');
	e->cls[0] = '\0';
	if (colon) {
		*colon = '\0';
		memcpy(e->cls, word, (size_t)(colon - word) + 1);
	}
	e->least = ras_severity_by_name(colon ? colon + 1 : word);
	return true;
}

bool vmm_settings_on(const struct vmm_settings *s, const char *cls, enum ras_severity severity)
{
	const char *list = s->on;
	struct entry e;

	while (next_entry(&list, &e))
		if (severity >= e.least && (!e.cls[0] || !strcmp(e.cls, cls)))
			return true;
	return false;
}

int vmm_settings_from(struct vmm_settings *s, const struct ras_config *c, char *err, size_t size)
{
	struct ras_text t = ras_text_over(err, size);
	const char *list = s->on;
	struct entry e;

	*s = (struct vmm_settings){
		.action = actions[c->vmm_action],
		.fallback = fallbacks[c->vmm_fallback],
		.dry_run = c->vmm_dry_run,
		.rate = (unsigned int)c->vmm_rate,
		.max_vcpus = (unsigned int)c->vmm_max_vcpus,
	};
	memcpy(s->on, c->vmm_action_on, sizeof(s->on));
	memcpy(s->allow, c->vmm_allow, sizeof(s->allow));
	memcpy(s->deny, c->vmm_deny, sizeof(s->deny));
	while (next_entry(&list, &e)) {
		if (!e.cls[0] || ras_class_by_name(e.cls))
			continue;
		ras_text_puts(&t, "VMM_ACTION_ON: there is no class of events '");
		ras_text_clean(&t, e.cls, strlen(e.cls));
		ras_text_puts(&t, "'; there are");
		for (size_t i = 0; ras_classes[i]; i++)
			ras_text_add(&t, "%s %s", i ? "," : "", ras_classes[i]->name);
		return -1;
	}
	return 0;
}
