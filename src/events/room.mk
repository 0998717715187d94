# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/events/aer_event.c \
	src/events/arm_event.c \
	src/events/cxl.c \
	src/events/cxl.h \
	src/events/cxl_aer.c \
	src/events/cxl_log.c \
	src/events/cxl_media.c \
	src/events/cxl_module.c \
	src/events/cxl_poison.c \
	src/events/devlink_event.c \
	src/events/disk_errors.c \
	src/events/events.h \
	src/events/extlog_event.c \
	src/events/hisilicon.c \
	src/events/jaguarmicro.c \
	src/events/lost_events.c \
	src/events/marker.c \
	src/events/mc_event.c \
	src/events/mce_record.c \
	src/events/memory_failure.c \
	src/events/non_standard_event.c \
	src/events/nvidia.c \
	src/events/ras_action.c \
	src/events/registry.c \
	src/events/reri_event.c \
	src/events/s390_counter.c \
	src/events/s390_crw.c \
	src/events/s390_mchk.c \
	src/events/section.c \
	src/events/section.h \
	src/events/signal_event.c \
	src/events/vmm_event.c \
	src/events/vmm_event.h \
	src/events/yitian.c
