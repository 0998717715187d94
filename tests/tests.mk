# SPDX-License-Identifier: GPL-2.0-or-later
# Programs against cmocka; a new unit test is a file and a line here.
unit_tests = \
	tests/unit/test_amd \
	tests/unit/test_amd_records \
	tests/unit/test_explain \
	tests/unit/test_logtext \
	tests/unit/test_s390_crw \
	tests/unit/test_s390_events \
	tests/unit/test_s390_mcic \
	tests/unit/test_text

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

UNIT_LIBS = $(RAS_LIBS) $(CMOCKA_LIBS)
tests_unit_test_explain_SOURCES = tests/unit/test_explain.c tests/unit/unit.h
tests_unit_test_explain_LDADD = $(UNIT_LIBS)
tests_unit_test_logtext_SOURCES = tests/unit/test_logtext.c tests/unit/unit.h
tests_unit_test_logtext_LDADD = $(UNIT_LIBS)
tests_unit_test_s390_crw_SOURCES = tests/unit/test_s390_crw.c tests/unit/unit.h
tests_unit_test_s390_crw_LDADD = $(UNIT_LIBS)
tests_unit_test_s390_events_SOURCES = tests/unit/test_s390_events.c tests/unit/unit.h
tests_unit_test_s390_events_LDADD = $(UNIT_LIBS)
tests_unit_test_s390_mcic_SOURCES = tests/unit/test_s390_mcic.c tests/unit/unit.h
tests_unit_test_s390_mcic_LDADD = $(UNIT_LIBS)
tests_unit_test_amd_SOURCES = tests/unit/test_amd.c tests/unit/amd_case.h tests/unit/unit.h
tests_unit_test_amd_LDADD = $(UNIT_LIBS)
tests_unit_test_amd_records_SOURCES = tests/unit/test_amd_records.c tests/unit/amd_case.h \
	tests/unit/unit.h
tests_unit_test_amd_records_LDADD = $(UNIT_LIBS)
tests_unit_test_text_SOURCES = tests/unit/test_text.c tests/unit/unit.h
tests_unit_test_text_LDADD = $(UNIT_LIBS)

# Scripts that run the programs as their users would.
dist_tests = \
	tests/decode_test.sh \
	tests/live_store_test.sh \
	tests/live_test.sh \
	tests/replay_test.sh \
	tests/s390_replay_test.sh
TESTS += $(dist_tests)

# They share the names of the trace events.
tests/live_test.log: tests/live_store_test.log

# Fires trace events for the live tests and the benchmark.
check_PROGRAMS += tests/live/emit
tests_live_emit_SOURCES = tests/live/emit.c
# Without sanitizers: they would make it slow and prove nothing.
tests_live_emit_CFLAGS = -std=gnu17 -Wall -Wextra $(WERROR)
tests_live_emit_LDFLAGS =

# Measurements, built and run by "make bench" only.
bench_programs = \
	tests/bench/bench_decode
EXTRA_PROGRAMS = $(bench_programs)
CLEANFILES = $(bench_programs)
tests_bench_bench_decode_SOURCES = tests/bench/bench_decode.c
tests_bench_bench_decode_LDADD = $(RAS_LIBS)
bench: $(bench_programs)
	@for program in $(bench_programs); do ./$$program || exit 1; done
.PHONY: bench
