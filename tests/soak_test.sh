#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A long replay: every event becomes a row, and neither memory nor open files grow on the way.
# SOAK_EVENTS: how many, at 100 a second of trace time; "make soak" takes those of 24 hours.
set -eu
src=${srcdir:-.}
count=${SOAK_EVENTS:-200000}
parts=$(((count + 999999) / 1000000))
work=$(mktemp -d "${SOAK_DIR:-/var/tmp}/ras-soak-XXXXXX")
daemon=
cleanup()
{
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	rm -rf "$work"
}
trap cleanup EXIT

# A row takes about 500 bytes; the WAL and the capture come on top.
free=$(df --output=avail -B1 "$work" | tail -n 1)
[ "$free" -gt $((count * 800 + 200000000)) ] || { echo "needs $((count / 1250)) MB in $work"; exit 77; }

capture=$src/tests/data/captures/amd-ce-7.2
mkdir -p "$work/cap/per_cpu/cpu0"
ln -s "$(cd "$capture" && pwd)/events" "$work/cap/events"
cp "$capture/cpuinfo.txt" "$capture/clocks.txt" "$work/cap/"
each=$((count / parts))
tests/bench/mkcapture "$capture" $each >"$work/cap/per_cpu/cpu0/trace_pipe_raw"
replays=()
for ((i = 0; i < parts; i++)); do replays+=(--replay "$work/cap"); done

# Freed memory that a sanitizer keeps is no growth.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=0:thread_local_quarantine_size_kb=0"

# One reading of its memory (kB) and its descriptors for each look, as long as it runs.
./rasdaemon "${replays[@]}" --db "$work/db" >/dev/null 2>"$work/err" &
daemon=$!
while rss=$(awk '/^VmRSS/ { print $2 }' /proc/$daemon/status 2>/dev/null) && [ -n "$rss" ]; do
	echo "$rss $(ls /proc/$daemon/fd 2>/dev/null | wc -l)"
	sleep 0.1
done >"$work/looks"
wait $daemon || { cat "$work/err"; exit 1; }
daemon=
total=$((each * parts))
grep -q "$total events read, $total stored, 0 lost in the kernel, 0 not stored" "$work/err" ||
	{ cat "$work/err"; exit 1; }
[ "$(sqlite3 "$work/db" 'SELECT count(*) FROM mce_record')" = $total ]

# The second half of the run against the first one.
awk -v slack="${SOAK_SLACK_KB:-1024}" '
	{ rss[NR] = $1; fds[NR] = $2 }
	END {
		if (NR < 4) { print "too short to tell"; exit 1 }
		for (i = 1; i <= NR; i++) {
			half = i > NR / 2
			if (rss[i] > r[half]) r[half] = rss[i]
			if (fds[i] > f[half]) f[half] = fds[i]
		}
		printf "%d looks: %d kB and %d files, then %d kB and %d files\n", NR, r[0], f[0], r[1], f[1]
		exit r[1] > r[0] + slack || f[1] > f[0] + 1 # the page that is just read
	}' "$work/looks"
