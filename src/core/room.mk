# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/core/bucket.c \
	src/core/bucket.h \
	src/core/bus.c \
	src/core/bus.h \
	src/core/clock.c \
	src/core/clock.h \
	src/core/config.c \
	src/core/config.h \
	src/core/counter.c \
	src/core/counter.h \
	src/core/event.c \
	src/core/event.h \
	src/core/file.c \
	src/core/file.h \
	src/core/host.c \
	src/core/host.h \
	src/core/hypervisor.c \
	src/core/hypervisor.h \
	src/core/log.c \
	src/core/log.h \
	src/core/queue.c \
	src/core/queue.h \
	src/core/settings.c \
	src/core/severity.c \
	src/core/severity.h \
	src/core/statusclient.c \
	src/core/statusclient.h \
	src/core/text.c \
	src/core/text.h
