# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/export/json.c \
	src/export/json.h \
	src/export/journal.c \
	src/export/journal.h \
	src/export/line.c \
	src/export/line.h \
	src/export/logsink.c \
	src/export/logsink.h \
	src/export/message.c \
	src/export/message.h
