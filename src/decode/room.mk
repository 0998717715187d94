# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/decode/bits.c \
	src/decode/bits.h \
	src/decode/pcie/aer.c \
	src/decode/pcie/aer.h \
	src/decode/s390/crw.c \
	src/decode/s390/crw.h \
	src/decode/s390/logtext.c \
	src/decode/s390/logtext.h \
	src/decode/s390/mcic.c \
	src/decode/s390/mcic.h \
	src/decode/s390/rules.c \
	src/decode/x86/amd.c \
	src/decode/x86/explain.c \
	src/decode/x86/explain.h \
	src/decode/x86/intel.c \
	src/decode/x86/intel_mca.c \
	src/decode/x86/logline.c \
	src/decode/x86/logline.h \
	src/decode/x86/logscan.c \
	src/decode/x86/logscan.h \
	src/decode/x86/logtext.c \
	src/decode/x86/logtext.h \
	src/decode/x86/logword.c \
	src/decode/x86/mce.c \
	src/decode/x86/mce.h \
	src/decode/x86/mcgcap.c \
	src/decode/x86/mcgcap.h \
	src/decode/x86/origin.c \
	src/decode/x86/vendor.h
