/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test includes first. */
#ifndef RAS_TESTS_UNIT_H
#define RAS_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
