// SPDX-License-Identifier: GPL-2.0-or-later
/* Where monitors are looked for, as the configuration says. */
#include "vmm/place.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "vmm/cmdline.h"

static const char between[] = " \t";

static const char pattern[] = VMM_PLACE_PATTERN;

/* NUL for blanks: the words of text one behind another. */
static void cut_words(char *text)
{
	for (; *text; text++)
		if (strchr(between, *text))
			*text = '\0';
}

void vmm_place_paths(struct vmm_place *p)
{
	const char *end = p->text + sizeof(p->text);
	size_t n = 0;

	for (const char *s = p->text; s < end && n < VMM_SOCKETS; s += strlen(s) + 1)
		if (*s)
			p->paths[n++] = s;
	p->paths[n] = NULL;
}

static int check_path(const char *path, struct ras_text *e)
{
	if (path[0] == '/' && strlen(path) < VMM_PATH)
		return 0;
	ras_text_puts(e, "QMP_SOCKETS: '");
	ras_text_clean(e, path, strlen(path));
	ras_text_add(e, "' is not the path of a socket: give one from the root on, of at most %d "
			"bytes", VMM_PATH - 1);
	return -1;
}

static int find_user(struct vmm_place *p, const char *name, struct ras_text *e)
{
	struct passwd pw, *found = NULL;
	char buf[4096];
	int err;

	if (!name[0])
		return 0;
	err = getpwnam_r(name, &pw, buf, sizeof(buf), &found);
	if (found) {
		p->user = found->pw_uid;
		return 0;
	}
	ras_text_puts(e, "QMP_USER: '");
	ras_text_clean(e, name, strlen(name));
	ras_text_add(e, "': %s",
		     err ? strerror(err) :
			   "there is no such user; give a name that the system knows, or nothing");
	return -1;
}

int vmm_place_from(struct vmm_place *p, const struct ras_config *c, char *err, size_t size)
{
	enum { MS = 1000 };
	struct ras_text e = ras_text_over(err, size);

	memset(p, 0, sizeof(*p));
	p->timeout_ms = (uint32_t)c->vmm_timeout * MS;
	p->pattern = c->qmp_discover ? pattern : NULL;
	/* Not what an earlier, longer value left behind the NUL. */
	memcpy(p->text, c->qmp_sockets, strnlen(c->qmp_sockets, sizeof(p->text) - 1));
	cut_words(p->text);
	vmm_place_paths(p);
	for (size_t i = 0; p->paths[i]; i++)
		if (check_path(p->paths[i], &e))
			return -1;
	return find_user(p, c->qmp_user, &e);
}

bool vmm_place_same(const struct vmm_place *a, const struct vmm_place *b)
{
	return !memcmp(a->text, b->text, sizeof(a->text)) && a->pattern == b->pattern &&
	       a->user == b->user;
}
