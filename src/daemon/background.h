/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going into the background; the starter waits until the daemon is ready or has failed. */
#ifndef RAS_DAEMON_BACKGROUND_H
#define RAS_DAEMON_BACKGROUND_H

/*
 * Go on in a new session without terminal, messages to syslog. Returns 0 in the daemon with the
 * descriptor for ras_background_ready(), -1 when it could not be started; the starter does not
 * return, it exits with 0 or 1 as the daemon tells.
 */
int ras_background(int *ready);

/* Tell the starter that all is well. ready -1: there is none. */
void ras_background_ready(int ready);

#endif
