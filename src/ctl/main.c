// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl: entry point. */
#include "config.h"

#include <stdio.h>

int main(void)
{
	puts("ras-mc-ctl " PACKAGE_VERSION);
	return 0;
}
