#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The database in trouble while events flow: readers, locks, garbage, a full disk. Nothing is lost silently.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
define mce_record
db=$work/db
accounted="SELECT (SELECT count(*) FROM mce_record) + (SELECT ifnull(sum(count), 0) FROM lost_events)"

# Readers in a loop, one of them without rights to the folder: not one event lost.
start
"$emit" run mce_record 10 >/dev/null
want 'SELECT count(*) FROM mce_record' 10
touch "$work/go"
readers=
for user in root nobody; do
	while [ -e "$work/go" ]; do
		setpriv --reuid=$user --clear-groups sqlite3 "file:$db?mode=ro" \
			'SELECT count(*), max(addr) FROM mce_record' >>"$work/read-$user" || exit 1
	done &
	readers="$readers $!"
done
"$emit" run mce_record 20000 10000 >/dev/null
want 'SELECT count(*) FROM mce_record' 20010
rm "$work/go"
for reader in $readers; do
	wait "$reader" || { echo 'a reader was refused'; exit 1; }
done
is "$(query 'SELECT count(*) FROM lost_events')" 0 'lost events'

# An unprivileged reader after a kill -9, and after a clean stop.
reader() { setpriv --reuid=nobody --clear-groups sqlite3 "file:$db?mode=ro" 'SELECT count(*) FROM mce_record'; }
is "$(reader)" 20010 'unprivileged reader while running'
stop KILL
is "$(reader)" 20010 'unprivileged reader after kill -9'
start
stop
is "$(reader)" 20010 'unprivileged reader after a stop'

# Another writer holds the database for as long as events come: they wait.
start
coproc lock { stdbuf -oL sqlite3 -cmd '.timeout 20000' "$db"; }
echo 'BEGIN IMMEDIATE; SELECT 1;' >&"${lock[1]}"
read -r _ <&"${lock[0]}"
"$emit" run mce_record 3000 >/dev/null
hear 'holds the database locked'
is "$(query 'SELECT count(*) FROM mce_record')" 20010 'rows while locked'
echo 'COMMIT;' >&"${lock[1]}"
eval "exec ${lock[1]}>&-"
want 'SELECT count(*) FROM mce_record' 23010
said 'recording again'

# Garbage in the place of the file: set aside, a new one begun.
head -c 8192 /dev/zero | tr '\0' 'x' >"$work/garbage"
cp "$work/garbage" "$work/garbage2"
mv "$work/garbage2" "$db"
"$emit" run mce_record 7 >/dev/null
want 'SELECT count(*) FROM mce_record' 7
aside=$(echo "$db".damaged-*)
cmp "$aside" "$work/garbage" || { echo 'the damaged file was not kept'; exit 1; }
# The folder's file removed by somebody: begun anew.
rm -f "$db" "$db-wal" "$db-shm"
"$emit" run mce_record 9 >/dev/null
want 'SELECT count(*) FROM mce_record' 9
stop

# A full disk: logged, counted, resumed.
mkdir "$work/small"
mount -t tmpfs -o size=1m,mode=755 none "$work/small" || { echo 'live store: ok, but no tmpfs for a full disk'; exit 0; }
trap 'rc=$?; umount -l "$work/small" || true; cleanup $rc' EXIT
db=$work/small/db
start
"$emit" run mce_record 30000 >/dev/null
hear 'the disk is full'
mount -o remount,size=64m "$work/small"
"$emit" run mce_record 5 >/dev/null
want "$accounted" 30005
said 'recording again'
is "$(query 'PRAGMA integrity_check')" ok 'after a full disk'
stop
is "$(query "$accounted")" 30005 'emitted = stored + lost'
echo 'live store: ok'
