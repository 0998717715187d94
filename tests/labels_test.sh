#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# ras-mc-ctl on DIMM labels: made-up sysfs trees and label files in, text and exit codes out.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ctl=$PWD/ras-mc-ctl
etc=${RAS_SYSCONFDIR:-/usr/local/etc}
failed=0

# check NAME CODE OUT ERR ARGUMENT...: run the program below $root and compare all three
check()
{
	local name=$1 code=$2 out=$3 err=$4 rc
	shift 4
	"$ctl" --root="$root" "$@" >"$work/out" 2>"$work/err"
	rc=$?
	[ "$rc" = "$code" ] || { echo "$name: exit code $rc, want $code"; failed=1; }
	diff -u --label "$name: wanted" --label got <(printf '%s' "$out") "$work/out" || failed=1
	diff -u --label "$name: wanted on stderr" --label got \
		<(printf '%s' "$err" | sed "s|@ROOT@|$root|g; s|@ETC@|$root$etc|g") "$work/err" || failed=1
}

# tree NAME: a fresh root
tree()
{
	root=$work/$1
	mkdir -p "$root/sys/class/dmi/id" "$root/sys/firmware/dmi/tables" "$root/proc" \
		"$root$etc/ras/dimm_labels.d"
	edac=$root/sys/devices/system/edac/mc
	labels=$root$etc/ras/dimm_labels.d
}

id() { printf '%s\n' "$2" >"$root/sys/class/dmi/id/$1"; }

# dimm MC NAME LOCATION MIB LABEL: as drivers/edac/edac_mc_sysfs.c shows them
dimm()
{
	local d=$edac/mc$1/$2
	mkdir -p "$d"
	printf '%s ' "$3" >"$d/dimm_location"
	printf '%s\n' "$4" >"$d/size"
	[ -z "$5" ] && : >"$d/dimm_label" || printf '%s\n' "$5" >"$d/dimm_label"
	echo 0 >"$d/dimm_ce_count"
	echo 0 >"$d/dimm_ue_count"
}

max() { mkdir -p "$edac/mc$1"; printf '%s ' "$2" >"$edac/mc$1/max_location"; }

# label MC/DIMM WANTED: what was written there, byte by byte
label()
{
	[ "$(cat "$edac/$1")" = "$2" ] && [ "$(stat -c %s "$edac/$1")" = ${#2} ] ||
		{ echo "$1: holds '$(cat "$edac/$1")', want '$2'"; failed=1; }
}

NL='
'
HEAD="LOCATION                            CONFIGURED LABEL     SYSFS CONTENTS      ${NL}"
NONE='ras-mc-ctl: no label registered: no EDAC driver shows a DIMM in @ROOT@/sys/devices/system/edac/mc'

# No EDAC, no DMI, no configuration: each says so.
tree nothing
check status-none 1 "ras-mc-ctl: drivers not loaded.${NL}" '' --status
check status-quiet 1 '' '' --status --quiet
check layout-none 1 '' "ras-mc-ctl: Error: no EDAC driver shows a DIMM in \
@ROOT@/sys/devices/system/edac/mc${NL}" --layout
unknown="ras-mc-ctl: firmware does not name the mainboard: write vendor and model into \
@ETC@/ras/mainboard${NL}"
check mainboard-none 1 '' "$unknown" --mainboard
check register-none 0 '' "$unknown" --register-labels
check guess-none 1 '' "ras-mc-ctl: @ROOT@/sys/firmware/dmi/tables/DMI: No such file or directory${NL}" \
	--guess-labels
check quiet 1 '' '' --quiet --mainboard
check delay-alone 2 '' "ras-mc-ctl: Error: Only use --delay with --register-labels${NL}" \
	--layout --delay=3
check delay-wrong 2 '' "ras-mc-ctl: --delay: '-1': accepted are seconds from 0 to 86400${NL}" \
	--register-labels --delay=-1
check delay-day 2 '' "ras-mc-ctl: --delay: '86401': accepted are seconds from 0 to 86400${NL}" \
	--register-labels --delay=86401
check delay-text 2 '' "ras-mc-ctl: --delay: '1.5s': accepted are seconds from 0 to 86400${NL}" \
	--register-labels --delay=1.5s

# Whether drivers are loaded: a module by its name, not by who uses it, or a controller.
tree status
echo 'edac_core 90112 0 - Live 0x0' >"$root/proc/modules"
check status-core 1 "ras-mc-ctl: drivers not loaded.${NL}" '' --status
echo 'amd64_edac 61440 0 - Live 0x0' >>"$root/proc/modules"
check status-module 0 "ras-mc-ctl: drivers are loaded.${NL}" '' --status
: >"$root/proc/modules"
max 0 'memory 1'
check status-builtin 0 "ras-mc-ctl: drivers are loaded.${NL}" '' --status

# The mainboard: firmware, the system where there is no board, the file, the command line.
tree board
id sys_vendor 'QEMU'; id product_name 'Standard PC'
check mainboard-system 0 "ras-mc-ctl: mainboard: QEMU model Standard PC${NL}" '' --mainboard
id board_vendor 'Acme Corp.  '; id board_name $'B\e[2J1'
check mainboard-board 0 "ras-mc-ctl: mainboard: Acme Corp. model B\\x1b[2J1${NL}" '' --mainboard
cat >"$root$etc/ras/mainboard" <<-'EOF'
	# ours
	vendor = "Number #1 Boards" # the maker
	  model=Z 80
EOF
check mainboard-file 0 "ras-mc-ctl: mainboard: Number #1 Boards model Z 80${NL}" '' --mainboard
echo 'modell = X' >>"$root$etc/ras/mainboard"
check mainboard-typo 1 '' "ras-mc-ctl: @ETC@/ras/mainboard:4: 'modell': accepted is \
vendor = NAME, model = NAME or script = PATH${NL}" --mainboard
echo 'vendor = X' >"$root$etc/ras/mainboard"
check mainboard-half 1 '' "ras-mc-ctl: @ETC@/ras/mainboard: gives no model; accepted are both \
vendor = NAME and model = NAME${NL}" --mainboard
echo 'script = /bin/true' >"$root$etc/ras/mainboard"
check mainboard-script 1 '' "ras-mc-ctl: @ETC@/ras/mainboard: its script is of another system and \
is not run${NL}" --mainboard
check mainboard-given 0 '' "ras-mc-ctl: Error: No dimm labels for Any One model X${NL}" \
	--mainboard='Any One:X' --print-labels
check mainboard-word 0 '' "ras-mc-ctl: Error: No dimm labels for Any model One X${NL}" \
	--mainboard='Any One X' --print-labels
check mainboard-bad 2 '' "ras-mc-ctl: --mainboard: 'X': accepted is VENDOR:MODEL${NL}" \
	--mainboard=X --print-labels

# Two controllers, channels and slots; one slot is empty.
tree server
id board_vendor ACME; id board_name 'Board 9'; id product_name 'Server 1'
dimm 0 dimm0 'channel 0 slot 0' 16384 'CPU_SrcID#0_Chan#0_DIMM#0'
dimm 0 dimm1 'channel 0 slot 1' 16384 ''
dimm 0 dimm2 'channel 1 slot 0' 16384 $'x\ty'
dimm 1 dimm0 'channel 0 slot 0' 1024 ''
max 0 'channel 1 slot 1'
max 1 'channel 1 slot 1'
# The csrow directories of CONFIG_EDAC_LEGACY_SYSFS show the same memory: they are left alone.
mkdir "$edac/mc0/csrow0"
echo 49152 >"$edac/mc0/csrow0/size_mb"
: >"$edac/mc0/csrow0/ch0_dimm_label"
cat >"$labels/acme" <<'EOF'
# boards of one maker
Vendor: acme
  Model: Board 8, board 9
	A1: 0.0.0; A2: 0.0.1
	B1:   0.1.0, 1.0.0
	B2: 0.1.1
EOF
want="${HEAD}\
mc0 channel 0 slot 0                A1                   CPU_SrcID#0_Chan#0_DIMM#0${NL}\
mc0 channel 0 slot 1                A2                                       ${NL}\
mc0 channel 1 slot 0                B1                   x\\x09y              ${NL}\
                                    B2                   0:1:1 missing       ${NL}\
mc1 channel 0 slot 0                B1                                       ${NL}${NL}"
check print 0 "$want" '' --print-labels
check layout 0 "\
       +---------------------------------------------------+
       |           mc0           |           mc1           |
       |  channel0  |  channel1  |  channel0  |  channel1  |
-------+---------------------------------------------------+
slot1: |  16384 MB  |      0 MB  |      0 MB  |      0 MB  |
slot0: |  16384 MB  |  16384 MB  |   1024 MB  |      0 MB  |
-------+---------------------------------------------------+
" '' --layout
check json 0 '{
"mainboard": { "vendor": "ACME", "model": "Board 9" },
"labels": [
{ "place": "0:0:0", "location": "mc0 channel 0 slot 0", "label": "A1", "registered": "CPU_SrcID#0_Chan#0_DIMM#0" },
{ "place": "0:0:1", "location": "mc0 channel 0 slot 1", "label": "A2", "registered": "" },
{ "place": "0:1:0", "location": "mc0 channel 1 slot 0", "label": "B1", "registered": "x\ty" },
{ "place": "0:1:1", "location": null, "label": "B2", "registered": null },
{ "place": "1:0:0", "location": "mc1 channel 0 slot 0", "label": "B1", "registered": "" }
],
"layout": [
{ "place": "0:0:0", "location": "mc0 channel 0 slot 0", "size_mb": 16384, "registered": "CPU_SrcID#0_Chan#0_DIMM#0" },
{ "place": "0:0:1", "location": "mc0 channel 0 slot 1", "size_mb": 16384, "registered": "" },
{ "place": "0:1:0", "location": "mc0 channel 1 slot 0", "size_mb": 16384, "registered": "x\ty" },
{ "place": "1:0:0", "location": "mc1 channel 0 slot 0", "size_mb": 1024, "registered": "" }
],
"edac": { "loaded": true }
}
' '' --json --mainboard --print-labels --layout --status
check register 0 '' '' --register-labels
label mc0/dimm0/dimm_label A1
label mc0/dimm1/dimm_label A2
label mc0/dimm2/dimm_label B1
label mc1/dimm0/dimm_label B1

# A later file wins; what editors and packagers leave behind does not count.
printf 'Vendor: ACME\nBoard: Board 9\nNEW: 0.0.0\n' >"$labels/zz-local"
printf 'Vendor: ACME\nBoard: Board 9\nOLD: 0.0.0\n' >"$labels/zzz.rpmsave"
cp "$labels/zzz.rpmsave" "$labels/zzz~"
printf 'Vendor: ACME\nBoard: Board 9\nDB: 0.0.0, 1.1.1\n' >"$root$etc/ras/dimm_labels.db"
check register-order 0 '' '' --register-labels
label mc0/dimm0/dimm_label NEW
rm "$labels"/zz*
check labeldb 0 '' '' --register-labels --labeldb="$work/server$etc/ras/dimm_labels.db"
label mc0/dimm0/dimm_label A1
check labeldb-missing 1 '' "ras-mc-ctl: /no/such/file: No such file or directory${NL}" \
	--register-labels --labeldb=/no/such/file
rm "$root$etc/ras/dimm_labels.db"

# The wait: at least as long as asked for.
start=$(date +%s%N)
check delay 0 '' '' --register-labels --delay=0.15
[ $(($(date +%s%N) - start)) -ge 150000000 ] || { echo 'delay: did not wait'; failed=1; }

# Wrong lines are named, the others still count.
cat >"$labels/acme" <<'EOF'
Vendor: acme
  Model: Board 9
	A1: 0.0.0
	A2 0.0.1
	A3: 0.0
	A4: 0.1.0.0.0
EOF
check wrong-lines 1 '' "\
ras-mc-ctl: @ETC@/ras/dimm_labels.d/acme:4: 'A2 0.0.1': neither a label nor a keyword; accepted is \
LABEL: PLACE[, PLACE]...[; LABEL: ...]
ras-mc-ctl: @ETC@/ras/dimm_labels.d/acme:5: '0.0': not as many layers as the places above; accepted \
is the same number for all of a board
ras-mc-ctl: @ETC@/ras/dimm_labels.d/acme:6: '0.1.0.0.0': no place of a DIMM; accepted is MC.POS, \
MC.POS.POS or MC.POS.POS.POS
" --register-labels
label mc0/dimm0/dimm_label A1
sed -i 's/Board 9/Board 7/; 5,$d' "$labels/acme"
check other-board 0 '' "\
ras-mc-ctl: @ETC@/ras/dimm_labels.d/acme:4: 'A2 0.0.1': neither a label nor a keyword; accepted is \
LABEL: PLACE[, PLACE]...[; LABEL: ...]
ras-mc-ctl: Error: No dimm labels for ACME model Board 9
" --register-labels

# The database knows other places than EDAC does; EDAC is not there; a label cannot be written.
printf 'Vendor: acme\nModel: Board 9\nA1: 5.0.0\n' >"$labels/acme"
check elsewhere 1 '' "ras-mc-ctl: no label registered: EDAC shows no DIMM at any place of the label \
database (see --print-labels and --layout)${NL}" --register-labels
printf 'Vendor: acme\nModel: Board 9\nA1: 0.0.0\nA2: 0.0.1\n' >"$labels/acme"
rm "$edac/mc0/dimm0/dimm_label"; mkdir "$edac/mc0/dimm0/dimm_label"
check unwritable 1 '' "ras-mc-ctl: @ROOT@/sys/devices/system/edac/mc/mc0/dimm0/dimm_label: \
Is a directory${NL}" --register-labels
label mc0/dimm1/dimm_label A2
rm -r "$edac"
check no-edac 1 '' "$NONE${NL}" --register-labels

# By product, when the model has no labels; the system's vendor may differ from the board's.
id sys_vendor 'Reseller'
printf 'Vendor: Reseller\nProduct: Server 1; Server 2\nP1: 0.2\n' >"$labels/acme"
dimm 0 dimm0 'memory 2' 512 ''
check product 0 '' '' --register-labels
label mc0/dimm0/dimm_label P1

# Chip selects and channels: ranks. An odd number of rows has no pairs.
tree ranks
for row in 0 1 2; do for ch in 0 1; do
	dimm 0 rank$((2 * row + ch)) "csrow $row channel $ch" 4096 ''
done; done
max 0 'csrow 3 channel 2'
check layout-ranks 0 "\
          +-----------------------------------------------+
          |                      mc0                      |
          |  csrow0   |  csrow1   |  csrow2   |  csrow3   |
----------+-----------------------------------------------+
channel2: |     0 MB  |     0 MB  |     0 MB  |     0 MB  |
channel1: |  4096 MB  |  4096 MB  |  4096 MB  |     0 MB  |
channel0: |  4096 MB  |  4096 MB  |  4096 MB  |     0 MB  |
----------+-----------------------------------------------+
" '' --layout

# Three layers, sizes of six digits; controllers of other layers have their own table.
tree mixed
for b in 0 1; do for c in 0 1; do for s in 0 1; do
	dimm 0 dimm$((4 * b + 2 * c + s)) "branch $b channel $c slot $s" 102400 ''
done; done; done
dimm 7 dimm0 'memory 0' 8192 ''
dimm 7 dimm10 'memory 10' 8192 ''
check layout-mixed 0 "\
       +-------------------------------------------------------+
       |                          mc0                          |
       |          branch0          |          branch1          |
       |  channel0   |  channel1   |  channel0   |  channel1   |
-------+-------------------------------------------------------+
slot1: |  102400 MB  |  102400 MB  |  102400 MB  |  102400 MB  |
slot0: |  102400 MB  |  102400 MB  |  102400 MB  |  102400 MB  |
-------+-------------------------------------------------------+
          +-----------+
          |    mc7    |
----------+-----------+
memory10: |  8192 MB  |
memory9:  |     0 MB  |
memory8:  |     0 MB  |
memory7:  |     0 MB  |
memory6:  |     0 MB  |
memory5:  |     0 MB  |
memory4:  |     0 MB  |
memory3:  |     0 MB  |
memory2:  |     0 MB  |
memory1:  |     0 MB  |
memory0:  |  8192 MB  |
----------+-----------+
" '' --layout

# The csrow directories that kernels have alone before 3.6: the size is shared by the channels.
tree legacy
id board_vendor ACME; id board_name Old
mkdir -p "$edac/mc0/csrow0"
echo 2048 >"$edac/mc0/csrow0/size_mb"
for ch in 0 1; do
	: >"$edac/mc0/csrow0/ch${ch}_dimm_label"
	echo 0 >"$edac/mc0/csrow0/ch${ch}_ce_count"
done
printf 'Vendor: ACME\nModel: Old\nL0: 0.0.0\nL1: 0.0.1\n' >"$labels/acme"
check layout-legacy 0 "\
          +-----------+
          |    mc0    |
          |  csrow0   |
----------+-----------+
channel1: |  1024 MB  |
channel0: |  1024 MB  |
----------+-----------+
" '' --layout
check register-legacy 0 '' '' --register-labels
label mc0/csrow0/ch0_dimm_label L0
label mc0/csrow0/ch1_dimm_label L1

# Attributes that make no sense are named, the rest is shown.
dimm 1 dimm0 'channel zero' 1 ''
dimm 1 dimm1 'channel 0 slot 0' 1x ''
dimm 1 dimm2 'channel 99999 slot 0' 1 ''
dimm 1 dimm3 'channel 0 slot 0' 1 ''
dimm 1 dimm4 'csrow 0 slot 1' 1 ''
"$ctl" --root="$root" --layout >"$work/out" 2>"$work/err"
[ $? = 1 ] && grep -q 'slot0: |     1 MB  |' "$work/out" &&
	grep -q ': 4 entries could not be read or make no sense, the first is mc1/dimm0$' "$work/err" ||
	{ echo 'bad attributes:'; cat "$work/out" "$work/err"; failed=1; }
max 2 'branch 9999 channel 9999 slot 9999'
"$ctl" --root="$root" --layout >"$work/out" 2>"$work/err"
[ $? = 1 ] && grep -q 'more positions than a machine has' "$work/err" ||
	{ echo 'huge table:'; cat "$work/err"; failed=1; }

# Memory slots by firmware (SMBIOS type 17: locator at 0x10, bank locator at 0x11).
tree smbios
device() # LOCATOR-NUMBER BANK-NUMBER STRINGS
{
	# shellcheck disable=SC2059 # the strings come as escapes
	printf '\x11\x15\x01\x00\0\0\0\0\0\0\0\0\0\0\0\0'"\\x$1\\x$2"'\0\0\0'"$3"'\0'
}
{
	printf '\x02\x04\x00\x00\0\0'
	device 01 02 'DIMM_A1\0NODE 0\0'
	device 02 00 'x\0DIMM\033B1\0'
	device 03 01 'y\0'
	printf '\x7f\x04\x09\x00\0\0'
} >"$root/sys/firmware/dmi/tables/DMI"
slots="memory stick 'DIMM_A1' is located at 'NODE 0'
memory stick 'DIMM\\x1bB1' is located at 'Not Specified'
memory stick 'Not Specified' is located at 'y'
"
check guess 0 "$slots" '' --guess-labels
check guess-json 0 '{
"slots": [
{ "locator": "DIMM_A1", "bank_locator": "NODE 0" },
{ "locator": "DIMM\u001bB1", "bank_locator": null },
{ "locator": null, "bank_locator": "y" }
]
}
' '' --guess-labels --json
truncate -s 60 "$root/sys/firmware/dmi/tables/DMI"
check guess-damaged 1 "${slots%%"$NL"*}${NL}" "ras-mc-ctl: the SMBIOS table is damaged at byte 43${NL}" \
	--guess-labels

exit $failed
