// SPDX-License-Identifier: GPL-2.0-or-later
/* A scripted monitor or guest agent on a UNIX socket, in the same loop as the client under test. */
#include "config.h" /* accept4 needs _GNU_SOURCE */

#include "tests/unit/unit.h"

#include "tests/unit/monitor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/clock.h"

static const int64_t patience_ns = 10 * RAS_NSEC_PER_SEC;

void mon_open(struct monitor *m, sd_event *loop)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };

	memset(m, 0, sizeof(*m));
	m->loop = loop;
	m->fd = -1;
	strcpy(m->dir, "/tmp/ras-monitor-XXXXXX");
	assert_non_null(mkdtemp(m->dir));
	assert_true(snprintf(m->path, sizeof(m->path), "%s/s", m->dir) > 0);
	memcpy(addr.sun_path, m->path, strlen(m->path));
	m->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	assert_true(m->listener >= 0);
	assert_int_equal(bind(m->listener, (struct sockaddr *)&addr, sizeof(addr)), 0);
	assert_int_equal(listen(m->listener, 4), 0);
}

void mon_hang_up(struct monitor *m)
{
	if (m->fd >= 0)
		assert_int_equal(close(m->fd), 0);
	m->fd = -1;
	m->len = 0;
}

void mon_close(struct monitor *m)
{
	mon_hang_up(m);
	assert_int_equal(close(m->listener), 0);
	assert_int_equal(unlink(m->path), 0);
	assert_int_equal(rmdir(m->dir), 0);
}

static void turn(sd_event *loop, int64_t since)
{
	assert_true(sd_event_run(loop, 2000) >= 0);
	assert_true(ras_clock_now(CLOCK_MONOTONIC) - since < patience_ns);
}

void run_until(sd_event *loop, const int *flag, int n)
{
	int64_t since = ras_clock_now(CLOCK_MONOTONIC);

	while (*flag < n)
		turn(loop, since);
}

void run_idle(sd_event *loop)
{
	int more;

	do {
		more = sd_event_run(loop, 0);
		assert_true(more >= 0);
	} while (more);
}

void mon_accept(struct monitor *m)
{
	int64_t since = ras_clock_now(CLOCK_MONOTONIC);

	mon_hang_up(m);
	while ((m->fd = accept4(m->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) < 0) {
		assert_int_equal(errno, EAGAIN);
		turn(m->loop, since);
	}
}

/* The next line of the client into m->line. */
static void next_line(struct monitor *m)
{
	int64_t since = ras_clock_now(CLOCK_MONOTONIC);
	char *end;
	size_t n;

	while (!(end = memchr(m->in, '\n', m->len))) {
		ssize_t got = recv(m->fd, m->in + m->len, sizeof(m->in) - m->len, MSG_DONTWAIT);

		if (got > 0) {
			m->len += (size_t)got;
		} else {
			assert_true(got < 0 && errno == EAGAIN);
			turn(m->loop, since);
		}
	}
	n = (size_t)(end - m->in);
	memcpy(m->line, m->in, n);
	m->line[n] = '\0';
	m->len -= n + 1;
	memmove(m->in, end + 1, m->len);
}

long mon_expect(struct monitor *m, const char *verb)
{
	char want[96];
	const char *id;

	next_line(m);
	assert_true(snprintf(want, sizeof(want), "\"execute\":\"%s\"", verb) > 0);
	if (!strstr(m->line, want))
		fail_msg("expected %s, got %s", verb, m->line);
	id = strstr(m->line, "\"id\":");
	assert_non_null(id);
	return strtol(id + 5, NULL, 10);
}

void mon_send_bytes(struct monitor *m, const char *p, size_t n)
{
	int64_t since = ras_clock_now(CLOCK_MONOTONIC);

	while (n) {
		ssize_t sent = send(m->fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (sent > 0) {
			p += sent;
			n -= (size_t)sent;
		} else {
			assert_int_equal(errno, EAGAIN);
			turn(m->loop, since);
		}
	}
}

void mon_send(struct monitor *m, const char *fmt, ...)
{
	static char text[65536];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	assert_true(n > 0 && (size_t)n < sizeof(text));
	mon_send_bytes(m, text, (size_t)n);
}

void mon_handshake(struct monitor *m)
{
	mon_accept(m);
	mon_send(m, GREETING);
	mon_send(m, "{\"return\": {}, \"id\": %ld}\r\n", mon_expect(m, "qmp_capabilities"));
	run_idle(m->loop);
}
