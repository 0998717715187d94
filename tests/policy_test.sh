#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Policies over replayed captures: what is done to a machine in a folder, and to no other.
set -eu
src=${srcdir:-.}
captures=$src/tests/data/captures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*"; exit 1; }

sys=$work/sys
machine()
{
	rm -rf "$sys"
	mkdir -p "$sys/devices/system/memory" "$sys/devices/system/cpu/cpu1" "$sys/proc"
	: >"$sys/devices/system/memory/soft_offline_page"
	: >"$sys/devices/system/memory/hard_offline_page"
	echo 0-1 >"$sys/devices/system/cpu/online"
	mkdir -p "$sys/devices/system/cpu/cpu0"
	echo 1 >"$sys/devices/system/cpu/cpu0/online"
	echo 1 >"$sys/devices/system/cpu/cpu1/online"
	: >"$sys/proc/kpageflags"
	echo "HardwareCorrupted:   204800 kB" >"$sys/proc/meminfo"
}

# Little-endian bytes of number $2 in $1 bytes, as hexadecimal digits.
le()
{
	local i v=$2
	for ((i = 0; i < $1; i++)); do printf '%02x' $((v & 255)); v=$((v >> 8)); done
}
text()
{
	local i
	for ((i = 0; i < ${#1}; i++)); do printf '%02x' "'${1:i:1}"; done
	printf 00
}

# A corrected mc_event in the layout of intel-ce-6.1's format file: ID 1227, texts from offset 64.
# mc_event ADDRESS COUNT DETAIL
mc_event()
{
	local msg=(read DIMM_A1 "$3") at=64 loc=() bytes m
	for m in "${msg[@]}"; do
		loc+=("$(le 2 $at)$(le 2 $((${#m} + 1)))")
		at=$((at + ${#m} + 1))
	done
	bytes=$(le 2 1227)0000$(le 4 1)$(le 4 0)${loc[0]}${loc[1]}$(le 2 "$2")00$(le 1 255)ffff
	bytes+=000000000000$(le 8 "$1")06$(le 7 0)$(le 8 0)${loc[2]}00000000
	for m in "${msg[@]}"; do bytes+=$(text "$m"); done
	while ((${#bytes} / 2 % 4)); do bytes+=00; done
	# Ring buffer: a record's length in words (type_len 0: in the word that follows), no delta.
	echo "$(le 4 0)$(le 4 $((${#bytes} / 2 + 4)))$bytes"
}

# capture NAME RECORD…: one page of one CPU.
capture()
{
	local dir=$work/$1 data; shift
	data=$(printf %s "$@")
	mkdir -p "$dir/per_cpu/cpu0"
	cp -r "$captures/intel-ce-6.1/events" "$captures/intel-ce-6.1/trace_clock" \
		"$captures/intel-ce-6.1/clocks.txt" "$dir"
	data=$(le 8 1000000000)$(le 8 $((${#data} / 2)))$data
	data+=$(printf '%0*d' $((8192 - ${#data})) 0)
	# shellcheck disable=SC2059
	printf "$(sed 's/../\\x&/g' <<<"$data")" >"$dir/per_cpu/cpu0/trace_pipe_raw"
}

# replay CAPTURE [OPTION…]: into $work/db
replay()
{
	rm -f "$work"/db*
	./rasdaemon --replay "$1" --db "$work/db" --config "$work/config" "${@:2}" \
		>/dev/null 2>"$work/err" || { cat "$work/err"; fail "replay of $1"; }
}
sql() { sqlite3 "$work/db" "$1"; }
same() { [ "$1" = "$2" ] || { cat "$work/err"; fail "'$1' is not '$2' ($3)"; }; }
actions()
{
	sql "SELECT actor, action, target, cause_class, answer, verified FROM ras_action
		ORDER BY id"
}

detail() { echo "APEI location: node:0 card:1 module:2 rank:0 bank:3 device:0 row:$1 column:5"; }
capture errors "$(mc_event 0x12345678 30 "$(detail 8)")" \
	"$(mc_event 0x12345040 20 "$(detail 8)")" "$(mc_event 0x7654321 49 "$(detail 9)")" \
	"$(mc_event 0 500 "")"

machine
echo PAGE_CE_THRESHOLD=50 >"$work/config"
replay "$work/errors" --sysfs "$sys"
same "$(sql "SELECT count(*) FROM mc_event WHERE err_count > 0")" 4 "rows of the capture"
same "$(actions)" \
	"page policy|soft-offline page|0x12345000|mc_event|ok|unknown: no such page in kpageflags
poison policy|warn|memory|mc_event||" "a page at its threshold"
same "$(cat "$sys/devices/system/memory/soft_offline_page")" 0x12345000 "the kernel is asked"
same "$(sql "SELECT ras_severity FROM ras_action LIMIT 1")" info "an action is no error"
same "$(sql "SELECT m.time_ns = a.cause_time_ns FROM ras_action a, mc_event m WHERE m.id = 2
	LIMIT 1")" 1 "the cause's time"

# Without a folder to act on, nothing is decided.
machine
replay "$work/errors"
same "$(actions)" "" "a replay leaves this machine alone"

machine
printf 'ROW_CE_ACTION=hard\nROW_CE_THRESHOLD=50\nPOISON_STAT_THRESHOLD=0\n' >"$work/config"
replay "$work/errors" --sysfs "$sys"
same "$(actions)" \
	"row policy|hard-offline page|0x12345000|mc_event|ok|unknown: no such page in kpageflags" \
	"a row"
same "$(cat "$sys/devices/system/memory/soft_offline_page")" "" "hard means hard"

# In a virtual machine, machine checks are no reason to take a CPU away, however many they are.
machine
printf 'CPU_ISOLATION_ENABLE=yes\nCPU_CE_THRESHOLD=1\n' >"$work/config"
for name in intel-ce-6.1 amd-ce-7.2; do
	replay "$captures/$name" --sysfs "$sys"
	[ "$(sql "SELECT count(*) FROM mce_record")" -gt 0 ] || fail "$name has no machine check"
	same "$(actions)" "" "$name: nothing is done"
	same "$(cat "$sys/devices/system/cpu/cpu0/online")" 1 "$name: CPU 0 stays"
done

# The same records on bare metal: CPU 0 has 5 of its own (a first-level cache, two of the TLB, a
# timer, parity), CPU 1 has one; memory controllers, buses and shared caches count for neither.
sed 's/ hypervisor//' "$captures/intel-ce-6.1/cpuinfo.txt" >"$work/cpuinfo"
printf 'CPU_ISOLATION_ENABLE=yes\nCPU_CE_THRESHOLD=6\n' >"$work/config"
replay "$captures/intel-ce-6.1" --sysfs "$sys" --cpuinfo "$work/cpuinfo"
same "$(actions)" "" "5 errors are not 6"
printf 'CPU_ISOLATION_ENABLE=yes\nCPU_CE_THRESHOLD=5\n' >"$work/config"
replay "$captures/intel-ce-6.1" --sysfs "$sys" --cpuinfo "$work/cpuinfo"
same "$(actions)" "CPU policy|offline CPU|CPU 0|mce_record|ok|offline" "a CPU at its threshold"
same "$(cat "$sys/devices/system/cpu/cpu0/online")" 0 "CPU 0 goes"
same "$(cat "$sys/devices/system/cpu/cpu1/online")" 1 "CPU 1 stays"

# A program is told of a memory failure as 0.8.x tells it, and finds nothing else.
machine
mkdir "$work/triggers"
cat >"$work/triggers/failed" <<END
#!/bin/sh
env | grep -v -e ^PWD -e ^SHLVL -e ^_= -e ^PATH | sort >>"$work/told"
END
chmod 755 "$work/triggers/failed"
printf 'TRIGGER_DIR=%s\nMEM_FAIL_TRIGGER=failed\nPOISON_STAT_THRESHOLD=0\n' "$work/triggers" \
	>"$work/config"
SECRET=1 replay "$captures/intel-ao-6.1" --sysfs "$sys"
n=$(sql "SELECT count(*) FROM memory_failure_event")
[ "$n" -gt 0 ] || fail "intel-ao-6.1 has no memory failure"
same "$(actions | sort | uniq -c | sed 's/^ *//')" \
	"$n trigger|run program|$work/triggers/failed|memory_failure_event|exit code 0|" "programs"
same "$(sql "SELECT count(DISTINCT a.id) FROM ras_action a JOIN memory_failure_event m
	ON a.incident = m.incident AND a.cause_time_ns = m.time_ns")" "$n" "the incident of its cause"
same "$(cut -d= -f1 "$work/told" | sort | uniq -c | tr -s ' \n' ' ')" \
	" $n ACTION_RESULT $n PAGE_TYPE $n PFN $n TIMESTAMP " "variables"
same "$(grep PFN "$work/told" | sort -u)" \
	"$(sql "SELECT DISTINCT 'PFN=' || pfn FROM memory_failure_event ORDER BY pfn")" "PFN"

# What the configuration asks for and the kernel does not offer is said at the start.
rm "$sys/devices/system/memory/soft_offline_page"
: >"$work/config"
replay "$work/errors" --sysfs "$sys"
grep -q 'soft_offline_page: No such file or directory: no page will be taken offline' "$work/err" ||
	fail "a kernel without soft_offline_page is not spoken of"
same "$(actions | head -n 1)" "page policy|soft-offline page|0x12345000|mc_event|No such file or\
 directory|unknown: no such page in kpageflags" "the kernel's refusal"

# A setting that is not accepted stops it, with its name.
echo PAGE_CE_ACTION=maybe >"$work/config"
if ./rasdaemon --replay "$work/errors" --config "$work/config" --sysfs "$sys" \
	>/dev/null 2>"$work/err"; then
	fail "PAGE_CE_ACTION=maybe is accepted"
fi
grep -q "PAGE_CE_ACTION='maybe'" "$work/err" || fail "the bad setting is not named"
