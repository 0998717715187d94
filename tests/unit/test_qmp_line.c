// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines of a monitor: half, broken, endless, deep and crowded ones cost a bounded amount. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "vmm/budget.h"
#include "vmm/qmp_line.h"

static enum qmp_line_kind feed(struct qmp_line *l, const char *s, size_t n, const char *member)
{
	struct json_object *obj;
	enum qmp_line_kind kind = qmp_line_next(l, &s, &n, &obj);

	assert_int_equal(n, 0);
	assert_int_equal(!!obj, kind == QMP_LINE_OBJECT);
	if (obj && member)
		assert_non_null(vmm_json_at(obj, member));
	json_object_put(obj);
	return kind;
}

#define FEED(L, S, MEMBER) feed((L), (S), sizeof(S) - 1, (MEMBER))

static void halves(void **state)
{
	struct qmp_line l = qmp_line_new(&qmp_line_limits, false);
	static const char two[] = "{\"a\":1}\r\n\r\n{\"b\":{\"c\":2}}\n{\"d";
	const char *p = two;
	size_t n = sizeof(two) - 1;
	struct json_object *obj;

	(void)state;
	assert_int_equal(FEED(&l, "{\"eve", NULL), QMP_LINE_MORE);
	assert_int_equal(FEED(&l, "nt\":1", NULL), QMP_LINE_MORE);
	assert_int_equal(FEED(&l, "}\r", NULL), QMP_LINE_MORE);
	assert_int_equal(FEED(&l, "\n", "event"), QMP_LINE_OBJECT);
	/* Several lines in one piece, and the start of another. */
	assert_int_equal(qmp_line_next(&l, &p, &n, &obj), QMP_LINE_OBJECT);
	json_object_put(obj);
	assert_int_equal(qmp_line_next(&l, &p, &n, &obj), QMP_LINE_OBJECT);
	assert_non_null(vmm_json_at(obj, "b.c"));
	json_object_put(obj);
	assert_int_equal(qmp_line_next(&l, &p, &n, &obj), QMP_LINE_MORE);
	assert_int_equal(FEED(&l, "\":0}\n", "d"), QMP_LINE_OBJECT);
	qmp_line_reset(&l);
}

static void broken(void **state)
{
	static const char *const bad[] = {
		"not json at all",
		"{",
		"{\"a\":1",
		"{}{}",
		"{} x",
		"[]",
		"1",
		"\"a\"",
		"null",
		"{\"a\":\"\xff\"}",
		"{\"a\":tru}",
		"}",
		"\x01",
		"{\"a\":1,}",
	};
	struct qmp_line l = qmp_line_new(&qmp_line_limits, false);

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char line[64];
		int n = snprintf(line, sizeof(line), "%s\n", bad[i]);

		assert_true(n > 0);
		if (feed(&l, line, (size_t)n, NULL) != QMP_LINE_BAD)
			fail_msg("taken for good: %s", bad[i]);
		assert_int_equal(FEED(&l, "{\"a\":1}\n", "a"), QMP_LINE_OBJECT);
	}
	assert_int_equal(FEED(&l, "{\"a\":1}\0{}\n", NULL), QMP_LINE_BAD);
	qmp_line_reset(&l);
}

static void too_long(void **state)
{
	struct qmp_line l = qmp_line_new(&qmp_line_limits, false);
	char piece[65536];

	(void)state;
	memset(piece, 'x', sizeof(piece));
	piece[0] = '{';
	/* 100 MB without an end: never more than the limit is held. */
	for (size_t sent = 0; sent < 100000000; sent += sizeof(piece)) {
		assert_int_equal(feed(&l, piece, sizeof(piece), NULL), QMP_LINE_MORE);
		assert_true(l.room <= 1048576);
	}
	assert_int_equal(l.room, 0);
	assert_int_equal(FEED(&l, "}\n", NULL), QMP_LINE_LONG);
	assert_int_equal(FEED(&l, "{\"a\":1}\n", "a"), QMP_LINE_OBJECT);
	qmp_line_reset(&l);
}

static void exactly_the_limit(void **state)
{
	const struct vmm_json_limits small = { .bytes = 16, .containers = 8, .depth = 8 };
	struct qmp_line l = qmp_line_new(&small, false);

	(void)state;
	assert_int_equal(FEED(&l, "{\"a\":\"0123456\"}\r\n", "a"), QMP_LINE_OBJECT);
	assert_int_equal(FEED(&l, "{\"a\":\"01234567\"}\r\n", NULL), QMP_LINE_LONG);
	qmp_line_reset(&l);
}

/* A line of n times what, in an object's array. */
static enum qmp_line_kind crowd(struct qmp_line *l, const char *what, size_t n)
{
	size_t each = strlen(what), len = 0;
	char *s = malloc(n * each + 32);
	enum qmp_line_kind kind;

	assert_non_null(s);
	memcpy(s, "{\"a\":[0", 7);
	len = 7;
	for (size_t i = 0; i < n; i++, len += each)
		memcpy(s + len, what, each);
	memcpy(s + len, "]}\n", 3);
	kind = feed(l, s, len + 3, "a");
	free(s);
	return kind;
}

static void crowded_and_deep(void **state)
{
	struct qmp_line l = qmp_line_new(&qmp_line_limits, false);
	char deep[128];

	(void)state;
	/* The object, its array, and 32766 more are 32768 containers. */
	assert_int_equal(crowd(&l, ",{}", 32766), QMP_LINE_OBJECT);
	assert_int_equal(crowd(&l, ",{}", 32767), QMP_LINE_BAD);
	assert_int_equal(crowd(&l, ",[]", 40000), QMP_LINE_BAD);
	/* json-c takes single quotes: they hide no brackets from the count. */
	assert_int_equal(crowd(&l, ",'\"',{}", 40000), QMP_LINE_BAD);
	memset(deep, '[', 60);
	memset(deep + 60, ']', 60);
	deep[120] = '\n';
	memcpy(deep, "{\"a\":", 5);
	deep[119] = '}';
	assert_int_equal(feed(&l, deep, 121, NULL), QMP_LINE_BAD);
	/* Large buffers are not kept. */
	assert_true(l.room <= 65536);
	qmp_line_reset(&l);
}

static void sentinel(void **state)
{
	struct qmp_line agent = qmp_line_new(&qmp_line_limits, true);
	struct qmp_line qmp = qmp_line_new(&qmp_line_limits, false);

	(void)state;
	/* As captured from qemu-ga 7.2: 0xff comes before the answer to guest-sync-delimited. */
	assert_int_equal(FEED(&agent, "{\"return\": [{\"half", NULL), QMP_LINE_MORE);
	assert_int_equal(FEED(&agent, "\xff{\"return\": 12345}\n", "return"), QMP_LINE_OBJECT);
	assert_int_equal(FEED(&qmp, "\xff{\"return\": 12345}\n", NULL), QMP_LINE_BAD);
	qmp_line_reset(&agent);
	qmp_line_reset(&qmp);
}

static void budget(void **state)
{
	const int64_t s = 1000000000;
	struct vmm_budget b = vmm_budget_new(10, 20, 0);

	(void)state;
	assert_int_equal(vmm_budget_left(&b, 0), 20);
	vmm_budget_take(&b, 15);
	assert_int_equal(vmm_budget_left(&b, 0), 5);
	vmm_budget_take(&b, 100);
	assert_int_equal(vmm_budget_left(&b, 0), 0);
	/* A tenth of a second a unit; asked more often, nothing is lost in rounding. */
	for (int64_t t = 0; t <= s; t += s / 100)
		(void)vmm_budget_left(&b, t);
	assert_int_equal(vmm_budget_left(&b, s), 10);
	assert_int_equal(vmm_budget_left(&b, 0), 10);
	assert_int_equal(vmm_budget_left(&b, INT64_MAX), 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halves),           cmocka_unit_test(broken),
		cmocka_unit_test(too_long),         cmocka_unit_test(exactly_the_limit),
		cmocka_unit_test(crowded_and_deep), cmocka_unit_test(sentinel),
		cmocka_unit_test(budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
