#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A new database has the tables of rasdaemon 0.8.x: same columns, order and types, ours behind them.
# tests/data/schema-0.8.txt: "table: column TYPE, …", as 0.8.5 creates them, without the id.
set -eu
src=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/new.db
./rasdaemon --replay "$src/tests/data/captures/amd-ce-7.2" --db "$db" >/dev/null 2>&1

tables=0
while IFS=: read -r table columns; do
	want="id INTEGER,$columns"
	# The first columns, as many as 0.8.x has.
	n=$(tr -cd , <<<"$want" | wc -c)
	got=$(sqlite3 "$db" "SELECT group_concat(name || ' ' || type, ', ') FROM (SELECT * FROM
		pragma_table_info('$table') WHERE cid <= $n ORDER BY cid)")
	if [ "$got" != "$want" ]; then
		printf '%s:\n have %s\n want %s\n' "$table" "$got" "$want"
		exit 1
	fi
	# A text column that an older program leaves out must not become NULL.
	null=$(sqlite3 "$db" "SELECT group_concat(name) FROM pragma_table_info('$table')
		WHERE type = 'TEXT' AND dflt_value IS NOT ''''''")
	[ -z "$null" ] || { echo "$table: text columns that may be NULL: $null"; exit 1; }
	tables=$((tables + 1))
done <"$src/tests/data/schema-0.8.txt"
[ "$tables" = 27 ] || { echo "$tables tables compared, want 27"; exit 1; }
