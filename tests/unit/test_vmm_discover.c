// SPDX-License-Identifier: GPL-2.0-or-later
/* VMs found by their processes, in a tree like /proc that is made here. */
#include "config.h" /* nftw needs _GNU_SOURCE */

#include "tests/unit/unit.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vmm/discover.h"

/* Arguments as in /proc/PID/cmdline; the literal's own NUL ends the last one. */
#define READ(C, ARGS) vmm_cmdline_read((C), ARGS, sizeof(ARGS))

static void by_hand(void **state)
{
	struct vmm_cmdline c;

	(void)state;
	READ(&c, "/usr/bin/"
		 "qemu-system-x86_64\0-M\0q35\0-accel\0kvm\0-name\0guest=web,,1,debug-threads=on\0"
		 "-uuid\0"
		 "3D1C6A3B-0000-1111-2222-333344445555\0-qmp\0"
		 "unix:/run/web.qmp,server=on,wait=off\0-monitor\0unix:/run/web.hmp,server=on\0"
		 "-qmp\0unix:/run/second.qmp,server,nowait\0-qmp\0tcp:localhost:4444,server=on\0"
		 "-qmp\0unix:/run/client.sock");
	assert_string_equal(c.name, "web,1");
	assert_string_equal(c.uuid, "3d1c6a3b-0000-1111-2222-333344445555");
	assert_string_equal(c.machine, "q35");
	assert_int_equal(c.nmonitors, 2);
	assert_string_equal(c.monitors[0].path, "/run/web.qmp");
	assert_string_equal(c.monitors[1].path, "/run/second.qmp");
	assert_string_equal(c.agent.path, "");
	assert_false(c.libvirt);
}

static void by_chardev(void **state)
{
	struct vmm_cmdline c;

	(void)state;
	/* -mon before the chardev it names; a human monitor; an agent; options with two dashes. */
	READ(&c, "qemu-system-s390x\0--name\0db\0--mon\0chardev=m0,mode=control\0-mon\0h0,mode="
		 "readline\0"
		 "-chardev\0socket,id=m0,path=/run/db.qmp,server=on,wait=off\0"
		 "-chardev\0socket,id=h0,path=/run/db.hmp,server=on\0"
		 "-chardev\0socket,id=qga0,path=/run/db.qga,server=on,wait=off\0"
		 "-device\0virtserialport,chardev=qga0,name=org.qemu.guest_agent.0\0"
		 "-machine\0type=s390-ccw-virtio,accel=kvm");
	assert_string_equal(c.name, "db");
	assert_string_equal(c.machine, "s390-ccw-virtio");
	assert_int_equal(c.nmonitors, 1);
	assert_string_equal(c.monitors[0].path, "/run/db.qmp");
	assert_string_equal(c.monitors[0].chardev, "m0");
	assert_string_equal(c.agent.path, "/run/db.qga");
	assert_string_equal(c.agent.chardev, "qga0");
}

static void by_libvirt(void **state)
{
	struct vmm_cmdline c;

	(void)state;
	/* libvirt 9: its monitor comes as a descriptor, devices are JSON; one of the admin's
	 * beside. */
	READ(&c, "/usr/bin/qemu-system-x86_64\0-name\0guest=vm7,debug-threads=on\0-S\0"
		 "-machine\0pc-q35-7.2,usb=off\0-uuid\0"
		 "11111111-2222-3333-4444-555566667777\0"
		 "-chardev\0socket,id=charmonitor,fd=22,server=on,wait=off\0"
		 "-mon\0chardev=charmonitor,id=monitor,mode=control\0"
		 "-chardev\0socket,id=charchannel0,path=/run/libvirt/qemu/channel/1-vm7/"
		 "org.qemu.guest_agent.0,server=on,wait=off\0"
		 "-device\0{\"driver\":\"virtserialport\",\"bus\":\"virtio-serial0.0\",\"nr\":1,"
		 "\"chardev\":\"charchannel0\",\"id\":\"channel0\",\"name\":\"org.qemu.guest_agent."
		 "0\"}\0"
		 "-qmp\0unix:/run/vm7.ras,server=on,wait=off");
	assert_true(c.libvirt);
	assert_int_equal(c.nmonitors, 1);
	assert_string_equal(c.monitors[0].path, "/run/vm7.ras");
	assert_string_equal(c.agent.path, "/run/libvirt/qemu/channel/1-vm7/org.qemu.guest_agent.0");
	/* Older libvirt gave a path: still not ours to open. */
	READ(&c, "qemu-kvm\0-chardev\0socket,id=charmonitor,path=/var/lib/libvirt/qemu/domain-1-a/"
		 "monitor.sock,server=on\0-mon\0chardev=charmonitor,mode=control");
	assert_true(c.libvirt);
	assert_int_equal(c.nmonitors, 0);
}

static void hostile(void **state)
{
	static char args[70000];
	struct vmm_cmdline c;
	size_t n = 0;

	(void)state;
	READ(&c,
	     "qemu-kvm\0-name\0\033[31mred\0-uuid\0xyz\0-qmp\0unix:,server=on\0-qmp\0unix:\0-qmp\0"
	     "chardev:nope\0-mon\0\0-chardev\0\0-device\0{\"driver\":\0-device\0{}\0-M\0\0-qmp");
	assert_string_equal(c.name, "\\x1b[31mred");
	assert_string_equal(c.uuid, "");
	assert_int_equal(c.nmonitors, 0);
	/* A name and a path that are too long, more monitors and chardevs than are kept. */
	n += (size_t)snprintf(args + n, sizeof(args) - n, "kvm%c-name%c%0500d%c", 0, 0, 1, 0);
	for (int i = 0; i < 500; i++)
		n += (size_t)snprintf(
			args + n, sizeof(args) - n,
			"-chardev%csocket,id=c%d,path=/p%d,server=on%c-qmp%cchardev:c%d%c", 0, i, i,
			0, 0, i, 0);
	n += (size_t)snprintf(args + n, sizeof(args) - n, "-qmp%cunix:/%0200d,server=on%c", 0, 1,
			      0);
	assert_true(n < sizeof(args));
	vmm_cmdline_read(&c, args, n);
	assert_string_equal(c.name, "");
	assert_int_equal(c.nmonitors, 4);
	assert_string_equal(c.monitors[3].path, "/p3");
	/* Without the last NUL the last argument may be half of one. */
	vmm_cmdline_read(&c, "kvm\0-name\0half", 14);
	assert_string_equal(c.name, "");
	vmm_cmdline_read(&c, "", 0);
	assert_int_equal(c.nmonitors, 0);
}

struct list {
	int n;
	struct vmm_process v[8];
};

static void collect(void *ctx, const struct vmm_process *v)
{
	struct list *l = ctx;

	assert_true(l->n < 8);
	l->v[l->n++] = *v;
}

static void put(const char *proc, const char *pid, const char *exe, const char *args, size_t len)
{
	char path[256];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", proc, pid);
	assert_int_equal(mkdir(path, 0755), 0);
	(void)snprintf(path, sizeof(path), "%s/%s/cmdline", proc, pid);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(args, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
	(void)snprintf(path, sizeof(path), "%s/%s/cwd", proc, pid);
	assert_int_equal(symlink("/srv/vm", path), 0);
	(void)snprintf(path, sizeof(path), "%s/%s/exe", proc, pid);
	if (exe)
		assert_int_equal(symlink(exe, path), 0);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

#define PUT(PID, EXE, ARGS) put(proc, (PID), (EXE), ARGS, sizeof(ARGS))

static void tree(void **state)
{
	char proc[] = "/tmp/ras-proc-XXXXXX", path[64];
	static char huge[300000];
	struct list l = { 0 };
	unsigned int skipped;

	(void)state;
	assert_non_null(mkdtemp(proc));
	PUT("17", "/usr/bin/qemu-system-x86_64",
	    "qemu-system-x86_64\0-qmp\0unix:rel.qmp,server=on");
	PUT("18", "/usr/bin/python3.11", "qemu-system-x86_64\0-qmp\0unix:/tmp/evil,server=on");
	PUT("19", NULL, "/usr/libexec/qemu-kvm\0-name\0nineteen");
	PUT("20", NULL, "/bin/sh\0-c\0qemu-kvm");
	PUT("21x", NULL, "/usr/libexec/qemu-kvm\0-name\0no");
	PUT("self", NULL, "/usr/libexec/qemu-kvm\0-name\0no");
	put(proc, "22", "/usr/bin/qemu-system-ppc64", huge, sizeof(huge));
	put(proc, "23", NULL, "", 0);
	assert_int_equal(vmm_discover(proc, getuid(), collect, &l, &skipped), 2);
	assert_int_equal(l.n, 2);
	assert_int_equal(skipped, 1);
	if (l.v[0].pid != 17) {
		struct vmm_process v = l.v[0];

		l.v[0] = l.v[1];
		l.v[1] = v;
	}
	assert_int_equal(l.v[0].pid, 17);
	assert_int_equal(l.v[0].uid, getuid());
	assert_string_equal(l.v[0].line.monitors[0].path, "/srv/vm/rel.qmp");
	assert_int_equal(l.v[1].pid, 19);
	assert_string_equal(l.v[1].line.name, "nineteen");
	if (!getuid()) {
		/* Somebody else's process is not believed. */
		l.n = 0;
		(void)snprintf(path, sizeof(path), "%s/17", proc);
		assert_int_equal(chown(path, 4242, 4242), 0);
		assert_int_equal(vmm_discover(proc, 0, collect, &l, &skipped), 1);
		assert_int_equal(vmm_discover(proc, 4242, collect, &l, &skipped), 2);
	}
	assert_int_equal(nftw(proc, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	assert_int_equal(vmm_discover(proc, 0, collect, &l, &skipped), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),    cmocka_unit_test(by_chardev),
		cmocka_unit_test(by_libvirt), cmocka_unit_test(hostile),
		cmocka_unit_test(tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
