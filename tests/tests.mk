# SPDX-License-Identifier: GPL-2.0-or-later
# Programs against cmocka; a new unit test is a file and a line here.
unit_tests = \
	tests/unit/test_classes \
	tests/unit/test_cxl \
	tests/unit/test_pump \
	tests/unit/test_sections \
	tests/unit/test_text

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests) tests/make_capture
TESTS += $(unit_tests)
endif

UNIT_LIBS = $(RAS_LIBS) $(CMOCKA_LIBS)
tests_unit_test_text_SOURCES = tests/unit/test_text.c tests/unit/unit.h
tests_unit_test_text_LDADD = $(UNIT_LIBS)
RECORD = tests/unit/record.c tests/unit/record.h tests/unit/unit.h
tests_unit_test_classes_SOURCES = tests/unit/test_classes.c $(RECORD)
tests_unit_test_classes_LDADD = $(UNIT_LIBS)
tests_unit_test_cxl_SOURCES = tests/unit/test_cxl.c $(RECORD)
tests_unit_test_cxl_LDADD = $(UNIT_LIBS)
tests_unit_test_sections_SOURCES = tests/unit/test_sections.c $(RECORD)
tests_unit_test_sections_LDADD = $(UNIT_LIBS)
tests_unit_test_pump_SOURCES = tests/unit/test_pump.c $(RECORD)
tests_unit_test_pump_LDADD = $(UNIT_LIBS)

# Writes a capture of one event a class, for the scripts.
tests_make_capture_SOURCES = tests/make_capture.c $(RECORD)
tests_make_capture_LDADD = $(UNIT_LIBS)

# Scripts that run the programs as their users would.
dist_tests = \
	tests/consumers_test.sh \
	tests/replay_test.sh \
	tests/schema_test.sh
TESTS += $(dist_tests)
