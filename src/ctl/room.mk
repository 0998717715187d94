# SPDX-License-Identifier: GPL-2.0-or-later
ras_mc_ctl_SOURCES = \
	src/ctl/decode.c \
	src/ctl/decode.h \
	src/ctl/main.c
