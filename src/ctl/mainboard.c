// SPDX-License-Identifier: GPL-2.0-or-later
/* /etc/ras/mainboard: what the administrator says this mainboard is. */
#include "config.h"

#include "ctl/mainboard.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"

#define FILE_MAX 65536

/* The values of a file; script is empty when none is named. */
struct values {
	struct mainboard board;
	char script[PATH_MAX];
};

static char *trim(char *s)
{
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	n = strlen(s);
	while (n && isspace((unsigned char)s[n - 1]))
		s[--n] = '\0';
	return s;
}

/* End the line at a '#' that no quote encloses. */
static void cut_comment(char *s)
{
	char quote = '\0';

	for (; *s; s++) {
		if (quote) {
			if (*s == quote)
				quote = '\0';
		} else if ((*s == '"' || *s == '\'') && strchr(s + 1, *s)) {
			quote = *s;
		} else if (*s == '#') {
			*s = '\0';
			return;
		}
	}
}

static char *unquote(char *s)
{
	size_t n = strlen(s);

	if (n < 2 || (s[0] != '"' && s[0] != '\'') || s[n - 1] != s[0])
		return s;
	s[n - 1] = '\0';
	return s + 1;
}

/* One line into v. Returns 0, or -1 after saying what is wrong. */
static int parse_line(struct values *v, char *line, struct ras_text *why)
{
	const struct {
		const char *key;
		char *value;
		size_t size;
	} keys[] = {
		{ "vendor", v->board.vendor, sizeof(v->board.vendor) },
		{ "model", v->board.model, sizeof(v->board.model) },
		{ "script", v->script, sizeof(v->script) },
	};
	char *key, *value;

	cut_comment(line);
	key = trim(line);
	if (!*key)
		return 0;
	value = strchr(key, '=');
	if (value) {
		*value = '\0';
		value = unquote(trim(value + 1));
		key = trim(key);
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			struct ras_text t;

			if (strcmp(keys[i].key, key) != 0)
				continue;
			t = ras_text_over(keys[i].value, keys[i].size);
			ras_text_puts(&t, value);
			if (!t.cut)
				return 0;
			ras_text_add(why, "the value of %s is too long; accepted are %zu bytes",
				     keys[i].key, keys[i].size - 1);
			return -1;
		}
	}
	ras_text_putc(why, '\'');
	ras_text_clean(why, key, strnlen(key, 40));
	ras_text_puts(why, "': accepted is vendor = NAME, model = NAME or script = PATH");
	return -1;
}

static int parse(struct values *v, char *text, const char *name, struct ras_text *why)
{
	unsigned int line = 0;

	*v = (struct values){ .script = "" };
	for (char *next = text; next;) {
		char buf[160];
		struct ras_text what = RAS_TEXT(buf);
		char *s = next;

		next = strchr(s, '\n');
		if (next)
			*next++ = '\0';
		line++;
		if (parse_line(v, s, &what)) {
			ras_text_add(why, "%s:%u: %s", name, line, buf);
			return -1;
		}
	}
	return 0;
}

/* What a program prints, to its end; *why is filled in unless it exits with 0. */
static char *run(const char *path, struct ras_text *why)
{
	char *const argv[] = { (char *)(uintptr_t)path, NULL };
	posix_spawn_file_actions_t actions;
	int fds[2], status, rc;
	char *text = calloc(1, FILE_MAX + 1);
	size_t at = 0;
	ssize_t n = 0;
	pid_t pid;

	if (!text || pipe2(fds, O_CLOEXEC)) {
		ras_text_add(why, "cannot run %s: %s", path, strerror(errno));
		free(text);
		return NULL;
	}
	rc = posix_spawn_file_actions_init(&actions);
	if (!rc) {
		rc = posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
		if (!rc)
			rc = posix_spawn(&pid, path, &actions, NULL, argv, environ);
		(void)posix_spawn_file_actions_destroy(&actions);
	}
	(void)close(fds[1]);
	if (rc) {
		(void)close(fds[0]);
		ras_text_add(why, "cannot run %s: %s", path, strerror(rc));
		free(text);
		return NULL;
	}
	while (at < FILE_MAX) {
		n = read(fds[0], text + at, FILE_MAX - at);
		if (n > 0)
			at += (size_t)n;
		else if (!n || errno != EINTR)
			break;
	}
	/* One that prints more than we take gets a closed pipe and ends. */
	(void)close(fds[0]);
	do
		rc = waitpid(pid, &status, 0) < 0 ? errno : 0;
	while (rc == EINTR);
	if (!rc && !n && WIFEXITED(status) && !WEXITSTATUS(status))
		return text;
	ras_text_add(why, "%s failed or printed more than %d bytes", path, FILE_MAX - 1);
	free(text);
	return NULL;
}

static int from_script(struct values *v, const char *name, bool may_run, struct ras_text *why)
{
	char script[PATH_MAX];
	char *text;
	int rc;

	memcpy(script, v->script, sizeof(script));
	if (!may_run) {
		ras_text_add(why, "%s: its script is of another system and is not run", name);
		return -1;
	}
	text = run(script, why);
	if (!text)
		return -1;
	rc = parse(v, text, script, why);
	free(text);
	if (!rc && v->script[0]) {
		ras_text_add(why, "%s: a script cannot name a script", script);
		return -1;
	}
	return rc;
}

enum mainboard_answer mainboard_read(struct mainboard *m, const char *path, bool may_run,
				     struct ras_text *why)
{
	struct values v;
	size_t len;
	char *text = ras_file_read(path, FILE_MAX, &len);
	int rc;

	*m = (struct mainboard){ .vendor = "" };
	if (!text && errno == ENOENT)
		return MAINBOARD_ABSENT;
	if (!text) {
		ras_text_add(why, "%s: %s", path, strerror(errno));
		return MAINBOARD_WRONG;
	}
	rc = parse(&v, text, path, why);
	free(text);
	if (!rc && v.script[0])
		rc = from_script(&v, path, may_run, why);
	if (rc)
		return MAINBOARD_WRONG;
	if (!v.board.vendor[0] || !v.board.model[0]) {
		ras_text_add(why,
			     "%s: gives no %s; accepted are both vendor = NAME and model = NAME",
			     path, v.board.vendor[0] ? "model" : "vendor");
		return MAINBOARD_WRONG;
	}
	*m = v.board;
	return MAINBOARD_GIVEN;
}
