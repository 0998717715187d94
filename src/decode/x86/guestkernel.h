/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a relayed memory error may panic the kernel of this AMD guest. */
#ifndef RAS_DECODE_X86_GUESTKERNEL_H
#define RAS_DECODE_X86_GUESTKERNEL_H

#include <stdbool.h>

#include "core/host.h"
#include "core/text.h"

/*
 * True, with a warning in t, when this is an AMD guest whose kernel may panic when a VMM relays an
 * action-optional memory error: what is known, what is not, and how to avoid it. The release alone
 * does not decide: a kernel without the function that has the fault is out of question, and one of
 * an older release that has it may have taken the fault over.
 */
bool x86_guest_kernel_warning(const struct ras_host *host, struct ras_text *t);

#endif
