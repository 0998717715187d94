#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Replay of each capture: as many rows as the kernel's own text has lines.
set -eu
src=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for dir in "$src"/tests/data/captures/*/; do
	name=$(basename "$dir")
	case $name in s390-*) continue ;; esac
	./rasdaemon --replay "$dir" --db "$work/$name.db" >/dev/null
	for table in mce_record memory_failure_event; do
		want=$(grep -c ": $table: " "$dir/trace.txt" || true)
		got=$(sqlite3 "$work/$name.db" "SELECT count(*) FROM $table")
		[ "$want" = "$got" ] || { echo "$name $table: $got rows, want $want"; exit 1; }
	done
done

# A capture is somebody else's folder: what is no file in it is refused, neither waited for nor opened,
# and no name does harm.
cap=$work/'a[b]*?'
fresh()
{
	rm -rf "$cap"
	cp -r "$src/tests/data/captures/amd-ao-7.2" "$cap"
	chmod -R u+w "$cap"
}
refuses()
{
	local rc=0
	timeout 60 ./rasdaemon --replay "$cap" --db "$work/odd.db" >/dev/null 2>"$work/err" || rc=$?
	[ $rc = 2 ] || { echo "$1: exit code $rc, want 2"; cat "$work/err"; exit 1; }
}
fresh
./rasdaemon --replay "$cap" --db "$work/name.db" >/dev/null
for file in events/header_page per_cpu/cpu0/trace_pipe_raw; do
	fresh; rm "$cap/$file"; mkfifo "$cap/$file"; refuses "a FIFO as $file"
	fresh; ln -sf /dev/zero "$cap/$file"; refuses "a device as $file"
done
for file in cpuinfo.txt clocks.txt trace_clock events/ras/memory_failure_event/format; do
	fresh; rm "$cap/$file"; mkfifo "$cap/$file"
	timeout 60 ./rasdaemon --replay "$cap" --db "$work/odd.db" >/dev/null 2>&1 ||
		{ echo "a FIFO as $file"; exit 1; }
done
