#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The queries of the programs that read a rasdaemon 0.8.x database, on databases made by replay: each
# runs, as a reader that may not write, and finds what that program looks for.
set -eu
src=${srcdir:-.}
[ -x tests/make_capture ] || { echo "made without cmocka"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$src/tests/data/captures

# One event of each class, beside the real captures of machine checks.
mkdir -p "$work/each/per_cpu/cpu0"
ln -s "$(cd "$data/amd-ao-7.2" && pwd)/events" "$work/each/events"
tests/make_capture >"$work/each/per_cpu/cpu0/trace_pipe_raw"
printf 'realtime 1780000000.0 monotonic 1.0 boottime 1.0\n' >"$work/each/clocks.txt"
./rasdaemon --replay "$work/each" --db "$work/each.db" >/dev/null 2>&1
./rasdaemon --replay "$data/intel-ce-6.1" --db "$work/intel.db" >/dev/null 2>&1
./rasdaemon --replay "$data/amd-ce-7.2" --db "$work/amd.db" >/dev/null 2>&1

checks=0
# is DB QUERY EXPECTED: what the query prints, "|" between columns
is()
{
	local got
	got=$(sqlite3 "file:$work/$1.db?mode=ro" "$2")
	checks=$((checks + 1))
	[ "$got" = "$3" ] && return
	printf '%s: %s\n got:  %s\n want: %s\n' "$1" "$2" "$got" "$3"
	exit 1
}

# collectd, src/ras.c: the CPU number is below the number of CPUs; substrings of error_msg.
is intel "select id, cpu, error_msg, mcistatus_msg from mce_record where id>15" \
	"16|0|Unclassified|Corrected_error Error_enabled"
has()
{
	is intel "SELECT count(*) FROM (select id, cpu, error_msg, mcistatus_msg from mce_record
		where id>0) WHERE $1" "$2"
}
has "error_msg LIKE '%Memory read error%' AND mcistatus_msg LIKE '%Corrected_error%'" 3
has "error_msg LIKE '%Memory write error%' AND mcistatus_msg LIKE '%Corrected_error%'" 1
has "error_msg LIKE '%CACHE Level-0%Error%'" 1
has "error_msg LIKE '%CACHE Level-1%Error%'" 1
has "error_msg LIKE '%CACHE Level-2%Error%'" 1
has "error_msg LIKE '%Instruction TLB%Error%'" 1
has "error_msg LIKE '%Unclassified%'" 1
has "error_msg LIKE '%Internal Timer error%'" 1
has "error_msg LIKE '%Internal parity error%'" 1
[ -f "$work/intel.db" ] && [ ! -L "$work/intel.db" ]

# telegraf, inputs.ras: no NULL in what it scans, and a time it can parse.
for db in intel amd; do
	is $db "SELECT count(*) FROM (SELECT id, timestamp, error_msg, mcistatus_msg, mcastatus_msg,
		socketid FROM mce_record WHERE timestamp > '1970-01-01 00:00:01 +0000')
		WHERE error_msg IS NULL OR mcistatus_msg IS NULL OR mcastatus_msg IS NULL
		OR socketid IS NULL OR timestamp NOT GLOB
		'[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9] [+-][0-9][0-9][0-9][0-9]'" 0
done
is intel "SELECT count(*) FROM mce_record WHERE timestamp > '1970-01-01 00:00:01 +0000'" 16
is intel "SELECT count(*) FROM mce_record WHERE timestamp > '2100-01-01 00:00:01 +0000'" 0

# The Go checker: corrected ones by their text, the bank by the end of bank_name.
is amd "SELECT count(*) FROM mce_record WHERE error_msg LIKE '% no action required.'" 9
is amd "SELECT count(*) FROM mce_record WHERE rtrim(bank_name, ')') NOT LIKE '%bank=' || bank" 0
is each "SELECT DISTINCT err_type FROM mc_event ORDER BY 1" $'Corrected\nUncorrected'

# openstreetmap's exporter.
is each "SELECT mc,top_layer,middle_layer,lower_layer,err_type,SUM(err_count) FROM mc_event
	GROUP BY mc,top_layer,middle_layer,lower_layer,err_type" \
	$'0|1|2|-1|Corrected|5\n1|-1|-1|-1|Uncorrected|1'
is each "SELECT err_type,COUNT(*) FROM aer_event GROUP BY err_type" \
	$'Corrected|1\nUncorrected (Fatal)|1'

# sanecz' exporter counts these by their columns.
is each "SELECT etype, severity, count(*) FROM extlog_event GROUP BY etype, severity" "2|2|1"
is each "SELECT dev_name, count(*) FROM devlink_event GROUP BY dev_name" \
	$'0000:01:00.0|1\neth0|1'
is each "SELECT dev, count(*) FROM disk_errors GROUP BY dev" "8:0|1"
is amd "SELECT error_msg, count(*) FROM mce_record GROUP BY error_msg" \
	$'Corrected error, no action required.|8\nDeferred error, no action required.|1'
is each "SELECT err_type, label, count(*) FROM mc_event GROUP BY err_type, label" \
	$'Corrected|CPU_SrcID#0_DIMM#1|2\nUncorrected|unknown memory|1'
is each "SELECT err_type, err_msg, dev_name, count(*) FROM aer_event
	GROUP BY err_type, err_msg, dev_name" \
	$'Corrected|Receiver Error|0000:00:1c.0|1\nUncorrected (Fatal)|Malformed TLP|0000:3a:00.0|1'

# A Korean collector, and the reporters that count rows and list labels.
is each "SELECT id,timestamp,err_count,err_type,mc,top_layer,middle_layer,address FROM mc_event
	WHERE id > 2" "3|$(date -d @1779999999 '+%F %T %z')|1|Uncorrected|1|-1|-1|0"
is each "SELECT COUNT(*) FROM mc_event" 3
is each "SELECT err_count, err_type, label FROM mc_event WHERE id = 1" \
	"2|Corrected|CPU_SrcID#0_DIMM#1"

# NixOS' heartbeat: bits of status, which is a signed 64-bit integer.
is amd "SELECT count(*) FROM mce_record WHERE status & 0x2000000000000000" 0
is amd "SELECT count(*) FROM mce_record WHERE status & 0x100000000000" 1
is amd "SELECT DISTINCT typeof(status) FROM mce_record" integer

# The suite of rasdaemon itself.
is intel "SELECT status, addr, misc, bank, cpu, mcgcap, mcgstatus FROM mce_record LIMIT 1" \
	"$((0x9c00004000000090))|$((0x23456000))|$((0x8c))|7|0|$((0x100010a))|0"

# Readers by position: id and time first, then as in 0.8.x.
is each "SELECT name FROM pragma_table_info('mc_event') WHERE cid = 3" err_type

# intel/lkvs: another program empties a table.
sqlite3 "$work/amd.db" "DELETE FROM mce_record;"
is amd "SELECT * FROM mce_record" ""
./rasdaemon --replay "$data/amd-ce-7.2" --db "$work/amd.db" >/dev/null 2>&1
is amd "SELECT count(*) FROM mce_record" 9

# Every class of events that a capture had has its row; a vendor's section has two.
for table in disk_errors signal_event memory_failure_event arm_event extlog_event \
	non_standard_event nvidia_ns_event; do
	is each "SELECT count(*) FROM $table" 1
done
is each "SELECT severity, fru_text, section_name, length(error) FROM non_standard_event" \
	"Corrected|GPU|NVIDIA Grace|32"
is each "SELECT signature FROM nvidia_ns_event" L2-ECC
# Go readers break on NULL in a text column.
while IFS='|' read -r table column; do
	is each "SELECT count(*) FROM $table WHERE \"$column\" IS NULL" 0
done < <(sqlite3 "$work/each.db" "SELECT m.name, p.name FROM sqlite_master m,
	pragma_table_info(m.name) p WHERE m.type = 'table' AND p.type = 'TEXT'")

# A kernel that has no block_rq_error: its completions, those that failed.
mkdir -p "$work/old/per_cpu/cpu0"
ln -s "$(cd "$src/tests/data/formats/linux-6.12" && pwd)/events" "$work/old/events"
tests/make_capture completions >"$work/old/per_cpu/cpu0/trace_pipe_raw"
./rasdaemon --replay "$work/old" --db "$work/old.db" >/dev/null 2>&1
is old "SELECT dev, error, rwbs FROM disk_errors" "8:1|I/O error|W"

# Netdata parses the summary; the words are those of 0.8.x.
./ras-mc-ctl --db "$work/each.db" --summary >"$work/summary"
while read -r line; do
	checks=$((checks + 1))
	grep -qxF -e "$line" -e $'\t'"$line" "$work/summary" || { echo "no '$line' in --summary"; exit 1; }
done <<'EOT'
Memory controller events summary:
PCIe AER events summary:
ARM processor events summary:
CPU(mpidr=0x81000000) has 1 errors
No CXL poison errors.
No CXL overflow errors.
Extlog records summary:
Devlink records summary:
eth0 has 1 errors
Disk errors summary:
8:0 has 1 errors
Memory failure events summary:
Recovered errors: 1
No MCE errors.
EOT
# A vendor's section is one error, not two.
if grep -i -e nvidia -e hisilicon "$work/summary"; then exit 1; fi

# SONiC copies the file: at rest it is complete by itself.
[ ! -e "$work/each.db-wal" ] && [ ! -e "$work/each.db-journal" ]
[ "$checks" -gt 100 ] || { echo "only $checks checks ran"; exit 1; }
