# SPDX-License-Identifier: GPL-2.0-or-later
# Programs against cmocka; a new unit test is a file and a line here.
unit_tests = \
	tests/unit/test_amd \
	tests/unit/test_amd_records \
	tests/unit/test_autopsy \
	tests/unit/test_bind \
	tests/unit/test_classes \
	tests/unit/test_cper \
	tests/unit/test_config \
	tests/unit/test_ctl \
	tests/unit/test_cxl \
	tests/unit/test_damage \
	tests/unit/test_db \
	tests/unit/test_drop \
	tests/unit/test_explain \
	tests/unit/test_formattext \
	tests/unit/test_guest \
	tests/unit/test_guests \
	tests/unit/test_incident \
	tests/unit/test_intel \
	tests/unit/test_intel_models \
	tests/unit/test_journal \
	tests/unit/test_labelfile \
	tests/unit/test_line \
	tests/unit/test_logtext \
	tests/unit/test_mainboard \
	tests/unit/test_number \
	tests/unit/test_origin \
	tests/unit/test_page \
	tests/unit/test_policy_act \
	tests/unit/test_policy_bucket \
	tests/unit/test_policy_decide \
	tests/unit/test_pump \
	tests/unit/test_qmp_client \
	tests/unit/test_qmp_line \
	tests/unit/test_queue \
	tests/unit/test_reader \
	tests/unit/test_retention \
	tests/unit/test_s390_crw \
	tests/unit/test_s390_events \
	tests/unit/test_s390_mcic \
	tests/unit/test_s390_sources \
	tests/unit/test_sections \
	tests/unit/test_smbios \
	tests/unit/test_store \
	tests/unit/test_subscribe \
	tests/unit/test_text \
	tests/unit/test_vmm_asker \
	tests/unit/test_vmm_cause \
	tests/unit/test_vmm_decide \
	tests/unit/test_vmm_discover \
	tests/unit/test_vmm_event \
	tests/unit/test_vmm_libvirt \
	tests/unit/test_vmm_probe \
	tests/unit/test_vmm_request \
	tests/unit/test_vmm_watch \
	tests/unit/test_vmm_worker

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests) tests/make_capture
TESTS += $(unit_tests)
endif

# A test is its own .c file, and what it takes from the programs' rooms.
AM_DEFAULT_SOURCE_EXT = .c
LDADD = $(RAS_LIBS) $(CMOCKA_LIBS)
record = tests/unit/record.c tests/unit/record.h
tests_unit_test_classes_SOURCES = tests/unit/test_classes.c $(record)
tests_unit_test_ctl_SOURCES = tests/unit/test_ctl.c src/ctl/form.c src/ctl/since.c src/ctl/words.c
tests_unit_test_drop_SOURCES = tests/unit/test_drop.c src/daemon/drop.c
tests_unit_test_autopsy_SOURCES = tests/unit/test_autopsy.c src/daemon/autopsy.c $(monitor)
tests_unit_test_guests_SOURCES = tests/unit/test_guests.c src/daemon/guests.c $(scratch)
tests_unit_test_cxl_SOURCES = tests/unit/test_cxl.c $(record)
tests_unit_test_labelfile_SOURCES = tests/unit/test_labelfile.c src/ctl/edac_place.c \
	src/ctl/labelfile.c src/ctl/number.c
tests_unit_test_mainboard_SOURCES = tests/unit/test_mainboard.c src/ctl/mainboard.c
monitor = tests/unit/monitor.c tests/unit/monitor.h
tests_unit_test_qmp_client_SOURCES = tests/unit/test_qmp_client.c $(monitor)
tests_unit_test_vmm_asker_SOURCES = tests/unit/test_vmm_asker.c $(monitor)
tests_unit_test_vmm_probe_SOURCES = tests/unit/test_vmm_probe.c $(monitor)
tests_unit_test_vmm_request_SOURCES = tests/unit/test_vmm_request.c $(monitor)
tests_unit_test_vmm_watch_SOURCES = tests/unit/test_vmm_watch.c $(monitor)
tests_unit_test_vmm_worker_SOURCES = tests/unit/test_vmm_worker.c $(monitor)
scratch = tests/unit/scratch.c tests/unit/scratch.h
tests_unit_test_bind_SOURCES = tests/unit/test_bind.c $(scratch)
tests_unit_test_store_SOURCES = tests/unit/test_store.c $(scratch)
tests_unit_test_damage_SOURCES = tests/unit/test_damage.c $(scratch)
tests_unit_test_db_SOURCES = tests/unit/test_db.c $(scratch)
tests_unit_test_retention_SOURCES = tests/unit/test_retention.c $(scratch)
tests_unit_test_number_SOURCES = tests/unit/test_number.c src/ctl/number.c
tests_unit_test_pump_SOURCES = tests/unit/test_pump.c $(record)
tests_unit_test_subscribe_SOURCES = tests/unit/test_subscribe.c $(scratch)
tests_unit_test_reader_SOURCES = tests/unit/test_reader.c $(record) $(scratch)
tests_unit_test_sections_SOURCES = tests/unit/test_sections.c $(record)
tests_unit_test_smbios_SOURCES = tests/unit/test_smbios.c src/ctl/smbios.c

# Writes a capture of one event a class, for the scripts.
tests_make_capture_SOURCES = tests/make_capture.c $(record)

TEST_EXTENSIONS = .sh
# Scripts that run the programs as their users would.
dist_tests = \
	tests/consumers_test.sh \
	tests/ctl_test.sh \
	tests/debian_perl_test.sh \
	tests/decode_s390_test.sh \
	tests/decode_test.sh \
	tests/docs_test.sh \
	tests/guest_replay_test.sh \
	tests/install_test.sh \
	tests/labels_test.sh \
	tests/lint_test.sh \
	tests/live_downgrade_test.sh \
	tests/live_sandbox_test.sh \
	tests/live_faults_test.sh \
	tests/live_store_test.sh \
	tests/live_test.sh \
	tests/live_vmm_test.sh \
	tests/maintain_test.sh \
	tests/man_test.sh \
	tests/migrate_test.sh \
	tests/policy_test.sh \
	tests/readme_test.sh \
	tests/replay_test.sh \
	tests/s390_replay_test.sh \
	tests/schema_test.sh \
	tests/soak_test.sh \
	tests/unit_file_test.sh
TESTS += $(dist_tests)

# Fires trace events for the live tests and the benchmark.
check_PROGRAMS += tests/live/emit
tests_live_emit_SOURCES = tests/live/emit.c
# Without sanitizers: they would make it slow and prove nothing.
tests_live_emit_CFLAGS = -std=gnu17 -Wall -Wextra $(WERROR)
tests_live_emit_LDFLAGS =
tests_live_emit_LDADD = $(SQLITE_LIBS)

# For misc/check-vm: a monitor's client on the host, a process that loses a page in the guest.
check_PROGRAMS += tests/vm/ask tests/vm/qmp tests/vm/victim
tests_vm_ask_SOURCES = tests/vm/ask.c src/daemon/autopsy.c src/daemon/guests.c src/daemon/vmm.c
tests_vm_qmp_SOURCES = tests/vm/qmp.c
tests_vm_qmp_LDADD = $(JSONC_LIBS)
tests_vm_victim_SOURCES = tests/vm/victim.c
tests_vm_victim_LDADD =

# Captures of any length.
check_PROGRAMS += tests/bench/mkcapture
bench_pages = tests/bench/pages.c tests/bench/pages.h
tests_bench_mkcapture_SOURCES = tests/bench/mkcapture.c $(bench_pages)
tests_bench_mkcapture_LDADD = $(RAS_LIBS)

# The events of 24 hours at 100 a second; needs 7 GB in SOAK_DIR (/var/tmp).
soak: rasdaemon tests/bench/mkcapture
	srcdir='$(abs_srcdir)' SOAK_EVENTS=8640000 $(srcdir)/tests/soak_test.sh

# Measurements, built and run by "make bench" only.
bench_programs = \
	tests/bench/bench_decode \
	tests/bench/bench_path
EXTRA_PROGRAMS = $(bench_programs)
CLEANFILES += $(bench_programs)
tests_bench_bench_decode_LDADD = $(RAS_LIBS)
tests_bench_bench_path_SOURCES = tests/bench/bench_path.c $(bench_pages)
tests_bench_bench_path_LDADD = $(RAS_LIBS)
bench: $(bench_programs) rasdaemon tests/live/emit
	@for program in $(bench_programs); do srcdir='$(abs_srcdir)' ./$$program || exit 1; done
	@srcdir='$(abs_srcdir)' $(srcdir)/tests/bench/live.sh || test $$? = 77
.PHONY: bench soak
