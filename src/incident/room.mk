# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/incident/incident.c \
	src/incident/incident.h \
	src/incident/rules.c \
	src/incident/rules.h
