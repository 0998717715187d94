# SPDX-License-Identifier: GPL-2.0-or-later
# Asking a real QEMU: vCPUs out of a guest that agrees, is silent or has no system, by its agent, and
# the VM stopped; what is recorded of it. To be sourced.

monitor=$vm/ras-askvmm

# The agent's program and the modules of its channel, in a second archive behind the first.
agent_initramfs()
{
	local module package=$vm/agent-package ga
	root=$vm/agent-root
	if ! ga=$(command -v qemu-ga); then
		mkdir -p "$package" && (cd "$package" && rm -f ./*.deb &&
			apt-get download qemu-guest-agent >"$vm/log/agent" 2>&1) || {
			echo "no package qemu-guest-agent can be downloaded"; return 77; }
		dpkg -x "$package"/*.deb "$package/unpacked" || return 1
		ga=$package/unpacked/usr/sbin/qemu-ga
	fi
	ldd "$ga" | grep 'not found' && { echo "libraries of qemu-ga are missing"; return 77; }
	rm -rf "$root" && mkdir -p "$root"/{bin,modules} && into_root "$ga" || return 1
	for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci \
		virtio_console; do
		find "$vm/kernel/lib/modules" -name "$module.ko*" -exec cp {} "$root/modules/" \; || return 1
	done
	(cd "$root" && find . | cpio -o -H newc --quiet) >"$vm/agent.cpio" &&
		cat "$vm/initramfs" "$vm/agent.cpio" >"$vm/initramfs-agent"
}

# shellcheck disable=SC2016 # for the guest's shell
start_agent()
{
	guest 'for m in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci
		virtio_console; do [ ! -e /modules/$m.ko ] || insmod /modules/$m.ko || exit; done;
		n=0; until ls /dev/vport*p* >/dev/null 2>&1; do
			[ $((n += 1)) -lt 100 ] || break; usleep 100000; done;
		qemu-ga -d -m virtio-serial -p /dev/$(ls /dev | grep "^vport" | head -n 1) -t /run -l /run/ga.log -f /run/ga.pid;
		usleep 500000; pidof qemu-ga'
}

# thread_of VCPU: its thread, as QEMU says
thread_of()
{
	sqlite3 :memory: "SELECT json_extract(value, '\$.\"thread-id\"')
		FROM json_each('$(qmp query-cpus-fast)')
		WHERE json_extract(value, '\$.\"cpu-index\"') = $1"
}

# asked ROWS THREAD: an error hits this thread; VMM_ settings stand before it
asked()
{
	rm -f "$vm"/ask.db*
	QMP_SOCKETS=$monitor timeout 90 "$build/tests/vm/ask" "$vm/ask.db" "$@" >"$vm/log/ask" 2>&1 ||
		{ cat "$vm/log/ask"; return 1; }
}

recorded() { sqlite3 "file:$vm/ask.db?mode=ro" "SELECT $1 FROM ras_action ORDER BY id"; }

# vmm_of QEMU-PID: ras-mc-ctl --vmm for this VM alone
vmm_of()
{
	rm -rf "$vm/see" && mkdir -p "$vm/see/proc" && ln -s "/proc/$1" "$vm/see/proc/$1" &&
		QMP_SOCKETS=$monitor "$build/ras-mc-ctl" --vmm --root="$vm/see"
}

slots_in_use() { qmp query-hotpluggable-cpus | grep -o '"qom-path"' | wc -l; }

shown()
{
	local said
	said=$(vmm_of "$qemu") || { echo "$said"; return 1; }
	grep 'vCPU 0 .*the boot CPU cannot be unplugged' <<<"$said" &&
		grep 'vCPU 1 .*offline: hot-unplug; checkstop: not possible: .*only s390.*stop-vm: monitor$' \
			<<<"$said" || { echo "$said"; return 1; }
}

dry_run()
{
	VMM_ACTION=offline asked 1 "$(thread_of 1)" &&
		is "$(recorded 'answer')" 'dry-run: dry run: not asked' 'answer' &&
		is "$(recorded 'asked')" 'hot-unplug: device_del for vCPU 1' 'asked' &&
		is "$(slots_in_use)" 2 'vCPUs left' && is "$(guest nproc)" 2 'CPUs in the guest'
}

agrees()
{
	VMM_ACTION=offline VMM_DRY_RUN=no VMM_TIMEOUT=20 asked 1 "$(thread_of 1)" &&
		is "$(recorded "action || '|' || answer || '|' || verified")" \
			'offline|done: accepted|its hot-plug slot is empty' 'row' &&
		is "$(recorded 'incident > 0 AND incident = cause_time_ns')" 1 'incident' &&
		is "$(recorded 'cause_class')" memory_failure_event 'cause' &&
		is "$(slots_in_use)" 1 'vCPUs left' && is "$(guest nproc)" 1 'CPUs in the guest' &&
		"$build/ras-mc-ctl" --actions --json --db "$vm/ask.db" | grep '"actor": "vmm"'
}

boot_cpu()
{
	VMM_ACTION=offline VMM_DRY_RUN=no asked 1 "$(thread_of 0)" &&
		is "$(recorded action)" 'offline (refused)' 'action' &&
		recorded reason | grep 'the boot CPU cannot be unplugged'
}

# A kernel that has panicked and waits for ever: the request is accepted and nothing comes of it.
silent_guest()
{
	guest 'echo 0 >/proc/sys/kernel/panic'
	printf 'echo c >/proc/sysrq-trigger\n' >&5
	until grep -aq 'Kernel panic' "$dir/console"; do
		kill -0 "$qemu" && [ $((tries += 1)) -lt 200 ] || return 1
		sleep 0.1
	done
	VMM_ACTION=offline VMM_FALLBACK=stop-vm VMM_DRY_RUN=no VMM_TIMEOUT=3 asked 1 "$(thread_of 1)" &&
		is "$(recorded "action || '|' || answer")" 'offline|timeout: accepted' 'row' &&
		recorded verified | grep 'nothing came of it in time' &&
		is "$(slots_in_use)" 2 'vCPUs left' &&
		qmp query-status | grep '"running": *true'
}

# No system, firmware only: QEMU itself refuses, and the fallback stops the VM.
no_system()
{
	dir=$(mktemp -d "$vm/guest-askvmm-XXXX") || return 1
	qemu-system-x86_64 -M q35 -accel tcg -cpu EPYC -smp 2 -m 64 -nodefaults -display none \
		-name nosystem -qmp "unix:$monitor,server=on,wait=off" \
		-qmp "unix:$dir/qmp,server=on,wait=off" >"$dir/qemu.log" 2>&1 </dev/null &
	qemu=$!
	until [ -S "$dir/qmp" ]; do
		kill -0 "$qemu" && [ $((tries += 1)) -lt 200 ] || return 1
		sleep 0.1
	done
	VMM_ACTION=offline VMM_FALLBACK=stop-vm VMM_DRY_RUN=no asked 2 "$(thread_of 1)" &&
		is "$(recorded action)" 'offline
stop-vm (fallback)' 'actions' &&
		is "$(recorded 'substr(answer, 1, 9)')" 'refused: 
done: acc' 'answers' && is "$(recorded "target || '|' || verified" | tail -n 1)" \
			'VM nosystem|VM status paused' 'verified' &&
		is "$(recorded 'count(DISTINCT incident)')" 1 'incidents'
}

by_agent()
{
	vmm_of "$qemu" | grep 'vCPU 1 .*offline: guest agent' || { vmm_of "$qemu"; return 1; }
	VMM_ACTION=offline VMM_DRY_RUN=no asked 1 "$(thread_of 1)" &&
		is "$(recorded "asked || '|' || answer")" \
			'guest agent: guest-set-vcpus for vCPU 1|done: 1 of 1 taken offline' 'row' &&
		recorded verified | grep 'the guest says CPU 1 is offline' &&
		is "$(guest nproc)" 1 'CPUs in the guest' && is "$(slots_in_use)" 2 'vCPUs left'
}

# What QEMU says itself: a relayed memory error, told on the monitor, stops this VM.
stop_vm()
{
	local asker
	rm -f "$vm"/ask.db*
	VMM_ACTION=stop-vm VMM_ACTION_ON=vmm_event:recoverable VMM_DRY_RUN=no QMP_SOCKETS=$monitor \
		timeout 90 "$build/tests/vm/ask" "$vm/ask.db" 1 >"$vm/log/ask" 2>&1 5>&- 6>&- &
	asker=$!
	until grep -q connected "$vm/log/ask"; do
		kill -0 $asker && [ $((tries += 1)) -lt 200 ] || return 1
		sleep 0.1
	done
	inject -b 0 9 0xbd000000000000c0 5 0x12345000 0x8c || return 1
	wait $asker || { cat "$vm/log/ask"; return 1; }
	is "$(recorded "action || '|' || answer || '|' || verified || '|' || cause_class")" \
		'stop-vm|done: accepted|VM status paused|vmm_event' 'row' &&
		is "$(sqlite3 "$vm/ask.db" "SELECT event || ' ' || action FROM vmm_event LIMIT 1")" \
			'MEMORY_FAILURE inject' 'event' &&
		qmp query-status | grep '"status": *"paused"'
}

askvmm_scenario()
{
	local tries=0
	rm -f "$monitor"
	set -- -smp 2 -qmp "unix:$monitor,server=on,wait=off"
	if check "askvmm: boot" boot askvmm -cpu EPYC "$@"; then
		check "askvmm: --vmm shows what can be asked" shown
		check "askvmm: a dry run asks nobody" dry_run
		check "askvmm: never the boot CPU" boot_cpu
		check "askvmm: a guest that agrees loses a vCPU" agrees
	fi
	halt
	if check "askvmm: boot a guest to panic" boot askvmm -cpu EPYC "$@"; then
		check "askvmm: a silent guest is a time-out, no fallback" silent_guest
	fi
	halt
	check "askvmm: a VM without system: refused, then stopped" no_system
	halt
	if check "askvmm: agent" agent_initramfs &&
		check "askvmm: boot with agent" boot askvmm -cpu EPYC "$@" -initrd "$vm/initramfs-agent" \
			-device virtio-serial-pci -chardev "socket,id=ga0,path=$vm/ga-askvmm,server=on,wait=off" \
			-device virtserialport,chardev=ga0,name=org.qemu.guest_agent.0 &&
		check "askvmm: agent answers" start_agent; then
		check "askvmm: by the guest agent" by_agent
	fi
	halt
	if check "askvmm: boot an Intel guest" boot askvmm -cpu Skylake-Server "$@"; then
		check "askvmm: a relayed memory error stops the VM" stop_vm
	fi
	halt
}
