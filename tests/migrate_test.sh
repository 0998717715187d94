#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A database of rasdaemon 0.6.8 (as Debian 12 has it) and one of 0.8.x: opens, keeps every row, gains
# columns behind the old ones, takes new events; and the old program's INSERTs go on working.
set -eu
export TZ=UTC LC_ALL=C
src=${srcdir:-.}
command -v sqlite3 >/dev/null || { echo 'needs the sqlite3 shell'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
capture=$src/tests/data/captures/amd-ao-6.1
events=$(grep -c ': mce_record: ' "$capture/trace.txt")

fail() { echo "FAIL: $*"; exit 1; }
is() { [ "$1" = "$2" ] || fail "$3: want '$2', got '$1'"; }
ask() { sqlite3 "file:$db?mode=ro" "$1"; }

# Columns as 0.6.8 has them: mce_record without ppin, microcode; three tables more.
old_068()
{
	sqlite3 "$1" <<-'SQL'
		CREATE TABLE mc_event (id INTEGER PRIMARY KEY, timestamp TEXT, err_count INTEGER,
			err_type TEXT, err_msg TEXT, label TEXT, mc INTEGER, top_layer INTEGER,
			middle_layer INTEGER, lower_layer INTEGER, address INTEGER, grain INTEGER,
			syndrome INTEGER, driver_detail TEXT);
		CREATE TABLE aer_event (id INTEGER PRIMARY KEY, timestamp TEXT, dev_name TEXT,
			err_type TEXT, err_msg TEXT);
		CREATE TABLE extlog_event (id INTEGER PRIMARY KEY, timestamp TEXT, etype INTEGER,
			error_count INTEGER, severity INTEGER, address INTEGER, fru_id BLOB,
			fru_text TEXT, cper_data BLOB);
		CREATE TABLE mce_record (id INTEGER PRIMARY KEY, timestamp TEXT, mcgcap INTEGER,
			mcgstatus INTEGER, status INTEGER, addr INTEGER, misc INTEGER, ip INTEGER,
			tsc INTEGER, walltime INTEGER, cpu INTEGER, cpuid INTEGER, apicid INTEGER,
			socketid INTEGER, cs INTEGER, bank INTEGER, cpuvendor INTEGER, bank_name TEXT,
			error_msg TEXT, mcgstatus_msg TEXT, mcistatus_msg TEXT, mcastatus_msg TEXT,
			user_action TEXT, mc_location TEXT);
		INSERT INTO mc_event VALUES (3, '2024-02-29 23:59:59 +0100', 2, 'Corrected', 'x', 'DIMM_A1',
			0, 1, 2, -1, 4096, 7, 0, NULL);
		INSERT INTO aer_event VALUES (NULL, '2024-03-01 10:00:00 +0000', '0000:00:01.0', 'Corrected',
			'Bad TLP');
		INSERT INTO extlog_event VALUES (9, '2024-03-01 10:00:00 +0000', 2, 1, 2, -1, x'00ff', '',
			x'');
	SQL
	sqlite3 "$1" "$insert_068; $insert_068"
}
insert_068="INSERT INTO mce_record (timestamp, mcgcap, mcgstatus, status, addr, misc, ip, tsc,
	walltime, cpu, cpuid, apicid, socketid, cs, bank, cpuvendor, bank_name, error_msg,
	mcgstatus_msg, mcistatus_msg, mcastatus_msg, user_action, mc_location)
	VALUES ('2024-03-01 11:00:00 +0000', 265, 0, -7205759403792793600, 4095, 0, 0, 1, 1709290800, 3,
	1, 2, 0, 0, 4, 2, 'bank', 'Corrected error', '', '', '', '', 'csrow=1')"

# The tables of 0.8.x, from the list of its columns; a row in each.
old_08()
{
	local table columns names values
	while IFS=: read -r table columns; do
		names=$(sed 's/ \([a-z_0-9]*\) \(INTEGER\|TEXT\|BLOB\)/"\1"/g' <<<"$columns")
		values=$(sed "s/[^,]* INTEGER/-7/g; s/ timestamp TEXT/'2025-01-02 03:04:05 +0000'/
			s/[^,]* TEXT/'$table'/g; s/[^,]* BLOB/x'0102'/g" <<<"$columns")
		echo "CREATE TABLE $table (id INTEGER PRIMARY KEY, $(sed 's/ \([a-z_0-9]*\) \([A-Z]*\)/"\1" \2/g' <<<"$columns"));"
		echo "INSERT INTO $table (id, $names) VALUES (41, $values);"
		echo "INSERT INTO $table ($names) VALUES ($values);"
	done <"$src/tests/data/schema-0.8.txt" | sqlite3 "$1"
}

# All rows of all tables, by the columns that they have now.
dump()
{
	local table columns
	while IFS='|' read -r table columns; do
		echo "$table ($columns)"
		sqlite3 "$work/before" "ATTACH 'file:$1?mode=ro' AS d;
			SELECT $columns FROM d.$table ORDER BY id LIMIT 2;"
	done < <(sqlite3 "$work/before" "SELECT m.name, group_concat('quote(\"' || c.name || '\")')
		FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'
		GROUP BY m.name ORDER BY m.name")
}

for version in 068 08; do
	db=$work/db
	rm -f "$db" "$work/before"
	old_$version "$db"
	cp "$db" "$work/before"
	rows=$(ask 'SELECT count(*) FROM mce_record')
	dump "$work/before" >"$work/want"
	[ "$(wc -l <"$work/want")" -ge 8 ] || fail "$version: hardly a row to compare"
	./rasdaemon --replay "$capture" --db "$db" >/dev/null 2>"$work/err" || fail "$(cat "$work/err")"
	dump "$db" >"$work/got"
	diff -u "$work/want" "$work/got" || fail "$version: rows changed"
	is "$(ask 'SELECT count(*) FROM mce_record')" $((rows + events)) "$version: new rows"
	is "$(ask 'PRAGMA integrity_check')" ok "$version: integrity"
	# Each old column is where it was, by position.
	is "$(sqlite3 "$db" "ATTACH '$work/before' AS old; SELECT count(*) FROM old.sqlite_master AS m,
		pragma_table_info(m.name, 'old') AS o, pragma_table_info(m.name, 'main') AS n
		WHERE m.type = 'table' AND o.cid = n.cid AND (o.name <> n.name OR o.type <> n.type)")" \
		0 "$version: columns moved"
	is "$(ask "SELECT count(*) FROM pragma_table_info('mce_record') WHERE name IN
		('ppin', 'microcode', 'ras_severity', 'time_ns', 'boot_id', 'incident')")" 6 \
		"$version: columns gained"
	# The old program comes back: its INSERT works, and leaves no NULL in a text column.
	sqlite3 "$db" "$insert_068"
	is "$(ask "SELECT count(*) FROM mce_record WHERE id = (SELECT max(id) FROM mce_record)
		AND ras_severity = '' AND boot_id = '' AND mc_location = 'csrow=1'")" 1 \
		"$version: the old program's INSERT"
	# And ours once more: nothing to add, nothing lost.
	./rasdaemon --replay "$capture" --db "$db" >/dev/null 2>"$work/err" || fail "$(cat "$work/err")"
	is "$(ask 'SELECT count(*) FROM mce_record')" $((rows + 2 * events + 1)) "$version: again"
	# Rows without time_ns are found by their text.
	./ras-mc-ctl --db "$db" --since 2024-03-01 --export - >"$work/json"
	is "$(sqlite3 :memory: "SELECT json_array_length(readfile('$work/json'), '\$.mce_record'),
		json_array_length(readfile('$work/json'), '\$.mc_event')")" \
		"$((rows + 2 * events + 1))|$([ $version = 068 ] && echo 0 || echo 2)" "$version: since"
done
echo "migration: ok"
