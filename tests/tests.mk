# SPDX-License-Identifier: GPL-2.0-or-later
# Programs against cmocka; a new unit test is a file and a line here.
unit_tests = \
	tests/unit/test_qmp_client \
	tests/unit/test_qmp_line \
	tests/unit/test_text \
	tests/unit/test_vmm_decide \
	tests/unit/test_vmm_discover \
	tests/unit/test_vmm_event \
	tests/unit/test_vmm_probe \
	tests/unit/test_vmm_request \
	tests/unit/test_vmm_watch

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

UNIT_LIBS = $(RAS_LIBS) $(CMOCKA_LIBS)
tests_unit_test_text_SOURCES = tests/unit/test_text.c tests/unit/unit.h
tests_unit_test_text_LDADD = $(UNIT_LIBS)
monitor_SOURCES = tests/unit/monitor.c tests/unit/monitor.h tests/unit/unit.h
tests_unit_test_qmp_client_SOURCES = tests/unit/test_qmp_client.c $(monitor_SOURCES)
tests_unit_test_qmp_client_LDADD = $(UNIT_LIBS)
tests_unit_test_qmp_line_SOURCES = tests/unit/test_qmp_line.c tests/unit/unit.h
tests_unit_test_qmp_line_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_decide_SOURCES = tests/unit/test_vmm_decide.c tests/unit/unit.h
tests_unit_test_vmm_decide_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_discover_SOURCES = tests/unit/test_vmm_discover.c tests/unit/unit.h
tests_unit_test_vmm_discover_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_event_SOURCES = tests/unit/test_vmm_event.c tests/unit/unit.h
tests_unit_test_vmm_event_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_probe_SOURCES = tests/unit/test_vmm_probe.c $(monitor_SOURCES)
tests_unit_test_vmm_probe_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_request_SOURCES = tests/unit/test_vmm_request.c $(monitor_SOURCES)
tests_unit_test_vmm_request_LDADD = $(UNIT_LIBS)
tests_unit_test_vmm_watch_SOURCES = tests/unit/test_vmm_watch.c $(monitor_SOURCES)
tests_unit_test_vmm_watch_LDADD = $(UNIT_LIBS)

# Scripts that run the programs as their users would.
dist_tests = \
	tests/replay_test.sh
TESTS += $(dist_tests)
