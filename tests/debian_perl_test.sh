#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's own ras-mc-ctl (Perl, package rasdaemon) reads our database, and its summary is ours.
set -eu
src=${srcdir:-.}
perl -MDBD::SQLite -e 1 2>/dev/null || { echo 'Perl has no DBD::SQLite'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 777 "$work" # apt downloads as another user
if ! (cd "$work" && timeout 60 apt-get download -q rasdaemon >/dev/null 2>&1); then
	echo "Debian's package rasdaemon cannot be downloaded"
	exit 77
fi
dpkg -x "$work"/rasdaemon_*.deb "$work/deb"
db=$work/test.db
captures=()
for dir in "$src"/tests/data/captures/*/; do
	captures+=(--replay "$dir")
done
./rasdaemon "${captures[@]}" --db "$db" >/dev/null 2>&1
# Rows of the tables that 0.6.8 knows and our captures do not fill.
sqlite3 "$db" "INSERT INTO mc_event (timestamp, err_count, err_type, err_msg, label, mc, top_layer,
	middle_layer, lower_layer, address, grain, syndrome, driver_detail) VALUES
	('2026-11-21 03:14:14 +0000', 3, 'Corrected', 'memory read error', 'DIMM_A1', 0, 1, 0, -1,
	305419904, 5, 0, ''); INSERT INTO aer_event (timestamp, dev_name, err_type, err_msg) VALUES
	('2026-11-21 03:16:14 +0000', '0000:01:00.0', 'Corrected', 'Receiver Error, Bad TLP');"
sed "s|/var/lib/rasdaemon/ras-mc_event.db|$db|" "$work/deb/usr/sbin/ras-mc-ctl" >"$work/theirs"
# It gives up where these are not installed, though no report of the database uses them.
mkdir "$work/bin"
for tool in modprobe dmidecode; do
	printf '#!/bin/sh\n' >"$work/bin/$tool"
	chmod +x "$work/bin/$tool"
done
for report in summary errors; do
	PATH=$PATH:$work/bin perl "$work/theirs" --$report >"$work/theirs-$report" 2>"$work/err" ||
		{ echo "--$report failed"; cat "$work/err"; exit 1; }
done
./ras-mc-ctl --summary --db "$db" >"$work/ours-summary"
lines=0
while IFS= read -r line; do
	grep -qxF -- "$line" "$work/ours-summary" ||
		{ echo "not in our summary: $line"; exit 1; }
	lines=$((lines + 1))
done < <(grep -P '^\t' "$work/theirs-summary")
[ $lines -ge 20 ] || { echo "its summary has only $lines lines"; cat "$work/theirs-summary"; exit 1; }
want=$(sqlite3 "$db" 'SELECT count(*) FROM mce_record')
got=$(sed -n '/^MCE events:/,/^$/p' "$work/theirs-errors" | grep -c '^[0-9]')
[ "$got" = "$want" ] || { echo "it lists $got machine checks of $want"; exit 1; }
echo "debian perl: $lines summary lines alike, $got machine checks listed"
