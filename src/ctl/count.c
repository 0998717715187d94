// SPDX-License-Identifier: GPL-2.0-or-later
/* --error-count: corrected and uncorrected errors of each DIMM, from EDAC in sysfs. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "ctl/edac.h"
#include "ctl/reports.h"

struct dimm {
	char label[EDAC_LABEL_ROOM];
	uint64_t ce, ue;
};

struct dimms {
	struct dimm *v;
	size_t n, room;
	bool per_rank;
	size_t width; /* of the longest label */
};

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

static bool add_dimm(struct dimms *d, const struct edac_dimm *dimm)
{
	struct dimm *row = dimm->counted ? row_for(d, dimm->label) : NULL;
	struct ras_text t;

	if (!row)
		return false;
	t = RAS_TEXT(row->label);
	ras_text_puts(&t, dimm->label);
	row->ce += dimm->ce;
	row->ue += dimm->ue;
	if (t.len > d->width)
		d->width = t.len;
	return true;
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
	enum ctl_exit rc = CTL_OK;
	struct edac_tree t;
	bool bad = false;

	if (edac_read(&t, ctl_root(ctl)) || t.skipped)
		bad = true;
	for (size_t i = 0; i < t.ndimms; i++)
		bad |= !add_dimm(&d, &t.dimms[i]);
	if (d.n) {
		put_dimms(&ctl->out, &d);
	} else {
		ctl_complain(ctl,
			     "No DIMMs found in %s: no EDAC driver is loaded, or none knows "
			     "this memory controller",
			     t.base);
		rc = CTL_NOT_OK;
	}
	if (d.n && bad) {
		ctl_complain(ctl, "some DIMMs in %s could not be read", t.base);
		rc = CTL_NOT_OK;
	}
	edac_free(&t);
	free(d.v);
	return rc;
}
