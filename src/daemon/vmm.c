// SPDX-License-Identifier: GPL-2.0-or-later
/* The daemon's VMs: monitors watched and VMMs asked, as the configuration says. */
#include "daemon/vmm.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/autopsy.h"
#include "daemon/guests.h"
#include "vmm/asker.h"
#include "vmm/place.h"

struct ras_vmm {
	sd_event *loop;
	struct ras_bus *bus;
	struct vmm_asker *asker;
	struct vmm_watch *watch; /* NULL: no monitor is wanted */
	struct vmm_place place;  /* of the watch */
	struct ras_autopsies *autopsies;
	struct ras_guests guests;
};

static void complain(char *err, size_t size, const char *what)
{
	struct ras_text t = ras_text_over(err, size);

	ras_text_add(&t, "%s: %s", what, strerror(errno));
}

static void on_heard(void *ctx, const struct qmp *q, struct json_object *event)
{
	const struct ras_vmm *v = ctx;

	vmm_asker_heard(v->asker, q, event);
	ras_autopsies_heard(v->autopsies, event);
}

static void on_gone(void *ctx, const struct qmp *q)
{
	const struct ras_vmm *v = ctx;

	vmm_asker_gone(v->asker, q);
	ras_autopsies_gone(v->autopsies, q);
}

/* Watch what the place says; the watch that was there goes first, as a monitor has one client. */
static int watch(struct ras_vmm *v, const struct vmm_place *place)
{
	struct vmm_watch_options o = vmm_watch_defaults();

	vmm_asker_watch(v->asker, NULL);
	ras_autopsies_watch(v->autopsies, NULL, place->timeout_ms);
	vmm_watch_free(v->watch);
	v->watch = NULL;
	v->place = *place;
	vmm_place_paths(&v->place);
	o.paths = v->place.paths;
	o.pattern = v->place.pattern;
	o.user = v->place.user;
	o.heard = on_heard;
	o.gone = on_gone;
	o.ctx = v;
	if (!o.paths[0] && !o.pattern)
		return 0;
	v->watch = vmm_watch_new(v->loop, v->bus, &o);
	vmm_asker_watch(v->asker, v->watch);
	ras_autopsies_watch(v->autopsies, v->watch, v->place.timeout_ms);
	return v->watch ? 0 : -1;
}

struct ras_vmm *ras_vmm_start(sd_event *loop, struct ras_bus *bus, const char *root,
			      const struct ras_config *c, char *err, size_t size)
{
	struct ras_vmm *v = calloc(1, sizeof(*v));
	struct vmm_asker_options o = { .loop = loop, .bus = bus, .proc = "/proc",
				       .libvirt = "qemu:///system", .kvm = "/dev/kvm" };
	struct vmm_place place;

	if (!v) {
		complain(err, size, "virtual machines");
		return NULL;
	}
	v->loop = loop;
	v->bus = bus;
	if (vmm_place_from(&place, c, err, size) ||
	    vmm_settings_from(&o.settings, c, err, size)) {
		free(v);
		return NULL;
	}
	o.user = place.user;
	o.timeout_ms = place.timeout_ms;
	ras_guests_init(&v->guests, root ? root : "", place.user);
	v->asker = vmm_asker_new(&o);
	v->autopsies = ras_autopsies_new(loop, bus);
	if (!v->asker || !v->autopsies || watch(v, &place) ||
	    ras_bus_add(bus, (struct ras_sink){ vmm_asker_event, v->asker }) ||
	    ras_bus_add(bus, (struct ras_sink){ ras_autopsies_event, v->autopsies })) {
		complain(err, size, "virtual machines cannot be watched");
		ras_vmm_finish(v);
		ras_vmm_free(v);
		return NULL;
	}
	return v;
}

int ras_vmm_reload(struct ras_vmm *v, const struct ras_config *c, char *err, size_t size)
{
	struct vmm_settings settings;
	struct vmm_place place;

	if (vmm_place_from(&place, c, err, size) || vmm_settings_from(&settings, c, err, size))
		return -1;
	vmm_asker_set(v->asker, &settings, place.timeout_ms, place.user);
	ras_guests_user(&v->guests, place.user);
	ras_autopsies_watch(v->autopsies, v->watch, place.timeout_ms);
	/* Connections that are wanted as before stay: a request may be under way. */
	if (vmm_place_same(&place, &v->place))
		return 0;
	if (watch(v, &place)) {
		complain(err, size, "virtual machines cannot be watched");
		return -1;
	}
	return 0;
}

void ras_vmm_finish(struct ras_vmm *v)
{
	if (!v)
		return;
	if (v->asker)
		vmm_asker_finish(v->asker);
	vmm_watch_free(v->watch);
	v->watch = NULL;
	if (v->autopsies)
		ras_autopsies_watch(v->autopsies, NULL, v->place.timeout_ms);
}

void ras_vmm_free(struct ras_vmm *v)
{
	if (!v)
		return;
	vmm_asker_free(v->asker);
	ras_autopsies_free(v->autopsies);
	free(v);
}

void ras_vmm_name(struct ras_vmm *v, struct ras_event *ev)
{
	if (v)
		ras_guests_event(&v->guests, ev);
}

static void put(struct json_object *o, const char *key, struct json_object *value)
{
	(void)json_object_object_add(o, key, value);
}

static void put_monitor(void *ctx, const char *name, int32_t pid, const struct qmp *q)
{
	struct json_object *row = json_object_new_object();
	const bool ready = qmp_state(q) == QMP_READY;
	const struct qmp_counts *n = qmp_counts(q);
	const enum qmp_why why = qmp_why(q);
	/* Before the first try has ended, nothing is known. */
	const char *state = ready ? "connected" :
			    why == QMP_WHY_NONE ? "connecting" : qmp_why_name(why);

	put(row, "path", json_object_new_string(qmp_path(q)));
	put(row, "vm", json_object_new_string(name));
	put(row, "pid", json_object_new_int(pid));
	put(row, "state", json_object_new_string(state));
	put(row, "why", json_object_new_string(ready || why == QMP_WHY_NONE ? "" :
					       qmp_why_text(why)));
	put(row, "events", json_object_new_int64((int64_t)n->events));
	put(row, "dropped", json_object_new_int64((int64_t)n->events_dropped));
	(void)json_object_array_add(ctx, row);
}

struct json_object *ras_vmm_status(const struct ras_vmm *v)
{
	struct json_object *list = json_object_new_array();

	if (v && v->watch)
		vmm_watch_each(v->watch, put_monitor, list);
	return list;
}
