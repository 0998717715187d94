// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon: entry point. */
#include "config.h"

#include <stdio.h>

#include "core/log.h"
#include "daemon/live.h"
#include "daemon/options.h"
#include "daemon/post.h"
#include "daemon/probe_vmm.h"
#include "daemon/replay_run.h"
#include "daemon/selftest.h"

static void print_line(void *arg, const char *text)
{
	(void)arg;
	(void)puts(text);
}

int main(int argc, char **argv)
{
	struct ras_options o;
	struct ras_config config;
	char err[1024] = "";

	ras_log_open("rasdaemon", false);
	ras_options_parse(&o, argc, argv);
	if (o.post.run)
		return ras_post_main(&o.post);
	if (o.replays)
		return ras_replay_main(&o);
	if (ras_options_config(&o, &config, err, sizeof(err))) {
		ras_log(LOG_ERR, "%s", err);
		return 2;
	}
	if (o.print_config) {
		ras_config_print(&config, print_line, NULL);
		return 0;
	}
	if (o.probe_vmm)
		return ras_probe_vmm_main(&config);
	if (o.self_test)
		return ras_selftest_main(&o);
	if (o.enable || o.disable)
		return ras_live_switch(&o, &config, o.enable);
	return ras_live_main(&o, &config);
}
