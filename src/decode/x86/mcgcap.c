// SPDX-License-Identifier: GPL-2.0-or-later
/* MCG_CAP of virtual machines: by it, relayed errors are known. */
#include "decode/x86/mcgcap.h"

bool x86_mcgcap_virtual(const struct x86_mce *m)
{
	return (m->vendor == X86_AMD || m->vendor == X86_HYGON) && m->mcgcap & MCG_CAP_SER_P;
}
