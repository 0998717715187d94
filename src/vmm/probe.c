// SPDX-License-Identifier: GPL-2.0-or-later
/* A VMM's answers into facts about it. */
#include "vmm/probe.h"

#include <string.h>

#include <json-c/json.h>

#include "vmm/json.h"

/* Copy a word from outside, cleaned and cut. */
static void put(char *out, size_t size, const char *s)
{
	struct ras_text t = ras_text_over(out, size);

	ras_text_clean(&t, s, strnlen(s, size));
}

static size_t length(struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

static void set_verb(struct vmm_probe *p, enum vmm_peer peer, const char *name, bool present)
{
	int n = vmm_verb_number(peer, name);

	if (n < 0)
		return;
	if (present)
		p->verbs |= UINT32_C(1) << n;
	else
		p->verbs &= ~(UINT32_C(1) << n);
}

bool vmm_probe_has(const struct vmm_probe *p, enum vmm_peer peer, const char *verb)
{
	int n = vmm_verb_number(peer, verb);

	return n >= 0 && (p->verbs >> n & 1);
}

static void take_commands(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	for (size_t i = 0; i < length(v); i++)
		set_verb(p, VMM_MONITOR, vmm_json_str(json_object_array_get_idx(v, i), "name"),
			 true);
}

static struct json_object *named(struct json_object *array, const char *name)
{
	for (size_t i = 0; i < length(array); i++) {
		struct json_object *o = json_object_array_get_idx(array, i);

		if (!strcmp(vmm_json_str(o, "name"), name))
			return o;
	}
	return NULL;
}

/* Arguments that acting commands are sent with: without them the command is another one. */
static const struct {
	const char *verb, *argument;
} needed[] = {
	{ "device_del", "id" },
	{ "x-s390-check-stop", "cpu-index" },
};

/* QEMU docs/devel/qapi-code-gen: a command's arg-type names an object with members. */
static void take_schema(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		struct json_object *cmd = named(v, needed[i].verb);
		struct json_object *type = named(v, vmm_json_str(cmd, "arg-type"));

		if (!named(vmm_json_array(type, "members"), needed[i].argument))
			set_verb(p, VMM_MONITOR, needed[i].verb, false);
	}
}

static void take_name(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	put(p->name, sizeof(p->name), vmm_json_str(v, "name"));
}

static void take_uuid(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	put(p->uuid, sizeof(p->uuid), vmm_json_str(v, "UUID"));
}

static void take_target(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	put(p->arch, sizeof(p->arch), vmm_json_str(v, "arch"));
}

static void take_kvm(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	p->kvm = vmm_json_bool(v, "enabled");
}

static void take_status(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	put(p->status, sizeof(p->status), vmm_json_str(v, "status"));
	p->running = vmm_json_bool(v, "running");
}

/* The only property that is read is /machine's type, "pc-q35-7.2-machine". */
static void take_machine(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	put(p->machine, sizeof(p->machine), vmm_json_str(v, ""));
}

static void take_cpus(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	p->nvcpus = 0;
	for (size_t i = 0; i < length(v); i++) {
		struct json_object *o = json_object_array_get_idx(v, i);
		struct vmm_vcpu *c = &p->vcpus[p->nvcpus];
		const char *path = vmm_json_str(o, "qom-path");
		int64_t index, thread;

		/* A path is sent back: one that is cut or cleaned would name something else. */
		if (p->nvcpus == VMM_VCPUS || !vmm_json_int(o, "cpu-index", &index) || index < 0 ||
		    index > INT32_MAX || strlen(path) >= sizeof(c->path)) {
			p->more++;
			continue;
		}
		memset(c, 0, sizeof(*c));
		c->index = (int32_t)index;
		if (vmm_json_int(o, "thread-id", &thread) && thread > 0 && thread <= INT32_MAX)
			c->thread = (int32_t)thread;
		memcpy(c->path, path, strlen(path) + 1);
		put(c->state, sizeof(c->state), vmm_json_str(o, "cpu-state"));
		p->nvcpus++;
	}
}

/* After query-cpus-fast. A slot without a qom-path is empty. */
static void take_slots(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	for (size_t i = 0; i < p->nvcpus; i++)
		p->vcpus[i].slot = false;
	for (size_t i = 0; i < length(v); i++) {
		struct json_object *o = json_object_array_get_idx(v, i);
		const char *path = vmm_json_str(o, "qom-path");
		int64_t count;

		for (size_t k = 0; *path && k < p->nvcpus; k++)
			if (!strcmp(p->vcpus[k].path, path))
				p->vcpus[k].slot =
					vmm_json_int(o, "vcpus-count", &count) && count == 1;
	}
}

static void take_chardev(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	p->agent_channel = false;
	for (size_t i = 0; a && i < length(v); i++) {
		struct json_object *o = json_object_array_get_idx(v, i);
		const char *file = vmm_json_str(o, "filename");

		/* A socket given in the configuration is known by its path only. */
		if ((a->chardev[0] && !strcmp(vmm_json_str(o, "label"), a->chardev)) ||
		    (!a->chardev[0] && a->path[0] && strstr(file, a->path)))
			p->agent_channel = vmm_json_bool(o, "frontend-open");
	}
}

static void take_agent_info(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	struct json_object *list = vmm_json_array(v, "supported_commands");

	(void)a;
	for (size_t i = 0; i < length(list); i++) {
		struct json_object *o = json_object_array_get_idx(list, i);

		set_verb(p, VMM_AGENT, vmm_json_str(o, "name"), vmm_json_bool(o, "enabled"));
	}
}

static void take_guest_cpus(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a)
{
	(void)a;
	p->nguest = 0;
	for (size_t i = 0; i < length(v); i++) {
		struct json_object *o = json_object_array_get_idx(v, i);
		int64_t id;

		if (p->nguest == VMM_VCPUS || !vmm_json_int(o, "logical-id", &id) || id < 0 ||
		    id > INT32_MAX) {
			p->more++;
			continue;
		}
		p->guest[p->nguest++] = (struct vmm_guest_cpu){
			.id = (int32_t)id,
			.online = vmm_json_bool(o, "online"),
			.can_offline = vmm_json_bool(o, "can-offline"),
		};
	}
}

static const struct {
	enum vmm_peer peer;
	const char *verb;
	void (*take)(struct vmm_probe *p, struct json_object *v, const struct vmm_socket *a);
} takers[] = {
	{ VMM_MONITOR, "query-commands", take_commands },
	{ VMM_MONITOR, "query-qmp-schema", take_schema },
	{ VMM_MONITOR, "query-name", take_name },
	{ VMM_MONITOR, "query-uuid", take_uuid },
	{ VMM_MONITOR, "query-target", take_target },
	{ VMM_MONITOR, "query-kvm", take_kvm },
	{ VMM_MONITOR, "query-status", take_status },
	{ VMM_MONITOR, "qom-get", take_machine },
	{ VMM_MONITOR, "query-cpus-fast", take_cpus },
	{ VMM_MONITOR, "query-hotpluggable-cpus", take_slots },
	{ VMM_MONITOR, "query-chardev", take_chardev },
	{ VMM_AGENT, "guest-info", take_agent_info },
	{ VMM_AGENT, "guest-get-vcpus", take_guest_cpus },
};

void vmm_probe_take(struct vmm_probe *p, enum vmm_peer peer, const char *verb,
		    struct json_object *value, const struct vmm_socket *agent)
{
	for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++)
		if (takers[i].peer == peer && !strcmp(takers[i].verb, verb))
			takers[i].take(p, value, agent);
}

const struct vmm_vcpu *vmm_probe_vcpu(const struct vmm_probe *p, int32_t index)
{
	for (size_t i = 0; i < p->nvcpus; i++)
		if (p->vcpus[i].index == index)
			return &p->vcpus[i];
	return NULL;
}

const struct vmm_vcpu *vmm_probe_thread(const struct vmm_probe *p, int32_t thread)
{
	for (size_t i = 0; thread > 0 && i < p->nvcpus; i++)
		if (p->vcpus[i].thread == thread)
			return &p->vcpus[i];
	return NULL;
}
