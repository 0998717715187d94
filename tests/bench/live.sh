#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon on the live ring buffer, measured; Debian's rasdaemon beside it in the same run, where it
# is installed or unpacked (PEER=/path/of/its/rasdaemon). Run in a build tree as root.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
define mce_record
db=$work/db
peer=${PEER:-}
ticks=$(getconf CLK_TCK)

cpu() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
memory() { awk '/VmHWM/ { printf "%.1f MB", $2 / 1024 }' "/proc/$1/status"; }
rows() { query 'SELECT count(*) FROM mce_record' 2>/dev/null || echo 0; }

# settle: the number of rows, once it has stopped to grow for two seconds
settle()
{
	local last=-1 n same=0
	while [ $same -lt 8 ]; do
		n=$(rows)
		if [ "$n" = "$last" ]; then same=$((same + 1)); else same=0; fi
		last=$n
		sleep 0.25
	done
	echo "$last"
}

# load NAME COUNT RATE: one daemon under one load; $daemon runs, $db is fresh
load()
{
	local before emitted stored lost
	before=$(cpu $daemon)
	emitted=$("$emit" run mce_record "$2" "$3")
	stored=$(settle)
	lost=$(query 'SELECT ifnull(sum(count), 0) FROM lost_events' 2>/dev/null || echo 'not told')
	printf '%-10s %s; stored %s, counted as lost: %s; %s us CPU an event; %s\n' "$1" "$emitted" \
		"$stored" "$lost" \
		"$(awk -v t=$(($(cpu $daemon) - before)) -v hz="$ticks" -v n="$stored" \
			'BEGIN { printf "%.1f", n ? t * 1e6 / hz / n : 0 }')" "$(memory $daemon)"
}

# The peer looks for debugfs, and records where its package says: both in a namespace of its own.
start_peer()
{
	mkdir -p "$work/peerdb"
	db=$work/peerdb/ras-mc_event.db
	rm -f "$db"
	# shellcheck disable=SC2016 # for the inner shell
	unshare -m --propagation private bash -c '
		mkdir -p /var/lib/rasdaemon && mount --bind "$1" /var/lib/rasdaemon
		mount --bind "$2" /proc/cpuinfo
		mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug
		exec "$3" -f -r' - "$work/peerdb" "$srcdir/tests/data/cpuinfo-amd-10h" "$peer" \
		>"$work/peer-out" 2>&1 9>&- &
	daemon=$!
	until [ -e "$db" ]; do sleep 0.05; done
	sleep 2 # it says nowhere that it is ready
}

end_peer()
{
	stop
	echo >$tracing/instances/rasdaemon/set_event || true
	rmdir $tracing/instances/rasdaemon || true
}

for what in '10000 1000' '100000 20000' '500000 50000' '500000 0'; do
	# shellcheck disable=SC2086 # two words
	set -- $what
	db=$work/db
	rm -f "$db"
	start
	load ours "$1" "$2"
	stop
	[ -n "$peer" ] || continue
	start_peer
	load peer "$1" "$2"
	end_peer
done

db=$work/db
rm -f "$db"
begin=$(date +%s%N)
start
echo "ours       ready after $((($(date +%s%N) - begin) / 1000000)) ms, $(memory $daemon) idle"
"$emit" run mce_record 1 >/dev/null
want 'SELECT count(*) FROM mce_record' 1
echo "ours       a lone event: $("$emit" lat mce_record 200 "$db")"
sleep 6 # until the checkpoint after the last event is done
before=$(awk '/ctxt/ { n += $2 } END { print n }' /proc/"$daemon"/task/*/status)
sleep 10
after=$(awk '/ctxt/ { n += $2 } END { print n }' /proc/"$daemon"/task/*/status)
echo "ours       wake-ups in 10 idle seconds: $((after - before))"
stop
if [ -n "$peer" ]; then
	start_peer
	"$emit" run mce_record 1 >/dev/null
	for ((try = 0; try < 80 && $(rows) == 0; try++)); do sleep 0.25; done
	if [ "$(rows)" = 0 ]; then
		echo "peer       a lone event: not visible within 20 s"
	else
		echo "peer       a lone event: $("$emit" lat mce_record 50 "$db")"
	fi
	end_peer
fi
