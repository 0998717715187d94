#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The README's SQL examples run and find what they speak of; its commands exist.
set -eu
src=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/db
./rasdaemon --replay "$src/tests/data/captures/amd-ao-6.1" --db "$db" >/dev/null 2>&1
sqlite3 "$db" "INSERT INTO mc_event (timestamp, err_count, err_type, err_msg, label, mc, driver_detail)
	VALUES ('', 3, 'Corrected', '', 'DIMM_A1', 0, ''), ('', 1, 'Corrected', '', 'DIMM_A1', 0, '');
	INSERT INTO lost_events (timestamp, cpu, count, reason) VALUES ('', 0, 40, 'overwritten');
	INSERT INTO mce_record (timestamp, socketid, bank_name, origin) VALUES ('', 1, 'UMC', 'hardware');"
awk '/^```sql/ { on = 1; n++; next } /^```/ { on = 0 } on { print > ("'"$work"'/" n ".sql") }' \
	"$src/README.md"
n=0
for file in "$work"/*.sql; do
	n=$((n + 1))
	rows=$(sqlite3 "file:$db?mode=ro" <"$file")
	[ -n "$rows" ] || { echo "no row:"; cat "$file"; exit 1; }
done
[ $n = 5 ] || { echo "$n examples of SQL"; exit 1; }
is() { [ "$(sqlite3 "$db" <"$work/$1.sql" | head -n 1)" = "$2" ] || { cat "$work/$1.sql"; sqlite3 "$db" <"$work/$1.sql"; exit 1; }; }
is 2 'DIMM_A1|0|4'
is 3 '1|UMC|1'
# trace.txt: the pages of the first record and of its memory_failure_event.
is 4 '2026-11-21 03:06:07 +0000|0x12345|Recovered'
grep -oE '^    (ras-mc-ctl|rasdaemon|dmesg \| ras-mc-ctl) --[a-z-]+' "$src/README.md" |
	sed 's/^ *dmesg | //; s/^ *//' | sort -u >"$work/commands"
while read -r program option; do
	"./$program" --help | grep -q -- "$option" || { echo "$program has no $option"; exit 1; }
done <"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 7 ] || { echo 'too few commands found'; exit 1; }
echo "readme: $n examples"
