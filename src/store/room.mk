# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/store/db.c \
	src/store/db.h \
	src/store/retention.c \
	src/store/retention.h \
	src/store/schema.c \
	src/store/schema.h \
	src/store/store.c \
	src/store/store.h
