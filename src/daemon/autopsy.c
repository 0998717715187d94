// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking into s390 guests that stopped: their monitors asked, what is found made events. */
#include "daemon/autopsy.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "core/clock.h"
#include "core/log.h"
#include "events/vmm_event.h"
#include "s390/autopsy.h"
#include "vmm/budget.h"
#include "vmm/cmdline.h"
#include "vmm/json.h"

/* Rows that one VM may add: those of all its vCPUs twice at once, then one a second. */
enum { ROWS_PER_S = 1, ROWS = 2 * S390_VCPUS };

/* A monitor of an s390 VM that stopped once. */
struct patient {
	struct ras_autopsies *all;
	struct qmp *q;
	struct vmm_budget rows;
	sd_event_source *begin; /* asks the first question, from the loop */
	struct s390_autopsy *a; /* NULL: none is under way */
	char vm[VMM_NAME];
	int64_t at, incident;
};

struct ras_autopsies {
	sd_event *loop;
	struct ras_bus *bus;
	const struct vmm_watch *watch;
	uint32_t timeout_ms;
	bool wanted; /* the event that is being heard calls for one */
	const char *said; /* why the last one was not begun, NULL: it was */
	struct patient *patients[VMM_WATCHED];
	size_t n;
};

static void finish(struct patient *t)
{
	const struct s390_found found = { t->vm, t->at, t->incident };
	size_t lost, n = s390_autopsy_publish(t->a, t->all->bus, &found, &lost);

	if (lost)
		ras_log(LOG_ERR, "VM %s: the queue is full, %zu machine checks found in it are not "
			"recorded; the stop: %s", t->vm, lost,
			s390_verdict_text(s390_autopsy_verdict(t->a)));
	vmm_budget_take(&t->rows, n + lost);
	free(t->a);
	t->a = NULL;
}

static void ask(struct patient *t);

static void on_reply(void *ctx, const struct qmp_reply *reply)
{
	struct patient *t = ctx;
	struct json_object *o;

	switch (reply->outcome) {
	case QMP_RETURN:
		/* The line as the monitor sent it, for a room that knows no monitors. */
		o = json_object_new_object();
		if (o && json_object_object_add(o, "return", json_object_get(reply->value)))
			json_object_put(reply->value);
		s390_autopsy_answer(t->a, o ? json_object_to_json_string(o) : NULL);
		json_object_put(o);
		ask(t);
		break;
	case QMP_ERROR: /* this lowcore cannot be read; maybe the next */
		s390_autopsy_answer(t->a, NULL);
		ask(t);
		break;
	case QMP_TIMEOUT:
	case QMP_LOST:
		finish(t);
		break;
	}
}

/* The next question; with none left, or where it cannot be sent, the end. */
static void ask(struct patient *t)
{
	char command[S390_AUTOPSY_COMMAND];
	struct json_object *o;
	int err;

	if (!s390_autopsy_next(t->a, command)) {
		finish(t);
		return;
	}
	o = json_tokener_parse(command);
	err = qmp_command(t->q, vmm_json_str(o, "execute"),
			  json_object_get(vmm_json_at(o, "arguments")), t->all->timeout_ms,
			  on_reply, t);
	json_object_put(o);
	if (err) {
		ras_log(LOG_WARNING, "VM %s stopped; its monitor cannot be asked why: %s", t->vm,
			strerror(-err));
		finish(t);
	}
}

static int on_begin(sd_event_source *s, void *ctx)
{
	struct patient *t = ctx;

	(void)s;
	ask(t);
	return 0;
}

static struct patient *patient_of(struct ras_autopsies *p, struct qmp *q)
{
	struct patient *t;
	int err;

	for (size_t i = 0; i < p->n; i++)
		if (p->patients[i]->q == q)
			return p->patients[i];
	t = p->n < VMM_WATCHED ? calloc(1, sizeof(*t)) : NULL;
	if (!t)
		return NULL;
	t->all = p;
	t->q = q;
	t->rows = vmm_budget_new(ROWS_PER_S, ROWS, ras_clock_now(CLOCK_MONOTONIC));
	err = sd_event_add_defer(p->loop, &t->begin, on_begin, t);
	if (err >= 0)
		err = sd_event_source_set_enabled(t->begin, SD_EVENT_OFF);
	if (err < 0) {
		(void)sd_event_source_disable_unref(t->begin);
		free(t);
		return NULL;
	}
	p->patients[p->n++] = t;
	return t;
}

/* NULL, or why not. */
static const char *begin(struct ras_autopsies *p, const struct ras_vmm_event *e)
{
	const char *name;
	struct qmp *q = p->watch ? vmm_watch_monitor(p->watch, e->process, &name) : NULL;
	struct patient *t = q ? patient_of(p, q) : NULL;
	struct ras_text vm;

	if (!q)
		return "its process is not known";
	if (t && t->a)
		return NULL;
	if (t && !vmm_budget_left(&t->rows, ras_clock_now(CLOCK_MONOTONIC)))
		return "it stopped too often in a short time";
	if (t)
		t->a = calloc(1, sizeof(*t->a));
	if (!t || !t->a)
		return "there is no memory";
	vm = RAS_TEXT(t->vm);
	ras_text_puts(&vm, e->vm_name.s);
	t->at = e->ev.timestamp;
	t->incident = e->ev.incident;
	/* Behind the event itself, and not under the lock of those who publish. */
	(void)sd_event_source_set_enabled(t->begin, SD_EVENT_ONESHOT);
	return NULL;
}

void ras_autopsies_heard(struct ras_autopsies *p, struct json_object *event)
{
	p->wanted = !strcmp(vmm_json_str(event, "event"), "GUEST_PANICKED") &&
		    s390_autopsy_wanted(json_object_to_json_string(event));
}

void ras_autopsies_event(void *autopsies, const struct ras_event *ev)
{
	struct ras_autopsies *p = autopsies;
	const char *why;

	/* Events of this class are published by the loop only, each right after it was heard. */
	if (ev->cls != &ras_class_vmm_event || !p->wanted)
		return;
	p->wanted = false;
	why = begin(p, (const struct ras_vmm_event *)ev);
	/* All of these are literals: the same one is said once. */
	if (why && why != p->said)
		ras_log(LOG_WARNING, "s390 VM %s stopped, and is not looked into: %s",
			((const struct ras_vmm_event *)ev)->vm_name.s, why);
	p->said = why;
}

void ras_autopsies_gone(struct ras_autopsies *p, const struct qmp *q)
{
	for (size_t i = 0; i < p->n; i++) {
		struct patient *t = p->patients[i];

		if (t->q != q)
			continue;
		qmp_forget(t->q, t);
		if (t->a)
			finish(t);
		(void)sd_event_source_disable_unref(t->begin);
		free(t);
		p->patients[i] = p->patients[--p->n];
		return;
	}
}

void ras_autopsies_watch(struct ras_autopsies *p, const struct vmm_watch *w, uint32_t timeout_ms)
{
	p->watch = w;
	p->timeout_ms = timeout_ms;
}

struct ras_autopsies *ras_autopsies_new(sd_event *loop, struct ras_bus *bus)
{
	struct ras_autopsies *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->loop = sd_event_ref(loop);
	p->bus = bus;
	return p;
}

void ras_autopsies_free(struct ras_autopsies *p)
{
	if (!p)
		return;
	(void)sd_event_unref(p->loop);
	free(p);
}
