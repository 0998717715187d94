#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# misc/lint finds what it is there for, in a tree of planted faults, and nothing in one without.
set -u
src=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
mkdir -p "$work/misc" "$work/src/core" "$work/src/decode" "$work/src/store" "$work/tests" "$work/man"
cp "$src/misc/lint" "$work/misc"
cp "$src/.clang-tidy" "$src/.shellcheckrc" "$work"
mkdir "$work/build"
echo "COMPILE = cc -std=gnu17 -I$work/src" >"$work/build/Makefile"
export RAS_LINT_BUILD=$work/build RAS_LINT_CACHE=$work/cache

# source_file FILE: from standard input, behind the lines that each source begins with
source_file() { { printf '// SPDX-License-Identifier: GPL-2.0-or-later\n/* A file. */\n'; cat; } >"$work/$1"; }

# lint CHECK CODE [TEXT]: its exit code, and a line that it says
lint()
{
	local got
	"$work/misc/lint" "$1" >"$work/out" 2>&1
	got=$?
	if [ $got = 77 ]; then
		echo "$1: $(tail -n 1 "$work/out")"
	elif [ $got != "$2" ] || ! grep -qF -e "${3-}" "$work/out"; then
		[ $got = "$2" ] && [ -z "${3-}" ] && return
		echo "misc/lint $1: exit code $got, want $2 and '${3-}':"
		cat "$work/out"
		failed=1
	fi
}

source_file src/core/good.h <<'EOT'
int core_good(int n);
EOT
source_file src/core/good.c <<'EOT'
#include "core/good.h"

int core_good(int n)
{
	return n + 1;
}
EOT
good_all() { for check in $("$work/misc/lint" --list); do lint "$check" 0; done; }
good_all

# plant CHECK TEXT FILE: the file (standard input, as it is) is found by the check, and then taken away
plant()
{
	cat >"$work/$3"
	lint "$1" 1 "$2"
	rm "$work/$3"
}
header='// SPDX-License-Identifier: GPL-2.0-or-later
/* A file. */'

plant rooms 'core must not use store' src/core/up.c <<<'#include "store/db.h"'
plant rooms 'decode must not use events' src/decode/up.c <<<'	#  include	"events/mce.h"'
plant rooms 'not for decode' src/decode/io.c <<<'#include <stdio.h>'
plant rooms 'store must not use trace' src/store/side.c <<<'#include "trace/page.h"'
mkdir "$work/src/attic"
plant rooms 'not in the table' src/attic/x.c <<<'#include "core/good.h"'
plant headers 'no SPDX line' src/core/x.c <<<'/* A file. */'
plant headers 'no topic' src/core/x.c <<<'// SPDX-License-Identifier: GPL-2.0-or-later'
plant headers 'no topic' tests/x.sh <<<'# SPDX-License-Identifier: GPL-2.0-or-later'
plant columns 'longer than 100' src/core/x.c <<<"$(printf '\t\t%085d' 0)"
plant columns 'blank at the end' src/core/x.c <<<'int x; '
plant columns 'indented by blanks' src/core/x.c <<<'        int x;'
plant columns 'no newline' src/core/x.c < <(printf 'int x;')
plant size 'more than 600' tests/x.c < <(seq 601)
plant leftovers 'x.h:1:' src/core/x.h <<<'/* TO''DO: all of it */'
plant shellcheck SC2086 tests/x.sh <<<"rm \$1"
plant cppcheck arrayIndexOutOfBounds src/core/x.c <<EOT
$header
int core_x(void);
int core_x(void)
{
	int a[4] = { 0 };

	return a[4];
}
EOT
plant tidy clang-analyzer-core.NullDereference src/core/x.c <<EOT
$header
int core_x(const int *p);
int core_x(const int *p)
{
	return p ? 0 : *p;
}
EOT
plant mandoc 'no document body' man/x.8 <<<'.TH'

# As long as is allowed, and a text of as many columns in more bytes.
{
	echo "$header"
	printf '/* %094d */\n/* %s */\n' 0 "$(printf 'ä%.0s' {1..94})"
} >"$work/src/core/x.h"
lint columns 0
rm "$work/src/core/x.h"
seq 600 >"$work/tests/x.c"
lint size 0
rm "$work/tests/x.c"
good_all
"$work/misc/lint" nonsense >/dev/null 2>&1
[ $? = 2 ] || { echo 'a check that is not there'; failed=1; }
exit $failed
