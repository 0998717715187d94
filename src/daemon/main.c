// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon: entry point. */
#include "config.h"

#include "core/log.h"
#include "daemon/options.h"
#include "daemon/post.h"
#include "daemon/replay_run.h"

int main(int argc, char **argv)
{
	struct ras_options o;

	ras_log_open("rasdaemon", false);
	ras_options_parse(&o, argc, argv);
	if (!o.db)
		o.db = RAS_DB_PATH;
	if (o.post.run)
		return ras_post_main(&o.post);
	if (o.replays)
		return ras_replay_main(&o);
	ras_log(LOG_ERR, "nothing to do: give --replay PATH");
	return 2;
}
