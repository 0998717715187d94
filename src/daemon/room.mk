# SPDX-License-Identifier: GPL-2.0-or-later
rasdaemon_SOURCES = \
	src/daemon/main.c \
	src/daemon/options.c \
	src/daemon/options.h \
	src/daemon/post.c \
	src/daemon/post.h \
	src/daemon/replay_run.c \
	src/daemon/replay_run.h
