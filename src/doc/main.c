// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdoc: writes at build time what documentation follows from tables. Not installed. */
#include <errno.h>
#include <string.h>

#include "doc/doc.h"

static const struct {
	const char *name; /* as argument, and "@name@" on a line of a page's source */
	void (*write)(FILE *out);
} pieces[] = {
	{ "settings", doc_settings },
	{ "tables", doc_tables },
	{ "options", doc_options },
	{ "messages", doc_messages },
	{ "presets", doc_presets },
	{ "catalog", doc_catalog },
	{ "bash-rasdaemon", doc_bash_daemon },
	{ "bash-ras-mc-ctl", doc_bash_ctl },
	{ "zsh-rasdaemon", doc_zsh_daemon },
	{ "zsh-ras-mc-ctl", doc_zsh_ctl },
};

/* Write the piece of that name (len characters). False: there is none. */
static bool write_piece(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (strlen(pieces[i].name) == len && !memcmp(pieces[i].name, name, len)) {
			pieces[i].write(stdout);
			return true;
		}
	return false;
}

/* Copy a page's source; lines "@name@" become that piece. */
static int page(const char *path)
{
	FILE *in = fopen(path, "re");
	char line[1024];
	int rc = 0;

	if (!in) {
		(void)fprintf(stderr, "rasdoc: %s: %s\n", path, strerror(errno));
		return 1;
	}
	while (fgets(line, sizeof(line), in)) {
		size_t len = strcspn(line, "\n");

		if (len > 2 && line[0] == '@' && line[len - 1] == '@' &&
		    write_piece(line + 1, len - 2))
			continue;
		(void)fputs(line, stdout);
	}
	if (ferror(in))
		rc = 1;
	if (fclose(in))
		rc = 1;
	return rc;
}

int main(int argc, char **argv)
{
	int rc = 2;

	if (argc == 3 && !strcmp(argv[1], "page"))
		rc = page(argv[2]);
	else if (argc == 2 && !strcmp(argv[1], "check"))
		rc = doc_check(stdout) ? 1 : 0;
	else if (argc == 2 && write_piece(argv[1], strlen(argv[1])))
		rc = 0;
	else
		(void)fprintf(stderr, "usage: rasdoc PIECE | page FILE | check\n");
	if (fflush(stdout) || ferror(stdout))
		rc = 1;
	return rc;
}
