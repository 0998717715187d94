// SPDX-License-Identifier: GPL-2.0-or-later
/* Journal entries: a message ID for each class, and no field but those that the manual names. */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include "tests/unit/unit.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>

#include "events/events.h"
#include "export/journal.h"

static struct {
	char field[128][96];
	int n, answer;
} sent;

/* Takes the place of libsystemd's. */
int sd_journal_sendv(const struct iovec *iov, int n)
{
	sent.n = 0;
	for (int i = 0; i < n && i < 128; i++) {
		size_t len = iov[i].iov_len < 95 ? iov[i].iov_len : 95;

		memcpy(sent.field[i], iov[i].iov_base, len);
		sent.field[i][len] = '\0';
		sent.n++;
	}
	return sent.answer;
}

static const char *value(const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; i < sent.n; i++)
		if (!strncmp(sent.field[i], name, len) && sent.field[i][len] == '=')
			return sent.field[i] + len + 1;
	return NULL;
}

/* rasdaemon(8), JOURNAL: these, and RAS_ with a column's name in capitals. */
static bool documented(const struct ras_class *cls, const char *field)
{
	static const char *const fixed[] = { "MESSAGE=",   "MESSAGE_ID=",
					     "PRIORITY=",  "SYSLOG_IDENTIFIER=rasdaemon",
					     "RAS_CLASS=", "RAS_SEVERITY=" };
	const struct ras_field *f;

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (!strncmp(field, fixed[i], strlen(fixed[i])))
			return true;
	for (size_t n = 0; (f = ras_class_column(cls, n)); n++) {
		char name[64] = "RAS_";
		size_t len = 4;

		for (const char *p = f->name; *p && len < sizeof(name) - 2; p++)
			name[len++] = (char)toupper((unsigned char)*p);
		name[len++] = '=';
		if (!strncmp(field, name, len))
			return true;
	}
	return false;
}

static void fields_of_every_class(void **state)
{
	static _Alignas(16) char mem[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)mem;

	(void)state;
	for (size_t i = 0; ras_classes[i]; i++) {
		ras_event_init(ev, sizeof(mem), ras_classes[i]);
		ev->severity = RAS_CORRECTED;
		assert_int_equal(ras_journal_event(ev, "line"), 0);
		assert_string_equal(value("MESSAGE"), "line");
		assert_non_null(value("MESSAGE_ID"));
		assert_int_equal(strspn(value("MESSAGE_ID"), "0123456789abcdef"), 32);
		assert_string_equal(value("RAS_CLASS"), ras_classes[i]->name);
		assert_true(sent.n >= 6);
		for (int n = 0; n < sent.n; n++)
			assert_true(documented(ras_classes[i], sent.field[n]));
	}
}

/* Programs look for it: it stays. */
static void id_of_machine_checks(void **state)
{
	static _Alignas(16) char mem[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)mem;

	(void)state;
	ras_event_init(ev, sizeof(mem), &ras_class_mce_record);
	assert_int_equal(ras_journal_event(ev, "line"), 0);
	assert_string_equal(value("MESSAGE_ID"), "2e8e48d22aba451cbadec3e447324ba5");
	sent.answer = -ENOENT;
	assert_int_equal(ras_journal_event(ev, "line"), -1);
	assert_int_equal(errno, ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_of_every_class),
		cmocka_unit_test(id_of_machine_checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
