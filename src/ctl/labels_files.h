/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All label database files of a machine. */
#ifndef RAS_CTL_LABELS_FILES_H
#define RAS_CTL_LABELS_FILES_H

#include <stdio.h>

#include "ctl/labelfile.h"

/*
 * Read file (if NULL, root and RAS_SYSCONFDIR "/ras/dimm_labels.db", which may be missing), then by
 * name the files of the folder dimm_labels.d beside it. Complaints go to err unless it is NULL.
 * Returns 0; -1 if labels of this board may be missing, because a line of its own is wrong or a
 * file cannot be read. The caller calls label_db_free() in either case.
 */
int labels_files_read(struct label_db *db, const struct label_board *board, const char *root,
		      const char *file, FILE *err);

#endif
