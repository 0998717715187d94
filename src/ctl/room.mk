# SPDX-License-Identifier: GPL-2.0-or-later
ras_mc_ctl_SOURCES = \
	src/ctl/ctl.h \
	src/ctl/dmi.c \
	src/ctl/dmi.h \
	src/ctl/edac.c \
	src/ctl/edac.h \
	src/ctl/labelfile.c \
	src/ctl/labelfile.h \
	src/ctl/labels.c \
	src/ctl/labels.h \
	src/ctl/labels_files.c \
	src/ctl/labels_files.h \
	src/ctl/labels_options.c \
	src/ctl/layout.c \
	src/ctl/layout.h \
	src/ctl/main.c \
	src/ctl/mainboard.c \
	src/ctl/mainboard.h \
	src/ctl/number.c \
	src/ctl/number.h \
	src/ctl/options.c \
	src/ctl/smbios.c \
	src/ctl/smbios.h
