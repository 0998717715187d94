// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text as configuration file and environment, to what the daemon makes of its values. */
#include "tests/fuzz/files.h"

#include "core/config.h"
#include "vmm/decide.h"
#include "vmm/place.h"

/* Values as one reads them back; two configurations are the same when these are. */
static void values(const struct ras_config *c, struct ras_text *t)
{
	const struct ras_setting *s;

	for (size_t n = 0; (s = ras_setting(n)); n++) {
		ras_config_value(c, s, t);
		ras_text_putc(t, '\n');
	}
	FUZZ_CHECK(!t->cut);
}

static void add_line(void *file, const char *text)
{
	ras_text_add(file, "%s\n", text);
}

/* What is printed is read back as what it was printed from. */
static void again(const struct ras_config *c, const char *path)
{
	static char file[65536], was[16384], is[16384];
	struct ras_text t = RAS_TEXT(file), a = RAS_TEXT(was), b = RAS_TEXT(is);
	struct ras_config copy;
	char err[1024];

	ras_config_print(c, add_line, &t);
	FUZZ_CHECK(!t.cut);
	fuzz_file("again", t.buf, t.len);
	/* Over something else: nothing of an earlier value may stay. */
	copy = *c;
	FUZZ_CHECK(!ras_config_read(&copy, path, err, sizeof(err)));
	values(c, &a);
	values(&copy, &b);
	FUZZ_CHECK(!strcmp(was, is));
}

/* Each path is one that QMP_SOCKETS names. */
static void places(const struct ras_config *c)
{
	static struct vmm_place place;
	static struct vmm_settings settings;
	struct ras_config known = *c;
	char err[1024];

	/* No names for the system's user database. */
	known.qmp_user[0] = '\0';
	if (!vmm_place_from(&place, &known, err, sizeof(err)))
		for (size_t i = 0; place.paths[i]; i++)
			FUZZ_CHECK(strstr(c->qmp_sockets, place.paths[i]));
	else
		fuzz_check_printable(err, strlen(err));
	if (vmm_settings_from(&settings, c, err, sizeof(err)))
		fuzz_check_printable(err, strlen(err));
}

/* The file; behind a byte 0xff a second one, read over the first as the environment is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	char path[FUZZ_PATH], printed[FUZZ_PATH], err[1024];
	struct ras_config c;

	(void)fuzz_path(path, "conf");
	(void)fuzz_path(printed, "again");
	ras_config_init(&c);
	do {
		const struct fuzz_input part = fuzz_part(&in);

		fuzz_file("conf", part.p, part.left);
		if (ras_config_read(&c, path, err, sizeof(err))) {
			FUZZ_CHECK(err[0]);
			fuzz_check_printable(err, strlen(err));
		} else {
			/* No rest of a file is passed over in silence. */
			FUZZ_CHECK(!part.left || !memchr(part.p, '\0', part.left));
		}
		again(&c, printed);
		places(&c);
	} while (in.left);
	return 0;
}
