// SPDX-License-Identifier: GPL-2.0-or-later
/* What a QEMU command line says: the VM's name, its monitors, its guest agent's socket. */
#include "vmm/cmdline.h"

#include <string.h>

#include <json-c/json.h>

#include "core/text.h"
#include "vmm/json.h"

enum {
	CHARDEVS = 64, /* sockets of one VM that are remembered */
	VALUE = 256,   /* longest key or value of an option that is looked at */
};

static const struct vmm_json_limits device_limits = {
	.bytes = 65536,
	.containers = 256,
	.depth = 16,
};

struct chardev {
	struct vmm_socket socket;
	bool usable;  /* a named UNIX socket on which QEMU listens */
	bool foreign; /* opened by somebody else and handed over: libvirt's way */
};

struct state {
	struct vmm_cmdline *c;
	struct chardev chardevs[CHARDEVS];
	size_t nchardevs;
};

/*
 * Value of key in "first,key=value,flag,…", where ",," stands for a comma (QemuOpts). A first part
 * without "=" is the value of first. A flag has the value "on", with "no" before it "off".
 */
static bool option(const char *opts, const char *first, const char *key, char *value, size_t size)
{
	bool at_first = true;

	while (*opts) {
		char part[VALUE];
		size_t n = 0, eq;
		bool cut = false;
		const char *found = NULL;

		for (; *opts && !(*opts == ',' && opts[1] != ','); opts++) {
			opts += *opts == ',';
			if (n < sizeof(part) - 1)
				part[n++] = *opts;
			else
				cut = true;
		}
		part[n] = '\0';
		opts += *opts == ',';
		eq = strcspn(part, "=");
		if (part[eq]) {
			part[eq] = '\0';
			if (!strcmp(part, key))
				found = part + eq + 1;
		} else if (at_first && first) {
			if (!strcmp(first, key))
				found = part;
		} else if (!strcmp(part, key)) {
			found = "on";
		} else if (!strncmp(part, "no", 2) && !strcmp(part + 2, key)) {
			found = "off";
		}
		at_first = false;
		if (!found)
			continue;
		n = strlen(found);
		if (cut || n >= size)
			return false;
		memcpy(value, found, n + 1);
		return true;
	}
	return false;
}

static bool option_is(const char *opts, const char *first, const char *key, const char *want)
{
	char value[VALUE];

	return option(opts, first, key, value, sizeof(value)) && !strcmp(value, want);
}

static void read_name(struct state *s, const char *value)
{
	struct ras_text t = RAS_TEXT(s->c->name);
	char name[VALUE];

	if (option(value, "guest", "guest", name, sizeof(name)))
		ras_text_clean(&t, name, strlen(name));
}

static void read_uuid(struct state *s, const char *value)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	char uuid[VMM_UUID];

	if (strlen(value) != sizeof(uuid) - 1)
		return;
	for (size_t i = 0; i < sizeof(uuid); i++) {
		char c = value[i];

		if (c >= 'A' && c <= 'F')
			c = (char)(c - 'A' + 'a');
		if (shape[i] == 'x' ? !strchr("0123456789abcdef", c) || !c : c != shape[i])
			return;
		uuid[i] = c;
	}
	memcpy(s->c->uuid, uuid, sizeof(uuid));
}

static void read_machine(struct state *s, const char *value)
{
	struct ras_text t = RAS_TEXT(s->c->machine);
	char type[VALUE];

	if (option(value, "type", "type", type, sizeof(type)))
		ras_text_clean(&t, type, strlen(type));
}

static void read_chardev(struct state *s, const char *value)
{
	struct chardev *d = &s->chardevs[s->nchardevs];
	char fd[16];

	if (s->nchardevs == CHARDEVS || !option_is(value, "backend", "backend", "socket"))
		return;
	memset(d, 0, sizeof(*d));
	if (!option(value, "backend", "id", d->socket.chardev, sizeof(d->socket.chardev)))
		return;
	d->foreign = option(value, "backend", "fd", fd, sizeof(fd));
	d->usable = option(value, "backend", "path", d->socket.path, sizeof(d->socket.path)) &&
		    option_is(value, "backend", "server", "on") &&
		    !option_is(value, "backend", "abstract", "on");
	s->nchardevs++;
}

static const struct chardev *chardev_of(const struct state *s, const char *id)
{
	for (size_t i = 0; i < s->nchardevs; i++)
		if (!strcmp(s->chardevs[i].socket.chardev, id))
			return &s->chardevs[i];
	return NULL;
}

/* libvirt names its monitor charmonitor and has its sockets in directories of its own. */
static bool is_libvirts(const struct vmm_socket *sock)
{
	return !strcmp(sock->chardev, "charmonitor") ||
	       (strstr(sock->path, "/libvirt/qemu/") && strstr(sock->path, "/monitor.sock"));
}

static void add_monitor(struct state *s, const struct vmm_socket *sock)
{
	if (is_libvirts(sock))
		s->c->libvirt = true;
	else if (sock->path[0] && s->c->nmonitors < VMM_MONITORS)
		s->c->monitors[s->c->nmonitors++] = *sock;
}

static void add_monitor_on(struct state *s, const char *id)
{
	const struct chardev *d = chardev_of(s, id);

	if (d && d->foreign)
		s->c->libvirt = true;
	else if (d && d->usable)
		add_monitor(s, &d->socket);
}

/* -qmp unix:PATH,server=on,… or -qmp chardev:ID: the short form of -chardev and -mon. */
static void read_qmp(struct state *s, const char *value)
{
	struct vmm_socket sock = { .path = "" };

	if (!strncmp(value, "chardev:", 8))
		add_monitor_on(s, value + 8);
	else if (!strncmp(value, "unix:", 5) &&
		 option(value + 5, "path", "path", sock.path, sizeof(sock.path)) &&
		 option_is(value + 5, "path", "server", "on"))
		add_monitor(s, &sock);
}

static void read_mon(struct state *s, const char *value)
{
	char id[VMM_ID];

	if (option_is(value, "chardev", "mode", "control") &&
	    option(value, "chardev", "chardev", id, sizeof(id)))
		add_monitor_on(s, id);
}

static void set_agent(struct state *s, const char *driver, const char *name, const char *id)
{
	const struct chardev *d = chardev_of(s, id);

	if (!strcmp(driver, "virtserialport") && !strcmp(name, "org.qemu.guest_agent.0") && d &&
	    d->usable)
		s->c->agent = d->socket;
}

static void read_device(struct state *s, const char *value)
{
	char driver[VALUE], name[VALUE], id[VMM_ID];

	if (value[0] == '{') {
		struct json_object *o = vmm_json_parse(value, strlen(value), &device_limits);
		set_agent(s, vmm_json_str(o, "driver"), vmm_json_str(o, "name"),
			  vmm_json_str(o, "chardev"));
		json_object_put(o);
	} else if (option(value, "driver", "driver", driver, sizeof(driver)) &&
		   option(value, "driver", "name", name, sizeof(name)) &&
		   option(value, "driver", "chardev", id, sizeof(id))) {
		set_agent(s, driver, name, id);
	}
}

/* Options that are read; chardevs first, as others may name one that comes later. */
static const struct {
	const char *name;
	int pass;
	void (*read)(struct state *s, const char *value);
} options[] = {
	{ "chardev", 0, read_chardev }, { "name", 1, read_name }, { "uuid", 1, read_uuid },
	{ "machine", 1, read_machine }, { "M", 1, read_machine }, { "qmp", 1, read_qmp },
	{ "qmp-pretty", 1, read_qmp },  { "mon", 1, read_mon },   { "device", 1, read_device },
};

static void read_option(struct state *s, int pass, const char *name, const char *value)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (options[i].pass == pass && !strcmp(options[i].name, name))
			options[i].read(s, value);
}

void vmm_cmdline_read(struct vmm_cmdline *c, const char *args, size_t len)
{
	struct state s = { .c = c };

	memset(c, 0, sizeof(*c));
	for (int pass = 0; pass < 2; pass++) {
		const char *name = NULL;

		for (size_t at = 0; at < len;) {
			const char *arg = args + at;
			size_t n = strnlen(arg, len - at);

			if (n == len - at)
				break; /* the last one is not complete */
			if (name)
				read_option(&s, pass, name, arg);
			name = NULL;
			if (arg[0] == '-' && arg[1])
				name = arg + 1 + (arg[1] == '-');
			at += n + 1;
		}
	}
}
