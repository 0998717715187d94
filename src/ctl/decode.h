/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ras-mc-ctl --decode: kernel log text in, explained machine checks out. */
#ifndef RAS_CTL_DECODE_H
#define RAS_CTL_DECODE_H

#include <stdbool.h>
#include <stdio.h>

#include "core/event.h"
#include "core/host.h"
#include "ctl/ctl.h"

struct ctl_decode_options {
	bool json;       /* one JSON object a record, each on its line, instead of text */
	bool quiet;      /* no notes on stderr */
	const char *cpu; /* "VENDOR:FAMILY:MODEL[:STEPPING]" for records that do not say, or NULL */
};

/*
 * Read log text from in to its end and write what it says of machine checks to out. Notes about the
 * input go to stderr. Returns the exit code: CTL_OK; CTL_NOT_OK when nothing was found in the text,
 * or it could not be read or written; CTL_USAGE when options are wrong.
 */
int ctl_decode(FILE *in, FILE *out, const struct ctl_decode_options *o);

/* --decode: the same from stdin to stdout, by the options of the command line. */
enum ctl_exit ctl_decode_command(struct ctl *ctl);

/*
 * "VENDOR:FAMILY:MODEL[:STEPPING]": a vendor by name ("intel", "amd", "hygon", "zhaoxin",
 * "centaur") or by its CPUID string ("GenuineIntel", …); numbers decimal, or hexadecimal with 0x.
 * 0, or -1 when it is not of that form: host is not changed then.
 */
int ctl_decode_cpu(const char *text, struct ras_host *host);

#endif
