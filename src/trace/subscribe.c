// SPDX-License-Identifier: GPL-2.0-or-later
/* Which events are wanted from this kernel, and what became of each. */
#include "trace/subscribe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"

/*
 * Hints, not events: no table, so nothing is stored. A loaded module may bring events
 * (include/trace/events/module.h; written after the module's own events were registered), and a CPU
 * that comes up for the first time gets its ring buffer then (include/trace/events/cpuhp.h).
 */
static const struct ras_tracepoint module_tracepoints[] = { { "module/module_load", NULL }, { 0 } };
static const struct ras_class hint_module = {
	.name = "module_load",
	.tracepoints = module_tracepoints,
	.size = sizeof(struct ras_event),
};
static const struct ras_tracepoint cpu_tracepoints[] = { { "cpuhp/cpuhp_exit", NULL }, { 0 } };
static const struct ras_class hint_cpu = {
	.name = "cpu_up",
	.tracepoints = cpu_tracepoints,
	.size = sizeof(struct ras_event),
};

/* Whether "group:event" stands in the list as a word of its own. */
static bool listed(const char *list, const char *tracepoint)
{
	size_t len = strlen(tracepoint);
	const char *slash = strchr(tracepoint, '/');

	while (list && *list) {
		size_t word = strcspn(list, ", \t;");

		if (word == len && slash &&
		    !memcmp(list, tracepoint, (size_t)(slash - tracepoint)) &&
		    list[slash - tracepoint] == ':' &&
		    !memcmp(list + (slash - tracepoint) + 1, slash + 1, strlen(slash + 1)))
			return true;
		list += word;
		list += strspn(list, ", \t;");
	}
	return false;
}

static void add(struct ras_subscriptions *s, const struct ras_class *cls, const char *disabled)
{
	const struct ras_tracepoint *tp = cls->tracepoints;

	for (; tp && tp->name && s->n < RAS_SUBSCRIPTIONS; tp++)
		s->row[s->n++] = (struct ras_subscription){
			.cls = cls,
			.tracepoint = tp,
			.state = listed(disabled, tp->name) ? RAS_SUB_OFF : RAS_SUB_ABSENT,
			.hold_fd = -1,
		};
}

void ras_subscriptions_init(struct ras_subscriptions *s, const struct ras_class *const *classes,
			    const char *disabled)
{
	*s = (struct ras_subscriptions){ 0 };
	add(s, &hint_module, NULL);
	for (size_t i = 0; classes[i]; i++)
		add(s, classes[i], disabled);
}

/* events/SYSTEM/EVENT/FILE of a subscription, written or read. */
static int event_file(char *path, size_t size, const struct ras_subscription *s, const char *file)
{
	if ((size_t)snprintf(path, size, "events/%s/%s", s->tracepoint->name, file) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

static int event_write(const struct ras_instance *i, const struct ras_subscription *s,
		       const char *file, const char *text)
{
	char path[256];

	return event_file(path, sizeof(path), s, file) ? -1 : ras_instance_write(i, path, text);
}

static bool event_enabled(const struct ras_instance *i, const struct ras_subscription *s)
{
	char path[256], text[16];

	return !event_file(path, sizeof(path), s, "enable") &&
	       ras_instance_read(i, path, text, sizeof(text)) > 0 && text[0] == '1';
}

static bool event_has(const struct ras_instance *i, const struct ras_subscription *s,
		      const char *file)
{
	char path[256];
	struct stat st;

	return !event_file(path, sizeof(path), s, file) && !fstatat(i->dirfd, path, &st, 0);
}

/* 0, or -1 with errno. */
static int turn_on(struct ras_subscription *s, const struct ras_instance *i,
		   struct ras_formats *formats)
{
	if (!event_has(i, s, "format")) {
		errno = ENOENT;
		return -1;
	}
	if (formats && ras_formats_bind(formats, s->cls, s->tracepoint->name))
		return -1;
	/* Some of ftrace's own have neither switch nor filter: they are always on. */
	if (!event_has(i, s, "enable"))
		return 0;
	if (s->tracepoint->filter && event_write(i, s, "filter", s->tracepoint->filter))
		return -1;
	if (formats && s->cls->hold && s->hold_fd < 0) {
		s->hold_fd = open(s->cls->hold, O_RDONLY | O_CLOEXEC);
		if (s->hold_fd < 0)
			ras_log(LOG_NOTICE, "%s: %m; the kernel may keep %s to itself",
				s->cls->hold, s->tracepoint->name);
	}
	if (event_enabled(i, s))
		return 0;
	s->enabled_by_us = true;
	return event_write(i, s, "enable", "1");
}

/* all: also where it was on before us. */
static void turn_off(struct ras_subscription *sub, const struct ras_instance *i, bool all)
{
	if (sub->hold_fd >= 0)
		(void)close(sub->hold_fd);
	sub->hold_fd = -1;
	if (!(sub->enabled_by_us || (all && event_enabled(i, sub))))
		return;
	if (event_write(i, sub, "enable", "0") && errno != ENOENT)
		ras_log(LOG_WARNING, "event %s cannot be disabled: %m", sub->tracepoint->name);
	sub->enabled_by_us = false;
	sub->state = RAS_SUB_ABSENT;
}

/* Whether an earlier one of the class's alternatives is on. */
static bool replaced(const struct ras_subscriptions *s, size_t k)
{
	for (size_t i = k;
	     s->row[k].cls->alternatives && i-- > 0 && s->row[i].cls == s->row[k].cls;)
		if (s->row[i].state == RAS_SUB_ON)
			return true;
	return false;
}

size_t ras_subscriptions_enable(struct ras_subscriptions *s, const struct ras_instance *i,
				struct ras_formats *formats)
{
	size_t on = 0;

	for (size_t k = 0; k < s->n; k++) {
		struct ras_subscription *sub = &s->row[k];

		/*
		 * One that is on is looked at again: its module may have come back under another
		 * id.
		 */
		if (sub->state == RAS_SUB_OFF)
			continue;
		if (replaced(s, k)) {
			if (sub->state == RAS_SUB_ON)
				turn_off(sub, i, false);
			sub->state = RAS_SUB_SPARE;
			continue;
		}
		if (!turn_on(sub, i, formats)) {
			sub->state = RAS_SUB_ON;
			on += sub->cls->table != NULL;
			continue;
		}
		if (sub->state != RAS_SUB_FAILED && errno != ENOENT)
			ras_log(LOG_WARNING, "event %s cannot be read: %m", sub->tracepoint->name);
		sub->state = errno == ENOENT ? RAS_SUB_ABSENT : RAS_SUB_FAILED;
		sub->error = errno;
	}
	return on;
}

void ras_subscriptions_disable(struct ras_subscriptions *s, const struct ras_instance *i, bool all)
{
	for (size_t k = 0; k < s->n; k++)
		turn_off(&s->row[k], i, all);
}

void ras_subscriptions_reload(struct ras_subscriptions *s, const struct ras_instance *i,
			      const char *disabled)
{
	for (size_t k = 0; k < s->n; k++) {
		struct ras_subscription *sub = &s->row[k];
		/* Hints are of our own interest: no setting names them. */
		bool off = sub->cls->table && listed(disabled, sub->tracepoint->name);

		if (off && sub->state != RAS_SUB_OFF) {
			turn_off(sub, i, true);
			sub->state = RAS_SUB_OFF;
		} else if (!off && sub->state == RAS_SUB_OFF) {
			sub->state = RAS_SUB_ABSENT;
		}
	}
}

void ras_subscriptions_watch_cpus(struct ras_subscriptions *s, const struct ras_instance *i,
				  struct ras_formats *formats, const char *filter)
{
	struct ras_subscription sub = { .cls = &hint_cpu, .tracepoint = cpu_tracepoints,
					.hold_fd = -1 };
	size_t k = 0;

	while (k < s->n && s->row[k].cls != &hint_cpu)
		k++;
	if (k == s->n && (!filter[0] || s->n == RAS_SUBSCRIPTIONS))
		return;
	if (k < s->n)
		sub = s->row[k];
	else
		s->n++;
	if (!filter[0]) {
		(void)event_write(i, &sub, "enable", "0");
	} else if (event_write(i, &sub, "filter", filter) || turn_on(&sub, i, formats)) {
		ras_log(LOG_NOTICE,
			"CPUs that come up for the first time are noticed only on reload: %s: %m",
			sub.tracepoint->name);
		sub.state = RAS_SUB_FAILED;
		sub.error = errno;
	} else {
		sub.state = RAS_SUB_ON;
	}
	s->row[k] = sub;
}

const char *ras_sub_state_name(enum ras_sub_state state)
{
	static const char *const names[] = {
		[RAS_SUB_ABSENT] = "absent",
		[RAS_SUB_ON] = "on",
		[RAS_SUB_OFF] = "off",
		[RAS_SUB_FAILED] = "denied",
		[RAS_SUB_SPARE] = "spare",
	};

	return names[state];
}

void ras_subscription_why(const struct ras_subscription *s, struct ras_text *out)
{
	switch (s->state) {
	case RAS_SUB_ABSENT:
		ras_text_puts(out, "this kernel does not have it, or its module is not loaded");
		break;
	case RAS_SUB_OFF:
		ras_text_puts(out, "switched off by DISABLE in the configuration");
		break;
	case RAS_SUB_FAILED:
		ras_text_puts(out, strerror(s->error));
		break;
	case RAS_SUB_SPARE:
		ras_text_puts(out, "not needed: the kernel has a better event of the same kind");
		break;
	case RAS_SUB_ON:
		break;
	}
}
