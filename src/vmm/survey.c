// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking at all VMs of this host once: what each vCPU could be asked for, or why not. */
#include "vmm/survey.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "vmm/discover.h"
#include "vmm/interview.h"

enum { MOST = 256 }; /* VMs that are looked at */

/* A VM to look at. */
struct target {
	char path[VMM_PATH]; /* of its monitor; "": none */
	char name[VMM_NAME], uuid[VMM_UUID];
	int32_t pid;
	const char *why; /* why it has no path */
};

struct survey {
	const struct vmm_place *place;
	const char *proc, *kvm;
	vmm_survey_fn fn;
	void *ctx;
	sd_event *loop;
	struct target targets[MOST];
	size_t n;
	unsigned int more;
	/* Of the VM that is being looked at. */
	bool settled, done, complete;
	struct vmm_probe probe;
	unsigned int failed;
};

static bool named(const struct vmm_place *place, const char *path)
{
	for (size_t i = 0; place->paths[i]; i++)
		if (!strcmp(place->paths[i], path))
			return true;
	return false;
}

/* The monitor to ask: one that is named, else one whose name says that it is for us. */
static const char *ours(const struct vmm_place *place, const struct vmm_cmdline *line)
{
	const char *found = NULL;

	for (size_t i = 0; i < line->nmonitors; i++) {
		const char *path = line->monitors[i].path, *slash = strrchr(path, '/');

		if (named(place, path))
			return path;
		if (!found && slash && !fnmatch(VMM_PLACE_PATTERN, slash + 1, 0))
			found = path;
	}
	return found;
}

static struct target *add(struct survey *s)
{
	if (s->n == MOST) {
		s->more++;
		return NULL;
	}
	s->targets[s->n] = (struct target){ .why = "" };
	return &s->targets[s->n++];
}

static void on_vm(void *ctx, const struct vmm_process *v)
{
	struct survey *s = ctx;
	const char *path = ours(s->place, &v->line);
	struct target *t = add(s);

	if (!t)
		return;
	t->pid = v->pid;
	memcpy(t->name, v->line.name, sizeof(t->name));
	memcpy(t->uuid, v->line.uuid, sizeof(t->uuid));
	if (path)
		memcpy(t->path, path, strlen(path) + 1);
	else if (v->line.libvirt)
		t->why = "its monitor is libvirt's; give it another with 'ras' in the file name";
	else
		t->why = "it has no monitor with 'ras' in the file name, and QMP_SOCKETS names "
			 "none of its";
}

static void on_state(void *ctx, enum qmp_state state, enum qmp_why why)
{
	struct survey *s = ctx;

	(void)state;
	(void)why;
	s->settled = true;
}

static void on_done(void *ctx, bool complete)
{
	struct survey *s = ctx;

	s->complete = complete;
	s->done = true;
}

/* Run the loop until *flag. Every wait in it has a time limit. 0, or -errno. */
static int run(const struct survey *s, const bool *flag)
{
	int rc = 0;

	while (rc >= 0 && !*flag)
		rc = sd_event_run(s->loop, UINT64_MAX);
	return rc < 0 ? rc : 0;
}

/* Fill s->probe. 0, or -errno. */
static int ask(struct survey *s, struct target *t)
{
	static const struct qmp_ops ops = { .state = on_state };
	struct qmp_options qo = qmp_defaults(t->path, VMM_MONITOR);
	struct vmm_interview_options io = {
		.loop = s->loop, .proc = s->proc, .user = s->place->user,
		.timeout_ms = s->place->timeout_ms,
	};
	struct vmm_interview *iv = NULL;
	int err;

	s->settled = false;
	s->done = false;
	qo.user = s->place->user;
	qo.command_ms = s->place->timeout_ms;
	io.monitor = qmp_new(s->loop, &qo, &ops, s);
	if (!io.monitor)
		return -errno;
	err = run(s, &s->settled);
	if (!err && qmp_pid(io.monitor))
		t->pid = qmp_pid(io.monitor);
	io.pid = t->pid;
	if (!err) {
		iv = vmm_interview_start(&io, &s->probe, on_done, s);
		err = iv ? run(s, &s->done) : -errno;
	}
	vmm_interview_free(iv);
	qmp_free(io.monitor);
	return err;
}

static void report_vcpus(struct survey *s, struct vmm_survey_row *row)
{
	for (size_t i = 0; i < s->probe.nvcpus; i++) {
		const struct vmm_vcpu *v = &s->probe.vcpus[i];
		char text[VMM_REQUESTS][VMM_ABILITY_TEXT];

		row->vcpu = v->index;
		row->thread = v->thread;
		for (int r = VMM_OFFLINE; r < VMM_REQUESTS; r++) {
			struct ras_text t = RAS_TEXT(text[r]);

			vmm_ability_text(&v->can[r], &t);
			row->can[r] = text[r];
			row->possible[r] = v->can[r].way != VMM_WAY_NONE;
		}
		s->fn(s->ctx, row);
	}
}

static int look_at(struct survey *s, struct target *t)
{
	struct vmm_survey_row row = { .vcpu = -1 };
	int err = 0;

	memset(&s->probe, 0, sizeof(s->probe));
	s->complete = true;
	if (t->path[0])
		err = ask(s, t);
	if (err)
		return err;
	if (!strcmp(s->probe.arch, "s390x")) {
		s->probe.checkstop = vmm_kvm_probe(s->kvm, &s->probe.checkstop_why);
		vmm_probe_judge(&s->probe);
	}
	row.vm = s->probe.name[0] ? s->probe.name : t->name;
	row.uuid = s->probe.uuid[0] ? s->probe.uuid : t->uuid;
	row.process = t->pid;
	row.monitor = t->path;
	row.arch = s->probe.arch;
	row.machine = s->probe.machine;
	row.status = s->probe.status;
	row.why = t->path[0] ? "" : t->why;
	if (s->probe.unreachable)
		row.why = s->probe.unreachable;
	else if (!s->complete)
		row.why = "the monitor did not answer all questions";
	for (int r = 0; r < VMM_REQUESTS; r++)
		row.can[r] = "";
	s->failed += row.why[0] != '\0';
	if (s->probe.nvcpus)
		report_vcpus(s, &row);
	else
		s->fn(s->ctx, &row);
	return 0;
}

int vmm_survey(const struct vmm_place *place, const char *proc, const char *kvm, vmm_survey_fn fn,
	       void *ctx, unsigned int *found)
{
	struct survey *s = calloc(1, sizeof(*s));
	unsigned int unread = 0;
	int err;

	*found = 0;
	if (!s)
		return -ENOMEM;
	s->place = place;
	s->proc = proc;
	s->kvm = kvm;
	s->fn = fn;
	s->ctx = ctx;
	err = sd_event_new(&s->loop);
	if (err >= 0)
		err = vmm_discover(proc, place->user, on_vm, s, &unread);
	for (size_t i = 0; err >= 0 && place->paths[i]; i++) {
		struct target *t = NULL;

		for (size_t k = 0; k < s->n && !t; k++)
			if (!strcmp(s->targets[k].path, place->paths[i]))
				t = &s->targets[k];
		if (!t && (t = add(s)))
			memcpy(t->path, place->paths[i], strlen(place->paths[i]) + 1);
	}
	for (size_t i = 0; err >= 0 && i < s->n; i++)
		err = look_at(s, &s->targets[i]);
	*found = (unsigned int)s->n + s->more + unread;
	if (err >= 0)
		err = (int)(s->failed + s->more + unread);
	(void)sd_event_unref(s->loop);
	free(s);
	return err;
}

void vmm_survey_text(const struct vmm_survey_row *row, struct ras_text *out)
{
	ras_text_puts(out, "VM");
	if (row->vm[0])
		ras_text_add(out, " %s", row->vm);
	if (row->process)
		ras_text_add(out, " (process %d)", (int)row->process);
	if (row->monitor[0])
		ras_text_add(out, " at %s", row->monitor);
	if (row->vcpu >= 0)
		ras_text_add(out, ", vCPU %d", (int)row->vcpu);
	if (row->thread)
		ras_text_add(out, " (thread %d)", (int)row->thread);
	for (int r = VMM_OFFLINE; r < VMM_REQUESTS && row->vcpu >= 0; r++)
		ras_text_add(out, "%s %s: %s", r == VMM_OFFLINE ? ":" : ";", vmm_request_name(r),
			     row->can[r]);
	if (row->why[0])
		ras_text_add(out, "%s %s", row->vcpu >= 0 ? ";" : ":", row->why);
}
