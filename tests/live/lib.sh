# SPDX-License-Identifier: GPL-2.0-or-later
# For tests on the live ring buffer: uprobe events in the place of the hardware's, a daemon of our own.
# To be sourced; skips the test where that cannot be had.

skip() { echo "SKIP: $*"; echo "$*"; exit 77; }

[ "$(id -u)" = 0 ] || skip "needs root for tracefs"
command -v sqlite3 >/dev/null || skip "needs the sqlite3 shell"
tracing=/sys/kernel/tracing
if [ ! -d $tracing/events ]; then
	mount -t tracefs tracefs $tracing 2>/dev/null || skip "tracefs cannot be mounted"
fi
[ -w $tracing/uprobe_events ] || skip "no uprobe_events: kernel without CONFIG_UPROBE_EVENTS"

# The names of trace events are the machine's: one such test at a time.
exec 9>/tmp/rasdaemon-live-test.lock
flock -w "${RAS_LIVE_WAIT:-600}" 9 || skip "another live test does not end"

# What a killed run left.
for stale in "$tracing"/instances/rasdaemon-test-*; do
	[ ! -d "$stale" ] || rmdir "$stale" || true
done
sed -n 's|^p:\([^ ]*\) [^ ]*/tests/live/emit:.*|-:\1|p' $tracing/uprobe_events |
	while read -r stale; do echo "$stale" >>$tracing/uprobe_events || true; done

work=$(mktemp -d)
chmod 755 "$work"
instance=rasdaemon-test-$$
emit=$PWD/tests/live/emit
daemon=
defined=

cleanup()
{
	local rc=${1-$?} e
	trap - EXIT
	set +e
	[ -z "$daemon" ] || { kill -KILL "$daemon" 2>/dev/null; wait "$daemon" 2>/dev/null; }
	[ ! -d $tracing/instances/$instance ] || rmdir $tracing/instances/$instance || true
	for e in $defined; do echo "-:$e" >>$tracing/uprobe_events; done 2>/dev/null
	[ "$rc" = 0 ] || [ "$rc" = 77 ] || { echo "--- the daemon said:"; tail -n 20 "$work"/err* 2>/dev/null; }
	rm -rf "$work"
	exit $rc
}
trap cleanup EXIT

# define EVENT…: have them as trace events of the live kernel
define()
{
	local e line name
	for e; do
		line=$("$emit" define "$e")
		name=${line#p:}; name=${name%% *}
		[ ! -e "$tracing/events/$name" ] || skip "$name exists here already"
		echo "$line" >>$tracing/uprobe_events || skip "cannot define $name"
		defined="$defined $name"
	done
}

# start [OPTION…]: a daemon recording in $db; returns when it is ready
start()
{
	local tries=0
	rm -f "$work/run/status"
	# Whatever the machine's own configuration asks for, no test takes its pages or CPUs offline.
	./rasdaemon -f --db "$db" --instance $instance --run-dir "$work/run" --sysfs "$work/sys" \
		--cpuinfo "${cpuinfo:-$srcdir/tests/data/cpuinfo-amd-10h}" "$@" \
		>"$work/out" 2>"$work/err" 9>&- &
	daemon=$!
	until [ -S "$work/run/status" ]; do
		kill -0 $daemon 2>/dev/null || { echo "the daemon did not start"; exit 1; }
		[ $((tries += 1)) -lt 1000 ] || { echo "the daemon is not ready"; exit 1; }
		sleep 0.02
	done
}

# stop [SIGNAL]: end it and wait for it
stop()
{
	kill -"${1:-TERM}" "$daemon"
	{ wait "$daemon" && rc=0 || rc=$?; } 2>/dev/null
	daemon=
}

query() { sqlite3 -cmd '.timeout 20000' "file:$db?mode=ro" "$1"; }

# want SQL VALUE: wait until the answer is VALUE; at most a minute
want()
{
	local tries=0 got=
	until got=$(query "$1" 2>&1) && [ "$got" = "$2" ]; do
		[ $((tries += 1)) -lt 1200 ] || { echo "want '$2', got '$got': $1"; exit 1; }
		sleep 0.05
	done
}

is() { [ "$1" = "$2" ] || { echo "$3: want '$2', got '$1'"; exit 1; }; }
# hear TEXT: wait until the daemon has said it; at most a minute
hear()
{
	local tries=0
	until grep -q -- "$1" "$work/err"; do
		[ $((tries += 1)) -lt 3000 ] || { echo "the daemon did not say '$1'"; exit 1; }
		sleep 0.02
	done
}
said() { grep -q -- "$1" "$work/err" || { echo "the daemon did not say '$1'"; exit 1; }; }
