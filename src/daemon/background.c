// SPDX-License-Identifier: GPL-2.0-or-later
/* Going into the background; the starter waits until the daemon is ready or has failed. */
#include "config.h"

#include "daemon/background.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "core/log.h"

int ras_background(int *ready)
{
	int ends[2];
	char ok = 0;
	ssize_t n;

	if (pipe2(ends, O_CLOEXEC)) {
		ras_log(LOG_ERR, "pipe: %m");
		return -1;
	}
	switch (fork()) {
	case -1:
		ras_log(LOG_ERR, "fork: %m");
		(void)close(ends[0]);
		(void)close(ends[1]);
		return -1;
	case 0:
		break;
	default:
		(void)close(ends[1]);
		do {
			n = read(ends[0], &ok, 1);
		} while (n < 0 && errno == EINTR);
		/* Not exit(): what stdio holds is the daemon's to write. */
		_exit(n == 1 ? 0 : 1);
	}
	(void)close(ends[0]);
	/* The folder stays: paths, also those of the next reload, are relative to it. */
	if (setsid() < 0) {
		ras_log(LOG_ERR, "cannot become a daemon: %m");
		return -1;
	}
	*ready = ends[1];
	return 0;
}

void ras_background_ready(int ready)
{
	if (ready < 0)
		return;
	/* Now, not before: until here errors are seen by whoever started it. */
	ras_log_open("rasdaemon", true);
	if (!freopen("/dev/null", "r", stdin) || !freopen("/dev/null", "w", stdout) ||
	    !freopen("/dev/null", "w", stderr))
		ras_log(LOG_WARNING, "/dev/null: %m");
	if (write(ready, "1", 1) != 1)
		ras_log(LOG_WARNING, "the starter is gone: %m");
	(void)close(ready);
}
