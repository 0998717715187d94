# SPDX-License-Identifier: GPL-2.0-or-later
# For tests in QEMU guests: tools and kernel, the guest's first file system, boot, talk, injection.
# To be sourced by misc/check-vm, which sets: top (sources), build (a built tree), vm (work folder).

# Why tests cannot be run here; empty when they can.
no_vm=

# need_tools NAME=PACKAGE…: programs, from packages where they are missing and may be installed
need_tools()
{
	local pair missing=
	for pair; do
		[ -n "$(command -v "${pair%=*}")" ] || missing="$missing ${pair#*=}"
	done
	[ -n "$missing" ] || return 0
	no_vm="these packages are missing:$missing"
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
	# shellcheck disable=SC2086 # a list of names
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends $missing; } >"$vm/log/apt" 2>&1 || return 1
	no_vm=
}

# need_kernel: Debian's newest full 6.1 kernel in $vm/kernel, unpacked, not installed. The cloud
# kernels will not do: those of Debian 12 are built without CONFIG_X86_MCE.
need_kernel()
{
	local package
	no_vm="no kernel package can be downloaded"
	if ! compgen -G "$vm/kernel/boot/vmlinuz-*" >/dev/null; then
		command -v apt-get >/dev/null || return 1
		package=$(apt-cache search --names-only '^linux-image-6\.1\.0-[0-9]+-amd64$' |
			cut -d' ' -f1 | sort -V | tail -n 1)
		[ -n "$package" ] || return 1
		rm -rf "$vm/kernel" "$vm/download"
		mkdir -p "$vm/kernel" "$vm/download"
		(cd "$vm/download" && apt-get download "$package") >"$vm/log/kernel" 2>&1 || return 1
		dpkg -x "$vm"/download/*.deb "$vm/kernel" >>"$vm/log/kernel" 2>&1 || return 1
		rm -rf "$vm/download"
	fi
	vmlinuz=$(compgen -G "$vm/kernel/boot/vmlinuz-*" | head -n 1)
	no_vm=
}

# build_programs: what the tests here run, of the sources as they are
build_programs()
(
	cd "$top" && { [ -x configure ] || ./bootstrap; } && mkdir -p "$build" && cd "$build" || return 1
	[ -f Makefile ] || "$top/configure" -q || return 1
	make -j"$(nproc)" rasdaemon ras-mc-ctl tests/vm/ask tests/vm/qmp tests/vm/victim
)

# into_root PROGRAM…: a program and the libraries it is linked with
into_root()
{
	local program lib
	for program; do
		cp "$program" "$root/bin/" || return 1
		while read -r lib; do
			mkdir -p "$root${lib%/*}" && cp -Lu "$lib" "$root$lib" || return 1
		done < <(ldd "$program" 2>/dev/null | grep -o '/[^ ]*')
	done
}

# make_initramfs: what all guests boot into; uncompressed, as an emulated CPU unpacks slowly
make_initramfs()
{
	root=$vm/root
	rm -rf "$root"
	mkdir -p "$root"/{bin,sbin,dev,proc,sys,modules} || return 1
	cp "$(command -v busybox)" "$root/bin/busybox" || return 1
	ln -s busybox "$root/bin/sh" || return 1
	into_root "$build/rasdaemon" "$build/ras-mc-ctl" "$build/tests/vm/victim" \
		"$(command -v sqlite3)" || return 1
	find "$vm/kernel/lib/modules" \( -name 'mce-inject.ko' -o -name 'pvpanic*.ko' \) \
		-exec cp {} "$root/modules/" \; || return 1
	cp "$top/tests/vm/init" "$root/init" && chmod 755 "$root/init" || return 1
	(cd "$root" && find . | cpio -o -H newc --quiet) >"$vm/initramfs"
}

# boot NAME QEMU-OPTION…: a guest whose daemon runs; a boot that does not get there is repeated once
boot()
{
	guest_name=$1
	shift
	start_guest "$@" || { halt; echo "NOTE $guest_name: second try"; start_guest "$@"; }
}

start_guest()
{
	dir=$(mktemp -d "$vm/guest-$guest_name-XXXX") || return 1
	mkfifo "$dir/talk.in" "$dir/talk.out" || return 1
	# Both ends open here, so that neither side waits for the other to come.
	exec 5<>"$dir/talk.in" 6<>"$dir/talk.out"
	qemu-system-x86_64 -M q35 -accel tcg -m 512 -nodefaults -display none -no-reboot \
		-kernel "$vmlinuz" -initrd "$vm/initramfs" \
		-append "console=ttyS0 rdinit=/init tsc=reliable no_timer_check mitigations=off panic=-1 ${append-}" \
		-serial "file:$dir/console" -chardev "pipe,id=talk,path=$dir/talk" -serial chardev:talk \
		-qmp "unix:$dir/qmp,server=on,wait=off" -qmp "unix:$dir/events,server=on,wait=off" \
		-qmp "unix:$dir/ras,server=on,wait=off" -name "$guest_name" \
		"$@" 5>&- 6>&- >"$dir/qemu.log" 2>&1 </dev/null &
	qemu=$!
	answer 60 >"$dir/start" || return 1
	"$build/tests/vm/qmp" "$dir/events" watch >"$dir/events.json" 5>&- 6>&- &
	watcher=$!
}

# halt: end the guest in hand
halt()
{
	[ -z "${qemu-}" ] || { kill -KILL "$qemu"; wait "$qemu"; } 2>/dev/null
	[ -z "${watcher-}" ] || { kill "$watcher"; wait "$watcher"; } 2>/dev/null
	qemu='' watcher=''
	exec 5>&- 6>&-
}

# answer SECONDS: what the guest says up to its "=== EXIT-CODE", which is returned; 124: too late, or
# the guest is gone, and then it is not asked again
answer()
{
	local line part='' end=$((SECONDS + $1))
	while [ $SECONDS -lt $end ] && [ ! -e "$dir/gone" ]; do
		if ! read -r -t 1 line <&6; then
			# Keep the beginning of a line that is not yet whole.
			part=$part$line
			kill -0 "$qemu" 2>/dev/null || break
			continue
		fi
		line=$part${line%$'\r'}
		part=
		case $line in
		"=== "*) return "${line#=== }" ;;
		*) echo "$line" ;;
		esac
	done
	: >"$dir/gone"
	return 124
}

# guest COMMAND: a line for the guest's shell (newlines become spaces); prints and returns what it did
guest()
{
	printf '%s\n' "${*//[$'\n\t']/ }" >&5
	answer 40
}

hmp() { "$build/tests/vm/qmp" "$dir/qmp" hmp "$1"; }
qmp() { "$build/tests/vm/qmp" "$dir/qmp" run "$@"; }

# inject CPU BANK STATUS MCG_STATUS ADDR MISC, with -b before: to all CPUs. HMP says nothing if it worked.
inject()
{
	local said
	said=$(hmp "mce $*") && [ -z "$said" ] || { echo "mce $*: $said"; return 1; }
}

# inject_into_user: as inject, at a moment when CPU 0 runs a user's code: an action-required error in
# the kernel is a panic (arch/x86/kernel/cpu/mce/severity.c). The VM stands still to make it certain.
inject_into_user()
{
	local rc=1 tries=0
	while [ $rc != 0 ] && [ $((tries += 1)) -le 50 ]; do
		qmp stop >/dev/null || return 1
		case $(hmp 'info registers') in
		*CPL=3*) inject "$@" && rc=0 || tries=50 ;;
		esac
		qmp cont >/dev/null || return 1
		[ $rc = 0 ] || sleep 0.05
	done
	return $rc
}

# rows SQL VALUE: the guest's database answers VALUE within 20 seconds
rows()
{
	local got
	got=$(guest "want \"$1\" '$2'") || { echo "$1: want '$2', got '$got'"; return 1; }
}

# is GOT WANTED WHAT
is() { [ "$1" = "$2" ] || { echo "$3: want '$2', got '$1'"; return 1; }; }

# monitor_events PATTERN: how many events on QMP have it
monitor_events() { grep -c -e "$1" "$dir/events.json"; }

# check NAME FUNCTION…: one result; what it printed is shown when it failed
check()
{
	local name=$1 rc
	shift
	"$@" >"$vm/log/check" 2>&1
	rc=$?
	case $rc in
	0) passed=$((passed + 1)); echo "PASS vm $name" ;;
	77) skipped=$((skipped + 1)); echo "SKIP vm $name: $(tail -n 1 "$vm/log/check")" ;;
	*)
		failed=$((failed + 1))
		echo "FAIL vm $name"
		{ cat "$vm/log/check"; guest_state; } | sed 's/^/     /'
		;;
	esac
	return $rc
}

# guest_state: the ends of its console and of the daemon's log, for a failure
guest_state()
{
	echo "--- console:"
	tail -n 15 "$dir/console"
	echo "--- qemu:"
	tail -n 5 "$dir/qemu.log"
	[ -n "${qemu-}" ] && kill -0 "$qemu" 2>/dev/null || return 0
	echo "--- daemon:"
	guest 'tail -n 20 /run/daemon.log'
}
