#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Channel reports of a real s390x kernel, replayed on whatever machine: rows as the kernel's own
# text (trace.txt) has them, with end-of-list records left out and chained words joined.
set -eu
src=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Subchannel-set ID: bits 4 and 5 of the second word's ID (drivers/s390/cio/css.c).
expected()
{
	sed -n 's/.*: s390_cio_stcrw: \(.*\)/\1/p' "$1" | while read -r line; do
		local cc slct oflw chn rsc anc erc rsid
		# "cc=0 slct=0 …": words of digits only
		[[ $line =~ ^([a-z]+=[0-9a-fx]+ ?)+$ ]] || { echo "strange line: $line"; continue; }
		eval "$line"
		[ "$cc" = 0 ] || continue
		if [ -n "${first:-}" ]; then
			echo "$first|$((rsid >> 4 & 3))|$(printf '%d' $((rsc << 24 | erc << 16 | rsid)))"
			first=
		elif [ "$chn" = 1 ]; then
			first="$((rsc))|$((erc))|$((rsid))|$slct|$oflw|$chn|$anc"
		else
			echo "$((rsc))|$((erc))|$((rsid))|$slct|$oflw|$chn|$anc|0|"
		fi
	done
}

status=0
for dir in "$src"/tests/data/captures/s390-*/; do
	name=$(basename "$dir")
	./rasdaemon --replay "$dir" --db "$work/$name.db" >"$work/$name.out"
	expected "$dir/trace.txt" >"$work/want"
	[ -s "$work/want" ] || { echo "$name: no CRW in trace.txt"; exit 1; }
	sqlite3 "$work/$name.db" "SELECT rsc, erc, rsid, solicited, overflow, chained, ancillary, ssid,
		crw_chained FROM s390_crw ORDER BY id" >"$work/got"
	diff -u "$work/want" "$work/got" || status=1
	# Hotplug of two devices, plugged and unplugged: nothing to worry about.
	severities=$(sqlite3 "$work/$name.db" "SELECT DISTINCT ras_severity FROM s390_crw")
	[ "$severities" = info ] || { echo "$name: severities $severities"; status=1; }
	# First and last word as the kernel timed them, to the microsecond.
	times=$(sqlite3 "$work/$name.db" "SELECT max(time_ns) / 1000 - min(time_ns) / 1000 FROM s390_crw")
	[ "$times" -ge 9002785 ] && [ "$times" -le 9002787 ] ||
		{ echo "$name: $times us from first to last, want 9002786"; status=1; }
	grep -q 'subchannel 0.0.0001: installed parameters initialized' "$work/$name.out" ||
		{ echo "$name: no such line in the log"; status=1; }
	./ras-mc-ctl --explain s390_crw:1 --db "$work/$name.db" | tr -s ' \n' ' ' >"$work/explained"
	grep -q 'reported: subchannel 0.0.0001: .* This is an ordinary change' "$work/explained" ||
		{ echo "$name: --explain says:"; cat "$work/explained"; status=1; }
done
exit $status
