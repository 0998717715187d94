/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manual pages, completions and catalog, written from the tables the programs work by. */
#ifndef RAS_DOC_DOC_H
#define RAS_DOC_DOC_H

#include <stdbool.h>
#include <stdio.h>

#include "core/event.h"

/* What a column holds, in a sentence for people; NULL: nobody has said. */
const char *doc_column(const struct ras_class *cls, const char *column);

/* Name on out the descriptions that are of no column. Returns how many there are. */
unsigned int doc_columns_unused(FILE *out);

/* Text as mdoc(7) source: a new line for each sentence, none long, nothing taken for a request. */
void doc_mdoc(FILE *out, const char *text);

/* Pieces of manual pages, in mdoc(7): all settings, tables, options of rasdaemon, message IDs. */
void doc_settings(FILE *out);
void doc_tables(FILE *out);
void doc_options(FILE *out);
void doc_messages(FILE *out);

/* The file of commented presets that is installed. */
void doc_presets(FILE *out);

/* The catalog for journalctl --catalog (systemd catalog format). */
void doc_catalog(FILE *out);

/* Completions of both programs for bash, and of one for zsh. */
void doc_bash_daemon(FILE *out);
void doc_bash_ctl(FILE *out);
void doc_zsh_daemon(FILE *out);
void doc_zsh_ctl(FILE *out);

/* Name on out whatever nobody has described, or is no more. Returns how many there are. */
unsigned int doc_check(FILE *out);

#endif
