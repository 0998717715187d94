/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scripted monitor or guest agent on a UNIX socket, in the same loop as the client under test. */
#ifndef RAS_TESTS_MONITOR_H
#define RAS_TESTS_MONITOR_H

#include <stdbool.h>
#include <stddef.h>

#include <systemd/sd-event.h>

#define GREETING                                                                                   \
	"{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, "         \
	"\"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n"

struct monitor {
	sd_event *loop;
	char dir[64], path[96];
	int listener, fd;
	size_t len;
	char in[65536];   /* what the client sent and was not looked at yet */
	char line[65536]; /* the last line of mon_expect() */
};

/* Listen on a fresh socket in a directory of its own; mon_close() removes both. */
void mon_open(struct monitor *m, sd_event *loop);
void mon_close(struct monitor *m);

/* Run the loop until *flag is at least n; fails the test after ten seconds. */
void run_until(sd_event *loop, const int *flag, int n);

/* Let the loop run until nothing is ready. */
void run_idle(sd_event *loop);

/* Take the next connection, running the loop until there is one. */
void mon_accept(struct monitor *m);
void mon_hang_up(struct monitor *m);

/* Wait for a line of the client that names this command; its id. The line is in m->line. */
long mon_expect(struct monitor *m, const char *verb);

/* Send all of it. */
void mon_send(struct monitor *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void mon_send_bytes(struct monitor *m, const char *p, size_t n);

/* Accept, greet, and answer qmp_capabilities. */
void mon_handshake(struct monitor *m);

#endif
