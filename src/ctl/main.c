// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl: entry point. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>

#include "ctl/decode.h"

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "decode", no_argument, NULL, 'd' },
		{ "cpu", required_argument, NULL, 'c' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct ctl_decode_options decode = { .json = false };
	bool any = false;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'd')
			any = true;
		else if (c == 'c')
			decode.cpu = optarg;
		else if (c == 'j')
			decode.json = true;
		else
			return 2;
	}
	if (any)
		return ctl_decode(stdin, stdout, &decode);
	puts("ras-mc-ctl " PACKAGE_VERSION);
	return 0;
}
