// SPDX-License-Identifier: GPL-2.0-or-later
/* Other settings while running: an event that stays wanted is never off, not for a moment. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/scratch.h"
#include "trace/subscribe.h"

static const struct ras_tracepoint kept[] = { { "ras/kept", NULL }, { 0 } };
static const struct ras_tracepoint dropped[] = { { "ras/dropped", NULL }, { 0 } };
static const struct ras_tracepoint either[] = { { "ras/better", NULL },
						{ "ras/worse", NULL },
						{ 0 } };
static const struct ras_class classes[] = {
	{ .name = "kept", .table = "kept", .tracepoints = kept },
	{ .name = "dropped", .table = "dropped", .tracepoints = dropped },
	{ .name = "either", .table = "either", .tracepoints = either, .alternatives = true },
};
static const struct ras_class *const list[] = { &classes[0], &classes[1], &classes[2], NULL };

static void event(const char *name)
{
	char path[SCRATCH_PATH];

	(void)snprintf(path, sizeof(path), "s/events/ras/%s/format", name);
	scratch_write(path, "", 0);
	(void)snprintf(path, sizeof(path), "s/events/ras/%s/enable", name);
	scratch_write(path, "0\n", 2);
}

static void set(const char *name, const char *text)
{
	char path[SCRATCH_PATH];

	(void)snprintf(path, sizeof(path), "s/events/ras/%s/enable", name);
	scratch_write(path, text, strlen(text));
}

/* What was written last to the event's switch. */
static char *is(const char *name)
{
	static char text[16];
	char path[SCRATCH_PATH];
	FILE *f;

	(void)snprintf(path, sizeof(path), "s/events/ras/%s/enable", name);
	f = fopen(scratch_path(path), "r");
	assert_non_null(f);
	assert_non_null(fgets(text, sizeof(text), f));
	assert_int_equal(fclose(f), 0);
	return text;
}

static void reload(void **state)
{
	struct ras_subscriptions s;
	struct ras_instance i = { .dirfd = -1 };

	(void)state;
	event("kept");
	event("dropped");
	event("better");
	event("worse");
	i.dirfd = open(scratch_path("s"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(i.dirfd >= 0);
	ras_subscriptions_init(&s, list, NULL);
	assert_int_equal(ras_subscriptions_enable(&s, &i, NULL), 3);
	assert_string_equal(is("worse"), "0\n");
	/* "1*": on, as the kernel may say it. Any write would make it something else. */
	set("kept", "1*\n");
	ras_subscriptions_reload(&s, &i, "ras:dropped, ras:better");
	assert_string_equal(is("dropped"), "0");
	assert_int_equal(ras_subscriptions_enable(&s, &i, NULL), 2);
	assert_string_equal(is("kept"), "1*\n");
	assert_string_equal(is("dropped"), "0");
	assert_string_equal(is("better"), "0");
	assert_string_equal(is("worse"), "1");
	/* And back: the better one is on, and so the other one is not: no event comes twice. */
	ras_subscriptions_reload(&s, &i, "");
	assert_int_equal(ras_subscriptions_enable(&s, &i, NULL), 3);
	assert_string_equal(is("kept"), "1*\n");
	assert_string_equal(is("dropped"), "1");
	assert_string_equal(is("better"), "1");
	assert_string_equal(is("worse"), "0");
	/* Switched off in the settings: also if it was on before we came. */
	ras_subscriptions_init(&s, list, NULL);
	assert_int_equal(ras_subscriptions_enable(&s, &i, NULL), 3);
	ras_subscriptions_reload(&s, &i, "ras:kept");
	assert_string_equal(is("kept"), "0");
	assert_int_equal(close(i.dirfd), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reload),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
