# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/decode/bits.c \
	src/decode/bits.h \
	src/decode/pcie/aer.c \
	src/decode/pcie/aer.h \
	src/decode/x86/amd.c \
	src/decode/x86/intel.c \
	src/decode/x86/intel.h \
	src/decode/x86/intel_10nm.c \
	src/decode/x86/intel_bank.c \
	src/decode/x86/intel_common.c \
	src/decode/x86/intel_dmr.c \
	src/decode/x86/intel_fsb.c \
	src/decode/x86/intel_gnr.c \
	src/decode/x86/intel_knl.c \
	src/decode/x86/intel_mca.c \
	src/decode/x86/intel_model.c \
	src/decode/x86/intel_nhm.c \
	src/decode/x86/intel_skx.c \
	src/decode/x86/intel_xeon_e5.c \
	src/decode/x86/mce.c \
	src/decode/x86/mce.h \
	src/decode/x86/origin.c \
	src/decode/x86/vendor.h \
	src/decode/x86/zhaoxin.c
