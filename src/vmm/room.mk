# SPDX-License-Identifier: GPL-2.0-or-later
libras_a_SOURCES += \
	src/vmm/action.c \
	src/vmm/budget.c \
	src/vmm/budget.h \
	src/vmm/cmdline.c \
	src/vmm/cmdline.h \
	src/vmm/decide.c \
	src/vmm/decide.h \
	src/vmm/discover.c \
	src/vmm/discover.h \
	src/vmm/event_decode.c \
	src/vmm/event_decode.h \
	src/vmm/json.c \
	src/vmm/json.h \
	src/vmm/judge.c \
	src/vmm/kvm_probe.c \
	src/vmm/kvm_probe.h \
	src/vmm/ost.c \
	src/vmm/ost.h \
	src/vmm/peer.c \
	src/vmm/peer.h \
	src/vmm/probe.c \
	src/vmm/probe.h \
	src/vmm/prober.c \
	src/vmm/prober.h \
	src/vmm/qmp.c \
	src/vmm/qmp.h \
	src/vmm/qmp_line.c \
	src/vmm/qmp_line.h \
	src/vmm/request.c \
	src/vmm/request.h \
	src/vmm/settings.c \
	src/vmm/verbs.c \
	src/vmm/verbs.h \
	src/vmm/watch.c \
	src/vmm/watch.h
