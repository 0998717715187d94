/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's counts of machine checks, held against the events that were seen. */
#ifndef RAS_S390_COUNTS_H
#define RAS_S390_COUNTS_H

#include "core/bus.h"

struct s390_counts;

/*
 * Note what the counts are now: row NMI of ROOT/proc/interrupts, and inject_mchk,
 * inject_float_mchk and deliver_machine_check of each VM in ROOT/sys/kernel/debug/kvm. What is not
 * there counts nothing. root "" is this machine; copied. NULL with errno.
 */
struct s390_counts *s390_counts_new(struct ras_bus *bus, const char *root);
void s390_counts_free(struct s390_counts *c);

/* A sink: events that explain a rise. Publishes nothing. Call it on one thread only. */
void s390_counts_event(void *counts, const struct ras_event *ev);

/*
 * Look again, and publish an s390_counter event for each counter of which a rise since the last
 * look is not explained by the events since then. More events than rise explain nothing later.
 */
void s390_counts_look(struct s390_counts *c);

#endif
