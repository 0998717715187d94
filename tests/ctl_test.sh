#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# ras-mc-ctl as its users run it: commands in, text, JSON and exit codes out.
set -eu
export TZ=UTC LC_ALL=C
src=${srcdir:-.}
work=$(mktemp -d)
holder=
finish()
{
	[ -z "$holder" ] || kill "$holder" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
chmod 755 "$work"
cp ras-mc-ctl "$work/ctl"
ctl=$work/ctl

fail()
{
	echo "FAIL: $*" >&2
	exit 1
}

# run WANTED-CODE ARG…: output in $work/out, messages in $work/err
run()
{
	local want=$1 rc=0
	shift
	"$ctl" "$@" >"$work/out" 2>"$work/err" </dev/null || rc=$?
	[ "$rc" = "$want" ] || { cat "$work/out" "$work/err"; fail "$*: exit code $rc, want $want"; }
}

# has FILE TEXT: FILE has TEXT as a line of its own
has()
{
	grep -qxF -- "$2" "$work/$1" || { cat "$work/$1"; fail "no line '$2'"; }
}

says()
{
	grep -qF -- "$1" "$work/err" || { cat "$work/err"; fail "stderr does not say '$1'"; }
}

# json PATH WANTED: a value of the JSON in $work/out
json()
{
	local got
	got=$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('$work/out') AS TEXT), '$1')")
	[ "$got" = "$2" ] || { cat "$work/out"; fail "$1 is '$got', want '$2'"; }
}

sql()
{
	sqlite3 -bail "$@"
}

replay()
{
	./rasdaemon --replay "$src/tests/data/captures/$1" --db "$2" >/dev/null 2>&1
}

summary_and_errors()
{
	local db=$work/ao.db
	replay intel-ao-6.1 "$db"
	run 0 --db "$db" --summary
	# trace.txt: two lines "recovery action for …: Recovered", four of mce_record.
	has out "No Memory errors."
	has out "No PCIe AER errors."
	has out "Memory failure events summary:"
	has out "	Recovered errors: 2"
	has out "MCE records summary:"
	! grep -q "No .*lost" "$work/out" || fail "a class that 0.8.x does not know says that it is empty"
	[ "$(awk '/^MCE records/ { on = 1 } /^$/ { on = 0 } on { n += $1 } END { print n }' \
		"$work/out")" = 4 ] || fail "counts of MCE records do not make 4"
	run 0 --db "$db" --errors
	has out "Memory failure events:"
	# Boot was at 1795230389.32 (clocks.txt); lines at 6.843405 and 9.962932 of trace.txt.
	has out "1 2026-11-21 03:06:36 +0000 error: pfn=0x3e9a4, page_type=dirty LRU page, action_result=Recovered"
	has out "2 2026-11-21 03:06:39 +0000 error: pfn=0x12345, page_type=free buddy page, action_result=Recovered"
	has out "MCE events:"
	# The first mce_record of trace.txt; its TIME, 1795230396, is 0x6b010abc.
	grep -qE '^[0-9]+ 2026-11-21 03:06:36 \+0000 error: .*, mcgcap=0x0100010a, mcgstatus=0x00000005, status=0xbd000000000000c0, addr=0x3e9a4000, misc=0x0000008c, ip=0xffffffffa62002b0, tsc=0x8784b34c4, walltime=0x6b010abc, cpuid=0x00050654, cs=0x00000010, bank=0x00000009' \
		"$work/out" || { cat "$work/out"; fail "first machine check"; }
	run 0 --db "$db" --errors --summary --json
	json '$.errors[0].class' memory_failure_event
	json '$.errors[0].pfn' 0x3e9a4
	json '$.errors[0].incident' 1795230396154066
	json '$.errors[3].guest_page' ''
	json '$.errors[2].status' 0xbd000000000000c0
	json '$.errors[2].tsc' 0x00000008784b34c4
	json '$.errors[2].walltime' 1795230396
	json '$.errors[2].bank' 9
	json '$.errors[2].timestamp' '2026-11-21 03:06:36 +0000'
	json '$.summary[0].action_result' Recovered
	json '$.summary[0].count' 2
	[ "$(sql :memory: "SELECT json_array_length(readfile('$work/out'), '$.errors')")" = 6 ] ||
		fail "six events, one object each"
	# Every row says its severity on our scale.
	[ "$(sql :memory: "SELECT count(*) FROM json_each(readfile('$work/out'), '$.errors')
		WHERE json_extract(value, '$.ras_severity') IN ('info', 'corrected', 'deferred',
		'recoverable', 'uncorrected', 'fatal')")" = 6 ] || fail "severities"
}

# The wording of 0.8.x, on rows made by hand.
wording()
{
	local db=$work/words.db
	replay intel-ao-6.1 "$db"
	sql "$db" "DELETE FROM mce_record; DELETE FROM memory_failure_event;
	INSERT INTO mc_event (timestamp, err_count, err_type, err_msg, label, mc, top_layer,
		middle_layer, lower_layer, address, grain, syndrome, driver_detail) VALUES
		('2026-11-21 03:14:14 +0000', 3, 'Corrected', 'memory read error', 'DIMM_A1', 0, 1, 0,
		-1, 305419904, 5, 0, 'err_code:0x0101'),
		('2026-11-21 03:14:15 +0000', 1, 'Corrected', 'memory read error', 'DIMM_A1', 0, 1, 0,
		-1, 305419904, 5, 0, 'err_code:0x0101');
	INSERT INTO aer_event (timestamp, dev_name, err_type, err_msg) VALUES
		('2026-11-21 03:16:14 +0000', '0000:01:00.0', 'Corrected', 'Receiver Error, Bad TLP');
	INSERT INTO mce_record (timestamp, error_msg, cpuvendor, bank_name, mcgstatus_msg,
		mcistatus_msg, mcastatus_msg, mc_location, user_action, mcgcap, status, addr, ppin, cpu,
		bank, microcode, tsc) VALUES ('2026-11-21 03:14:14 +0000',
		'Corrected error, no action required.', 2, 'Unified Memory Controller (bank=17)',
		'mcgstatus=0', 'CECC', 'DRAM ECC error.', 'memory_channel=1,csrow=0', 'Replace', 16780313,
		-7196681835793874661, 5, 255, 3, 17, 16, 0);
	INSERT INTO lost_events (timestamp, cpu, count, reason) VALUES
		('2026-11-21 03:17:00 +0000', 1, 40, 'ring buffer'),
		('2026-11-21 03:18:00 +0000', 1, 2, 'ring buffer');
	INSERT INTO marker (timestamp, text) VALUES ('2026-11-21 03:18:00 +0000', 'self-test');"
	run 0 --db "$db" --errors --summary
	! grep -qi -e marker -e self-test "$work/out" || fail "a marker among the errors"
	run 0 --db "$db" --errors --summary --json
	grep -q '"text": "self-test"' "$work/out" || fail "no marker in JSON"
	run 0 --db "$db" --summary
	cat >"$work/want" <<'EOT'
Memory controller events summary:
	Corrected on DIMM Label(s): 'DIMM_A1' location: 0:1:0:-1 errors: 2

PCIe AER events summary:
	1 Corrected errors: Receiver Error, Bad TLP

No Memory failure errors.

MCE records summary:
	1 Corrected error, no action required. errors

Lost events summary:
	ring buffer: 42 events

EOT
	diff_lines summary
	run 0 --db "$db" --errors
	cat >"$work/want" <<'EOT'
Memory controller events:
1 2026-11-21 03:14:14 +0000 3 Corrected error(s): memory read error at DIMM_A1 location: 0:1:0:-1, addr 305419904, grain 5, syndrome 0 err_code:0x0101
2 2026-11-21 03:14:15 +0000 1 Corrected error(s): memory read error at DIMM_A1 location: 0:1:0:-1, addr 305419904, grain 5, syndrome 0 err_code:0x0101

PCIe AER events:
1 2026-11-21 03:16:14 +0000 0000:01:00.0 Corrected error: Receiver Error, Bad TLP

No Memory failure errors.

MCE events:
1 2026-11-21 03:14:14 +0000 error: Corrected error, no action required., CPU 3, bank Unified Memory Controller (bank=17), mcg mcgstatus=0, mci CECC, mca DRAM ECC error., memory_channel=1,csrow=0, Replace, mcgcap=0x01000c19, status=0x9c2040000000011b, addr=0x00000005, ppin=0x000000ff, cpu=0x00000003, bank=0x00000011, microcode=0x00000010

Lost events:
1 2026-11-21 03:17:00 +0000 40 lost: ring buffer, CPU 1
2 2026-11-21 03:18:00 +0000 2 lost: ring buffer, CPU 1

EOT
	diff_lines errors
}

# Every line wanted is there, in this order; blocks of further classes may lie between.
diff_lines()
{
	diff "$work/want" "$work/out" | grep '^<' | grep -v '^< *$' &&
		{ cat "$work/out"; fail "wording of --$1"; }
	return 0
}

since()
{
	local db=$work/since.db
	replay intel-ao-6.1 "$db"
	# Machine checks at 03:06:36, :37, :39 and :40 (TIME of trace.txt), by time_ns.
	for at in "2026-11-21 4" "2026-11-21T03:06:39Z 2" "2026-11-21T04:06:40+0100 1" \
		"2026-11-22 0"; do
		run 0 --db "$db" --errors --json --since="${at% *}"
		[ "$(sql :memory: "SELECT count(*) FROM json_each(readfile('$work/out'), '$.errors')
			WHERE json_extract(value, '$.class') = 'mce_record'")" = "${at##* }" ] ||
			fail "--since=$at"
	done
	# Rows of 0.8.x have nothing but the text; the zone counts: 10:00 +0900 is 01:00 UTC.
	sql "$db" "DELETE FROM mce_record; INSERT INTO mce_record (timestamp, error_msg) VALUES
		('2026-11-21 10:00:00 +0900', 'early'), ('2026-11-21 02:00:00 +0000', 'late'),
		('garbage', 'undated');"
	run 0 --db "$db" --errors --since='2026-11-21 01:30:00 +0000'
	grep -q late "$work/out" || fail "a row of 0.8.x is missing"
	grep -q undated "$work/out" || fail "a row without a time is hidden"
	! grep -q early "$work/out" || fail "a row before --since is shown"
	for bad in yesterday 2026-02-30 "2026-11-21 25:00"; do
		run 2 --db "$db" --errors --since="$bad"
		says "not a time"
	done
}

# Text from outside: no control sequence gets through, in no format.
hostile()
{
	local db=$work/hostile.db
	replay intel-ao-6.1 "$db"
	sql "$db" "INSERT INTO aer_event (timestamp, dev_name, err_type, err_msg) VALUES
		('2026-11-21 03:16:14 +0000', 'a' || char(27) || '[2J' || char(10) || 'x',
		CAST(x'41004200' AS TEXT), CAST(x'c29b33316dff' AS TEXT)), (NULL, NULL, NULL, NULL),
		('2026-11-21 03:16:14 +0000', 5, x'00ff', 1.5);"
	run 0 --db "$db" --errors --summary
	has out '1 2026-11-21 03:16:14 +0000 a\x1b[2J\x0ax A\x00B\x00 error: \xc2\x9b31m\xff'
	has out '3 2026-11-21 03:16:14 +0000 5 00ff error: 1.5'
	! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$work/out" || fail "raw control bytes"
	run 0 --db "$db" --errors --json
	! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xff' "$work/out" || fail "raw in JSON"
	json '$.errors[0].class' aer_event
	json '$.errors[1].dev_name' ''
	grep -qF '"dev_name": "a\u001b[2J\nx"' "$work/out" || fail "JSON escapes"
	grep -qF '"err_type": "A\u0000B\u0000"' "$work/out" || fail "NUL in JSON"
	json '$.errors[2].err_type' 00ff
	# What explains a row takes its words from the row.
	run 0 --db "$db" --explain aer_event:1
	grep -qF 'a\x1b[2J\x0ax' "$work/out" || fail "--explain"
	! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xff' "$work/out" ||
		fail "raw control bytes in --explain"
	# Columns that somebody added, and counts that overflow.
	sql "$db" "ALTER TABLE aer_event ADD COLUMN \"$(printf 'b\xff\xc2\x9b')\" DEFAULT 1;
		DELETE FROM lost_events; INSERT INTO lost_events (reason, count) VALUES
		('x', 9223372036854775807), ('x', 9223372036854775807);"
	run 0 --db "$db" --errors --json
	grep -qF '"b\\xff\\xc2\\x9b": 1' "$work/out" || fail "JSON key"
	run 0 --db "$db" --summary --json
	grep -q '"class": "lost_events".* "count": 9223372036854775807 }' "$work/out" ||
		fail "a sum that overflows"
	run 3 --db "$work/$(printf '\033[2J').db" --summary
	says '\x1b[2J.db: No such file'
}

# Databases that are none, and what is said of each.
bad_databases()
{
	run 3 --db "$work/none.db" --errors
	says "none.db: No such file"
	run 3 --db "$work/none.db" --summary --json
	json '$.error.exit_code' 3
	run 3 --db "$work/none.db" --errors --quiet
	[ ! -s "$work/err" ] || fail "--quiet says something"
	[ ! -e "$work/none.db" ] || fail "a reader created a database"
	: >"$work/empty.db"
	run 4 --db "$work/empty.db" --summary
	says "nothing was recorded yet"
	sql "$work/tableless.db" "CREATE TABLE t (a); DROP TABLE t"
	run 4 --db "$work/tableless.db" --summary
	says "nothing was recorded yet"
	sql "$work/foreign.db" "CREATE TABLE cookies (a)"
	run 5 --db "$work/foreign.db" --summary
	says "another program"
	head -c 9000 /dev/urandom >"$work/garbage.db"
	run 7 --db "$work/garbage.db" --errors
	says "not an SQLite database"
	run 7 --db "$work" --errors
	says "not a file"
	# The first page is good, so it opens; then the rows cannot be read.
	replay intel-ao-6.1 "$work/torn.db"
	sql "$work/torn.db" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
		WHERE i < 2000) INSERT INTO aer_event (timestamp, err_msg)
		SELECT 'x', hex(zeroblob(500)) FROM n"
	dd if=/dev/urandom of="$work/torn.db" bs=4096 seek=20 count=200 conv=notrunc 2>/dev/null
	run 7 --db "$work/torn.db" --errors --json
	says "damaged"
	json '$.error.exit_code' 7
}

locked()
{
	local db=$work/locked.db line
	replay intel-ao-6.1 "$db"
	coproc HOLD { exec sqlite3 "$db"; }
	holder=$HOLD_PID
	echo "BEGIN EXCLUSIVE; SELECT 'held';" >&"${HOLD[1]}"
	read -r line <&"${HOLD[0]}"
	[ "$line" = held ] || fail "cannot hold the lock"
	run 6 --db "$db" --errors
	says "keeps it locked"
	kill "$holder"
	wait "$holder" 2>/dev/null || true
	holder=
	run 0 --db "$db" --errors
}

# An unprivileged user: may read what is readable, is told what is not.
as_nobody()
{
	if [ "$(id -u)" = 0 ]; then
		ctl_as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$work/ctl" "$@"; }
	else
		ctl_as() { "$work/ctl" "$@"; }
	fi
	ctl=ctl_as
	local dir=$work/state line state
	mkdir "$dir"
	replay intel-ao-6.1 "$dir/ras.db"
	# A WAL database at rest without its -wal, in a folder that the reader cannot write.
	sql "$dir/ras.db" "PRAGMA journal_mode=WAL" >/dev/null
	chmod 555 "$dir"
	run 0 --db "$dir/ras.db" --summary
	has out "	Recovered errors: 2"
	chmod 755 "$dir"
	# A writer at work on a WAL database, then killed: what was committed is read in both.
	coproc HOLD { exec sqlite3 "$dir/ras.db"; }
	holder=$HOLD_PID
	echo "INSERT INTO memory_failure_event (timestamp, action_result)
		VALUES ('2026-11-21 04:00:00 +0000', 'Ignored');
		BEGIN IMMEDIATE; DELETE FROM memory_failure_event; SELECT 'held';" >&"${HOLD[1]}"
	read -r line <&"${HOLD[0]}"
	[ "$line" = held ] || fail "cannot write"
	[ -s "$dir/ras.db-wal" ] || fail "no WAL to read from"
	for state in running killed; do
		run 0 --db "$dir/ras.db" --summary
		has out "	Recovered errors: 2"
		has out "	Ignored errors: 1"
		[ "$state" = killed ] || kill -9 "$holder"
		wait "$holder" 2>/dev/null || true
	done
	holder=
	chmod 000 "$dir/ras.db"
	run 8 --db "$dir/ras.db" --summary
	says "Permission denied"
	ctl=$work/ctl
}

# The tables of Debian 12's 0.6.8: no column and no table of ours.
old_database()
{
	local db=$work/old.db
	sql "$db" "CREATE TABLE mc_event (id INTEGER PRIMARY KEY, timestamp TEXT, err_count INTEGER,
		err_type TEXT, err_msg TEXT, label TEXT, mc INTEGER, top_layer INTEGER,
		middle_layer INTEGER, lower_layer INTEGER, address INTEGER, grain INTEGER,
		syndrome INTEGER, driver_detail TEXT);
		INSERT INTO mc_event VALUES (7, '2023-06-02 10:00:00 +0000', 1, 'Uncorrected', 'm', 'L',
		0, -1, -1, -1, -1, 3, 4, 'd');"
	run 0 --db "$db" --summary --errors --since=2023-06-02
	has out "	Uncorrected on DIMM Label(s): 'L' location: 0:-1:-1:-1 errors: 1"
	has out "7 2023-06-02 10:00:00 +0000 1 Uncorrected error(s): m at L location: 0:-1:-1:-1, addr -1, grain 3, syndrome 4 d"
	has out "No MCE errors."
	run 0 --db "$db" --errors --json
	json '$.errors[0].id' 7
	json '$.errors[0].address' 0xffffffffffffffff
}

vendor()
{
	local db=$work/vendor.db
	replay intel-ao-6.1 "$db"
	run 0 --vendor-platforms
	has out '	HiSilicon KunPeng9xx, platform-id="KunPeng9xx"'
	run 2 --db "$db" --vendor-errors nosuch
	says "no such platform"
	run 0 --db "$db" --vendor-errors-summary KunPeng9xx
	has out "No HiSilicon KunPeng9xx common error errors."
	sql "$db" "INSERT INTO hip08_oem_type1_event_v2 (timestamp, version, soc_id, module_id,
		err_severity) VALUES ('2026-11-21 03:00:00 +0000', 1, 0, 'MN', 'corrected'),
		('2026-11-21 03:00:01 +0000', 1, 0, 'PLL', 'fatal')"
	run 0 --db "$db" --vendor-errors-summary KunPeng9xx
	has out "	1 corrected MN errors"
	run 0 --db "$db" --vendor-errors KunPeng9xx pll
	has out "2 2026-11-21 03:00:01 +0000 error: version=1, soc_id=0, module_id=PLL, err_severity=fatal,"
	! grep -q module_id=MN "$work/out" || fail "a module that was not asked for"
}

# dimm DIR LABEL CE UE
dimm()
{
	mkdir -p "$1"
	echo "csrow 0 channel ${1##*[a-z]}" >"$1/dimm_location"
	echo 1024 >"$1/size"
	echo "$2" >"$1/dimm_label"
	echo "$3" >"$1/dimm_ce_count"
	echo "$4" >"$1/dimm_ue_count"
}

error_count()
{
	local mc=$work/sys/devices/system/edac/mc
	run 1 --root "$work" --error-count
	says "No DIMMs found"
	[ ! -s "$work/out" ] || fail "a table without DIMMs"
	mkdir -p "$mc/power"
	dimm "$mc/mc0/rank10" DIMM_B1_long 5 0
	dimm "$mc/mc0/rank2" DIMM_A1 2 1
	dimm "$mc/mc0/rank0" DIMM_A1 1 0
	dimm "$mc/mc1/dimm0" "" 0 0
	dimm "$mc/mc1/dimm1" "" 18446744073709551615 0
	run 0 --root "$work" --error-count
	printf 'Label       \tCE\tUE\nDIMM_A1\t3\t1\nDIMM_B1_long\t5\t0\n\t0\t0\n' >"$work/want"
	printf '\t18446744073709551615\t0\n' >>"$work/want"
	diff "$work/want" "$work/out" || fail "--error-count"
	run 0 --root "$work" --error-count --per-rank
	[ "$(grep -c '^DIMM_A1' "$work/out")" = 2 ] || fail "--per-rank"
	run 0 --root "$work" --error-count --json
	json '$.error_count[0].label' DIMM_A1
	json '$.error_count[0].ce' 3
	echo x >"$mc/mc0/rank0/dimm_ce_count"
	run 1 --root "$work" --error-count
	says "could not be read"
}

# status PID STATE LOST FREE STORE-STATE: a status file as the daemon writes it
status()
{
	cat >"$work/status.json" <<-EOT
	{ "version": "0.9.0", "pid": $1, "started_ns": 1795230854000000000,
	"updated_ns": 1795230855000000000, "place": { "kind": "kvm-guest", "detail": "DMI", "means": "no EDAC" },
	"events": [ { "name": "mce/mce_record", "state": "$2", "why": "tracefs" },
	{ "name": "ras/aer_event", "state": "absent", "why": "the kernel lacks it" } ],
	"cpus": [ { "cpu": 3, "lost": $3, "dropped": 0, "read": 12 } ],
	"counters": [ { "name": "stored", "count": 12, "meaning": "events committed" },
	{ "name": "page_bad", "count": ${6:-0}, "meaning": "damaged" } ],
	"last_event_ns": 1795230854000000000, "last_commit_ns": 0,
	"store": { "path": "$work/ao.db", "state": "$5", "why": "", "writable": true,
	"free_bytes": $4 }, "source": "tracefs" }
	EOT
}

health()
{
	local h="--health --status-file $work/status.json" line
	# shellcheck disable=SC2086 # options
	{
	run 1 $h --db "$work/ao.db"
	has out "problem: rasdaemon is not running, or does not answer: $work/status.json: No such file or directory"
	has out "recorded: 4 mce_record"
	has out "health: NOT OK, 1 problems"
	# A living process of the daemon's name that echoes, so that we know it has started.
	cp "$(command -v cat)" "$work/rasdaemon"
	coproc DAEMON { exec "$work/rasdaemon"; }
	holder=$DAEMON_PID
	echo up >&"${DAEMON[1]}"
	read -r line <&"${DAEMON[0]}"
	[ "$line" = up ] || fail "no process to stand for the daemon"
	status "$holder" on 0 1000000000 open
	run 0 $h
	has out "health: OK"
	has out "daemon: version 0.9.0, process $holder, since 2026-11-21 03:14:14 +0000, reads tracefs; last event 2026-11-21 03:14:14 +0000, last commit never"
	has out "place: kvm-guest, told by DMI; no EDAC"
	has out "absent, as this kernel does not have them or their module is not loaded: ras/aer_event"
	has out "CPU 3: 0 lost, 0 dropped, 12 read"
	has out "stored: 12 events committed"
	run 0 $h --json
	json '$.health.healthy' 1
	json '$.daemon.pid' "$holder"
	json '$.place.kind' kvm-guest
	json '$.events[1].state' absent
	json '$.cpus[0].cpu' 3
	json '$.store.writable' 1
	json '$.counters[0].count' 12
	json '$.recorded[0].class' memory_failure_event
	# One thing wrong each: the verdict and its reason.
	status "$holder" denied 0 1000000000 open
	run 1 $h
	has out "problem: event mce/mce_record cannot be subscribed: tracefs"
	has out "problem: no event is subscribed: no error can be heard of"
	status "$holder" on 9 1000000000 open
	run 1 $h
	has out "problem: CPU 3: the kernel lost 9 events and dropped 0"
	status "$holder" on 0 4096 open
	run 1 $h
	has out "problem: only 4096 bytes are free where the database lies"
	status "$holder" on 0 1000000000 off
	run 1 $h
	has out "problem: events are not recorded: rasdaemon runs without --record"
	status "$holder" on 0 1000000000 failing
	run 1 $h
	has out "problem: the database cannot be written"
	status "$holder" on 0 1000000000 open 2
	run 1 $h
	grep -q '^problem: 2 ring-buffer pages' "$work/out" || fail "a bad counter"
	status "$$" on 0 1000000000 open
	run 1 $h
	has out "problem: rasdaemon is not running: process $$ is another program"
	status "$holder" on 0 1000000000 open
	kill "$holder"
	wait "$holder" 2>/dev/null || true
	run 1 $h
	has out "problem: rasdaemon is not running: its process $holder is gone"
	holder=
	run 1 $h --db "$work/none.db" --json
	json '$.health.healthy' 0
	# What is no status: cut short, another type, empty, too deep.
	head -c 300 "$work/status.json" >"$work/cut"
	mv "$work/cut" "$work/status.json"
	run 1 $h --db "$work/ao.db"
	grep -q '^problem: .*not the status of a rasdaemon' "$work/out" || fail "a cut status file"
	for bad in '[]' '' '{"pid": {"pid": 1}, "events": 3, "cpus": [1, null], "store": "x"}' \
		'{"events": [{"state": null}, null], "counters": [{"count": null}]}' \
		"$(printf '[%.0s' $(seq 100))"; do
		echo "$bad" >"$work/status.json"
		run 1 $h --db "$work/ao.db"
	done
	# The same from a socket, where the daemon answers; then nobody behind it.
	command -v perl >/dev/null || { echo "no perl: the socket is not tried" >&2; return 0; }
	status "$$" on 9 1000000000 open
	coproc SERVER { exec perl -MSocket -e '$| = 1; socket(my $s, AF_UNIX, SOCK_STREAM, 0);
		bind($s, pack_sockaddr_un($ARGV[0])); listen($s, 1); print "up\n"; accept(my $c, $s);
		open(my $f, "<", $ARGV[1]); print $c $_ while <$f>;' "$work/sock" "$work/status.json"; }
	holder=$SERVER_PID
	read -r line <&"${SERVER[0]}"
	[ "$line" = up ] || fail "no socket"
	run 1 --health --status-file "$work/sock"
	has out "problem: CPU 3: the kernel lost 9 events and dropped 0"
	has out "health: NOT OK, 1 problems"
	wait "$holder" || fail "the server"
	holder=
	run 1 --health --status-file "$work/sock" --db "$work/ao.db"
	has out "problem: rasdaemon is not running, or does not answer: $work/sock: Connection refused"
	}
}

usage()
{
	run 2
	says "nothing to do"
	run 2 --no-such-option
	run 2 --summary extra
	says "'extra'"
	run 0 --help
	grep -q -- '--error-count ' "$work/out" || fail "--help"
	run 0 --version
	grep -qx 'ras-mc-ctl [0-9.]*' "$work/out" || fail "--version"
	# An answer that could not be written is no answer.
	local rc=0
	"$ctl" --help >/dev/full 2>"$work/err" || rc=$?
	[ "$rc" = 1 ] || fail "a full disk: exit code $rc"
	says "cannot write"
}

summary_and_errors
wording
since
hostile
bad_databases
locked
as_nobody
old_database
vendor
error_count
health
usage
