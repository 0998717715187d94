// SPDX-License-Identifier: GPL-2.0-or-later
/* Memory controllers and DIMMs as the kernel's EDAC core shows them in sysfs. */
#include "ctl/edac.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"
#include "ctl/number.h"

#define ATTR_MAX 4096 /* a sysfs attribute is one page at most */

/* Numbers of the directory entries NAME0, NAME1, … in ascending order. */
struct numbers {
	unsigned int *v;
	size_t n;
};

static int cmp_uint(const void *a, const void *b)
{
	unsigned int x = *(const unsigned int *)a, y = *(const unsigned int *)b;

	return (x > y) - (x < y);
}

/* The number behind prefix in name, which must end in suffix. */
static bool numbered(const char *name, const char *prefix, const char *suffix, unsigned int *out)
{
	size_t n = strlen(prefix), digits;
	uint64_t v;

	if (strncmp(name, prefix, n) != 0)
		return false;
	name += n;
	digits = ctl_number(name, strlen(name), EDAC_MAX_INDEX, &v);
	if (!digits || strcmp(name + digits, suffix) != 0)
		return false;
	*out = (unsigned int)v;
	return true;
}

/* Entries of dir by numbered(); the caller frees out->v. Returns 0, or -1 with errno. */
static int list_numbered(const char *dir, const char *prefix, const char *suffix,
			 struct numbers *out)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int rc = -1;

	*out = (struct numbers){ NULL, 0 };
	if (!d)
		return -1;
	while (errno = 0, (e = readdir(d))) {
		unsigned int v, *grown;

		if (!numbered(e->d_name, prefix, suffix, &v))
			continue;
		grown = realloc(out->v, (out->n + 1) * sizeof(*grown));
		if (!grown)
			goto out;
		out->v = grown;
		out->v[out->n++] = v;
	}
	if (errno)
		goto out;
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), cmp_uint);
	rc = 0;
out:
	(void)closedir(d);
	if (rc) {
		free(out->v);
		*out = (struct numbers){ NULL, 0 };
	}
	return rc;
}

/* base/rel/name, or -1 with ENAMETOOLONG. An empty rel or name leaves its part out. */
static int make_path(char buf[static PATH_MAX], const char *base, const char *rel, const char *name)
{
	struct ras_text t = ras_text_over(buf, PATH_MAX);

	ras_text_puts(&t, base);
	if (*rel) {
		ras_text_putc(&t, '/');
		ras_text_puts(&t, rel);
	}
	if (*name) {
		ras_text_putc(&t, '/');
		ras_text_puts(&t, name);
	}
	if (t.cut) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

/* An attribute without blanks at its end; the caller frees it. NULL with errno. */
static char *read_attr(const struct edac_tree *t, const char *rel, const char *name)
{
	char path[PATH_MAX], *text;
	size_t len;

	if (make_path(path, t->base, rel, name))
		return NULL;
	text = ras_file_read(path, ATTR_MAX, &len);
	if (!text)
		return NULL;
	len = strlen(text);
	while (len && isspace((unsigned char)text[len - 1]))
		text[--len] = '\0';
	return text;
}

static bool read_u64(const struct edac_tree *t, const char *rel, const char *name, uint64_t *out)
{
	char *text = read_attr(t, rel, name);
	size_t len, digits;

	if (!text)
		return false;
	len = strlen(text);
	digits = ctl_number(text, len, UINT64_MAX, out);
	free(text);
	return digits && digits == len;
}

/* Pairs of a layer's name and a position, as in "channel 1 slot 0 ". */
static bool parse_location(const char *s, struct edac_layers *out)
{
	*out = (struct edac_layers){ .n = 0 };
	for (;;) {
		size_t len;
		uint64_t v;

		s += strspn(s, " ");
		if (!*s)
			return out->n > 0;
		len = strcspn(s, " ");
		if (out->n == EDAC_LAYERS || len >= sizeof(out->name[0]))
			return false;
		memcpy(out->name[out->n], s, len);
		s += len;
		s += strspn(s, " ");
		len = ctl_number(s, strlen(s), EDAC_MAX_INDEX, &v);
		if (!len || (s[len] && s[len] != ' '))
			return false;
		out->max[out->n++] = (unsigned int)v;
		s += len;
	}
}

static bool read_location(const struct edac_tree *t, const char *rel, const char *name,
			  struct edac_layers *out)
{
	char *text = read_attr(t, rel, name);
	bool ok;

	if (!text)
		return false;
	ok = parse_location(text, out);
	free(text);
	return ok;
}

static void skip(struct edac_tree *t, const char *rel)
{
	if (!t->skipped++) {
		struct ras_text name = RAS_TEXT(t->skipped_name);

		ras_text_puts(&name, rel);
	}
}

/* Add a DIMM of the last controller at the positions that at->max holds. */
static int add_dimm(struct edac_tree *t, const struct edac_dimm *dimm, const struct edac_layers *at)
{
	struct edac_mc *mc = &t->mcs[t->nmcs - 1];
	struct edac_dimm *grown;

	if (!mc->layers.n)
		mc->layers = *at;
	/* A controller's DIMMs are all of one geometry; what is not cannot be placed. */
	if (!edac_same_layers(&mc->layers, at) || t->ndimms == EDAC_MAX_DIMMS) {
		skip(t, dimm->label_file);
		return 0;
	}
	grown = realloc(t->dimms, (t->ndimms + 1) * sizeof(*grown));
	if (!grown)
		return -1;
	t->dimms = grown;
	grown += t->ndimms++;
	*grown = *dimm;
	grown->mc = t->nmcs - 1;
	grown->place = (struct edac_place){ .mc = mc->index, .layers = at->n };
	for (unsigned int i = 0; i < at->n; i++) {
		grown->place.pos[i] = at->max[i];
		if (at->max[i] > mc->layers.max[i])
			mc->layers.max[i] = at->max[i];
	}
	return 0;
}

static void set_label(const struct edac_tree *t, struct edac_dimm *dimm, const char *rel,
		      const char *name)
{
	struct ras_text file = RAS_TEXT(dimm->label_file), label = RAS_TEXT(dimm->label);
	char *text = read_attr(t, rel, name);

	ras_text_add(&file, "%s/%s", rel, name);
	if (text)
		ras_text_puts(&label, text);
	free(text);
}

static int add_dimm_dir(struct edac_tree *t, const char *rel)
{
	struct edac_dimm dimm = { .size_mb = 0 };
	struct edac_layers at;

	set_label(t, &dimm, rel, "dimm_label");
	if (!read_location(t, rel, "dimm_location", &at) ||
	    !read_u64(t, rel, "size", &dimm.size_mb)) {
		skip(t, rel);
		return 0;
	}
	dimm.counted = read_u64(t, rel, "dimm_ce_count", &dimm.ce) &&
		       read_u64(t, rel, "dimm_ue_count", &dimm.ue);
	return add_dimm(t, &dimm, &at);
}

/* A csrow directory: one entry for each channel that has a label file. */
static int add_csrow(struct edac_tree *t, const char *rel, unsigned int row)
{
	struct numbers channels;
	char path[PATH_MAX];
	uint64_t size;
	int rc = 0;

	if (make_path(path, t->base, rel, ""))
		return -1;
	if (list_numbered(path, "ch", "_dimm_label", &channels) ||
	    !read_u64(t, rel, "size_mb", &size)) {
		free(channels.v);
		skip(t, rel);
		return 0;
	}
	for (size_t i = 0; i < channels.n && !rc; i++) {
		struct edac_layers at = { .n = 2, .name = { "csrow", "channel" } };
		struct edac_dimm dimm = { .size_mb = size / channels.n };
		char name[32];
		struct ras_text text = RAS_TEXT(name);

		at.max[0] = row;
		at.max[1] = channels.v[i];
		ras_text_add(&text, "ch%u_dimm_label", channels.v[i]);
		set_label(t, &dimm, rel, name);
		rc = add_dimm(t, &dimm, &at);
	}
	free(channels.v);
	return rc;
}

/* All directories prefix0, prefix1, … of a controller; *found counts them. */
static int add_dirs(struct edac_tree *t, const char *mc, const char *prefix, size_t *found)
{
	bool csrow = strcmp(prefix, "csrow") == 0;
	struct numbers dirs;
	char path[PATH_MAX];
	int rc = 0;

	if (make_path(path, t->base, mc, ""))
		return -1;
	if (list_numbered(path, prefix, "", &dirs)) {
		skip(t, mc);
		return 0;
	}
	for (size_t i = 0; i < dirs.n && !rc; i++) {
		char rel[48];
		struct ras_text text = RAS_TEXT(rel);

		ras_text_add(&text, "%s/%s%u", mc, prefix, dirs.v[i]);
		rc = csrow ? add_csrow(t, rel, dirs.v[i]) : add_dimm_dir(t, rel);
	}
	*found += dirs.n;
	free(dirs.v);
	return rc;
}

static int add_mc(struct edac_tree *t, unsigned int index)
{
	/* The kernel names them rank where it counts chip selects: both have the same files. */
	static const char *const kinds[] = { "dimm", "rank", "csrow" };
	struct edac_mc *grown = realloc(t->mcs, (t->nmcs + 1) * sizeof(*grown));
	struct edac_layers layers;
	size_t found = 0;
	char rel[16];
	struct ras_text text = RAS_TEXT(rel);

	if (!grown)
		return -1;
	t->mcs = grown;
	grown += t->nmcs++;
	*grown = (struct edac_mc){ .index = index };
	ras_text_add(&text, "mc%u", index);
	if (read_location(t, rel, "max_location", &layers))
		grown->layers = layers;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		/* csrow directories show the same memory once more. */
		if (i == 2 && found)
			break;
		if (add_dirs(t, rel, kinds[i], &found))
			return -1;
	}
	return 0;
}

static int cmp_dimm(const void *a, const void *b)
{
	const struct edac_dimm *x = a, *y = b;

	return edac_place_cmp(&x->place, &y->place);
}

int edac_read(struct edac_tree *t, const char *root)
{
	struct numbers mcs;
	int rc = 0;

	*t = (struct edac_tree){ .nmcs = 0 };
	if (make_path(t->base, root, "sys/devices/system/edac/mc", "") ||
	    list_numbered(t->base, "mc", "", &mcs))
		return -1;
	for (size_t i = 0; i < mcs.n && !rc; i++)
		rc = add_mc(t, mcs.v[i]);
	free(mcs.v);
	if (t->ndimms)
		qsort(t->dimms, t->ndimms, sizeof(*t->dimms), cmp_dimm);
	return rc;
}

void edac_free(struct edac_tree *t)
{
	free(t->mcs);
	free(t->dimms);
	*t = (struct edac_tree){ .nmcs = 0 };
}

const struct edac_dimm *edac_find(const struct edac_tree *t, const struct edac_place *place)
{
	struct edac_dimm key = { .place = *place };

	if (!t->ndimms)
		return NULL;
	return bsearch(&key, t->dimms, t->ndimms, sizeof(key), cmp_dimm);
}

int edac_write_label(const struct edac_tree *t, const struct edac_dimm *dimm, const char *label)
{
	size_t len = strlen(label);
	char path[PATH_MAX];
	ssize_t n;
	int fd, saved;

	if (!len || len > EDAC_LABEL_LEN) {
		errno = EINVAL;
		return -1;
	}
	if (make_path(path, t->base, dimm->label_file, ""))
		return -1;
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return -1;
	/* The kernel takes the whole label from one write or none of it. */
	n = write(fd, label, len);
	saved = n < 0 ? errno : EIO;
	if (close(fd) && n == (ssize_t)len)
		return -1;
	if (n != (ssize_t)len) {
		errno = saved;
		return -1;
	}
	return 0;
}
