/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What firmware says of the machine (SMBIOS/DMI): mainboard, system, memory slots. */
#ifndef RAS_CTL_DMI_H
#define RAS_CTL_DMI_H

#include <stddef.h>
#include <stdint.h>

#define DMI_NAME_LEN 128

/* Names without blanks around them; "" where firmware gives none. */
struct dmi_board {
	char vendor[DMI_NAME_LEN]; /* of the mainboard; of the system if there is none */
	char model[DMI_NAME_LEN];  /* likewise */
	char sys_vendor[DMI_NAME_LEN];
	char product[DMI_NAME_LEN]; /* name of the system */
};

/* Read root/sys/class/dmi/id (root "" for this machine). What cannot be read stays "". */
void dmi_read_board(struct dmi_board *b, const char *root);

/*
 * The SMBIOS table of the machine, root/sys/firmware/dmi/tables/DMI; *len bytes. The caller frees
 * it. NULL with errno: ENOENT when there is none, EACCES unless the superuser asks.
 */
uint8_t *dmi_read_table(const char *root, size_t *len);

#endif
