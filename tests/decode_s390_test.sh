#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# ras-mc-ctl --decode of s390 values and of s390 kernel logs, wherever it is run.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail()
{
	echo "FAIL $*"
	failed=1
}

# says TEXT ARG…: --decode with these has TEXT as a part of its answer
says()
{
	local want=$1
	shift
	./ras-mc-ctl --decode "$@" >"$work/out" </dev/null || fail "$*: exit code $?"
	grep -Fq -- "$want" "$work/out" || { fail "$*: no '$want'"; cat "$work/out"; }
}

# What QEMU stores for a channel report (IBM bit 9); Principles of Operation, chapter 11.
says 'interruption code 0x00400f5d40330000: info' --mcic 00400f5d40330000
says 'CP(9)' --mcic 0x00400F5D40330000
# Instruction-processing damage without backup (bit 1) stops Linux (arch/s390/kernel/nmi.c).
says 'PD(1)' --mcic 4000000000000000
says ': fatal' --mcic 4000000000000000
# The address counts only where bit 24 says that it is valid.
says 'failing-storage address 0x7f4000' --mcic 20005fdd48330000 --fsa 7f4000
./ras-mc-ctl --decode --mcic 20005f5d48330000 --fsa 7f4000 | grep -q 7f4000 &&
	fail "an address that is not valid is shown"
says 'recovery (bit 36)' --mcic 2000000000000000 --cr14 08000000
says 'CR14 opens none' --mcic 2000000000000000 --cr14 0
# STP sync check: bit 24 of the damage code, 0x80 (nmi.c, ED_STP_SYNC).
says 'STP' --mcic 04000f7d40330000 --edc 80
says 'subchannel 0.3.0001: installed parameters initialized' --crw 13040001,03040030
says 'channel path' --crw 04020017
says '"mcic":"0x00400f5d40330000"' --json --mcic 00400f5d40330000

# Wrong values, and values with nothing to say them of.
for wrong in "--mcic=" "--mcic=xyz" "--mcic=12345678901234567" "--crw=123456789" "--crw=1,2,3" \
	"--crw=1," "--edc=1" "--mcic=1 --edc=123456789" "--mcic=-1"; do
	rc=0
	# shellcheck disable=SC2086 # a list of options
	./ras-mc-ctl --decode $wrong >"$work/out" 2>"$work/err" </dev/null || rc=$?
	{ [ $rc = 2 ] && [ -s "$work/err" ] && [ ! -s "$work/out" ]; } || fail "$wrong: exit code $rc"
done

# The kernel's own words (arch/s390/kernel/nmi.c, drivers/s390/cio/crw.c, arch/s390/kvm/interrupt.c).
cat >"$work/log" <<'LOG'
[   10.000000] crw_info : CRW reports slct=0, oflw=0, chn=1, rsc=3, anc=0, erc=4, rsid=1
[   10.000001] crw_info : CRW reports slct=0, oflw=0, chn=0, rsc=3, anc=0, erc=4, rsid=30
[   11.000000] something else
[   12.000000] mcck: Terminating task because of machine malfunction (code 0x20000f5540330000).
[   12.000001] mcck: task: stress, pid: 4711.
[   13.000000] guest machine check pid 815: 0x2000800000000000
Unrecoverable machine check, code: 4000000000000000
PSW: 0704C00180000000 000003FF8000BEEF PFX: 0000000000008000
LBA: 0000000000001000 EDC: 00000000 FSA: 00000000007F4000
System stopped
LOG
./ras-mc-ctl --decode <"$work/log" >"$work/out" || fail "a log: exit code $?"
[ "$(grep -c ' 0x20000f5540330000: \|word 13040001 03040030: \| 0x2000800000000000: \| 0x4000000000000000: ' \
	"$work/out")" = 4 ] || { fail "not the four records of the log"; cat "$work/out"; }
grep -q 'stress, process 4711' "$work/out" || fail "the task that was killed is not named"
grep -q 'vCPU of thread 815' "$work/out" || fail "the vCPU is not named"
./ras-mc-ctl --decode --json <"$work/log" >"$work/out" || fail "--json of a log: exit code $?"
[ "$(wc -l <"$work/out")" = 4 ] || fail "--json: not a line for each record"
[ "$(grep -c '"class":"s390_mchk"' "$work/out")" = 3 ] || fail "--json: not three machine checks"
grep -q '"task":"stress"' "$work/out" || fail "--json: no task"
rc=0; ./ras-mc-ctl --decode --mcic 1 >/dev/full 2>/dev/null </dev/null || rc=$?
[ $rc = 1 ] || fail "full disk: exit code $rc"
exit $failed
