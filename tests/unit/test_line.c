// SPDX-License-Identifier: GPL-2.0-or-later
/* An event as a line: what comes from outside cannot send control sequences, wherever it stands. */
#include "tests/unit/unit.h"

#include <string.h>

#include "events/vmm_event.h"
#include "export/line.h"

/* As an event that --explain restores from a database that somebody wrote to. */
static void head(void **state)
{
	_Alignas(16) char room[RAS_EVENT_ROOM];
	struct ras_vmm_event *e = (void *)room;
	char line[256];
	struct ras_text t = RAS_TEXT(line);

	(void)state;
	ras_event_init(&e->ev, sizeof(room), &ras_class_vmm_event);
	e->ev.severity = RAS_CORRECTED;
	e->vm_name = ras_str_of("web\033[2J\xc3\xa9\xff");
	e->event = ras_str_of("MEMORY_FAILURE");
	ras_line_head(&t, &e->ev);
	assert_string_equal(line, "corrected vmm_event: VM web\\x1b[2J\xc3\xa9\\xff: "
				  "MEMORY_FAILURE");
}

/* What does not fit says so, and the values still follow. */
static void long_head(void **state)
{
	_Alignas(16) char room[RAS_EVENT_ROOM];
	static char name[6000], line[16384];
	struct ras_vmm_event *e = (void *)room;
	struct ras_text t = RAS_TEXT(line);

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	ras_event_init(&e->ev, sizeof(room), &ras_class_vmm_event);
	e->vm_name = ras_str_of(name);
	e->event = ras_str_of("RESUME");
	ras_line_text(&t, &e->ev);
	assert_non_null(strstr(line, "nnn ...; "));
	assert_non_null(strstr(line, " event=RESUME"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(head),
		cmocka_unit_test(long_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
