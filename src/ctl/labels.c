// SPDX-License-Identifier: GPL-2.0-or-later
/* The commands of ras-mc-ctl about DIMM labels and EDAC drivers. */
#include "ctl/labels.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/file.h"
#include "ctl/dmi.h"
#include "ctl/edac.h"
#include "ctl/labels_files.h"
#include "ctl/layout.h"
#include "ctl/machine.h"
#include "ctl/smbios.h"

#define MODULES_MAX (1u << 20) /* bytes of /proc/modules */

struct run {
	const struct ctl_labels_request *req;
	struct ctl_output *out;
	FILE *err; /* NULL: quiet */
};

__attribute__((format(printf, 2, 3))) static void complain(const struct run *r, const char *fmt,
							   ...)
{
	va_list ap;

	if (!r->err)
		return;
	va_start(ap, fmt);
	(void)fputs("ras-mc-ctl: ", r->err);
	(void)vfprintf(r->err, fmt, ap);
	(void)fputc('\n', r->err);
	va_end(ap);
}

/* s, fit for a terminal, in buf. */
static const char *clean(char *buf, size_t size, const char *s, size_t len)
{
	struct ras_text t = ras_text_over(buf, size);

	ras_text_clean(&t, s, len);
	return buf;
}

#define CLEAN(BUF, S) clean((BUF), sizeof(BUF), (S), strlen(S))

/* An answer of one record: a line by form, or in JSON an object. */
static void answer(const struct run *r, const char *key, const char *form,
		   const struct ctl_value *v, size_t n)
{
	ctl_output_member(r->out, key, true);
	ctl_output_block(r->out, NULL, NULL);
	ctl_output_record(r->out, form, v, n);
	ctl_output_member_end(r->out);
}

/* The machine the command is about; a complaint if its mainboard is not known. */
static int find_machine(const struct run *r, struct machine *m)
{
	char buf[PATH_MAX + 256];
	struct ras_text why = RAS_TEXT(buf);
	enum machine_answer found = machine_find(m, r->req->mainboard, r->req->root, &why);

	if (buf[0])
		complain(r, "%s", buf);
	if (found == MACHINE_USAGE)
		return CTL_USAGE;
	return found == MACHINE_WRONG ? CTL_NOT_OK : CTL_OK;
}

static int mainboard(const struct run *r)
{
	struct machine m;
	int rc = find_machine(r, &m);

	if (rc)
		return rc;
	if (!m.known)
		return CTL_NOT_OK;
	answer(r, "mainboard", "ras-mc-ctl: mainboard: {vendor} model {model}",
	       (struct ctl_value[]){ ctl_text("vendor", m.dmi.vendor),
				     ctl_text("model", m.dmi.model) },
	       2);
	return CTL_OK;
}

/* The kernel's controllers and DIMMs; a kernel without EDAC core has none. */
static int read_edac(const struct run *r, struct edac_tree *t)
{
	if (edac_read(t, r->req->root) && errno != ENOENT) {
		complain(r, "%s: %s", t->base, strerror(errno));
		return CTL_NOT_OK;
	}
	if (t->skipped) {
		complain(r, "%s: %zu entries could not be read or make no sense, the first is %s",
			 t->base, t->skipped, t->skipped_name);
		return CTL_NOT_OK;
	}
	return CTL_OK;
}

/* Labels of this machine into db; its n is 0, after a complaint, if there are none. */
static int read_labels(const struct run *r, struct label_db *db)
{
	struct machine m;
	int rc = find_machine(r, &m);

	*db = (struct label_db){ .files = 0 };
	if (rc)
		return rc;
	if (!m.known)
		return CTL_OK;
	if (labels_files_read(db,
			      &(struct label_board){ m.dmi.vendor, m.dmi.model, m.dmi.sys_vendor,
						     m.dmi.product },
			      r->req->root, r->req->labeldb, r->err))
		rc = CTL_NOT_OK;
	if (!label_db_chosen(db)->n) {
		char vendor[4 * DMI_NAME_LEN], model[4 * DMI_NAME_LEN];

		complain(r, "Error: No dimm labels for %s model %s", CLEAN(vendor, m.dmi.vendor),
			 CLEAN(model, m.dmi.model));
	}
	return rc;
}

/* A value of text, or null. */
static struct ctl_value text_or_null(const char *name, const char *s, bool have)
{
	struct ctl_value v = { .name = name };

	if (have)
		v = ctl_text(name, s);
	return v;
}

/* "mc0 channel 1 slot 0" */
static void location(const struct edac_tree *t, const struct edac_dimm *dimm, struct ras_text *out)
{
	const struct edac_layers *layers = &t->mcs[dimm->mc].layers;

	ras_text_add(out, "mc%u", dimm->place.mc);
	for (unsigned int i = 0; i < dimm->place.layers; i++)
		ras_text_add(out, " %s %u", layers->name[i], dimm->place.pos[i]);
}

static void print_row(const struct run *r, const char *where, const char *label,
		      const char *registered)
{
	(void)fprintf(r->out->file, "%-35s %-20s %-20s\n", where, label, registered);
}

static void print_label(const struct run *r, const struct edac_tree *t, const struct label *label)
{
	const struct edac_dimm *dimm = edac_find(t, &label->place);
	char where[128], place[64], text[4 * sizeof(label->text)], now[4 * EDAC_LABEL_ROOM];
	struct ras_text w = RAS_TEXT(where), p = RAS_TEXT(place), n = RAS_TEXT(now);

	edac_place_text(&label->place, &p);
	if (dimm)
		location(t, dimm, &w);
	if (r->out->json) {
		const struct ctl_value v[] = {
			ctl_text("place", place),
			text_or_null("location", where, dimm != NULL),
			ctl_text("label", label->text),
			text_or_null("registered", dimm ? dimm->label : "", dimm != NULL),
		};

		ctl_output_record(r->out, NULL, v, sizeof(v) / sizeof(v[0]));
		return;
	}
	if (dimm)
		ras_text_clean(&n, dimm->label, strlen(dimm->label));
	else
		ras_text_add(&n, "%s missing", place);
	print_row(r, where, CLEAN(text, label->text), now);
}

static int print_labels(const struct run *r)
{
	struct label_db db;
	struct edac_tree t = { .nmcs = 0 };
	int rc = read_labels(r, &db);
	const struct label_list *list = label_db_chosen(&db);

	if (list->n) {
		int edac = read_edac(r, &t);

		if (!rc)
			rc = edac;
		ctl_output_member(r->out, "labels", false);
		if (!r->out->json)
			print_row(r, "LOCATION", "CONFIGURED LABEL", "SYSFS CONTENTS");
		for (size_t i = 0; i < list->n; i++)
			print_label(r, &t, &list->v[i]);
		if (!r->out->json)
			(void)fputc('\n', r->out->file);
		ctl_output_member_end(r->out);
	}
	edac_free(&t);
	label_db_free(&db);
	return rc;
}

static void wait_ms(uint64_t ms)
{
	struct timespec left = { .tv_sec = (time_t)(ms / 1000),
				 .tv_nsec = (long)(ms % 1000 * 1000000) };

	while (nanosleep(&left, &left) && errno == EINTR)
		;
}

/* Write the labels whose DIMMs are there: a slot may be empty. */
static int write_labels(const struct run *r, const struct edac_tree *t,
			const struct label_list *list)
{
	size_t found = 0;
	int rc = CTL_OK;

	for (size_t i = 0; i < list->n; i++) {
		const struct edac_dimm *dimm = edac_find(t, &list->v[i].place);

		if (!dimm)
			continue;
		found++;
		if (edac_write_label(t, dimm, list->v[i].text)) {
			complain(r, "%s/%s: %s", t->base, dimm->label_file, strerror(errno));
			rc = CTL_NOT_OK;
		}
	}
	if (!t->ndimms) {
		complain(r, "no label registered: no EDAC driver shows a DIMM in %s", t->base);
		return CTL_NOT_OK;
	}
	if (!found) {
		complain(r, "no label registered: EDAC shows no DIMM at any place of the label "
			    "database (see --print-labels and --layout)");
		return CTL_NOT_OK;
	}
	return rc;
}

static int register_labels(const struct run *r)
{
	struct label_db db;
	struct edac_tree t = { .nmcs = 0 };
	int rc = read_labels(r, &db);
	const struct label_list *list = label_db_chosen(&db);

	if (list->n) {
		int edac, written;

		/* Before looking at EDAC: the wait is there for its driver to come up. */
		wait_ms(r->req->delay_ms);
		edac = read_edac(r, &t);
		written = write_labels(r, &t, list);
		if (!rc)
			rc = edac ? edac : written;
	}
	edac_free(&t);
	label_db_free(&db);
	return rc;
}

/* In JSON there is no table: the DIMMs, one by one. */
static void layout_records(const struct run *r, const struct edac_tree *t)
{
	ctl_output_member(r->out, "layout", false);
	for (size_t i = 0; i < t->ndimms; i++) {
		const struct edac_dimm *dimm = &t->dimms[i];
		char place[64], where[128];
		struct ras_text p = RAS_TEXT(place), w = RAS_TEXT(where);

		edac_place_text(&dimm->place, &p);
		location(t, dimm, &w);
		ctl_output_record(r->out, NULL,
				  (struct ctl_value[]){
					  ctl_text("place", place),
					  ctl_text("location", where),
					  { "size_mb", CTL_UINT, (int64_t)dimm->size_mb, NULL, 0 },
					  ctl_text("registered", dimm->label),
				  },
				  4);
	}
	ctl_output_member_end(r->out);
}

static int layout(const struct run *r)
{
	struct edac_tree t;
	int rc = read_edac(r, &t);

	if (!t.ndimms) {
		complain(r, "Error: no EDAC driver shows a DIMM in %s", t.base);
		rc = CTL_NOT_OK;
	} else if (r->out->json) {
		layout_records(r, &t);
	} else if (ctl_layout(&t, r->out->file)) {
		complain(r, "%s: more positions than a machine has", t.base);
		rc = CTL_NOT_OK;
	}
	edac_free(&t);
	return rc;
}

/* As dmidecode(8) names a string that is not given; null in JSON. */
static struct ctl_value slot_name(const struct run *r, const char *name, const struct smbios *s,
				  size_t offset)
{
	struct ras_str text = smbios_string(s, offset);

	if (text.len)
		return (struct ctl_value){ name, CTL_TEXT, 0, text.s, text.len };
	return text_or_null(name, "Not Specified", !r->out->json);
}

static int guess_labels(const struct run *r)
{
	size_t len, at = 0;
	uint8_t *table = dmi_read_table(r->req->root, &len);
	struct smbios s;
	int rc;

	if (!table) {
		complain(r, "%s/sys/firmware/dmi/tables/DMI: %s", r->req->root,
			 errno == EACCES ? "only root may read it" : strerror(errno));
		return CTL_NOT_OK;
	}
	ctl_output_member(r->out, "slots", false);
	ctl_output_block(r->out, NULL, NULL);
	while ((rc = smbios_next(table, len, &at, &s)) > 0) {
		if (s.type != SMBIOS_MEMORY_DEVICE)
			continue;
		ctl_output_record(
			r->out, "memory stick '{locator}' is located at '{bank_locator}'",
			(struct ctl_value[]){
				slot_name(r, "locator", &s, SMBIOS_MEMORY_DEVICE_LOCATOR),
				slot_name(r, "bank_locator", &s, SMBIOS_MEMORY_DEVICE_BANK),
			},
			2);
	}
	ctl_output_member_end(r->out);
	free(table);
	if (!rc)
		return CTL_OK;
	complain(r, "the SMBIOS table is damaged at byte %zu", at);
	return CTL_NOT_OK;
}

/* A driver is a module named ..._edac..., as in amd64_edac or skx_edac_common. */
static bool module_loaded(const char *root)
{
	char path[PATH_MAX], *text, *next;
	struct ras_text t = RAS_TEXT(path);
	bool found = false;
	size_t len;

	ras_text_add(&t, "%s/proc/modules", root);
	text = t.cut ? NULL : ras_file_read(path, MODULES_MAX, &len);
	for (char *line = text; line && !found; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, " ")] = '\0';
		found = strstr(line, "_edac") != NULL;
	}
	free(text);
	return found;
}

static int status(const struct run *r)
{
	bool loaded = module_loaded(r->req->root);

	/* A driver that is built into the kernel is no module, but shows its controllers. */
	if (!loaded) {
		struct edac_tree t;

		loaded = !edac_read(&t, r->req->root) && t.nmcs > 0;
		edac_free(&t);
	}
	if (!r->req->quiet)
		answer(r, "edac",
		       loaded ? "ras-mc-ctl: drivers are loaded."
			      : "ras-mc-ctl: drivers not loaded.",
		       &(struct ctl_value){ "loaded", CTL_BOOL, loaded, NULL, 0 }, 1);
	return loaded ? CTL_OK : CTL_NOT_OK;
}

int ctl_labels_run(const struct ctl_labels_request *req, struct ctl_output *out, FILE *err)
{
	static int (*const commands[])(const struct run *) = {
		[CTL_LABELS_MAINBOARD] = mainboard,      [CTL_LABELS_PRINT] = print_labels,
		[CTL_LABELS_REGISTER] = register_labels, [CTL_LABELS_LAYOUT] = layout,
		[CTL_LABELS_GUESS] = guess_labels,       [CTL_LABELS_STATUS] = status,
	};

	return commands[req->command](&(struct run){ req, out, req->quiet ? NULL : err });
}
