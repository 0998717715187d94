// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any text in the files that tell what CPU, hypervisor and kind of place this is. */
#include "tests/fuzz/files.h"

#include "core/host.h"
#include "core/hypervisor.h"
#include "daemon/place.h"

static const char *const files[] = {
	"proc/cpuinfo",
	"proc/sysinfo",
	"proc/kallsyms",
	"proc/xen/capabilities",
	"sys/hypervisor/type",
	"sys/hypervisor/properties/features",
	"sys/class/dmi/id/sys_vendor",
	"sys/class/dmi/id/product_name",
};

/* A byte of flags, a CPUID signature of 12 bytes, then the files with a byte 0xff between. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct ras_hypervisor_leaf leaf = { .id = "" };
	unsigned int flags = (unsigned int)fuzz_take(&in, 1);
	struct ras_host h = { .vendor = X86_UNKNOWN };
	struct ras_place place;
	char path[FUZZ_PATH];

	leaf.cpu_management = flags & 1;
	for (size_t i = 0; i < 12; i++)
		leaf.id[i] = (char)fuzz_take(&in, 1);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const struct fuzz_input part = fuzz_part(&in);

		fuzz_file(files[i], part.p, part.left);
	}
	FUZZ_CHECK(!ras_host_read_cpuinfo(&h, fuzz_path(path, files[0])));
	FUZZ_CHECK(memchr(h.model_name, '\0', sizeof(h.model_name)));
	fuzz_check_printable(h.model_name, strlen(h.model_name));
	ras_host_read_hypervisor(&h, flags & 2 ? &leaf : NULL, fuzz_folder());
	FUZZ_CHECK((unsigned int)h.banks <= RAS_BANKS_VIRTUAL);
	FUZZ_CHECK(h.vmm || h.banks == RAS_BANKS_UNTOLD);
	fuzz_check_printable(h.vmm_sign, strlen(h.vmm_sign));
	ras_place_probe(&place, &h, fuzz_folder());
	FUZZ_CHECK(place.kind && place.means && place.detail[0]);
	return 0;
}
