/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory controllers and DIMMs as the kernel's EDAC core shows them in sysfs. */
#ifndef RAS_CTL_EDAC_H
#define RAS_CTL_EDAC_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

/* include/linux/edac.h: EDAC_MAX_LAYERS, EDAC_MC_LABEL_LEN. */
#define EDAC_LAYERS     3
#define EDAC_LABEL_LEN  31
#define EDAC_LABEL_ROOM 64 /* for what is registered, should a kernel take more */

#define EDAC_MAX_INDEX 9999  /* of a controller, a layer position, a row: more is no hardware */
#define EDAC_MAX_DIMMS 16384 /* entries that are read at most */

/* Where a DIMM (or rank) sits: controller, then one position a layer. */
struct edac_place {
	unsigned int mc;
	unsigned int layers; /* how many of pos count: 1 to 3 */
	unsigned int pos[EDAC_LAYERS];
};

/* The layers of a controller: "channel", "slot" and the like, outermost first. */
struct edac_layers {
	unsigned int n;
	char name[EDAC_LAYERS][16];
	unsigned int max[EDAC_LAYERS]; /* highest position in each */
};

struct edac_mc {
	unsigned int index; /* of mc0, mc1, … */
	struct edac_layers layers;
};

struct edac_dimm {
	struct edac_place place;
	size_t mc;                   /* of edac_tree.mcs */
	char label[EDAC_LABEL_ROOM]; /* as registered, "" if none */
	char label_file[64];         /* relative to the tree: "mc0/dimm2/dimm_label" */
	uint64_t size_mb;            /* MiB */
	uint64_t ce, ue; /* corrected and uncorrected errors since the driver was loaded */
	bool counted;    /* ce and ue are known: old kernels do not have them by DIMM */
};

struct edac_tree {
	char base[PATH_MAX]; /* the folder that holds mc0, mc1, … */
	struct edac_mc *mcs; /* by index */
	size_t nmcs;
	struct edac_dimm *dimms; /* by place */
	size_t ndimms;
	size_t skipped;        /* entries that could not be read or made no sense */
	char skipped_name[64]; /* the first of them, relative to base */
};

/*
 * Read the controllers and DIMMs below root/sys/devices/system/edac/mc (root "" for this machine):
 * mcX/dimmY and mcX/rankY, or where a controller has none of these, the csrow directories of
 * CONFIG_EDAC_LEGACY_SYSFS (Documentation/ABI/testing/sysfs-devices-edac). Returns 0, also for a
 * tree without controllers, or -1 with errno: ENOENT when the kernel has no EDAC core. The caller
 * calls edac_free() in either case.
 */
int edac_read(struct edac_tree *t, const char *root);
void edac_free(struct edac_tree *t);

/* The DIMM at that place, NULL if there is none. */
const struct edac_dimm *edac_find(const struct edac_tree *t, const struct edac_place *place);

/*
 * Register a label of 1 to EDAC_LABEL_LEN bytes for a DIMM. Returns 0, or -1 with errno, EINVAL
 * when the length is not accepted (drivers/edac/edac_mc_sysfs.c, dimmdev_label_store).
 */
int edac_write_label(const struct edac_tree *t, const struct edac_dimm *dimm, const char *label);

/* Whether both have the same layers by number and name, whatever their sizes. */
bool edac_same_layers(const struct edac_layers *a, const struct edac_layers *b);

/* A place as controller and positions: "0:1:0". */
void edac_place_text(const struct edac_place *place, struct ras_text *out);

/* Order of places: controller, then layer by layer. For qsort and bsearch. */
int edac_place_cmp(const struct edac_place *a, const struct edac_place *b);

#endif
