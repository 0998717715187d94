#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The daemon in a real s390x kernel under QEMU: a channel device is plugged in and taken out by QMP,
# each of which is a machine check with channel reports, and their rows must be in its database.
# Exit code 77: skipped, the last line says why. $RAS_S390X_DIR: as for misc/build-s390x.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
export RAS_S390X_DIR=${RAS_S390X_DIR:-$top/build-s390x}
sysroot=$RAS_S390X_DIR/sysroot
vm=$RAS_S390X_DIR/vm
# Unit tests that user-mode emulation cannot run (misc/build-s390x): they run here.
mapfile -t in_kernel <"$top/tests/vm/s390x-units"
qemu='' failures=0

skip() { echo "SKIP: $*"; echo "$*"; exit 77; }
wrong() { echo "FAIL $*"; failures=$((failures + 1)); }

cleanup() { [ -z "$qemu" ] || { kill -KILL "$qemu"; wait "$qemu"; } 2>/dev/null; }
trap cleanup EXIT

tools()
{
	local pair missing=
	for pair in qemu-system-s390x=qemu-system-misc cpio=cpio; do
		command -v "${pair%=*}" >/dev/null || missing="$missing ${pair#*=}"
	done
	[ -n "$missing" ] || return 0
	[ "$(id -u)" = 0 ] || skip "install these packages first:$missing"
	# shellcheck disable=SC2086 # a list of names
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends $missing; } >"$vm/tools.log" 2>&1 || skip "cannot install$missing"
}

# Debian's newest 6.1 kernel of s390x and its busybox, unpacked, not installed.
kernel()
{
	local package
	kernel=$(compgen -G "$vm/unpacked/boot/vmlinuz-*") && return
	rm -rf "$vm/unpacked" "$vm/download"
	mkdir -p "$vm/unpacked" "$vm/download" || return
	package=$(apt-cache search --names-only '^linux-image-6\.1\.0-[0-9]+-s390x$' | cut -d' ' -f1 |
		sort -V | tail -n 1)
	[ -n "$package" ] && (cd "$vm/download" && apt-get download "$package" busybox-static) || return
	for package in "$vm"/download/*.deb; do
		dpkg -x "$package" "$vm/unpacked" || return
	done
	kernel=$(compgen -G "$vm/unpacked/boot/vmlinuz-*")
}

# into_root PROGRAM…: programs and the libraries they are linked with, from the sysroot
into_root()
{
	local program lib
	for program; do
		cp "$program" "$root/bin/" || return
		while read -r lib; do
			mkdir -p "$root${lib%/*}" && cp -Lu "$sysroot$lib" "$root$lib" || return
		done < <(LD_TRACE_LOADED_OBJECTS=1 qemu-s390x-static -L "$sysroot" "$program" |
			grep -o '/lib/[^ ]*\|/usr/lib/[^ ]*')
	done
}

initramfs()
{
	root=$vm/root
	rm -rf "$root"
	mkdir -p "$root"/{bin,dev,proc,sys,lib} || return
	cp "$vm/unpacked/bin/busybox" "$root/bin/" && ln -s busybox "$root/bin/sh" || return
	into_root "$RAS_S390X_DIR/cross/rasdaemon" "$RAS_S390X_DIR/cross/ras-mc-ctl" \
		"$sysroot/usr/bin/sqlite3" \
		"${in_kernel[@]/#/$RAS_S390X_DIR/cross/tests/unit/}" || return
	cp "$top/tests/vm/s390x-units" "$root/" || return
	mkdir -p "$root/tests/data" && cp -r "$top/tests/data/qmp" "$root/tests/data/" || return
	cp -L "$sysroot/lib/ld64.so.1" "$root/lib/" || return
	install -m 755 "$top/tests/vm/s390x-init" "$root/init" || return
	(cd "$root" && find . | cpio -o -H newc --quiet) >"$vm/initramfs"
}

# said PATTERN SECONDS: wait for a line on the guest's console
said()
{
	local tries=$(($2 * 5))
	until grep -aq -- "$1" "$vm/console"; do
		kill -0 "$qemu" 2>/dev/null && [ $((tries -= 1)) -gt 0 ] || return
		sleep 0.2
	done
}

# qmp JSON: a command, and its answer; what comes in between is passed over
qmp()
{
	local line
	printf '%s\r\n' "$1" >&5
	while read -r -t 20 line <&6; do
		case $line in
		*'"return"'*) echo "$line"; return 0 ;;
		*'"error"'*) echo "$line"; return 1 ;;
		esac
	done
	echo "no answer to $1"
	return 1
}

boot()
{
	rm -f "$vm"/qmp.in "$vm"/qmp.out
	: >"$vm/console"
	mkfifo "$vm/qmp.in" "$vm/qmp.out" || return
	exec 5<>"$vm/qmp.in" 6<>"$vm/qmp.out"
	timeout 300 qemu-system-s390x -M s390-ccw-virtio -accel tcg -cpu max -m 1024 -smp 2 \
		-display none -nodefaults -no-reboot -kernel "$kernel" -initrd "$vm/initramfs" \
		-append "console=ttyS0 rdinit=/init panic=-1" \
		-chardev "file,id=c,path=$vm/console" -device sclpconsole,chardev=c \
		-object rng-random,id=r0,filename=/dev/urandom \
		-chardev "pipe,id=q,path=$vm/qmp" -mon chardev=q,mode=control \
		5>&- 6>&- >"$vm/qemu.log" 2>&1 </dev/null &
	qemu=$!
	qmp '{"execute": "qmp_capabilities"}' >/dev/null && said '^=== ready' 120
}

plug='{"execute": "device_add", "arguments": {"driver": "virtio-rng-ccw", "id": "rng1", "rng": "r0", "devno": "fe.3.0777"}}'
lowcore='{"execute": "human-monitor-command", "arguments": {"command-line": "x /3gx 0xe8", "cpu-index": CPU}}'
unplug='{"execute": "device_del", "arguments": {"id": "rng1"}}'

# Channel report pending and the validity bits (QEMU target/s390x/tcg/excp_helper.c), as HMP shows it.
stored='00000000000000e8: 0x00400f[15]d4[08]330000 0x[0-9a-f]*\\r\\n00000000000000f8: 0x[0-9a-f]\{16\}\\r\\n'

mkdir -p "$vm" || exit 1
why=$("$top/misc/build-s390x" only-build)
rc=$?
[ $rc != 77 ] || skip "${why##*$'\n'}"
[ $rc = 0 ] || { echo "$why"; exit 1; }
tools
export APT_CONFIG=$RAS_S390X_DIR/apt/apt.conf
kernel >"$vm/kernel.log" 2>&1 || skip "no s390x kernel can be had: $(tail -n 1 "$vm/kernel.log")"
unset APT_CONFIG
initramfs || { echo "FAIL no file system for the guest"; exit 1; }
# A boot under emulation may hang: once more, then it counts.
boot || { cleanup; echo "NOTE second try"; boot; } || wrong "the guest does not come up"
# then_says TEXT QMP-COMMAND: a command, and what the guest says behind it
then_says()
{
	qmp "$2" || wrong "$2"
	said "^=== $1" 60 || wrong "the guest did not come to '$1'"
}

if [ $failures = 0 ]; then
	then_says plugged "$plug"
	then_says 'no tracepoint' "$unplug"
	# A machine check lies in the lowcore of the CPU that took it, as the monitor shows it.
	# One that runs a program just now has its lowcore not mapped: QEMU cannot read it then.
	for ((tries = 0; tries < 100; tries++)); do
		lowcores=$(for cpu in 0 1; do qmp "${lowcore/CPU/$cpu}"; done)
		grep -q "$stored" <<<"$lowcores" && break
		sleep 0.1
	done
	then_says 'no message' "$plug"
	then_says end "$unplug"
fi
tr -d '\r' <"$vm/console" >"$vm/console.txt"
# Subchannel set 3 (devno fe.3.0777) stands in the chained word: bits 4 and 5 of its ID are 0x30.
# One report for each operation (facts: QEMU hw/s390x/css.c, css_generate_sch_crws()).
want='row|3|4|0000|3|1|50593840|info|trace
row|3|4|0000|3|1|50593840|info|trace
kmsg|3|4|0000|3|1|50593840|info|kmsg|1
counter|NMI|1|0|1|corrected'
got=$(grep -a '^row|\|^kmsg|\|^counter|' "$vm/console.txt")
[ "$got" = "$want" ] || wrong "rows: want
$want
got
$got"
for line in 'machine checks 2' 'health 0' 'unexplained 0' "${in_kernel[@]/%/ 0}"; do
	grep -aqx -- "=== $line" "$vm/console.txt" || wrong "the guest did not say '$line'"
done
[ "$(grep -acx '=== daemon exit 0' "$vm/console.txt")" = 3 ] || wrong "a daemon did not end well"
grep -q "$stored" <<<"${lowcores-}" || wrong "no machine check in a lowcore: ${lowcores-}"
[ $failures = 0 ] || tail -n 60 "$vm/console.txt"
[ $failures = 0 ] && echo "PASS s390x kernel: rows of a channel device plugged in and taken out"
[ $failures = 0 ]
