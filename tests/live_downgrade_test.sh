#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Down to Debian's daemon and up again on one database: each reads and writes what the other left.
# PEER: its program; without, Debian's package is fetched.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
command -v unshare >/dev/null || skip "unshare is not installed"
[ ! -d $tracing/instances/rasdaemon ] || skip "another rasdaemon is at work here"
peer=${PEER:-}
if [ -z "$peer" ]; then
	chmod 777 "$work"
	(cd "$work" && timeout 120 apt-get download rasdaemon) >"$work/fetch" 2>&1 ||
		skip "Debian's rasdaemon cannot be fetched"
	dpkg -x "$work"/rasdaemon_*.deb "$work/debian"
	peer=$work/debian/usr/sbin/rasdaemon
fi
"$peer" --version >/dev/null 2>&1 || skip "Debian's rasdaemon does not run here"
[ "$("$peer" --version 2>&1 | grep -c '0\.[6-8]\.')" -ge 1 ] || skip "not a rasdaemon up to 0.8"
define mce_record
# Debian's daemon never removes its instance.
end_peer()
{
	[ -z "$daemon" ] || { kill -TERM "$daemon" && wait "$daemon"; } 2>/dev/null || true
	daemon=
	[ -d $tracing/instances/rasdaemon ] || return 0
	echo >$tracing/instances/rasdaemon/set_event || true
	rmdir $tracing/instances/rasdaemon
}
trap 'rc=$?; set +e; end_peer; cleanup $rc' EXIT
mkdir "$work/old"
db=$work/old/ras-mc_event.db

start
"$emit" run mce_record 3 >/dev/null
want 'SELECT count(*) FROM mce_record' 3
stop

# It does without machine checks unless it finds all of this in cpuinfo.
{ cat "$srcdir/tests/data/cpuinfo-amd-10h"; printf 'cpu MHz\t\t: 2000.000\n'; } >"$work/cpuinfo"
grep -q '^flags' "$work/cpuinfo" || printf 'flags\t\t: mce mca\n' >>"$work/cpuinfo"

# Made before it starts, so that it does not sleep until the buffer is half full.
mkdir $tracing/instances/rasdaemon
echo 0 >$tracing/instances/rasdaemon/buffer_percent || true
# It looks for debugfs, and records where its package says: both in a namespace of its own.
# shellcheck disable=SC2016 # for the inner shell
unshare -m --propagation private bash -c '
	mkdir -p /var/lib/rasdaemon && mount --bind "$1" /var/lib/rasdaemon
	mount --bind "$2" /proc/cpuinfo
	mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug
	exec "$3" -f -r' - "$work/old" "$work/cpuinfo" "$peer" \
	>"$work/peer-out" 2>"$work/err-peer" 9>&- &
daemon=$!
tries=0
until [ "$(cat $tracing/instances/rasdaemon/events/mce/mce_record/enable 2>/dev/null)" = 1 ]; do
	kill -0 $daemon 2>/dev/null || { daemon=; skip "Debian's rasdaemon ends at once here"; }
	[ $((tries += 1)) -lt 500 ] || { echo "Debian's rasdaemon enables nothing"; exit 1; }
	sleep 0.02
done
# It says nowhere that it reads already: what comes before is in the ring buffer.
"$emit" run mce_record 2 >/dev/null
# Not to ask the database meanwhile: it loses what it writes while somebody reads.
tries=0
until [ "$(grep -c 'inserted at db' "$work/err-peer")" -ge 2 ]; do
	[ $((tries += 1)) -lt 600 ] || { echo "Debian's rasdaemon does not record"; exit 1; }
	sleep 0.05
done
end_peer
is "$(query 'SELECT count(*) FROM mce_record')" 5 'rows of both'
is "$(query 'SELECT count(DISTINCT status) FROM mce_record')" 1 'the same status from both'
is "$(query 'PRAGMA integrity_check')" ok 'the database of both'
is "$(query "SELECT count(*) FROM mce_record WHERE ras_severity IS NULL OR origin IS NULL")" 0 \
	'text that is NULL'

start
"$emit" run mce_record 1 >/dev/null
want 'SELECT count(*) FROM mce_record' 6
stop
is "$rc" 0 'exit code'
