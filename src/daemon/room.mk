# SPDX-License-Identifier: GPL-2.0-or-later
rasdaemon_SOURCES = \
	src/daemon/autopsy.c \
	src/daemon/autopsy.h \
	src/daemon/background.c \
	src/daemon/background.h \
	src/daemon/drop.c \
	src/daemon/drop.h \
	src/daemon/guests.c \
	src/daemon/guests.h \
	src/daemon/live.c \
	src/daemon/live.h \
	src/daemon/main.c \
	src/daemon/options.c \
	src/daemon/options.h \
	src/daemon/place.c \
	src/daemon/place.h \
	src/daemon/readers.c \
	src/daemon/readers.h \
	src/daemon/post.c \
	src/daemon/post.h \
	src/daemon/probe_vmm.c \
	src/daemon/probe_vmm.h \
	src/daemon/replay_run.c \
	src/daemon/replay_run.h \
	src/daemon/s390.c \
	src/daemon/s390.h \
	src/daemon/selftest.c \
	src/daemon/selftest.h \
	src/daemon/status.c \
	src/daemon/status.h \
	src/daemon/vmm.c \
	src/daemon/vmm.h
