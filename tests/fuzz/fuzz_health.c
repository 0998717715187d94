// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text as the daemon's status, to the text and the JSON of --health. */
#include "tests/fuzz/files.h"

#include <json-c/json_object.h>

#include "ctl/ctl.h"
#include "ctl/health.h"
#include "vmm/json.h"

static char *health(const char *status, const char *db, bool json, enum ctl_exit *rc, size_t *len)
{
	struct ctl ctl = { .sql = NULL };
	char *text = NULL;
	FILE *f = open_memstream(&text, len);

	FUZZ_CHECK(f);
	ctl.given[CTL_STATUS_FILE] = ctl.given[CTL_DB] = true;
	ctl.value[CTL_STATUS_FILE] = status;
	ctl.value[CTL_DB] = db;
	ctl_output_begin(&ctl.out, f, json);
	*rc = ctl_health(&ctl);
	ctl_output_end(&ctl.out);
	FUZZ_CHECK(!fclose(f));
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct vmm_json_limits any = { (size_t)1 << 22, 100000, 16 };
	char status[FUZZ_PATH], db[FUZZ_PATH], *text;
	struct json_object *o;
	enum ctl_exit rc;
	size_t len;

	fuzz_file("status", data, size);
	(void)fuzz_path(status, "status");
	(void)fuzz_path(db, "none.db");
	text = health(status, db, false, &rc, &len);
	fuzz_check_printable(text, len);
	/* There is no database. */
	FUZZ_CHECK(rc == CTL_NOT_OK && strstr(text, "health: NOT OK"));
	free(text);
	text = health(status, db, true, &rc, &len);
	o = vmm_json_parse(text, len, &any);
	FUZZ_CHECK(o);
	FUZZ_CHECK(!vmm_json_bool(o, "health.healthy"));
	(void)json_object_put(o);
	free(text);
	return 0;
}
