#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon on the live ring buffer: events in, rows out; start, reload, stop.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
define mce_record aer_event
db=$work/db

start
"$emit" run mce_record 200 >/dev/null
"$emit" run aer_event 20 >/dev/null
want 'SELECT count(*) FROM mce_record' 200
want 'SELECT count(*) FROM aer_event' 20
is "$(query 'SELECT count(*) FROM (SELECT DISTINCT addr / 4096 AS n FROM mce_record) WHERE n BETWEEN 0 AND 199')" \
	200 'each event once'
is "$(query "SELECT DISTINCT ras_severity || ' ' || cpu || ' ' || bank FROM mce_record")" \
	'corrected 1 4' 'values'
is "$(query "SELECT err_type, err_msg, count(*) FROM aer_event GROUP BY 2 ORDER BY 2")" \
	"$(printf 'Corrected|Bad TLP|10\nCorrected|Receiver Error|10')" 'PCIe bits 0 and 6'
is "$(query "SELECT count(*) FROM mce_record WHERE abs(time_ns / 1000000000 - strftime('%s','now')) < 100")" \
	200 'wall clock'

./rasdaemon --self-test --run-dir "$work/run" >"$work/self" || { cat "$work/self"; exit 1; }
grep -q 'self-test passed' "$work/self"

# A second daemon on the same buffer would steal events.
rc=0
./rasdaemon -f --db "$work/db2" --instance $instance --run-dir "$work/run2" 2>"$work/err2" || rc=$?
is $rc 1 'exit code of a second daemon'
grep -q 'another rasdaemon' "$work/err2"

# Each event is in the log when it comes; whoever reads the log may end.
stop
rm "$work/out"
mkfifo "$work/out"
cat "$work/out" >"$work/log" &
reader=$!
start
"$emit" run mce_record 1 >/dev/null
want 'SELECT count(*) FROM mce_record' 201
timeout 20 sh -c "until grep -q 'corrected mce_record: ' '$work/log'; do sleep 0.02; done" ||
	{ echo 'an event that is stored is not in the log'; exit 1; }
kill $reader
wait $reader || true
"$emit" run mce_record 1 >/dev/null
want 'SELECT count(*) FROM mce_record' 202
stop; is $rc 0 'exit code after the reader of the log ended'
rm "$work/out"
start

# A reload with a bad value keeps the daemon as it is; a good one switches an event off.
echo 'DISABLE="ras:aer_event"' >"$work/conf"
stop; is $rc 0 'exit code on SIGTERM'
[ ! -d $tracing/instances/$instance ] || { echo 'the instance was left behind'; exit 1; }
start --config "$work/conf"
"$emit" run aer_event 5 >/dev/null
"$emit" run mce_record 1 >/dev/null
want 'SELECT count(*) FROM mce_record' 203
is "$(query 'SELECT count(*) FROM aer_event')" 20 'a disabled event'
echo 'PAGE_CE_ACTION=maybe' >"$work/conf"
kill -HUP $daemon
hear 'not reloaded'
said 'conf:1: PAGE_CE_ACTION='
: >"$work/conf"
kill -HUP $daemon
hear 'configuration reloaded'
"$emit" run aer_event 5 >/dev/null
want 'SELECT count(*) FROM aer_event' 25

# SIGTERM in a storm: all that was emitted is stored or counted.
"$emit" run mce_record 60000 >/dev/null
stop
is "$(query "SELECT (SELECT count(*) FROM mce_record) + (SELECT ifnull(sum(count), 0) FROM lost_events)")" \
	60203 'emitted = stored + lost'
is "$(query 'PRAGMA journal_mode')" delete 'a resting database'

# kill -9 in a storm: the database is whole, the next daemon reads what the kernel still has, and what
# is missing is one stretch: the group that was in flight. (What is emitted without a daemon fits into
# the kernel's buffer.)
rm -f "$db"
start
taskset -c 0 "$emit" run mce_record 9000 9000 >/dev/null &
emitter=$!
want 'SELECT count(*) > 2000 FROM mce_record' 1
stop KILL
is "$(query 'PRAGMA integrity_check')" ok 'after kill -9'
wait $emitter
start
stop
is $rc 0 'exit code of the one that took over'
is "$(query "SELECT max(addr / 4096) FROM mce_record")" 8999 'the last event'
is "$(query "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 8999),
	missing AS (SELECT i FROM n WHERE i NOT IN (SELECT addr / 4096 FROM mce_record))
	SELECT count(*) = 0 OR max(i) - min(i) + 1 = count(*) FROM missing")" 1 'one stretch missing'
is "$(query 'SELECT count(*) - count(DISTINCT addr) FROM mce_record')" 0 'nothing twice'
[ -d $tracing/instances/$instance ] || { echo 'an instance it did not make was removed'; exit 1; }
rmdir $tracing/instances/$instance

# An instance that was there before, as the kernel's trace_instance= makes it: read out, kept, its clock
# set only then; what was enabled stays enabled.
rm -f "$db"
mkdir $tracing/instances/$instance
echo global >$tracing/instances/$instance/trace_clock
echo 1 >$tracing/instances/$instance/events/mce/mce_record/enable
"$emit" run mce_record 30 >/dev/null
start
want 'SELECT count(*) FROM mce_record' 30
is "$(query "SELECT count(*) FROM mce_record WHERE abs(time_ns / 1000000000 - strftime('%s','now')) < 100")" \
	30 'wall clock of what was there'
grep -q '\[boot\]' $tracing/instances/$instance/trace_clock || { echo 'the clock was not set'; exit 1; }
"$emit" run mce_record 3 >/dev/null
want 'SELECT count(*) FROM mce_record' 33
stop
is "$(cat $tracing/instances/$instance/events/mce/mce_record/enable)" 1 'enabled before, enabled after'
is "$(cat $tracing/instances/$instance/events/ras/aer_event/enable)" 0 'enabled by it, disabled by it'

# --enable and --disable, as the unit of 0.8.x calls them.
./rasdaemon --enable --instance $instance >"$work/enable"
is "$(cat $tracing/instances/$instance/events/ras/aer_event/enable)" 1 '--enable'
./rasdaemon --disable --instance $instance
is "$(cat $tracing/instances/$instance/events/*/*/enable | sort -u)" 0 '--disable'

# In the background: paths are still relative to the folder it was started in.
rmdir $tracing/instances/$instance
bin=$PWD
cd "$work"
rm -f run/status
"$bin/rasdaemon" --db back.db --instance $instance --run-dir run --sysfs sys 2>err 9>&-
"$bin/rasdaemon" --self-test --run-dir run >self || { cat self; exit 1; }
daemon=$(sed -n 's/^daemon: .*process //p' self)
[ -s back.db ] || { echo 'the database is somewhere else'; exit 1; }
kill "$daemon"
timeout 60 sh -c "while kill -0 $daemon 2>/dev/null; do sleep 0.02; done" || { echo 'it does not end'; exit 1; }
daemon=
echo 'live: ok'
