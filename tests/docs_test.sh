#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Documentation: nothing is missing from it, its form is right, its examples work.
set -eu
srcdir=${srcdir:-.}
if [ ! -f man/rasdaemon.8 ]; then echo "a build without manual pages"; exit 77; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$*"; exit 1; }
pages="man/rasdaemon.8 man/rasdaemon.conf.5 man/ras-mc_event.db.5 $srcdir/man/ras-mc-ctl.8"

src/doc/rasdoc check || fail "not all is described"

# Each setting, option and column stands in its page, whatever made the page.
./rasdaemon --help | grep -o -- '--[a-z0-9-]*' | sort -u >"$work/options"
[ "$(wc -l <"$work/options")" -ge 12 ] || fail "--help shows hardly an option"
while read -r option; do
	[ "$option" = --usage ] || grep -q "Fl -${option#--}\$\|Fl -${option#--} " man/rasdaemon.8 ||
		fail "rasdaemon.8 lacks $option"
done <"$work/options"
./rasdaemon --print-config | sed -n 's/^\([A-Z_]*\)=.*/\1/p' >"$work/settings"
[ "$(wc -l <"$work/settings")" -ge 20 ] || fail "--print-config shows hardly a setting"
while read -r setting; do
	grep -qx "\.It Ev $setting" man/rasdaemon.conf.5 || fail "rasdaemon.conf.5 lacks $setting"
	grep -q "^#$setting=" misc/rasdaemon.default || fail "rasdaemon.default lacks $setting"
done <"$work/settings"
db=$work/db
for dir in "$srcdir"/tests/data/captures/*/; do
	./rasdaemon --replay "$dir" --db "$db" >/dev/null 2>&1 || fail "replay of $dir"
done
for table in $(sqlite3 "$db" "SELECT name FROM sqlite_master WHERE type = 'table'"); do
	grep -qx "\.Ss Table $table" man/ras-mc_event.db.5 || fail "ras-mc_event.db.5 lacks $table"
	for column in $(sqlite3 "$db" "SELECT name FROM pragma_table_info('$table')"); do
		[ "$column" = id ] || grep -q "^\.It Va $column " man/ras-mc_event.db.5 ||
			fail "ras-mc_event.db.5 lacks $table.$column"
	done
done
for view in $(sqlite3 "$db" "SELECT name FROM sqlite_master WHERE type = 'view'"); do
	awk -v v="$view" '/^\.S[sh]/ { p = $0 == ".Ss View " v } p' man/ras-mc_event.db.5 >"$work/view"
	for column in $(sqlite3 "$db" "SELECT name FROM pragma_table_info('$view')"); do
		grep -qx "\.It Va $column" "$work/view" || fail "ras-mc_event.db.5 lacks $view.$column"
	done
done

# The shipped file is accepted, and says what holds without it.
./rasdaemon --config misc/rasdaemon.default --print-config | grep -v '^#' >"$work/presets"
sed -n 's/^#\([A-Z_]*=\)/\1/p' misc/rasdaemon.default | diff -u "$work/presets" - |
	grep '^[+-][A-Z]' && fail "rasdaemon.default does not show the presets"

# Examples: all SQL of the page, on what the captures left.
awk '/^\.Bd -literal/{p=1; next} /^\.Ed/{p=0} p' man/ras-mc_event.db.5 >"$work/sql"
[ "$(grep -c ';$' "$work/sql")" -ge 5 ] || fail "hardly an SQL example"
sqlite3 -bail "file:$db?mode=ro" <"$work/sql" >"$work/answers" || fail "an SQL example fails"
grep -q '|' "$work/answers" || fail "no SQL example finds anything"
awk '/^\.Bd -literal/{p=1; next} /^\.Ed/{p=0} p' man/rasdaemon.conf.5 >"$work/conf"
grep -q = "$work/conf" || fail "no example of a configuration"
./rasdaemon --config "$work/conf" --print-config | grep -qx 'PAGE_CE_THRESHOLD="10"' ||
	fail "the example of a configuration is not taken"

# Completions: every option, and a shell that understands them.
for program in rasdaemon ras-mc-ctl; do
	"./$program" --help | grep -o -- '--[a-z0-9-]*' | sort -u | grep -vx -- --usage >"$work/options"
	got=$(bash -c '. "misc/completions/$1"; COMP_WORDS=("$1" --); COMP_CWORD=1
		"_${1//-/_}"; printf "%s\n" "${COMPREPLY[@]}"' - "$program" | sort -u)
	diff -u "$work/options" <(echo "$got") || fail "bash completion of $program"
	while read -r option; do
		grep -q -- "${option}[]=['[,}]" "misc/completions/_$program" ||
			fail "zsh completion of $program lacks $option"
	done <"$work/options"
	if command -v zsh >/dev/null; then
		zsh -n "misc/completions/_$program" || fail "zsh does not take it"
	fi
done

# Catalog: one entry for each class, with no field that the class has not.
ids=$(grep -c '^-- [0-9a-f]\{32\}$' misc/rasdaemon.catalog)
tables=$(sqlite3 "$db" "SELECT count(*) FROM sqlite_master WHERE type = 'table'")
[ "$ids" = "$tables" ] || fail "$ids entries in the catalog, $tables classes"
for field in $(grep -o '@RAS_[A-Z0-9_]*@' misc/rasdaemon.catalog | tr -d @ | sort -u); do
	column=$(tr '[:upper:]' '[:lower:]' <<<"${field#RAS_}")
	grep -q "^\.It Va $column " man/ras-mc_event.db.5 || fail "catalog: no column for $field"
done
if command -v journalctl >/dev/null; then
	mkdir -p "$work/root/usr/lib/systemd/catalog" "$work/root/var/lib/systemd/catalog"
	cp misc/rasdaemon.catalog "$work/root/usr/lib/systemd/catalog/"
	SYSTEMD_LOG_LEVEL=warning journalctl --root="$work/root" --update-catalog 2>"$work/said" ||
		fail "$(cat "$work/said")"
	[ ! -s "$work/said" ] || fail "$(cat "$work/said")"
fi

# Form. References to pages that are not installed here are no fault of the page.
if command -v mandoc >/dev/null; then
	for page in $pages; do
		mandoc -T lint "$page" 2>&1 |
			grep -v 'referenced manual not found\|mandoc\.db' && fail "mandoc: $page"
	done
fi
if command -v groff >/dev/null && command -v man >/dev/null; then
	for page in $pages; do
		LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" \
			2>"$work/said" >/dev/null || fail "man: $page"
		[ ! -s "$work/said" ] || fail "man: $page: $(cat "$work/said")"
	done
fi
exit 0
