// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any time for --since, any columns and values of a foreign table, as text and as JSON. */
#include "tests/fuzz/files.h"

#include <json-c/json_object.h>

#include "ctl/output.h"
#include "ctl/since.h"
#include "ctl/words.h"
#include "vmm/json.h"

enum { VALUES = 12, NAME = 24 };

static void check_since(const struct fuzz_input *part)
{
	char text[64];
	struct ras_text t = RAS_TEXT(text);
	int64_t ns = 0;

	ras_text_putn(&t, (const char *)part->p, part->left);
	if (!ctl_since_parse(text, &ns))
		return;
	/* From 1970-01-01 in the easternmost zone to 9999. */
	FUZZ_CHECK((ns % 1000000000 == 0 || ns == INT64_MAX) && ns >= -14LL * 3600 * 1000000000);
}

/* One document of two records; the caller frees it. */
static char *document(const char *form, const struct ctl_value *v, size_t n, bool json, size_t *len)
{
	struct ctl_output out;
	char *text = NULL;
	FILE *f = open_memstream(&text, len);

	FUZZ_CHECK(f);
	ctl_output_begin(&out, f, json);
	ctl_output_member(&out, "errors", false);
	ctl_output_block(&out, "Errors:", "None.");
	ctl_output_record(&out, form, v, n);
	ctl_output_record(&out, form, v, n);
	ctl_output_block_end(&out);
	ctl_output_member_end(&out);
	ctl_output_end(&out);
	FUZZ_CHECK(!fclose(f));
	return text;
}

static void check_output(const char *form, const struct ctl_value *v, size_t n)
{
	static const struct vmm_json_limits any = { (size_t)1 << 20, 1000, 8 };
	struct json_object *o;
	size_t len;
	char *text = document(form, v, n, false, &len);

	for (size_t i = 0; i < len; i++)
		FUZZ_CHECK((unsigned char)text[i] >= ' ' || strchr("\n\t", text[i]));
	free(text);
	text = document(form, v, n, true, &len);
	FUZZ_CHECK(strlen(text) == len);
	o = vmm_json_parse(text, len, &any);
	FUZZ_CHECK(o);
	(void)json_object_put(o);
	free(text);
}

/*
 * A time and a list of columns, a byte 0xff behind each; then values: kind, number, length of the
 * name and the text, and these.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	const struct fuzz_input since = fuzz_part(&in), list = fuzz_part(&in);
	char names[VALUES][NAME], columns[256];
	struct ctl_value v[VALUES];
	struct ras_text c = RAS_TEXT(columns);
	struct ctl_words w;
	size_t n = 0;

	check_since(&since);
	ras_text_clean(&c, (const char *)list.p, list.left);
	for (; in.left && n < VALUES; n++) {
		struct ras_text name = RAS_TEXT(names[n]);
		size_t len;

		v[n] = (struct ctl_value){ .name = names[n] };
		v[n].kind = (enum ctl_kind)(fuzz_take(&in, 1) % (CTL_BLOB + 1));
		v[n].i = (int64_t)fuzz_take(&in, 8);
		len = (size_t)fuzz_take(&in, 1) % NAME;
		len = len < in.left ? len : in.left;
		ras_text_putn(&name, (const char *)in.p, strnlen((const char *)in.p, len));
		in.p += len;
		in.left -= len;
		len = (size_t)fuzz_take(&in, 2);
		v[n].len = len < in.left ? len : in.left;
		v[n].s = (const char *)in.p;
		in.p += v[n].len;
		in.left -= v[n].len;
	}
	ctl_words_plain(&w, "Foreign", columns, columns);
	check_output(w.error_form, v, n);
	check_output(w.summary_form, v, n);
	/* A form of any shape, as a class may word one. */
	check_output(columns, v, n);
	return 0;
}
