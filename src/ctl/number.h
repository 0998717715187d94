/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decimal numbers out of text that is not trusted. */
#ifndef RAS_CTL_NUMBER_H
#define RAS_CTL_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/*
 * The decimal digits that s[0..len) starts with, as *out: no sign, no blanks. Returns how many
 * bytes they take; 0, with *out untouched, if there is no digit or the number is above max.
 */
size_t ctl_number(const char *s, size_t len, uint64_t max, uint64_t *out);

#endif
