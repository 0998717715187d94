# SPDX-License-Identifier: GPL-2.0-or-later
noinst_PROGRAMS = src/doc/rasdoc
src_doc_rasdoc_SOURCES = \
	src/doc/check.c \
	src/doc/columns.c \
	src/doc/complete.c \
	src/doc/doc.h \
	src/doc/main.c \
	src/doc/page.c
# The programs' tables of options stand in the programs.
doc_objects = src/daemon/options.$(OBJEXT) \
	$(filter-out src/ctl/main.$(OBJEXT),$(ras_mc_ctl_OBJECTS))
src_doc_rasdoc_LDADD = $(doc_objects) $(ras_mc_ctl_LDADD)
src_doc_rasdoc_DEPENDENCIES = $(doc_objects) libras.a
