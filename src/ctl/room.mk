# SPDX-License-Identifier: GPL-2.0-or-later
ras_mc_ctl_SOURCES = \
	src/ctl/count.c \
	src/ctl/ctl.h \
	src/ctl/form.c \
	src/ctl/form.h \
	src/ctl/health.c \
	src/ctl/health.h \
	src/ctl/main.c \
	src/ctl/open.c \
	src/ctl/open.h \
	src/ctl/options.c \
	src/ctl/output.c \
	src/ctl/output.h \
	src/ctl/query.c \
	src/ctl/query.h \
	src/ctl/reports.c \
	src/ctl/reports.h \
	src/ctl/since.c \
	src/ctl/since.h \
	src/ctl/vendor.c \
	src/ctl/words.c \
	src/ctl/words.h
