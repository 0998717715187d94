// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon --replay: captures in, rows out, a line of counts, exit code. */
#include "daemon/replay_run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/log.h"
#include "events/events.h"
#include "export/logsink.h"
#include "incident/incident.h"
#include "policy/policy.h"
#include "store/store.h"
#include "trace/replay.h"

enum { QUEUE_BYTES = 4 << 20, PATIENCE_MS = 30000 };

static void read_identity(struct ras_host *host, const char *path, const char *cpuinfo)
{
	char name[4096];

	*host = (struct ras_host){ .vendor = X86_UNKNOWN };
	if (cpuinfo) {
		if (ras_host_read_cpuinfo(host, cpuinfo))
			ras_log(LOG_WARNING, "%s: %m; CPUs are told by the records alone", cpuinfo);
	} else if (snprintf(name, sizeof(name), "%s/cpuinfo.txt", path) < (int)sizeof(name)) {
		/* Part of our captures, not of tracefs: optional. */
		(void)ras_host_read_cpuinfo(host, name);
	}
}

/* Policies act on a machine in a folder only: never on this one for what a capture tells. */
static int start_policy(const struct ras_options *o, struct ras_bus *bus,
			struct ras_policy **policy, char *err, size_t size)
{
	struct ras_policy_options po = { .bus = bus, .sysfs = o->sysfs };
	struct ras_config config;

	if (!o->sysfs)
		return 0;
	if (ras_options_config(o, &config, err, size))
		return -1;
	po.config = &config;
	*policy = ras_policy_start(&po, err, size);
	if (!*policy)
		return -1;
	return ras_bus_add(bus, (struct ras_sink){ ras_policy_event, *policy });
}

int ras_replay_main(const struct ras_options *o)
{
	struct ras_counters counters = { 0 };
	struct ras_host host = { .vendor = X86_UNKNOWN };
	struct ras_incidents incidents;
	struct ras_bus bus = { .host = &host, .counters = &counters, .store = o->record,
			       .correlate = { ras_incidents_event, &incidents } };
	struct ras_logsink *log = NULL;
	struct ras_store *store = NULL;
	struct ras_policy *policy = NULL;
	uint64_t unstored = 0;
	char err[512] = "";
	int rc = 1;

	ras_incidents_init(&incidents, ras_classes);
	bus.queue = ras_queue_new(QUEUE_BYTES);
	log = ras_logsink_new(&counters, false, 0);
	if (!bus.queue || !log || ras_bus_add(&bus, (struct ras_sink){ ras_logsink_event, log })) {
		ras_log(LOG_ERR, "out of memory");
		goto out;
	}
	if (o->record) {
		struct ras_store_options so = {
			.path = o->db, .classes = ras_classes, .queue = bus.queue,
			.counters = &counters, .host = &host, .patience_ms = PATIENCE_MS,
		};

		store = ras_store_start(&so, err, sizeof(err));
		if (!store) {
			ras_log(LOG_ERR, "%s", err);
			goto out;
		}
	}
	if (start_policy(o, &bus, &policy, err, sizeof(err))) {
		ras_log(LOG_ERR, "%s", err);
		goto out;
	}
	rc = 0;
	for (unsigned int i = 0; i < o->replays && !rc; i++) {
		struct ras_replay result;

		read_identity(&host, o->replay[i], o->cpuinfo);
		ras_incidents_forget(&incidents);
		if (ras_replay_run(&bus, ras_classes, o->replay[i], &result, err, sizeof(err))) {
			ras_log(LOG_ERR, "%s", err);
			rc = 2;
		}
		/* Actions are told as this capture's host. */
		if (policy)
			ras_policy_settle(policy);
	}
out:
	ras_policy_stop(policy);
	if (store)
		unstored = ras_store_stop(store);
	ras_logsink_free(log);
	ras_queue_free(bus.queue);
	if (!rc || rc == 2)
		(void)fprintf(stderr,
			      "rasdaemon: %llu events read, %llu stored, %llu lost in the kernel, "
			      "%llu not stored, %llu damaged pages, %llu unknown records\n",
			      (unsigned long long)ras_counted(&counters, RAS_C_READ),
			      (unsigned long long)ras_counted(&counters, RAS_C_STORED),
			      (unsigned long long)ras_counted(&counters, RAS_C_KERNEL_LOST),
			      (unsigned long long)unstored,
			      (unsigned long long)ras_counted(&counters, RAS_C_PAGE_BAD),
			      (unsigned long long)ras_counted(&counters, RAS_C_UNKNOWN_EVENT));
	return !rc && unstored ? 1 : rc;
}
