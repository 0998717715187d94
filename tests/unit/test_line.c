// SPDX-License-Identifier: GPL-2.0-or-later
/* A line of the log: text from a guest or a device stays the value that it is. */
#include "tests/unit/unit.h"

#include <string.h>

#include "events/events.h"
#include "events/vmm_event.h"
#include "export/line.h"
#include "policy/parts.h"

/* An event of cls whose column has text. */
static struct ras_event *event(void *room, const struct ras_class *cls, const char *column,
			       const char *text)
{
	struct ras_event *ev = room;
	const struct ras_field *f;

	ras_event_init(ev, RAS_EVENT_ROOM, cls);
	f = policy_field(ev, column);
	assert_non_null(f);
	ras_field_set_text(f, ev, text, strlen(text));
	return ev;
}

static const char *line(const struct ras_class *cls, const char *column, const char *text)
{
	static _Alignas(16) char room[RAS_EVENT_ROOM];
	static char buf[8192];
	struct ras_text t = RAS_TEXT(buf);

	ras_line_text(&t, event(room, cls, column, text));
	return buf;
}

/* In the head, too, which each class words by itself. */
static void no_line_of_its_own(void **state)
{
	static const struct {
		const struct ras_class *cls;
		const char *column;
	} rows[] = {
		{ &ras_class_vmm_event, "vm_name" },
		{ &ras_class_vmm_event, "event" },
		{ &ras_class_aer_event, "dev_name" },
		{ &ras_class_mc_event, "label" },
		{ &ras_class_marker, "text" },
		{ &ras_class_ras_action, "answer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *got = line(rows[i].cls, rows[i].column, "x\nfatal mce_record:\x1b[2Jy");

		if (strchr(got, '\n') || strchr(got, '\x1b') || !strstr(got, "x\\x0afatal"))
			fail_msg("%s.%s: %s", rows[i].cls->name, rows[i].column, got);
	}
}

static void no_value_of_its_own(void **state)
{
	(void)state;
	assert_non_null(strstr(line(&ras_class_aer_event, "dev_name", "a\" b=\"c"),
			       " dev_name=\"a\\\" b=\\\"c\""));
	assert_non_null(strstr(line(&ras_class_aer_event, "dev_name", "\""), " dev_name=\"\\\"\""));
	assert_non_null(strstr(line(&ras_class_aer_event, "dev_name", "a b"), " dev_name=\"a b\""));
	assert_non_null(strstr(line(&ras_class_aer_event, "dev_name", "0000:00:1c.0"),
			       " dev_name=0000:00:1c.0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_line_of_its_own),
		cmocka_unit_test(no_value_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
