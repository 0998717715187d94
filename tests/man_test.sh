#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual page of ras-mc-ctl has the options and exit codes that --help shows, and no others.
set -eu
page=${srcdir:-.}/man/ras-mc-ctl.8
help=$(./ras-mc-ctl --help)
options=$(sed -n 's/^  --\([a-z-]*\).*/\1/p' <<<"$help" | sort)
[ "$(wc -l <<<"$options")" -ge 20 ] || { echo "--help shows hardly an option"; exit 1; }
diff -u --label --help --label "$page" <(echo "$options") \
	<(sed -n 's/^\.It Fl -\([a-z-]*\).*/\1/p' "$page" | sort)
diff -u --label --help --label "$page" <(sed -n 's/^  \([0-9]\)  .*/\1/p' <<<"$help") \
	<(sed -n 's/^\.It \([0-9]\)$/\1/p' "$page")
