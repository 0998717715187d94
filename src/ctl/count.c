// SPDX-License-Identifier: GPL-2.0-or-later
/* --error-count: corrected and uncorrected errors of each DIMM, from EDAC in sysfs. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "core/text.h"
#include "ctl/reports.h"

enum { PATH_ROOM = 4096, FILE_MAX = 4096 };

struct dimm {
	char label[256];
	uint64_t ce, ue;
};

struct dimms {
	struct dimm *v;
	size_t n, room;
	bool per_rank;
	size_t width; /* of the longest label */
};

/* The first line of DIR/NAME; false when it cannot be read. */
static bool read_line(const char *dir, const char *name, char *out, size_t size)
{
	char path[PATH_ROOM], *content;
	struct ras_text t = RAS_TEXT(path), o = ras_text_over(out, size);
	size_t len;

	ras_text_add(&t, "%s/%s", dir, name);
	content = t.cut ? NULL : ras_file_read(path, FILE_MAX, &len);
	if (!content)
		return false;
	ras_text_putn(&o, content, strcspn(content, "\n"));
	free(content);
	return true;
}

static bool read_count(const char *dir, const char *name, uint64_t *out)
{
	char text[32], *end;

	if (!read_line(dir, name, text, sizeof(text)) || text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return !errno && !*end;
}

/* Ranks of one DIMM carry its label: they are one row, unless asked otherwise. */
static struct dimm *row_for(struct dimms *d, const char *label)
{
	for (size_t i = 0; *label && !d->per_rank && i < d->n; i++)
		if (!strcmp(d->v[i].label, label))
			return &d->v[i];
	if (d->n == d->room) {
		size_t room = d->room ? 2 * d->room : 16;
		struct dimm *v = reallocarray(d->v, room, sizeof(*v));

		if (!v)
			return NULL;
		d->v = v;
		d->room = room;
	}
	return memset(&d->v[d->n++], 0, sizeof(d->v[0]));
}

/* One of the kernel's dimmN or rankN folders (Documentation/ABI/testing/sysfs-devices-edac). */
static bool add_dimm(struct dimms *d, const char *dir)
{
	char label[sizeof(d->v[0].label)];
	struct ras_text t;
	struct dimm *row;
	uint64_t ce, ue;

	if (!read_line(dir, "dimm_label", label, sizeof(label)) ||
	    !read_count(dir, "dimm_ce_count", &ce) || !read_count(dir, "dimm_ue_count", &ue))
		return false;
	row = row_for(d, label);
	if (!row)
		return false;
	t = RAS_TEXT(row->label);
	ras_text_puts(&t, label);
	row->ce += ce;
	row->ue += ue;
	if (t.len > d->width)
		d->width = t.len;
	return true;
}

static int is_mc(const struct dirent *e)
{
	return !strncmp(e->d_name, "mc", 2) && e->d_name[2] >= '0' && e->d_name[2] <= '9';
}

static int is_dimm(const struct dirent *e)
{
	return (!strncmp(e->d_name, "dimm", 4) || !strncmp(e->d_name, "rank", 4)) &&
	       e->d_name[4] >= '0' && e->d_name[4] <= '9';
}

/*
 * Call each() for the entries of dir that pick() picks, in the order of their numbers. The number
 * of entries for which it said false, or -1 when dir cannot be read.
 */
static int for_each(struct dimms *d, const char *dir, int (*pick)(const struct dirent *),
		    bool (*each)(struct dimms *d, const char *path))
{
	struct dirent **names = NULL;
	int n = scandir(dir, &names, pick, versionsort), bad = 0;

	for (int i = 0; i < n; i++) {
		char path[PATH_ROOM];
		struct ras_text t = RAS_TEXT(path);

		ras_text_add(&t, "%s/%s", dir, names[i]->d_name);
		bad += t.cut || !each(d, path);
		free(names[i]);
	}
	free(names);
	return n < 0 ? -1 : bad;
}

static bool add_controller(struct dimms *d, const char *dir)
{
	return for_each(d, dir, is_dimm, add_dimm) == 0;
}

static void put_dimms(struct ctl_output *out, const struct dimms *d)
{
	char heading[sizeof(d->v[0].label) + 16];
	struct ras_text t = RAS_TEXT(heading);

	ras_text_add(&t, "%-*s\tCE\tUE", (int)d->width, "Label");
	ctl_output_member(out, "error_count", false);
	ctl_output_block(out, heading, NULL);
	for (size_t i = 0; i < d->n; i++) {
		const struct ctl_value v[] = {
			ctl_text("label", d->v[i].label),
			{ .name = "ce", .kind = CTL_UINT, .i = (int64_t)d->v[i].ce },
			{ .name = "ue", .kind = CTL_UINT, .i = (int64_t)d->v[i].ue },
		};

		ctl_output_record(out, "{label}\t{ce}\t{ue}", v, sizeof(v) / sizeof(v[0]));
	}
	ctl_output_member_end(out);
}

enum ctl_exit ctl_error_count(struct ctl *ctl)
{
	struct dimms d = { .per_rank = ctl->given[CTL_PER_RANK] };
	const char *root = ctl->value[CTL_ROOT] ? ctl->value[CTL_ROOT] : "";
	enum ctl_exit rc = CTL_OK;
	char dir[PATH_ROOM];
	struct ras_text t = RAS_TEXT(dir);
	int bad;

	ras_text_add(&t, "%s/sys/devices/system/edac/mc", root);
	bad = for_each(&d, dir, is_mc, add_controller);
	if (d.n) {
		put_dimms(&ctl->out, &d);
	} else {
		ctl_complain(ctl,
			     "No DIMMs found in %s: no EDAC driver is loaded, or none knows "
			     "this memory controller",
			     dir);
		rc = CTL_NOT_OK;
	}
	if (d.n && bad) {
		ctl_complain(ctl, "some DIMMs in %s could not be read", dir);
		rc = CTL_NOT_OK;
	}
	free(d.v);
	return rc;
}
