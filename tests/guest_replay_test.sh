#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Replay of guests' captures: whose error each record tells of, the page, and one incident over it.
set -eu
export TZ=UTC LC_ALL=C
src=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail()
{
	echo "FAIL: $*" >&2
	exit 1
}

# want CAPTURE QUERY LINES: what the query gives on the replayed capture
want()
{
	local db=$work/$1.db got

	[ -e "$db" ] || ./rasdaemon --replay "$src/tests/data/captures/$1" --db "$db" >/dev/null 2>&1
	got=$(sqlite3 "$db" "$2")
	[ "$got" = "$3" ] || fail "$1: $2:"$'\n'"$got"$'\n'"want:"$'\n'"$3"
}

mce="SELECT cpu, origin, certainty, ras_severity, addr_type, guest_page, mc_location FROM mce_record
     ORDER BY time_ns"
# Pages: 0x12345, 0x12346, and those of the kernel's own lines in trace.txt.
for kernel in 6.1:256391 7.2:203671; do
	want "amd-ao-${kernel%:*}" "$mce" "0|vmm-relayed|yes|deferred|guest-physical|74565|
1|vmm-relayed|yes|deferred|guest-physical|74566|
0|vmm-relayed|yes|deferred|guest-physical|${kernel#*:}|"
done
# A capture tells no more of the place than the CPU's flag.
want intel-ao-6.1 "$mce" "0|vmm-relayed|likely|recoverable|guest-physical|256420|
1|vmm-companion|likely|info|||
1|vmm-relayed|likely|recoverable|guest-physical|74565|
0|vmm-companion|likely|info|||"
want intel-ar-user-7.2 "$mce" "1|vmm-relayed|likely|recoverable|guest-physical|228628|
0|vmm-companion|likely|info|||"
# Made by hand: none is hardware's, none names a page of the host.
want intel-ce-6.1 "SELECT DISTINCT origin, certainty, guest_page FROM mce_record" \
	"vmm-injected|likely|"
want amd-ce-7.2 "SELECT DISTINCT origin, certainty, guest_page FROM mce_record" \
	"vmm-injected|yes|"

# Each page is one incident, whose number is the time of its record in microseconds.
tied="SELECT group_concat(class, ' ') FROM (SELECT incident, class FROM incidents) GROUP BY incident"
want amd-ao-6.1 "$tied" "mce_record memory_failure_event
mce_record memory_failure_event
mce_record memory_failure_event"
want intel-ao-6.1 "$tied" "mce_record memory_failure_event mce_record
mce_record memory_failure_event mce_record"
want intel-ar-user-7.2 "$tied" "mce_record memory_failure_event mce_record"
want amd-ce-7.2 "$tied" ""
want amd-ao-7.2 "SELECT count(*) FROM mce_record m JOIN memory_failure_event f USING (incident)
	WHERE f.pfn = printf('0x%x', m.guest_page) AND m.incident = m.time_ns / 1000" 3
want intel-ar-user-7.2 "SELECT incident = (SELECT min(time_ns) FROM mce_record) / 1000, time, class,
	severity, summary FROM incidents WHERE class = 'memory_failure_event'" \
	"1|2026-11-21 03:12:58 +0000|memory_failure_event|recoverable|pfn=0x37d14 page_type=dirty LRU page action_result=Recovered"

# Several captures in one run: no record is tied to another machine's page.
./rasdaemon --replay "$src/tests/data/captures/amd-ao-6.1" \
	--replay "$src/tests/data/captures/intel-ao-6.1" --db "$work/both.db" >/dev/null 2>&1
[ "$(sqlite3 "$work/both.db" "SELECT count(DISTINCT incident) FROM incidents")" = 5 ] ||
	fail "two captures, five pages"

# The report, as text and as JSON; one that has nothing to say; one from before the view.
./ras-mc-ctl --db "$work/intel-ar-user-7.2.db" --incidents >"$work/out"
[ "$(head -1 "$work/out")" = "Incidents:" ] || fail "no heading"
grep -q '^1795230778964489 2026-11-21 03:12:58 +0000 mce_record recoverable: origin=vmm-relayed ' \
	"$work/out" || fail "no line for the record"
[ "$(grep -c '^1795230778964489 ' "$work/out")" = 3 ] || fail "not three events"
./ras-mc-ctl --db "$work/intel-ar-user-7.2.db" --incidents --json >"$work/json"
[ "$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('$work/json') AS TEXT),
	'\$.incidents[1].incident', '\$.incidents[1].class', '\$.incidents[1].severity')")" = \
	'[1795230778964489,"memory_failure_event","recoverable"]' ] || fail "JSON: $(cat "$work/json")"
./ras-mc-ctl --db "$work/intel-ar-user-7.2.db" --incidents --since '2026-11-21 03:12:59' >"$work/out"
[ "$(grep -c '^1795230778964489 ' "$work/out")" = 1 ] || fail "--since"
./ras-mc-ctl --db "$work/amd-ce-7.2.db" --incidents | grep -qx 'No incidents\.' || fail "not empty"
sqlite3 "$work/amd-ao-7.2.db" "DROP VIEW incidents"
./ras-mc-ctl --db "$work/amd-ao-7.2.db" --incidents | grep -qx 'No incidents\.' || fail "no view"

# A row is explained as what it was recorded as, though the reader knows nothing of the place.
./ras-mc-ctl --db "$work/intel-ar-user-7.2.db" --explain 1 | tr -s '\n ' ' ' >"$work/out"
for words in 'a page of this guest.s memory is lost' 'exception told Linux at once' 'the host.s memory is' \
	'hypervisor flag tells'; do
	grep -q "$words" "$work/out" || { cat "$work/out"; fail "--explain does not say '$words'"; }
done
./ras-mc-ctl --db "$work/amd-ce-7.2.db" --explain 2 | tr -s '\n ' ' ' >"$work/out"
grep -q 'into the virtual banks of this guest' "$work/out" || fail "--explain of an injected record"

# The view comes back, an older one is replaced, and a table of somebody else's stays.
again()
{
	./rasdaemon --replay "$src/tests/data/captures/amd-ce-7.2" --db "$1" >/dev/null 2>&1
}
db=$work/amd-ao-7.2.db
again "$db"
[ "$(sqlite3 "$db" "SELECT count(*) FROM incidents")" = 6 ] || fail "the view did not come back"
sqlite3 "$db" "DROP VIEW incidents; CREATE VIEW incidents AS SELECT 1 AS incident"
again "$db"
[ "$(sqlite3 "$db" "SELECT count(*) FROM incidents WHERE class <> ''")" = 6 ] ||
	fail "an older view stayed"
version=$(sqlite3 "$db" "PRAGMA schema_version")
again "$db"
[ "$(sqlite3 "$db" "PRAGMA schema_version")" = "$version" ] || fail "the view is made each time"
sqlite3 "$db" "DROP VIEW incidents; CREATE TABLE incidents (mine)"
again "$db"
[ "$(sqlite3 "$db" "SELECT type FROM sqlite_master WHERE name = 'incidents'")" = table ] ||
	fail "somebody's table is gone"
