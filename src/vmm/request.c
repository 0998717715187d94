// SPDX-License-Identifier: GPL-2.0-or-later
/* Carrying out a decision: ask, look whether it came true, say what happened. */
#include "vmm/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "vmm/json.h"
#include "vmm/ost.h"

enum {
	TIMEOUT_MS = 5000,
	LOOK_AGAIN_MS = 200, /* between looks at what takes its time */
	US_PER_MS = 1000,
};

/* What a look afterwards shows. */
enum sight { SEEN, NOT_YET, NOT_SO, UNCLEAR };

struct vmm_call {
	const struct script *script;
	struct qmp *monitor, *agent;
	int32_t vcpu;
	char path[VMM_QOM_PATH], state[VMM_WORD];
	uint64_t deadline_us;
	sd_event *loop;
	sd_event_source *deadline, *look_timer;
	vmm_called_fn done; /* NULL once called */
	void *ctx;
	bool accepted; /* the command was answered by "return" */
	bool looking;  /* a look is under way */
	size_t look;   /* which of the script's */
	struct ras_text asked, answer, verified;
	struct vmm_outcome out;
};

/* A way to look whether it came true. */
struct look {
	enum vmm_peer peer;
	const char *verb; /* NULL: no further look */
	enum sight (*see)(struct vmm_call *c, struct json_object *value);
};

struct script {
	enum vmm_request request;
	enum vmm_way way;
	enum vmm_peer peer;
	const char *verb;
	struct json_object *(*args)(const struct vmm_call *c);
	void (*answered)(struct vmm_call *c, struct json_object *value);
	struct look looks[2];
	bool takes_time; /* NOT_YET may turn to SEEN: look again until the deadline */
};

/* {name: value}; value becomes the object's. NULL when there is no memory. */
static struct json_object *object(const char *name, struct json_object *value)
{
	struct json_object *o = json_object_new_object();

	if (o && value && !json_object_object_add(o, name, value))
		return o;
	json_object_put(value);
	json_object_put(o);
	return NULL;
}

static struct json_object *set_vcpus_args(const struct vmm_call *c)
{
	struct json_object *list = json_object_new_array();
	struct json_object *cpu = object("logical-id", json_object_new_int(c->vcpu));
	struct json_object *online = json_object_new_boolean(false);

	if (!list || !cpu || !online || json_object_object_add(cpu, "online", online)) {
		json_object_put(online);
		goto fail;
	}
	if (json_object_array_add(list, cpu))
		goto fail;
	return object("vcpus", list);
fail:
	json_object_put(cpu);
	json_object_put(list);
	return NULL;
}

static struct json_object *device_del_args(const struct vmm_call *c)
{
	return object("id", json_object_new_string(c->path));
}

static struct json_object *index_args(const struct vmm_call *c)
{
	return object("cpu-index", json_object_new_int(c->vcpu));
}

/* guest-set-vcpus returns how many it dealt with before one failed, without saying why. */
static void set_vcpus_answered(struct vmm_call *c, struct json_object *value)
{
	int64_t n = 0;

	if (json_object_is_type(value, json_type_int))
		n = json_object_get_int64(value);
	ras_text_s64(&c->answer, n);
	ras_text_puts(&c->answer, " of 1 taken offline");
}

static void accepted(struct vmm_call *c, struct json_object *value)
{
	(void)value;
	ras_text_puts(&c->answer, "accepted");
}

static size_t length(struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

/* The entry of an array whose member name is the integer n. */
static struct json_object *entry(struct json_object *array, const char *name, int64_t n)
{
	for (size_t i = 0; i < length(array); i++) {
		struct json_object *o = json_object_array_get_idx(array, i);
		int64_t v;

		if (vmm_json_int(o, name, &v) && v == n)
			return o;
	}
	return NULL;
}

static enum sight see_guest(struct vmm_call *c, struct json_object *value)
{
	struct json_object *cpu = entry(value, "logical-id", c->vcpu);

	if (!cpu || vmm_json_bool(cpu, "online")) {
		ras_text_add(&c->verified, "the guest says CPU %d is %s", c->vcpu,
			     cpu ? "online" : "not there");
		return NOT_SO;
	}
	ras_text_add(&c->verified,
		     "the guest says CPU %d is offline; that it is vCPU %d is assumed", c->vcpu,
		     c->vcpu);
	return SEEN;
}

/* Only s390 shows a vCPU's state (query-cpus-fast, cpu-state). */
static enum sight see_state(struct vmm_call *c, struct json_object *value, const char *want)
{
	struct json_object *cpu = entry(value, "cpu-index", c->vcpu);
	const char *state = vmm_json_str(cpu, "cpu-state");

	ras_text_sep(&c->verified, "; ");
	ras_text_puts(&c->verified, "vCPU state ");
	ras_text_clean(&c->verified, state, strnlen(state, VMM_WORD));
	return !strcmp(state, want) ? SEEN : UNCLEAR;
}

static enum sight see_stopped(struct vmm_call *c, struct json_object *value)
{
	return c->state[0] ? see_state(c, value, "stopped") : SEEN;
}

static enum sight see_checkstop(struct vmm_call *c, struct json_object *value)
{
	return see_state(c, value, "check-stop");
}

/* The only sure sign that a vCPU is gone: no slot has its path any more. */
static enum sight see_slot(struct vmm_call *c, struct json_object *value)
{
	if (!length(value))
		return UNCLEAR;
	for (size_t i = 0; i < length(value); i++)
		if (!strcmp(vmm_json_str(json_object_array_get_idx(value, i), "qom-path"), c->path))
			return NOT_YET;
	ras_text_puts(&c->verified, "its hot-plug slot is empty");
	return SEEN;
}

static enum sight see_status(struct vmm_call *c, struct json_object *value)
{
	const char *status = vmm_json_str(value, "status");

	ras_text_puts(&c->verified, "VM status ");
	ras_text_clean(&c->verified, status, strnlen(status, VMM_WORD));
	return vmm_json_bool(value, "running") ? NOT_SO : SEEN;
}

static const struct script scripts[] = {
	{ VMM_OFFLINE,
	  VMM_WAY_AGENT,
	  VMM_AGENT,
	  "guest-set-vcpus",
	  set_vcpus_args,
	  set_vcpus_answered,
	  { { VMM_AGENT, "guest-get-vcpus", see_guest },
	    { VMM_MONITOR, "query-cpus-fast", see_stopped } },
	  false },
	{ VMM_OFFLINE,
	  VMM_WAY_UNPLUG,
	  VMM_MONITOR,
	  "device_del",
	  device_del_args,
	  accepted,
	  { { VMM_MONITOR, "query-hotpluggable-cpus", see_slot } },
	  true },
	{ VMM_CHECKSTOP,
	  VMM_WAY_QMP,
	  VMM_MONITOR,
	  "x-s390-check-stop",
	  index_args,
	  accepted,
	  { { VMM_MONITOR, "query-cpus-fast", see_checkstop } },
	  false },
	{ VMM_STOP_VM,
	  VMM_WAY_QMP,
	  VMM_MONITOR,
	  "stop",
	  NULL,
	  accepted,
	  { { VMM_MONITOR, "query-status", see_status } },
	  false },
};

static void finish(struct vmm_call *c, enum vmm_result result)
{
	vmm_called_fn done = c->done;

	(void)sd_event_source_set_enabled(c->deadline, SD_EVENT_OFF);
	(void)sd_event_source_set_enabled(c->look_timer, SD_EVENT_OFF);
	qmp_forget(c->monitor, c);
	if (c->agent)
		qmp_forget(c->agent, c);
	c->out.result = result;
	c->done = NULL;
	done(c->ctx, &c->out);
}

static struct qmp *peer_of(const struct vmm_call *c, enum vmm_peer peer)
{
	return peer == VMM_AGENT ? c->agent : c->monitor;
}

static uint64_t now_us(const struct vmm_call *c)
{
	uint64_t us = 0;

	/* Cannot fail for a clock that the kernel has. */
	(void)sd_event_now(c->loop, CLOCK_MONOTONIC, &us);
	return us;
}

static int send_command(struct vmm_call *c, enum vmm_peer peer, const char *verb,
			struct json_object *args, qmp_reply_fn fn)
{
	struct qmp *q = peer_of(c, peer);
	uint64_t now = now_us(c);
	uint64_t left_ms = c->deadline_us > now ? (c->deadline_us - now) / US_PER_MS : 0;

	if (!q) {
		json_object_put(args);
		return -ENOTCONN;
	}
	return qmp_command(q, verb, args, (uint32_t)left_ms + 1, fn, c);
}

static void look(struct vmm_call *c);

static void saw(struct vmm_call *c, enum sight sight)
{
	switch (sight) {
	case SEEN:
		c->look++;
		if (c->look < 2 && c->script->looks[c->look].verb)
			look(c);
		else
			finish(c, VMM_DONE);
		break;
	case NOT_YET:
		(void)sd_event_source_set_time(c->look_timer,
					       now_us(c) + (uint64_t)LOOK_AGAIN_MS * US_PER_MS);
		(void)sd_event_source_set_enabled(c->look_timer, SD_EVENT_ONESHOT);
		break;
	case NOT_SO:
		finish(c, VMM_REFUSED);
		break;
	case UNCLEAR:
		finish(c, VMM_UNVERIFIED);
		break;
	}
}

static void on_look(void *ctx, const struct qmp_reply *reply)
{
	struct vmm_call *c = ctx;

	c->looking = false;
	if (reply->outcome == QMP_RETURN) {
		saw(c, c->script->looks[c->look].see(c, reply->value));
		return;
	}
	ras_text_sep(&c->verified, "; ");
	ras_text_puts(&c->verified, "not verified: ");
	ras_text_clean(&c->verified, reply->desc, strlen(reply->desc));
	finish(c, reply->outcome == QMP_LOST ? VMM_LOST : VMM_UNVERIFIED);
}

static void look(struct vmm_call *c)
{
	const struct look *l = &c->script->looks[c->look];

	if (c->looking)
		return;
	c->looking = true;
	if (send_command(c, l->peer, l->verb, NULL, on_look)) {
		ras_text_sep(&c->verified, "; ");
		ras_text_puts(&c->verified, "not verified: the question could not be sent");
		finish(c, VMM_UNVERIFIED);
	}
}

static void on_answer(void *ctx, const struct qmp_reply *reply)
{
	static const enum vmm_result results[] = {
		[QMP_ERROR] = VMM_REFUSED,
		[QMP_TIMEOUT] = VMM_TIMED_OUT,
		[QMP_LOST] = VMM_LOST,
	};
	struct vmm_call *c = ctx;

	if (reply->outcome == QMP_RETURN) {
		c->accepted = true;
		c->script->answered(c, reply->value);
		look(c);
		return;
	}
	ras_text_clean(&c->answer, reply->desc, strlen(reply->desc));
	finish(c, results[reply->outcome]);
}

/* The request may be carried out as decided: found by the probe, by a way that is known. */
static bool sendable(struct vmm_call *c, const struct vmm_probe *p, const struct vmm_decision *d)
{
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (scripts[i].request == d->request && scripts[i].way == d->way)
			c->script = &scripts[i];
	if (!c->script || d->verdict != VMM_ASK)
		return false;
	ras_text_puts(&c->asked, c->script->verb);
	if (d->vcpu >= 0)
		ras_text_add(&c->asked, " for vCPU %d", d->vcpu);
	return vmm_probe_has(p, c->script->peer, c->script->verb);
}

static int on_deadline(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct vmm_call *c = ctx;

	(void)s;
	(void)usec;
	ras_text_sep(c->accepted ? &c->verified : &c->answer, "; ");
	ras_text_puts(c->accepted ? &c->verified : &c->answer,
		      "nothing came of it in time; it still may");
	finish(c, VMM_TIMED_OUT);
	return 0;
}

static int on_start(sd_event_source *s, uint64_t usec, void *ctx)
{
	struct vmm_call *c = ctx;
	struct json_object *args = NULL;

	(void)s;
	(void)usec;
	if (c->accepted) {
		look(c);
		return 0;
	}
	if (c->out.result != VMM_DONE) {
		finish(c, c->out.result);
		return 0;
	}
	if (c->script->args) {
		args = c->script->args(c);
		if (!args) {
			finish(c, VMM_NOT_SENT);
			return 0;
		}
	}
	if (send_command(c, c->script->peer, c->script->verb, args, on_answer)) {
		ras_text_puts(&c->answer, "could not be sent");
		finish(c, VMM_NOT_SENT);
	}
	return 0;
}

struct vmm_call *vmm_request_start(sd_event *loop, struct qmp *monitor, struct qmp *agent,
				   const struct vmm_probe *p, const struct vmm_decision *d,
				   uint32_t timeout_ms, vmm_called_fn done, void *ctx)
{
	struct vmm_call *c = calloc(1, sizeof(*c));
	const struct vmm_vcpu *v = vmm_probe_vcpu(p, d->vcpu);
	int err;

	if (!c)
		return NULL;
	c->loop = sd_event_ref(loop);
	c->monitor = monitor;
	c->agent = agent;
	c->done = done;
	c->ctx = ctx;
	c->vcpu = d->vcpu;
	if (v) {
		memcpy(c->path, v->path, sizeof(c->path));
		memcpy(c->state, v->state, sizeof(c->state));
	}
	c->asked = ras_text_over(c->out.asked, sizeof(c->out.asked));
	c->answer = ras_text_over(c->out.answer, sizeof(c->out.answer));
	c->verified = ras_text_over(c->out.verified, sizeof(c->out.verified));
	/* What on_start() is to do: DONE stands for going on. */
	c->out.result = VMM_DONE;
	if (!sendable(c, p, d)) {
		ras_text_puts(&c->answer, "not sent: the probe did not find it");
		c->out.result = VMM_NOT_SENT;
	} else if (d->dry_run) {
		ras_text_puts(&c->answer, "dry run: not asked");
		c->out.result = VMM_DRY;
	}
	c->deadline_us = now_us(c) + (uint64_t)(timeout_ms ? timeout_ms : TIMEOUT_MS) * US_PER_MS;
	err = sd_event_add_time(loop, &c->deadline, CLOCK_MONOTONIC, c->deadline_us, US_PER_MS,
				on_deadline, c);
	if (err >= 0)
		err = sd_event_add_time(loop, &c->look_timer, CLOCK_MONOTONIC, 0, US_PER_MS,
					on_start, c);
	if (err < 0) {
		vmm_request_free(c);
		errno = -err;
		return NULL;
	}
	return c;
}

/* An ejection's event that is about our vCPU: by device, or by slot, which is the cpu-index. */
static bool is_ours(const struct vmm_call *c, struct json_object *info)
{
	const char *device = vmm_json_str(info, "device"), *slot = vmm_json_str(info, "slot");
	const char *id = strrchr(c->path, '/');
	char index[16];
	struct ras_text t = RAS_TEXT(index);

	ras_text_s64(&t, c->vcpu);
	return !strcmp(vmm_json_str(info, "slot-type"), "CPU") &&
	       (device[0] && id ? !strcmp(device, id + 1) : !strcmp(slot, index));
}

void vmm_request_event(struct vmm_call *c, struct json_object *event)
{
	const char *name = vmm_json_str(event, "event"), *text;
	struct json_object *info = vmm_json_at(event, "data.info");
	int64_t source, status;

	if (!c->done || !c->accepted || !c->script->takes_time)
		return;
	if (!strcmp(name, "DEVICE_DELETED")) {
		look(c);
	} else if (!strcmp(name, "DEVICE_UNPLUG_GUEST_ERROR")) {
		if (strcmp(vmm_json_str(event, "data.path"), c->path) != 0)
			return;
		ras_text_puts(&c->verified, "the guest refused to let it go");
		finish(c, VMM_REFUSED);
	} else if (!strcmp(name, "ACPI_DEVICE_OST") && is_ours(c, info) &&
		   vmm_json_int(info, "source", &source) && vmm_json_int(info, "status", &status)) {
		switch (vmm_ost_read(source, status, &text)) {
		case VMM_OST_REFUSED:
			ras_text_add(&c->verified, "the guest answered: %s", text);
			finish(c, VMM_REFUSED);
			break;
		case VMM_OST_DONE:
			look(c);
			break;
		default:
			break;
		}
	}
}

void vmm_request_free(struct vmm_call *c)
{
	if (!c)
		return;
	if (c->done) {
		qmp_forget(c->monitor, c);
		if (c->agent)
			qmp_forget(c->agent, c);
	}
	(void)sd_event_source_disable_unref(c->deadline);
	(void)sd_event_source_disable_unref(c->look_timer);
	(void)sd_event_unref(c->loop);
	free(c);
}
