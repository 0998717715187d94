// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text as a kernel log, cut into lines at any place. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "decode/x86/logtext.h"

static size_t take(struct x86_logtext *p)
{
	struct x86_logtext_record r;
	size_t n = 0;

	for (; x86_logtext_take(p, &r); n++)
		FUZZ_CHECK(r.have_cpu || r.m.vendor == X86_UNKNOWN);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct x86_logtext_cpu cpu = { true, X86_AMD, 25, 17, 1 };
	struct fuzz_input in = { data, size };
	unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	size_t lines = 0, records = 0;
	struct x86_logtext p;

	x86_logtext_begin(&p, flags & 1 ? &cpu : NULL);
	while (in.left) {
		const uint8_t *end = memchr(in.p, '\n', in.left);
		size_t len = end ? (size_t)(end - in.p) + 1 : in.left;
		char *line = malloc(len);

		/* A line of its own on the heap: a byte read behind it is seen. */
		FUZZ_CHECK(line);
		memcpy(line, in.p, len);
		x86_logtext_line(&p, line, len);
		free(line);
		lines++;
		in.p += len;
		in.left -= len;
		if (!(flags & 2))
			records += take(&p);
	}
	x86_logtext_end(&p);
	records += take(&p);
	FUZZ_CHECK(p.lines == lines);
	if (!(flags & 2))
		FUZZ_CHECK(!p.lost);
	/* A header takes 30 characters and more, a 32-bit kernel's bank line 24. */
	FUZZ_CHECK(records + p.lost <= size / 20);
	return 0;
}
