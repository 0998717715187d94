#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The live daemon and a VM's monitor: its state in --health, events as rows, settings reloaded.
set -eu
srcdir=${srcdir:-.}
. "$srcdir/tests/live/lib.sh"
command -v qemu-system-x86_64 >/dev/null || skip "needs qemu-system-x86_64"
define memory_failure_event
db=$work/db
qemu=
end()
{
	local rc=$?
	set +e
	[ -z "$qemu" ] || kill "$qemu"
	(exit $rc)
	cleanup
}
trap end EXIT

# monitor STATE: --health shows the monitor so, within 20 seconds
monitor()
{
	local tries=0 got=
	until got=$(./ras-mc-ctl --health --json --status-file="$work/run/status" --db "$db" || true) &&
		[ "$(sqlite3 :memory: "SELECT json_extract('${got//\'/}', '\$.monitors[0].state')")" = "$1" ]; do
		[ $((tries += 1)) -lt 200 ] || { echo "want the monitor $1, got: $got"; exit 1; }
		sleep 0.1
	done
}

# A bad setting stops the start, with what is accepted.
for bad in 'VMM_ACTION_ON=nope' 'VMM_ACTION_ON=nope:fatal' 'QMP_SOCKETS=relative' \
	'QMP_USER=no-such-user-here' 'VMM_FALLBACK=checkstop'; do
	if env "$bad" timeout 20 ./rasdaemon -f --db "$db" --instance $instance \
		--run-dir "$work/run" >"$work/out" 2>&1 9>&-; then
		echo "$bad was accepted"; exit 1
	fi
	grep -q "${bad%%=*}" "$work/out" || { cat "$work/out"; echo "$bad: not named"; exit 1; }
done

echo "QMP_SOCKETS=\"$work/qmp\"" >"$work/config"
start --config "$work/config"
monitor absent
qemu-system-x86_64 -name live1 -M q35 -accel tcg -cpu qemu64,+mce,+mca -smp 1 -m 64 -nodefaults \
	-display none -qmp "unix:$work/qmp,server=on,wait=off" -qmp "unix:$work/hmp,server=on,wait=off" \
	>"$work/qemu.log" 2>&1 </dev/null 9>&- &
qemu=$!
monitor connected

# An uncorrected error where no system has enabled machine checks: QEMU resets the VM, and says so.
"$PWD/tests/vm/qmp" "$work/hmp" hmp 'mce 0 9 0xbd000000000000c0 5 0x1000 0x8c' >/dev/null
want "SELECT vm_name || ' ' || action FROM vmm_event WHERE event = 'MEMORY_FAILURE'" 'live1 reset'
is "$(query "SELECT pid FROM vmm_event WHERE event = 'MEMORY_FAILURE'")" "$qemu" 'process'
is "$(query 'SELECT count(*) FROM ras_action')" 0 'actions while VMM_ACTION is none'

# Reloaded: a dry run from now on. A bad file changes nothing.
echo 'VMM_ACTION=bad' >>"$work/config"
kill -HUP $daemon
hear 'not reloaded'
sed -i '/VMM_ACTION/d' "$work/config"
printf 'VMM_ACTION=stop-vm\nVMM_ACTION_ON=vmm_event:fatal\n' >>"$work/config"
kill -HUP $daemon
hear 'configuration reloaded'
"$PWD/tests/vm/qmp" "$work/hmp" hmp 'mce 0 9 0xbd000000000000c0 5 0x1000 0x8c' >/dev/null
want "SELECT DISTINCT action || '|' || asked || '|' || answer FROM ras_action" \
	'stop-vm|monitor: stop|dry-run: dry run: not asked'
is "$(query 'SELECT count(*) FROM ras_action WHERE incident > 0 AND target = '"'VM live1'")" \
	"$(query 'SELECT count(*) FROM ras_action')" 'rows with incident and VM'
"$PWD/tests/vm/qmp" "$work/hmp" run query-status | grep -q '"running": *true' ||
	{ echo 'a dry run stopped the VM'; exit 1; }
./ras-mc-ctl --actions --db "$db" | grep -q 'vmm: stop-vm VM live1, asked monitor: stop' ||
	{ echo 'ras-mc-ctl --actions'; exit 1; }
stop
echo 'live vmm: ok'
