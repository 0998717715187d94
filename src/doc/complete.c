// SPDX-License-Identifier: GPL-2.0-or-later
/* Completions for bash and zsh from the tables of options. */
#include <argp.h>
#include <string.h>

#include "ctl/ctl.h"
#include "daemon/options.h"
#include "doc/doc.h"

/* One option of either program. */
struct option_row {
	const char *name, *arg, *help;
	int letter;    /* 0: none */
	bool optional; /* the argument */
};

static const struct option_row more_daemon[] = {
	{ "help", NULL, "show the options", '?', false },
	{ "version", NULL, "show the version", 'V', false },
};

enum { MORE_DAEMON = sizeof(more_daemon) / sizeof(more_daemon[0]) };

/* The n-th option of rasdaemon, counted from 0, without those for tests; false behind the last. */
static bool daemon_row(size_t n, struct option_row *row)
{
	for (const struct argp_option *o = ras_option_table; o->name; o++) {
		if (o->flags & OPTION_HIDDEN || n--)
			continue;
		*row = (struct option_row){ o->name, o->arg, o->doc,
					    o->key > ' ' && o->key < 127 ? o->key : 0, false };
		return true;
	}
	if (n >= MORE_DAEMON)
		return false;
	*row = more_daemon[n];
	return true;
}

static bool ctl_row(size_t n, struct option_row *row)
{
	if (n >= CTL_OPTIONS)
		return false;
	*row = (struct option_row){ ctl_options[n].name, ctl_options[n].arg_name,
				    ctl_options[n].help, 0, ctl_options[n].arg == CTL_MAYBE_ARG };
	return true;
}

typedef bool next_row(size_t n, struct option_row *row);

static bool is_folder(const char *arg)
{
	return !strcmp(arg, "DIR") || !strcmp(arg, "PATH");
}

/* "--a|--b" of the options whose argument is a file or a folder. */
static void bash_case(FILE *out, next_row *next, bool folder, const char *action)
{
	struct option_row row;
	bool any = false;

	for (size_t n = 0; next(n, &row); n++) {
		if (!row.arg || row.optional ||
		    (folder ? !is_folder(row.arg) : strcmp(row.arg, "FILE") != 0))
			continue;
		(void)fprintf(out, "%s--%s", any ? "|" : "\t", row.name);
		any = true;
	}
	if (any)
		(void)fprintf(out, ")\n\t\tmapfile -t COMPREPLY < <(%s -- \"$cur\") ;;\n", action);
}

static void bash(FILE *out, const char *program, const char *function, next_row *next)
{
	struct option_row row;

	(void)fprintf(
		out,
		"# bash completion of %s; made from its table of options.\n%s()\n{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n\n"
		"\t# Readline takes \"=\" for a word of its own.\n"
		"\tif [[ $cur = '=' ]]; then\n\t\tcur=\n"
		"\telif [[ $prev = '=' ]]; then\n\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
		"\tcase $prev in\n",
		program, function);
	bash_case(out, next, false, "compgen -f");
	bash_case(out, next, true, "compgen -d");
	(void)fputs("\t*)\n\t\tmapfile -t COMPREPLY < <(compgen -W '", out);
	for (size_t n = 0; next(n, &row); n++)
		(void)fprintf(out, "%s--%s", n ? " " : "", row.name);
	(void)fprintf(out, "' -- \"$cur\") ;;\n\tesac\n}\ncomplete -F %s %s\n", function, program);
}

/* Inside '…[…]' of _arguments. */
static void zsh_text(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\'')
			(void)fputs("'\\'", out);
		else if (strchr("[]:\\", *s))
			(void)fputc('\\', out);
		(void)fputc(*s, out);
	}
}

static void zsh(FILE *out, const char *program, next_row *next)
{
	struct option_row row;

	(void)fprintf(out, "#compdef %s\n# Made from its table of options.\n_arguments -S",
		      program);
	for (size_t n = 0; next(n, &row); n++) {
		(void)fputs(" \\\n\t", out);
		if (row.letter)
			(void)fprintf(out, "'(-%c --%s)'{'-%c',--%s}'[", row.letter, row.name,
				      row.letter, row.name);
		else
			(void)fprintf(out, "'--%s%s[", row.name,
				      !row.arg       ? ""
				      : row.optional ? "=-"
						     : "=");
		zsh_text(out, row.help);
		(void)fputc(']', out);
		if (row.arg) {
			(void)fputs(row.optional ? "::" : ":", out);
			zsh_text(out, row.arg);
			(void)fputs(!strcmp(row.arg, "FILE") ? ":_files"
				    : is_folder(row.arg)     ? ":_files -/"
							     : ": ",
				    out);
		}
		(void)fputc('\'', out);
	}
	(void)fputc('\n', out);
}

void doc_bash_daemon(FILE *out)
{
	bash(out, "rasdaemon", "_rasdaemon", daemon_row);
}

void doc_bash_ctl(FILE *out)
{
	bash(out, "ras-mc-ctl", "_ras_mc_ctl", ctl_row);
}

void doc_zsh_daemon(FILE *out)
{
	zsh(out, "rasdaemon", daemon_row);
}

void doc_zsh_ctl(FILE *out)
{
	zsh(out, "ras-mc-ctl", ctl_row);
}
