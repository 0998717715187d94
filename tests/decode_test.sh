#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Decoding without a daemon: real records as kernel log text, and by options of rasdaemon -p.
set -eu
src=${srcdir:-.}
data=$src/tests/data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
	echo "FAIL $*"
	failed=1
}

# Value of a key in the JSON line $record, without quotes; empty where it is null.
value()
{
	sed -n "s/.*\"$1\": \"\{0,1\}\([^\",}]*\).*/\1/p" <<<"$record" | sed 's/^null$//'
}

# The record as print_mce() of the kernel writes it.
log()
{
	local vendor=0 family model stepping base bank mcg v
	[ "$(value vendor)" = GenuineIntel ] || vendor=2
	family=$(value family) model=$(value model) stepping=$(value stepping)
	bank=$(value bank) mcg=$(value mcgstatus)
	local head='[   12.345678] mce: [Hardware Error]:'
	echo "$head CPU $n: Machine Check: ${mcg:-0} Bank ${bank:-9}: $(value status | sed s/^0x//)"
	printf '%s TSC 0' "$head"
	for name in addr misc ppin synd ipid; do
		v=$(value $name)
		[ -z "$v" ] || printf ' %s %x' "${name^^}" "$v"
	done
	echo ' '
	if [ -n "$family" ] && [ -n "$model" ]; then
		base=$((family > 15 ? 15 : family))
		printf '%s PROCESSOR %d:%x TIME 1 SOCKET 0 APIC %x microcode 1\n' "$head" "$vendor" \
			$(((family - base) << 20 | model >> 4 << 16 | base << 8 | (model & 15) << 4 | \
			${stepping:-0})) "$n"
	fi
}

n=0
while IFS= read -r record; do
	n=$((n + 1))
	IFS=$'\t' read -r number severity cpu words _ < <(grep "^$n	" "$data/real-mces.expect")
	[ "$number" = "$n" ] || { fail "record $n: no expectation"; continue; }
	set --
	[ "$cpu" = - ] || set -- --cpu "$cpu"
	got=$(log | ./ras-mc-ctl --decode --json "$@") || fail "record $n: exit code $?"
	[ "$(wc -l <<<"$got")" = 1 ] || fail "record $n: not one object: $got"
	grep -Eq "\"ras_severity\":\"($severity)\"" <<<"$got" || fail "record $n: not $severity: $got"
	grep -Fq "\"status\":\"$(value status)\"" <<<"$got" || fail "record $n: other status: $got"
	while IFS= read -r word; do
		grep -Fq -- "$word" <<<"$got" || fail "record $n: without \"$word\": $got"
	done <<<"${words//; /$'\n'}"
	# For people: the log line's words, then a paragraph.
	[ "$(log | ./ras-mc-ctl --decode "$@" | wc -l)" -ge 4 ] || fail "record $n: no paragraph"
done <"$data/real-mces.jsonl"
[ $n = 42 ] || fail "$n records"

# Captures: the kernel's own text of an event decodes to the row that the event itself gives.
for dir in "$data"/captures/{amd,intel}*/; do
	name=$(basename "$dir")
	./rasdaemon --replay "$dir" --db "$work/$name.db" >/dev/null 2>&1
	sqlite3 "$work/$name.db" "SELECT status, addr, misc, mcgcap, cpu, bank, error_msg,
		mcistatus_msg, mcastatus_msg, mcgstatus_msg FROM mce_record ORDER BY rowid" \
		>"$work/rows"
	# What the whole log of such a guest says at its start.
	echo 'DMI: QEMU Standard PC (Q35 + ICH9, 2009)' | cat - "$dir/trace.txt" |
		./ras-mc-ctl --decode --json >"$work/objects"
	[ "$(wc -l <"$work/rows")" = "$(wc -l <"$work/objects")" ] || fail "$name: other count"
	while IFS='|' read -r status addr misc cap cpu bank error mci mca mcg; do
		want=$(printf '"cpu":%s,.*"bank":%s,' "$cpu" "$bank")
		grep -F -- "\"status\":\"$(printf '0x%016x' "$status")\"" "$work/objects" |
			grep -F -- "\"addr\":\"$(printf '0x%016x' "$addr")\"" |
			grep -F -- "\"misc\":\"$(printf '0x%016x' "$misc")\"" |
			grep -F -- "\"mcgcap\":\"$(printf '0x%016x' "$cap")\"" |
			grep -F -- "\"error_msg\":\"$error\"" |
			grep -F -- "\"mcistatus_msg\":\"$mci\"" |
			grep -F -- "\"mcastatus_msg\":\"$mca\"" |
			grep -F -- "\"mcgstatus_msg\":\"$mcg\"" | grep -q -- "$want" ||
			fail "$name: no object for status $(printf %x "$status") of CPU $cpu"
	done <"$work/rows"
done

# A relayed error of a guest is nobody's fault in the guest, and no fatal one.
log='Hypervisor detected: KVM
mce: [Hardware Error]: CPU 0: Machine Check: 0 Bank 9: 9c00180000000000
mce: [Hardware Error]: TSC 0 ADDR 12345000 MISC 8c 
mce: [Hardware Error]: PROCESSOR 2:800f12 TIME 1795230367 SOCKET 0 APIC 0 microcode 1000065'
got=$(./ras-mc-ctl --decode --json <<<"$log")
for word in '"origin":"vmm-relayed"' '"certainty":"yes"' '"addr_type":"guest-physical"' \
	'"ras_severity":"deferred"' '"time_ns":1795230367000000000' '"class":"mce_record"'; do
	grep -Fq -- "$word" <<<"$got" || fail "relayed: without $word: $got"
done
got=$(./ras-mc-ctl --decode <<<"$log" | tr -s ' \n' ' ')
grep -Fq "No CPU, bank or DIMM of the guest is at fault" <<<"$got" || fail "relayed: $got"

# What can be wrong.
rc=0; ./ras-mc-ctl --decode </dev/null >"$work/out" 2>"$work/err" || rc=$?
{ [ $rc = 1 ] && grep -q 'no machine check' "$work/err"; } || fail "empty text: $rc"
[ ! -s "$work/out" ] || fail "empty text: something on stdout"
for cpu in intel intel:6 amd:25:17:1:2 via:6:15 intel:x:1 amd:-1:1 amd:25:; do
	rc=0; ./ras-mc-ctl --decode --cpu "$cpu" <<<"$log" >/dev/null 2>"$work/err" || rc=$?
	{ [ $rc = 2 ] && grep -q 'VENDOR:FAMILY:MODEL' "$work/err"; } || fail "--cpu $cpu: $rc"
done
rc=0; ./ras-mc-ctl --decode <<<"$log" >/dev/full 2>/dev/null || rc=$?
[ $rc = 1 ] || fail "full disk: $rc"
rc=0; ./ras-mc-ctl --decode --quiet </dev/null 2>"$work/err" || rc=$?
{ [ $rc = 1 ] && [ ! -s "$work/err" ]; } || fail "--quiet: $rc"
# A line without end costs no more than any other.
{ head -c 3000000 /dev/zero | tr '\0' x; echo; echo "$log"; } |
	./ras-mc-ctl --decode --json >"$work/out"
[ "$(wc -l <"$work/out")" = 1 ] || fail "a long line before a record"

# rasdaemon --post-processing, with the options of 0.8.x.
got=$(./rasdaemon --post-processing --bank=18 --family=0x17 --model=0x71 --smca \
	--status=0xdc2040000000011b --ipid=0x0000009600150f00 --synd=0x000040000a801103)
for word in 'corrected mce_record' 'Corrected error, no action required.' \
	"Memory Error 'mem-tx: generic read" 'ipid=0x9600150f00' 'synd=0x40000a801103' DIMM; do
	grep -Fq -- "$word" <<<"$got" || fail "-p: without $word: $got"
done
./rasdaemon -p --family=25 --model=33 --status=0xbea0000001000108 | grep -q '^fatal' ||
	fail "-p: a UC and PCC record is fatal"
for wrong in "" "--status=1" "--family=23 --model=1" "--status=x --family=23 --model=1" \
	"--status=1 --family=23 --model=256" "--status=0x10000000000000000 --family=23 --model=1"; do
	rc=0
	# shellcheck disable=SC2086 # a list of options
	./rasdaemon -p $wrong >/dev/null 2>&1 || rc=$?
	[ $rc = 2 ] || fail "-p $wrong: exit code $rc"
done
exit $failed
