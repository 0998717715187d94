# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/s390/autopsy.c \
	src/s390/autopsy.h \
	src/s390/counts.c \
	src/s390/counts.h \
	src/s390/kmsg.c \
	src/s390/kmsg.h
