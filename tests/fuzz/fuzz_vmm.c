// SPDX-License-Identifier: GPL-2.0-or-later
/* Fuzz: any command line of a VMM's process, any lists of CPUs and texts that libvirt gives. */
#include "tests/fuzz/files.h"

#include "vmm/cmdline.h"
#include "vmm/libvirt.h"

/* What the libvirt below answers. */
static char answer[4][512];
enum { ALL, ONLINE, OFFLINABLE, WHY };
static int some;

static void *open_any(const char *uri)
{
	(void)uri;
	return &some;
}

static void *lookup_any(void *conn, const char *uuid)
{
	(void)uuid;
	return conn;
}

static int let_go(void *what)
{
	(void)what;
	return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): libvirt's prototype */
static int state_of(void *dom, int *state, int *reason, unsigned int flags)
{
	(void)dom;
	(void)reason;
	(void)flags;
	*state = 1;
	return 0;
}

static int vcpus_of(void *dom, struct vmm_typed_param **params, unsigned int *n, unsigned int flags)
{
	(void)dom;
	(void)flags;
	*params = NULL;
	*n = 0;
	return answer[WHY][0] == '!' ? -1 : 0;
}

static int string_of(struct vmm_typed_param *params, int n, const char *name, const char **value)
{
	(void)params;
	(void)n;
	if (!strcmp(name, "vcpus"))
		*value = answer[ALL];
	else
		*value = answer[!strcmp(name, "online") ? ONLINE : OFFLINABLE];
	return **value ? 1 : 0;
}

static void no_params(struct vmm_typed_param *params, int n)
{
	(void)params;
	(void)n;
}

static const char *why(void)
{
	return answer[WHY];
}

static void check_libvirt(void)
{
	static const struct vmm_libvirt lv = {
		.open = open_any, .close = let_go, .lookup = lookup_any, .free = let_go,
		.state = state_of, .guest_vcpus = vcpus_of, .string = string_of,
		.free_params = no_params, .error = why,
	};
	const struct vmm_libvirt_target t = { &lv, "qemu:///system", "" };
	struct vmm_probe *p = calloc(1, sizeof(*p));

	FUZZ_CHECK(p);
	vmm_libvirt_probe(&t, p);
	FUZZ_CHECK(p->nguest <= VMM_VCPUS);
	for (size_t i = 1; i < p->nguest; i++)
		FUZZ_CHECK(p->guest[i - 1].id < p->guest[i].id);
	fuzz_check_printable(p->libvirt_why, strlen(p->libvirt_why));
	free(p);
}

static void check_socket(const struct vmm_socket *s)
{
	FUZZ_CHECK(memchr(s->path, '\0', sizeof(s->path)));
	FUZZ_CHECK(memchr(s->chardev, '\0', sizeof(s->chardev)));
}

static void check_cmdline(const struct fuzz_input *in)
{
	char *args = malloc(in->left ? in->left : 1);
	struct vmm_cmdline c;

	FUZZ_CHECK(args);
	if (in->left)
		memcpy(args, in->p, in->left);
	vmm_cmdline_read(&c, args, in->left);
	free(args);
	FUZZ_CHECK(c.nmonitors <= VMM_MONITORS);
	for (size_t i = 0; i < c.nmonitors; i++) {
		check_socket(&c.monitors[i]);
		FUZZ_CHECK(c.monitors[i].path[0]);
	}
	check_socket(&c.agent);
	FUZZ_CHECK(memchr(c.machine, '\0', sizeof(c.machine)));
	FUZZ_CHECK(!c.uuid[0] || strlen(c.uuid) == VMM_UUID - 1);
	FUZZ_CHECK(strspn(c.uuid, "0123456789abcdef-") == strlen(c.uuid));
	fuzz_check_printable(c.name, strlen(c.name));
}

/* Four answers of libvirt, a byte 0xff behind each, then a command line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = { data, size };

	for (size_t i = 0; i < 4; i++) {
		const struct fuzz_input part = fuzz_part(&in);
		struct ras_text t = RAS_TEXT(answer[i]);

		ras_text_putn(&t, (const char *)part.p, part.left);
	}
	check_libvirt();
	check_cmdline(&in);
	return 0;
}
