#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# make uninstall takes away what make install brought, and nothing of the administrator's.
set -eu
[ -f Makefile ] || { echo "needs the build's Makefile"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MAKELEVEL MFLAGS

list() { (cd "$work/root" && find . ! -type d | sort); }
do_make() { make -s "$@" DESTDIR="$work/root" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

do_make install
list >"$work/files"
for want in sbin/rasdaemon sbin/ras-mc-ctl man8/rasdaemon.8 man8/ras-mc-ctl.8 \
	man5/rasdaemon.conf.5 man5/ras-mc_event.db.5 system/rasdaemon.service \
	system/ras-mc-ctl.service bash-completion/completions/rasdaemon \
	bash-completion/completions/ras-mc-ctl site-functions/_rasdaemon \
	site-functions/_ras-mc-ctl catalog/rasdaemon.catalog default/rasdaemon; do
	case $want in man8/ras-mc-ctl.8|s[by]*) ;; *) [ -f man/rasdaemon.8 ] || continue ;; esac
	grep -q "/$want\$" "$work/files" || { echo "$want was not installed"; exit 1; }
done
do_make uninstall
[ -z "$(list)" ] || { echo "left behind:"; list; exit 1; }
[ -z "$(find "$work/root" -type d -name rasdaemon)" ] || { echo "a folder was left behind"; exit 1; }

# A file that was changed, and a database, stay through all of it.
[ -f man/rasdaemon.8 ] || exit 0
do_make install
conf=$(find "$work/root" -path '*/default/rasdaemon')
echo 'PAGE_CE_ACTION="off"' >"$conf"
dbdir=$(find "$work/root" -path '*/lib/rasdaemon' -type d)
echo rows >"$dbdir/ras-mc_event.db"
do_make install
do_make uninstall
[ "$(cat "$conf")" = 'PAGE_CE_ACTION="off"' ] || { echo "the configuration was touched"; exit 1; }
[ "$(cat "$dbdir/ras-mc_event.db")" = rows ] || { echo "the database was touched"; exit 1; }
