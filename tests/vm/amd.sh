# SPDX-License-Identifier: GPL-2.0-or-later
# An AMD guest: corrected errors, and QEMU's form of a lost page for AMD guests (target/i386/kvm/kvm.c
# kvm_mce_inject(): bank 9, VAL EN MISCV ADDRV DEFERRED POISON, MISC 0x8c). To be sourced.

# VAL EN ADDRV, data cache read in L1 (AMD APM 2, 9.5: memory hierarchy codes)
amd_corrected()
{
	inject 0 2 0x9400000000000135 0 0x12345678 0 &&
		rows "SELECT printf('%x %x %d', addr, misc, cpu), ras_severity FROM mce_record
			WHERE bank = 2 AND printf('%x', status) = '9400000000000135'" \
			'12345678 0 0|corrected' &&
		if ! absent incidents; then
			rows "SELECT origin FROM mce_record WHERE bank = 2" vmm-injected
		fi
}

amd_optional()
{
	local page=$victim_page
	inject 0 9 0x9c00180000000000 0 "$page" 0x8c &&
		rows "SELECT printf('%x %x', addr, misc), ras_severity, origin, certainty,
			printf('%x', guest_page) FROM mce_record
			WHERE bank = 9 AND printf('%x', status) = '9c00180000000000'" \
			"$(printf '%x 8c|deferred|vmm-relayed|yes|%x' "$page" $((page >> 12)))"
}

# What the kernel does with such a page, and whom it tells: mm/memory-failure.c, si_code BUS_MCEERR_AO
amd_kernel_acted() { page_lost 5; }

# For the corrected record, too: the monitor announces whatever it wrote.
amd_told() { is "$(monitor_events '"action-required": *false')" 2 'MEMORY_FAILURE'; }

# Two errors before one poll: the second takes the bank, and OVER tells of the first.
amd_overflow()
{
	local first
	guest 'echo 300 >/sys/devices/system/machinecheck/machinecheck0/check_interval' &&
		start_victim && first=$victim_page && start_victim &&
		inject 0 9 0x9c00180000000000 0 "$first" 0x8c &&
		inject 0 9 0x9c00180000000000 0 "$victim_page" 0x8c &&
		guest poll_often &&
		rows "SELECT printf('%x', addr), ras_severity, origin FROM mce_record
			WHERE printf('%x', status) = 'dc00180000000000'" \
			"$(printf '%x|deferred|vmm-relayed' "$victim_page")"
}

amd_scenario()
{
	check "amd: boot" boot amd -cpu EPYC -smp 2 -device pvpanic || return
	check "amd: a daemon on the host, at its monitor" host_start
	guest poll_often
	check "amd: a corrected error" amd_corrected
	check "amd: an early-kill process" start_victim
	check "amd: a page lost by the host (AO)" amd_optional
	check "amd: its memory_failure_event and SIGBUS" amd_kernel_acted
	check "amd: its SIGBUS as signal_event" signal_row 5
	check "amd: record, page and signal are one incident" one_incident 9c00180000000000
	check "amd: MEMORY_FAILURE on the host" amd_told
	check "amd: MEMORY_FAILURE in the host's database" host_memory_failure
	check "amd: two lost pages before one poll (OVER)" amd_overflow
	check "amd: daemon stops cleanly, database at rest" clean_stop
	check "amd: action required without SUCCOR panics the guest" host_panic
	check "amd: GUEST_PANICKED in the host's database" host_panic_row
	check "amd: the host's daemon ends cleanly" host_stop
	halt
}
