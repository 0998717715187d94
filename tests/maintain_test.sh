#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# ras-mc-ctl --export and --vacuum: every row goes out, the file shrinks, no row is lost, refusals.
set -eu
export TZ=UTC LC_ALL=C
command -v sqlite3 >/dev/null || { echo 'needs the sqlite3 shell'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
db=$work/db

fail() { echo "FAIL: $*"; exit 1; }
is() { [ "$1" = "$2" ] || fail "$3: want '$2', got '$1'"; }

# run WANTED-CODE ARG…: output in $work/out, messages in $work/err
run()
{
	local want=$1 rc=0
	shift
	./ras-mc-ctl "$@" >"$work/out" 2>"$work/err" </dev/null || rc=$?
	is "$rc" "$want" "exit code of $* ($(cat "$work/err"))"
}

# A database of 0.8.x, with a table that has no class, holes, and what JSON has to quote.
sqlite3 "$db" <<-'SQL'
	CREATE TABLE memory_failure_event (id INTEGER PRIMARY KEY, timestamp TEXT, pfn TEXT,
		page_type TEXT, action_result TEXT);
	CREATE TABLE hip08_oem_type1_event_v2 (id INTEGER PRIMARY KEY, timestamp TEXT, regs_dump TEXT);
	CREATE TABLE other (name TEXT);
	WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO memory_failure_event SELECT i, '2026-11-20 00:00:00 +0000',
			printf('0x%x', i), 'a "free" page', 'Recovered' FROM n;
	INSERT INTO memory_failure_event VALUES
		(20001, '2026-11-21 10:00:00 +0000', 'last', NULL, char(27) || 'x');
	INSERT INTO hip08_oem_type1_event_v2 VALUES (7, '2026-11-21 09:00:00 +0000', 'r0=1');
	DELETE FROM memory_failure_event WHERE id % 10 != 1;
SQL
rows='SELECT group_concat(id), count(*), sum(length(pfn)) FROM memory_failure_event'
before=$(sqlite3 "$db" "$rows")

run 0 --db "$db" --export "$work/all.json"
is "$(sqlite3 :memory: "SELECT json_valid(readfile('$work/all.json'))")" 1 'valid JSON'
is "$(sqlite3 :memory: "SELECT count(*), sum(json_extract(value, '\$.id')) FROM
	json_each(readfile('$work/all.json'), '\$.memory_failure_event')")" \
	"$(sqlite3 "$db" 'SELECT count(*), sum(id) FROM memory_failure_event')" 'all rows'
is "$(sqlite3 :memory: "SELECT json_extract(readfile('$work/all.json'),
	'\$.memory_failure_event[0].page_type', '\$.memory_failure_event[2000].page_type',
	'\$.hip08_oem_type1_event_v2[0].regs_dump', '\$.other')")" \
	'["a \"free\" page",null,"r0=1",null]' 'values'
[ ! -e "$work/all.json.part" ] || fail 'a part was left'
run 0 --db "$db" --since '2026-11-21' --export -
is "$(sqlite3 :memory: "SELECT json_array_length(readfile('$work/out'), '\$.memory_failure_event'),
	json_extract(readfile('$work/out'), '\$.memory_failure_event[0].pfn')")" '1|last' 'since'
run 2 --db "$db" --json --export -
run 1 --db "$db" --export "$work/none/all.json"
grep -q 'none/all.json.part: No such file' "$work/err"
run 3 --db "$work/nothing" --export "$work/all2.json"
[ ! -e "$work/all2.json" ] || fail 'an export of nothing'
if [ -w /dev/full ]; then
	rc=0
	./ras-mc-ctl --db "$db" --export - >/dev/full 2>/dev/null || rc=$?
	is "$rc" 1 'exit code on a full disk'
fi

# Locked: a plain answer, nothing changed.
coproc lock { stdbuf -oL sqlite3 "$db"; }
# shellcheck disable=SC2154 # coproc sets it
lock_pid=$lock_PID # bash forgets it once it has ended
echo 'BEGIN IMMEDIATE; SELECT 1;' >&"${lock[1]}"
read -r _ <&"${lock[0]}"
run 6 --db "$db" --vacuum
grep -q 'another program keeps it locked' "$work/err"
echo 'ROLLBACK;' >&"${lock[1]}"
eval "exec ${lock[1]}>&-"
wait "$lock_pid"

size=$(stat -c %s "$db")
run 0 --db "$db" --vacuum
[ "$(stat -c %s "$db")" -lt $((size / 4)) ] || fail 'the file did not shrink'
grep -qx "$db: $size bytes before, $(stat -c %s "$db") after" "$work/out" || fail "$(cat "$work/out")"
is "$(sqlite3 "$db" "$rows")" "$before" 'rows after a vacuum'
is "$(sqlite3 "$db" 'PRAGMA auto_vacuum; PRAGMA integrity_check')" "$(printf '2\nok')" 'auto_vacuum'
run 0 --db "$db" --json --vacuum
is "$(sqlite3 :memory: "SELECT json_extract(readfile('$work/out'), '\$.vacuum.before') =
	json_extract(readfile('$work/out'), '\$.vacuum.after')")" 1 'nothing more to gain'

if [ "$(id -u)" = 0 ]; then
	cp ras-mc-ctl "$work/ctl"
	rc=0
	setpriv --reuid=nobody --clear-groups "$work/ctl" --db "$db" --vacuum 2>"$work/err" || rc=$?
	is "$rc" 8 'exit code without write access'
	grep -q 'may not write it' "$work/err"
fi
