# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/events/aer_event.c \
	src/events/events.h \
	src/events/lost_events.c \
	src/events/marker.c \
	src/events/mc_event.c \
	src/events/mce_record.c \
	src/events/memory_failure.c \
	src/events/ras_action.c \
	src/events/registry.c \
	src/events/s390_counter.c \
	src/events/s390_crw.c \
	src/events/s390_mchk.c
