// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzzing of label database files; the input is one file. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ctl/labelfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is said must be fit for a terminal. */
static void complain(void *ctx, size_t line, bool ours, const char *text)
{
	(void)ctx;
	(void)ours;
	assert(line > 0);
	for (; *text; text++)
		assert((unsigned char)*text >= ' ' && *text != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct label_board board = { "A", "B", "C", "D" };
	struct label_db db = { .files = 0 };
	const struct label_list *list;

	/* Twice: labels of a second file replace those of the first. */
	label_db_parse(&db, &board, (const char *)data, size, complain, NULL);
	label_db_parse(&db, &board, (const char *)data, size, complain, NULL);
	list = label_db_chosen(&db);
	for (size_t i = 0; i < list->n; i++) {
		assert(memchr(list->v[i].text, '\0', sizeof(list->v[i].text)));
		assert(list->v[i].text[0]);
		assert(!i || edac_place_cmp(&list->v[i - 1].place, &list->v[i].place) < 0);
	}
	label_db_free(&db);
	return 0;
}
