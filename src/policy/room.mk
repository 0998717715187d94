# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/policy/actor.c \
	src/policy/actor.h \
	src/policy/cpu.c \
	src/policy/fields.c \
	src/policy/page.c \
	src/policy/parts.h \
	src/policy/policy.c \
	src/policy/policy.h \
	src/policy/row.c \
	src/policy/stat.c \
	src/policy/trigger.c
