#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The units are what systemd understands, and leave no more exposed than is meant.
set -eu
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The programs of this build, as those of the system are not installed; pages neither.
for unit in rasdaemon ras-mc-ctl; do
	sed -e "s,^ExecStart=[^ ]*/,ExecStart=$PWD/," -e '/^Documentation=/d' \
		"misc/$unit.service" >"$work/$unit.service"
	grep -q "^ExecStart=$PWD/$unit --" "$work/$unit.service"
	systemd-analyze verify "$work/$unit.service" 2>"$work/said" || true
	# Of the units here; the machine's own are not ours to judge.
	if grep -F "$unit.service" "$work/said"; then exit 1; fi
done

# tenths UNIT: its exposure
tenths()
{
	systemd-analyze security --offline=yes --no-pager "$work/$1.service" >"$work/report" || true
	sed -n 's/.*exposure level for .*: \([0-9]*\)\.\([0-9]\) .*/\1\2/p' "$work/report"
}
for want in rasdaemon:12 ras-mc-ctl:12; do
	got=$(tenths "${want%:*}")
	[ -n "$got" ] || { echo "systemd-analyze security does not work here"; exit 77; }
	[ "$((10#$got))" -le "${want#*:}" ] || { cat "$work/report"; exit 1; }
done

# What consumers and upgrades rely on.
for line in 'Type=notify' 'Restart=on-failure' 'StateDirectory=rasdaemon' \
	'RuntimeDirectory=rasdaemon' 'RuntimeDirectoryPreserve=restart' 'NoNewPrivileges=yes'; do
	grep -qx "$line" misc/rasdaemon.service || { echo "no $line"; exit 1; }
done
if grep -n '@[a-z]*@' misc/*.service; then echo "a path was not put in"; exit 1; fi
