// SPDX-License-Identifier: GPL-2.0-or-later
/* Pages: which errors blame one, and taking it out of use. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/log.h"
#include "policy/parts.h"

/* No architecture has more: Arm ARM D8.1.8 (FEAT_D128) and RISC-V Sv57 say 56 bits. */
enum { PHYSICAL_BITS = 56 };

/* Bits of an event record's memory event descriptor (CXL 3.1, 8.2.9.2.1.1, table 8-45). */
enum { CXL_UNCORRECTABLE = 1, CXL_THRESHOLD = 2 };

/* Classes with the address of a corrected error in system-physical memory. */
static const struct {
	const char *cls, *address;
	const char *count;  /* errors; NULL: the device counts itself */
	const char *bits;   /* a column of which the bits of mask must read value; NULL: none */
	int64_t mask, value;
} sources[] = {
	{ "mc_event", "address", "err_count", NULL, 0, 0 },
	{ "cxl_dram_event", "hpa", NULL, "descriptor", CXL_UNCORRECTABLE | CXL_THRESHOLD,
	  CXL_THRESHOLD },
	{ "cxl_general_media_event", "hpa", NULL, "descriptor", CXL_UNCORRECTABLE | CXL_THRESHOLD,
	  CXL_THRESHOLD },
};

enum { SOURCES = sizeof(sources) / sizeof(sources[0]) };

bool policy_page_counts(const struct ras_config *c)
{
	return c->page_ce_action != RAS_CE_OFF && c->row_ce_action == RAS_CE_OFF;
}

const char *policy_page_error(const struct ras_event *ev, uint64_t page_size,
			      struct policy_page *out)
{
	size_t i = 0;
	uint64_t address, grain_bits;

	while (i < SOURCES && strcmp(sources[i].cls, ev->cls->name) != 0)
		i++;
	if (i == SOURCES)
		return "";
	if (sources[i].count ? ev->severity != RAS_CORRECTED
			     : (policy_int(ev, sources[i].bits) & sources[i].mask) !=
				       sources[i].value)
		return "";
	address = (uint64_t)policy_int(ev, sources[i].address);
	if (!address)
		return "no address";
	/* All ones is what the CXL core gives for what it cannot translate (Linux 6.10). */
	if (address >> PHYSICAL_BITS)
		return "not a system-physical address";
	grain_bits = (uint64_t)policy_int(ev, "grain");
	if (sources[i].count && (grain_bits > 63 || 1ULL << grain_bits > page_size))
		return "the address is less exact than a page";
	*out = (struct policy_page){
		.address = address & ~(page_size - 1),
		.count = sources[i].count ? (uint64_t)policy_int(ev, sources[i].count) : 1,
		.at_once = !sources[i].count,
	};
	return out->count ? NULL : "no error is counted";
}

/* Documentation/ABI/testing/sysfs-memory-page-offline. */
static void offline_path(const struct policy_roots *r, bool hard, char path[static POLICY_PATH])
{
	(void)snprintf(path, POLICY_PATH, "%s/devices/system/memory/%s_offline_page", r->sysfs,
		       hard ? "hard" : "soft");
}

void policy_page_check(const struct policy_roots *r, const struct ras_config *c)
{
	bool rows = c->row_ce_action != RAS_CE_OFF;
	int action = rows ? c->row_ce_action : c->page_ce_action;
	char path[POLICY_PATH];

	offline_path(r, action == RAS_CE_HARD, path);
	if (action > RAS_CE_ACCOUNT && access(path, W_OK))
		ras_log(LOG_NOTICE, "%s: %s: no page will be taken offline (%s_CE_ACTION)", path,
			strerror(errno), rows ? "ROW" : "PAGE");
}

/* Documentation/admin-guide/mm/pagemap.rst: one u64 a page frame; bit 19 is HWPOISON. */
static void look(const struct policy_roots *r, uint64_t address, struct policy_answer *out)
{
	struct ras_text v = RAS_TEXT(out->verified);
	char path[POLICY_PATH];
	uint64_t flags = 0;
	ssize_t n;
	int fd;

	(void)snprintf(path, sizeof(path), "%s/kpageflags", r->procfs);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1
		   : pread(fd, &flags, sizeof(flags),
			   (off_t)(address / r->page_size * sizeof(flags)));
	if (n < 0)
		ras_text_add(&v, "unknown: kpageflags: %s", strerror(errno));
	else if (n != (ssize_t)sizeof(flags))
		ras_text_puts(&v, "unknown: no such page in kpageflags");
	else
		ras_text_puts(&v, flags & 1ULL << 19 ? "out of use" : "still in use");
	if (fd >= 0)
		(void)close(fd);
}

void policy_page_offline(const struct policy_roots *r, uint64_t address, bool hard,
			 struct policy_answer *out)
{
	struct ras_text a = RAS_TEXT(out->answer);
	char path[POLICY_PATH], text[32];
	int fd, len, error = 0;

	offline_path(r, hard, path);
	len = snprintf(text, sizeof(text), "0x%" PRIx64 "\n", address);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, text, (size_t)len) != len)
		error = errno;
	if (fd >= 0 && close(fd) && !error)
		error = errno;
	out->ok = !error;
	ras_text_puts(&a, error ? strerror(error) : "ok");
	look(r, address, out);
}
