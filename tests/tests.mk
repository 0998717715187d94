# SPDX-License-Identifier: GPL-2.0-or-later
# Programs against cmocka; a new unit test is a file and a line here.
unit_tests = \
	tests/unit/test_ctl \
	tests/unit/test_labelfile \
	tests/unit/test_mainboard \
	tests/unit/test_number \
	tests/unit/test_smbios \
	tests/unit/test_text

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

UNIT_LIBS = $(RAS_LIBS) $(CMOCKA_LIBS)
tests_unit_test_labelfile_SOURCES = tests/unit/test_labelfile.c tests/unit/unit.h \
	src/ctl/edac_place.c src/ctl/labelfile.c src/ctl/number.c
tests_unit_test_labelfile_LDADD = $(UNIT_LIBS)
tests_unit_test_mainboard_SOURCES = tests/unit/test_mainboard.c tests/unit/unit.h \
	src/ctl/mainboard.c
tests_unit_test_mainboard_LDADD = $(UNIT_LIBS)
tests_unit_test_number_SOURCES = tests/unit/test_number.c tests/unit/unit.h src/ctl/number.c
tests_unit_test_number_LDADD = $(UNIT_LIBS)
tests_unit_test_smbios_SOURCES = tests/unit/test_smbios.c tests/unit/unit.h src/ctl/smbios.c
tests_unit_test_smbios_LDADD = $(UNIT_LIBS)
tests_unit_test_ctl_SOURCES = tests/unit/test_ctl.c tests/unit/unit.h \
	src/ctl/form.c src/ctl/since.c src/ctl/words.c
tests_unit_test_ctl_LDADD = $(UNIT_LIBS)
tests_unit_test_text_SOURCES = tests/unit/test_text.c tests/unit/unit.h
tests_unit_test_text_LDADD = $(UNIT_LIBS)

# Scripts that run the programs as their users would.
dist_tests = \
	tests/ctl_test.sh \
	tests/labels_test.sh \
	tests/man_test.sh \
	tests/replay_test.sh
TESTS += $(dist_tests)
