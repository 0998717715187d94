#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon under what the unit leaves it, as far as that can be had without systemd as init: one
# capability, no network, a read-only file system, and no system call but those of the filter.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
for tool in unshare setpriv strace systemd-analyze; do
	command -v $tool >/dev/null || skip "$tool is not installed"
done
unshare -m -n true 2>/dev/null || skip "namespaces cannot be had"
case $(nm -D ./rasdaemon 2>/dev/null) in *__asan_init*) skip "sanitizers call what the filter has not" ;; esac
define mce_record
unit=misc/rasdaemon.service
caps=$(sed -n 's/^CapabilityBoundingSet=//p' $unit | tr '[:upper:]' '[:lower:]' |
	sed 's/cap_/+/g; s/ /,/g')
is "$caps" +sys_admin 'capabilities of the unit'

# The file system as ProtectSystem=strict and ReadWritePaths= leave it; the database and the socket lie
# elsewhere here.
cat >"$work/inside" <<'END'
set -eu
work=$1 unit=$2 caps=$3
shift 3
mount --make-rprivate /
awk '$5 !~ "^/(proc|dev)(/|$)" { print $5 }' /proc/self/mountinfo | while read -r path; do
	mount -o remount,bind,ro "$path" 2>/dev/null || true
done
for path in "$work" $(sed -n 's/^ReadWritePaths=//p' "$unit" | tr ' ' '\n' | sed 's/^-//'); do
	[ ! -d "$path" ] || { mount --bind "$path" "$path"; mount -o remount,bind,rw "$path"; }
done
for path in / /sys; do
	case $(awk -v p=$path '$5 == p { o = $6 } END { print o }' /proc/self/mountinfo) in
	ro*) ;;
	*) echo "$path is not read-only"; exit 1 ;;
	esac
done
exec setpriv --bounding-set "-all,$caps" --inh-caps -all --no-new-privs \
	strace -f -qq -e signal=none -o "$work/calls" -e trace=all "$@"
END

db=$work/db
# With NOTIFY_SOCKET the daemon leaves its privileges to the unit.
NOTIFY_SOCKET='' unshare -m -n bash "$work/inside" "$work" "$unit" "$caps" \
	./rasdaemon -f --db "$db" --instance $instance --run-dir "$work/run" \
	--cpuinfo "$srcdir/tests/data/cpuinfo-amd-10h" >"$work/out" 2>"$work/err" 9>&- &
daemon=$!
tries=0
until [ -S "$work/run/status" ]; do
	kill -0 $daemon 2>/dev/null || { daemon=; cat "$work/err" "$work/out"; exit 1; }
	[ $((tries += 1)) -lt 1000 ] || { echo "the daemon is not ready"; exit 1; }
	sleep 0.02
done
pid=$(./ras-mc-ctl --health --json --status-file="$work/run/status" --db="$db" |
	grep -o '"pid": *[0-9]*' | grep -o '[0-9]*$' || true)
[ -n "$pid" ] || pid=$(pgrep -P $daemon rasdaemon)
is "$(sed -n 's/^NoNewPrivs:\t//p' "/proc/$pid/status")" 1 'no new privileges'
is "$(sed -n 's/^CapBnd:\t//p' "/proc/$pid/status")" 0000000000200000 'CAP_SYS_ADMIN alone'

"$emit" run mce_record 20 >/dev/null
want 'SELECT count(*) FROM mce_record' 20
./rasdaemon --self-test --run-dir "$work/run" >"$work/self" || { cat "$work/self"; exit 1; }
kill -HUP "$pid"
tries=0
until grep -q 'configuration reloaded' "$work/err"; do
	[ $((tries += 1)) -lt 1000 ] || { cat "$work/err"; echo "no reload"; exit 1; }
	sleep 0.02
done
kill -TERM "$pid"
wait $daemon && rc=0 || rc=$?
daemon=
is "$rc" 0 'exit code'
is "$(query 'PRAGMA journal_mode')" delete 'a resting database'
if grep -n 'cannot\|denied\|not permitted\|Read-only' "$work/err"; then exit 1; fi

# calls SET…: system calls of sets of systemd, and of sets in them
calls()
{
	local set line
	for set; do
		systemd-analyze syscall-filter --no-pager "$set" | sed 's/#.*//' | tail -n +2 |
			while read -r line; do
				case $line in
				'') ;;
				@*) calls "$line" ;;
				*) echo "$line" ;;
				esac
			done
	done
}
calls @system-service | sort -u >"$work/allowed"
calls @privileged @resources | sort -u >"$work/denied"
[ "$(wc -l <"$work/allowed")" -gt 100 ] || skip "systemd-analyze does not list system calls"
# What setpriv and the loader call before main() is theirs; the trace begins with rasdaemon's execve.
sed -n 's/^[0-9]* *\([a-z_0-9]*\)(.*/\1/p' "$work/calls" | sort -u >"$work/used"
[ "$(wc -l <"$work/used")" -gt 20 ] || { echo "hardly a system call was seen"; exit 1; }
# SQLite's fchown() fails without harm; chmod of the socket and database is not among them.
comm -13 "$work/denied" "$work/allowed" | comm -13 - "$work/used" | grep -vx fchown >"$work/beyond" || true
[ ! -s "$work/beyond" ] || { echo "not allowed by the unit's filter:"; cat "$work/beyond"; exit 1; }
