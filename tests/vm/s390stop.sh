#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A daemon at the monitor of a real s390x machine with nothing to boot: the machine stops, and the
# daemon must find out by itself that no machine check is why.
# Exit code 77: skipped, the last line says why. $RAS_VM_DIR: as for misc/check-vm.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
vm=${RAS_VM_DIR:-$top/build-vm}
build=$vm/build
guest_name=stopped no_vm=
qemu=''

# shellcheck source=/dev/null
for part in lib host; do . "$top/tests/vm/$part.sh"; done

skip() { echo "$*"; exit 77; }

cleanup()
{
	host_stop >/dev/null
	[ -z "$qemu" ] || { kill -KILL "$qemu"; wait "$qemu"; } 2>/dev/null
}
trap cleanup EXIT

# connected: the daemon has the monitor, within 20 seconds
connected()
{
	local tries=0
	until host_status | grep -q '"state": *"connected"'; do
		[ $((tries += 1)) -lt 200 ] || { host_status; cat "$dir/host.log"; return 1; }
		sleep 0.1
	done
}

mkdir -p "$vm/log" || exit 1
need_tools qemu-system-s390x=qemu-system-misc sqlite3=sqlite3 || skip "$no_vm"
build_programs >"$vm/log/build" 2>&1 || { tail -n 20 "$vm/log/build"; exit 1; }
dir=$(mktemp -d "$vm/guest-$guest_name-XXXX") || exit 1
qemu-system-s390x -name "$guest_name" -M s390-ccw-virtio -accel tcg -m 256 -smp 2 -nodefaults \
	-display none -no-reboot -action panic=pause -S -qmp "unix:$dir/qmp,server=on,wait=off" \
	-qmp "unix:$dir/ras,server=on,wait=off" >"$dir/qemu.log" 2>&1 </dev/null &
qemu=$!
host_start >"$dir/start"
case $? in
0) ;;
77) skip "$(tail -n 1 "$dir/start")" ;;
*) cat "$dir/start"; exit 1 ;;
esac
connected || exit 1

# CPU 0 loads a PSW of zeros, which is a disabled wait; CPU 1 was never started. A lowcore that was
# never written to has no machine check in it.
"$build/tests/vm/qmp" "$dir/qmp" run cont >/dev/null || exit 1
host_rows "SELECT vm_name, reason, ras_severity FROM vmm_event WHERE event = 'GUEST_PANICKED'" \
	"$guest_name|disabled-wait|fatal" || exit 1
host_rows "SELECT vm, vcpu, source, scope, mcic, ras_severity, verdict FROM s390_mchk" \
	"$guest_name|-1|post-mortem|vm|0|info|no machine check explains the stop: no lowcore that could be read holds one" ||
	exit 1
host_rows "SELECT count(*), count(DISTINCT incident), min(incident) > 0 FROM
	(SELECT incident FROM vmm_event WHERE event = 'GUEST_PANICKED'
	UNION ALL SELECT incident FROM s390_mchk)" '2|1|1' || exit 1
# It only looked.
"$build/tests/vm/qmp" "$dir/qmp" run query-status | grep -q '"status": *"guest-panicked"' ||
	{ echo 'the machine is not as it stopped'; exit 1; }
host_stop || { cat "$dir/host.log"; exit 1; }
grep -q "guest $guest_name: no machine check explains the stop" "$dir/host.log" ||
	{ cat "$dir/host.log"; exit 1; }
echo "an s390 machine that stopped: no machine check explains it"
