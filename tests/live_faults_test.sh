#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What others do to a running daemon: a burst, CPUs taken away, its instance and events removed, its
# database's folder moved, limits of retention changed. It goes on, and every event is accounted for.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
define mce_record aer_event
mkdir "$work/dir"
db=$work/dir/db
rows='SELECT count(*) FROM mce_record'
accounted="SELECT (SELECT count(*) FROM mce_record) + (SELECT ifnull(sum(count), 0) FROM lost_events)"
# Files, and not what the event loop makes for itself: its timer comes with the first burst.
fds() { readlink "/proc/$daemon/fd/"* | grep -c '^/'; }

# 100 000 in one burst: emitted = stored + lost, to the last one.
start
"$emit" run mce_record 100000 >/dev/null
"$emit" run aer_event 1 >/dev/null
want "$accounted" 100000
is "$(query 'SELECT count(*) - count(DISTINCT addr) FROM mce_record')" 0 'events stored twice'
stop
is "$rc" 0 'exit code after a burst'
is "$(query "$accounted")" 100000 'emitted = stored + lost'

# A CPU goes and comes back: what it had written is read, what it writes then is, too.
rm -f "$db"
start
cpu=/sys/devices/system/cpu/cpu1/online
if [ -w $cpu ] && [ "$(cat $cpu)" = 1 ] && taskset -c 1 "$emit" run mce_record 100 >/dev/null &&
	trap 'rc=$?; echo 1 >$cpu; cleanup $rc' EXIT && echo 0 >$cpu 2>/dev/null; then
	"$emit" run mce_record 100 >/dev/null
	want "$rows" 200
	echo 1 >$cpu
	trap cleanup EXIT
	taskset -c 1 "$emit" run mce_record 100 >/dev/null
	want "$rows" 300
else
	echo 'no CPU can be taken offline here: that part is left out'
	"$emit" run mce_record $((300 - $(query "$rows"))) >/dev/null
	want "$rows" 300
fi

# Somebody removes the instance: the kernel refuses, as it is being read.
! rmdir "$tracing/instances/$instance" 2>/dev/null || { echo 'an instance in use was removed'; exit 1; }
"$emit" run mce_record 10 >/dev/null
want "$rows" 310
open_before=$(fds)

# Somebody switches an event off and removes it: the others go on; a reload finds it under its new id.
echo 0 >"$tracing/instances/$instance/events/mce/mce_record/enable"
tries=0
until echo '-:mce/mce_record' 2>/dev/null >>"$tracing/uprobe_events"; do
	[ $((tries += 1)) -lt 200 ] || { echo 'the event cannot be removed'; exit 1; }
	sleep 0.02
done
[ ! -e "$tracing/events/mce/mce_record" ]
"$emit" run mce_record 5 >/dev/null
"$emit" run aer_event 10 >/dev/null
want 'SELECT count(*) FROM aer_event' 10
"$emit" define mce_record >>"$tracing/uprobe_events"
kill -HUP $daemon
hear 'configuration reloaded'
"$emit" run mce_record 10 >/dev/null
want "$rows" 320

# The database's folder is moved away, and is there again.
mv "$work/dir" "$work/moved"
"$emit" run mce_record 7 >/dev/null
hear 'recording resumes by itself'
mkdir "$work/dir"
want "$rows" 7
is "$(sqlite3 "$work/moved/db" "$rows")" 320 'rows of the moved database'
said 'recording again'
# SQLite holds the folder open for a moment when it makes a file there.
tries=0
until [ "$(fds)" -le "$open_before" ]; do
	[ $((tries += 1)) -lt 250 ] || { ls -l "/proc/$daemon/fd"; echo 'open files have grown'; exit 1; }
	sleep 0.02
done

# Limits of retention are taken over while it runs, from the configuration.
stop
echo 'DB_RETENTION_DAYS=0' >"$work/conf"
start --config "$work/conf"
sqlite3 -cmd '.timeout 20000' "$db" "UPDATE mce_record SET time_ns = NULL,
	timestamp = '2001-02-03 04:05:06 +0000' WHERE id <= 4"
"$emit" run mce_record 1 >/dev/null
want "$rows" 8
echo 'DB_RETENTION_DAYS=365' >"$work/conf"
kill -HUP $daemon
want "$rows" 4
stop
is "$rc" 0 'exit code at the end'
echo 'live faults: ok'
