# SPDX-License-Identifier: GPL-2.0-or-later
# What follows a lost page in a guest of either vendor, and what the database says of it. To be sourced.

# start_victim [PREFIX]: a process with a page of its own, whose address goes to victim_page
start_victim()
{
	victim_page=
	guest "rm -f /run/victim; (${1-} victim >/run/victim &);
		until grep -q page /run/victim; do usleep 50000; done" || return
	victim_page=$(guest 'cat /run/victim')
	victim_page=${victim_page#page }
	[ $((victim_page)) -gt 0 ] || { echo "its page: '$victim_page'"; return 1; }
}

# page_lost CODE: the kernel gave the victim's page up and sent it SIGBUS with this si_code
page_lost()
{
	# shellcheck disable=SC2016 # for the guest's shell
	rows "SELECT page_type LIKE 'dirty%LRU page', action_result FROM memory_failure_event
		WHERE pfn = '$(printf '0x%x' $((victim_page >> 12)))'" '1|Recovered' &&
		guest 'n=0; until grep SIGBUS /run/victim; do [ $((n += 1)) -lt 100 ] || break; usleep 100000; done' \
			>"$dir/victim" && is "$(cat "$dir/victim")" "SIGBUS code $1 address matches" 'the process'
}

# absent NAME: the guest's database has no such table or view
absent() { [ "$(guest "query \"SELECT count(*) FROM sqlite_schema WHERE name = '$1'\"")" = 0 ]; }

# signal_row CODE: the SIGBUS (7) that a lost page brought, by its si_code
signal_row()
{
	! absent signal_event || { echo "this daemon does not record signals"; return 77; }
	rows "SELECT count(*), min(sig), min(comm) FROM signal_event WHERE code = $1" '1|7|victim'
}

# one_incident STATUS: a record, its page's failure and the process's signal share an incident
one_incident()
{
	! absent incidents || { echo "this daemon does not tie events to incidents"; return 77; }
	rows "SELECT count(*) > 0 FROM mce_record m JOIN memory_failure_event f USING (incident)
		JOIN signal_event s USING (incident) WHERE printf('%x', m.status) = '$1'" 1
}

# The database of a stopped daemon is one whole file in rollback mode.
clean_stop()
{
	guest stop_daemon &&
		is "$(guest 'query "PRAGMA journal_mode; PRAGMA integrity_check"')" $'delete\nok' \
			'the database' &&
		is "$(guest 'ls /var/lib/rasdaemon')" ras-mc_event.db 'files'
}
