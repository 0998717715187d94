// SPDX-License-Identifier: GPL-2.0-or-later
/* Work that may block: done in time, too late, given up. */
#include "tests/unit/unit.h"

#include <semaphore.h>
#include <stdlib.h>

#include "tests/unit/monitor.h"
#include "vmm/worker.h"

static sem_t gate; /* what blocking work waits for */

static void quick(void *arg)
{
	*(int *)arg = 42;
}

static void blocked(void *arg)
{
	(void)arg;
	while (sem_wait(&gate))
		;
}

struct result {
	int calls, value;
};

static void on_worked(void *ctx, void *arg)
{
	struct result *r = ctx;

	r->value = arg ? *(int *)arg : -1;
	r->calls++;
}

static int *number(void)
{
	int *n = calloc(1, sizeof(*n));

	assert_non_null(n);
	return n;
}

static void workers(void **state)
{
	struct result r = { 0, 0 };
	struct vmm_worker *w, *given_up;
	sd_event *loop;

	(void)state;
	assert_int_equal(sem_init(&gate, 0, 0), 0);
	assert_true(sd_event_new(&loop) >= 0);
	w = vmm_worker_start(loop, quick, number(), 10000, on_worked, &r);
	assert_non_null(w);
	run_until(loop, &r.calls, 1);
	assert_int_equal(r.value, 42);
	assert_false(vmm_worker_busy(w));
	vmm_worker_free(w);
	/* The one who waits is told in time, and once. */
	w = vmm_worker_start(loop, blocked, number(), 10, on_worked, &r);
	assert_non_null(w);
	run_until(loop, &r.calls, 2);
	assert_int_equal(r.value, -1);
	assert_true(vmm_worker_busy(w));
	given_up = vmm_worker_start(loop, blocked, number(), 10000, on_worked, &r);
	assert_non_null(given_up);
	vmm_worker_free(given_up);
	assert_int_equal(sem_post(&gate), 0);
	assert_int_equal(sem_post(&gate), 0);
	while (vmm_worker_busy(w))
		(void)sd_event_run(loop, 1000);
	run_idle(loop);
	assert_int_equal(r.calls, 2);
	vmm_worker_free(w);
	(void)sd_event_unref(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(workers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
