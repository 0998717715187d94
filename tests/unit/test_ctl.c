// SPDX-License-Identifier: GPL-2.0-or-later
/* Reports: times that --since takes, forms, and that the forms of all classes name real columns. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ctl/form.h"
#include "ctl/since.h"
#include "ctl/words.h"
#include "events/events.h"

#define NS 1000000000LL

/* date -u -d '2026-11-21 03:14:14' +%s */
enum { MORNING = 1795230854, MIDNIGHT = 1795219200 };

static void since_good(void **state)
{
	static const struct {
		const char *text;
		int64_t sec;
	} good[] = {
		{ "2026-11-21", MIDNIGHT },
		{ "2026-11-21 03:14:14 +0000", MORNING },
		{ "2026-11-21 04:14:14 +0100", MORNING },
		{ "2026-11-20T21:44:14-05:30", MORNING },
		{ "2026-11-21T03:14:14Z", MORNING },
		{ "2026-11-21 03:14", MORNING - 14 },
		{ "2026-11-21 +0200", MIDNIGHT - 7200 },
		{ "2024-02-29Z", 1709164800 },
	};

	(void)state;
	assert_int_equal(setenv("TZ", "UTC", 1), 0);
	tzset();
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		int64_t ns = 0;

		if (!ctl_since_parse(good[i].text, &ns))
			fail_msg("'%s' was refused", good[i].text);
		assert_int_equal(ns, good[i].sec * NS);
	}
}

/* date -u -d '2026-10-25 00:30' +%s and so on; rules of Brazil of 2018 and of the EU. */
static void since_local(void **state)
{
	static const char brazil[] = "BRT3BRST,M11.1.0/0,M2.3.0/0";
	static const char eu[] = "CET-1CEST,M3.5.0,M10.5.0/3";
	static const struct {
		const char *zone, *text;
		int64_t sec;
	} rows[] = {
		{ eu, "2026-07-01 12:00", 1782900000 },     /* 10:00 UTC */
		{ eu, "2026-12-01 12:00:07", 1796122807 },  /* 11:00:07 UTC */
		{ eu, "2026-10-25 02:30", 1792888200 },     /* twice: 00:30 UTC, not 01:30 */
		{ eu, "2026-03-29 02:30", 1774744200 },     /* never: 00:30 UTC, before that */
		{ brazil, "2018-11-04", 1541296800 },       /* a day without midnight: 02:00 UTC */
		{ brazil, "2018-11-05", 1541383200 },
		{ "UTC0", "2026-11-21 03:14:60", MORNING + 46 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t ns = 0;

		assert_int_equal(setenv("TZ", rows[i].zone, 1), 0);
		tzset();
		if (!ctl_since_parse(rows[i].text, &ns))
			fail_msg("'%s' was refused", rows[i].text);
		if (ns != rows[i].sec * NS)
			fail_msg("'%s': %lld", rows[i].text, (long long)(ns / NS));
	}
}

/* Times beyond what nanoseconds in 64 bits hold, the year 2262, are later than any event. */
static void since_far(void **state)
{
	int64_t ns = 0;

	(void)state;
	assert_true(ctl_since_parse("2262-04-11Z", &ns));
	assert_int_equal(ns, 9223286400 * NS);
	assert_true(ctl_since_parse("2262-04-12Z", &ns));
	assert_true(ns == INT64_MAX);
	assert_true(ctl_since_parse("9999-12-31", &ns));
	assert_true(ns == INT64_MAX);
}

static void since_bad(void **state)
{
	static const char *const bad[] = {
		"",
		"yesterday",
		"2026",
		"2026-11",
		"21.11.2026",
		"2026-13-01",
		"2026-00-10",
		"2026-02-30",
		"2025-02-29Z",
		"2026-11-32",
		"2026-11-21 24:00",
		"2026-11-21 03:60",
		"2026-11-21 3:14",
		"2026-11-21 03:14:14 CET",
		"2026-11-21 03:14:14 +01",
		"2026-11-21x",
		"2026-11-21 ' OR 1",
		"-2026-11-21",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		int64_t ns;

		if (ctl_since_parse(bad[i], &ns))
			fail_msg("'%s' was accepted", bad[i]);
	}
}

/* What form makes of v. */
static void expect(const char *form, const struct ctl_value *v, size_t n, const char *want)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	assert_non_null(f);
	ctl_form_write(f, form, v, n);
	assert_int_equal(fclose(f), 0);
	assert_string_equal(text, want);
	free(text);
}

static void forms(void **state)
{
	const struct ctl_value v[] = {
		{ .name = "id", .kind = CTL_INT, .i = -7 },
		{ .name = "zero", .kind = CTL_INT, .i = 0 },
		{ .name = "none", .kind = CTL_NULL },
		{ .name = "empty", .kind = CTL_TEXT, .s = "", .len = 0 },
		{ .name = "evil", .kind = CTL_TEXT, .s = "a\033[2J\0b\xc2\x9b", .len = 9 },
		{ .name = "status", .kind = CTL_HEX64, .i = (int64_t)0xbd000000000000c0 },
		{ .name = "raw", .kind = CTL_BLOB, .s = "\x00\xff", .len = 2 },
		{ .name = "many", .kind = CTL_UINT, .i = -1 },
	};
	const size_t n = sizeof(v) / sizeof(v[0]);

	(void)state;
	expect("{id} {status:x8} {zero:x8}", v, n, "-7 0xbd000000000000c0 0x00000000");
	expect("{status} {many}", v, n, "-4827858800541171520 18446744073709551615");
	expect("{evil}|{raw}|{none}|{missing}|", v, n, "a\\x1b[2J\\x00b\\xc2\\x9b|00ff|||");
	expect("a[, i {id}][, z {zero}][, n {none}][, e {empty}][, m {missing}].", v, n,
	       "a, i -7.");
	expect("a<, i {id}><, z {zero}><, n {none}><, e {empty}><, m {missing}>.", v, n,
	       "a, i -7, z 0.");
	expect("[{id} {empty}]x", v, n, "x");
	expect("unclosed {id", v, n, "unclosed -7");
	expect("unclosed [{none}", v, n, "unclosed ");
}

/* Text longer than the piece it is cleaned in, a character on each possible edge. */
static void long_text(void **state)
{
	(void)state;
	for (size_t lead = 250; lead < 260; lead++) {
		char s[600];
		struct ctl_value v = { .name = "t", .kind = CTL_TEXT, .s = s };

		memset(s, 'x', sizeof(s));
		memcpy(s + lead, "\xf0\x9f\x92\xa9", 4); /* four bytes of UTF-8 */
		s[sizeof(s) - 1] = '\0';
		v.len = sizeof(s) - 1;
		expect("{t}", &v, 1, s);
	}
}

/* Whether name (len bytes) is one of the class's columns, or of the list "a,b". */
static bool is_column(const struct ras_class *cls, const char *name, size_t len)
{
	const struct ras_field *f;

	for (size_t i = 0; (f = ras_class_column(cls, i)); i++)
		if (strlen(f->name) == len && !memcmp(f->name, name, len))
			return true;
	return false;
}

static bool in_list(const char *list, const char *name, size_t len)
{
	while (*list) {
		size_t n = strcspn(list, ",");

		if (n == len && !memcmp(list, name, n))
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}

static void forms_name_columns(void **state)
{
	(void)state;
	for (size_t i = 0; ras_classes[i]; i++) {
		const struct ras_class *cls = ras_classes[i];
		struct ctl_words w;

		ctl_words(&w, cls);
		assert_true(strlen(w.error_form) < sizeof(w.error_form) - 1);
		for (const char *p = w.error_form; (p = strchr(p, '{')); p++) {
			size_t len = strcspn(p + 1, ":}");

			if (!is_column(cls, p + 1, len) && strncmp(p, "{id}", 4) != 0)
				fail_msg("%s: no column %.*s", cls->name, (int)len, p + 1);
		}
		for (const char *p = w.summary_form; (p = strchr(p, '{')); p++) {
			size_t len = strcspn(p + 1, ":}");

			if (!in_list(w.by, p + 1, len) && strncmp(p, "{#}", 3) != 0)
				fail_msg("%s: %.*s is not counted by", cls->name, (int)len, p + 1);
		}
		/* Every column counted by, or lines that differ would look the same. */
		for (const char *p = w.by; *p;) {
			char slot[80], hex[80];
			int len = (int)strcspn(p, ",");

			(void)snprintf(slot, sizeof(slot), "{%.*s}", len, p);
			(void)snprintf(hex, sizeof(hex), "{%.*s:x", len, p);
			if (!strstr(w.summary_form, slot) && !strstr(w.summary_form, hex))
				fail_msg("%s: the summary does not show %s", cls->name, slot);
			assert_true(is_column(cls, p, (size_t)len));
			p += len + (p[len] == ',');
		}
		assert_true(!w.total || is_column(cls, w.total, strlen(w.total)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(since_good),
		cmocka_unit_test(since_local),
		cmocka_unit_test(since_far),
		cmocka_unit_test(since_bad),
		cmocka_unit_test(forms),
		cmocka_unit_test(long_text),
		cmocka_unit_test(forms_name_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
