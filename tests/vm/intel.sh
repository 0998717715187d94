# SPDX-License-Identifier: GPL-2.0-or-later
# An Intel guest: corrected errors, and QEMU's SRAO and SRAR records, broadcast to all CPUs
# (target/i386/kvm/kvm.c kvm_mce_inject(), target/i386/helper.c cpu_x86_inject_mce()). To be sourced.

# SDM 3B, 16.9.2: memory controller read error, channel 1; corrected count (bits 52:38) 1
intel_corrected()
{
	inject 0 7 0x8c00004000010091 0 0x23456780 0x86 &&
		rows "SELECT printf('%x', addr), cpu, error_count, ras_severity FROM mce_record
			WHERE bank = 7 AND printf('%x', status) = '8c00004000010091'" \
			'23456780|0|1|corrected'
}

# intel_relayed STATUS MCG_STATUS: the row of a relayed error at the victim's page
intel_relayed()
{
	inject_into_user -b 0 9 "0x$1" "$2" "$victim_page" 0x8c &&
		rows "SELECT printf('%x %x %x', addr, misc, mcgstatus), cpu, ras_severity, origin, certainty,
			printf('%x', guest_page) FROM mce_record
			WHERE bank = 9 AND printf('%x', status) = '$1'" \
			"$(printf '%x 8c %x|0|recoverable|vmm-relayed|yes|%x' "$victim_page" "$2" \
				$((victim_page >> 12)))"
}

# The broadcast's filler on the other CPU is found there by the next poll.
intel_companion()
{
	rows "SELECT count(*) > 0 FROM mce_record WHERE bank = 1 AND cpu = 1
		AND printf('%x', status) = 'a000000000000000'" 1 || return
	! absent incidents || return 0
	rows "SELECT DISTINCT origin FROM mce_record
		WHERE printf('%x', status) = 'a000000000000000'" vmm-companion
}

intel_told() { is "$(monitor_events "\"action-required\": *$1")" "$2" 'MEMORY_FAILURE'; }

intel_scenario()
{
	check "intel: boot" boot intel -cpu Skylake-Server -smp 2 || return
	guest poll_often
	check "intel: a corrected error" intel_corrected
	check "intel: an early-kill process" start_victim 'taskset 1'
	check "intel: action optional (SRAO)" intel_relayed bd000000000000c0 5
	check "intel: its memory_failure_event and SIGBUS" page_lost 5
	check "intel: its SIGBUS as signal_event" signal_row 5
	check "intel: record, page and signal are one incident" one_incident bd000000000000c0
	check "intel: the broadcast's filler on the other CPU" intel_companion
	check "intel: another such process" start_victim 'taskset 1'
	check "intel: action required (SRAR)" intel_relayed bd80000000000134 7
	check "intel: its memory_failure_event and SIGBUS, now" page_lost 4
	check "intel: its SIGBUS as signal_event, too" signal_row 4
	check "intel: these, too, are one incident" one_incident bd80000000000134
	check "intel: MEMORY_FAILURE on the host: one that requires action" intel_told true 1
	check "intel: daemon stops cleanly, database at rest" clean_stop
	halt
}
