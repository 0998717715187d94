/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz targets whose subject reads files: a folder of their own, removed at the end. */
#ifndef RAS_TESTS_FUZZ_FILES_H
#define RAS_TESTS_FUZZ_FILES_H

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/fuzz/fuzz.h"

enum { FUZZ_PATH = 512 };

static char fuzz_root[256];

static int fuzz_remove(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void fuzz_clean_up(void)
{
	(void)nftw(fuzz_root, fuzz_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* The folder; made by the first call. */
static inline const char *fuzz_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	if (fuzz_root[0])
		return fuzz_root;
	FUZZ_CHECK(snprintf(fuzz_root, sizeof(fuzz_root), "%s/fuzz.XXXXXX", tmp ? tmp : "/tmp") <
		   (int)sizeof(fuzz_root));
	FUZZ_CHECK(mkdtemp(fuzz_root));
	FUZZ_CHECK(!atexit(fuzz_clean_up));
	return fuzz_root;
}

/* The path of a file in that folder, in buf; the folders that it names are made. */
static inline const char *fuzz_path(char buf[static FUZZ_PATH], const char *name)
{
	size_t root = strlen(fuzz_folder());

	FUZZ_CHECK(snprintf(buf, FUZZ_PATH, "%s/%s", fuzz_root, name) < FUZZ_PATH);
	for (char *slash = strchr(buf + root + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		FUZZ_CHECK(!mkdir(buf, 0700) || errno == EEXIST);
		*slash = '/';
	}
	return buf;
}

/* Write a file of that folder. */
static inline void fuzz_file(const char *name, const void *data, size_t size)
{
	char path[FUZZ_PATH];
	FILE *f = fopen(fuzz_path(path, name), "we");

	FUZZ_CHECK(f && fwrite(data, 1, size, f) == size);
	FUZZ_CHECK(!fclose(f));
}

/* Take the input up to a byte 0xff, or to its end. */
static inline struct fuzz_input fuzz_part(struct fuzz_input *in)
{
	const uint8_t *end = in->left ? memchr(in->p, 0xff, in->left) : NULL;
	struct fuzz_input part = { in->p, end ? (size_t)(end - in->p) : in->left };

	in->p += part.left + (end != NULL);
	in->left -= part.left + (end != NULL);
	return part;
}

/* What is shown to people must not send control sequences to their terminal. */
static inline void fuzz_check_printable(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		FUZZ_CHECK(((unsigned char)s[i] >= ' ' && s[i] != 0x7f) || s[i] == '\n');
}

#endif
