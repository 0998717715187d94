# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/decode/arm/pei.c \
	src/decode/arm/pei.h \
	src/decode/bits.c \
	src/decode/bits.h \
	src/decode/cper/cper.c \
	src/decode/cper/cper.h \
	src/decode/cper/hisilicon.c \
	src/decode/cper/hisilicon.h \
	src/decode/cper/jaguarmicro.c \
	src/decode/cper/jaguarmicro.h \
	src/decode/cper/section.c \
	src/decode/cper/section.h \
	src/decode/cxl/cxl.c \
	src/decode/cxl/cxl.h \
	src/decode/cxl/media.c \
	src/decode/guid.c \
	src/decode/guid.h \
	src/decode/le.h \
	src/decode/pcie/aer.c \
	src/decode/pcie/aer.h \
	src/decode/riscv/reri.c \
	src/decode/riscv/reri.h \
	src/decode/x86/amd.c \
	src/decode/x86/intel.c \
	src/decode/x86/intel_mca.c \
	src/decode/x86/mce.c \
	src/decode/x86/mce.h \
	src/decode/x86/origin.c \
	src/decode/x86/vendor.h
