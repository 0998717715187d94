// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes a trace_pipe_raw of any length to standard output: mkcapture CAPTURE COUNT [PER-SECOND].
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/pages.h"

int main(int argc, char **argv)
{
	uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	uint64_t rate = argc > 3 ? strtoull(argv[3], NULL, 10) : 100;
	uint32_t step = rate ? (uint32_t)(1000000000 / rate) : 0;
	struct bench_pages b;
	size_t each;

	if (!count || !step) {
		(void)fprintf(stderr, "usage: mkcapture CAPTURE COUNT [PER-SECOND]\n");
		return 2;
	}
	if (bench_pages_open(&b, argv[1]))
		return 1;
	each = bench_pages_each(&b);
	for (uint64_t n = 0; n < count; n += each) {
		size_t now = count - n < each ? (size_t)(count - n) : each;
		uint8_t page[4096];

		bench_pages_fill(&b, page, now, n, 1000000000 + n * step, step);
		if (fwrite(page, sizeof(page), 1, stdout) != 1)
			return 1;
	}
	bench_pages_close(&b);
	return fflush(stdout) ? 1 : 0;
}
