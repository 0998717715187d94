// SPDX-License-Identifier: GPL-2.0-or-later
/* Places of DIMMs: their order, their text, the layers they count in. */
#include <string.h>

#include "ctl/edac.h"

int edac_place_cmp(const struct edac_place *a, const struct edac_place *b)
{
	if (a->mc != b->mc)
		return a->mc < b->mc ? -1 : 1;
	if (a->layers != b->layers)
		return a->layers < b->layers ? -1 : 1;
	for (unsigned int i = 0; i < a->layers; i++)
		if (a->pos[i] != b->pos[i])
			return a->pos[i] < b->pos[i] ? -1 : 1;
	return 0;
}

void edac_place_text(const struct edac_place *place, struct ras_text *out)
{
	ras_text_u64(out, place->mc);
	for (unsigned int i = 0; i < place->layers; i++) {
		ras_text_putc(out, ':');
		ras_text_u64(out, place->pos[i]);
	}
}

bool edac_same_layers(const struct edac_layers *a, const struct edac_layers *b)
{
	if (a->n != b->n)
		return false;
	for (unsigned int i = 0; i < a->n; i++)
		if (strcmp(a->name[i], b->name[i]) != 0)
			return false;
	return true;
}
