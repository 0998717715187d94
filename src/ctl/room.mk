# SPDX-License-Identifier: GPL-2.0-or-later
ras_mc_ctl_SOURCES = \
	src/ctl/ctl.h \
	src/ctl/main.c \
	src/ctl/options.c
