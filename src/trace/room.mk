# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/trace/bind.c \
	src/trace/bind.h \
	src/trace/formattext.c \
	src/trace/formattext.h \
	src/trace/page.c \
	src/trace/page.h \
	src/trace/pump.c \
	src/trace/pump.h \
	src/trace/replay.c \
	src/trace/reader.c \
	src/trace/reader.h \
	src/trace/replay.c \
	src/trace/replay.h \
	src/trace/subscribe.c \
	src/trace/subscribe.h \
	src/trace/traceclock.c \
	src/trace/traceclock.h \
	src/trace/tracefs.c \
	src/trace/tracefs.h
