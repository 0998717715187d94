// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether a relayed memory error may panic the kernel of this AMD guest. */
#include "decode/x86/guestkernel.h"

#include <stdlib.h>
#include <string.h>

#include "decode/x86/vendor.h"

#define COUNT(A) (sizeof(A) / sizeof((A)[0]))

enum { NO_RC = 0xff };

#define VERSION(V, P, S, RC) ((uint64_t)(V) << 32 | (P) << 24 | (S) << 8 | (RC))

/* What a release says for itself. */
enum verdict { GOOD, FAULTY, DOUBTFUL };

/*
 * Linux commit 7cb735d7c0cb (6.19-rc1): clearing a bank with a deferred error writes MCA_DESTAT, an
 * MSR of Scalable MCA that no KVM guest has, and the #GP panics. 201bc182ad63 asks for Scalable MCA
 * first: 7.0-rc5, 6.19.10. The function that both change, amd_clear_bank(), came with the
 * series that began to poll for all AMD errors, in 6.18 or 6.19; before, there was none.
 */
static const struct {
	uint64_t first, last; /* both included */
	enum verdict verdict;
} releases[] = {
	{ VERSION(6, 19, 0, 0), VERSION(6, 19, 9, NO_RC), FAULTY },
	{ VERSION(7, 0, 0, 1), VERSION(7, 0, 0, 4), FAULTY },
	{ VERSION(6, 19, 10, 0), UINT64_MAX, GOOD },
	/* Stable kernels are said to have taken the fault over, and later its fix. */
	{ 0, VERSION(6, 18, 0xffff, NO_RC), DOUBTFUL },
};

/* N of the first "rcN" that stands for itself: "-rc3", "-0.rc3.git"; NO_RC: a release. */
static unsigned long candidate(const char *text)
{
	for (const char *p = text; (p = strstr(p, "rc")); p += 2)
		if (p > text && strchr("-.~", p[-1]) && p[2] >= '0' && p[2] <= '9')
			return strtoul(p + 2, NULL, 10) % NO_RC;
	return NO_RC;
}

/* "6.19.8-200.fc43", "7.0.0-rc3+" as a number that grows with the release; 0: none of the sort. */
static uint64_t version_of(const char *release)
{
	static const unsigned long limit[] = { 0xff, 0xff, 0xffff };
	unsigned long part[COUNT(limit)] = { 0 };
	const char *p = release;

	for (size_t i = 0; i < COUNT(part); i++) {
		char *end;

		if (*p < '0' || *p > '9')
			return 0;
		part[i] = strtoul(p, &end, 10);
		if (part[i] > limit[i])
			return 0;
		p = end;
		if (*p != '.')
			break;
		p++;
	}
	return VERSION(part[0], part[1], part[2], candidate(p));
}

static enum verdict verdict_of(const char *release)
{
	uint64_t v = version_of(release);

	for (size_t i = 0; v && i < COUNT(releases); i++)
		if (v >= releases[i].first && v <= releases[i].last)
			return releases[i].verdict;
	return DOUBTFUL;
}

/* By verdict and by whether the kernel has amd_clear_bank(); NULL: no reason to warn. */
static const char *const known[][3] = {
	[FAULTY] = {
		[RAS_TRUE] = "this release is one of 6.19 to 6.19.9 and 7.0-rc1 to -rc4, which "
			     "have the fault; not known is whether this build has the fix on top",
		[RAS_UNTOLD] = "this release is one of 6.19 to 6.19.9 and 7.0-rc1 to -rc4, which "
			       "have the fault; not known is whether this build has the fix on "
			       "top, as /proc/kallsyms cannot be read",
	},
	[DOUBTFUL] = {
		[RAS_TRUE] = "this release is not known to have the fault, but it has the function "
			     "that the fault is in; not known is whether it took over the fault "
			     "alone or its fix as well",
	},
	[GOOD] = { NULL },
};

bool x86_guest_kernel_warning(const struct ras_host *host, struct ras_text *t)
{
	const char *what;

	/*
	 * Other vendors' guests get no deferred errors, and an emulated CPU raises no #GP for it.
	 */
	if (host->vendor != X86_AMD || !x86_maybe_guest(host) || host->smca || host->emulated_cpu)
		return false;
	what = known[verdict_of(host->release)][host->amd_clear_bank];
	if (!what)
		return false;
	ras_text_add(t,
		     "a memory error that the VMM relays to this guest (QEMU 9.1 and later do) may "
		     "panic it, up to 5 minutes later: kernel %s: %s. To avoid it: a kernel with "
		     "commit 201bc182ad63 (6.19.10, 7.0); until then mce=ignore_ce on the kernel "
		     "command line, which leaves such errors unseen, or ignore_msrs=1 of the "
		     "module kvm on the host",
		     host->release, what);
	return true;
}
