# SPDX-License-Identifier: GPL-2.0-or-later
# The host's side: a daemon beside QEMU that listens to a monitor of its own. To be sourced.

host=
host_lock=/tmp/rasdaemon-live-test.lock

# host_start: a daemon on this machine, on a trace instance of its own, at the guest's monitor
host_start()
{
	local tries=0
	[ "$(id -u)" = 0 ] || { echo "the host's daemon needs root"; return 77; }
	[ -d /sys/kernel/tracing/instances ] || mount -t tracefs tracefs /sys/kernel/tracing ||
		{ echo "the host's daemon needs tracefs"; return 77; }
	# Names of trace events are the machine's: not beside a live test.
	exec 9>$host_lock
	flock -w 300 9 || { echo "a live test does not end"; return 77; }
	echo "QMP_SOCKETS=\"$dir/ras\"" >"$dir/host.conf"
	"$build/rasdaemon" -f --db "$dir/host.db" --config "$dir/host.conf" --run-dir "$dir/run" \
		--instance "rasdaemon-vm-$$" >"$dir/host.log" 2>&1 5>&- 6>&- 9>&- </dev/null &
	host=$!
	until [ -S "$dir/run/status" ]; do
		kill -0 $host 2>/dev/null && [ $((tries += 1)) -lt 500 ] || { cat "$dir/host.log"; return 1; }
		sleep 0.02
	done
	host_status | grep -q '"monitors"' || {
		host_stop
		echo "this daemon does not listen to monitors"
		return 77
	}
}

host_status() { "$build/ras-mc-ctl" --health --json --status-file="$dir/run/status"; }

host_stop()
{
	local rc=0
	[ -n "$host" ] || { echo "no daemon on the host"; return 77; }
	kill -TERM "$host"
	wait "$host" || rc=$?
	host=
	exec 9>&-
	return $rc
}

# host_rows SQL VALUE: the host's database answers VALUE within 10 seconds
host_rows()
{
	local got tries=0
	[ -n "$host" ] || { echo "no daemon on the host"; return 77; }
	until got=$(sqlite3 -cmd '.timeout 20000' "file:$dir/host.db?mode=ro" "$1" 2>&1) && [ "$got" = "$2" ]; do
		[ $((tries += 1)) -lt 100 ] || { echo "$1: want '$2', got '$got'"; cat "$dir/host.log"; return 1; }
		sleep 0.1
	done
}

# What QEMU said of the record that the guest got: qapi/run-state.json, MEMORY_FAILURE. QEMU announces
# the corrected one that was injected before, too.
host_memory_failure()
{
	host_rows "SELECT DISTINCT vm_name, pid, recipient, action, action_required, recursive, ras_severity
		FROM vmm_event WHERE event = 'MEMORY_FAILURE'" \
		"$guest_name|$qemu|guest|inject|0|0|recoverable"
}

# An action-required record without SUCCOR: the kernel gives up (mce_panic(), arch/x86 mce/core.c), and
# the paravirtual panic device tells the host. Last, as it ends the guest.
host_panic()
{
	local tries=0
	guest 'insmod /modules/pvpanic.ko && insmod /modules/pvpanic-mmio.ko' &&
		inject 0 9 0xbc00080000000000 7 0x1000 0x8c || return
	until grep -q GUEST_PANICKED "$dir/events.json"; do
		[ $((tries += 1)) -lt 100 ] || { echo 'no GUEST_PANICKED'; return 1; }
		sleep 0.1
	done
}

host_panic_row()
{
	host_rows "SELECT count(*), min(vm_name), min(ras_severity) FROM vmm_event
		WHERE event = 'GUEST_PANICKED'" "1|$guest_name|fatal"
}
