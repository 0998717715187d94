// SPDX-License-Identifier: GPL-2.0-or-later
/* Configuration files and the environment, read by the table of settings. */
#include "core/config.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/file.h"

enum { MAX_FILE = 1 << 20 };

struct unit {
	char letter;
	uint64_t factor;
};

static const struct unit counts[] = { { 'k', 1000 }, { 'm', 1000000 }, { 0, 0 } };
static const struct unit times[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 },
				     { 0, 0 } };
static const struct unit sizes[] = { { 'k', 1ULL << 10 }, { 'm', 1ULL << 20 },
				     { 'g', 1ULL << 30 }, { 0, 0 } };

static const struct {
	const char *word;
	bool value;
} bools[] = { { "yes", true }, { "no", false }, { "on", true },	 { "off", false },
	      { "true", true }, { "false", false }, { "1", true }, { "0", false } };

static const struct unit *units_of(const struct ras_setting *s)
{
	return s->kind == RAS_SET_TIME ? times : s->kind == RAS_SET_SIZE ? sizes : counts;
}

/* A number with at most one unit letter. 0, or -1. */
static int parse_number(const struct ras_setting *s, const char *text, uint64_t *to)
{
	uint64_t factor = s->kind == RAS_SET_TIME ? s->unit : 1;
	const struct unit *u = units_of(s);
	unsigned long long v;
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return -1;
	errno = 0;
	v = strtoull(text, &end, 10);
	if (errno)
		return -1;
	if (*end) {
		while (u->letter && u->letter != tolower((unsigned char)*end))
			u++;
		if (!u->letter || end[1])
			return -1;
		factor = u->factor;
	}
	if (v > UINT64_MAX / factor || v * factor < s->min || v * factor > s->max)
		return -1;
	*to = v * factor;
	return 0;
}

/* 0, or -1 when the setting does not accept text. */
static int assign(struct ras_config *c, const struct ras_setting *s, const char *text)
{
	void *at = (char *)c + s->offset;

	/* NAME= in an environment file says no more than leaving it out. */
	if (!text[0] && s->kind != RAS_SET_TEXT)
		return 0;
	switch (s->kind) {
	case RAS_SET_BOOL:
		for (size_t i = 0; i < sizeof(bools) / sizeof(bools[0]); i++)
			if (!strcasecmp(text, bools[i].word)) {
				*(bool *)at = bools[i].value;
				return 0;
			}
		return -1;
	case RAS_SET_CHOICE:
		for (int i = 0; s->choices[i]; i++)
			if (!strcasecmp(text, s->choices[i])) {
				*(int *)at = i;
				return 0;
			}
		return -1;
	case RAS_SET_TEXT:
		if (strlen(text) >= RAS_CONFIG_TEXT || (s->check && !s->check(text)))
			return -1;
		memcpy(at, text, strlen(text) + 1);
		return 0;
	case RAS_SET_COUNT:
	case RAS_SET_TIME:
	case RAS_SET_SIZE:
		break;
	}
	return parse_number(s, text, at);
}

void ras_config_init(struct ras_config *c)
{
	const struct ras_setting *s;

	memset(c, 0, sizeof(*c));
	for (size_t n = 0; (s = ras_setting(n)); n++)
		(void)assign(c, s, s->preset);
}

static void number(struct ras_text *out, uint64_t v, const struct unit *u)
{
	const struct unit *best = NULL;

	for (; u->letter; u++)
		if (v && v % u->factor == 0)
			best = u;
	ras_text_u64(out, best ? v / best->factor : v);
	if (best)
		ras_text_putc(out, best->letter);
}

void ras_config_value(const struct ras_config *c, const struct ras_setting *s, struct ras_text *out)
{
	const void *at = (const char *)c + s->offset;

	switch (s->kind) {
	case RAS_SET_BOOL:
		ras_text_puts(out, *(const bool *)at ? "yes" : "no");
		break;
	case RAS_SET_CHOICE:
		ras_text_puts(out, s->choices[*(const int *)at]);
		break;
	case RAS_SET_TEXT:
		ras_text_puts(out, at);
		break;
	case RAS_SET_COUNT:
		ras_text_u64(out, *(const uint64_t *)at);
		break;
	case RAS_SET_TIME:
	case RAS_SET_SIZE:
		number(out, *(const uint64_t *)at, units_of(s));
		break;
	}
}

void ras_setting_accepts(const struct ras_setting *s, struct ras_text *out)
{
	switch (s->kind) {
	case RAS_SET_BOOL:
		ras_text_puts(out, "yes or no");
		break;
	case RAS_SET_CHOICE:
		for (int i = 0; s->choices[i]; i++)
			ras_text_add(out, "%s%s", i ? ", " : "one of ", s->choices[i]);
		break;
	case RAS_SET_TEXT:
		if (s->accepts)
			ras_text_add(out, "%s; ", s->accepts);
		ras_text_add(out, "text of at most %d characters", RAS_CONFIG_TEXT - 1);
		break;
	case RAS_SET_COUNT:
	case RAS_SET_TIME:
	case RAS_SET_SIZE:
		ras_text_puts(out, "a number from ");
		number(out, s->min, units_of(s));
		if (s->max < INT64_MAX) {
			ras_text_puts(out, " to ");
			number(out, s->max, units_of(s));
		}
		ras_text_puts(out, ", with ");
		for (const struct unit *u = units_of(s); u->letter; u++)
			ras_text_add(out, "%s%c",
				     u == units_of(s) ? ""
				     : u[1].letter    ? ", "
						      : " or ",
				     u->letter);
		ras_text_puts(out, " behind it if wanted");
		if (s->kind == RAS_SET_TIME) {
			ras_text_puts(out, " (without: counted in ");
			ras_text_add(out, "%s)", s->unit == 3600 ? "hours" : "seconds");
		}
		break;
	}
}

static void refuse(struct ras_text *e, const struct ras_setting *s, const char *value)
{
	ras_text_add(e, "%s='", s->name);
	ras_text_clean(e, value, strlen(value));
	ras_text_puts(e, "' is not accepted: give ");
	ras_setting_accepts(s, e);
}

/* Take off blanks around it, and one pair of quotes. */
static char *strip(char *s)
{
	size_t len;

	s += strspn(s, " \t\r");
	len = strlen(s);
	while (len && strchr(" \t\r", s[len - 1]))
		s[--len] = '\0';
	if (len >= 2 && (s[0] == '"' || s[0] == '\'') && s[len - 1] == s[0]) {
		s[len - 1] = '\0';
		s++;
	}
	return s;
}

int ras_config_read(struct ras_config *c, const char *path, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	size_t len;
	char *text = ras_file_read(path, MAX_FILE, &len), *rest = text, *line;
	unsigned int number_of_line = 0;
	int rc = 0;

	if (!text) {
		ras_text_add(&e, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (strlen(text) < len) {
		ras_text_add(&e, "%s: a NUL byte at offset %zu: give a text file", path,
			     strlen(text));
		rc = -1;
	}
	while (!rc && (line = strsep(&rest, "\n"))) {
		const struct ras_setting *s;
		char *name = strip(line), *value = strchr(name, '=');

		number_of_line++;
		if (!name[0] || name[0] == '#' || name[0] == ';')
			continue;
		if (!value) {
			ras_text_add(&e, "%s:%u: '", path, number_of_line);
			ras_text_clean(&e, name, strlen(name));
			ras_text_puts(&e, "' is not of the form NAME=value");
			rc = -1;
			break;
		}
		*value++ = '\0';
		name = strip(name);
		if (!strncmp(name, "export ", 7))
			name = strip(name + 7);
		value = strip(value);
		for (size_t n = 0; (s = ras_setting(n)); n++)
			if (!strcmp(s->name, name) && assign(c, s, value)) {
				ras_text_add(&e, "%s:%u: ", path, number_of_line);
				refuse(&e, s, value);
				rc = -1;
			}
	}
	free(text);
	return rc;
}

int ras_config_environment(struct ras_config *c, char *err, size_t size)
{
	struct ras_text e = ras_text_over(err, size);
	const struct ras_setting *s;

	for (size_t n = 0; (s = ras_setting(n)); n++) {
		const char *value = getenv(s->name);

		if (value && assign(c, s, value)) {
			ras_text_puts(&e, "environment: ");
			refuse(&e, s, value);
			return -1;
		}
	}
	return 0;
}

/* Text in lines of comment, broken at blanks. */
static void print_comment(const char *text, void (*line)(void *arg, const char *text), void *arg)
{
	enum { WIDTH = 94 };
	char buf[WIDTH + 16];

	while (*text) {
		size_t n = strlen(text);
		struct ras_text t = RAS_TEXT(buf);

		if (n > WIDTH)
			for (n = WIDTH; n > 1 && text[n] != ' '; n--)
				;
		ras_text_puts(&t, "# ");
		ras_text_putn(&t, text, n);
		line(arg, buf);
		text += n;
		text += strspn(text, " ");
	}
}

void ras_config_print(const struct ras_config *c, void (*line)(void *arg, const char *text),
		      void *arg)
{
	struct ras_config presets;
	const struct ras_setting *s;

	ras_config_init(&presets);
	for (size_t n = 0; (s = ras_setting(n)); n++) {
		char buf[1024];
		struct ras_text t = RAS_TEXT(buf);

		print_comment(s->text, line, arg);
		ras_text_puts(&t, "Accepted: ");
		ras_setting_accepts(s, &t);
		print_comment(buf, line, arg);
		t = RAS_TEXT(buf);
		ras_text_add(&t, "%s%s=\"", c ? "" : "#", s->name);
		ras_config_value(c ? c : &presets, s, &t);
		ras_text_puts(&t, "\"");
		line(arg, buf);
		line(arg, "");
	}
}
