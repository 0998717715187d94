# SPDX-License-Identifier: GPL-2.0-or-later
# Ring buffers and events that come while the daemon runs: a CPU that was not there at start, one that
# goes and returns, an event that a module brings. To be sourced.

# The daemon's own view of an event: absent, on, …
event_state()
{
	guest "ras-mc-ctl --health --json --status-file=/run/rasdaemon/status | tr -d ' \n'; echo" |
		grep -o "\"name\":\"$1\"[^}]*\"state\":\"[a-z]*\"" | sed 's/.*"state":"//; s/"//'
}

# hot_corrected CPU ADDR: a corrected error of a CPU, polled by this CPU itself
hot_corrected()
{
	inject "$1" 2 0x9400000000000135 0 "$2" 0 &&
		rows "SELECT cpu FROM mce_record WHERE addr = $(($2))" "$1"
}

# A vCPU is plugged in and brought online: only then the kernel makes its ring buffer.
# shellcheck disable=SC2016 # for the guest's shell
cpu_plugged()
{
	qmp device_add '{"driver": "EPYC-x86_64-cpu", "id": "cpu1", "socket-id": 0, "die-id": 0,
		"core-id": 1, "thread-id": 0}' &&
		guest 'n=0; until [ -e /sys/devices/system/cpu/cpu1/online ]; do
			[ $((n += 1)) -lt 100 ] || break; usleep 100000; done;
			echo 1 >/sys/devices/system/cpu/cpu1/online' &&
		is "$(guest 'grep -c ^processor /proc/cpuinfo')" 2 'CPUs' &&
		is "$(guest 'grep -c "noticed only on reload" /run/daemon.log')" 0 'complaints'
}

cpu_returns()
{
	guest 'echo 0 >/sys/devices/system/cpu/cpu1/online' && hot_corrected 0 0x3000 &&
		guest 'echo 1 >/sys/devices/system/cpu/cpu1/online'
}

# The kernel of Debian 12 has no module with an event of ours. A kprobe event takes the place of one:
# it appears without a word, and the next module that is loaded must make the daemon look.
probe='p:memory_failure/memory_failure_event __x64_sys_umask pfn=\4660:u64 type=\0:s32 result=\3:s32'

module_event()
{
	is "$(event_state memory_failure/memory_failure_event)" absent 'before' &&
		guest "echo '$probe' >>/sys/kernel/tracing/kprobe_events" || return
	is "$(event_state memory_failure/memory_failure_event)" absent 'before the module' &&
		guest 'insmod /modules/mce-inject.ko; usleep 500000' &&
		is "$(event_state memory_failure/memory_failure_event)" on 'after the module' &&
		guest 'umask >/dev/null' &&
		rows "SELECT count(*) > 0 FROM memory_failure_event WHERE pfn = '0x1234'" 1
}

# What a CPU wrote just before it went offline is not left behind.
last_words()
{
	local before after
	before=$(guest 'query "SELECT count(*) FROM memory_failure_event"')
	guest 'taskset 2 sh -c "umask; umask; umask" >/dev/null; echo 0 >/sys/devices/system/cpu/cpu1/online'
	rows "SELECT count(*) >= $((before + 3)) FROM memory_failure_event" 1
}

cpus_scenario()
{
	check "cpus: boot" boot cpus -cpu EPYC -smp 1,maxcpus=2,cores=2 || return
	guest poll_often
	check "cpus: an error of the only CPU" hot_corrected 0 0x1000
	check "cpus: a CPU is plugged in" cpu_plugged
	check "cpus: an error of the new CPU" hot_corrected 1 0x2000
	check "cpus: it goes and comes back" cpu_returns
	check "cpus: an error after that" hot_corrected 1 0x4000
	check "cpus: an event that came with a module" module_event
	check "cpus: last events of a CPU that goes" last_words
	check "cpus: daemon stops cleanly, database at rest" clean_stop
	halt
}
