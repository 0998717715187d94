// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A process that owns a page and wants to hear of its loss: asks for early kill, prints the page's
 * physical address, then runs in user mode until SIGBUS comes, and prints that. Ends after a
 * minute.
 *
 *   victim      page PHYSICAL
 *               SIGBUS code CODE address matches|differs
 */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, SECONDS = 60 };

static volatile sig_atomic_t code;
static void *volatile address;

static void on_sigbus(int sig, siginfo_t *si, void *context)
{
	(void)sig;
	(void)context;
	address = si->si_addr;
	code = si->si_code;
}

/* Physical address of a page, by Documentation/admin-guide/mm/pagemap.rst; 0 when not told. */
static uint64_t physical(const void *page)
{
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	off_t at = (off_t)((uintptr_t)page / PAGE * sizeof(entry));

	if (fd < 0)
		return 0;
	if (pread(fd, &entry, sizeof(entry), at) != (ssize_t)sizeof(entry))
		entry = 0;
	(void)close(fd);
	return (entry & ((UINT64_C(1) << 55) - 1)) * PAGE;
}

int main(void)
{
	struct sigaction on_bus = { .sa_sigaction = on_sigbus, .sa_flags = SA_SIGINFO };
	time_t end = time(NULL) + SECONDS;
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED || sigaction(SIGBUS, &on_bus, NULL) ||
	    prctl(PR_MCE_KILL, PR_MCE_KILL_SET, PR_MCE_KILL_EARLY, 0, 0) || mlock(page, PAGE)) {
		perror("victim");
		return 1;
	}
	memset(page, 0x5a, PAGE);
	(void)printf("page 0x%" PRIx64 "\n", physical(page));
	(void)fflush(stdout);
	/* In user mode nearly always: an action-required error in the kernel would be a panic. */
	while (!code && time(NULL) < end)
		for (volatile unsigned int n = 0; n < 1000000 && !code; n++)
			;
	(void)printf("SIGBUS code %d address %s\n", (int)code,
		     address == page ? "matches" : "differs");
	return code ? 0 : 1;
}
