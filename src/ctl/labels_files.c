// SPDX-License-Identifier: GPL-2.0-or-later
/* All label database files of a machine. */
#include "ctl/labels_files.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"

#define FILE_MAX       (1u << 20) /* bytes of one label file */
#define COMPLAINTS_MAX 20         /* shown of one file */

struct reader {
	struct label_db *db;
	const struct label_board *board;
	FILE *err; /* NULL: quiet */
	const char *path;
	unsigned int complaints; /* about this file */
	int rc;
};

static void complain(void *ctx, size_t line, bool ours, const char *text)
{
	struct reader *r = ctx;

	if (ours)
		r->rc = -1;
	r->complaints++;
	if (r->err && r->complaints <= COMPLAINTS_MAX)
		(void)fprintf(r->err, "ras-mc-ctl: %s:%zu: %s\n", r->path, line, text);
}

static void cannot_read(struct reader *r, const char *path)
{
	if (r->err)
		(void)fprintf(r->err, "ras-mc-ctl: %s: %s\n", path, strerror(errno));
	r->rc = -1;
}

static void read_one(struct reader *r, const char *path, bool may_be_missing)
{
	size_t len;
	char *text = ras_file_read(path, FILE_MAX, &len);

	if (!text) {
		if (errno != EISDIR && !(errno == ENOENT && may_be_missing))
			cannot_read(r, path);
		return;
	}
	r->path = path;
	r->complaints = 0;
	label_db_parse(r->db, r->board, text, len, complain, r);
	free(text);
	if (r->err && r->complaints > COMPLAINTS_MAX)
		(void)fprintf(r->err, "ras-mc-ctl: %s: %u more lines are wrong\n", path,
			      r->complaints - COMPLAINTS_MAX);
}

/* Hidden files, and what editors and package managers leave behind, are no label files. */
static int is_label_file(const struct dirent *e)
{
	static const char *const leftovers[] = {
		"~", ".rpmnew", ".rpmsave", ".rpmorig", ".dpkg-old", ".dpkg-new", ".dpkg-dist",
	};
	size_t n = strlen(e->d_name);

	if (e->d_name[0] == '.')
		return 0;
	for (size_t i = 0; i < sizeof(leftovers) / sizeof(leftovers[0]); i++) {
		size_t k = strlen(leftovers[i]);

		if (n >= k && strcmp(e->d_name + n - k, leftovers[i]) == 0)
			return 0;
	}
	return 1;
}

/* Unlike alphasort, the same order in every locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(struct reader *r, const char *dir)
{
	struct dirent **list;
	int n = scandir(dir, &list, is_label_file, by_name);

	if (n < 0) {
		if (errno != ENOENT)
			cannot_read(r, dir);
		return;
	}
	for (int i = 0; i < n; i++) {
		char path[PATH_MAX];
		struct ras_text t = RAS_TEXT(path);

		ras_text_add(&t, "%s/%s", dir, list[i]->d_name);
		free(list[i]);
		if (t.cut) {
			errno = ENAMETOOLONG;
			cannot_read(r, path);
			continue;
		}
		read_one(r, path, false);
	}
	free(list);
}

int labels_files_read(struct label_db *db, const struct label_board *board, const char *root,
		      const char *file, FILE *err)
{
	struct reader r = { .db = db, .board = board, .err = err };
	char path[PATH_MAX], dir[PATH_MAX];
	struct ras_text t = RAS_TEXT(path), d = RAS_TEXT(dir);

	*db = (struct label_db){ .files = 0 };
	ras_text_add(&t, "%s%s/ras/dimm_labels.db", root, RAS_SYSCONFDIR);
	ras_text_add(&d, "%s%s/ras/dimm_labels.d", root, RAS_SYSCONFDIR);
	if (t.cut || d.cut) {
		errno = ENAMETOOLONG;
		cannot_read(&r, root);
		return -1;
	}
	read_one(&r, file ? file : path, !file);
	read_folder(&r, dir);
	if (db->no_memory) {
		errno = ENOMEM;
		cannot_read(&r, dir);
	}
	return r.rc;
}
