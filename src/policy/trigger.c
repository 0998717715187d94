// SPDX-License-Identifier: GPL-2.0-or-later
/* Trigger programs: which one an event calls for, what it is told, starting it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "policy/parts.h"

/*
 * Which severities call for which setting, as in rasdaemon 0.8.x; but it runs nothing on "Fatal"
 * memory errors, the worst of the uncorrected ones.
 */
static const struct {
	const char *cls, *setting;
	enum ras_severity from, to;
	size_t offset;
} triggers[] = {
	{ "mc_event", "MC_CE_TRIGGER", RAS_CORRECTED, RAS_CORRECTED,
	  offsetof(struct ras_config, mc_ce_trigger) },
	{ "mc_event", "MC_UE_TRIGGER", RAS_UNCORRECTED, RAS_FATAL,
	  offsetof(struct ras_config, mc_ue_trigger) },
	{ "aer_event", "AER_CE_TRIGGER", RAS_CORRECTED, RAS_CORRECTED,
	  offsetof(struct ras_config, aer_ce_trigger) },
	{ "aer_event", "AER_UE_TRIGGER", RAS_DEFERRED, RAS_FATAL,
	  offsetof(struct ras_config, aer_ue_trigger) },
	{ "memory_failure_event", "MEM_FAIL_TRIGGER", RAS_INFO, RAS_FATAL,
	  offsetof(struct ras_config, mem_fail_trigger) },
};

enum { TRIGGERS = sizeof(triggers) / sizeof(triggers[0]) };

enum form { DECIMAL, HEX, TEXT, WORDS };

/* Names and forms of the variables in rasdaemon 0.8.x; programs read them. */
static const struct {
	const char *cls, *name, *column;
	enum form form;
	const char *when; /* only while this column is not 0; NULL: always */
} variables[] = {
	{ "mc_event", "COUNT", "err_count", DECIMAL, NULL },
	{ "mc_event", "TYPE", "err_type", TEXT, NULL },
	{ "mc_event", "MESSAGE", "err_msg", TEXT, NULL },
	{ "mc_event", "LABEL", "label", TEXT, NULL },
	{ "mc_event", "MC_INDEX", "mc", DECIMAL, NULL },
	{ "mc_event", "TOP_LAYER", "top_layer", DECIMAL, NULL },
	{ "mc_event", "MIDDLE_LAYER", "middle_layer", DECIMAL, NULL },
	{ "mc_event", "LOWER_LAYER", "lower_layer", DECIMAL, NULL },
	{ "mc_event", "ADDRESS", "address", HEX, NULL },
	{ "mc_event", "GRAIN", "grain", DECIMAL, NULL },
	{ "mc_event", "SYNDROME", "syndrome", HEX, NULL },
	{ "mc_event", "DRIVER_DETAIL", "driver_detail", TEXT, NULL },
	{ "aer_event", "ERROR_TYPE", "err_type", TEXT, NULL },
	{ "aer_event", "DEV_NAME", "dev_name", TEXT, NULL },
	{ "aer_event", "TLP_HEADER_VALID", "tlp_header_valid", DECIMAL, NULL },
	{ "aer_event", "TLP_HEADER", "tlp_header", WORDS, "tlp_header_valid" },
	{ "aer_event", "MSG", "err_msg", TEXT, NULL },
	{ "memory_failure_event", "PFN", "pfn", TEXT, NULL },
	{ "memory_failure_event", "PAGE_TYPE", "page_type", TEXT, NULL },
	{ "memory_failure_event", "ACTION_RESULT", "action_result", TEXT, NULL },
};

static const char *const default_path = "/sbin:/usr/sbin:/bin:/usr/bin";

const char *policy_trigger_setting(const struct ras_event *ev, const struct ras_config *c,
				   const char **program)
{
	for (size_t i = 0; i < TRIGGERS; i++) {
		const char *value = (const char *)c + triggers[i].offset;

		if (value[0] && !strcmp(triggers[i].cls, ev->cls->name) &&
		    ev->severity >= triggers[i].from && ev->severity <= triggers[i].to) {
			*program = value;
			return triggers[i].setting;
		}
	}
	return NULL;
}

const char *policy_trigger_path(const struct ras_config *c, const char *program,
				struct ras_text *path)
{
	bool dir = c->trigger_dir[0] != '\0';

	if (dir && c->trigger_dir[0] != '/')
		return "TRIGGER_DIR does not begin with a slash";
	if (!dir && program[0] != '/')
		return "without TRIGGER_DIR it must begin with a slash";
	if (!strcmp(program, "..") || !strncmp(program, "../", 3) || strstr(program, "/../"))
		return "it leaves its folder";
	ras_text_add(path, "%s%s%s", c->trigger_dir, dir ? "/" : "", program);
	return path->cut ? "its path is too long" : NULL;
}

static void put_variable(struct ras_text *t, const struct ras_event *ev, size_t i)
{
	const struct ras_field *f = policy_field(ev, variables[i].column);
	const struct ras_words *w;
	struct ras_str s;

	switch (variables[i].form) {
	case DECIMAL:
		ras_text_s64(t, f ? ras_field_int(f, ev) : 0);
		break;
	case HEX:
		ras_text_add(t, "%llx", (unsigned long long)(f ? ras_field_int(f, ev) : 0));
		break;
	case TEXT:
		/* From firmware and drivers: no control sequence gets to a program's terminal. */
		s = f ? ras_field_str(f, ev) : RAS_STR_EMPTY;
		ras_text_clean(t, s.s, s.len);
		break;
	case WORDS:
		w = f ? (const void *)((const char *)ev + f->offset) : NULL;
		for (size_t n = 0; w && n < w->n && n < 4; n++)
			ras_text_add(t, "%s%08x", n ? " " : "", (unsigned int)w->p[n]);
		break;
	}
}

/* "NAME=value" to the variables; what is longer than the room is cut, and nothing follows it. */
static void add_env(struct policy_run *run, const struct ras_text *t)
{
	memcpy(run->env + run->env_len, t->buf, t->len + 1);
	run->env_len += t->len + 1;
}

void policy_trigger_env(const struct ras_event *ev, struct policy_run *run)
{
	enum { EACH = 512 };
	struct ras_stamp stamp = { 0 };
	char buf[EACH];
	struct ras_text t = RAS_TEXT(buf);
	const char *path = getenv("PATH");

	run->env_len = 0;
	ras_text_add(&t, "PATH=%s", path && path[0] ? path : default_path);
	add_env(run, &t);
	t = RAS_TEXT(buf);
	ras_text_add(&t, "TIMESTAMP=%s", ras_stamp_text(&stamp, ev->timestamp).s);
	add_env(run, &t);
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const struct ras_field *when;

		if (strcmp(variables[i].cls, ev->cls->name) != 0)
			continue;
		when = variables[i].when ? policy_field(ev, variables[i].when) : NULL;
		if (when && !ras_field_int(when, ev))
			continue;
		t = ras_text_over(buf, sizeof(run->env) - run->env_len < EACH
					       ? sizeof(run->env) - run->env_len : EACH);
		ras_text_add(&t, "%s=", variables[i].name);
		put_variable(&t, ev, i);
		if (run->env_len + t.len + 2 > sizeof(run->env))
			break;
		add_env(run, &t);
	}
}

void policy_trigger_check(const struct ras_config *c)
{
	for (size_t i = 0; i < TRIGGERS; i++) {
		const char *program = (const char *)c + triggers[i].offset, *why;
		char buf[POLICY_PATH];
		struct ras_text path = RAS_TEXT(buf);

		if (!program[0])
			continue;
		why = policy_trigger_path(c, program, &path);
		if (!why && access(buf, X_OK))
			why = strerror(errno);
		if (why)
			ras_log(LOG_ERR, "%s=%s cannot be run: %s", triggers[i].setting, program,
				why);
	}
}

int policy_trigger_start(const struct policy_run *run, pid_t *pid)
{
	char *env[POLICY_ENV_VARS + 1] = { NULL }, vars[POLICY_ENV], path[POLICY_PATH];
	char *const argv[] = { path, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	size_t n = 0;
	int rc;

	memcpy(path, run->path, sizeof(path));
	memcpy(vars, run->env, run->env_len);
	for (size_t at = 0; at < run->env_len && n < POLICY_ENV_VARS; at += strlen(vars + at) + 1)
		env[n++] = vars + at;
	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	rc = posix_spawnattr_init(&attr);
	if (rc)
		return rc;
	rc = posix_spawn_file_actions_init(&files);
	if (rc)
		goto out;
	/* A group of its own, so that what it started can be ended with it. */
	rc = posix_spawnattr_setpgroup(&attr, 0);
	if (!rc)
		rc = posix_spawnattr_setsigmask(&attr, &none);
	if (!rc)
		rc = posix_spawnattr_setsigdefault(&attr, &all);
	if (!rc)
		rc = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
							     POSIX_SPAWN_SETSIGMASK |
							     POSIX_SPAWN_SETSIGDEF);
	if (!rc)
		rc = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY,
						      0);
	if (!rc)
		rc = posix_spawn(pid, path, &files, &attr, argv, env);
	(void)posix_spawn_file_actions_destroy(&files);
out:
	(void)posix_spawnattr_destroy(&attr);
	return rc;
}
