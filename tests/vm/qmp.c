// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A QEMU monitor's commands for shell scripts, by QMP over a UNIX socket.
 *
 *   qmp SOCKET hmp 'LINE'            a human monitor command; prints what it says
 *   qmp SOCKET run COMMAND [JSON]    a QMP command with its arguments; prints what it returns
 *   qmp SOCKET watch                 prints each event, a line each, until QEMU goes
 *
 * Exit code 0 done, 1 refused by QEMU (its words on stderr), 2 no talk with QEMU.
 */
#include <errno.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

/* QEMU answers in milliseconds; a loaded machine gets this much. */
enum { ANSWER_SECONDS = 20, DONE = 0, REFUSED = 1, NO_TALK = 2 };

static int fail(const char *what)
{
	(void)fprintf(stderr, "qmp: %s: %s\n", what, strerror(errno));
	return NO_TALK;
}

static FILE *connect_to(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const struct timeval wait = { .tv_sec = ANSWER_SECONDS };
	size_t len = strlen(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	FILE *f = NULL;

	errno = len < sizeof(at.sun_path) ? errno : ENAMETOOLONG;
	if (fd >= 0 && len < sizeof(at.sun_path)) {
		memcpy(at.sun_path, path, len);
		if (!setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)) &&
		    !connect(fd, (const struct sockaddr *)&at, sizeof(at)))
			f = fdopen(fd, "r+");
	}
	if (!f && fd >= 0)
		(void)close(fd);
	return f;
}

/* The next line as JSON; NULL at the end, after ANSWER_SECONDS, or when it is none. */
static struct json_object *next(FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	struct json_object *o = NULL;

	if (getline(&line, &size, f) > 0)
		o = json_tokener_parse(line);
	free(line);
	return o;
}

static bool send_command(FILE *f, const char *command, struct json_object *arguments)
{
	struct json_object *o = json_object_new_object();
	bool ok;

	(void)json_object_object_add(o, "execute", json_object_new_string(command));
	(void)json_object_object_add(o, "id", json_object_new_string(command));
	if (arguments)
		(void)json_object_object_add(o, "arguments", arguments);
	/* A stream that is read and written has to be positioned in between; a socket cannot be. */
	ok = dprintf(fileno(f), "%s\r\n", json_object_to_json_string(o)) > 0;
	(void)json_object_put(o);
	return ok;
}

/* Print text, or JSON as it is; errors go to stderr. */
static int print_answer(struct json_object *answer)
{
	struct json_object *value = NULL;

	if (json_object_object_get_ex(answer, "error", &value)) {
		(void)fprintf(stderr, "qmp: %s\n", json_object_to_json_string(value));
		return REFUSED;
	}
	(void)json_object_object_get_ex(answer, "return", &value);
	(void)puts(json_object_is_type(value, json_type_string)
			   ? json_object_get_string(value)
			   : json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
	return DONE;
}

/* Events may stand between a command and its answer: the id tells. */
static int answer_of(FILE *f, bool print)
{
	struct json_object *o;

	while ((o = next(f))) {
		int rc = DONE;
		bool mine = json_object_object_get_ex(o, "id", NULL);

		if (mine && print)
			rc = print_answer(o);
		(void)json_object_put(o);
		if (mine)
			return rc;
	}
	return fail("no answer");
}

static int watch(FILE *f)
{
	const struct timeval forever = { 0 };
	struct json_object *o;

	if (setsockopt(fileno(f), SOL_SOCKET, SO_RCVTIMEO, &forever, sizeof(forever)))
		return fail("watch");
	while ((o = next(f))) {
		(void)puts(json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
		(void)fflush(stdout);
		(void)json_object_put(o);
	}
	return DONE;
}

static int run(FILE *f, const char *verb, const char *what, const char *json)
{
	struct json_object *arguments = NULL;
	struct json_object *greeting = next(f);

	/* A monitor has one client at a time: another one would wait for the greeting. */
	if (!greeting)
		return fail("no greeting");
	(void)json_object_put(greeting);
	if (!send_command(f, "qmp_capabilities", NULL) || answer_of(f, false))
		return fail("qmp_capabilities");
	if (!strcmp(verb, "watch"))
		return watch(f);
	if (!strcmp(verb, "hmp")) {
		arguments = json_object_new_object();
		(void)json_object_object_add(arguments, "command-line",
					     json_object_new_string(what));
		what = "human-monitor-command";
	} else if (json) {
		arguments = json_tokener_parse(json);
	}
	return send_command(f, what, arguments) ? answer_of(f, true) : fail(what);
}

int main(int argc, char **argv)
{
	bool watching = argc == 3 && !strcmp(argv[2], "watch");
	bool hmp = argc == 4 && !strcmp(argv[2], "hmp");
	bool qmp = (argc == 4 || argc == 5) && !strcmp(argv[2], "run");
	FILE *f;
	int rc;

	if (!watching && !hmp && !qmp) {
		(void)fprintf(stderr, "usage: qmp SOCKET hmp LINE | run COMMAND [JSON] | watch\n");
		return NO_TALK;
	}
	f = connect_to(argv[1]);
	if (!f)
		return fail(argv[1]);
	rc = run(f, argv[2], watching ? "" : argv[3], argc == 5 ? argv[4] : NULL);
	return fclose(f) ? fail(argv[1]) : rc;
}
