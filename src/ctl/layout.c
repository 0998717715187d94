// SPDX-License-Identifier: GPL-2.0-or-later
/* ras-mc-ctl --layout: sizes of the DIMMs, in a table by controller and layer. */
#include "ctl/layout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MAX 65536

/* Controllers that share a table. */
struct group {
	const struct edac_tree *t;
	const size_t *mcs; /* indices of t->mcs */
	size_t nmcs;
	struct edac_layers layers; /* the largest of each */
	unsigned int across;       /* layers that run across: all but the last */
	int cell;                  /* width of a cell, the bar at its end included */
	int head;                  /* width of what is left of the first bar */
};

static void repeat(FILE *out, char c, int n)
{
	while (n-- > 0)
		(void)fputc(c, out);
}

/* Columns of cells below one item of a level: level 0 are the controllers, 1 the first layer. */
static unsigned int below(const struct group *g, unsigned int level)
{
	unsigned int n = 1;

	for (unsigned int i = level; i < g->across; i++)
		n *= g->layers.max[i] + 1;
	return n;
}

static unsigned int columns(const struct group *g)
{
	return (unsigned int)g->nmcs * below(g, 0);
}

static void rule(const struct group *g, FILE *out, char left)
{
	repeat(out, left, g->head);
	(void)fputc('+', out);
	repeat(out, '-', (int)columns(g) * g->cell - 1);
	(void)fputs("+\n", out);
}

/* The line that names the items of a level, each in the middle of the cells below it. */
static void names(const struct group *g, FILE *out, unsigned int level)
{
	unsigned int span = below(g, level), n = columns(g) / span;
	int width = (int)span * g->cell - 1;

	repeat(out, ' ', g->head);
	for (unsigned int i = 0; i < n; i++) {
		char text[32];
		struct ras_text t = RAS_TEXT(text);
		int fill;

		if (!level)
			ras_text_add(&t, "mc%u", g->t->mcs[g->mcs[i]].index);
		else
			ras_text_add(&t, "%s%u", g->layers.name[level - 1],
				     i % (g->layers.max[level - 1] + 1));
		fill = width > (int)t.len ? width - (int)t.len : 0;
		(void)fputc('|', out);
		repeat(out, ' ', fill / 2);
		(void)fprintf(out, "%.*s", width, text);
		repeat(out, ' ', fill - fill / 2);
	}
	(void)fputs("|\n", out);
}

/* Size at a column and a row; 0 MiB where no DIMM is. */
static uint64_t size_at(const struct group *g, unsigned int column, unsigned int row)
{
	struct edac_place place = { .layers = g->layers.n };
	const struct edac_dimm *dimm;
	unsigned int span = below(g, 0);

	place.mc = g->t->mcs[g->mcs[column / span]].index;
	for (unsigned int i = 0; i < g->across; i++) {
		column %= span;
		span /= g->layers.max[i] + 1;
		place.pos[i] = column / span;
	}
	place.pos[g->across] = row;
	dimm = edac_find(g->t, &place);
	return dimm ? dimm->size_mb : 0;
}

static int digits(uint64_t v)
{
	int n = 1;

	while (v /= 10)
		n++;
	return n;
}

static void print_group(struct group *g, FILE *out)
{
	const char *name = g->layers.name[g->across];
	unsigned int last = g->layers.max[g->across], cols = columns(g);
	int number = 4; /* MiB of one DIMM: digits at least */

	for (size_t i = 0; i < g->t->ndimms; i++)
		for (size_t m = 0; m < g->nmcs; m++)
			if (g->t->dimms[i].mc == g->mcs[m] &&
			    digits(g->t->dimms[i].size_mb) > number)
				number = digits(g->t->dimms[i].size_mb);
	g->cell = number + 8;
	g->head = (int)strlen(name) + digits(last) + 2;
	rule(g, out, ' ');
	for (unsigned int level = 0; level <= g->across; level++)
		names(g, out, level);
	for (unsigned int i = 0; i <= last; i++) {
		unsigned int row = last - i;

		/* Rows stand in pairs where their number is even. */
		if (!i || (last % 2 && !(i % 2)))
			rule(g, out, '-');
		(void)fprintf(out, "%s%u:%*s|", name, row,
			      g->head - (int)strlen(name) - digits(row) - 1, "");
		for (unsigned int c = 0; c < cols; c++)
			(void)fprintf(out, "  %*" PRIu64 " MB  |", number, size_at(g, c, row));
		(void)fputc('\n', out);
	}
	rule(g, out, '-');
}

/* Whether the table of g has at most CELLS_MAX cells; no product here can overflow. */
static bool fits(const struct group *g)
{
	uint64_t cells = g->nmcs;

	for (unsigned int i = 0; i < g->layers.n; i++) {
		cells *= (uint64_t)g->layers.max[i] + 1;
		if (cells > CELLS_MAX)
			return false;
	}
	return true;
}

static void widen(struct edac_layers *to, const struct edac_layers *by)
{
	for (unsigned int i = 0; i < to->n; i++)
		if (by->max[i] > to->max[i])
			to->max[i] = by->max[i];
}

int ctl_layout(const struct edac_tree *t, FILE *out)
{
	size_t *mcs = calloc(t->nmcs + 1, sizeof(*mcs));
	int rc = 0;

	if (!mcs)
		return -1;
	for (size_t i = 0; i < t->nmcs && !rc; i++) {
		struct group g = { .t = t, .mcs = mcs, .layers = t->mcs[i].layers };
		bool seen = false;

		for (size_t k = 0; k < t->nmcs; k++) {
			if (!g.layers.n || !edac_same_layers(&t->mcs[k].layers, &g.layers))
				continue;
			seen = seen || k < i;
			widen(&g.layers, &t->mcs[k].layers);
			mcs[g.nmcs++] = k;
		}
		/* Printed with an earlier controller, or one without layers: nothing to show. */
		if (seen || !g.nmcs)
			continue;
		g.across = g.layers.n - 1;
		if (fits(&g))
			print_group(&g, out);
		else
			rc = -1;
	}
	free(mcs);
	return rc;
}
