// SPDX-License-Identifier: GPL-2.0-or-later
/* rasdaemon --post-processing: one AMD record from the command line, decoded and explained. */
#include "daemon/post.h"

#include <stdio.h>

#include "core/log.h"
#include "decode/x86/mce.h"
#include "events/events.h"
#include "export/line.h"

int ras_post_main(const struct ras_post_options *o)
{
	_Alignas(16) char room[RAS_EVENT_ROOM];
	struct ras_event *ev = (void *)room;
	const uint64_t *v = o->value;
	struct ras_host host = {
		.vendor = X86_AMD, .have_cpu = true, .smca = o->smca || v[RAS_POST_IPID],
		.family = (unsigned int)v[RAS_POST_FAMILY],
		.model = (unsigned int)v[RAS_POST_MODEL],
	};
	struct x86_mce m = {
		.vendor = X86_AMD, .bank = (uint8_t)v[RAS_POST_BANK], .status = v[RAS_POST_STATUS],
		.ipid = v[RAS_POST_IPID], .synd = v[RAS_POST_SYND],
	};
	char text[8192], words[4096];
	struct ras_text t = RAS_TEXT(text), w = RAS_TEXT(words);

	if (!o->given[RAS_POST_STATUS] || !o->given[RAS_POST_FAMILY] || !o->given[RAS_POST_MODEL]) {
		ras_log(LOG_ERR, "--post-processing needs --family, --model and --status");
		return 2;
	}
	ras_event_init(ev, sizeof(room), &ras_class_mce_record);
	ras_mce_event_set(ev, &m);
	ev->severity = ev->cls->decode(&host, ev);
	ras_line_text(&t, ev);
	ras_text_putc(&t, '\n');
	ev->cls->explain(&host, ev, &w);
	ras_text_wrap(&t, words, 2, 78);
	if (fputs(text, stdout) < 0 || fflush(stdout)) {
		ras_log(LOG_ERR, "cannot write the answer: %m");
		return 1;
	}
	return 0;
}
